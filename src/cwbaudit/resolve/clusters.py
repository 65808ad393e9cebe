"""Joins names into suppliers: a person's word first, then the strongest likeness; nobody's veto is overridden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cwbaudit import names
from cwbaudit.decisions import SupplierDecision
from cwbaudit.resolve.likeness import JOIN, Pair
from cwbaudit.terms import Method


@dataclass(frozen=True)
class Link:
    """Why one name belongs with another."""

    method: Method
    score: float
    decided_by: str
    because: str


@dataclass
class Clusters:
    """Groups of name keys. `companies` are the company numbers stated in a group, `links` says for a key why it was joined,
    `doubts` are pairs left for a person."""

    leader: dict[str, str]
    companies: dict[str, set[str]]
    links: dict[str, Link] = field(default_factory=dict)
    doubts: list[Pair] = field(default_factory=list)

    def find(self, key: str) -> str:
        """The key that stands for the group of `key`."""
        while self.leader[key] != key:
            self.leader[key] = self.leader[self.leader[key]]
            key = self.leader[key]
        return key

    def join(self, left: str, right: str) -> None:
        """Make one group of two; the alphabetically first key stands for it, so that order never matters."""
        first, second = sorted((self.find(left), self.find(right)))
        self.leader[second] = first
        self.companies[first] = self.companies.get(first, set()) | self.companies.get(second, set())


def cluster(keys: Iterable[str], pairs: Iterable[Pair], decisions: Iterable[SupplierDecision], company: dict[str, set[str]]) -> Clusters:
    """The groups that decisions and likeness make of `keys`; `company` holds the company numbers stated beside each key."""
    known = set(keys)
    groups = Clusters({key: key for key in known}, dict(company))
    apart: set[frozenset[str]] = set()
    for decision in decisions:
        left, right = names.key(decision.name), names.key(decision.supplier)
        if left not in known or right not in known:
            continue
        if decision.verdict == "different":
            apart.add(frozenset((left, right)))
            continue
        link = Link(Method.DECISION, 100.0, decision.who or "unsigned", _decided(decision))
        groups.links[left] = link
        groups.links.setdefault(right, link)
        groups.join(left, right)
    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        _consider(pair, groups, apart)
    return groups


def _decided(decision: SupplierDecision) -> str:
    signed = " ".join(part for part in (decision.who, decision.when) if part)
    return f'decided the same as "{decision.supplier}"' + (f" ({signed})" if signed else "") + (f": {decision.why}" if decision.why else "")


def _consider(pair: Pair, groups: Clusters, apart: set[frozenset[str]]) -> None:
    left, right = groups.find(pair.left), groups.find(pair.right)
    if left == right or _decided_apart(left, right, groups, apart):
        return
    if pair.against or pair.score < JOIN or _two_companies(left, right, groups):
        groups.doubts.append(pair)
        return
    how = "cut off at a fixed width; the one longer name that begins so is" if pair.cut_off else f"{pair.score:g}% alike:"
    groups.links.setdefault(pair.left, Link(Method.LIKENESS, pair.score, "", f'{how} "{pair.right}"'))
    groups.links.setdefault(pair.right, Link(Method.LIKENESS, pair.score, "", f'{how} "{pair.left}"'))
    groups.join(left, right)


def _decided_apart(left: str, right: str, groups: Clusters, apart: set[frozenset[str]]) -> bool:
    return any({groups.find(key) for key in pair} == {left, right} for pair in apart)


def _two_companies(left: str, right: str, groups: Clusters) -> bool:
    ours, theirs = groups.companies.get(left, set()), groups.companies.get(right, set())
    return bool(ours and theirs and not ours & theirs)
