"""`cwbaudit resolve`: who each supplier of a list is, and which entry of a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cwbaudit.cli.app import AsJson, app
from cwbaudit.cli.terminal import put, say, show


@app.command()
def resolve(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file or a workbook with a column supplier_name.")],
    against: Annotated[
        list[str] | None,
        typer.Option(
            "--against",
            metavar="REGISTER",
            help="Also look each name up in a register: companies, charities, cooperatives or list as imported, or a CSV file with names.",
        ),
    ] = None,
    why: Annotated[
        bool,
        typer.Option(
            "--why", help="Also say what spoke for each answer and what against it, and which other supplier of the list it may be."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say who each supplier of a list is: the same rows as CSV, each with supplier_id, supplier, method and score.

    Only what leaves no doubt is joined; --why names the pairs that a person should settle.

    Columns postcode, company_number, charity_number, vat_number, supplier_ref and body are used where the file has them.
    """
    from cwbaudit.csvtext import csv_text
    from cwbaudit.errors import UsageError
    from cwbaudit.namelist import register, replaced, resolved

    if against and len(against) > 1:
        raise UsageError("Names are looked up in one register at a time.", where="--against", fix="Run it once for each register.")
    rows = resolved(file, register(against[0]) if against else None, why=why)
    for name in replaced(file, rows):
        say(f'the file\'s own column "{name}" is replaced')
    if as_json:
        show(rows, str, as_json)
    else:
        put(csv_text(rows))
