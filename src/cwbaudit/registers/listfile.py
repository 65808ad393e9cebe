"""A list as somebody has it, delimited text or a workbook: its header and its rows, none lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cwbaudit.errors import SourceError
from cwbaudit.read.delimited import find_delimiter, rows
from cwbaudit.read.encoding import decoded
from cwbaudit.read.filetype import FileType, file_type
from cwbaudit.read.grid import grids
from cwbaudit.registers.columns import places

WORKBOOKS = (FileType.WORKBOOK, FileType.OLD_WORKBOOK, FileType.OPEN_DOCUMENT)
_TOP = 50  # rows in which a header may stand
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Listed:
    """A list: the names of its columns, and its rows, each as wide as the header."""

    header: list[str]
    rows: list[list[str]]

    def column(self, place: int | None) -> list[str]:
        """The cells of one column; blanks where there is none."""
        return ["" if place is None else row[place].strip() for row in self.rows]


def read_list(path: Path) -> Listed:
    """The list in this file; SourceError when it is neither delimited text nor a workbook, or is empty. Blank lines are no rows."""
    if is_workbook(path):
        return of_workbook(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"The file cannot be read: {error.strerror}.", where=str(path), fix="Check the path.") from None
    return parsed(data, str(path))


def is_workbook(path: Path) -> bool:
    """Whether it is a workbook; SourceError for what holds no list, such as a web page, or a workbook with a password."""
    return file_type(path) in WORKBOOKS


def of_workbook(path: Path) -> Listed:
    """The list in a workbook: its one sheet with a header that names names, titles above it left out; SourceError where there is none."""
    sheets = {grid.sheet: grid.cells() for grid in grids(path) if grid.visible}
    found = {sheet: _below_header([row for _, row in cells.rows(1, cells.last_row)]) for sheet, cells in sheets.items() if cells.filled}
    naming = {sheet: listed for sheet, listed in found.items() if "name" in places(listed.header)}
    if len(naming) > 1:
        fix = "Save the sheet that is meant as a file of its own."
        raise SourceError(f"Several sheets are lists: {', '.join(naming)}.", where=str(path), fix=fix)
    listed = next(iter((naming or found).values()), None)
    if listed is None:
        raise SourceError("The workbook is empty.", where=str(path), fix="Give a workbook whose list has a row that names its columns.")
    return listed


def _below_header(table: list[list[str]]) -> Listed:
    """The rows below the header: the first row, or, where that names nothing, the first that names names and something else of them."""
    at = 0
    if "name" not in places(table[0]):
        at = next((i for i, row in enumerate(table[:_TOP]) if "name" in (found := places(row)) and len(found) > 1), 0)
    header = [cell.strip() for cell in table[at]]
    return Listed(header, [[*row, *[""] * (len(header) - len(row))][: len(header)] for row in table[at + 1 :]])


def parsed(data: bytes, where: str) -> Listed:
    """The list in these bytes; the same errors as read_list."""
    if data.startswith(_PACKED):
        raise SourceError("It is a zip, not a list.", where=where, fix="Unpack it, and use the CSV file or the workbook in it.")
    text = decoded(data).lstrip("\ufeff")
    if "\0" in text[:4096]:
        raise SourceError("It is not a text file.", where=where, fix="Give a CSV file.")
    header, *body = [row for row in _records(text) if row] or [[]]
    if not any(cell.strip() for cell in header):
        raise SourceError("The file is empty.", where=where, fix="Give a CSV file whose first row names its columns.")
    return _below_header([header, *body])


def _records(text: str) -> Iterator[list[str]]:
    """Records as the standard reads them; where a quote was left open, as our own reader does, which swallows no rows."""
    mark, _ = find_delimiter(text[:65536], lambda cells: float(bool(places(cells))))
    try:
        yield from list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        yield from (cells for _, cells in rows(text, mark))
