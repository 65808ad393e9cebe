"""The one engine. Only this module knows DuckDB, and only the calls that its majors 1.4 to 2.x share.

DuckDB is never let near a spend file: its CSV sniffing drops rows silently where the dialect changes (duckdb#25827), and its
extensions, which would be downloaded, are switched off.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_names = itertools.count(1)
_GROUP = 245_760  # rows of a Parquet row group, whatever the pieces are that the engine hands over: same rows, same bytes
_FEW = 4_096
_SHARE = 32_768  # rows that the engine gives to one processor at a time; larger pieces leave one idle at the end
_MOST_NAMES = 1 << 26  # bytes of a dictionary in a Parquet file


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.execute("set enable_progress_bar = false")  # a notebook's or a script's stdout is for results
    return connection


def load() -> None:
    """Brings the engine in; from a thread beside, whoever has other work meanwhile need not wait for it."""
    _connection()


def quoted(text: object) -> str:
    """A value as an SQL string literal, safe whatever it holds."""
    return "'" + str(text).replace("'", "''") + "'"


@dataclass(frozen=True)
class Relation:
    """A query that has not run yet. It runs when its rows are asked for."""

    query: str
    _alive: tuple[Any, ...] = field(default=(), repr=False)

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        return _connection().sql(self.query).to_arrow_table()

    def rows(self) -> list[tuple[Any, ...]]:
        """The rows as tuples."""
        return _connection().execute(self.query).fetchall()

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries by column name."""
        cursor = _connection().execute(self.query)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self) -> tuple[Any, ...]:
        """The only row."""
        (row,) = self.rows()
        return row

    def reader(self) -> pa.RecordBatchReader:
        """The rows in the query's order, some thousands at a time; ask nothing else of the engine meanwhile."""
        result = _connection().sql(self.query)
        # the method's name of 1.4 is deprecated in 1.5, which has another
        batches = getattr(result, "to_arrow_reader", None) or result.fetch_record_batch
        return batches(_GROUP)

    def write(self, path: Path) -> None:
        """The rows as a Parquet file, in the query's order."""
        import pyarrow as pa

        with self.reader() as batches:
            write_parquet(path, batches.schema, (pa.Table.from_batches([batch]) for batch in batches))


@dataclass(frozen=True)
class Stream:
    """Tables of one schema, one after the other, made anew whenever they are asked for: more rows than the memory holds.

    They come in the order and with the types that their table declares, but that texts may be written once and stand by number.
    `loose` are the columns that are not packed in a file: hashes and sums do not get smaller than by half, and take the longest.
    """

    schema: pa.Schema
    tables: Callable[[], Iterator[pa.Table]]
    loose: tuple[str, ...] = ()

    def arrow(self) -> pa.Table:
        """All rows as one Arrow table."""
        import pyarrow as pa

        return pa.concat_tables([self.schema.empty_table(), *(table.cast(self.schema) for table in self.tables())])

    def write(self, path: Path) -> None:
        """The rows as a Parquet file."""
        write_parquet(path, self.schema, self.tables(), loose=self.loose)


def write_parquet(path: Path, schema: pa.Schema, tables: Iterable[pa.Table], *, packed: bool = True, loose: Sequence[str] = ()) -> None:
    """The rows as a Parquet file, packed for keeping, but for its `loose` columns, or plain for reading again at once.

    It is written beside the making of the next rows.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    written: Future[None] | None = None
    groups = _groups(tables)
    first = next(groups, None)
    dense = [name for name in schema.names if packed and name not in loose]
    how = {name: "zstd" if name in dense else "none" for name in schema.names}
    again = _recurring(first) if packed and first else []
    # row numbers differ by one or a little more: by their differences they are written in a fifth of the time and a hundredth of the room
    steps = {field.name: "DELTA_BINARY_PACKED" for field in schema if packed and field.type == pa.int64() and field.name not in again}
    with (
        pq.ParquetWriter(
            path,
            first.schema if first else schema,
            use_dictionary=again,
            column_encoding=steps or None,
            dictionary_pagesize_limit=_MOST_NAMES,
            write_statistics=False,
            store_schema=False,
            compression=how,
            compression_level=dict.fromkeys(dense, 1),
        ) as writer,
        ThreadPoolExecutor(1) as aside,
    ):
        for group in itertools.chain([first] if first else [], groups):
            if written:
                written.result()
            written = aside.submit(writer.write_table, group, row_group_size=_GROUP)
        if written:
            written.result()


def _recurring(some: pa.Table) -> list[str]:
    """The columns whose values come again often enough that a dictionary of them is worth its making."""
    import pyarrow as pa
    import pyarrow.compute as pc

    few = some.slice(0, _FEW)
    return [
        name
        for name, column in zip(few.column_names, few.columns, strict=True)
        if pa.types.is_dictionary(column.type) or 2 * pc.count_distinct(column, mode="all").as_py() <= few.num_rows
    ]


def _groups(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in tables of one row group each, the last one shorter."""
    import pyarrow as pa

    held: list[pa.Table] = []
    count = 0
    for table in tables:
        held.append(table)
        count += table.num_rows
        while count >= _GROUP:
            whole = pa.concat_tables(held)
            yield whole.slice(0, _GROUP)
            held, count = [whole.slice(_GROUP)], count - _GROUP
    if count:
        yield pa.concat_tables(held)


Tabular: TypeAlias = "Relation | Stream | Path | pa.Table"


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
    held = _Held(table.arrow() if isinstance(table, Stream) else table)
    return f'select * from "{held.name}"', held


class _Held:
    """An Arrow table the engine can see for as long as a relation needs it: it looks for tables among this module's own names.

    To register them would take it longer than most queries.
    """

    def __init__(self, table: pa.Table) -> None:
        import pyarrow as pa

        self.name = f"held_{next(_names)}"
        if table.num_rows > _SHARE:
            table = pa.Table.from_batches(table.to_batches(max_chunksize=_SHARE))
        globals()[self.name] = table

    def __del__(self) -> None:
        globals().pop(self.name, None)
