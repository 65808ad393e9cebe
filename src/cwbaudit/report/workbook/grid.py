"""A grid: columns declared once, a row per thing, a total that adds up by formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from cwbaudit.report.workbook.sheet import Sheet
from cwbaudit.withheld import Few

T = TypeVar("T")
Kind = Literal["text", "wrapped", "money", "share", "fine", "points", "count", "date"]
Value = str | Decimal | int | date | None
NUMBERS = ("money", "share", "fine", "points", "count")


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column. `formula`, or what it gives for the row, may name columns of its row in braces. The total row adds up what `adds`."""

    title: str
    width: float
    kind: Kind
    value: Callable[[T], Value]
    formula: str | Callable[[T], str] = ""
    adds: bool = False


@dataclass(frozen=True)
class Grid:
    """Where a grid came to lie, for charts and for formulas elsewhere."""

    sheet: Sheet
    titles: tuple[str, ...]
    wraps: bool
    top: int
    left: int
    rows: int
    total: int | None

    @property
    def next_row(self) -> int:
        """The first row below, after a blank one."""
        return (self.total if self.total is not None else self.top + self.rows) + 2

    def column(self, title: str) -> int:
        """The column of this title."""
        return self.left + self.titles.index(title)

    def chart_range(self, title: str, first: int | None = None) -> list[Any]:
        """The cells of a column, or its first few, as XlsxWriter's charts take them."""
        rows = self.rows if first is None else min(first, self.rows)
        return [self.sheet.name, self.top + 1, self.column(title), self.top + rows, self.column(title)]

    def chart_name(self, title: str) -> list[Any]:
        """The header cell of a column."""
        return [self.sheet.name, self.top, self.column(title)]

    def cells(self, title: str) -> str:
        """The cells of a column as a range on its own sheet."""
        return str(xl_range(self.top + 1, self.column(title), self.top + self.rows, self.column(title)))


def write_grid(sheet: Sheet, top: int, columns: Sequence[Column[T]], rows: Sequence[T], total: T | None = None, left: int = 0) -> Grid:
    """Headers at `top`, a row for each of `rows`, then the total row when there is one."""
    last = top + len(rows)
    grid = Grid(
        sheet,
        tuple(c.title for c in columns),
        any(c.kind == "wrapped" for c in columns),
        top,
        left,
        len(rows),
        last + 1 if total is not None else None,
    )
    for number, column in enumerate(columns, left):
        sheet.text(top, number, column.title, *_header(column, number > left))
    sheet.sheet.set_row(top, 15 * max(_lines(column) for column in columns) + 4)
    looks = [_look(grid, column, at, "ruled") for at, column in enumerate(columns)]
    for offset, row in enumerate(rows, 1):
        for at, column in enumerate(columns, left):
            _write(grid, (top + offset, at), column, column.value(row), _formula(column, row), looks[at - left])
        if grid.wraps:
            sheet.fit_row(top + offset, [(str(c.value(row)), c.width) for c in columns if c.kind == "wrapped"])
    if total is not None:
        for at, column in enumerate(columns):
            sums = column.adds and rows and all(_known(column.value(row)) for row in rows)
            formula = f"=SUM({grid.cells(column.title)})" if sums else "" if column.adds and rows else _formula(column, total)
            _write(grid, (last + 1, left + at), column, column.value(total), formula, _look(grid, column, at, "total"))
    return grid


def _known(value: Value) -> bool:
    """Whether it is printed: what is withheld adds up to nothing."""
    return not isinstance(value, Few) and not (isinstance(value, Decimal) and value.is_nan())


def set_widths(sheet: Sheet, columns: Sequence[Column[T]], left: int = 0) -> None:
    """Give the sheet's columns the widths that these declare."""
    for number, column in enumerate(columns, left):
        sheet.sheet.set_column(number, number, column.width)


def header_format(sheet: Sheet, column: Column[T], follows: bool) -> Any:
    """The format of a column's header, for what writes headers by itself."""
    return sheet.styles(*_header(column, follows))


def _header(column: Column[T], follows: bool) -> tuple[str, ...]:
    return ("header", *_side(column, follows))


def _side(column: Column[T], follows: bool) -> tuple[str, ...]:
    """Numbers to the right; text that follows another column a little in, so that it does not touch a number."""
    return ("right",) if column.kind in NUMBERS else ("inset",) if follows else ()


def _lines(column: Column[T]) -> int:
    """How many lines a header takes: a bold letter is a little wider than a unit of width."""
    lines, used = 1, 0.0
    for word in column.title.split():
        if used and used + len(word) > column.width * 0.88:
            lines, used = lines + 1, 0.0
        used += len(word) + 1
    return lines


def _formula(column: Column[T], row: T) -> str:
    return column.formula if isinstance(column.formula, str) else column.formula(row)


def _look(grid: Grid, column: Column[T], at: int, style: str) -> tuple[str, ...]:
    side = () if column.kind in NUMBERS else _side(column, at > 0)
    return (column.kind, *side, style, *(("top",) if grid.wraps else ()))


def _write(grid: Grid, cell: tuple[int, int], column: Column[T], value: Value, formula: str, look: tuple[str, ...]) -> None:
    sheet, (row, at) = grid.sheet, cell
    if value is None:
        sheet.text(row, at, "", *look)
    elif formula and not isinstance(value, date):
        sheet.formula(row, at, formula.format_map(_Addresses(grid, row)), value, *look)
    elif isinstance(value, str):
        sheet.text(row, at, value, *look)
    elif isinstance(value, date):
        sheet.day(row, at, value, *look)
    elif column.kind == "money":
        sheet.money(row, at, Decimal(value), *look)
    else:
        sheet.number(row, at, value, *look)


class _Addresses(dict[str, str]):
    """The cell of each column in one row, found when a formula asks for it."""

    def __init__(self, grid: Grid, row: int) -> None:
        super().__init__()
        self.grid, self.row = grid, row

    def __missing__(self, title: str) -> str:
        return str(xl_rowcol_to_cell(self.row, self.grid.column(title)))
