"""The live what-if by category: a yellow cell for each, and what they bring home together."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from cwbaudit import money
from cwbaudit.money import ZERO
from cwbaudit.report.model import Category, Report
from cwbaudit.report.phrases import has_region
from cwbaudit.report.workbook.answer import answer, available, opening_target
from cwbaudit.report.workbook.grid import Column, Grid, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet
from cwbaudit.report.workbook.whatif import PERCENT, SHARE, to_penny


def movable(report: Report) -> list[Category]:
    """The categories with something that may move, the most first."""
    return sorted((c for c in report.categories if available(c) > 0), key=lambda c: (-available(c), c.name))


def what_if_by_category(sheet: Sheet, report: Report) -> None:
    """Each category's movable spend, what the target would take of it, and what your own share of it would."""
    place = report.place.name
    notes = "Type in a yellow cell the share of a category's influenceable spend that would be bought locally; the rest recalculates. "
    notes += "The column before it says what the target on the What-if sheet would take, in proportion."
    top = sheet.title(f"What if more were spent in {place}, category by category?", notes)
    columns = _columns(report, sheet.places["Categories"])
    set_widths(sheet, columns)
    grid = write_grid(sheet, top + 4, columns, movable(report))
    _inputs(sheet, grid)
    _results(sheet, report, grid, top)
    sheet.sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.page(report.title, header_row=grid.top)


def _columns(report: Report, source: Grid) -> tuple[Column[Category], ...]:
    first = answer(report, opening_target(report))
    row = {category.name: number for number, category in enumerate(report.categories, source.top + 1)}
    titles = ["Leaking, influenceable", *(["Regional, influenceable"] if has_region(report) else [])]

    def at_target(category: Category) -> Decimal:
        return money.to_penny(first.moved * available(category) / first.available) if first.moved else ZERO

    def found(category: Category) -> str:
        cells = (xl_rowcol_to_cell(row[category.name], source.column(title)) for title in titles)
        return "=" + "+".join(f"{source.sheet.name}!{cell}" for cell in cells)

    target = f"=IF(Target_Moved=0,0,{to_penny('Target_Moved*{Influenceable and not yet local}/Influenceable_Spend')})"
    mine = f"={to_penny('{Influenceable and not yet local}*{Your share to bring home}')}"
    return (
        Column("Category", 44, "text", lambda c: c.name),
        Column("Influenceable and not yet local", 22, "money", available, found),
        Column("Taken by the target on What-if", 22, "money", at_target, target),
        Column("Your share to bring home", 16, "share", lambda c: ZERO),
        Column("Brought home", 22, "money", lambda c: ZERO, mine),
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
    for at, (label, formula, value, kind) in enumerate(lines, row):
        sheet.text(at, 0, label, "result")
        sheet.formula(at, 1, formula, value, kind, "result")
