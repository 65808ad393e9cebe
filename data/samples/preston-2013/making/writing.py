"""Writes a sample: the spend files, the decisions, and the figures that an audit of them must find."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

from making import checks, layouts
from making.dice import Dice
from making.ledger import Ledger
from making.truth import expected
from making.year import Year

TEXTS = ("audit.toml", "README.md")  # written by hand


def write(year: Year, ledger: Ledger, here: Path, out: Path, more: dict[str, object] | None = None) -> None:
    """Writes the sample into `out`, with the texts that stand `here`; `more` is added to expected.json."""
    checks.check(ledger, year)
    for folder in ("spend", "decisions"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    rows = {}
    for body, write_file in layouts.WRITERS.items():
        found = layouts.lines(ledger, body, year)
        rows[body] = write_file(found, out / year.files[body], Dice(f"{year.seed} {body}"), year)
    _decisions(year, ledger, out / "decisions")
    text = json.dumps(expected(ledger, rows, year) | (more or {}), indent=1, ensure_ascii=False)
    (out / "expected.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    for name in TEXTS:
        if out.resolve() != here:
            shutil.copyfile(here / name, out / name)


def _decisions(year: Year, ledger: Ledger, folder: Path) -> None:
    where = {supplier.name: supplier.postcode for supplier in ledger.suppliers}
    suppliers = [[name, verdict, other, *year.signed, why] for name, verdict, other, why in year.supplier_decisions]
    postcodes = [[name, where[name], *year.signed, why] for name, why in year.postcode_decisions]
    _csv(folder / "suppliers.csv", ["name", "verdict", "supplier", "who", "when", "why"], suppliers)
    _csv(folder / "postcodes.csv", ["supplier", "postcode", "who", "when", "why"], postcodes)


def _csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="\n")
