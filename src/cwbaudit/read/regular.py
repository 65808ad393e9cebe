"""The quick way through a large text file: stretches whose every line is a plain row go to Arrow, the others line by line.

A stretch is plain when nothing in it can be read two ways: each line is one record, as wide as the header's, with quotes only
around cells. Both ways give the same cells and the same row numbers. The file is never in memory whole.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from cwbaudit.arrays import numbers, whole_numbers
from cwbaudit.read import delimited
from cwbaudit.read.cells import Cells, batches, cells_of, gathered
from cwbaudit.read.encoding import Text
from cwbaudit.read.strays import begins_cell, ends_cell, mostly_plain
from cwbaudit.read.torn import Frame

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_LOOKED_BACK = 1_000  # lines
_HEAD = 1 << 18
_WORTH_IT = 1 << 18
_TAB, _NEWLINE, _RETURN, _SPACE, _QUOTE = b'\t\n\r "'
_SEEN, _LAST_SEEN = 33, 126  # what is neither a control character nor space, nor beyond ASCII
_CACHED = 1 << 17  # bytes that are looked at several times while they are at hand
_DIRT = [0, 28, 29, 30, 31]  # NUL, and the separators that Python strips as space and Arrow does not


def cells_of_text(text: Text, delimiter: str) -> Cells:
    """The cells of a text file."""
    if text.size < _WORTH_IT:
        return cells_of(delimited.rows(text.whole(), delimiter), str(text.path))
    start = text.head(_HEAD)
    width = delimited.usual_width(start, delimiter)
    eol = b"\r" if start.count("\r") - start.count("\r\n") > start.count("\n") else b"\n"

    def whole(line: bytearray) -> bool:
        return delimited.is_whole(line.decode("utf-8", errors="replace"), delimiter, width)

    parts = _parts(text.pieces(), eol, whole) if width > 2 else iter([bytearray(text.whole().encode())])
    last = [0]
    read = partial(_read, delimiter=delimiter, width=width, eol=eol, frame=delimited.frame_of(start, delimiter))
    return gathered(_numbered(parts, read, last), last, str(text.path))


@dataclass(frozen=True)
class _Part:
    """Cells of a stretch, numbered from 1 in it, and how many records it has."""

    cells: Iterable[pa.Table]
    records: int


def _numbered(parts: Iterator[bytearray], read: Callable[[bytearray], _Part], last: list[int]) -> Iterator[pa.Table]:
    """The cells of each stretch with their numbers in the file; stretches are read side by side and handed on in order."""
    with ThreadPoolExecutor(workers := os.cpu_count() or 1) as pool:
        waiting: deque[Future[_Part]] = deque()
        for part in parts:
            waiting.append(pool.submit(read, part))
            if len(waiting) > workers:
                yield from _placed(waiting.popleft().result(), last)
        while waiting:
            yield from _placed(waiting.popleft().result(), last)


def _placed(part: _Part, last: list[int]) -> Iterator[pa.Table]:
    for table in part.cells:
        yield table.set_column(0, "row", whole_numbers(numbers(table.column(0)) + last[0]))
    last[0] += part.records


def _read(part: bytearray, *, delimiter: str, width: int, eol: bytes, frame: Frame | None) -> _Part:
    if eol == b"\r":
        part = part.replace(b"\n", b" ").replace(b"\r", b"\n")
    if not (frame and frame.torn):
        mark = delimiter.encode()
        plain = _plain(part, mark, width) or _mostly_plain(part, mark, width, frame)
        if plain is not None:
            return plain
    last = [0]
    return _Part(list(batches(delimited.rows(part.decode("utf-8", errors="replace"), delimiter, width, frame), last)), last[0])


def _mostly_plain(part: bytearray, mark: bytes, width: int, frame: Frame | None) -> _Part | None:
    """The cells of a stretch of which only some lines are not plain; None for any other, or where each row is to be looked at."""
    if frame and frame.width < width:
        return None

    def rest(part: bytearray) -> pa.Table | None:
        found = _plain(part, mark, width)
        return found and next(iter(found.cells))

    first = partial(delimited.first_record, delimiter=mark.decode(), width=width, frame=frame)
    found = mostly_plain(part, mark, width, first, rest)
    return found and _Part([found[0]], found[1])


def _parts(pieces: Iterator[bytearray], eol: bytes, whole: Callable[[bytearray], bool]) -> Iterator[bytearray]:
    """The text cut where no record can lie across the cut: before a line that is by itself a whole row, which no open quote may swallow."""
    rest = bytearray()
    for data in pieces:
        data[:0] = rest  # a little before much is moved in place; much after a little would be copied
        if end := _cut(data, eol, whole):
            rest = data[end:]
            del data[end:]
            yield data
        else:
            rest = data
    if rest:
        yield rest


def _cut(data: bytearray, eol: bytes, whole: Callable[[bytearray], bool]) -> int:
    """Where the last line but one that is a whole row begins, near the end; 0 when more must be read to tell."""
    end = data.rfind(eol) + 1
    for _ in range(_LOOKED_BACK):
        start = data.rfind(eol, 0, max(end - 1, 0)) + 1
        if not start:
            return 0
        if whole(data[start:end]):
            return start
        end = start
    return 0


def _plain(part: bytearray, mark: bytes, width: int) -> _Part | None:
    """The cells of a plain stretch; None when anything in it is not plain."""
    is_ascii, quotes = part.isascii(), b'"' in part  # each is told once: to look through all of it holds up the other stretches
    lines = _lines(part, mark, is_ascii=is_ascii, quotes=quotes)
    if not lines or (quotes and not _quotes_whole_cells(part, mark)):
        return None
    import pyarrow as pa
    import pyarrow.csv as pc

    names = [f"c{i}" for i in range(width)]
    kind = pa.binary() if is_ascii else pa.string()  # plain ASCII needs no check that it is UTF-8
    quote = '"' if quotes else False  # without a quote to look for, Arrow is more than twice as fast
    try:
        table = pc.read_csv(
            pa.BufferReader(part),
            read_options=pc.ReadOptions(column_names=names, use_threads=False, block_size=len(part) + 1),
            parse_options=pc.ParseOptions(delimiter=mark.decode(), quote_char=quote, ignore_empty_lines=False),
            convert_options=pc.ConvertOptions(
                column_types=dict.fromkeys(names, kind),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != lines:
        return None
    columns = [chunk.view(pa.string()) for column in table.columns for chunk in column.chunks]  # one of each: the stretch is one block
    return _Part([_filled(pa.table(columns, names))], lines)


def _lines(part: bytearray, mark: bytes, *, is_ascii: bool, quotes: bool) -> int:
    """How many lines the stretch has; 0 when a byte in it is dirt in a cell, or a return that ends no line may be in quotes.

    A return that stands alone elsewhere ends a line for Arrow too, which then has one more than there are.
    """
    import numpy as np

    if not is_ascii and b"\xef\xbb\xbf" in part:
        return 0
    codes = np.frombuffer(part, np.uint8)
    control = returns = lines = 0
    for start in range(0, len(codes), _CACHED):
        some = codes[start : start + _CACHED]
        control += int(np.count_nonzero(some < _SPACE))
        lines += int(np.count_nonzero(some == _NEWLINE))
        returns += int(np.count_nonzero(some == _RETURN))
    if (control != lines + returns and not _clean(codes, mark)) or (returns and quotes and _alone(codes)):
        return 0
    return lines + (not part.endswith(b"\n"))


def _alone(codes: np.ndarray[Any, Any]) -> bool:
    """Whether a return stands elsewhere than before a new line."""
    import numpy as np

    returns = np.flatnonzero(codes == _RETURN)
    return bool(returns[-1] == len(codes) - 1 or (codes[returns + 1] != _NEWLINE).any())


def _clean(codes: np.ndarray[Any, Any], mark: bytes) -> bool:
    """Whether no byte of the stretch is dirt in a cell."""
    import numpy as np

    found = np.bincount(codes[codes < _SPACE], minlength=_SPACE)
    return not (found[_DIRT].any() or (mark != b"\t" and found[_TAB]))


def _quotes_whole_cells(part: bytearray, mark: bytes) -> bool:
    """Whether quotes in turn open and close whole cells."""
    import numpy as np

    codes = np.frombuffer(part, np.uint8)
    quotes = np.flatnonzero(codes == _QUOTE)
    return not len(quotes) % 2 and bool(begins_cell(codes, quotes[0::2], mark).all() and ends_cell(codes, quotes[1::2], mark).all())


def _filled(table: pa.Table) -> pa.Table:
    """The rows that are not blank, numbered from 1, no cell with space around it; as wide as the widest row."""
    import numpy as np
    import pyarrow.compute as pc

    filled, width = np.zeros(table.num_rows, bool), 1
    for i, name in enumerate(table.column_names):
        (column,) = table.column(i).chunks
        starts, ends = _edges(column)
        some = ends > starts
        if _padded(column, starts, ends, some):
            column = pc.utf8_trim_whitespace(column)
            table = table.set_column(i, name, column)
            starts, ends = _edges(column)
            some = ends > starts
        filled |= some
        width = i + 1 if some.any() else width
    table = table.select(range(width))  # a spreadsheet may save a thousand empty cells to the right of each row
    table = table.add_column(0, "row", whole_numbers(np.arange(1, table.num_rows + 1, dtype=np.int64)))
    return table if filled.all() else table.take(whole_numbers(np.flatnonzero(filled)))


def _edges(column: pa.Array) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Where the text of each cell starts and ends in the column's bytes."""
    import numpy as np

    ends = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
    return ends[:-1], ends[1:]


def _padded(column: pa.Array, starts: np.ndarray[Any, Any], ends: np.ndarray[Any, Any], some: np.ndarray[Any, Any]) -> bool:
    """Whether space may stand at the edge of a cell: a blank or a control character; or a letter beyond ASCII, which may be space too."""
    import numpy as np

    if not column.buffers()[2]:
        return False
    codes = np.frombuffer(column.buffers()[2], np.uint8)
    if not some.all():
        starts, ends = starts[some], ends[some]
    return any(bool((edge - _SEEN > _LAST_SEEN - _SEEN).any()) for edge in (codes[starts], codes[ends - 1]))  # one byte is never below zero
