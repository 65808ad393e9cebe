"""A list as somebody has it, delimited text or a workbook: its header and its rows, none lost."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from cwbaudit.errors import SourceError
from cwbaudit.read.cells import Cells
from cwbaudit.read.filetype import FileType, file_type
from cwbaudit.read.grid import grids
from cwbaudit.registers.columns import places
from cwbaudit.registers.pieces import below_header, of_text

WORKBOOKS = (FileType.WORKBOOK, FileType.OLD_WORKBOOK, FileType.OPEN_DOCUMENT)


@dataclass(frozen=True)
class Listed:
    """A list: the names of its columns, and its rows, each as wide as the header; and the sheet, where it is of a workbook."""

    header: list[str]
    rows: list[list[str]]
    sheet: str = ""

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
    found = {sheet: _on_sheet(sheet, cells) for sheet, cells in sheets.items() if cells.filled}
    naming = {sheet: listed for sheet, listed in found.items() if "name" in places(listed.header)}
    if len(naming) > 1:
        fix = "Save the sheet that is meant as a file of its own."
        raise SourceError(f"Several sheets are lists: {', '.join(naming)}.", where=str(path), fix=fix)
    listed = next(iter((naming or found).values()), None)
    if listed is None:
        raise SourceError("The workbook is empty.", where=str(path), fix="Give a workbook whose list has a row that names its columns.")
    return listed


def _on_sheet(sheet: str, cells: Cells) -> Listed:
    header, rows = below_header(row for _, row in cells.rows(1, cells.last_row))
    return Listed(header, list(rows), sheet)


def parsed(data: bytes, where: str) -> Listed:
    """The list in these bytes; the same errors as read_list."""
    header, rows = of_text(lambda: io.BytesIO(data), where)
    return Listed(header, list(rows))
