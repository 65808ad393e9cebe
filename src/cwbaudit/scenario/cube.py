"""The cube as what-ifs see it: which cells may move, and the cube after some of them did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from cwbaudit.engine import Tabular, quoted, sql
from cwbaudit.money import ZERO
from cwbaudit.tables import SPEND
from cwbaudit.terms import Influence, Locality, Scope
from cwbaudit.where import Where, normal

TO_BE_FOUND = "to-be-found"  # the supplier_id of spend that has moved: who will supply it is for the market to say

Cell: TypeAlias = dict[str, Any]
Spellings: TypeAlias = Mapping[str, frozenset[str]]

KEYS = ", ".join(SPEND.key)
NAMED = tuple(name for name in ("body", "heading", "category", "locality", "influence") if name in SPEND.names)

_FROM: dict[Locality, tuple[Locality, ...]] = {
    Locality.LOCAL: (Locality.REGIONAL, Locality.LEAKING),
    Locality.REGIONAL: (Locality.LEAKING,),
}

_MOVABLE = f"""
    select * from spend
    where scope = '{Scope.IN_SCOPE}' and influence = '{Influence.INFLUENCEABLE}' and locality in ({{localities}})
    order by {KEYS}
"""

SUMMED = f"""
    select {KEYS}, sum(amount) as amount, sum(lines) as lines from cells
    group by {KEYS} having sum(amount) <> 0 or sum(lines) <> 0
"""

_AFTER = f"""
    with cells as (
        select s.* replace (s.amount - coalesce(m.amount, 0) as amount, s.lines - coalesce(m.lines, 0) as lines)
        from spend s left join moves m on {" and ".join(f"m.{key} is not distinct from s.{key}" for key in SPEND.key)}
        union all by name
        select * replace ('{TO_BE_FOUND}' as supplier_id, '{{to}}' as locality) from moves
    ) {SUMMED}
"""


@dataclass(frozen=True)
class Outcome:
    """A what-if's result: the cube after it, and what was taken from which cell of the cube before."""

    spend: Tabular
    moves: Sequence[Cell]

    @property
    def moved(self) -> Decimal:
        """Pounds that changed locality."""
        return total(self.moves)


def total(cells: Sequence[Cell]) -> Decimal:
    """What the cells add up to."""
    return sum((cell["amount"] for cell in cells), ZERO)


def movable(spend: Tabular, where: Where | None = None, to: Locality = Locality.LOCAL, suppliers: Spellings | None = None) -> list[Cell]:
    """The cells that may move to `to`, in a fixed order. `suppliers` gives each supplier_id's names in normal form."""
    localities = ", ".join(f"'{locality}'" for locality in _FROM[to])
    cells = sql(_MOVABLE.format(localities=localities), spend=spend).dicts()
    return [cell for cell in cells if where is None or where.holds(_seen(cell, suppliers or {}))]


def _seen(cell: Cell, suppliers: Spellings) -> dict[str, frozenset[str]]:
    row = {name: frozenset([normal(name, str(cell[name]))]) for name in NAMED}
    return row | {"supplier": suppliers.get(cell["supplier_id"], frozenset())}


def part(spend: Tabular, where: Where) -> Tabular:
    """The cells of the bodies, headings and categories that `where` names; all of them when it names none."""
    tests = []
    for column, wanted in where.wanted.items():
        known = [value for (value,) in sql(f"select distinct {column} from s", s=spend).rows()]
        kept = sorted(value for value in known if normal(column, value) in wanted)
        tests.append(f"{column} in ({', '.join(map(quoted, kept))})" if kept else "false")
    return sql(f"select * from s where {' and '.join(tests)}", s=spend) if tests else spend


def totals(spend: Tabular) -> tuple[Decimal, Decimal]:
    """In-scope spend, and how much of it is local."""
    query = f"""select coalesce(sum(amount), 0), coalesce(sum(amount) filter (where locality = '{Locality.LOCAL}'), 0)
                from spend where scope = '{Scope.IN_SCOPE}'"""
    whole, local = sql(query, spend=spend).one()
    return Decimal(whole), Decimal(local)


def move(spend: Tabular, cells: Sequence[Cell], amounts: Sequence[Decimal], to: Locality) -> Outcome:
    """The cube once `amounts` of `cells` have gone to `to`. Lines follow their money only when all of it goes, so that they are
    conserved too."""
    moves = [
        {**cell, "amount": amount, "lines": cell["lines"] if amount == cell["amount"] else 0}
        for cell, amount in zip(cells, amounts, strict=True)
        if amount
    ]
    if not moves:
        return Outcome(spend, [])
    return Outcome(sql(_AFTER.format(to=to), spend=spend, moves=SPEND.build(moves)), moves)
