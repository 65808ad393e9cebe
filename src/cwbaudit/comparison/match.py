"""Which supplier of one audit is which of the other: a spelling, a company or a charity number that both know makes them one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cwbaudit import names
from cwbaudit.engine import Tabular, sql
from cwbaudit.folder import Audit
from cwbaudit.money import ZERO
from cwbaudit.numbers import number
from cwbaudit.report.words import listed
from cwbaudit.tables import ALIASES, SUPPLIERS
from cwbaudit.terms import Locality, Scope

_PAID = """
    select c.supplier_id, s.name, s.authority, s.nation, c.locality, sum(c.amount) as amount,
           list(distinct c.body order by c.body) as bodies
    from spend c join suppliers s on s.supplier_id = c.supplier_id
    where c.scope = '{scope}' group by all order by amount desc, s.name, c.supplier_id
"""
_KNOWN_BY = """
    select a.supplier_id, a.supplier_name, s.company_number, s.charity_number
    from aliases a join suppliers s on s.supplier_id = a.supplier_id
    group by all order by all
"""


@dataclass
class Account:
    """A supplier in one audit; several rows where the audit knows it as several."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def amount(self) -> Decimal:
        """All that it is paid."""
        return sum((row["amount"] for row in self.rows), ZERO)

    @property
    def local(self) -> Decimal:
        """What of it is local."""
        return sum((row["amount"] for row in self.rows if row["locality"] == Locality.LOCAL), ZERO)

    @property
    def localities(self) -> list[str]:
        """Where it is, in words."""
        return sorted({row["locality"] for row in self.rows})

    @property
    def authority(self) -> str:
        """The authorities it is in, or the country."""
        return listed(list(dict.fromkeys(row["authority"] or row["nation"] for row in self.rows)))

    @property
    def bodies(self) -> set[str]:
        """Who pays it."""
        return {body for row in self.rows for body in row["bodies"]}


@dataclass
class Pair:
    """One supplier in both audits; an empty account is an audit that does not pay it."""

    old: Account = field(default_factory=Account)
    new: Account = field(default_factory=Account)

    @property
    def name(self) -> str:
        """Its name, the new audit's where it has one."""
        return str((self.new or self.old).rows[0]["name"])


def pairs(old: Audit, old_spend: Tabular, new: Audit, new_spend: Tabular) -> list[Pair]:
    """Every supplier paid in either cube, once; largest first."""
    groups = _Groups()
    for side, audit in (("old", old), ("new", new)):
        for supplier, mark in _marks(audit):
            groups.join((side, supplier), mark)
    found: dict[object, Pair] = defaultdict(Pair)
    for side, audit, spend in (("old", old, old_spend), ("new", new, new_spend)):
        for row in sql(_PAID.format(scope=Scope.IN_SCOPE), spend=spend, suppliers=audit[SUPPLIERS]).dicts():
            getattr(found[groups.find((side, row["supplier_id"]))], side).rows.append(row)
    return sorted(found.values(), key=lambda pair: (-abs(pair.new.amount or pair.old.amount), pair.name))


def _marks(audit: Audit) -> Iterator[tuple[str, tuple[str, str]]]:
    for supplier, name, *numbers in sql(_KNOWN_BY, aliases=audit[ALIASES], suppliers=audit[SUPPLIERS]).rows():
        yield supplier, ("name", names.key(name))
        stated = (number(kind, written) for kind, written in zip(("company", "charity"), numbers, strict=True))
        yield from ((supplier, ("number", one)) for one in stated if one)


class _Groups:
    """What has been joined, directly or by way of others."""

    def __init__(self) -> None:
        self._leader: dict[tuple[str, str], tuple[str, str]] = {}

    def find(self, thing: tuple[str, str]) -> tuple[str, str]:
        """What stands for the group of `thing`."""
        while (leader := self._leader.setdefault(thing, thing)) != thing:
            self._leader[thing] = thing = self._leader.setdefault(leader, leader)
        return thing

    def join(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        """Make one group of two."""
        self._leader[self.find(other)] = self.find(one)
