"""The cube: every line once, by everything the reports ask about. It is additive, so parts can be measured apart and merged."""

from __future__ import annotations

from cwbaudit.engine import Relation, Tabular, sql

_CUBE = """
    select l.body,
           case when l.date is null then '' else strftime(l.date, '%Y-%m') end as period,
           l.category, v.heading, a.supplier_id, v.scope, v.exclusion, v.locality, v.influence, v.locked_until,
           sum(l.amount) as amount, sum(l.lines) as lines
    from lines l
    join aliases a on a.alias_id = l.alias_id
    join verdicts v
      on v.body = l.body and v.supplier_id = a.supplier_id and v.category = l.category and v.contract_ref = l.contract_ref
     and v.declared_influence = l.declared_influence
    group by all
"""

_MERGE = """
    select body, period, category, heading, supplier_id, scope, exclusion, locality, influence, locked_until,
           sum(amount) as amount, sum(lines) as lines
    from (select * from one union all by name select * from other)
    group by all
"""


def measure(lines: Tabular, aliases: Tabular, verdicts: Tabular) -> Relation:
    """Every line once, summed by everything the reports ask about: rows of SPEND."""
    return sql(_CUBE, lines=lines, aliases=aliases, verdicts=verdicts)


def merge(one: Tabular, other: Tabular) -> Relation:
    """Two cubes as one: spend(A + B) = merge(spend(A), spend(B))."""
    return sql(_MERGE, one=one, other=other)
