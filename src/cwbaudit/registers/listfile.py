"""A delimited list as published: its header and its rows, none lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cwbaudit.errors import SourceError
from cwbaudit.read.delimited import find_delimiter, rows
from cwbaudit.read.encoding import decoded
from cwbaudit.registers.columns import places


@dataclass(frozen=True)
class Listed:
    """A list: the names of its columns, and its rows, each as wide as the header."""

    header: list[str]
    rows: list[list[str]]

    def column(self, place: int | None) -> list[str]:
        """The cells of one column; blanks where there is none."""
        return ["" if place is None else row[place].strip() for row in self.rows]


def read_list(path: Path) -> Listed:
    """The list in this file; SourceError when it is no delimited text or is empty. Blank lines are no rows."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"The file cannot be read: {error.strerror}.", where=str(path), fix="Check the path.") from None
    return parsed(data, str(path))


def parsed(data: bytes, where: str) -> Listed:
    """The list in these bytes; the same errors as read_list."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SourceError("It is a workbook or a zip, not a CSV file.", where=where, fix="Save the sheet as CSV UTF-8 and use that.")
    text = decoded(data).lstrip("\ufeff")
    if "\0" in text[:4096]:
        raise SourceError("It is not a text file.", where=where, fix="Give a CSV file.")
    header, *body = [row for row in _records(text) if row] or [[]]
    if not any(cell.strip() for cell in header):
        raise SourceError("The file is empty.", where=where, fix="Give a CSV file whose first row names its columns.")
    header = [cell.strip() for cell in header]
    return Listed(header, [[*row, *[""] * (len(header) - len(row))][: len(header)] for row in body])


def _records(text: str) -> Iterator[list[str]]:
    """Records as the standard reads them; where a quote was left open, as our own reader does, which swallows no rows."""
    mark, _ = find_delimiter(text[:65536], lambda cells: float(bool(places(cells))))
    try:
        yield from list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        yield from (cells for _, cells in rows(text, mark))
