"""The live what-if by category or by heading: a yellow cell for each, and what they bring home together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from cwbaudit import money
from cwbaudit.money import ZERO
from cwbaudit.report.model import Category, Heading, Report
from cwbaudit.report.phrases import complete, has_region
from cwbaudit.report.workbook.answer import answer, available, opening_target
from cwbaudit.report.workbook.grid import Column, Grid, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet
from cwbaudit.report.workbook.whatif import PERCENT, SHARE, to_penny

Kind = Category | Heading


def movable(kinds: Iterable[Kind]) -> list[Kind]:
    """Those with something that may move, the most first; none where any is withheld, for then they do not add up."""
    kinds = list(kinds)
    if not complete(*kinds):
        return []
    return sorted((kind for kind in kinds if available(kind) > 0), key=lambda kind: (-available(kind), kind.name))


def by_category(report: Report) -> list[Kind]:
    """The categories with something that may move."""
    return movable(report.categories)


def by_heading(report: Report) -> list[Kind]:
    """The headings with something that may move."""
    return movable(report.headings)


def what_if_by_category(sheet: Sheet, report: Report) -> None:
    """Each category's movable spend, what the target would take of it, and what your own share of it would."""
    _what_if(sheet, report, "Category", report.categories, sheet.places["Categories"])


def what_if_by_heading(sheet: Sheet, report: Report) -> None:
    """The same by heading, in words that all bodies share."""
    _what_if(sheet, report, "Heading", report.headings, sheet.places["Headings"])


def _what_if(sheet: Sheet, report: Report, name: str, kinds: Sequence[Kind], source: Grid) -> None:
    called = name.lower()
    notes = f"Type in a yellow cell the share of a {called}'s influenceable spend that would be bought locally; the rest recalculates. "
    notes += "The column before it says what the target on the What-if sheet would take, in proportion."
    top = sheet.title(f"What if more were spent in {report.place.name}, {called} by {called}?", notes)
    columns = _columns(report, name, kinds, source)
    set_widths(sheet, columns)
    grid = write_grid(sheet, top + 5, columns, movable(kinds))
    _inputs(sheet, grid)
    _results(sheet, report, grid, top)
    sheet.sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.page(report.title, header_row=grid.top)


def _columns(report: Report, name: str, kinds: Sequence[Kind], source: Grid) -> tuple[Column[Kind], ...]:
    first = answer(report, opening_target(report))
    row = {kind.name: number for number, kind in enumerate(kinds, source.top + 1)}
    titles = ["Leaking, influenceable", *(["Regional, influenceable"] if has_region(report) else [])]

    def at_target(kind: Kind) -> Decimal:
        return money.to_penny(first.moved * available(kind) / first.available) if first.moved else ZERO

    def found(kind: Kind) -> str:
        cells = (xl_rowcol_to_cell(row[kind.name], source.column(title)) for title in titles)
        return "=" + "+".join(f"{source.sheet.name}!{cell}" for cell in cells)

    target = f"=IF(Target_Moved=0,0,{to_penny('Target_Moved*{Influenceable and not yet local}/Influenceable_Spend')})"
    mine = f"={to_penny('{Influenceable and not yet local}*{Your share to bring home}')}"
    return (
        Column(name, 44, "text", lambda kind: kind.name),
        Column("Influenceable and not yet local", 22, "money", available, found),
        Column("Taken by the target on What-if", 22, "money", at_target, target),
        Column("Your share to bring home", 16, "share", lambda kind: ZERO),
        Column("Brought home", 22, "money", lambda kind: ZERO, mine),
    )


def _inputs(sheet: Sheet, grid: Grid) -> None:
    column = grid.column("Your share to bring home")
    for row in range(grid.top + 1, grid.top + grid.rows + 1):
        sheet.number(row, column, 0, "share", "choice")
    sheet.sheet.data_validation(grid.top + 1, column, grid.top + grid.rows, column, PERCENT)


def _results(sheet: Sheet, report: Report, grid: Grid, row: int) -> None:
    head = report.headline
    brought = f"SUM({grid.cells('Brought home')})"
    lines = (
        ("Brought home in all", f"=ROUND({brought},2)", ZERO, "money"),
        ("Local share now", SHARE.format(part="Local_Spend"), head.local_share, "share"),
        ("Local share after", SHARE.format(part=f"(Local_Spend+{brought})"), head.local_share, "share"),
    )
    _check(sheet, grid, row + len(lines))
    for at, (label, formula, value, kind) in enumerate(lines, row):
        sheet.text(at, 0, label, "result")
        sheet.formula(at, 1, formula, value, kind, "result")


def _check(sheet: Sheet, grid: Grid, row: int) -> None:
    """Whether these rows hold all that may move, and bring home no more of it."""
    free = f"SUM({grid.cells('Influenceable and not yet local')})"
    limit = f"SUM({grid.cells('Brought home')})<=Influenceable_Spend+0.005"
    sheet.text(row, 0, "Check: all that may move is here, and no more moves")
    sheet.formula(row, 1, f'=IF(AND(ABS({free}-Influenceable_Spend)<0.005,{limit}),"OK","MISMATCH")', "OK", "text", "right")
    sheet.verdict(row, 1)
