"""The few lines of a stretch that are not plain, told from the others, so that only they are read one by one.

A title above the header, a row that is short of a cell, an address over two lines: large files have some of them everywhere. A plain line
is a record by itself unless an open quote before it takes it in; whoever reads the stray that opens it says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from cwbaudit.arrays import numbers, whole_numbers
from cwbaudit.read.cells import batches
from cwbaudit.read.delimited import Row
from cwbaudit.read.held import together

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_MOST = 0.3  # of the lines; of more, little would be gained
_NEWLINE, _RETURN, _TAB, _QUOTE = b'\n\r\t"'
_DIRT = re.compile(rb"[\0\x1c-\x1f]|\xef\xbb\xbf|\r(?!\n)")  # what Python strips or takes for an end of line, and Arrow does not
_TABBED = re.compile(_DIRT.pattern + rb"|\t")

Bytes: TypeAlias = "np.ndarray[Any, Any]"
Places: TypeAlias = "np.ndarray[Any, Any]"
First = Callable[[Iterator[str]], tuple[int, Row]]
Plain = Callable[[bytearray], "pa.Table | None"]


@dataclass(frozen=True)
class _Lines:
    """Where each line of a stretch begins and ends, and which are no plain rows."""

    part: bytearray
    starts: np.ndarray[Any, Any]
    ends: np.ndarray[Any, Any]
    stray: np.ndarray[Any, Any]

    def following(self, line: int) -> Iterator[str]:
        """The lines from this one on."""
        for start, end in zip(self.starts[line:], self.ends[line:], strict=True):
            yield self.part[start:end].decode("utf-8", errors="replace")


def mostly_plain(part: bytearray, mark: bytes, width: int, first: First, plain: Plain) -> tuple[pa.Table, int] | None:
    """The cells of the stretch, numbered from 1, and how many records it has; None where it has too many strays to be worth it.

    `first` reads the record that a stray begins, and says how many lines it takes; `plain` reads all that is left, numbered likewise.
    """
    import numpy as np

    lines = _told_apart(part, mark, width)
    if lines.stray.sum() > _MOST * len(lines.stray):
        return None
    apart, begins = np.zeros(len(lines.starts), bool), np.ones(len(lines.starts), bool)
    read: list[tuple[int, Row]] = []
    for line in np.flatnonzero(lines.stray).tolist():
        if not apart[line]:
            count, cells = first(lines.following(line))
            read.append((line, cells))
            apart[line : line + count] = True
            begins[line + 1 : line + count] = False
    found = plain(_without(lines, apart))
    if found is None:
        return None
    number = np.cumsum(begins)
    others = found.set_column(0, "row", whole_numbers(number[~apart][numbers(found.column("row")) - 1]))
    every = together([others, *batches(((int(number[line]), cells) for line, cells in read), [0])])
    return every.take(whole_numbers(np.argsort(numbers(every.column("row"))))), int(number[-1])


def _told_apart(part: bytearray, mark: bytes, width: int) -> _Lines:
    """The lines, and which are not as wide as the others, or have dirt in them, or a quote elsewhere than around a cell."""
    import numpy as np

    codes = np.frombuffer(part, np.uint8)
    ends = np.flatnonzero(codes == _NEWLINE) + 1
    if not part.endswith(b"\n"):
        ends = np.append(ends, len(codes))
    starts = np.concatenate([[0], ends[:-1]])
    marks, quotes = np.flatnonzero(codes == mark[0]), np.flatnonzero(codes == _QUOTE)
    of_mark, of_quote = np.searchsorted(ends, marks, "right"), np.searchsorted(ends, quotes, "right")
    before = np.searchsorted(quotes, starts)  # how many quotes stand before each line
    parting = (np.searchsorted(quotes, marks) - before[of_mark]) % 2 == 0 if len(quotes) else np.ones(len(marks), bool)
    stray = np.bincount(of_mark[parting], minlength=len(ends)) != width - 1
    stray |= np.diff(np.append(before, len(quotes))) % 2 == 1
    if len(quotes):
        closes = (np.arange(len(quotes)) - before[of_quote]) % 2 == 1
        stray[of_quote[~np.where(closes, ends_cell(codes, quotes, mark), begins_cell(codes, quotes, mark))]] = True
    dirt = (_DIRT if mark == b"\t" else _TABBED).finditer(part)
    stray[np.searchsorted(ends, np.fromiter((found.start() for found in dirt), np.int64), "right")] = True
    return _Lines(part, starts, ends, stray)


def begins_cell(codes: Bytes, quotes: Places, mark: bytes) -> Any:
    """Which of the quotes, if they open, open a whole cell, or go on in one after a quote that is doubled."""
    import numpy as np

    before = codes[np.maximum(quotes - 1, 0)]
    return (quotes == 0) | (before == mark[0]) | (before == _NEWLINE) | (before == _QUOTE)


def ends_cell(codes: Bytes, quotes: Places, mark: bytes) -> Any:
    """Which of the quotes, if they close, close a whole cell, or are the first of two that stand for one."""
    import numpy as np

    after = codes[np.minimum(quotes + 1, len(codes) - 1)]
    return (quotes == len(codes) - 1) | (after == mark[0]) | (after == _NEWLINE) | (after == _RETURN) | (after == _QUOTE)


def _without(lines: _Lines, apart: np.ndarray[Any, Any]) -> bytearray:
    """The stretch without these lines."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate([[True], apart, [True]]).astype(np.int8))).reshape(-1, 2)  # where others begin and end
    view = memoryview(lines.part)
    return bytearray().join(view[lines.starts[begin] : lines.ends[end - 1]] for begin, end in edges.tolist())
