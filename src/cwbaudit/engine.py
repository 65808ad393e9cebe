"""The one engine. Only this module knows DuckDB, and only the calls that its majors 1.4 to 2.x share.

DuckDB is never let near a spend file: its CSV sniffing drops rows silently where the dialect changes (duckdb#25827), and its
extensions, which would be downloaded, are switched off.
"""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_names = itertools.count(1)
_released: list[str] = []  # names of held tables that nothing needs any longer
_GROUP = 122_880  # rows of a Parquet row group, whatever the pieces are that the engine hands over: same rows, same bytes


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.execute("set enable_progress_bar = false")  # a notebook's or a script's stdout is for results
    return connection


def _idle() -> duckdb.DuckDBPyConnection:
    """The connection between two queries, without the tables that nothing needs any longer."""
    connection = _connection()
    while _released:
        connection.unregister(_released.pop())
    return connection


def quoted(text: object) -> str:
    """A value as an SQL string literal, safe whatever it holds."""
    return "'" + str(text).replace("'", "''") + "'"


@dataclass(frozen=True)
class Relation:
    """A query that has not run yet. It runs when its rows are asked for.

    `in_order` says that its rows come as its table's declaration orders them, so that nothing need sort them again.
    """

    query: str
    _alive: tuple[Any, ...] = field(default=(), repr=False)
    in_order: bool = False

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        return _idle().sql(self.query).to_arrow_table()

    def rows(self) -> list[tuple[Any, ...]]:
        """The rows as tuples."""
        return _idle().execute(self.query).fetchall()

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries by column name."""
        cursor = _idle().execute(self.query)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self) -> tuple[Any, ...]:
        """The only row."""
        (row,) = self.rows()
        return row

    def reader(self) -> pa.RecordBatchReader:
        """The rows in the query's order, some thousands at a time; ask nothing else of the engine meanwhile."""
        result = _idle().sql(self.query)
        # the method's name of 1.4 is deprecated in 1.5, which has another
        batches = getattr(result, "to_arrow_reader", None) or result.fetch_record_batch
        return batches(_GROUP)

    def write(self, path: Path) -> None:
        """The rows as a Parquet file, in the query's order."""
        with _joins_as_written(self.in_order), self.reader() as batches:
            write_parquet(path, batches.schema, batches)

    def stored(self) -> Relation:
        """The same rows, worked out once: in a temporary file that lives as long as this relation does."""
        folder = tempfile.TemporaryDirectory(prefix="cwbaudit-")
        path = Path(folder.name) / "rows.parquet"
        with self.reader() as batches:
            write_parquet(path, batches.schema, batches, packed=False)
        return from_parquet([path], folder)


@contextlib.contextmanager
def _joins_as_written(wanted: bool) -> Iterator[None]:
    """While wanted, each join goes along its left side, whichever side is longer: only so do the rows keep their order."""
    if wanted:
        _idle().execute("set disabled_optimizers = 'join_order,build_side_probe_side'")
    try:
        yield
    finally:
        if wanted:
            _idle().execute("reset disabled_optimizers")


def from_parquet(paths: Iterable[Path], folder: object) -> Relation:
    """The rows of Parquet files of one make, one after the other; `folder` is kept alive with them."""
    listed = ", ".join(quoted(path) for path in paths)
    return Relation(f"select * from read_parquet([{listed}])", (folder,))


def write_parquet(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch], *, packed: bool = True) -> None:
    """The rows as a Parquet file, packed for keeping or plain for reading again at once; written beside the making of the next ones."""
    import pyarrow.parquet as pq

    written: Future[None] | None = None
    how = {"compression": "zstd", "compression_level": 1} if packed else {"compression": "none"}
    with pq.ParquetWriter(path, schema, use_dictionary=packed, **how) as writer, ThreadPoolExecutor(1) as aside:
        for group in _groups(batches):
            if written:
                written.result()
            written = aside.submit(writer.write_table, group, row_group_size=_GROUP)
        if written:
            written.result()


def _groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The same rows in tables of one row group each, the last one shorter."""
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        while count >= _GROUP:
            whole = pa.Table.from_batches(held)
            yield whole.slice(0, _GROUP)
            held, count = whole.slice(_GROUP).to_batches(), count - _GROUP
    if count:
        yield pa.Table.from_batches(held)


Tabular: TypeAlias = "Relation | Path | pa.Table"


def sql(query: str, **tables: Tabular) -> Relation:
    """A lazy result; the query's table names are the keyword arguments."""
    parts, alive = [], []
    for name, table in tables.items():
        text, keep = _as_query(table)
        parts.append(f'"{name}" as ({text})')
        alive.append(keep)
    text = query.strip()
    if parts and text[:5].lower() == "with ":
        text = f"with {', '.join(parts)}, {text[5:]}"
    elif parts:
        text = f"with {', '.join(parts)} {text}"
    return Relation(text, tuple(alive))


def _as_query(table: Tabular) -> tuple[str, object]:
    if isinstance(table, Relation):
        return table.query, table
    if isinstance(table, Path):
        return f"select * from read_parquet({quoted(table)})", None
    held = _Held(table)
    return f'select * from "{held.name}"', held


class _Held:
    """An Arrow table the engine can see for as long as a relation needs it."""

    def __init__(self, table: pa.Table) -> None:
        self.name = f"held_{next(_names)}"
        _idle().register(self.name, table)

    def __del__(self) -> None:
        # only noted: the garbage collector may come in the middle of a query, when the engine takes no other
        with contextlib.suppress(AttributeError, TypeError):  # the interpreter is closing and the list is gone
            _released.append(self.name)
