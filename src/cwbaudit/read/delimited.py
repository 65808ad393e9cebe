"""Delimited text as rows of cells: what parts the cells, and what a broken quote may not swallow.

A row's number is its place among the file's records, blank ones included: the number Excel shows beside it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from cwbaudit.read import torn

DELIMITERS = (",", "\t", ";", "|")
NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe"}
_HEAD = 400
_FEWEST = 4  # lines
_LONGEST_CELL = 200  # physical lines that one quoted cell may span; more means a quote was left open
csv.field_size_limit(1 << 24)

Row = list[str]


def find_delimiter(text: str, is_header: Callable[[Row], float]) -> tuple[str, str]:
    """The delimiter and the reason: the one under which some row reads as a header, and then the rows keep one width."""
    first = text[:64].split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], "the file's first line says so"
    lines = list(islice(_physical(text), _HEAD))
    ranked = sorted(((_fit(lines, mark, is_header), -i, mark) for i, mark in enumerate(DELIMITERS)), reverse=True)
    (header, even), _, mark = ranked[0]
    why = "under it a row reads as a header" if header else f"{even:.0%} of the first rows have one width under it"
    return mark, why


def lines_are_quoted(text: str) -> bool:
    """Whether every line is one quoted cell in which the cells of a row stand: a table was pasted into one column, and saved."""
    lines = [line for line in map(_one_line, islice(_physical(text), _HEAD)) if line.strip()]
    if len(lines) < _FEWEST or not all(line.startswith('"') and line.rstrip().endswith('"') for line in lines[:-1]):
        return False
    inside = [line for line in lines[:-1] if len(cells := _cells(line, ",")) == 1 and any(cells[0].count(mark) > 1 for mark in DELIMITERS)]
    return len(inside) == len(lines) - 1


def unquoted(text: str) -> str:
    """The text without the quotes around its lines."""
    return "\n".join(cells[0] if len(cells := _cells(_one_line(line), ",")) == 1 else _one_line(line) for line in _physical(text))


def _fit(lines: list[str], mark: str, is_header: Callable[[Row], float]) -> tuple[float, float]:
    rows = [cells for _, cells in _records(iter(lines), mark, _usual_width(lines, mark)) if any(cells)]
    widths = Counter(len(cells) for cells in rows)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return max((is_header(cells) for cells in rows), default=0.0), (count / len(rows) if width > 1 else 0.0)


def rows(text: str, delimiter: str, width: int = 0, frame: torn.Frame | None = None) -> Iterator[tuple[int, Row]]:
    """Each record with its 1-based number; cells without line breaks, NULs and stray marks, torn rows mended.

    `width` and `frame` are given for a piece of a longer text; a whole text tells its own.
    """
    frame = frame if width else frame_of(text, delimiter)
    yield from _records(_physical(text), delimiter, width or usual_width(text, delimiter), frame)


def rows_of(lines: Iterator[str], head: str, delimiter: str) -> Iterator[tuple[int, Row]]:
    """The same of lines that come one by one; `head` is the text of the first of them."""
    whole = (line.replace("\0", "") for line in lines)
    yield from _records(whole, delimiter, usual_width(head, delimiter), frame_of(head, delimiter))


def frame_of(text: str, delimiter: str) -> torn.Frame | None:
    """What the header among the first rows says of every row; None where no comma parts the cells."""
    if delimiter != ",":
        return None
    lines = list(islice(_physical(text), _HEAD))
    return torn.frame([cells for _, cells in _records(iter(lines), delimiter, _usual_width(lines, delimiter))])


def usual_width(text: str, delimiter: str) -> int:
    """How many cells most of the first records have."""
    return _usual_width(list(islice(_physical(text), _HEAD)), delimiter)


def _physical(text: str) -> Iterator[str]:
    """Lines by the file's own line end: a lone CR in a file that has LF is dirt in a cell, not a new row."""
    if "\0" in text:
        text = text.replace("\0", "")
    if text.count("\r") - text.count("\r\n") > text.count("\n"):
        return iter(text.removesuffix("\r").split("\r"))
    return iter(io.StringIO(text, newline="\n"))


def _usual_width(lines: list[str], delimiter: str) -> int:
    """How many cells most of the first lines have, those with an open quote left out."""
    widths = Counter(len(_cells(_one_line(line), delimiter)) for line in lines if line.count('"') % 2 == 0)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def first_record(lines: Iterator[str], delimiter: str, width: int, frame: torn.Frame | None) -> tuple[int, Row]:
    """How many of the lines belong to the record that the first of them begins, and its cells as `rows` gives them."""
    count, cells = next(_split((line.replace("\0", "") for line in lines), delimiter, width))
    return count, _finished(cells, delimiter, width, frame)


def _records(lines: Iterator[str], delimiter: str, width: int, frame: torn.Frame | None = None) -> Iterator[tuple[int, Row]]:
    for number, (_, cells) in enumerate(_split(lines, delimiter, width), 1):
        yield number, _finished(cells, delimiter, width, frame)


def _finished(cells: Row, delimiter: str, width: int, frame: torn.Frame | None) -> Row:
    """The cells of a record, put together where it is torn, without space around them and without blank ones at the end."""
    if frame and len(cells) > frame.width:
        cells = torn.mended(cells, frame)
    cells = _trimmed(cells)
    if len(cells) < width and (other := _other_delimiter(cells, delimiter, width)):
        cells = other
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _other_delimiter(cells: Row, delimiter: str, width: int) -> Row:
    """The row parted otherwise, where only then it has the width of the others: two exports were joined into one file."""
    if len(cells) > width / 2 or width < 3:
        return []
    line = delimiter.join(cells)
    for mark in DELIMITERS:
        if mark != delimiter and line.count(mark) >= width - 1:
            again = next(csv.reader([line], delimiter=mark), [])
            if len(again) == width:
                return _trimmed(again)
    return []


def _split(lines: Iterator[str], delimiter: str, width: int) -> Iterator[tuple[int, Row]]:
    """Each record: how many lines it takes, and its cells."""
    held: list[str] = []
    while (line := held.pop(0) if held else next(lines, None)) is not None:
        line = _one_line(line)
        if line.count('"') % 2 == 0 or _closed(line, delimiter):
            yield 1, _cells(line, delimiter)
            continue
        count, record, held = _gather(line, held, lines, delimiter, width)
        yield count, record


def _one_line(line: str) -> str:
    line = line.rstrip("\r\n").lstrip("\ufeff")
    return line.replace("\r", " ").replace("\n", " ") if "\r" in line or "\n" in line else line


def _cells(line: str, delimiter: str) -> Row:
    if '"' not in line:
        return line.split(delimiter)
    return next(csv.reader([line], delimiter=delimiter, skipinitialspace=False), [])


def _closed(line: str, delimiter: str) -> bool:
    """Whether no quoted cell is open at the line's end; an odd quote may be an inch mark."""
    return len(list(csv.reader([line, "x"], delimiter=delimiter))) == 2


def _gather(line: str, held: list[str], lines: Iterator[str], delimiter: str, width: int) -> tuple[int, Row, list[str]]:
    """How many lines the record has that `line` opens, its cells, and the lines taken too far.

    A cell may span lines; but where a following line is by itself a whole row, the quote was never closed, and swallowing on would
    lose rows without a word: then the quote is dirt and the line stands alone.
    """
    taken: list[str] = []
    for _ in range(_LONGEST_CELL):
        following = held.pop(0) if held else next(lines, None)
        if following is None:
            break
        taken.append(_one_line(following))
        joined = "\n".join([line, *taken])
        if _closed_block(joined, delimiter):
            if len(taken) > 1 and any(is_whole(part, delimiter, width) for part in taken[:-1]):
                break
            return 1 + len(taken), next(csv.reader(io.StringIO(joined, newline=""), delimiter=delimiter), []), held
    return 1, [cell.strip('"') for cell in line.split(delimiter)], taken + held


def _closed_block(text: str, delimiter: str) -> bool:
    return text.count('"') % 2 == 0 and len(list(csv.reader(io.StringIO(text + "\nx", newline=""), delimiter=delimiter))) == 2


def is_whole(part: str, delimiter: str, width: int) -> bool:
    """Whether a line is by itself a row as wide as the others, which no open quote may swallow."""
    return width > 2 and part.count('"') % 2 == 0 and len(_cells(part, delimiter)) >= width


def _trimmed(cells: Row) -> Row:
    return [_clean(cell) for cell in cells]


def _clean(cell: str) -> str:
    """The cell without surrounding space; a line break inside is one space."""
    cell = cell.strip()
    return " ".join(cell.split()) if "\n" in cell or "\r" in cell or "\t" in cell else cell
