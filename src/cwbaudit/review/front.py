"""The first sheet: what to do, who decides, and how much is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Border, Protection, Side

from cwbaudit.report.workbook.style import INK, LOCAL, POUNDS, QUIET, YELLOW
from cwbaudit.review.looks import fill, font, put, said
from cwbaudit.review.pages import DISPUTED, ENTRIES, FRONT, JOINS, PAGES, UNHEADED, UNPLACED, Page

WHO = "Decided by"
_HEAD = "Review"
_HEADERS = ("Sheet", "Open", "Pounds", "Decided", "Not shown", "Pounds not shown")
_STEPS = (
    "1.  Write your name in the yellow cell below: it is kept with every decision.",
    f"2.  {JOINS.title}: choose same, different or unsure.",
    f"3.  {UNPLACED.title}: write the postcode where the supplier is based; for a firm abroad, the country.",
    f"4.  {ENTRIES.title}: choose same, different or unsure; or write the number of the right entry.",
    f"5.  {DISPUTED.title}: choose keep, or write the right postcode. {UNHEADED.title}: choose what is bought.",
    "6.  Say why in your note: it is quoted wherever the decision is. Blank and unsure stay open; nothing is assumed.",
    "7.  Save and close this workbook, then:  cwbaudit review apply  and  cwbaudit run",
)
_NOTES = (
    "The largest pounds come first: stop where the rest no longer matters. Only yellow cells are read.",
    "Filter as you like. To sort, first take off the protection (Review, Unprotect Sheet; there is no password). "
    "Rows are known by their id, so their order does not matter: select whole rows.",
    "Colours, widths, notes and columns of your own are kept when cwbaudit review adds what is new.",
    "A decided row fades and is not asked again. To take a decision back, delete its line in the folder decisions.",
)


@dataclass(frozen=True)
class Count:
    """How much of one sheet is open, and how much more there is that the sheet does not show."""

    open: int
    pounds: Decimal
    decided: int
    unshown: int
    pounds_unshown: Decimal


def write_front(sheet: Any, title: str) -> None:
    """A new first sheet."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "FFDD00"
    for letter, width in zip("ABCDEF", (24, 12, 20, 12, 12, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    put(sheet["A1"], _HEAD)
    sheet["A1"].font = font(18, bold=True, colour=LOCAL)
    sheet.row_dimensions[1].height = 28
    put(sheet["A2"], title)
    sheet["A2"].font = font(12)
    row = 4
    for text in _STEPS:
        row = _paragraph(sheet, row, text)
    row += 1
    put(sheet.cell(row, 1), WHO)
    sheet.cell(row, 1).font = font(11, bold=True)
    _yellow(sheet, row)
    row = _table(sheet, row + 2)
    for text in _NOTES:
        row = _paragraph(sheet, row, text, quiet=True)
    sheet.protection.sheet = True
    sheet.protection.formatCells = sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _paragraph(sheet: Any, row: int, text: str, *, quiet: bool = False) -> int:
    cell = sheet.cell(row, 1)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)
    put(cell, text)
    cell.font = font(10, colour=QUIET if quiet else INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[row].height = 14 * (1 + len(text) // 122) + 2
    return row + 1


def _yellow(sheet: Any, row: int) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
    edge = Side(style="medium", color=INK[1:])
    for column in (2, 3, 4):
        cell = sheet.cell(row, column)
        cell.fill, cell.font, cell.protection = fill(YELLOW), font(11, bold=True), Protection(locked=False)
        cell.border = Border(left=edge if column == 2 else None, right=edge if column == 4 else None, top=edge, bottom=edge)
    sheet.row_dimensions[row].height = 22


def _table(sheet: Any, row: int) -> int:
    for number, header in enumerate(_HEADERS, 1):
        cell = sheet.cell(row, number)
        put(cell, header)
        cell.font, cell.fill = font(10, bold=True, colour="#FFFFFF"), fill(LOCAL)
        cell.alignment = Alignment(horizontal="left" if number == 1 else "right")
    for page in PAGES:
        row += 1
        put(sheet.cell(row, 1), page.title)
        sheet.cell(row, 1).hyperlink = f"#'{page.title}'!A1"
        sheet.cell(row, 1).font = font(10, colour=LOCAL)
        for number in range(2, 7):
            sheet.cell(row, number).font = font()
            sheet.cell(row, number).number_format = POUNDS if number in (3, 6) else "#,##0"
    return row + 2


def tell(sheet: Any, counts: Mapping[Page, Count]) -> None:
    """Bring the table of what is open up to date; its rows are known by the sheet's name in the first column."""
    rows = {said(cell): cell.row for (cell,) in sheet.iter_rows(max_col=1)}
    for page, count in counts.items():
        if row := rows.get(page.title):
            values: tuple[int | Decimal, ...] = (count.open, count.pounds, count.decided, count.unshown, count.pounds_unshown)
            for number, value in enumerate(values, 2):
                put(sheet.cell(row, number), value)


def title_of(book: Any) -> str:
    """The title of the audit that the workbook is of; empty where somebody has taken it away."""
    front = book[FRONT] if FRONT in book.sheetnames else None
    return said(front["A2"]) if front is not None and said(front["A1"]) == _HEAD else ""


def entitle(book: Any, title: str) -> None:
    """Make it the workbook of an audit with this title."""
    put(book[FRONT]["A2"], title)


def decider(book: Any) -> str:
    """The name in the yellow cell of the first sheet; empty where there is none."""
    if FRONT not in book.sheetnames:
        return ""
    return next((said(row[1]) for row in book[FRONT].iter_rows(max_col=2) if said(row[0]) == WHO), "")
