"""The unlock calendar: this audit as a list of what comes free, quarter by quarter."""

from __future__ import annotations

from itertools import groupby

from cwbaudit.engine import Tabular, sql
from cwbaudit.money import ZERO
from cwbaudit.report.model import Quarter, Release

_RELEASES = """
    select year(locked_until) || ' Q' || quarter(locked_until) as quarter, body, heading, sum(amount) as amount,
           coalesce(sum(amount) filter (where locality in ('regional', 'leaking')), 0)::decimal(18,2) as outside
    from spend where scope = 'in scope' and influence = 'locked' and locked_until is not null
    group by all order by quarter, outside desc, amount desc, body, heading
"""
_FREE = """
    select coalesce(sum(amount), 0)::decimal(18,2) from spend
    where scope = 'in scope' and influence = 'influenceable' and locality in ('regional', 'leaking')
"""


def calendar(spend: Tabular) -> list[Quarter]:
    """Each quarter in which a lock ends, with what it sets free by body and heading, and what is free by then."""
    (free,) = sql(_FREE, spend=spend).one()
    quarters = []
    for name, rows in groupby(sql(_RELEASES, spend=spend).dicts(), lambda row: row["quarter"]):
        releases = [Release(**{key: row[key] for key in Release.model_fields}) for row in rows]
        outside = sum((release.outside for release in releases), ZERO)
        free += outside
        amount = sum((release.amount for release in releases), ZERO)
        quarters.append(Quarter(quarter=name, amount=amount, outside=outside, free_by_then=free, releases=releases))
    return quarters
