"""What the template lays out: figures and tables, every figure with its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from cwbaudit.report.page.layout import LAYOUTS, Layout
from cwbaudit.report.page.palette import Tone
from cwbaudit.report.svg import Drawing, svg

MOST_ROWS = 60

T = TypeVar("T")


@dataclass(frozen=True)
class Column:
    """A heading, and whether what stands under it are numbers."""

    heading: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of printed text under a caption; the first cell of a row is its heading; `total` is the last row, set apart."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    note: str = ""

    @property
    def first_number(self) -> int:
        """The place of the first column of numbers: they come last in every table, so one class sets them all."""
        return next((place for place, column in enumerate(self.columns, 1) if column.numeric), 0)


@dataclass(frozen=True)
class Key:
    """A colour and what it stands for."""

    name: str
    tone: Tone


@dataclass(frozen=True)
class Figure:
    """A drawing in each layout, the key to its colours, and the tables of what it shows."""

    ident: str
    drawings: Sequence[Markup]
    tables: Sequence[Table]
    key: Sequence[Key] = ()
    note: str = ""


def words(*headings: str) -> list[Column]:
    """Columns of text."""
    return [Column(heading) for heading in headings]


def numbers(*headings: str) -> list[Column]:
    """Columns of numbers, set to the right."""
    return [Column(heading, numeric=True) for heading in headings]


def drawn(ident: str, draw: Callable[[Layout], Drawing]) -> list[Markup]:
    """The figure once for each layout; the style shows the one that fits."""
    return [Markup(svg(draw(layout), f"{ident}-{layout.name}", layout.name)) for layout in LAYOUTS]  # noqa: S704 - the serialiser escaped it


def largest(items: Sequence[T], plural: str, limit: int = MOST_ROWS, where: str = "report.json") -> tuple[Sequence[T], str]:
    """At most `limit` of the items, and a sentence that says so when there are more."""
    if len(items) <= limit:
        return items, ""
    return items[:limit], f"The first {limit:,} of {len(items):,} {plural}. All of them are in {where}."
