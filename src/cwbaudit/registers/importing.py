"""Importing a register, and saying which are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from cwbaudit.errors import SourceError
from cwbaudit.registers.index import Register, imported, registers_folder, store
from cwbaudit.registers.kinds import Kind
from cwbaudit.registers.opened import opened, refusing, vintage


def import_register(path: Path, kind: Kind | None, tick: Callable[[str], None]) -> Register:
    """The register in this file, kept from now on. SourceError, and the one before still there, when it is none."""
    with refusing(path):
        found = opened(path, kind, tick)
        made = store(found.kind, found.parts, vintage=vintage(path), file=path, names=found.names)
    tick(f"Ready: {made.told}")
    return made


def all_imported() -> tuple[list[Register], list[SourceError]]:
    """Every register that was imported on this machine, and what is wrong with those that cannot be read any more."""
    found: list[Register] = []
    broken: list[SourceError] = []
    for kind in Kind:
        try:
            one = imported(kind)
        except SourceError as error:
            broken.append(error)
        else:
            found += [one] if one else []
    return found, broken


def register_status() -> dict[str, object]:
    """The folder, every register in it as fields, and in words those that cannot be read."""
    found, broken = all_imported()
    rows = [{name: str(value) if name == "path" else value for name, value in asdict(one).items()} for one in found]
    return {"folder": str(registers_folder()), "registers": rows, "unreadable": [error.what for error in broken]}
