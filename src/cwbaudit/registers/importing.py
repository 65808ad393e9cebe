"""Importing a register, and saying which are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

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


def all_imported() -> list[Register]:
    """Every register that was imported on this machine."""
    return [found for kind in Kind if (found := imported(kind))]


def register_status() -> dict[str, object]:
    """The folder, and every register in it as fields."""
    rows = [{name: str(value) if name == "path" else value for name, value in asdict(found).items()} for found in all_imported()]
    return {"folder": str(registers_folder()), "registers": rows}
