"""Why spend outside the local area may move or may not: every rule with its words and its pounds."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit.report.model import Reason, Report
from cwbaudit.report.workbook.grid import Column, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet

COLUMNS: tuple[Column[Reason], ...] = (
    Column("Influence", 15, "text", lambda r: r.influence),
    Column("Rests on", 20, "text", lambda r: r.ground),
    Column("Rule", 30, "wrapped", lambda r: r.rule),
    Column("Because", 70, "wrapped", lambda r: r.because),
    Column("Locked until", 14, "date", lambda r: r.locked_until),
    Column("Amount", 20, "money", lambda r: r.amount),
    Column("Payments", 11, "count", lambda r: r.lines),
)


def reasons(sheet: Sheet, report: Report) -> None:
    """Spend outside the local area by the rule that judged it."""
    notes = [
        f"Spend outside {report.place.name}, by the rule that says whether it could be bought elsewhere; the first that matches decides.",
        f"Spend that no rule reaches is {report.influence_default}: audit.toml says so under [influence] default.",
    ]
    top = sheet.title("Reasons", *notes, width=150)
    set_widths(sheet, COLUMNS)
    if report.reasons:
        grid = write_grid(sheet, top, COLUMNS, report.reasons)
        _subtotals(sheet, grid.next_row, grid.cells("Influence"), grid.cells("Amount"), report)
        sheet.page(report.title, header_row=top)
    else:
        sheet.text(top, 0, "No spend leaves the local area, so no rule had anything to decide.")
        sheet.page(report.title)


def _subtotals(sheet: Sheet, row: int, names: str, amounts: str, report: Report) -> None:
    for name in ("influenceable", "locked", "unassessed"):
        value = sum((reason.amount for reason in report.reasons if reason.influence == name), Decimal(0))
        sheet.text(row, 0, name, "label")
        sheet.formula(row, 5, f"=SUMIFS({amounts},{names},A{row + 1})", value, "money", "label")
        row += 1
