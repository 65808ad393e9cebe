"""Which figures are withheld, so that none that rests on too few suppliers can be printed or worked out from what is.

A figure is unsafe when fewer suppliers stand behind it than the rule asks, or when one of them is most of it. Withholding it alone is
not enough: what the rows and the columns add up to would give it away. So more is withheld, the cheapest first, until every sum of
withheld figures that follows from the printed ones is itself safe. What follows is found exactly, by elimination over all equations
that tie the figures together, not table by table: the same total stands at the foot of several.

The idea is that of secondary cell suppression, as in sdcTable and GaussSuppression.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from cwbaudit.money import ZERO

Key: TypeAlias = tuple[str, str, str]  # table, row, column
Equation: TypeAlias = Mapping[Key, int]  # figures times their factors add up to nought


@dataclass(frozen=True)
class Cell:
    """One figure and who stands behind it. One that is not `shown` is never printed, yet could be worked out."""

    amount: Decimal
    suppliers: int
    largest: Decimal = ZERO  # the largest supplier's part, by size
    second: Decimal = ZERO  # the next supplier's
    who: str = ""  # the largest supplier
    gross: Decimal = ZERO  # all suppliers' parts, by size
    few: frozenset[str] = frozenset()  # who they are, where they are too few
    shown: bool = True
    worth: int = 1  # of what may be withheld to protect another, what is worth less goes first


@dataclass(frozen=True)
class Rule:
    """How many suppliers must stand behind a figure, and from which share of it on one of them stands out."""

    smallest: int = 5
    dominance: Decimal = Decimal("0.85")

    def unsafe(self, cells: Iterable[Cell]) -> bool:
        """Whether the sum of these cells tells too much. Of suppliers that may be in several cells, the fewest possible are counted."""
        some = [cell for cell in cells if cell.suppliers]
        if not some:
            return False
        few = frozenset().union(*(cell.few for cell in some))
        count = max(len(few), *(cell.suppliers for cell in some))
        gross = sum((cell.gross for cell in some), ZERO)
        return count < self.smallest or (gross > 0 and _most_of_one(some) >= self.dominance * gross)


def _most_of_one(cells: Sequence[Cell]) -> Decimal:
    """The most that any one supplier can have in these cells together: only the largest of each is known by name."""
    second = sum((cell.second for cell in cells), ZERO)
    more: dict[str, Decimal] = {}
    for cell in cells:
        more[cell.who] = more.get(cell.who, ZERO) + cell.largest - cell.second
    return second + max(more.values())


def withheld(cells: Mapping[Key, Cell], equations: Sequence[Equation], rule: Rule, first: Iterable[Key] = ()) -> frozenset[Key]:
    """The figures that must not be printed, with those that never are; `first` are withheld to begin with."""
    hidden = {*first, *(key for key, cell in cells.items() if not cell.shown or rule.unsafe([cell]))}
    known = [{key: factor for key, factor in equation.items() if cells[key].suppliers or cells[key].amount} for equation in equations]
    while added := _by_equation(cells, known, hidden, rule) or _by_elimination(cells, known, hidden, rule):
        hidden |= added
    return frozenset(hidden)


def _by_equation(cells: Mapping[Key, Cell], equations: Sequence[Equation], hidden: set[Key], rule: Rule) -> set[Key]:
    """What must be withheld too, because one equation alone tells a sum of withheld figures."""
    added: set[Key] = set()
    for equation in equations:
        told = {key: Fraction(factor) for key, factor in equation.items() if key in hidden or key in added}
        if _tells(told, cells, rule):
            open_ = [key for key in equation if key not in told and cells[key].suppliers]
            added |= _cheapest(told, open_, cells, rule)
    return added


def _by_elimination(cells: Mapping[Key, Cell], equations: Sequence[Equation], hidden: set[Key], rule: Rule) -> set[Key]:
    """What must be withheld too, because several equations together tell a sum of withheld figures."""
    touching: dict[Key, list[Equation]] = {}
    for equation in equations:
        for key in equation:
            touching.setdefault(key, []).append(equation)
    added: set[Key] = set()
    for told in followed([{key: Fraction(f) for key, f in e.items() if key in hidden} for e in equations]):
        if _tells(told, cells, rule):
            added |= _cheapest(told, _nearest(told, touching, lambda key: key not in hidden and cells[key].suppliers > 0), cells, rule)
    return added


def _nearest(start: Iterable[Key], touching: Mapping[Key, Sequence[Equation]], wanted: Callable[[Key], bool]) -> set[Key]:
    """The wanted figures that share an equation with these; else with those that do, and so on outwards; none when there are none."""
    seen, edge = set(start), set(start)
    while edge:
        edge = {key for at in edge for equation in touching[at] for key in equation} - seen
        if found := {key for key in edge if wanted(key)}:
            return found
        seen |= edge
    return set()


def _tells(told: Mapping[Key, Fraction], cells: Mapping[Key, Cell], rule: Rule) -> bool:
    """Whether knowing this sum tells of too few. A difference of figures tells of none of them."""
    return len({factor > 0 for factor in told.values()}) == 1 and rule.unsafe(cells[key] for key in told)


def _cheapest(told: Iterable[Key], candidates: Iterable[Key], cells: Mapping[Key, Cell], rule: Rule) -> set[Key]:
    """The figure worth least that makes the sum safe; where none does by itself, the largest, so that the next turn adds to it."""
    kept = [cells[key] for key in told]
    order = sorted(candidates, key=lambda key: (cells[key].worth, cells[key].gross, key))
    safe = next((key for key in order if not rule.unsafe([*kept, cells[key]])), None)
    cheap = [key for key in order if cells[key].worth == cells[order[0]].worth]
    return {safe} if safe else set(cheap[-1:])


def followed(rows: Iterable[Mapping[Key, Fraction]]) -> list[dict[Key, Fraction]]:
    """The equations solved as far as they go: each of the rest tells one sum of withheld figures, in the fewest of them."""
    solved: dict[Key, dict[Key, Fraction]] = {}
    for given in rows:
        row = dict(given)
        for key in [key for key in row if key in solved]:
            _subtract(row, solved[key], row[key])
        if not row:
            continue
        lead = min(row)
        first = row[lead]
        row = {key: factor / first for key, factor in row.items()}
        for other in solved.values():
            if lead in other:
                _subtract(other, row, other[lead])
        solved[lead] = row
    return list(solved.values())


def _subtract(row: dict[Key, Fraction], other: Mapping[Key, Fraction], times: Fraction) -> None:
    for key, factor in other.items():
        left = row.get(key, Fraction(0)) - times * factor
        if left:
            row[key] = left
        else:
            row.pop(key, None)
