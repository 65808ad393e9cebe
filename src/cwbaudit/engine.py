"""The one engine. Only this module knows DuckDB, and only the calls that its majors 1.4 to 2.x share.

DuckDB is never let near a spend file: its CSV sniffing drops rows silently where the dialect changes (duckdb#25827), and its
extensions, which would be downloaded, are switched off.
"""

from __future__ import annotations

import contextlib
import itertools
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_names = itertools.count(1)


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.execute("set enable_progress_bar = false")  # a notebook's or a script's stdout is for results
    return connection


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

    def write(self, path: Path) -> None:
        """The rows as a Parquet file, in the query's order."""
        _connection().execute(f"copy ({self.query}) to {quoted(path)} (format parquet, compression zstd)")


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
        _connection().register(self.name, table)

    def __del__(self) -> None:
        with contextlib.suppress(AttributeError, TypeError):  # the interpreter is closing and the engine is gone
            _connection().unregister(self.name)
