"""A path over years: each step may spend what locks have released by its date, and what earlier steps have left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cwbaudit.engine import Tabular, quoted, sql
from cwbaudit.scenario.cube import KEYS, SUMMED, Outcome
from cwbaudit.scenario.target import reach
from cwbaudit.terms import Influence, Order
from cwbaudit.where import Where

_RELEASED = """
    with cells as (
        select s.* replace (case when influence = '{locked}' and locked_until <= date {by} then '{free}' else influence end as influence)
        from spend s
    ) {summed}
"""


@dataclass(frozen=True)
class Stage:
    """One step of a path: the cube once locks that end by its date are released, and what then moved."""

    by: date
    target: Decimal
    before: Tabular
    outcome: Outcome


def release(spend: Tabular, by: date) -> Tabular:
    """The cube in which what is locked until `by` or earlier is influenceable; it keeps the date on which it came free."""
    query = _RELEASED.format(locked=Influence.LOCKED, free=Influence.INFLUENCEABLE, by=quoted(by.isoformat()), summed=SUMMED)
    return sql(query, spend=spend)


def path(spend: Tabular, steps: Sequence[tuple[date, Decimal]], of: Where | None = None, order: Order = Order.PROPORTIONAL) -> list[Stage]:
    """Each step played on what the one before it left, in the order of `steps`; what they move adds up to what the path moves."""
    stages: list[Stage] = []
    for by, target in steps:
        before = sql(f"select * from s order by {KEYS}", s=release(spend, by)).arrow()  # else every step would replay all before it
        stages.append(Stage(by, target, before, reach(before, target, of, order)))
        spend = stages[-1].outcome.spend
    return stages
