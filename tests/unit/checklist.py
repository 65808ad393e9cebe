"""The Analysis Function's checklist for releasing statistics in spreadsheets, held against a workbook as it lies on the disk."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"


def broken(path: Path) -> list[str]:
    """What of the checklist the workbook does not keep, in words; nothing when it keeps all of it."""
    book = openpyxl.load_workbook(path)
    found = [*_of_book(book), *_of_file(path)]
    for sheet in book:
        found += [f"{sheet.title}: {words}" for rule in RULES for words in rule(sheet)]
    return found


def _of_book(book: Workbook) -> Iterator[str]:
    if book.sheetnames[:3] != [COVER, CONTENTS, NOTES]:
        yield "a cover, a list of contents and a sheet of notes come first"
        return
    if book.active.title != COVER:
        yield "the workbook opens on its cover"
    for name in ("title", "creator", "subject", "keywords", "description"):
        if not getattr(book.properties, name):
            yield f"the document property {name} is filled"
    listed = {row[0].value for row in book[CONTENTS].iter_rows() if row[0].hyperlink}
    if listed != set(book.sheetnames[2:]):
        yield f"the contents link to every sheet: {sorted(listed ^ set(book.sheetnames[2:]))}"
    known = {str(row[0].value) for row in book[NOTES].iter_rows() if row[0].value}
    told = {mark for sheet in book for row in sheet.iter_rows() for cell in row for mark in re.findall(r"\[(note \d+)\]", str(cell.value))}
    if told - known:
        yield f"every note that is referred to is on the notes sheet: {sorted(told - known)}"
    if any(len(name) > 31 or not re.fullmatch(r"\w+", name) for name in book.sheetnames):
        yield "sheet names are short and without spaces"


def _of_file(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.search(r"drawing|media|chart|comment|vba|externalLink", name):
                yield f"no picture, chart, comment or macro: {name}"


def _nothing_special(sheet: Worksheet) -> Iterator[str]:
    if sheet.sheet_state != "visible" or any(d.hidden for d in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())):
        yield "nothing is hidden"
    if sheet.merged_cells.ranges:
        yield "no cell is merged"
    if sheet.freeze_panes:
        yield "no pane is frozen"
    if sheet.auto_filter.ref or any(table.autoFilter for table in sheet.tables.values()):
        yield "no filter"
    if sheet.protection.sheet:
        yield "nothing is protected"
    if len(sheet.conditional_formatting) or len(sheet.data_validations.dataValidation):
        yield "no condition colours a cell, and none asks for input"


def _begins_at_the_top(sheet: Worksheet) -> Iterator[str]:
    title = sheet["A1"]
    if not title.value or not title.font.b or title.font.sz < 14:
        yield "A1 holds the title, bold and large"
    rows = list(sheet.iter_rows(values_only=True))
    if any(all(value is None for value in row) for row in rows):
        yield "no row is empty"
    if any(all(row[at] is None for row in rows) for at in range(sheet.max_column)):
        yield "no column is empty"


def _one_table(sheet: Worksheet) -> Iterator[str]:
    if sheet.title == COVER:
        return
    if len(sheet.tables) != 1:
        yield f"one table a sheet, not {len(sheet.tables)}"
        return
    table = next(iter(sheet.tables.values()))
    cells = list(sheet[table.ref])
    if cells[0][0].column != 1 or cells[-1][-1].row != sheet.max_row or cells[-1][-1].column != sheet.max_column:
        yield "the table begins in the first column and nothing stands beside or below it"
    if not str(sheet["A2"].value).startswith("This worksheet contains one table"):
        yield "the second row says how many tables there are"
    if any(cell.value is None or cell.value == "" for row in cells for cell in row):
        yield "no cell of the table is empty"
    heads = [str(cell.value) for cell in cells[0]]
    if len({head.lower() for head in heads}) != len(heads) or not all(cell.font.b for cell in cells[0]):
        yield "every column has a header of its own, in bold"
    shorthand = {value for row in cells for cell in row if re.fullmatch(r"\[\w\]", value := str(cell.value))}
    above = " ".join(str(row[0].value) for row in sheet.iter_rows(max_row=cells[0][0].row - 1))
    if any(mark not in above for mark in shorthand):
        yield f"shorthand is explained above the table: {sorted(shorthand)}"


def _plain_cells(sheet: Worksheet) -> Iterator[str]:
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    if any(cell.data_type == "f" for cell in cells):
        yield "no formula"
    if any(cell.fill.fill_type for cell in cells):
        yield "no fill"
    if any((cell.font.sz or 0) < 12 or cell.font.name != "Arial" for cell in cells):
        yield "twelve points or more, without serifs"
    if any("[Red]" in cell.number_format for cell in cells):
        yield "no colour carries a meaning"
    if any(isinstance(cell.value, int | float) and cell.alignment.horizontal != "right" for cell in cells):
        yield "numbers stand to the right"
    if any(cell.hyperlink and not cell.hyperlink.location for cell in cells):
        yield "links lead to sheets of the workbook"


RULES: tuple[Callable[[Worksheet], Iterator[str]], ...] = (_nothing_special, _begins_at_the_top, _one_table, _plain_cells)
