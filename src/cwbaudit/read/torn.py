"""Rows torn by commas of their own: a name or a sum written without quotes is put together again, by what its columns hold.

A row wider than the header is left as it is while its sums and dates stand in their columns. Only where they do not, and one way
of joining neighbours brings them back, are the neighbours joined; otherwise the row stays as written, and what cannot be read in it
is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cwbaudit import money
from cwbaudit.read import dates
from cwbaudit.read.vocabulary import header_likeness, roles

Row = list[str]
_A_HEADER = 1.4
_MOST_TORN = 6
_KEEPING = 0.1  # of the rows below a header must keep to its width, or it is no header of theirs
_FAR = 1e9
_FOREIGN = re.compile(r"[$€?\ufffd]")
_HEAD_OF_SUM = re.compile(r"[-(]? ?[£$€?\ufffd]? ?[-(]?\d{1,3}")
_TAIL_OF_SUM = re.compile(r"\d{3}(?:\.\d{1,2})?\)? ?(?:-|CR|DR)?", re.IGNORECASE)


@dataclass(frozen=True)
class Frame:
    """How wide the table is by its header, and in which columns its sums and its dates stand."""

    width: int
    sums: frozenset[int]
    days: frozenset[int]


def frame(rows: Sequence[Row]) -> Frame | None:
    """The frame that the header among the first rows sets; None where none reads as one, or where the rows below do not keep to it."""
    likeness = [0.0 if any(_is_sum(cell) for cell in cells if cell) else header_likeness(cells) for cells in rows]
    if max(likeness, default=0.0) < _A_HEADER:
        return None
    place = likeness.index(max(likeness))
    header = rows[place][: _filled(rows[place])]
    sums = frozenset(i for i, cell in enumerate(header) if roles(cell).get("amount", 0.0) >= 0.55 or roles(cell).get("vat", 0.0) >= 0.7)
    days = frozenset(i for i, cell in enumerate(header) if roles(cell).get("date", 0.0) >= 0.65)
    found = Frame(len(header), sums, days)
    below = [cells for cells in rows[place + 1 :] if any(cells)]
    keeping = sum(max(sums, default=0) < _filled(cells) <= found.width and _in_place([*cells, ""], found) for cells in below)
    return found if sums and len(header) > 2 and keeping >= _KEEPING * len(below) else None


def mended(cells: Row, frame: Frame) -> Row:
    """The row as wide as its header, where joining neighbours brings its sums and dates into their columns; else as it was."""
    filled = _filled(cells)
    if not frame.width < filled <= frame.width + _MOST_TORN or _in_place(cells[:filled], frame):
        return cells
    parts = _joined(cells[:filled], frame)
    return parts if parts is not None and any(_sum_at(parts, i) for i in frame.sums) else cells


def _filled(cells: Row) -> int:
    """How wide the row is up to its last cell that is not blank."""
    return next((i for i in range(len(cells), 0, -1) if cells[i - 1].strip()), 0)


def _in_place(cells: Row, frame: Frame) -> bool:
    """Whether every sum and date stands in its column, and no sum has lost its end to the next cell."""
    for i in frame.sums:
        if cells[i].strip() and not _is_sum(cells[i]):
            return False
        if _HEAD_OF_SUM.fullmatch(cells[i].strip()) and _TAIL_OF_SUM.fullmatch(cells[i + 1].strip()):
            return False
    return all(not cells[i].strip() or _is_day(cells[i]) for i in frame.days)


def _joined(cells: Row, frame: Frame) -> Row | None:
    """The cheapest way to make `frame.width` cells of these by joining neighbours; None where no way puts sums and dates in place."""
    count, spare = len(cells), len(cells) - frame.width

    @cache
    def best(column: int, start: int) -> tuple[float, int]:
        """The cost from this column on, and how many cells it takes."""
        if column == frame.width:
            return (0.0, 0) if start == count else (_FAR, 0)
        sizes = range(1, min(spare + 1, count - start) + 1)
        ways = [(_cost(cells[start : start + taken], column, frame) + best(column + 1, start + taken)[0], taken) for taken in sizes]
        return min(ways, default=(_FAR, 1))

    if best(0, 0)[0] >= _FAR:
        return None
    parts, start = [], 0
    for column in range(frame.width):
        taken = best(column, start)[1]
        parts.append(",".join(cells[start : start + taken]))
        start += taken
    return parts


def _cost(parts: Sequence[str], column: int, frame: Frame) -> float:
    """What it costs to read these cells as one cell of the column; a comma in a text is commonly followed by a space."""
    whole = ",".join(parts).strip()
    if column in frame.sums:
        torn = len(parts) == 1 or all(_TAIL_OF_SUM.fullmatch(part.strip()) for part in parts[1:])
        return (0.0 if torn and _is_sum(whole) else 0.5 if not whole else _FAR) if torn else _FAR
    if column in frame.days:
        return 0.0 if len(parts) == 1 and (not whole or _is_day(whole)) else _FAR
    return sum((1.0 if part.startswith(" ") else 1.2) for part in parts[1:])


def _sum_at(cells: Row, column: int) -> bool:
    return column < len(cells) and _is_sum(cells[column])


def _is_sum(cell: str) -> bool:
    return money.parse(_FOREIGN.sub("", cell)) is not None


def _is_day(cell: str) -> bool:
    text = cell.strip()
    return bool(dates.shape(text)) or text.replace(":", "").isdigit()
