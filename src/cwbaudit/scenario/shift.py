"""An explicit shift: a share of what may move goes elsewhere."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit import money
from cwbaudit.engine import Tabular
from cwbaudit.scenario.cube import Outcome, Spellings, movable, move
from cwbaudit.terms import Locality
from cwbaudit.where import Where


def shift(spend: Tabular, where: Where, to: Locality, share: Decimal, suppliers: Spellings | None = None) -> Outcome:
    """`share` (0 to 1) of each movable cell that `where` names goes to `to`, rounded to the penny; the rest stays."""
    cells = movable(spend, where, to, suppliers)
    return move(spend, cells, [money.to_penny(cell["amount"] * share) for cell in cells], to)
