"""The ledger: from what was published to what is analysed, to the penny, with every exclusion's reason."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit.money import pounds
from cwbaudit.report.model import Excluded, Report
from cwbaudit.report.phrases import many
from cwbaudit.report.workbook.grid import Column, write_grid
from cwbaudit.report.workbook.sheet import Sheet
from cwbaudit.withheld import Few, told

EXCLUDED: tuple[Column[Excluded], ...] = (
    Column("Left out", 30, "text", lambda e: e.exclusion),
    Column("Amount", 22, "money", lambda e: e.amount, adds=True),
    Column("Payments", 12, "count", lambda e: e.lines),
    Column("Rule", 28, "wrapped", lambda e: e.rule),
    Column("Because", 80, "wrapped", lambda e: e.because),
)


def ledger(sheet: Sheet, report: Report) -> None:
    """Payments, credits, published, excluded by reason, in scope; and what lies outside all of it."""
    for column, width in enumerate((44, 22, 12, 28, 80)):
        sheet.sheet.set_column(column, column, width)
    book = report.ledger
    row = sheet.title("Ledger", "How the published spend becomes the spend in scope that every share is a share of.")
    steps: tuple[tuple[str, Decimal, str, str], ...] = (
        ("Payments", book.payments, "", ""),
        ("Credits and refunds", book.credits, "", ""),
        ("Published", book.published, "=ROUND(B{0}+B{1},2)", "total"),
        ("Left out of scope", book.excluded, "", ""),
        ("Spend in scope", book.in_scope, "=ROUND(B{2}-B{3},2)", "total"),
    )
    open_ = told(*(amount for _, amount, *_ in steps))
    rows = range(row + 1, row + 1 + len(steps))  # as Excel counts them
    for at, (label, amount, formula, style) in enumerate(steps, row):
        sheet.text(at, 0, label, "text", style or "ruled")
        if formula and open_:
            sheet.formula(at, 1, formula.format(*rows), amount, "money", style)
        else:
            sheet.money(at, 1, amount, "money", style or "ruled")
    row = _check(sheet, report, row + len(steps)) if open_ else row + len(steps)
    sheet.text(row, 0, f"Read: {many(book.lines, 'payment')}.", "note")
    row = _exclusions(sheet, report, row + 2)
    if book.set_aside_rows:
        words = f"Set aside: {many(book.set_aside_rows, 'row')}, such as total rows and rows without an amount. What could be read there, "
        words += f"{pounds(book.set_aside)}, is in no other figure. The Findings and Sources sheets say which."
        sheet.paragraphs(row, 0, [words], 150, "text")
    sheet.page(report.title)


def _check(sheet: Sheet, report: Report, row: int) -> int:
    book = report.ledger
    agrees = "OK" if book.published - book.excluded == book.in_scope == report.headline.total else "MISMATCH"
    sheet.text(row, 0, "Check: the same as the total on Summary")
    sheet.formula(row, 1, f'=IF(ABS(B{row}-Total_Spend)<0.005,"OK","MISMATCH")', agrees, "text", "right")
    sheet.verdict(row, 1)
    return row + 1


def _exclusions(sheet: Sheet, report: Report, row: int) -> int:
    book = report.ledger
    if not book.exclusions:
        sheet.text(row, 0, "Nothing was left out: no scope rule matched any spend.")
        return row + 2
    sheet.heading(row, 0, "What was left out, and why")
    few = any(isinstance(each.lines, Few) for each in book.exclusions)
    lines = Few("") if few else sum(each.lines for each in book.exclusions)
    whole = Excluded(exclusion="Left out of scope", rule="", because="", amount=book.excluded, lines=lines)
    return write_grid(sheet, row + 1, EXCLUDED, book.exclusions, total=whole).next_row
