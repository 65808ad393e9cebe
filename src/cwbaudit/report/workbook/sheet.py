"""A worksheet that can only be written safely: text stays text, money stays exact, every formula brings its value."""

from __future__ import annotations

import textwrap
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from cwbaudit.report.printable import printable
from cwbaudit.report.workbook.style import Styles
from cwbaudit.withheld import WORD, Few

LONGEST = 32_767  # characters that a cell can hold
MOST = 1_000_000  # suppliers that a sheet lists: it has 1,048,576 rows
HEADING, PARAGRAPH = 120, 1_500  # letters of a heading or a paragraph, so that none pushes the rest off the page
_LARGEST = Decimal(10) ** 13  # Excel shows 15 digits, two of them pennies


def exact(amount: Decimal) -> float:
    """The number that Excel will hold for this sum; ValueError when it would not be the same to the penny."""
    number = float(amount)
    if abs(amount) >= _LARGEST or Decimal(repr(number)) != amount:
        raise ValueError(f"£{amount} has more digits than a spreadsheet cell can hold.")
    return number


def cell_text(text: str, longest: int = LONGEST) -> str:
    """`text` as a cell can hold it: printable, and cut with an ellipsis where it is too long."""
    shown = printable(text)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


class Sheet:
    """One worksheet. Rows and columns count from nought; `styles` are names in style.py; `places` says where other sheets' grids lie."""

    def __init__(self, workbook: Any, styles: Styles, name: str, places: dict[str, Any]) -> None:
        self.book, self.styles, self.name, self.places = workbook, styles, name, places
        self.sheet = workbook.add_worksheet(name)
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(9)  # A4
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)

    def text(self, row: int, column: int, text: str, *styles: str) -> None:
        """Text, never a formula, a number or a link, whatever it looks like."""
        self._written(self.sheet.write_string(row, column, cell_text(text), self.styles(*(styles or ("text",)))))

    def money(self, row: int, column: int, amount: Decimal, *styles: str) -> None:
        """Pounds and pence as a real number; a word where they are withheld."""
        if amount.is_nan():
            self.text(row, column, WORD, *(styles or ("money",)), "right")
            return
        self._written(self.sheet.write_number(row, column, exact(amount), self.styles(*(styles or ("money",)))))

    def number(self, row: int, column: int, number: Decimal | int, *styles: str) -> None:
        """A share or a count as a real number; words where it is withheld."""
        if isinstance(number, Few) or (isinstance(number, Decimal) and number.is_nan()):
            self.text(row, column, str(number) if isinstance(number, Few) else WORD, *(styles or ("count",)), "right")
            return
        self._written(self.sheet.write_number(row, column, float(number), self.styles(*(styles or ("count",)))))

    def day(self, row: int, column: int, day: date, *styles: str) -> None:
        """A date as a real date."""
        self._written(self.sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), self.styles(*(styles or ("date",)))))

    def formula(self, row: int, column: int, formula: str, value: Decimal | int | str, *styles: str) -> None:
        """A formula of our own with the value it has now, which a viewer that does not calculate shows; none for what is withheld."""
        if isinstance(value, Few) or (isinstance(value, Decimal) and value.is_nan()):
            self.number(row, column, value, *(styles or ("text",)))
            return
        cached = cell_text(value) if isinstance(value, str) else float(value)
        self._written(self.sheet.write_formula(row, column, formula, self.styles(*(styles or ("text",))), cached))

    def link(self, row: int, column: int, sheet_name: str) -> None:
        """A link to one of our own sheets."""
        self._written(self.sheet.write_url(row, column, f"internal:'{sheet_name}'!A1", self.styles("link"), sheet_name))

    def fit_row(self, row: int, cells: list[tuple[str, float]]) -> None:
        """Make a row as high as its wrapped texts need in columns of these widths: not every program does so by itself.

        A width counts noughts, and letters are on average a little narrower.
        """
        lines = max(len(textwrap.wrap(cell_text(text, PARAGRAPH), max(1, int(width * 1.1)))) for text, width in cells)
        self.sheet.set_row(row, 13.5 * max(1, min(lines, 30)) + 1.5)

    def name_cell(self, name: str, row: int, column: int) -> None:
        """Give a cell a name that formulas on any sheet can use."""
        self.book.define_name(name, f"='{self.name}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}")

    def title(self, title: str, *notes: str, width: int = 130) -> int:
        """The title and what the reader must know, from the top; the first free row after a blank one."""
        self.text(0, 0, cell_text(title, HEADING), "title")
        self.sheet.set_row(0, 28)
        return self.paragraphs(1, 0, notes, width, "note") + 1

    def heading(self, row: int, column: int, text: str) -> None:
        """The heading of a part of the sheet, with room above it."""
        self.text(row, column, cell_text(text, HEADING), "heading")
        self.sheet.set_row(row, 24)

    def verdict(self, row: int, column: int) -> None:
        """Colour a check cell by what it says."""
        for word, style in (("OK", "good"), ("MISMATCH", "bad")):
            condition = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.styles.mark(style)}
            self.sheet.conditional_format(row, column, row, column, condition)

    def paragraphs(self, row: int, column: int, texts: tuple[str, ...] | list[str], width: int, *styles: str) -> int:
        """Texts broken into lines of about `width` letters, a row each; the next free row. No merged cells: they do not sort or grow."""
        for text in texts:
            for line in textwrap.wrap(cell_text(text, PARAGRAPH), width) or [""]:
                self.text(row, column, line, *styles)
                row += 1
        return row

    def page(self, audit: str, *, header_row: int | None = None, first_column: bool = True, tall: int = 0) -> None:
        """A4 landscape, one page wide, the header row repeated and frozen, the audit's name at the foot."""
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, tall)
        footer = cell_text(audit)[:100].replace("&", "&&")
        self.sheet.set_footer(f"&L&8{footer}&C&8&A&R&8Page &P of &N")
        if header_row is not None:
            self.sheet.repeat_rows(header_row)
            self.sheet.freeze_panes(header_row + 1, 1 if first_column else 0)

    def _written(self, code: int) -> None:
        if code:
            raise ValueError(f"Sheet {self.name} cannot hold all its rows (XlsxWriter code {code}).")
