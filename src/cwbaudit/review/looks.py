"""How the review workbook looks, and the cells it is written with: text from data is text, whatever it begins with."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from cwbaudit.report.workbook.sheet import LONGEST, exact
from cwbaudit.report.workbook.style import INK, LOCAL, POUNDS, QUIET, YELLOW
from cwbaudit.review.pages import POSTCODE, RIGHT_NUMBER, Column, Page

LAST = 1_048_576
MANY = 8  # words that a drop-down's own rule can hold: 255 characters, and no commas
LISTS = "Lists"
SPARE = 12  # columns to the right of ours that are left open for the analyst's own

_PROMPTS = {
    POSTCODE: ("Postcode", "A full postcode, such as PR1 2RL; or a country, such as Ireland. Blank leaves it open."),
    RIGHT_NUMBER: ("Number", "Where it is another entry of the same register: that entry's number, such as 01234567. Else blank."),
}

_EDGE = Side(style="thin", color="B1B4B6")
_FIRM = Side(style="thin", color="C9B458")
_QUIET = Font(name="Arial", size=9, color=QUIET[1:])


def font(size: int = 10, *, bold: bool = False, colour: str = INK) -> Font:
    """The one type face."""
    return Font(name="Arial", size=size, bold=bold, color=colour.lstrip("#"))


def fill(colour: str) -> PatternFill:
    """A cell filled with one colour."""
    return PatternFill("solid", start_color=colour.lstrip("#"), end_color=colour.lstrip("#"))


def put(cell: Any, value: str | Decimal | int) -> None:
    """Write a value; text that a spreadsheet could take for a formula stays text, also when somebody edits the cell."""
    if isinstance(value, str):
        cell.value = value[:LONGEST]
        if value:
            cell.data_type = "s"
            cell.quotePrefix = value[0] in "=+-@"
    else:
        cell.value = exact(value) if isinstance(value, Decimal) else value


def said(cell: Any) -> str:
    """What a cell says, as text without outer blanks; a formula is given as it is written."""
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def dress(cell: Any, column: Column) -> None:
    """The look of a cell of this column, when its row is first written."""
    cell.font = _QUIET if column.kind in ("id", "status") else font()
    cell.alignment = _aligned(column, vertical="top", wrap=column.kind != "money")
    cell.border = Border(bottom=_EDGE)
    if column.kind == "money":
        cell.number_format = POUNDS
    if column.yellow:
        cell.fill = fill(YELLOW)
        cell.border = Border(left=_FIRM, right=_FIRM, top=_FIRM, bottom=_FIRM)
        cell.protection = Protection(locked=False)
        cell.number_format = "@"


def _aligned(column: Column, *, vertical: str, wrap: bool) -> Alignment:
    """Money to the right, all else to the left with a little room, so that neighbours never touch."""
    right = column.kind == "money"
    return Alignment(vertical=vertical, wrap_text=wrap, horizontal="right" if right else "left", indent=0 if right else 1)


def fit_row(sheet: Any, number: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its wrapped texts need in columns of these widths: not every program does so by itself."""
    lines = max(sum(len(textwrap.wrap(line, max(1, int(width * 1.15 - 2)))) or 1 for line in text.split("\n")) for text, width in texts)
    sheet.row_dimensions[number].height = 13.5 * max(1, min(lines, 20)) + 3


def lay_out(sheet: Any, page: Page, header_row: int) -> None:
    """A new sheet: title, what is asked, headers, widths, drop-down, locks, filter, print set-up."""
    sheet.sheet_properties.tabColor = page.colour[1:]
    sheet.sheet_view.showGridLines = False
    put(sheet["A1"], page.title)
    sheet["A1"].font = font(18, bold=True, colour=LOCAL)
    sheet.row_dimensions[1].height = 28
    put(sheet["A2"], page.asks)
    sheet["A2"].font = font(10, colour=QUIET)
    for number, column in enumerate(page.columns, 1):
        cell = sheet.cell(header_row, number)
        put(cell, column.header)
        cell.font = font(10, bold=True, colour="#FFFFFF" if not column.yellow else INK)
        cell.fill = fill("#FFDD00" if column.yellow else LOCAL)
        cell.alignment = _aligned(column, vertical="center", wrap=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[header_row].height = 32
    for number in range(len(page.columns) + 1, len(page.columns) + 1 + SPARE):
        sheet.column_dimensions[get_column_letter(number)].protection = Protection(locked=False)
    sheet.freeze_panes = sheet.cell(header_row + 1, len(page.names) + 1)
    _choices(sheet, page, header_row)
    _greyed(sheet, page, header_row)
    _locked(sheet)
    _printed(sheet, header_row)


def _choices(sheet: Any, page: Page, header_row: int) -> None:
    """One drop-down for the whole column, so that it reaches rows that are added and does not move when rows are sorted."""
    for number, column in enumerate(page.columns, 1):
        letter = get_column_letter(number)
        if column.kind == "choice":
            rule = DataValidation(type="list", formula1=_offered(sheet.parent, page), allow_blank=True)
            few = f"{', '.join(page.words[:-1])} or {page.words[-1]}" if len(page.words) < MANY else "from the list"
            rule.error, rule.errorTitle = f"Choose {few}, or leave it blank.", "Not an answer"
            rule.showErrorMessage = True
        elif column.header in _PROMPTS:
            rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1="40", allow_blank=True)
            rule.promptTitle, rule.prompt = _PROMPTS[column.header]
            rule.showInputMessage = True
        else:
            continue
        rule.add(f"{letter}{header_row + 1}:{letter}{LAST}")
        sheet.add_data_validation(rule)


def _offered(book: Any, page: Page) -> str:
    """What a drop-down offers: a few words in the rule itself; many, or words with commas, on a hidden sheet."""
    if len(page.words) < MANY:
        return f'"{",".join(page.words)}"'
    if LISTS not in book.sheetnames:
        book.create_sheet(LISTS).sheet_state = "hidden"
    for number, word in enumerate(page.words, 1):
        put(book[LISTS].cell(number, 1), word)
    return f"'{LISTS}'!$A$1:$A${len(page.words)}"


def _greyed(sheet: Any, page: Page, header_row: int) -> None:
    """Rows that need nobody any more fade, and new ones stand out, by what their status says: no cell's own colour is touched."""
    status = get_column_letter(page.headers.index("Status") + 1)
    top, last = header_row + 1, get_column_letter(len(page.columns))
    done = FormulaRule(formula=[f'OR(LEFT(${status}{top},7)="decided",LEFT(${status}{top},9)="no longer")'], font=Font(color="8A9094"))
    new = FormulaRule(formula=[f'${status}{top}="new"'], font=Font(bold=True, color="005A30"), fill=fill("#CCE2D8"))
    sheet.conditional_formatting.add(f"A{top}:{last}{LAST}", done)
    sheet.conditional_formatting.add(f"{status}{top}:{status}{LAST}", new)


def _locked(sheet: Any) -> None:
    """Locked without a password; widths, colours, filters and columns of the analyst's own stay free. (False is: allowed.)"""
    sheet.protection.sheet = True
    for free in ("formatCells", "formatColumns", "formatRows", "insertColumns", "autoFilter", "sort"):
        setattr(sheet.protection, free, False)


def _printed(sheet: Any, header_row: int) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8  # A3: the evidence is wide
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.oddFooter.right.text = "Page &P of &N"
