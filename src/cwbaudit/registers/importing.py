"""Importing a register, and saying which are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from cwbaudit.errors import SourceError
from cwbaudit.registers.edition import in_order, vintage
from cwbaudit.registers.index import Register, imported, registers_folder, store
from cwbaudit.registers.kinds import Kind
from cwbaudit.registers.opened import Opened, opened, refusing

if TYPE_CHECKING:
    import pyarrow as pa


def import_register(path: Path, kind: Kind | None, tick: Callable[[str], None], *further: Path) -> Register:
    """The register in this file, and in the further parts of it, kept from now on. SourceError, and the one before still there, when it is
    none."""
    paths = in_order([path, *further])
    found = [_opened(each, kind, tick) for each in paths]
    first = found[0]
    edition = vintage(paths, first.taken)
    made = store(first.kind, chain.from_iterable(map(_parts, paths, found)), vintage=edition, files=paths, names=first.names)
    tick(f"Ready: {made.told}")
    return made


def _opened(path: Path, kind: Kind | None, tick: Callable[[str], None]) -> Opened:
    with refusing(path):
        return opened(path, kind, tick)


def _parts(path: Path, found: Opened) -> Iterator[pa.Table]:
    with refusing(path):
        yield from found.parts


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
