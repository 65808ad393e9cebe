"""A target: as much moves as makes the local share what is asked, or all that may move."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit import money
from cwbaudit.engine import Tabular
from cwbaudit.money import ZERO
from cwbaudit.scenario.cube import Outcome, movable, move, part, total, totals
from cwbaudit.scenario.order import draw
from cwbaudit.terms import Locality, Order
from cwbaudit.where import Where


def reach(spend: Tabular, target: Decimal, of: Where | None = None, order: Order = Order.PROPORTIONAL) -> Outcome:
    """The cube once the local share of `of` (a body, a category; else of everything) is `target`.

    Spend is drawn from `of` alone, in `order`; all that may move when that is too little. A target at or below today's share
    moves nothing.
    """
    wanted = of or Where({})
    whole, local = totals(part(spend, wanted))
    cells = movable(spend, wanted)
    available = total(cells)
    needed = max(ZERO, money.to_penny(whole * target) - local)
    if available <= ZERO or needed == ZERO:
        return move(spend, [], [], Locality.LOCAL)
    return move(spend, cells, draw(needed, cells, order), Locality.LOCAL)
