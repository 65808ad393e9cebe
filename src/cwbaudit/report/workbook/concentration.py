"""How few suppliers take how much of the spend."""

from __future__ import annotations

from cwbaudit.report.model import Largest, Report
from cwbaudit.report.phrases import denominator, many
from cwbaudit.report.workbook.grid import Column, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet

COLUMNS: tuple[Column[Largest], ...] = (
    Column("The largest", 26, "text", lambda step: many(step.suppliers, "supplier")),
    Column("Amount", 22, "money", lambda step: step.amount),
    Column("Share of spend", 16, "share", lambda step: step.share, "=IF(Total_Spend=0,0,ROUND({Amount}/Total_Spend,6))"),
    Column("of it leaking", 22, "money", lambda step: step.leaking),
)


def steps(report: Report) -> list[Largest]:
    """The largest five, ten and so on, and at last all; none where there are too few for steps."""
    found = report.concentration
    return found.steps if found and len(found.steps) > 1 else []


def concentration(sheet: Sheet, report: Report) -> None:
    """What the largest suppliers take together, step by step."""
    found = report.concentration
    half = f"Half of the spend goes to the largest {many(found.half, 'supplier')}." if found else ""
    top = sheet.title("Concentration", denominator(report), half)
    set_widths(sheet, COLUMNS)
    write_grid(sheet, top, COLUMNS, steps(report))
    sheet.page(report.title, header_row=top)
