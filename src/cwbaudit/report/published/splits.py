"""Figures by locality and influence with what is withheld left out, and counts that tell of no few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cwbaudit.report.figures import PARTS, fields
from cwbaudit.report.model import Body, Category, Heading, Split
from cwbaudit.report.published.gather import WHOLE, Gathered
from cwbaudit.report.published.protect import Key
from cwbaudit.withheld import WITHHELD, Few


@dataclass(frozen=True)
class Told:
    """What is printed of the cells: everything but `hidden`."""

    found: Gathered
    hidden: frozenset[Key]

    def amount(self, table: str, row: str, column: str = "amount") -> Decimal:
        """The figure, or that it is withheld."""
        key = (table, row, column)
        cell = self.found.cells.get(key)
        return WITHHELD if key in self.hidden else cell.amount if cell else Decimal("0.00")

    def suppliers(self, table: str, rows: Sequence[str], column: str = "amount") -> list[int]:
        """How many suppliers are behind each row's figure."""
        return self.counts([found.suppliers if (found := self.found.cells.get((table, row, column))) else 0 for row in rows])

    def lines(self, table: str, rows: Sequence[str]) -> list[int]:
        """How many payments are in each row."""
        return self.counts([self.found.lines.get((table, row), 0) for row in rows])

    def counts(self, numbers: Sequence[int]) -> list[int]:
        """Counts with the small ones told roughly; where that is one alone, the next smallest too, or the sum would give it away."""
        few, more = Few(f"fewer than {self.found.rule.smallest}"), Few(f"{self.found.rule.smallest} or more")
        small = [number for number in numbers if 0 < number < self.found.rule.smallest]
        others = sorted(number for number in numbers if number >= self.found.rule.smallest)
        second = others[0] if len(small) == 1 and others else None
        shown: list[int] = []
        for number in numbers:
            shown.append(few if 0 < number < self.found.rule.smallest else more if number == second else number)
            second = None if number == second else second
        return shown


def whole(told: Told) -> Split:
    """The headline."""
    return Split(**fields(_row(told, "all", WHOLE, told.suppliers("all", [WHOLE], "total")[0], told.lines("all", [WHOLE])[0])))


def bodies(told: Told, names: Sequence[str]) -> list[Body]:
    """Every body, in this order."""
    return [Body(name=row["name"], **fields(row)) for row in _rows(told, "body", names)]


def headings(told: Told, names: Sequence[str]) -> list[Heading]:
    """Every heading, in this order."""
    return [Heading(name=row["name"], **fields(row)) for row in _rows(told, "heading", names)]


def categories(told: Told) -> list[Category]:
    """Every category that tells of enough suppliers and the rest as one, by name: their order would tell of what is withheld."""
    return [Category(name=row["name"], **fields(row)) for row in _rows(told, "category", told.found.rows("category"))]


def _rows(told: Told, table: str, names: Sequence[str]) -> list[dict[str, Any]]:
    suppliers, lines = told.suppliers(table, names, "total"), told.lines(table, names)
    return [_row(told, table, *each) for each in zip(names, suppliers, lines, strict=True)]


def _row(told: Told, table: str, name: str, suppliers: int, lines: int) -> dict[str, Any]:
    amounts = {column: told.amount(table, name, column) for column in PARTS}
    return {"name": name, "suppliers": suppliers, "lines": lines, **amounts}
