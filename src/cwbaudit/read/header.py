"""Which row is the header: the one whose cells name the most parts of a spend table and hold no values themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from cwbaudit.read import dates
from cwbaudit.read.cells import NumberedRow
from cwbaudit.read.delimited import Row
from cwbaudit.read.vocabulary import header_likeness, roles

# `£000` says that sums are in thousands: no sum is written so.
_DECIMAL = re.compile(r"(?![£(]*000\)?$)(?:[-(]?[£$€]? ?-?[\d,]+\.\d{1,2}\)?-?|[-(]?[£$€] ?[\d,]+\)?|\d{5,})")

_NO_WORD = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*")  # sums, days and numbers: a row that has one is known at once to be no header

_LOOKED_AT, _JUDGED_BY, _FEWEST = 30, 40, 3
_LIKE = 1.4
_KNOWN, _WRAPPED = 0.8, 0.6
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HOW = re.compile(
    r"(?:free )?text|string|alpha ?numeric|numeric|numbers?|integer|decimal|currency|char(?:acter)?s?|varchar\W?\d*\W?"
    r"|(?:dd|d|mm|m|yy(?:yy)?)(?:[/.-](?:dd|d|mmm?|m|yy(?:yy)?)){1,2}|date|£?0[.,]00|£?#[#,.0]*|£(?: ?p)?"
    r"|pounds|mandatory|optional|required|y/n|yes/no|code|n/a",
    re.IGNORECASE,
)
_TELLING = ("amount", "supplier_name", "date")


@dataclass(frozen=True)
class Header:
    """The rows that make the header, and its cells as one row of unique names."""

    rows: tuple[int, ...]
    names: tuple[str, ...]
    likeness: float


def find_header(rows: Sequence[NumberedRow]) -> Header | None:
    """The best header among `rows`, its second row joined in where it has one; None when no row reads as one."""
    best: Header | None = None
    for i, (number, cells) in enumerate(rows):
        likeness = row_likeness(cells)
        if likeness >= _LIKE and (best is None or likeness > best.likeness * 1.15):
            best = Header((number,), unique(cells), likeness)
            if i + 1 < len(rows) and (double := _two_rows(cells, rows[i + 1][1], likeness)):
                best = Header((number, rows[i + 1][0]), *double)
            elif i and (wrapped := _wrapped(rows[i - 1][1], cells)):
                best = Header((rows[i - 1][0], number), unique(wrapped), max(likeness, row_likeness(wrapped)))
    return best and (_earlier(rows, best) or best)


def _earlier(rows: Sequence[NumberedRow], best: Header) -> Header | None:
    """The first header over the same columns, with rows between them: a later one may say more, but the table begins there."""
    told = telling(best.names)
    above = [(i, row) for i, (number, row) in enumerate(rows) if number < best.rows[0]]
    at = next((i for i, row in above if told and i + 1 < len(above) and telling(row) == told), None)
    return None if at is None or sum(map(bool, rows[at + 1][1])) < 2 else find_header(rows[at : at + 2])


def header_named(rows: Sequence[NumberedRow], columns: Iterable[str | tuple[str, ...]]) -> Header | None:
    """The first row that has every name by which the user calls a column; None where no one row has them all."""
    named = {name.strip().casefold() for theirs in columns for name in ([theirs] if isinstance(theirs, str) else theirs)}
    found = next(((number, row) for number, row in rows if named and named <= {cell.strip().casefold() for cell in row}), None)
    return Header((found[0],), unique(found[1]), row_likeness(found[1])) if found else None


def header_by_shape(rows: Sequence[NumberedRow]) -> Header | None:
    """The first row of names alone under which, column by column, stand values: sums in one at least, words in another.

    For a table whose names say nothing to us: names of departments, a word for suppliers that nobody else has.
    """
    for i, (number, cells) in enumerate(rows[:_LOOKED_AT]):
        filled = [at for at, cell in enumerate(cells) if cell]
        named = len(filled) > 1 and len({cells[at].casefold() for at in filled}) == len(filled) and all(_names(cells[at]) for at in filled)
        below = [row for _, row in rows[i + 1 : i + 1 + _JUDGED_BY]]
        if not named or len(below) < _FEWEST:
            continue
        inside = sum(all(at < len(cells) and cells[at] for at, cell in enumerate(row) if cell) for row in below)
        kinds = [[bool(_DECIMAL.fullmatch(row[at])) for row in below if at < len(row) and row[at]] for at in filled]
        sums = sum(len(kind) >= _FEWEST and sum(kind) >= 0.8 * len(kind) for kind in kinds)
        words = sum(len(kind) >= _FEWEST and not any(kind) for kind in kinds)
        if sums and words and inside >= 0.9 * len(below):
            return Header((number,), unique(cells), 1.0)
    return None


def _names(cell: str) -> bool:
    """Whether a cell can be the name of a column: short words, no value."""
    return len(cell) <= 60 and bool(re.search(r"[^\W\d_]", cell)) and not _DECIMAL.fullmatch(cell) and not dates.shape(cell)


def row_likeness(cells: Row) -> float:
    """How much the row reads as a header; 0 when it holds values, or names fewer than two parts of a spend table."""
    filled = [cell for cell in cells if cell]
    values = sum(bool(_DECIMAL.fullmatch(cell)) or (any(ch.isdigit() for ch in cell) and bool(dates.shape(cell))) for cell in filled)
    if not filled or values > 0.2 * len(filled):
        return 0.0
    named = {role for cell in filled for role in roles(cell)}
    return header_likeness(cells) if len(named) >= 2 and sum(bool(roles(cell)) for cell in filled) >= 0.3 * len(filled) else 0.0


def telling(row: Sequence[str]) -> dict[str, int]:
    """Where a row that reads as a header names the amount, the supplier and the date; empty for any other row."""
    if any(map(_NO_WORD.fullmatch, row)) or row_likeness(list(row)) < _LIKE:
        return {}
    said = {role: [roles(cell).get(role, 0.0) for cell in row] for role in _TELLING}
    return {role: scores.index(max(scores)) for role, scores in said.items() if max(scores, default=0.0) >= 0.3}


def guide_row(rows: Sequence[NumberedRow], header: Sequence[int]) -> tuple[int, ...]:
    """The row under the header, where it guides who fills the form in: it numbers the columns, or says how each is written."""
    if not header or not rows:
        return ()
    number, cells = rows[0]
    filled = [cell for cell in cells if cell]
    counts = filled == [str(i) for i in range(1, len(filled) + 1)] or [*map(str.upper, filled)] == list(_LETTERS[: len(filled)])
    tells = sum(bool(_HOW.fullmatch(cell)) for cell in filled) == len(filled) and len({*filled}) > 1
    return (number,) if len(filled) >= _FEWEST and (counts or tells) else ()


def unique(cells: Sequence[str]) -> tuple[str, ...]:
    """Every column under a name of its own: a nameless one by its place, a repeated name with its turn."""
    names: list[str] = []
    for i, cell in enumerate(cells, 1):
        name = cell or f"column {i}"
        turn = sum(1 for before in cells[: i - 1] if before == cell) + 1 if cell else 1
        names.append(name if turn == 1 else f"{name} ({turn})")
    return tuple(names)


def _wrapped(upper: Row, lower: Row) -> Row | None:
    """The two rows as one, where the upper has the first words of names that go on in the lower, as narrow columns break them.

    Nearly each of its cells then makes a name that is known: `Body` over `Name`, `Payment` over `Date`. One such cell is enough where
    the lower says nothing alone, `Transaction` over `number`; not above the first column, where the title of a table stands.
    """
    if any(not _names(cell) for cell in upper if cell):
        return None
    pairs = list(zip_longest(upper, lower, fillvalue=""))
    broken = [(above, below) for above, below in pairs if above and below]
    known = sum(max(roles(f"{above} {below}").values(), default=0.0) >= _KNOWN for above, below in broken)
    alone = len(broken) == 1 and not (upper[0] or roles(broken[0][1]))
    if not (alone or len(broken) > 1) or any(above and not below for above, below in pairs) or known < _WRAPPED * len(broken):
        return None
    return [" ".join(part for part in pair if part) for pair in pairs]


def _two_rows(upper: Row, lower: Row, likeness: float) -> tuple[tuple[str, ...], float] | None:
    """The two rows read as one, where the lower holds no value and together they name clearly more."""
    if lower == upper or not lower or any(_DECIMAL.fullmatch(cell) or dates.shape(cell) for cell in lower if cell):
        return None
    width = max(len(upper), len(lower))
    above, below = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    joined = [" ".join(part for part in (a, b) if part) for a, b in zip(above, below, strict=True)]
    either = [b or a for a, b in zip(above, below, strict=True)]
    best = max((joined, either), key=row_likeness)
    return (unique(best), row_likeness(best)) if row_likeness(best) > max(likeness, row_likeness(lower)) + 0.45 else None
