"""The quick way through a large text file: stretches whose every line is a plain row go to Arrow, the others line by line.

A stretch is plain when nothing in it can be read two ways: each line is one record, as wide as the header's, with quotes only
around cells. Both ways give the same cells and the same row numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cwbaudit.read import delimited
from cwbaudit.read.cells import Cells, cells_of, together

if TYPE_CHECKING:
    import pyarrow as pa

_STRETCH = 4 << 20
_HEAD = 1 << 18
_WORTH_IT = 1 << 18
_FARTHEST = 200  # lines by which a stretch may be lengthened to end outside a quoted cell


def cells_of_text(data: bytes, delimiter: str) -> Cells:
    """The cells of a text in UTF-8."""
    start = data[:_HEAD].decode("utf-8", errors="ignore")
    width, mark = delimited.usual_width(start, delimiter), delimiter.encode()
    if len(data) < _WORTH_IT or data.count(b"\r") - data.count(b"\r\n") > data.count(b"\n"):
        return cells_of(delimited.rows(data.decode("utf-8", errors="replace"), delimiter))
    found: list[pa.Table] = []
    done = 0
    for part in _parts(data):
        plain = _plain(part, mark, width, done)
        if plain is not None:
            done += part.count(b"\n") + (not part.endswith(b"\n"))
            found.append(plain)
            continue
        rows = delimited.rows(part.decode("utf-8", errors="replace"), delimiter, width)
        some = cells_of((done + number, row) for number, row in rows)
        found.append(some.table)
        done = max(done, some.last_row)
    return Cells(together(found), done)


def _parts(data: bytes) -> Iterator[bytes]:
    """The data cut at line ends that lie outside quoted cells; a quote that is never closed leaves one last long part."""
    start = 0
    while start < len(data):
        end = _after_line(data, start + _STRETCH)
        quotes = data.count(b'"', start, end)
        for _ in range(_FARTHEST):
            if quotes % 2 == 0 or end >= len(data):
                break
            further = _after_line(data, end)
            quotes += data.count(b'"', end, further)
            end = further
        end = end if quotes % 2 == 0 else len(data)
        yield data[start:end]
        start = end


def _after_line(data: bytes, at: int) -> int:
    return (data.find(b"\n", at) + 1 or len(data)) if at < len(data) else len(data)


def _plain(part: bytes, mark: bytes, width: int, done: int) -> pa.Table | None:
    """The cells of a plain stretch; None when anything in it is not plain."""
    lines = part.count(b"\n") + (not part.endswith(b"\n"))
    if not _unambiguous(part, mark):
        return None
    import pyarrow as pa
    import pyarrow.csv as pc

    names = [f"c{i}" for i in range(width)]
    try:
        table = pc.read_csv(
            pa.BufferReader(part),
            read_options=pc.ReadOptions(column_names=names),
            parse_options=pc.ParseOptions(delimiter=mark.decode(), ignore_empty_lines=False),
            convert_options=pc.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, quoted_strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return _numbered(_trimmed(table), done) if table.num_rows == lines else None


def _unambiguous(part: bytes, mark: bytes) -> bool:
    """No byte that is dirt in a cell, and quotes in turn open and close whole cells."""
    import numpy as np

    codes = np.frombuffer(part, np.uint8)
    dirt = [b"\0"] if mark == b"\t" else [b"\0", b"\t"]
    if any(byte in part for byte in dirt) or b"\xef\xbb\xbf" in part:
        return False
    returns = np.flatnonzero(codes == 13)
    if len(returns) and (returns[-1] + 1 >= len(codes) or (codes[returns + 1] != 10).any()):
        return False
    quotes = np.flatnonzero(codes == 34)
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before = codes[np.maximum(opening - 1, 0)]
    after = codes[np.minimum(closing + 1, len(codes) - 1)]
    starts = (opening == 0) | (before == mark[0]) | (before == 10)
    ends = (closing == len(codes) - 1) | (after == mark[0]) | (after == 10) | (after == 13)
    return bool(starts.all() and ends.all())


def _trimmed(table: pa.Table) -> pa.Table:
    import pyarrow.compute as pc

    for i, name in enumerate(table.column_names):
        table = table.set_column(i, name, pc.utf8_trim_whitespace(table.column(name)))
    return table


def _numbered(table: pa.Table, done: int) -> pa.Table:
    """With each row's number; blank rows are left out."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    table = table.add_column(0, "row", pa.array(np.arange(done + 1, done + 1 + table.num_rows, dtype="int64")))
    blank = pc.equal(table.column(1), "")
    if not pc.any(blank).as_py():
        return table
    for column in table.columns[2:]:
        blank = pc.and_(blank, pc.equal(column, ""))
    return table.filter(pc.invert(blank))
