"""The postcodes of a CSV file: one per row below the header, blank ones too, in the file's order."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from cwbaudit.errors import SourceError, UsageError
from cwbaudit.locate.postcode import parse

_DELIMITERS = (",", "\t", ";", "|")
_USUAL = ("postcode", "postalcode", "suppliedpostcode", "supplierpostcode", "pcds", "pcd", "pcd7", "pcd8", "zip", "zipcode")


@dataclass(frozen=True)
class PostcodeColumn:
    """What a column holds, and its header; empty where the file has none."""

    header: str
    texts: list[str]


def postcode_column(path: Path) -> PostcodeColumn:
    """The column called postcode, else the one most like it, else the only one; UsageError when none can be told."""
    text = _text(path)
    delimiter = _delimiter(text)
    header, *rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)] or [[]]
    if not header:
        raise UsageError("The file is empty.", where=str(path), fix="Give a CSV file with a column called postcode.")
    if len(header) == 1 and parse(header[0]).kind == "unit":
        return PostcodeColumn("", [header[0], *(_cell(row, 0) for row in rows)])
    place = _place(header, path)
    return PostcodeColumn(header[place], [_cell(row, place) for row in rows])


def _cell(row: list[str], place: int) -> str:
    """A row that is too short, or empty, has a blank postcode: it still gets its answer."""
    return row[place] if place < len(row) else ""


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"The file cannot be read: {error.strerror}.", where=str(path), fix="Check the path.") from None
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SourceError("It is a workbook, not a CSV file.", where=str(path), fix="Save the sheet as CSV UTF-8 and look that up.")
    try:
        if b"\0" not in content:
            return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass  # some other encoding, which takes longer to find out
    from cwbaudit.read.encoding import text_of

    return text_of(path).whole()


def _delimiter(text: str) -> str:
    """The one under which the first line names a postcode; the comma where none does."""
    first = text.split("\n", 1)[0]
    return next((mark for mark in _DELIMITERS if any(_plain(cell) in _USUAL for cell in first.split(mark))), _most_frequent(first))


def _most_frequent(line: str) -> str:
    return max(_DELIMITERS, key=lambda mark: (line.count(mark), -_DELIMITERS.index(mark)))


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _place(header: list[str], path: Path) -> int:
    names = [_plain(name) for name in header]
    for wanted in _USUAL:
        if wanted in names:
            return names.index(wanted)
    holding = [place for place, name in enumerate(names) if "postcode" in name]
    if holding or len(names) == 1:
        return holding[0] if holding else 0
    if close := get_close_matches("postcode", names, n=1, cutoff=0.6):
        return names.index(close[0])
    fix = f"Call one of its columns postcode. It has: {', '.join(header)[:300]}."
    raise UsageError("No column of the file is called postcode.", where=f"{path}, row 1", fix=fix)
