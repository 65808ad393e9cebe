"""A grid as a table of text the engine can read: column `row`, then c0, c1, ... as wide as the widest row.

What it is judged by is gathered while it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any

from cwbaudit.arrays import array, whole_numbers
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import SourceError
from cwbaudit.read.delimited import Row
from cwbaudit.read.held import Held, Holding, together, widened

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 50_000
_WIDEST = 500  # columns; no spend table has so many, and the engine takes no more than a thousand in one expression
_TOP, _MOST_SPREAD, _END = 1_000, 2_000, 60
NumberedRow = tuple[int, Row]


@dataclass(frozen=True)
class Cells:
    """The filled rows, in order, each with its true number.

    `some` are the rows that the grid is judged by: the first thousand, and as many again spread over the rest; `end` the last few.
    """

    held: Held
    some: pa.Table
    end: pa.Table
    filled: int
    last_row: int

    @property
    def table(self) -> Tabular:
        """The rows, for a query."""
        return self.held.table()

    @property
    def in_memory(self) -> int:
        """The bytes of memory that the rows fill."""
        return self.held.in_memory

    @property
    def names(self) -> list[str]:
        """The columns of cells."""
        return [f"c{i}" for i in range(self.some.num_columns - 1)]

    def rows(self, first: int, last: int) -> list[NumberedRow]:
        """The filled rows from number `first` to number `last`."""
        found = sql(f"select * from c where row between {first} and {last} order by row", c=self.table).rows()
        return [(row[0], list(row[1:])) for row in found]

    def at(self, rows: Sequence[int]) -> list[NumberedRow]:
        """The filled rows of these numbers."""
        return [row for part in self.held.picked(rows) for row in _listed(part)]

    def head(self, most: int) -> list[NumberedRow]:
        """The first filled rows."""
        return _listed(self.some.slice(0, min(most, _TOP)))

    def tail(self, most: int) -> list[NumberedRow]:
        """The last filled rows, a few."""
        return _listed(self.end.slice(max(0, self.end.num_rows - most)))

    def below(self, row: int) -> Cells:
        """The grid from row number `row` on."""
        return self._where(f"row >= {row}", self.last_row)

    def above(self, row: int) -> Cells:
        """The grid up to row number `row`, that one left out."""
        return self._where(f"row < {row}", row - 1)

    def _where(self, those: str, last: int) -> Cells:
        import pyarrow as pa

        with sql(f"select * from c where {those}", c=self.table).reader() as found:
            return gathered((pa.Table.from_batches([batch]) for batch in found), [last])


def cells_of(rows: Iterator[NumberedRow], where: str = "") -> Cells:
    """Every row that is not blank; a cell that a row does not reach is empty text."""
    last = [0]
    return gathered(batches(rows, last), last, where)


def gathered(parts: Iterable[pa.Table], last: list[int], where: str = "") -> Cells:
    """The parts as one grid; `last` holds the number of the last row once they are used up. SourceError for one that is too wide."""
    holding, some = Holding(), _Some()
    for part in parts:
        _narrow_enough(part, where)
        some.take(part)
        holding.take(part)
    held = holding.done()
    return Cells(held, widened(together(some.parts), held.names), widened(together(some.end), held.names), holding.filled, last[0])


class _Some:
    """The first thousand rows, then every so many, and the last few. The step doubles whenever the spread ones get too many."""

    def __init__(self) -> None:
        self.seen, self.step = 0, 1
        self.parts: list[pa.Table] = []
        self.places: list[Any] = []
        self.end: list[pa.Table] = []

    def take(self, part: pa.Table) -> None:
        """One more part."""
        import numpy as np

        place = np.arange(self.seen, self.seen + part.num_rows)
        self.seen += part.num_rows
        self._add(part, place, (place < _TOP) | (place % self.step == 0))
        while sum(map(len, self.places)) > _TOP + _MOST_SPREAD:
            self.step *= 2
            before, self.parts, self.places = list(zip(self.parts, self.places, strict=True)), [], []
            for some, places in before:
                self._add(some, places, (places < _TOP) | (places % self.step == 0))
        self.end = _last([*self.end, part.slice(max(0, part.num_rows - _END))])

    def _add(self, part: pa.Table, place: Any, chosen: Any) -> None:
        import numpy as np

        if chosen.any():
            self.parts.append(part if chosen.all() else part.take(whole_numbers(np.flatnonzero(chosen))))
            self.places.append(place[chosen])


def _last(parts: list[pa.Table]) -> list[pa.Table]:
    """The last few rows of the parts."""
    every = together(parts)
    return [every.slice(max(0, every.num_rows - _END))]


def _listed(rows: pa.Table) -> list[NumberedRow]:
    columns = [column.to_pylist() for column in rows.columns]
    return [(row[0], list(row[1:])) for row in zip(*columns, strict=True)]


def _narrow_enough(part: pa.Table, where: str) -> None:
    width = part.num_columns - 1
    if width > _WIDEST:
        row = next(row for row, cell in zip(part.column(0).to_pylist(), part.column(width).to_pylist(), strict=True) if cell)
        raise SourceError(
            f"A row of this table has a cell in column {width:,}; no spend table is so wide.", where=f"{where}, row {row:,}",
            fix="Open it, delete the stray cells to the right of the table, and save it again.",
        )  # fmt: skip


def batches(rows: Iterator[NumberedRow], last: list[int]) -> Iterator[pa.Table]:
    """The rows that are not blank, some thousands at a time; `last` comes to hold the number of the last row, blank or not."""
    import pyarrow as pa

    def filled() -> Iterator[NumberedRow]:
        for number, row in rows:
            last[0] = number
            if row:
                yield number, row

    every = filled()
    while batch := list(islice(every, _BATCH)):
        numbers = [number for number, _ in batch]
        columns = list(zip_longest(*(row for _, row in batch), fillvalue=""))
        arrays = [array(numbers, pa.int64()), *(array(column, pa.string()) for column in columns)]
        yield pa.table(arrays, names=["row", *(f"c{i}" for i in range(len(columns)))])
