"""What the survey has just loaded, kept for read() to take up, so that no file is loaded twice in one run.

It is only a saving: what is not kept, or was changed on disk since, is loaded again and gives the same cells.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from cwbaudit.read.cells import Cells

MOST_BYTES = 1 << 29
_Key: TypeAlias = tuple[str, int, int, str]
_kept: dict[_Key, Cells] = {}


def keep(path: Path, sheet: str, cells: Cells) -> None:
    """Keep the cells of a sheet, as long as all that is kept in memory stays under half a gigabyte."""
    if sum(one.in_memory for one in _kept.values()) + cells.in_memory <= MOST_BYTES:
        _kept[_key(path, sheet)] = cells


def take(path: Path, sheet: str) -> Cells | None:
    """The cells that were kept, once; None where there are none, or the file is another by now."""
    return _kept.pop(_key(path, sheet), None)


def forget() -> None:
    """Keep nothing any longer."""
    _kept.clear()


def _key(path: Path, sheet: str) -> _Key:
    stat = path.stat()
    return str(path), stat.st_mtime_ns, stat.st_size, sheet
