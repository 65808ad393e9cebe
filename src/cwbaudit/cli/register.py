"""`cwbaudit register`: registers of companies, charities and co-operatives, and lists of names, kept on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cwbaudit.cli.app import AsJson, app
from cwbaudit.cli.terminal import progress, show
from cwbaudit.registers.kinds import Kind

register = typer.Typer(
    help="Registers of companies, charities and co-operatives, and lists of names: importing them, and saying which are there.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(register, name="register")
OfKind = Annotated[Kind | None, typer.Option("--kind", help="Which kind of register; else it is told by the file's header.")]


@register.command(name="import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="A register as published: a zip, CSV, text or JSON file; or all parts of one.")
    ],
    kind: OfKind = None,
    as_json: AsJson = False,
) -> None:
    """Keep a register on this machine, in the place of the one of its kind. An audit uses it only when its audit.toml asks for it."""
    from cwbaudit.registers.edition import partial
    from cwbaudit.registers.importing import all_imported, import_register, register_status

    before = {one.kind: one for one in all_imported()[0]}
    with progress(quiet=as_json) as tick:
        made = import_register(files[0], kind, tick, *files[1:])
    there = before.get(made.kind, made)
    replaced = there.told if there.fingerprint != made.fingerprint else ""
    lines = [
        made.told,
        "To have all of it, name all parts in one command: cwbaudit register import PART PART" if partial(made.vintage) else "",
        f"It took the place of: {replaced}" if replaced else "",
    ]
    show({"imported": made.kind, "replaced": replaced, **register_status()}, lambda: "\n".join(filter(None, lines)), as_json)


@register.command()
def status(as_json: AsJson = False) -> None:
    """Say which registers were imported on this machine, and their editions."""
    from cwbaudit.registers.importing import register_status

    show(register_status(), _told, as_json)


@register.command()
def forget(
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only the register of this kind; else all of them.")] = None,
    as_json: AsJson = False,
) -> None:
    """Drop imported registers from this machine."""
    from cwbaudit.registers.importing import register_status
    from cwbaudit.registers.index import forget as drop

    dropped = [str(each) for each in Kind if kind in (None, each) and drop(each)]
    said = f"Forgotten: {', '.join(dropped)}." if dropped else "No such register had been imported."
    show({"forgotten": dropped, **register_status()}, lambda: said, as_json)


def _told() -> str:
    from cwbaudit.registers.importing import all_imported

    found, broken = all_imported()
    lines = [one.told for one in found] + [f"{error.what} {error.fix}" for error in broken]
    return "\n".join(lines) or "No register was imported. Import one with: cwbaudit register import FILE"
