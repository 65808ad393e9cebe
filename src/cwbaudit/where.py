"""The one `where` grammar of rules and scenarios: equality on named columns; a list means any of; nothing cleverer.

Names of suppliers are compared in the normal form of names/, everything else without regard to case and outer blanks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cwbaudit import names


@dataclass(frozen=True)
class Where:
    """A condition on a row; the empty condition holds for every row."""

    wanted: dict[str, frozenset[str]]

    @classmethod
    def of(cls, conditions: Mapping[Any, Sequence[str]]) -> Where:
        """The condition as the config writes it."""
        return cls({column: frozenset(normal(column, value) for value in values) for column, values in conditions.items()})

    def covers(self, other: Where) -> bool:
        """Whether every row that `other` holds for is one that this holds for, as far as the conditions alone can tell."""
        return all(column in other.wanted and other.wanted[column] <= wanted for column, wanted in self.wanted.items())

    def holds(self, row: Mapping[str, frozenset[str]]) -> bool:
        """Whether each named column holds one of the wanted values; a column of a row may have several (a supplier's spellings)."""
        return all(not wanted.isdisjoint(row[column]) for column, wanted in self.wanted.items())


def normal(column: str, value: str) -> str:
    """A value in the form in which it is compared."""
    return names.key(value) if column == "supplier" else value.strip().casefold()
