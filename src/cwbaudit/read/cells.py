"""A grid as a table of text the engine can read: column `row`, then c0, c1, ... as wide as the widest row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from cwbaudit.read.delimited import Row

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 50_000
_WIDEST = 16_384


@dataclass(frozen=True)
class Cells:
    """The filled rows, in order, each with its true number; `last_row` counts the blank ones too."""

    table: pa.Table
    last_row: int


def cells_of(rows: Iterator[tuple[int, Row]]) -> Cells:
    """Every row that is not blank; a cell that a row does not reach is empty text."""
    last = [0]
    return Cells(together(list(_batches(rows, last))), last[0])


def together(parts: list[pa.Table]) -> pa.Table:
    """The parts as one table, as wide as the widest."""
    import pyarrow as pa

    if not parts:
        return pa.table({"row": pa.array([], pa.int64())})
    width = max(part.num_columns for part in parts) - 1
    return pa.concat_tables([_widened(part, width) for part in parts])


def _batches(rows: Iterator[tuple[int, Row]], last: list[int]) -> Iterator[pa.Table]:
    import pyarrow as pa

    def filled() -> Iterator[tuple[int, Row]]:
        for number, row in rows:
            last[0] = number
            if row:
                yield number, row

    every = filled()
    while batch := list(islice(every, _BATCH)):
        numbers = [number for number, _ in batch]
        columns = list(islice(zip_longest(*(row for _, row in batch), fillvalue=""), _WIDEST))
        arrays = [pa.array(numbers, pa.int64()), *(pa.array(column, pa.string()) for column in columns)]
        yield pa.table(arrays, names=["row", *(f"c{i}" for i in range(len(columns)))])


def _widened(table: pa.Table, width: int) -> pa.Table:
    import pyarrow as pa

    for i in range(table.num_columns - 1, width):
        table = table.append_column(f"c{i}", pa.array([""] * table.num_rows, pa.string()))
    return table
