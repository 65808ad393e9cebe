"""Rows torn by commas of their own: a name or a sum written without quotes is put together again, by what its columns hold.

A row wider than the header is left as it is while its sums and dates stand in their columns. Only where they do not, and one way
of joining neighbours brings them back, are the neighbours joined; otherwise the row stays as written, and what cannot be read in it
is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from cwbaudit import money
from cwbaudit.read import dates
from cwbaudit.read.vocabulary import header_likeness, roles

Row = list[str]
_A_HEADER = 1.4
_MOST_TORN = 6
_LOOKED_AT = 100
_KEEPING = 0.1  # of the rows below a header must keep to its width, or it is no header of theirs
_FAR = 10**9  # costs are whole numbers, so that equal ones are equal
_JOINED, _JOINED_AT_A_SPACE, _BEYOND = 12, 9, 10  # a comma in a text is commonly followed by a space
_FOREIGN = re.compile(r"[$€?\ufffd]")
_HEAD_OF_SUM = re.compile(r"[-(]? ?[£$€?\ufffd]? ?[-(]?\d{1,3}")
_WITH_PENCE = re.compile(r"[£,]|\.\d{1,2}\D*$")
_TAIL_OF_SUM = re.compile(r"\d{3}(?:\.\d{1,2})?\)? ?(?:-|CR|DR)?", re.IGNORECASE)


@dataclass(frozen=True)
class Frame:
    """How wide the table is by its header, in which columns its sums and its dates stand, and whether most of its rows are torn."""

    width: int
    sums: frozenset[int]
    days: frozenset[int]
    torn: bool = False


def frame(rows: Sequence[Row]) -> Frame | None:
    """The frame that the header among the first rows sets; None where none reads as one, or where the rows below do not keep to it."""
    likeness = [0.0 if any(_is_sum(cell) for cell in cells if cell) else header_likeness(cells) for cells in rows]
    if max(likeness, default=0.0) < _A_HEADER:
        return None
    place = likeness.index(max(likeness))
    header = rows[place][: _filled(rows[place])]
    below = [cells for cells in rows[place + 1 :] if any(cells)][:_LOOKED_AT]
    days = frozenset(i for i, cell in enumerate(header) if roles(cell).get("date", 0.0) >= 0.65)
    sums = frozenset(i for i, cell in enumerate(header) if _names_sum(cell) and not _mostly_days(below, i)) - days
    found = Frame(len(header), sums, days)
    if not sums or len(header) < 3:
        return None
    keeping = sum(max(sums) < _filled(cells) <= found.width and _natural([*cells, ""], found) < _FAR for cells in below)
    mending = sum(any("," in cell for i, cell in enumerate(mended(cells, found)) if i in sums) for cells in below)
    fits = keeping >= _KEEPING * len(below) or keeping + mending > 0.5 * len(below)
    wide = sum(_filled(cells) > found.width for cells in below)  # a comma in a row of its width is that of a sum, or in quotes
    return replace(found, torn=min(wide, mending) > keeping) if fits else None


def mended(cells: Row, frame: Frame) -> Row:
    """The row as wide as its header, where joining neighbours brings its sums and dates better into their columns; else as it was."""
    filled = _filled(cells)
    if not frame.width < len(cells) or filled > frame.width + _MOST_TORN:
        return cells
    least, best = _natural(cells, frame), cells
    for count in range(max(filled, frame.width + 1), min(len(cells), frame.width + _MOST_TORN) + 1):
        if not least:
            break
        cost, parts = _joined(cells[:count], frame)
        if cost < least and any(_is_sum(parts[i]) for i in frame.sums):
            least, best = cost, parts
    return best


def _names_sum(name: str) -> bool:
    return roles(name).get("amount", 0.0) >= 0.55 or roles(name).get("vat", 0.0) >= 0.7


def _mostly_days(rows: Sequence[Row], column: int) -> bool:
    held = [cells[column] for cells in rows if column < len(cells) and cells[column]]
    return sum(bool(dates.shape(cell)) for cell in held) > 0.5 * len(held)


def _filled(cells: Row) -> int:
    """How wide the row is up to its last cell that is not blank."""
    return next((i for i in range(len(cells), 0, -1) if cells[i - 1].strip()), 0)


def _natural(cells: Row, frame: Frame) -> int:
    """What it costs to leave the row as it is: sums and dates out of their columns forbid it, cells beyond the header speak against it."""
    for i in frame.sums:
        if _HEAD_OF_SUM.fullmatch(cells[i].strip()) and _TAIL_OF_SUM.fullmatch(cells[i + 1].strip()):
            return _FAR
    held = sum(_cost(cells[i : i + 1], i, frame) for i in frame.sums | frame.days)
    return held + _BEYOND * sum(bool(cell.strip()) for cell in cells[frame.width :])


def _joined(cells: Row, frame: Frame) -> tuple[int, Row]:
    """The cheapest way to make `frame.width` cells of these by joining neighbours, and what it costs."""
    count, spare = len(cells), len(cells) - frame.width
    told = frame.sums | frame.days
    joins = list(accumulate(_JOINED_AT_A_SPACE if cell.startswith(" ") else _JOINED for cell in cells))

    @cache
    def best(column: int, start: int) -> tuple[int, int]:
        """The cost from this column on, and how many cells it takes."""
        if column == frame.width:
            return (0, 0) if start == count else (_FAR, 0)
        ends = range(start + 1, min(start + spare + 1, count) + 1)
        if column in told:
            ways = [(_cost(cells[start:end], column, frame) + best(column + 1, end)[0], end - start) for end in ends]
        else:
            ways = [(joins[end - 1] - joins[start] + best(column + 1, end)[0], end - start) for end in ends]
        return min(ways, default=(_FAR, 1))

    parts, start = [], 0
    for column in range(frame.width):
        taken = best(column, start)[1]
        parts.append(",".join(cells[start : start + taken]))
        start += taken
    return best(0, 0)[0], parts


def _cost(parts: Sequence[str], column: int, frame: Frame) -> int:
    """What it costs to read these cells as one cell of a column of sums or of dates."""
    whole = ",".join(parts).strip()
    if column in frame.days:
        return 0 if len(parts) == 1 and (not whole or _is_day(whole)) else _FAR
    torn = all(_TAIL_OF_SUM.fullmatch(part.strip()) for part in parts[1:])
    if not torn or (whole and not _is_sum(whole)):
        return _FAR
    return 5 if not whole else 0 if _WITH_PENCE.search(whole) else 6


def _is_sum(cell: str) -> bool:
    return money.parse(_FOREIGN.sub("", cell)) is not None


def _is_day(cell: str) -> bool:
    text = cell.strip()
    return bool(dates.shape(text)) or text.replace(":", "").isdigit()
