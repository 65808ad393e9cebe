"""Printed lists: columns stand one below the other, and a line of dashes below the header says from where to where each goes.

Database listings and print reports have this form. No mark parts their cells, and the commas in them belong to names and sums.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

_RULER = re.compile(r"\s*(?:-{2,}|={2,})(?: +(?:-{2,}|={2,})){2,}\s*")
_DASHES = re.compile(r"[-=]{2,}")
WHY = "Columns stand one below the other under a line of dashes: the cells were parted where it is."

Starts = tuple[int, ...]


def columns_of(text: str, is_header: Callable[[list[str]], float]) -> Starts:
    """Where the columns of such a list begin; empty where no line of dashes stands below a line that reads as a header under it."""
    for above, line in pairwise(text.split("\n")):
        if _RULER.fullmatch(line):
            starts = tuple(found.start() for found in _DASHES.finditer(line))
            if not any(mark in above for mark in "\t|;,") and is_header(_cells(above, starts)):
                return starts
    return ()


def parted(text: str, starts: Starts) -> str:
    """The same lines with a tab between their cells."""
    return "\n".join(line if not line.strip() else "\t".join(_cells(line, starts)) for line in text.split("\n"))


def _cells(line: str, starts: Sequence[int]) -> list[str]:
    """The cells of a line. What runs on over the edge of a column, as titles do, stays whole in the first of the columns that it covers."""
    line = line.rstrip().replace("\t", " ")
    cells, begun = [""] * len(starts), 0
    for i in range(len(starts)):
        begin, end = starts[begun] if begun else 0, starts[i + 1] if i + 1 < len(starts) else len(line)
        if i + 1 < len(starts) and line[end - 1 : end].strip():
            continue
        cells[begun] = line[begin:end].strip()
        begun = i + 1
    return cells
