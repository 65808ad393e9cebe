"""Writes the accessible workbook: cover, contents, notes, then a sheet for each table."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from cwbaudit.report.accessible.notes import marks, notes
from cwbaudit.report.accessible.tables import Table, tables
from cwbaudit.report.model import Report
from cwbaudit.report.phrases import denominator, period
from cwbaudit.report.workbook.file import workbook
from cwbaudit.report.workbook.grid import NUMBERS, Column, Value
from cwbaudit.report.workbook.sheet import PARAGRAPH, Sheet, cell_text
from cwbaudit.report.workbook.style import INK, LOCAL, Styles

FONT = {"font_name": "Arial", "font_size": 12, "font_color": INK, "valign": "top"}
WRAPPED = {"text_wrap": True, "align": "left"}
STYLES: dict[str, dict[str, Any]] = {
    "text": WRAPPED,
    "line": {"align": "left"},
    "money": {"num_format": "#,##0.00", "align": "right"},
    "share": {"num_format": "0.0%", "align": "right"},
    "fine": {"num_format": "0.0000%", "align": "right"},
    "points": {"num_format": "+0.0;-0.0;0.0", "align": "right"},
    "count": {"num_format": "#,##0", "align": "right"},
    "date": {"num_format": "d mmmm yyyy", "align": "left"},
    "title": {"font_size": 16, "bold": True, "align": "left"},
    "heading": {"font_size": 14, "bold": True, "align": "left"},
    "header": {**WRAPPED, "bold": True, "valign": "bottom"},
    "right": {"align": "right"},
    "inset": {"indent": 1},
    "link": {"font_color": LOCAL, "underline": 1, "align": "left"},
}
SHORTHAND = "Some cells hold shorthand: [x] is not stated or not known, [z] does not apply, [c] is withheld as confidential."
LINE = 15.5  # points that a line of text takes
LETTERS = 1.15  # letters of text that a unit of declared width holds: numbers, which it counts, are wider
WIDER = 1.25  # letters of twelve points against those for which columns declare their width
CONTENTS, NOTES, COVER = "Contents", "Notes", 90
NOTE_COLUMNS: tuple[Column[tuple[str, str]], ...] = (
    Column("Note number", 14, "text", lambda note: note[0]),
    Column("Note text", 96, "text", lambda note: note[1]),
)


def accessible(report: Report, path: Path) -> None:
    """Write the workbook to `path`. The same report gives the same bytes; nothing from data is a formula or a link."""
    with workbook(path, FONT) as book:
        styles, found = Styles(book, STYLES, FONT), tables(report)
        _properties(book, report)
        _cover(_sheet(book, styles, "Cover"), report)
        _contents(_sheet(book, styles, CONTENTS), found)
        numbered = [(f"note {number}", text) for number, text in enumerate(notes(report).values(), 1)]
        lines = ["This worksheet contains one table.", "Tables refer to these notes by number, as in [note 1]."]
        _table(_sheet(book, styles, NOTES), "Notes", lines, NOTE_COLUMNS, numbered)
        for number, table in enumerate(found, 1):
            title = f"Table {number}: {table.title} {marks(report, table.notes)}".strip()
            _table(_sheet(book, styles, table.sheet), title, _lines(report, table), table.columns, table.rows)


def _properties(book: Any, report: Report) -> None:
    from cwbaudit.report.xlsx import properties

    more = {"keywords": "public spending, procurement, community wealth building", "category": "Statistics"}
    book.set_properties(properties(report) | more | {"comments": cell_text(" ".join(report.sentences))[:255]})


def _sheet(book: Any, styles: Styles, name: str) -> Sheet:
    sheet = Sheet(book, styles, name, {})
    sheet.sheet.hide_gridlines(1)  # on paper only: on the screen they lead the eye
    sheet.sheet.set_landscape()
    sheet.sheet.fit_to_pages(1, 0)
    return sheet


def _cover(sheet: Sheet, report: Report) -> None:
    """Title and text down one column: what this is, what it found, how to read it, whose data it uses."""
    sheet.sheet.set_column(0, 0, COVER * WIDER)
    _title(sheet, report.title)
    parts = (
        ("", ["A spend-leakage audit: how much of what public bodies buy stays in the place.", period(report)]),
        ("What was found", report.sentences),
        ("What the shares are of", [denominator(report), "All amounts are in pounds sterling."]),
        ("What local means", [report.place.definition]),
        ("Which edition this is", [report.edition.says]),
        ("How to use this workbook", [
            "The Contents sheet lists every table and the Notes sheet explains their words. Each sheet after them holds one table.",
            SHORTHAND,
        ]),
        ("Where it comes from", [f"Made by {report.tool}. The Sources sheet names every file that was read.", *report.credits]),
    )  # fmt: skip
    row = 1
    for heading, texts in parts:
        for text, style in [(heading, "heading"), *((text, "text") for text in texts)]:
            if text:
                sheet.text(row, 0, cell_text(text, PARAGRAPH), style)
                _fit(sheet, row, [(text, COVER)], taller=8 if style == "heading" else 0)
                row += 1
    sheet.sheet.activate()


def _title(sheet: Sheet, title: str) -> None:
    sheet.text(0, 0, cell_text(title, PARAGRAPH), "title")
    sheet.sheet.set_row(0, 24)


def _contents(sheet: Sheet, found: Sequence[Table]) -> None:
    rows = [(NOTES, "Notes that tables refer to"), *((table.sheet, table.title) for table in found)]
    columns: tuple[Column[tuple[str, str]], ...] = (
        Column("Worksheet", 26, "text", lambda row: row[0]),
        Column("What it holds", 84, "text", lambda row: row[1]),
    )
    top = _table(sheet, "Contents", ["This worksheet contains one table."], columns, rows)
    for at, (name, _) in enumerate(rows, top + 1):
        sheet.link(at, 0, name)


def _lines(report: Report, table: Table) -> list[str]:
    lines = ["This worksheet contains one table."]
    if any(column.kind == "money" for column in table.columns):
        lines.append("Amounts are in pounds sterling.")
    if any(_shorthand(column.value(row)) for column in table.columns for row in table.rows):
        lines.append(SHORTHAND)
    if table.notes:
        lines.append(f"Notes are on the {NOTES} worksheet.")
    return lines if period(report) == "" else [*lines, f"Period: {period(report)}."]


def _table(sheet: Sheet, title: str, lines: Sequence[str], columns: Sequence[Column[Any]], rows: Sequence[Any]) -> int:
    """The title, the lines under it, and the table right below them, marked as one; the row of its header."""
    _title(sheet, title)
    for at, line in enumerate(lines, 1):
        sheet.text(at, 0, line, "line")
    top = len(lines) + 1
    _fit(sheet, top, [(column.title, column.width * 0.85) for column in columns])
    headers = []
    for at, column in enumerate(columns):
        sheet.sheet.set_column(at, at, column.width * WIDER)
        headers.append({"header": column.title, "header_format": sheet.styles("header", *_side(column, at))})
    for number, row in enumerate(rows, top + 1):
        values = [column.value(row) for column in columns]
        for at, (column, value) in enumerate(zip(columns, values, strict=True)):
            _cell(sheet, number, at, column, value)
        _fit(sheet, number, [(v, c.width) for c, v in zip(columns, values, strict=True) if isinstance(v, str)])
    name = f"{sheet.name}_table"
    options = {"name": name, "autofilter": False, "style": None, "columns": headers}
    code = sheet.sheet.add_table(top, 0, top + len(rows), len(columns) - 1, options)
    assert not code, "the headers of a table are unique and it has rows"
    sheet.sheet.repeat_rows(top)
    return top


def _fit(sheet: Sheet, row: int, cells: Sequence[tuple[str, float]], taller: float = 0) -> None:
    """Make a row as high as its texts need in columns of these widths: not every program does so by itself."""
    long = [(text, int(width * LETTERS)) for text, width in cells if len(text) > width * LETTERS]
    lines = max((len(textwrap.wrap(cell_text(text, PARAGRAPH), letters)) for text, letters in long), default=1)
    sheet.sheet.set_row(row, LINE * lines + 2 + taller)


def _side(column: Column[Any], at: int) -> tuple[str, ...]:
    """Numbers to the right; text that follows another column a little in, so that it does not touch a number."""
    return ("right",) if column.kind in NUMBERS else ("inset",) if at else ()


def _shorthand(value: Value) -> str:
    if isinstance(value, Decimal) and value.is_nan():
        return "[c]"
    return "[z]" if value is None else "[x]" if value == "" else ""


def _cell(sheet: Sheet, row: int, at: int, column: Column[Any], value: Value) -> None:
    if value is None or _shorthand(value):
        sheet.text(row, at, _shorthand(value), "text", *_side(column, at))
    elif isinstance(value, str):
        sheet.text(row, at, value, "text", *_side(column, at))
    elif isinstance(value, date):
        sheet.day(row, at, value, "date", *_side(column, at))
    elif column.kind == "money":
        sheet.money(row, at, Decimal(value), "money")
    else:
        sheet.number(row, at, value, column.kind)
