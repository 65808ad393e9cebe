"""A list in text or JSON as its header and then its rows, one by one: however large it is, little of it is held at a time."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import BinaryIO

from cwbaudit.errors import SourceError
from cwbaudit.read import encoding
from cwbaudit.read.delimited import find_delimiter, rows_of
from cwbaudit.registers.columns import places

Open = Callable[[], BinaryIO]  # the same bytes from their beginning, every time
Row = list[str]
AGAIN = "Download it again, and import it as published."
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0")
_TOP = 50  # rows in which a header may stand
_FIRST = 1000  # entries of JSON that together say what columns there are
_HEAD = 400  # lines
_BLOCK = 1 << 22
_GAP = re.compile(r"\s*,?\s*")


def below_header(records: Iterator[Row]) -> tuple[Row, Iterator[Row]]:
    """The header and the rows below it, each as wide.

    It is the first row, or, where that names nothing, the first that names names and something else of them.
    """
    top = list(islice(records, _TOP))
    at = 0
    if "name" not in places(top[0]):
        at = next((i for i, row in enumerate(top) if "name" in (found := places(row)) and len(found) > 1), 0)
    header = [cell.strip() for cell in top[at]]
    width = len(header)
    return header, ([*row, *[""] * (width - len(row))][:width] for row in chain(top[at + 1 :], records))


def of_text(again: Open, where: str) -> tuple[Row, Iterator[Row]]:
    """The header and the rows of delimited text; blank lines are no rows. SourceError where it is no text, or empty."""
    with again() as stream:
        if stream.read(4).startswith(_PACKED):
            raise SourceError("It is a zip, not a list.", where=where, fix="Unpack it, and use the CSV file or the workbook in it.")
    read_as, _ = encoding.find_encoding(_blocks(again))
    head = "".join(islice(_lines(again, read_as, ""), _HEAD))
    if "\0" in head[:4096]:
        raise SourceError("It is not a text file.", where=where, fix="Give a CSV file.")
    records = (row for row in _records(again, read_as, head) if row)
    first = next(records, [])
    if not any(cell.strip() for cell in first):
        raise SourceError("The file is empty.", where=where, fix="Give a CSV file whose first row names its columns.")
    return below_header(chain([first], records))


def _blocks(again: Open) -> Iterator[bytes]:
    with again() as stream:
        while block := stream.read(_BLOCK):
            yield block


def _lines(again: Open, read_as: str, newline: str) -> Iterator[str]:
    """The lines with their ends, as `open` parts them for this `newline`; without a mark at the beginning."""
    with again() as stream:
        lines = encoding.mixed_lines(stream) if read_as == encoding.MIXED else io.TextIOWrapper(stream, read_as, "replace", newline)
        yield from (line.lstrip("\ufeff") if not i else line for i, line in enumerate(lines))


def _records(again: Open, read_as: str, head: str) -> Iterator[Row]:
    """Records as the standard reads them; where a quote was left open, as our own reader does, which swallows no rows."""
    mark, _ = find_delimiter(head[:65536], lambda cells: float(bool(places(cells))))
    try:
        for _ in csv.reader(_lines(again, read_as, ""), delimiter=mark, strict=True):
            pass
    except csv.Error:
        end = "\r" if head.count("\r") - head.count("\r\n") > head.count("\n") else "\n"
        yield from (cells for _, cells in rows_of(_lines(again, read_as, end), head, mark))
    else:
        yield from csv.reader(_lines(again, read_as, ""), delimiter=mark, strict=True)


def of_json(again: Open, where: str) -> tuple[Row, Iterator[Row]]:
    """A list of objects with one level, as the charity register is published."""
    entries = _entries(again, where)
    first = list(islice(entries, _FIRST))
    if not first:
        raise _no_list(where)
    header = list(dict.fromkeys(str(name) for entry in first for name in entry))
    return header, (["" if entry.get(name) is None else str(entry[name]) for name in header] for entry in chain(first, entries))


def _entries(again: Open, where: str) -> Iterator[dict[str, object]]:
    decode, count = json.JSONDecoder().raw_decode, 0
    with again() as stream:
        text = io.TextIOWrapper(stream, "utf-8-sig")
        try:
            held, at = text.read(_BLOCK).lstrip(), 1
            if not held.startswith("["):
                raise _no_list(where)
            while held[(at := _GAP.match(held, at).end()) : at + 1] != "]":  # type: ignore[union-attr]
                try:
                    entry, at = decode(held, at)
                except json.JSONDecodeError:
                    more = text.read(_BLOCK)
                    if not more or len(held) - at > 2 * _BLOCK:  # the file ends, or this is no entry
                        raise
                    held, at = held[at:] + more, 0
                    continue
                if not isinstance(entry, dict):
                    raise _no_list(where)
                count += 1
                yield entry
        except (json.JSONDecodeError, UnicodeDecodeError):
            raise SourceError("It is no whole JSON file.", where=f"{where}, after entry {count:,}", fix=AGAIN) from None


def _no_list(where: str) -> SourceError:
    return SourceError("It is not a list of entries.", where=where, fix="Import the register as published.")
