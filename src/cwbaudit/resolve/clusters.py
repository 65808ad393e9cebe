"""Joins subjects into suppliers: a person's word first, then the surest link; nobody's veto is overridden by a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cwbaudit import names
from cwbaudit.config.decisions import SupplierDecision
from cwbaudit.resolve.cutting import HANGING
from cwbaudit.resolve.likeness import likeness
from cwbaudit.resolve.links import Link
from cwbaudit.resolve.reading import Reading, account
from cwbaudit.resolve.subjects import Subjects
from cwbaudit.resolve.vocabulary import opposites, places
from cwbaudit.terms import Method

_LIKENESS = Method.LIKENESS  # looked up very often
_SAME_SORT = 45.0  # groups whose plainest names are less alike than this are not joined by a chain of likenesses


@dataclass
class Clusters:
    """Groups of subjects: `find` gives the one that stands for a group, `because` the link that brought a subject in, `decided` what people
    said that it is the same as."""

    subjects: Subjects
    leader: list[int]
    because: dict[int, Link] = field(default_factory=dict)
    decided: dict[int, list[SupplierDecision]] = field(default_factory=lambda: defaultdict(list))
    doubts: list[Link] = field(default_factory=list)
    members: dict[int, list[int]] = field(default_factory=dict)
    apart: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    readings: dict[int, Reading] = field(default_factory=dict)
    sorts: dict[int, list[tuple[object, set[str]]]] = field(default_factory=dict)
    alike: frozenset[tuple[int, int]] = frozenset()

    def find(self, subject: int) -> int:
        """The subject that stands for the group of `subject`."""
        while self.leader[subject] != subject:
            self.leader[subject] = self.leader[self.leader[subject]]
            subject = self.leader[subject]
        return subject

    def leaders(self) -> npt.NDArray[np.int64]:
        """The subject that stands for the group of each."""
        leaders = np.array(self.leader, np.int64)
        while (nearer := leaders[leaders] != leaders).any():
            leaders[nearer] = leaders[leaders[nearer]]
        return leaders

    def reading(self, subject: int) -> Reading:
        """A subject's key as it is compared."""
        if subject not in self.readings:
            self.readings[subject] = Reading(self.subjects.key(subject))
        return self.readings[subject]

    def plainness(self, subject: int) -> tuple[int, str]:
        """The least for the plainest name."""
        reading = self.reading(subject)
        return len(reading.words), reading.key

    def group(self, leader: int) -> list[int]:
        """The subjects that `leader` stands for."""
        return self.members.get(leader, [leader])

    def join(self, link: Link) -> None:
        """Make one group of the two that the link names."""
        for subject in (link.one, link.other):
            if subject not in self.because:
                self.because[subject] = link
        first, second = self.find(link.one), self.find(link.other)
        if first == second:
            return
        if second < first:
            first, second = second, first
        self.members[first] = self.group(first) + self.members.pop(second, [second])
        self.leader[second] = first
        for other in self.apart.pop(second, ()):
            self.apart[other].discard(second)
            self.keep_apart(first, other)

    def keep_apart(self, one: int, other: int) -> None:
        """Never join the groups of these two."""
        one, other = self.find(one), self.find(other)
        self.apart[one].add(other)
        self.apart[other].add(one)


def cluster(subjects: Subjects, links: Iterable[Link], decisions: Iterable[SupplierDecision]) -> Clusters:
    """The groups that decisions and links make of the subjects."""
    groups = Clusters(subjects, list(range(len(subjects.keys))))
    _decide(groups, tuple(decisions))
    ordered = sorted(links, key=lambda link: (-link.score, link.one, link.other))
    groups.alike = frozenset(() if subjects.postcodes else _surely_alike(ordered))
    for link in ordered:
        if not link.cut:
            _consider(groups, link)
    _consider_cut(groups, [link for link in ordered if link.cut])
    return groups


def _decide(groups: Clusters, decisions: tuple[SupplierDecision, ...]) -> None:
    meant = groups.subjects.meant
    for decision in decisions:
        if decision.verdict == "same":
            these, those = meant(decision.name), meant(decision.supplier)
            if these and those:
                for subject in {*these, *those}:
                    groups.decided[subject].append(decision)
                for other in (*these[1:], *those):
                    one, other = sorted((these[0], other))
                    groups.join(Link(one, other, 100.0, Method.DECISION, ""))
    for decision in decisions:
        if decision.verdict == "different":
            for one in meant(decision.name):
                for other in meant(decision.supplier):
                    if groups.find(one) != groups.find(other):
                        groups.keep_apart(one, other)


def _consider(groups: Clusters, link: Link) -> None:
    left, right = groups.find(link.one), groups.find(link.other)
    if left == right or right in groups.apart.get(left, ()):
        return
    if not link.joins:
        of_either = groups.subjects.either and not groups.subjects.either.isdisjoint((link.one, link.other))
        if not (of_either and _conflict(groups, link, left, right)):  # a person has said which firm it is
            groups.doubts.append(link)
    elif conflict := _conflict(groups, link, left, right):
        groups.doubts.append(link._replace(against="; ".join(part for part in (conflict, link.against) if part), joins=False))
    else:
        groups.join(link)


def _consider_cut(groups: Clusters, cuts: list[Link]) -> None:
    """A name that was cut off belongs to the one supplier whose name begins so; if there are several, a person must say.

    One that is already joined to a name that is not cut has its supplier. The longest first: what begins with more of a name has its
    supplier before what begins with less of it.
    """
    keys = groups.subjects.keys
    by_short: dict[int, list[Link]] = defaultdict(list)
    for link in cuts:
        by_short[min(link.one, link.other, key=lambda s: (len(keys[s]), s))].append(link)
    surely_cut = {short for short, of in by_short.items() if any(link.joins for link in of)}
    for short in sorted(by_short, key=lambda s: (-len(keys[s]), s)):
        begun = {groups.find(link.other if link.one == short else link.one) for link in by_short[short] if link.joins}
        whole = any(member not in surely_cut for member in groups.group(groups.find(short)) if member != short)
        whole &= keys[short].rpartition(" ")[2] not in HANGING
        several = len(begun - {groups.find(short)}) > (0 if whole else 1)
        for link in by_short[short]:
            _consider(groups, link._replace(joins=False, against="several names begin so") if several else link)


def _conflict(groups: Clusters, link: Link, left: int, right: int) -> str:
    """What one group says that the other cannot be, whatever the two names alone say."""
    ours, theirs = groups.group(left), groups.group(right)
    for kind in ("company", "charity") if groups.subjects.numbers else ():
        mine, yours = _stated(groups, ours, kind), _stated(groups, theirs, kind)
        if mine and yours and not mine & yours:
            return f"two {kind} numbers"
    if (len(ours) == 1 and len(theirs) == 1) or link.method is Method.NUMBER:
        return ""
    mine_said, yours_said = _said(groups, ours), _said(groups, theirs)
    for what in {"form"} & mine_said.keys() & yours_said.keys() if link.part else mine_said.keys() & yours_said.keys():
        if not mine_said[what] & yours_said[what]:
            return f"{min(mine_said[what])} in one, {min(yours_said[what])} in the other"
    if link.part:
        return ""
    one, other = sorted(min(g, key=groups.plainness) if len(g) > 1 else g[0] for g in (ours, theirs))
    if (one, other) in groups.alike:
        return ""
    plain = groups.reading(one), groups.reading(other)
    alike = likeness(*plain)
    unlike = alike.veto or (alike.score < _SAME_SORT and not _of_the_same_places(*plain))
    return "the groups' plainest names are not alike" if unlike else ""


def _surely_alike(links: Iterable[Link]) -> Iterator[tuple[int, int]]:
    """The subjects whose whole names alone say that they are one: where nothing else speaks for them, no postcode."""
    for link in links:
        if link.joins and link.method is _LIKENESS and not link.cut and not link.part:
            yield link.one, link.other


def _of_the_same_places(one: Reading, other: Reading) -> bool:
    """Whether two names name the same two places or more: Hammersmith and Fulham Council, the London Borough's business rates."""
    named, named_too = (places().intersection(each.words) for each in (one, other))
    return len(named) > 1 and named == named_too


def _stated(groups: Clusters, members: list[int], kind: str) -> set[str]:
    return {number for member in members for number in groups.subjects.numbers.get(member, ()) if number.startswith(kind)}


def _said(groups: Clusters, members: list[int]) -> dict[object, set[str]]:
    """The words in which names of one sort differ: a form, a number, one of a row of opposites."""
    said: dict[object, set[str]] = {}
    for member in members:
        sorts = groups.sorts.get(member)
        if sorts is None:
            sorts = groups.sorts[member] = [*_sorts(groups.reading(member), member in groups.subjects.formed)]
        for what, words in sorts:
            said[what] = said[what] | words if what in said else words
    return said


def _sorts(reading: Reading, formed: bool) -> Iterator[tuple[object, set[str]]]:
    within = names.KEPT.intersection(reading.words)  # Hill Care LLP, Preston Branch
    if reading.form or within or formed:
        yield "form", set(within) or {reading.form or "ltd"}
    rows = opposites()
    for word in reading.words:
        if word.isdigit() and not account(word):
            yield "number", {word}
        for row in rows.get(word, ()):
            yield row, {word}
