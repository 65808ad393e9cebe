"""Credit notes that stand apart, below a title or a header of their own or in a sheet of their own, without a minus: they are taken off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from cwbaudit.engine import sql
from cwbaudit.read import amounts
from cwbaudit.read.cells import Cells, NumberedRow
from cwbaudit.read.layout import Layout, within
from cwbaudit.read.parts import combined
from cwbaudit.read.signs import AS_PUBLISHED
from cwbaudit.read.totals import is_label
from cwbaudit.read.vocabulary import plain

_NOTES = r"(?:supplier |purchase |vendor )?(?:credit notes?|credits? (?:received|from)|refunds? (?:received|from))\b"
_TITLE = re.compile(rf"(?:(?:less|deduct|minus|schedule of|list of|plus|section|table|part) )*(?:\d+ )?(?:less )?{_NOTES}.{{0,60}}")
_SECTION = re.compile(r"(?:less )?(?:supplier )?(?:credits?|refunds?)")  # below payments, under the same header
_HEADER = re.compile(r"credit note (?:no|number|ref|reference|date)\b.*|credit (?:no|number|ref)")
_GOES_ON = re.compile(r"\b(?:page|notes?|continued)\b")  # no end of a section
_NEARLY_ALL = 0.95
_MOST = 1_000
_LARGE = 200_000  # rows; no table with titles among its payments was ever so long


def taken_off(cells: Cells, found: Sequence[Layout], sheet: str, signs: str) -> list[Layout]:
    """The tables of one sheet, of which those of credit notes have their signs turned; a part of a table is a table of its own then."""
    if signs or any({"credit", "sign"} & set(layout.columns) or layout.outline or layout.kind != "payments" for layout in found):
        return list(found)
    if _TITLE.fullmatch(plain(sheet)):
        return [_turned(cells, layout, f'the sheet "{sheet}"') or layout for layout in found]
    return [part for layout in found for part in _of_table(cells, layout)]


def _of_table(cells: Cells, layout: Layout) -> list[Layout]:
    named = next((name for name in layout.names if _HEADER.fullmatch(plain(name))), "")
    title = named or _title_above(cells, layout)
    if title and (turned := _turned(cells, layout, f'"{title}"')):
        return [turned]
    for start, said in _starts(cells, layout):
        end = _end(cells, layout, start)
        part = replace(layout, first_row=start + 1, last_row=end, close=(), why=())
        if turned := _turned(cells, part, f'"{said}" in row {start:,}'):
            last = layout.last_row or cells.last_row
            after = _of_table(cells, replace(layout, first_row=end + 1, close=(), why=())) if end < last else []
            before = [replace(layout, last_row=start - 1)] if start > layout.first_row else []
            return [*before, turned, *(one for one in after if _sums(cells, one))]
    return [layout]


def _turned(cells: Cells, layout: Layout, by: str) -> Layout | None:
    """The table with its signs turned and that said; None where it has no sums, or they have a minus already."""
    sums = _sums(cells, layout)
    if not sums or sum(value > 0 for value in sums) < _NEARLY_ALL * len(sums):
        return None
    said = f'By {by} these are credit notes: their sums, which have no minus, were taken off. `signs = "{AS_PUBLISHED}"` would add them.'
    return replace(layout, amounts=replace(layout.amounts, times=-layout.amounts.times), close=(*layout.close, said))


def _sums(cells: Cells, layout: Layout) -> list[Decimal]:
    """The sums of the first rows of the table that state one."""
    column = f"c{layout.columns['amount']}"
    query = f"select {column} from c where {column} <> '' order by row limit {_MOST}"
    texts = sql(query, c=within(combined(cells, layout), layout)).rows()
    return [value for (text,) in texts if (value := amounts.read(text, layout.amounts))]


def _title_above(cells: Cells, layout: Layout) -> str:
    """The cell that stands alone just above the header, or above the first row, where it says that credit notes follow."""
    first = layout.header_rows[0] if layout.header_rows else layout.first_row
    above = cells.at([row for row in range(first - 3, first) if row > 0])
    return next((text for text in map(_alone, reversed(above)) if _TITLE.fullmatch(plain(text))), "")


def _starts(cells: Cells, layout: Layout) -> list[tuple[int, str]]:
    """The rows inside the table that begin credit notes: a title that stands alone, or the header again in words of credit notes."""
    if cells.filled > _LARGE:
        return []
    amount = layout.columns["amount"]
    every = cells if amount < len(cells.names) else combined(cells, layout)
    wordy = f"not (c{amount} between '0' and ':') and not regexp_matches(c{amount}, '[0-9]')"  # hardly any; the first is told at once
    numbers = sql(f"select row from c where {wordy} order by row limit {_MOST}", c=within(every, layout)).rows()
    return [(row, said) for row, texts in cells.at([number for (number,) in numbers]) if (said := _says((row, texts), layout))]


def _says(numbered: NumberedRow, layout: Layout) -> str:
    row, texts = numbered
    alone = _alone((row, texts))
    if alone and (_TITLE.fullmatch(plain(alone)) or _SECTION.fullmatch(plain(alone))):
        return alone
    return next((text for text in texts if row in layout.repeated and _HEADER.fullmatch(plain(text))), "")


def _alone(numbered: NumberedRow) -> str:
    filled = [text for text in numbered[1] if text]
    return filled[0] if len(filled) == 1 else ""


def _end(cells: Cells, layout: Layout, start: int) -> int:
    """The last row of the credit notes: the one before the next title that stands alone, or the last of the table."""
    filled = " + ".join(f"cast({name} <> '' as integer)" for name in cells.names)
    query = f"select * from c where row > {start + 1} and {filled} = 1 order by row limit {_MOST}"
    for row, *texts in sql(query, c=within(cells, layout)).rows():
        alone = next(text for text in texts if text)
        if re.search(r"[^\W\d_]", alone) and not is_label(alone) and not _GOES_ON.search(plain(alone)):
            return int(row) - 1
    return layout.last_row or cells.last_row
