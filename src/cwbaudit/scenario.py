"""What-ifs: spend -> spend. Every penny is conserved, and only in-scope, influenceable, placed spend moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cwbaudit import money
from cwbaudit.engine import Tabular, sql
from cwbaudit.money import ZERO
from cwbaudit.tables import SPEND
from cwbaudit.terms import Influence, Locality, Scope
from cwbaudit.where import Where, normal

TO_BE_FOUND = "to-be-found"  # the supplier_id of spend that has moved: who will supply it is for the market to say

_TO: dict[Locality, tuple[Locality, ...]] = {
    Locality.LOCAL: (Locality.REGIONAL, Locality.LEAKING),
    Locality.REGIONAL: (Locality.LEAKING,),
}

_MOVABLE = """
    select * from spend
    where scope = '{scope}' and influence = '{influence}' and locality in ({localities})
    order by body, period, category, supplier_id, scope, exclusion, locality, influence, locked_until
"""

_AFTER = """
    with after as (
        select s.* replace (s.amount - coalesce(m.amount, 0) as amount, s.lines - coalesce(m.lines, 0) as lines)
        from spend s left join moves m
          on m.body = s.body and m.period = s.period and m.category = s.category and m.supplier_id = s.supplier_id
         and m.scope = s.scope and m.exclusion = s.exclusion and m.locality = s.locality and m.influence = s.influence
         and m.locked_until is not distinct from s.locked_until
        union all by name
        select * replace ('{found}' as supplier_id, '{to}' as locality) from moves
    )
    select body, period, category, supplier_id, scope, exclusion, locality, influence, locked_until,
           sum(amount) as amount, sum(lines) as lines
    from after
    group by all
    having sum(amount) <> 0 or sum(lines) <> 0
"""


@dataclass(frozen=True)
class Outcome:
    """A what-if's result: the cube after it, and what was taken from which cell of the cube before."""

    spend: Tabular
    moves: Sequence[dict[str, Any]]

    @property
    def moved(self) -> Decimal:
        """Pounds that changed locality."""
        return sum((move["amount"] for move in self.moves), ZERO)


def movable(
    spend: Tabular, where: Where | None = None, to: Locality = Locality.LOCAL, suppliers: Mapping[str, frozenset[str]] | None = None
) -> list[dict[str, Any]]:
    """The cells that may move to `to`, in a fixed order. `suppliers` gives each supplier_id's names in normal form."""
    localities = ", ".join(f"'{locality}'" for locality in _TO[to])
    query = _MOVABLE.format(scope=Scope.IN_SCOPE, influence=Influence.INFLUENCEABLE, localities=localities)
    cells = sql(query, spend=spend).dicts()
    return [cell for cell in cells if where is None or where.holds(_seen(cell, suppliers or {}))]


def _seen(cell: dict[str, Any], suppliers: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    row = {name: frozenset([normal(name, str(cell[name]))]) for name in ("body", "category", "locality", "influence")}
    return row | {"supplier": suppliers.get(cell["supplier_id"], frozenset())}


def shift(
    spend: Tabular,
    where: Where,
    to: Locality,
    share: Decimal,
    suppliers: Mapping[str, frozenset[str]] | None = None,
) -> Outcome:
    """`share` (0 to 1) of each movable cell that `where` names goes to `to`, rounded half-even to the penny; the rest stays."""
    cells = movable(spend, where, to, suppliers)
    return _move(spend, cells, [money.to_penny(cell["amount"] * share) for cell in cells], to)


def reach(spend: Tabular, target: Decimal) -> Outcome:
    """As much movable spend goes local, in proportion over its cells, as makes the local share `target`; all of it when that is too little.

    A target at or below today's share moves nothing.
    """
    total, local = totals(spend)
    cells = movable(spend)
    available = sum((cell["amount"] for cell in cells), ZERO)
    needed = max(ZERO, money.to_penny(total * target) - local)
    if available <= ZERO or needed == ZERO:
        return _move(spend, [], [], Locality.LOCAL)
    return _move(spend, cells, money.allot(min(needed, available), [cell["amount"] for cell in cells]), Locality.LOCAL)


def totals(spend: Tabular) -> tuple[Decimal, Decimal]:
    """In-scope spend, and how much of it is local."""
    query = f"""select coalesce(sum(amount), 0), coalesce(sum(amount) filter (where locality = '{Locality.LOCAL}'), 0)
                from spend where scope = '{Scope.IN_SCOPE}'"""
    total, local = sql(query, spend=spend).one()
    return Decimal(total), Decimal(local)


def _move(spend: Tabular, cells: Sequence[dict[str, Any]], amounts: Sequence[Decimal], to: Locality) -> Outcome:
    """Lines follow their money only when all of it goes, so that they are conserved too."""
    moves = [
        {**cell, "amount": amount, "lines": cell["lines"] if amount == cell["amount"] else 0}
        for cell, amount in zip(cells, amounts, strict=True)
        if amount
    ]
    if not moves:
        return Outcome(spend, [])
    return Outcome(sql(_AFTER.format(found=TO_BE_FOUND, to=to), spend=spend, moves=SPEND.build(moves)), moves)
