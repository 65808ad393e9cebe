"""Gives every way of writing its supplier: an id, a name, how it was found and what spoke for and against."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from cwbaudit import names
from cwbaudit.config.decisions import SupplierDecision
from cwbaudit.resolve.clusters import Clusters, cluster
from cwbaudit.resolve.crew import uncollected
from cwbaudit.resolve.links import Link, links
from cwbaudit.resolve.subjects import Written, gather
from cwbaudit.terms import Method


class Identity(NamedTuple):
    """Who one way of writing means; `score` is 100 where there was nothing to weigh."""

    supplier_id: str
    supplier: str
    method: Method
    score: float
    decided_by: str = ""
    because: str = ""
    against: str = ""


@dataclass
class Resolved:
    """The groups, and for each group the spelling that names it."""

    written: Sequence[Written]
    groups: Clusters
    spelling: dict[int, Written]
    known: dict[int, tuple[str, str, int, str]] = field(default_factory=dict)  # of each group id, name, and the subject that names it

    def identity(self, each: Written) -> Identity:
        """Who `each` means."""
        leader = self.groups.find(each.subject)
        known = self.known.get(leader)
        if known is None:
            known = self.known[leader] = self._named(leader)
        supplier_id, name, subject, named = known
        link = self.groups.because.get(each.subject)
        if link and link.method is Method.DECISION:
            who = self.groups.signed.get(each.subject, "")
            return Identity(supplier_id, name, link.method, link.score, who, link.spoke_for, link.against)
        if each.name.strip() == name:
            return Identity(supplier_id, name, Method.OWN_NAME, 100.0, "", "written just as the supplier is named here")
        if link is None or each.subject == subject or self._key(each.subject) == named:
            why = f'the same as "{name}" once case, punctuation and legal form are set aside: "{self._key(each.subject)}"'
            return Identity(supplier_id, name, Method.EXACT, 100.0, "", why)
        return Identity(supplier_id, name, link.method, link.score, "", self._told(link, each), link.against)

    def _named(self, leader: int) -> tuple[str, str, int, str]:
        named = self.spelling[leader]
        label = self.groups.subjects.keys[named.subject]
        supplier_id = "s-" + hashlib.md5(label.encode(), usedforsecurity=False).hexdigest()[:12]
        return supplier_id, named.name.strip(), named.subject, self._key(named.subject)

    def _key(self, subject: int) -> str:
        return self.groups.subjects.keys[subject].partition("\x1f")[0]

    def _told(self, link: Link, each: Written) -> str:
        """What spoke for a link, naming the other side of it."""
        if link.method is not Method.LIKENESS:
            return link.spoke_for
        other = self._key(link.other if link.one == each.subject else link.one)
        return f'{link.score:g}% like "{other}"' + (f": {link.spoke_for}" if link.spoke_for else "")


def identify(written: Sequence[Written], weights: Sequence[Decimal | float], decisions: Iterable[SupplierDecision] = ()) -> Resolved:
    """The groups of `written`; each is named as a person named it, else by its weightiest spelling, ties to the alphabet."""
    decisions = tuple(decisions)
    with uncollected():
        return _identified(written, weights, decisions)


def _identified(written: Sequence[Written], weights: Sequence[Decimal | float], decisions: tuple[SupplierDecision, ...]) -> Resolved:
    decided = {names.key(decision.supplier) for decision in decisions if decision.verdict == "same"}
    subjects = gather(written)
    groups = cluster(subjects, links(subjects), decisions)
    spent: dict[int, dict[str, Decimal | float]] = defaultdict(dict)
    first: dict[int, dict[str, Written]] = defaultdict(dict)
    for each, weight in zip(written, weights, strict=True):
        leader, name = groups.find(each.subject), each.name.strip()
        of, firsts = spent[leader], first[leader]
        if name in of:
            of[name] += abs(weight)  # type: ignore[operator]
            if each.subject < firsts[name].subject:
                firsts[name] = each
        else:
            of[name] = abs(weight)  # type: ignore[assignment]
            firsts[name] = each
    chosen = {leader: first[leader][_chosen(of, decided)] for leader, of in spent.items()}
    return Resolved(written, groups, chosen)


def _chosen(spent: dict[str, Decimal | float], decided: set[str]) -> str:
    """The name that a person gave, else the weightiest spelling, ties to the alphabet."""
    if len(spent) == 1:
        return next(iter(spent))
    return min(spent, key=lambda name: (bool(decided) and names.key(name) not in decided, -spent[name], name))
