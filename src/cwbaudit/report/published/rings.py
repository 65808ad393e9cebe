"""The cheapest figures to withhold with one that is: a ring of them, each tied to the next, so that all can shift together unseen.

Every figure stands in two equations at most here, its row's and its column's: equations are knots, figures the cords between them. A
withheld cord that is on a ring of withheld cords cannot be worked out, for what is taken from it can be given to the next, and so on
round. One that stands in a single equation hangs on a knot of its table's own, which ties nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from cwbaudit.report.published.protect import Cell, Equation, Key, Rule

Knot: TypeAlias = int | str
_TOO_SMALL = Decimal(1000)  # times dearer: a ring is as strong as its smallest figure


@dataclass
class Net:
    """Figures as cords between knots."""

    cells: Mapping[Key, Cell]
    ends: dict[Key, tuple[Knot, Knot]] = field(default_factory=dict)
    at: dict[Knot, list[Key]] = field(default_factory=dict)


def net(cells: Mapping[Key, Cell], equations: Sequence[Equation]) -> Net:
    """The figures of these equations that are more than nothing; ValueError where one stands in three."""
    made, where = Net(cells), dict[Key, list[Knot]]()
    for knot, equation in enumerate(equations):
        for key in equation:
            if cells[key].suppliers:
                where.setdefault(key, []).append(knot)
    for key, knots in where.items():
        if len(knots) > 2:
            raise ValueError(f"{key} stands in {len(knots)} equations")
        first, second = knots if len(knots) == 2 else (knots[0], key[0])
        made.ends[key] = (first, second)
        for end in {first, second}:
            made.at.setdefault(end, []).append(key)
    return made


def ringed(found: Net, hidden: set[Key], rule: Rule) -> set[Key]:
    """`hidden` with what must be withheld beside it: every unsafe figure on a ring, and every knot's withheld sum safe."""
    kept = set(hidden)
    todo = sorted(key for key in found.ends if key in kept and rule.unsafe([found.cells[key]]))
    while todo:
        for key in todo:
            kept |= _ring(found, key, kept)
        todo = [key for knot in sorted(found.at, key=str) for key in _another(found, knot, kept, rule)]
        kept |= set(todo)
    return kept


def _another(found: Net, knot: Knot, kept: set[Key], rule: Rule) -> list[Key]:
    """The cheapest figure more that makes what is withheld at a knot safe; none where it is, or where no more is left."""
    told = [found.cells[key] for key in found.at[knot] if key in kept]
    if isinstance(knot, str) or not rule.unsafe(told):
        return []
    left = sorted((key for key in found.at[knot] if key not in kept), key=lambda key: (cost(found.cells[key]), key))
    safe = [key for key in left if not rule.unsafe([*told, found.cells[key]])]
    return (safe or left[-1:])[:1]


def cost(cell: Cell) -> Decimal:
    """What it costs to withhold a figure."""
    return cell.worth * (cell.gross + 1)


def _ring(found: Net, key: Key, kept: set[Key]) -> set[Key]:
    """The cheapest way from one end of a cord to its other by other cords; nothing where there is none."""
    start, goal = found.ends[key]
    least = found.cells[key].gross / 5
    best: dict[Knot, Decimal] = {start: Decimal(0)}
    came: dict[Knot, tuple[Key, Knot]] = {}
    queue: list[tuple[Decimal, str, Knot]] = [(Decimal(0), str(start), start)]
    while queue:
        spent, _, knot = heapq.heappop(queue)
        if knot == goal:
            return _back(came, goal, start)
        if spent > best[knot]:
            continue
        for cord in found.at[knot]:
            if cord == key:
                continue
            price = Decimal(0) if cord in kept else cost(found.cells[cord])
            price += cost(found.cells[cord]) * _TOO_SMALL if found.cells[cord].gross < least else 0
            first, second = found.ends[cord]
            other = second if knot == first else first
            if other not in best or spent + price < best[other]:
                best[other], came[other] = spent + price, (cord, knot)
                heapq.heappush(queue, (spent + price, str(other), other))
    return set()


def _back(came: Mapping[Knot, tuple[Key, Knot]], goal: Knot, start: Knot) -> set[Key]:
    found, knot = set[Key](), goal
    while knot != start:
        cord, knot = came[knot]
        found.add(cord)
    return found
