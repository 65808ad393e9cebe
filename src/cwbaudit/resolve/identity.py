"""Gives every way of writing its supplier: an id, a name, how it was found and what spoke for and against."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cwbaudit import names
from cwbaudit.decisions import SupplierDecision
from cwbaudit.resolve.clusters import Clusters, cluster
from cwbaudit.resolve.links import Link, links
from cwbaudit.resolve.subjects import Written, gather
from cwbaudit.terms import Method


@dataclass(frozen=True, slots=True)
class Identity:
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

    def identity(self, each: Written) -> Identity:
        """Who `each` means."""
        named = self.spelling[self.groups.find(each.subject)]
        label = self.groups.subjects.keys[named.subject]
        supplier_id = "s-" + hashlib.md5(label.encode(), usedforsecurity=False).hexdigest()[:12]
        link, who = self._link(each, named)
        return Identity(supplier_id, named.name.strip(), link.method, link.score, who, link.spoke_for, link.against)

    def _link(self, each: Written, named: Written) -> tuple[Link, str]:
        """The strongest reason: a person's word, then being the name itself, then being it but for writing, then what joined it."""
        found = self.groups.because.get(each.subject)
        if found and found.method is Method.DECISION:
            return found, self.groups.signed.get(each.subject, "")
        if each.name.strip() == named.name.strip():
            return Link(0, 0, 100.0, Method.OWN_NAME, "written just as the supplier is named here"), ""
        key = names.key(each.name)
        if found is None or each.subject == named.subject or key == names.key(named.name):
            why = f'the same as "{named.name.strip()}" once case, punctuation and legal form are set aside: "{key}"'
            return Link(0, 0, 100.0, Method.EXACT, why), ""
        return replace(found, spoke_for=self._told(found, each)), ""

    def _told(self, link: Link, each: Written) -> str:
        """What spoke for a link, naming the other side of it."""
        other = self.groups.subjects.keys[link.other if link.one == each.subject else link.one].split("\x1f")[0]
        if link.method is not Method.LIKENESS:
            return link.spoke_for
        return f'{link.score:g}% like "{other}"' + (f": {link.spoke_for}" if link.spoke_for else "")


def identify(written: Sequence[Written], weights: Sequence[Decimal | float], decisions: Iterable[SupplierDecision] = ()) -> Resolved:
    """The groups of `written`; each is named as a person named it, else by its weightiest spelling, ties to the alphabet."""
    decisions = tuple(decisions)
    decided = {names.key(decision.supplier) for decision in decisions if decision.verdict == "same"}
    subjects = gather(written)
    groups = cluster(subjects, links(subjects), decisions)
    spent: dict[int, dict[str, Decimal | float]] = defaultdict(dict)
    first: dict[tuple[int, str], Written] = {}
    for each, weight in zip(written, weights, strict=True):
        leader, name = groups.find(each.subject), each.name.strip()
        spent[leader][name] = spent[leader].get(name, type(weight)(0)) + abs(weight)  # type: ignore[operator]
        before = first.get((leader, name))
        if before is None or each.subject < before.subject:
            first[leader, name] = each
    best = {
        leader: min(of, key=lambda name: (bool(decided) and names.key(name) not in decided, -of[name], name))
        for leader, of in spent.items()
    }
    return Resolved(written, groups, {leader: first[leader, name] for leader, name in best.items()})
