"""The command that puts two finished audits side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cwbaudit.cli.app import AsJson, app
from cwbaudit.cli.terminal import say, show
from cwbaudit.errors import UsageError

_AUDIT = "audit: its folder, its audit.toml, or the folder that holds them."


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help=f"The earlier {_AUDIT}")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help=f"The later {_AUDIT}")],
    out: Annotated[Path | None, typer.Option("--out", help="Also write page, workbook, Markdown and JSON into this folder.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare two finished audits: what changed, split into its causes, which add up exactly.

    An audit by another definition of local is restated by the new one; where that cannot be done, nothing is compared.
    """
    from cwbaudit.api import compare as compared
    from cwbaudit.report.compared import write
    from cwbaudit.report.compared.console import console

    if out and out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file.", fix="Name a folder with --out.")
    found = compared(old, new)
    if out:
        for path in write(found, out):
            say(f"wrote {path}")
    show(found.model_dump(mode="json"), lambda: console(found), as_json)
