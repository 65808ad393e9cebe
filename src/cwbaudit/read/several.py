"""Several tables in one sheet, and several sheets of which one only sums up another: each payment is read once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cwbaudit.engine import sql
from cwbaudit.errors import SourceError
from cwbaudit.read.cells import Cells
from cwbaudit.read.header import row_likeness
from cwbaudit.read.judge import Settings, judge
from cwbaudit.read.layout import Layout, within
from cwbaudit.read.payments import rows_of
from cwbaudit.read.vocabulary import roles

_TELLING = ("amount", "supplier_name", "date")
_MOST_TABLES = 50


def layouts(cells: Cells, where: str, settings: Settings, *, most: int = _MOST_TABLES) -> list[Layout]:
    """The tables of one sheet from top to bottom; a header that comes again over the same columns begins no new one."""
    first = judge(cells, where, settings)
    if settings.columns or settings.header_row or first.kind != "payments" or most <= 1:
        return [first]
    again, cut = _later_headers(cells, first)
    first = replace(first, repeated=again)
    if not cut:
        return [first]
    try:
        below = layouts(cells.below(cut), where, settings, most=most - 1)
    except SourceError:
        return [first]
    return [replace(first, last_row=cut - 1), *below]


def _later_headers(cells: Cells, layout: Layout) -> tuple[tuple[int, ...], int]:
    """Rows below the header that read as headers: those over the same columns, and the first over other columns (0 if none)."""
    amount = f"c{layout.columns['amount']}"
    wordy = f"try_cast({amount} as decimal(18,2)) is null and regexp_full_match({amount}, '[^0-9]*[A-Za-z][^0-9]*')"
    # their numbers first: a large table is in files, and all columns of these at once would fill the memory
    inside = within(cells, layout)
    numbers = [number for (number,) in sql(f"select row from c where {wordy} order by row limit 1000", c=inside).rows()]
    query = f"select * from c where row in ({', '.join(map(str, numbers))}) order by row"
    again: list[int] = []
    for number, *texts in sql(query, c=inside).rows() if numbers else ():
        if row_likeness(texts) < 1.4:
            continue
        same = [roles(texts[i]).get(ours, 0.0) >= 0.3 for ours, i in layout.columns.items() if ours in _TELLING]
        if not all(same):
            return tuple(again), number
        again.append(number)
    return tuple(again), 0


def summed_up(tables: list[tuple[str, Cells, Layout]]) -> dict[str, str]:
    """Sheets that hold the same total as a sheet that says more: name of the summary to name of what it sums up."""
    totals: dict[Decimal, list[tuple[int, int, int, str]]] = {}
    for place, (name, cells, layout) in enumerate(tables):
        if layout.kind == "payments":
            count, total, _ = rows_of(cells, layout).payments()
            totals.setdefault(total, []).append((count, len(layout.columns), -place, name))
    found = {}
    for total, sheets in totals.items():
        *_, fullest = max(sheets)
        if total:
            found.update({name: fullest for *_, name in sheets if name != fullest})
    return found
