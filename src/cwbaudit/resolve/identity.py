"""Gives every way of writing its supplier: an id, a name, how it was found and what spoke for and against."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cwbaudit import names
from cwbaudit.config.decisions import SupplierDecision
from cwbaudit.kinds import kind
from cwbaudit.people import PEOPLE
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


_DECISION, _LIKENESS, _EXACT, _OWN_NAME = Method.DECISION, Method.LIKENESS, Method.EXACT, Method.OWN_NAME  # looked up a million times
_NOBODY = Identity("", "", _OWN_NAME, 0.0)


@dataclass
class Resolved:
    """The groups, and who each way of writing means, in the order of `written`."""

    written: Sequence[Written]
    groups: Clusters
    identities: list[Identity]


class _Supplier:
    """One group by the spelling that names it."""

    __slots__ = ("exact", "groups", "id", "key", "name", "named", "own")

    def __init__(self, named: Written, groups: Clusters) -> None:
        self.groups, self.named, self.name, label = groups, named, named.name.strip(), groups.subjects.keys[named.subject]
        self.key = groups.subjects.key(named.subject) if groups.subjects.by_number else label
        self.id = "s-" + hashlib.md5(label.encode(), usedforsecurity=False).hexdigest()[:12]
        self.own = Identity(self.id, self.name, _OWN_NAME, 100.0, "", "written just as the supplier is named here")
        self.exact: Identity | None = None

    def identity(self, each: Written) -> Identity:
        """Who `each` of the group means."""
        groups, subject = self.groups, each.subject
        if groups.signed and (who := groups.signed.get(subject)):
            link = groups.because[subject]
            return Identity(self.id, self.name, link.method, link.score, who, link.spoke_for, link.against)
        if each is self.named or each.name.strip() == self.name:
            return self.own
        if subject == self.named.subject or subject not in groups.because or groups.subjects.key(subject) == self.key:
            if self.exact is None:
                why = f'the same as "{self.name}" once case, punctuation and legal form are set aside: "{self.key}"'
                self.exact = Identity(self.id, self.name, _EXACT, 100.0, "", why)
            return self.exact
        link = groups.because[subject]
        return Identity(self.id, self.name, link.method, link.score, "", self._told(link, subject), link.against)

    def _told(self, link: Link, subject: int) -> str:
        """What spoke for a link, naming the other side of it."""
        if link.method is not _LIKENESS:
            return link.spoke_for
        other = self.groups.subjects.key(link.other if link.one == subject else link.one)
        return f'{link.score:g}% like "{other}"' + (f": {link.spoke_for}" if link.spoke_for else "")


Weights = Sequence[Decimal] | Sequence[float]


def identify(written: Sequence[Written], weights: Weights, decisions: Iterable[SupplierDecision] = (), doubts: bool = True) -> Resolved:
    """The groups of `written`; each is named as a person named it, else by its weightiest spelling, ties to the alphabet.

    Without `doubts` the pairs that a person should settle are not told, and half of the work is spared; the groups are the same.
    """
    decisions = tuple(decisions)
    with uncollected():
        subjects = gather(written)
        groups = cluster(subjects, links(subjects, doubts), decisions)
        return Resolved(written, groups, _identities(written, weights, groups, decisions))


def _identities(written: Sequence[Written], weights: Weights, groups: Clusters, decisions: Iterable[SupplierDecision]) -> list[Identity]:
    """Group by group, so that what is looked at together lies together: with a million names that saves more than all else here."""
    decided = {names.key(decision.supplier) for decision in decisions if decision.verdict == "same"}
    leaders = groups.leaders()[np.fromiter((each.subject for each in written), np.int64, len(written))]
    order = np.argsort(leaders, kind="stable")
    ends = np.flatnonzero(np.diff(leaders[order], append=-1)) + 1
    by_group, found = order.tolist(), [_NOBODY] * len(written)
    for start, end in pairwise([0, *ends.tolist()]):
        places = by_group[start:end]
        here = [written[at] for at in places]
        supplier = _Supplier(here[0] if len(here) == 1 else _chosen(here, [weights[at] for at in places], decided, groups), groups)
        for at, each in zip(places, here, strict=True):
            found[at] = supplier.identity(each)
    return found


def _chosen(here: Sequence[Written], spent: Sequence[Decimal | float], decided: set[str], groups: Clusters) -> Written:
    """The spelling that a person gave, else the weightiest, ties to the alphabet."""
    said = [each.name.strip() for each in here]
    if not decided and not groups.subjects.numbers and len(set(said)) == len(said):  # weight alone decides, and none is to be summed up
        return here[min(zip([-abs(spending) for spending in spent], said, range(len(said)), strict=True))[2]]  # type: ignore[operator]
    weight: dict[str, Decimal | float] = {}
    first: dict[str, Written] = {}
    for each, name, spending in zip(here, said, spent, strict=True):
        weight[name] = weight.get(name, 0) + abs(spending)  # type: ignore[operator]
        if each.subject < first.setdefault(name, each).subject:
            first[name] = each
    given = {name: of for name, of in weight.items() if names.key(name) in decided} if decided else {}
    if not given and _by_number(first.values(), groups):
        given = {name: of for name, of in weight.items() if kind(name)[0] not in PEOPLE}  # who trades under a firm's name is called by that
    most = max((given or weight).values())
    return first[min([name for name, of in (given or weight).items() if of == most])]


def _by_number(every: Iterable[Written], groups: Clusters) -> bool:
    """Whether a number brought any of them into the group."""
    links = (groups.because.get(each.subject) for each in every) if groups.subjects.numbers else ()
    return any(link is not None and link.method is Method.NUMBER for link in links)
