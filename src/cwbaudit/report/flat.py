"""A Report as flat tables, for a council's open data: one table for each list of figures, as CSV and as Parquet."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cwbaudit.csvtext import csv_text
from cwbaudit.report.model import Part, Report
from cwbaudit.withheld import Few

if TYPE_CHECKING:
    import pyarrow as pa

LISTS = (
    "bodies", "categories", "headings", "suppliers", "definitions", "bands", "leak_by_region", "authorities", "kinds", "grounds",
    "calendar", "findings", "sources",
)  # fmt: skip
APART = ("releases",)  # lists within a row that are tables of their own
Value = str | int | Decimal | date | bool | None


@dataclass(frozen=True)
class Column:
    """One column: what it is called, what it holds, what it means."""

    name: str
    kind: type
    meaning: str


@dataclass(frozen=True)
class Flat:
    """One table of a Report."""

    name: str
    meaning: str
    columns: Sequence[Column]
    rows: Sequence[dict[str, Value]]

    def csv(self, *, raw: bool = False) -> str:
        """The table as CSV; a withheld figure is written as that."""
        shown = [{name: _shown(value) for name, value in row.items()} for row in self.rows]
        return csv_text(shown, header=[column.name for column in self.columns], raw=raw)

    def arrow(self) -> pa.Table:
        """The table as Arrow: money and shares as exact decimals; what is withheld is null."""
        import pyarrow as pa

        kinds = {str: pa.string(), int: pa.int64(), Decimal: pa.decimal128(18, 6), date: pa.date32(), bool: pa.bool_()}
        fields = [pa.field(c.name, kinds[c.kind], metadata={"description": c.meaning}) for c in self.columns]
        values = [[_known(row[column.name]) for row in self.rows] for column in self.columns]
        return pa.table([pa.array(column, field.type) for column, field in zip(values, fields, strict=True)], schema=pa.schema(fields))

    def schema(self) -> dict[str, Any]:
        """The columns as a Frictionless table schema."""
        kinds = {str: "string", int: "integer", Decimal: "number", date: "date", bool: "boolean"}
        fields = [{"name": c.name, "type": kinds[c.kind], "description": c.meaning} for c in self.columns]
        return {"fields": fields, "missingValues": ["", "withheld"]}


def flat(report: Report) -> list[Flat]:
    """The headline, every list that holds anything, and the ledger."""
    made = [_table("headline", "the whole of the spend in scope", [report.headline])]
    for name in LISTS:
        rows: list[Part] = getattr(report, name)
        if rows:
            made.append(_table(name, type(rows[0]).__doc__ or "", rows))
    ledger = _table("ledger", type(report.ledger).__doc__ or "", [report.ledger])
    return [*made, *([_table("exclusions", "", report.ledger.exclusions)] if report.ledger.exclusions else []), ledger]


def _table(name: str, meaning: str, rows: Sequence[Part]) -> Flat:
    columns = list(_columns(type(rows[0])))
    return Flat(
        name, " ".join(meaning.split()), columns, [{c.name: value for c, value in zip(columns, _values(row), strict=True)} for row in rows]
    )


def _columns(part: type[Part], before: str = "") -> Iterator[Column]:
    for name, field in part.model_fields.items():
        kind, inner = _kind(field.annotation), before + name
        if isinstance(kind, type) and issubclass(kind, Part):
            yield from _columns(kind, f"{inner}_")
        elif kind is not None:
            yield Column(inner, kind, field.description or "")


def _values(part: Part) -> Iterator[Value]:
    for name, field in type(part).model_fields.items():
        kind, value = _kind(field.annotation), getattr(part, name)
        if isinstance(kind, type) and issubclass(kind, Part):
            yield from _values(value)
        elif kind is not None:
            yield (
                "; ".join(value)
                if isinstance(value, list)
                else "; ".join(f"{k} = {v}" for k, v in value.items())
                if isinstance(value, dict)
                else value
            )


def _kind(annotation: Any) -> type | None:
    """What a field holds, once in a cell; None for a list of parts, which is a table of its own."""
    origin, parts = typing.get_origin(annotation), [part for part in typing.get_args(annotation) if part is not type(None)]
    if origin in (list, dict):
        return None if isinstance(parts[0], type) and issubclass(parts[0], Part) else str
    if origin in (types.UnionType, typing.Union, typing.Annotated):
        return _kind(parts[0])
    return str if origin is typing.Literal else annotation


def _shown(value: Value) -> object:
    if isinstance(value, Decimal) and value.is_nan():
        return "withheld"
    return str(value) if isinstance(value, Few) else value


def _known(value: Value) -> Value:
    return None if isinstance(value, Few) or (isinstance(value, Decimal) and value.is_nan()) else value
