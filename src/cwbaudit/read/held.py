"""Rows in their order, a stretch at a time: in memory, or in files that live as long as they do once they would fill it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cwbaudit.arrays import array, numbers, truths, whole_numbers
from cwbaudit.engine import Relation, Tabular, quoted, write_parquet

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

MOST_BYTES = 1 << 28  # of rows in memory
_FILE_BYTES = 1 << 25
_MOST_CUTS = 100


@dataclass(frozen=True)
class Held:
    """Stretches of rows; a column that a stretch does not have is empty text in it. `folder` keeps the files alive."""

    names: tuple[str, ...]
    parts: tuple[pa.Table | tuple[Path, tuple[str, ...]], ...]
    filled: int
    nbytes: int
    folder: object = None

    def stretches(self, *wanted: str) -> Iterator[pa.Table]:
        """The rows in order, a stretch at a time; only the wanted columns, where some are named."""
        import pyarrow.parquet as pq

        for part in self.parts:
            if isinstance(part, tuple):
                yield widened(pq.read_table(part[0], columns=list(wanted) or None), wanted or self.names)
            else:
                yield part.select(wanted) if wanted else part

    def picked(self, rows: Sequence[int]) -> Iterator[pa.Table]:
        """The rows of these numbers in order, a stretch at a time; of a stretch that has none of them only the numbers are looked at."""
        import numpy as np
        import pyarrow.parquet as pq

        for part in self.parts:
            own = numbers((pq.read_table(part[0], columns=["row"]) if isinstance(part, tuple) else part).column("row"))
            if len(at := _places(own, rows)):
                chosen = np.zeros(len(own), bool)
                chosen[at] = True
                whole = widened(pq.read_table(part[0]), self.names) if isinstance(part, tuple) else part
                yield whole.filter(truths(chosen))

    @property
    def in_memory(self) -> int:
        """The bytes of memory that the rows fill."""
        return 0 if self.folder else self.nbytes

    def table(self) -> Tabular:
        """All rows, for a query."""
        if self.folder is None:
            return together(list(self.stretches()))
        queries = []
        files = [part for part in self.parts if isinstance(part, tuple)]
        for has, alike in groupby(files, key=lambda file: file[1]):  # one scan of many files, or the engine opens all of them at once
            some = ", ".join(name if name in has else f"'' as {name}" for name in self.names)
            queries.append(f"select {some} from read_parquet([{', '.join(quoted(path) for path, _ in alike)}])")
        return Relation(" union all ".join(queries), (self.folder,))


class Holding:
    """Takes stretches in order and holds them; those that would fill the memory are put into files on the way."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self.filled = self._nbytes = 0
        self._names: tuple[str, ...] = ()
        self._parts: list[pa.Table] = []
        self._files: list[tuple[Path, tuple[str, ...]]] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def take(self, part: pa.Table) -> None:
        """One more stretch."""
        self._parts.append(part)
        self.filled += part.num_rows
        self._nbytes += part.nbytes
        if part.num_columns > len(self._names):
            self._names = tuple(part.column_names)
        if self._nbytes > self._most and (not self._files or sum(one.nbytes for one in self._parts) > _FILE_BYTES):
            self._put_away()

    def done(self) -> Held:
        """All that was taken."""
        if not self._files:
            whole = together([widened(part, self._names) for part in self._parts])
            return Held(tuple(whole.column_names), (whole,), self.filled, self._nbytes)
        if self._parts:
            self._put_away()
        return Held(self._names, tuple(self._files), self.filled, self._nbytes, self._folder)

    def _put_away(self) -> None:
        """Into files of some megabytes each, so that no more than that is in memory when they are read again."""
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="cwbaudit-")
        while self._parts:
            some = [self._parts.pop(0)]
            while self._parts and sum(one.nbytes for one in some) < _FILE_BYTES:
                some.append(self._parts.pop(0))
            table = together(some)
            path = Path(self._folder.name) / f"{len(self._files)}.parquet"
            write_parquet(path, table.schema, [table], packed=False)
            self._files.append((path, tuple(table.column_names)))


def together(parts: list[pa.Table]) -> pa.Table:
    """The stretches as one table, with every column of the widest."""
    import pyarrow as pa

    names = max((tuple(part.column_names) for part in parts), key=len, default=("row",))
    return pa.concat_tables([widened(part, names) for part in parts] or [pa.table({"row": array([], pa.int64())})])


def widened(table: pa.Table, names: tuple[str, ...]) -> pa.Table:
    """The table with the columns that it lacks at its end, of empty text."""
    import pyarrow as pa

    for name in names[table.num_columns :]:
        table = table.append_column(name, array([""] * table.num_rows, pa.string()))
    return table


def without(stretch: pa.Table, rows: Sequence[int]) -> pa.Table:
    """The stretch without the rows of these numbers; what is between them is not copied unless they are many."""
    import numpy as np
    import pyarrow as pa

    if not len(rows):
        return stretch
    own = numbers(stretch.column("row"))
    dropped = _places(own, rows)
    if len(dropped) > _MOST_CUTS:
        return stretch.take(whole_numbers(np.setdiff1d(np.arange(len(own)), dropped)))
    starts, ends = [0, *(dropped + 1).tolist()], [*dropped.tolist(), len(own)]
    return pa.concat_tables([stretch.slice(start, end - start) for start, end in zip(starts, ends, strict=True)])


def _places(own: np.ndarray[Any, Any], rows: Sequence[int]) -> np.ndarray[Any, Any]:
    """Where those of the numbers stand that are among their own, which are in order."""
    import numpy as np

    wanted = np.array(sorted(set(rows)), np.int64)  # numpy's own way of telling them apart brings in much that nobody needs
    at = np.searchsorted(own, wanted)
    at = at[at < len(own)]
    return np.compress(own[at] == wanted[: len(at)], at)


def among(stretch: pa.Table, found: pa.Table) -> pa.Table:
    """The rows of the stretch that were found, both in the order of their numbers."""
    import numpy as np

    own = numbers(stretch.column("row"))
    chosen = np.zeros(len(own), bool)
    chosen[np.searchsorted(own, numbers(found.column("row")))] = True
    return stretch.filter(truths(chosen))  # to take them would first lay all of the stretch together


def arranged(found: pa.Table, stretch: pa.Table) -> pa.Table:
    """What was found for each row of the stretch, in the order of the stretch. The engine promises none where it joins."""
    import numpy as np

    if found.column("row").equals(stretch.column("row")):
        return found
    return found.take(whole_numbers(np.argsort(numbers(found.column("row")))))
