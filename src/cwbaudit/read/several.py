"""Several tables in one sheet, and several sheets of which one only sums up another: each payment is read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cwbaudit.engine import sql
from cwbaudit.errors import SourceError
from cwbaudit.read.across import year
from cwbaudit.read.cells import Cells
from cwbaudit.read.evidence import weigh
from cwbaudit.read.header import row_likeness
from cwbaudit.read.judge import Settings, judge
from cwbaudit.read.layout import Layout, sample, within
from cwbaudit.read.parts import combined
from cwbaudit.read.payments import rows_of
from cwbaudit.read.stacked import is_of_receipts, next_table
from cwbaudit.read.vocabulary import roles

if TYPE_CHECKING:
    import pyarrow as pa

_TELLING = ("amount", "supplier_name", "date")
_MOST_TABLES, _SAYS = 50, 0.55


def layouts(cells: Cells, where: str, settings: Settings, *, most: int = _MOST_TABLES) -> list[Layout]:
    """The tables of one sheet from top to bottom; a header that comes again over the same columns begins no new one."""
    free = settings.kind == "payments" and not (settings.columns or settings.header_row)
    if free and most > 1 and (cut := next_table(cells)):
        try:
            return _stacked(cells, cut, where, settings, most)
        except SourceError:
            pass
    first = judge(cells, where, settings)
    if settings.columns or settings.header_row or first.kind != "payments" or most <= 1:
        return [first]
    again, cut = _later_headers(cells, first)
    first = replace(first, repeated=tuple(sorted({*first.repeated, *again})))
    if not cut:
        beside = _beside(cells, first)
        return beside if len(beside) > 1 else _parted_by_a_gap(cells, first, where, settings)
    try:
        below = layouts(cells.below(cut), where, settings, most=most - 1)
    except SourceError:
        return [first]
    return [replace(first, last_row=cut - 1), *below]


def _stacked(cells: Cells, cut: int, where: str, settings: Settings, most: int) -> list[Layout]:
    """The tables above and below the row where one begins; receipts beside payments are not read, which is said."""
    above = [replace(one, last_row=one.last_row or cut - 1) for one in layouts(cells.above(cut), where, settings, most=most)]
    every = [*above, *layouts(cells.below(cut), where, settings, most=most - 1)]
    received = [one for one in every if is_of_receipts(cells.rows(one.header_row - 1, one.header_row - 1), one.names)]
    paid = [one for one in every if one not in received]
    if not paid or not received:
        return every
    said = [f"The table under row {one.header_row:,} is of money that came in: it was not read." for one in received]
    return [replace(paid[0], close=(*paid[0].close, *said)), *paid[1:]]


def _beside(cells: Cells, first: Layout) -> list[Layout]:
    """The table, and each that stands beside it under the same names."""
    found, telling = [first], [ours for ours in ("amount", "supplier_name") if ours in first.columns]
    columns: list[list[str]] = []
    for turn in range(2, _MOST_TABLES):
        places = {
            ours: first.names.index(f"{first.names[i]} ({turn})")
            for ours, i in first.columns.items()
            if f"{first.names[i]} ({turn})" in first.names
        }
        if len(telling) < 2 or not set(telling) <= set(places):
            break
        columns = columns or sample(cells, first.first_row, without=first.header_rows)
        sums, parties = (weigh(columns[places[ours]]) for ours in telling)
        if sums.money < 0.6 or parties.words < 0.6 or parties.constant:
            break
        found.append(
            replace(first, columns=places, close=(), why=(f"The table stands beside another under the same names, as number {turn}.",))
        )
    if len(found) > 1:
        found[0] = first = replace(first, close=(*first.close, *_headed_by_years(cells, found)))
        others = tuple(f'"{first.names[first.columns[ours]]} (' for ours in telling)
        found[0] = replace(first, close=tuple(call for call in first.close if not any(f"; {name}" in call for name in others)))
    return found


def _parted_by_a_gap(cells: Cells, first: Layout, where: str, settings: Settings) -> list[Layout]:
    """The table; or, where an empty column parts two of names of their own, each: no supplier is paid what stands in the other."""
    columns = sample(cells, first.first_row, without=first.header_rows)
    empty = {i for i, texts in enumerate(columns) if first.names[i].startswith("column ") and not any(texts)}
    spans = [[i for i in span if i < len(columns)] for span in _runs(len(columns), empty)]
    pins = []
    for span in spans:
        best = {ours: max(span, key=lambda i, ours=ours: roles(first.names[i]).get(ours, 0.0)) for ours in ("supplier_name", "amount")}  # type: ignore[misc]
        if all(roles(first.names[i]).get(ours, 0.0) >= _SAYS for ours, i in best.items()):
            pins.append((span, {ours: first.names[i] for ours, i in best.items()}))
    if len(pins) < 2:
        return [first]
    every = [(span, judge(cells, where, replace(settings, columns=columns))) for span, columns in pins]
    found = [replace(one, columns={ours: i for ours, i in one.columns.items() if i in span}) for span, one in every]
    said = f"{len(found)} tables stand side by side, with an empty column between them: each was read by itself."
    return [replace(found[0], close=(*found[0].close, said)), *found[1:]]


def _runs(width: int, gaps: set[int]) -> list[list[int]]:
    """The places that no gap parts, together."""
    found: list[list[int]] = [[]]
    for i in range(width):
        found = [*found, []] if i in gaps else [*found[:-1], [*found[-1], i]]
    return [run for run in found if run]


def _headed_by_years(cells: Cells, found: list[Layout]) -> list[str]:
    """What is said of tables side by side that have another year each above them."""
    top = min(found[0].header_rows, default=1)
    titles: dict[str, str] = {}
    for _, row in cells.rows(max(1, top - 2), top - 1):
        titles |= {year(cell): cell for cell in row if year(cell)}
    if len(titles) < len(found):
        return []
    listed = " and ".join(f'"{titles[when]}"' for when in sorted(titles))
    return [f"The tables side by side are of {listed}, and all are counted: {found[-1].pin()} would take the last alone."]


def _later_headers(cells: Cells, layout: Layout) -> tuple[tuple[int, ...], int]:
    """Rows below the header that read as headers: those over the same columns, and the first over other columns (0 if none)."""
    amount = f"c{layout.columns['amount']}"
    # what begins with a digit, as nearly all do, is told with the least work
    wordy = (
        f"not ({amount} between '0' and ':') and try_cast({amount} as decimal(18,2)) is null"
        f" and regexp_full_match({amount}, '[^0-9]*[A-Za-z][^0-9]*')"
    )
    # their numbers first: a large table is in files, and all columns of these at once would fill the memory
    inside = within(combined(cells, layout), layout)
    numbers = [number for (number,) in sql(f"select row from c where {wordy} order by row limit 1000", c=inside).rows()]
    query = f"select * from c where row in ({', '.join(map(str, numbers))}) order by row"
    again: list[int] = []
    for number, *texts in sql(query, c=inside).rows() if numbers else ():
        if row_likeness(texts) < 1.4:
            continue
        telling = [(ours, i) for ours, i in layout.columns.items() if ours in _TELLING and i < len(texts)]
        same = [texts[i] == layout.names[i] or roles(texts[i]).get(ours, 0.0) >= 0.3 for ours, i in telling]
        if not all(same):
            return tuple(again), number
        again.append(number)
    return tuple(again), 0


_Sheet = tuple[int, int, int, str]  # payments, columns, its place from the end, and its name
_Said = dict[str, tuple[str, str]]


_FEWEST, _FEWEST_UNDATED = 3, 20  # lines; fewer may be alike by chance, such as what is paid each month
_LINES = """
    select hash(date, lower(supplier_name), amount, description) as line, count(*) as times, count(date) as dated from l group by all
"""
_LACKING = "select few.line from few left join many on many.line = few.line where coalesce(many.times, 0) < few.times limit 1"


def summed_up(tables: list[tuple[str, Cells, Layout]]) -> _Said:
    """Sheets that say no more than one other, or than all others together: their names to the sheet that is read, and why they are not."""
    totals: dict[Decimal, list[_Sheet]] = {}
    lines: dict[str, pa.Table] = {}
    for place, (name, cells, layout) in enumerate(tables):
        if layout.kind == "payments":
            rows = rows_of(cells, layout)
            count, total, _ = rows.payments()
            totals.setdefault(total, []).append((count, len(layout.columns), -place, name))
            lines[name] = sql(_LINES, l=rows.lines()).arrow()
    found: _Said = {}
    for total, sheets in totals.items():
        *_, fullest = max(sheets)
        if total:
            said = "holds the same total and says no more: it was taken for a summary or a copy and not read."
            found |= {name: (fullest, f'"{name}" {said}') for *_, name in sheets if name != fullest}
    left = [(total, sheet) for total, sheets in totals.items() for sheet in sheets if sheet[3] not in found]
    return found | (_inside(left, lines) or _of_the_others(left))


def _inside(sheets: list[tuple[Decimal, _Sheet]], lines: Mapping[str, pa.Table]) -> _Said:
    """Sheets whose every line stands in the longest one too: months that are each the year to date, or the largest payments of all."""
    if len(sheets) < 2:
        return {}
    (count, *_, longest) = max(sheet for _, sheet in sheets)
    said = f'has no line that "{longest}" has not: it was taken for a part of it and not read.'
    found = {}
    for _, (few, *_, name) in sheets:
        (dated,) = sql("select coalesce(sum(dated), 0) from l", l=lines[name]).one()
        enough = _FEWEST if dated else _FEWEST_UNDATED
        if enough <= few < count and not sql(_LACKING, few=lines[name], many=lines[longest]).rows():
            found[name] = (longest, f'"{name}" {said}')
    return found


def _of_the_others(sheets: list[tuple[Decimal, _Sheet]]) -> _Said:
    """Of sheets of which one is the sum of all others, the side that has fewer lines: a pivot of the months, or the months of a year."""
    for total, (count, *_, name) in sheets:
        others = {other: (lines, amount) for amount, (lines, *_, other) in sheets if other != name}
        if len(others) > 1 and total and sum(amount for _, amount in others.values()) == total:
            if count <= sum(lines for lines, _ in others.values()):
                return {
                    name: (
                        next(iter(others)),
                        f'"{name}" holds the total of all other sheets: it was taken for their summary and not read.',
                    )
                }
            said = f'is, with all other sheets, the total of "{name}", which has more lines: it was taken for a summary and not read.'
            return {other: (name, f'"{other}" {said}') for other in others}
    return {}
