"""The order of moving: from which cells a sum is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from cwbaudit.money import ZERO, allot
from cwbaudit.scenario.cube import Cell, total
from cwbaudit.terms import Order

_GROUP: dict[Order, Callable[[Cell], Any]] = {
    Order.PROPORTIONAL: lambda cell: "",
    Order.LARGEST: lambda cell: cell["supplier_id"],
    Order.SOONEST: lambda cell: cell["locked_until"] or date.min,
    Order.HEADING: lambda cell: cell["heading"],
    Order.CATEGORY: lambda cell: cell["category"],
}


def draw(wanted: Decimal, cells: Sequence[Cell], order: Order = Order.PROPORTIONAL) -> list[Decimal]:
    """What each cell gives so that they give `wanted` in all, or everything they have when that is less, to the penny.

    Groups of cells give one after the other, within a group each in proportion (largest remainder). A group that is a net
    credit gives nothing, unless everything goes.
    """
    if wanted >= total(cells):
        return [cell["amount"] for cell in cells]
    given = [ZERO] * len(cells)
    for places in _groups(cells, order):
        weights = [cells[place]["amount"] for place in places]
        taken = min(wanted, sum(weights, ZERO))
        if taken <= ZERO:
            continue
        for place, amount in zip(places, allot(taken, weights), strict=True):
            given[place] = amount
        wanted -= taken
    return given


def _groups(cells: Sequence[Cell], order: Order) -> list[list[int]]:
    """Places of cells that give together, in the order in which they give; ties go by the group's own name."""
    groups: dict[Any, list[int]] = defaultdict(list)
    for place, cell in enumerate(cells):
        groups[_GROUP[order](cell)].append(place)
    if order is Order.SOONEST:
        return [groups[name] for name in sorted(groups)]
    return [groups[name] for name in sorted(groups, key=lambda name: (-total([cells[place] for place in groups[name]]), name))]
