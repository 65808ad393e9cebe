"""What a table is: its columns, its key and its order, over Arrow types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cwbaudit.arrays import array
from cwbaudit.terms import Term

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["text", "money", "date", "count", "number"]

_SQL: dict[Kind, str] = {"text": "varchar", "money": "decimal(18,2)", "date": "date", "count": "bigint", "number": "double"}
_FRICTIONLESS: dict[Kind, str] = {"text": "string", "money": "number", "date": "date", "count": "integer", "number": "number"}


@dataclass(frozen=True)
class Column:
    """One column: its name, what kind of value it holds, what it means, and what it may be."""

    name: str
    kind: Kind
    meaning: str
    optional: bool = False
    one_of: type[Term] | None = None

    @property
    def sql(self) -> str:
        """The column's type in SQL."""
        return _SQL[self.kind]

    @property
    def frictionless(self) -> str:
        """The column's type in a Frictionless table schema."""
        return _FRICTIONLESS[self.kind]


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns, its key, and the order it is written in."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...] = field(default=())

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def carries_money(self) -> bool:
        """Whether the law of the ledger binds this table: it has both `amount` and `lines`."""
        return {"amount", "lines"} <= set(self.names)

    def arrow(self) -> pa.Schema:
        """The table as an Arrow schema; money is decimal128(18, 2)."""
        import pyarrow as pa

        types = {
            "text": pa.string(), "money": pa.decimal128(18, 2), "date": pa.date32(), "count": pa.int64(), "number": pa.float64(),
        }  # fmt: skip
        return pa.schema([pa.field(c.name, types[c.kind], nullable=c.optional) for c in self.columns])

    def build(self, rows: Sequence[dict[str, object]]) -> pa.Table:
        """An Arrow table of these rows; a column a row does not name is null."""
        import pyarrow as pa

        schema = self.arrow()
        return pa.table([array([row.get(f.name) for row in rows], f.type) for f in schema], schema=schema)
