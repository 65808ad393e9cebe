"""The smallest workbook of Excel 97 to 2003: one sheet of texts and numbers, in the container that such files lie in."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

_SECTOR = 512
_END, _FREE, _OF_THE_TABLE = -2, -1, -3


def write_xls(path: Path, sheet: str, rows: Sequence[Sequence[str | float]]) -> Path:
    """The rows as an .xls file."""
    book = _book(sheet, rows)
    book += bytes(max(4096, -(-len(book) // _SECTOR) * _SECTOR) - len(book))
    sectors = len(book) // _SECTOR
    chain = [_OF_THE_TABLE, _END, *range(3, sectors + 2), _END]
    table = struct.pack(f"<{len(chain)}i", *chain) + b"\xff" * (_SECTOR - 4 * len(chain))
    folder = _entry("Root Entry", 5, child=1, start=_END, size=0) + _entry("Workbook", 2, child=-1, start=2, size=len(book)) + bytes(256)
    path.write_bytes(_head() + table + folder + book)
    return path


def _head() -> bytes:
    known = struct.pack(
        "<8s16xHHHHH6xIIiI I iIiI", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0
    )
    return known + struct.pack("<109i", 0, *[_FREE] * 108)


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    """An entry of the container's folder."""
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBiii16xI8x8xiQ", text, len(text), kind, 1, -1, -1, child, 0, start, size)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _book(sheet: str, rows: Sequence[Sequence[str | float]]) -> bytes:
    begin = struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
    named = struct.pack("<BB", len(sheet), 0) + sheet.encode("latin-1")
    head = _record(0x0809, begin)
    start = len(head) + 4 + 6 + len(named) + 4
    head += _record(0x0085, struct.pack("<IH", start, 0) + named) + _record(0x000A, b"")
    cells = b"".join(_cell(i, j, value) for i, row in enumerate(rows) for j, value in enumerate(row) if value != "")
    return head + _record(0x0809, begin.replace(b"\x05\x00", b"\x10\x00", 1)) + cells + _record(0x000A, b"")


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))
