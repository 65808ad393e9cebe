"""A grid as a table of text the engine can read: column `row`, then c0, c1, ... as wide as the widest row.

A small grid stays in memory. One that would fill it is put into a temporary file, and what is judged by is gathered on the way.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cwbaudit.arrays import array, whole_numbers
from cwbaudit.engine import Relation, Tabular, quoted, sql, write_parquet
from cwbaudit.read.delimited import Row

if TYPE_CHECKING:
    import pyarrow as pa

MOST_BYTES = 1 << 28  # of cells in memory
_BATCH = 50_000
_WIDEST = 16_384
_TOP, _MOST_SPREAD, _END = 1_000, 2_000, 60
NumberedRow = tuple[int, Row]


@dataclass(frozen=True)
class Cells:
    """The filled rows, in order, each with its true number.

    `some` are the rows that the grid is judged by: the first thousand, and as many again spread over the rest; `end` the last few.
    """

    table: Tabular
    some: pa.Table
    end: pa.Table
    filled: int
    last_row: int
    nbytes: int = 0

    @property
    def in_memory(self) -> int:
        """The bytes of memory that the rows fill."""
        return 0 if isinstance(self.table, Relation) else self.nbytes

    @property
    def names(self) -> list[str]:
        """The columns of cells."""
        return [f"c{i}" for i in range(self.some.num_columns - 1)]

    def rows(self, first: int, last: int) -> list[NumberedRow]:
        """The filled rows from number `first` to number `last`."""
        found = sql(f"select * from c where row between {first} and {last} order by row", c=self.table).rows()
        return [(row[0], list(row[1:])) for row in found]

    def head(self, most: int) -> list[NumberedRow]:
        """The first filled rows."""
        return _listed(self.some.slice(0, min(most, _TOP)))

    def tail(self, most: int) -> list[NumberedRow]:
        """The last filled rows, a few."""
        return _listed(self.end.slice(max(0, self.end.num_rows - most)))

    def below(self, row: int) -> Cells:
        """The grid from row number `row` on."""
        import pyarrow as pa

        with sql(f"select * from c where row >= {row}", c=self.table).reader() as found:
            return gathered((pa.Table.from_batches([batch]) for batch in found), [self.last_row])


def cells_of(rows: Iterator[NumberedRow]) -> Cells:
    """Every row that is not blank; a cell that a row does not reach is empty text."""
    last = [0]
    return gathered(batches(rows, last), last)


def gathered(parts: Iterable[pa.Table], last: list[int]) -> Cells:
    """The parts as one grid; `last` holds the number of the last row once they are used up."""
    kept, some = _Kept(), _Some()
    for part in parts:
        some.take(part)
        kept.take(part)
    table = kept.table()
    width = kept.width
    return Cells(table, widened(together(some.parts), width), widened(together(some.end), width), kept.filled, last[0], kept.nbytes)


class _Kept:
    """The parts in memory; once they are too many, in files that live as long as the table does."""

    def __init__(self) -> None:
        self.filled = self.nbytes = self.width = 0
        self.parts: list[pa.Table] = []
        self.files: list[tuple[Path, int]] = []
        self.folder: tempfile.TemporaryDirectory[str] | None = None

    def take(self, part: pa.Table) -> None:
        """One more part."""
        self.parts.append(part)
        self.filled += part.num_rows
        self.nbytes += part.nbytes
        self.width = max(self.width, part.num_columns - 1)
        if self.nbytes > MOST_BYTES and sum(one.nbytes for one in self.parts) > MOST_BYTES // 8:
            self._put_away()

    def table(self) -> Tabular:
        """All parts as one table, as wide as the widest."""
        if not self.files:
            return widened(together(self.parts), self.width)
        self._put_away()
        columns = [f"c{i}" for i in range(self.width)]
        queries = []
        for path, width in self.files:
            some = ", ".join(name if i < width else f"'' as {name}" for i, name in enumerate(columns))
            queries.append(f"select row, {some} from read_parquet({quoted(path)})")
        return Relation(" union all ".join(queries), (self.folder,))

    def _put_away(self) -> None:
        self.folder = self.folder or tempfile.TemporaryDirectory(prefix="cwbaudit-")
        some = together(self.parts)
        self.parts = []
        path = Path(self.folder.name) / f"{len(self.files)}.parquet"
        write_parquet(path, some.schema, some.to_batches(), packed=False)
        self.files.append((path, some.num_columns - 1))


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


def together(parts: list[pa.Table]) -> pa.Table:
    """The parts as one table, as wide as the widest."""
    import pyarrow as pa

    width = max((part.num_columns - 1 for part in parts), default=0)
    return pa.concat_tables([widened(part, width) for part in parts] or [pa.table({"row": array([], pa.int64())})])


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
        columns = list(islice(zip_longest(*(row for _, row in batch), fillvalue=""), _WIDEST))
        arrays = [array(numbers, pa.int64()), *(array(column, pa.string()) for column in columns)]
        yield pa.table(arrays, names=["row", *(f"c{i}" for i in range(len(columns)))])


def widened(table: pa.Table, width: int) -> pa.Table:
    """The table with empty columns up to `width`."""
    import pyarrow as pa

    for i in range(table.num_columns - 1, width):
        table = table.append_column(f"c{i}", array([""] * table.num_rows, pa.string()))
    return table
