"""What stands before every workbook: nothing is handed to the reader that could exhaust or abort the process.

A legal workbook of 5 kB with one stray cell at XFD1048576 aborts the reader outright (calamine#693), and 1.5 MB can unpack to
1.5 GB. Only the standard library looks at the parts here, a megabyte at a time.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cwbaudit.errors import SourceError

MOST_BYTES = 1 << 30
MOST_RATIO = 300
MOST_PARTS = 2_000
MOST_CELLS = 50_000_000
_STEP = 1 << 20
_REPAIR = "Open it in Excel, delete the empty rows and columns around the table, and save it again."
_DAMAGED = "Open it in Excel, let it repair the file, and save it; or download it again."
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Za-z]{1,4})(\d{1,9})["']""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bt=["']e["']""")
_NO_RESULT = re.compile(rb"</(?:\w+:)?f></(?:\w+:)?c>|<(?:\w+:)?f[^>]*/></(?:\w+:)?c>")
_REPEATED = re.compile(rb"""number-(?:columns|rows)-repeated=["'](\d{1,12})["'](?:[^>]*[^/])?>\s*<(?:text:p|table:table-cell[^>]*value)""")


@dataclass(frozen=True)
class Inspected:
    """What the guard saw: cells that hold an Excel error, and formulas without a stored result. Both are read as empty."""

    errors: int
    without_result: int


def inspect(source: Path | BinaryIO, where: str) -> Inspected:
    """Counts of the cells that cannot be read; SourceError for a workbook that is not safe to open."""
    try:
        with zipfile.ZipFile(source) as packed:
            _directory(packed, where)
            seen = [_part(packed, part, where) for part in packed.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, UnicodeDecodeError):
        raise SourceError("This workbook is damaged.", where=where, fix=_DAMAGED) from None
    return Inspected(sum(part.errors for part in seen), sum(part.without_result for part in seen))


def _directory(packed: zipfile.ZipFile, where: str) -> None:
    parts = packed.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) != len(names):
        raise SourceError("This workbook is not put together as Excel does it.", where=where, fix=_DAMAGED)
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError(
            "This workbook is protected by a password.", where=where, fix="Open it in Excel and save it without the password."
        )
    for part in parts:
        if part.file_size > 10_000_000 and part.file_size > MOST_RATIO * max(1, part.compress_size):
            raise SourceError("This workbook would unpack to far more than it holds.", where=where, fix=_REPAIR)
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise SourceError("This workbook is too large to open safely (more than 1 GB).", where=where, fix="Save the sheet as CSV.")


def _part(packed: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> Inspected:
    errors = without = filled = 0
    top, left, bottom, right = 1 << 40, 1 << 40, 0, 0
    for text in _windows(packed, part, where):
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise SourceError("This workbook holds instructions that no workbook needs.", where=where, fix=_DAMAGED)
        for match in _CELL.finditer(text):
            row, column = int(match[2]), _column(match[1])
            top, left, bottom, right = min(top, row), min(left, column), max(bottom, row), max(right, column)
            filled += 1
        errors += len(_ERROR.findall(text))
        without += len(_NO_RESULT.findall(text))
        if any(int(count) > 200_000 for count in _REPEATED.findall(text)):
            raise SourceError("A cell of this workbook is repeated without end.", where=where, fix=_REPAIR)
    if filled and (box := (bottom - top + 1) * (right - left + 1)) > MOST_CELLS:
        raise SourceError(
            f"The table spans {box:,} cells, of which {filled:,} are filled.",
            where=f"{where}: a stray cell at row {bottom:,}, column {right:,}", fix=_REPAIR,
        )  # fmt: skip
    return Inspected(errors, without)


def _windows(packed: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> Iterator[bytes]:
    """The part in pieces that end between two tags, so that no tag is cut or counted twice."""
    seen, tail = 0, b""
    with packed.open(part) as file:
        while block := file.read(_STEP):
            seen += len(block)
            if seen > MOST_BYTES:
                raise SourceError("This workbook would unpack to far more than it holds.", where=where, fix=_REPAIR)
            text = tail + block
            # cut before a cell, so that `</f></c>` is never split; a part without cells is cut before any tag
            cut = max(text.rfind(b"<c "), text.rfind(b"<row"))
            cut = cut if cut > 0 else text.rfind(b"<")
            tail = text[cut:] if cut > 0 and len(text) - cut < _STEP else b""
            yield text[: len(text) - len(tail)]
    yield tail


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
