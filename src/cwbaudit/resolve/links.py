"""Why two subjects may be one: by name, by number, by a body's own reference; each link with its score and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from cwbaudit.names import NO_NAME
from cwbaudit.resolve.blocks import Ints, Words, candidates
from cwbaudit.resolve.crew import Helpers, shares_of
from cwbaudit.resolve.likeness import JOIN, REVIEW, likeness
from cwbaudit.resolve.reading import Likeness, Reading, told
from cwbaudit.resolve.sift import sift
from cwbaudit.resolve.subjects import MOST_OF_A_NUMBER, MOST_OF_A_REFERENCE, Part, Subjects
from cwbaudit.terms import Method

SUPPORT = 10.0  # points that a shared postcode is worth
LEGAL_PART, TRADING_PART, TWO_TRADES = 3.0, 9.5, 20.0  # points that it costs to be only a part of the other name
_NOWHERE: frozenset[str] = frozenset()
_NONE: tuple[bool, ...] = ()

# What `likeness` says of two names by number: score, what spoke for and against, whether one is cut, whether they may be of one group.
Compared = tuple[int, int, float, str, str, bool, bool]
Share = tuple[list[tuple[int, str, int, bool]], list[int], list[int], float]  # names by number; pairs of them; the fewest points


class Link(NamedTuple):
    """Two subjects, by number in alphabetical order, and how surely they are one. `joins` says whether that is sure enough."""

    one: int
    other: int
    score: float
    method: Method
    spoke_for: str
    against: str = ""
    joins: bool = True
    cut: bool = False
    part: bool = False  # the one is a name within the other


def links(subjects: Subjects) -> Iterator[Link]:
    """Every link that joins, or that a person should settle."""
    nobody = set(subjects.named.get(NO_NAME.strip("()"), ()))
    for link in (*_by_number(subjects), *_by_reference(subjects), *_by_name(subjects)):
        if link.one not in nobody and link.other not in nobody:
            yield link


def _reading(subjects: Subjects, subject: int) -> Reading:
    return Reading(subjects.keys[subject].split("\x1f")[0], subjects.widths[subject], subject in subjects.formed)


def _by_number(subjects: Subjects) -> Iterator[Link]:
    for stated, sharing in sorted(subjects.by_number.items()):
        first, *rest = sorted(sharing)
        if len(sharing) <= MOST_OF_A_NUMBER:
            kind, plain = stated.split(":")
            for other in rest:
                yield Link(first, other, 100.0, Method.NUMBER, f"both are written with {kind} number {plain}")


def _by_reference(subjects: Subjects) -> Iterator[Link]:
    """One vendor record, written in several ways: where the names are at all alike they are one, else a person must say."""
    for (body, reference), sharing in sorted(subjects.by_reference.items()):
        if not 1 < len(sharing) <= MOST_OF_A_REFERENCE:
            continue
        for one, other in combinations(sorted(sharing), 2):
            alike = likeness(_reading(subjects, one), _reading(subjects, other))
            why = f"{body or 'the body'} pays both under its reference {reference}"
            sure = alike.score >= 60 and not alike.veto
            yield Link(one, other, max(alike.score, JOIN if sure else REVIEW), Method.REFERENCE, why, _against(alike), sure)


def _against(alike: Likeness) -> str:
    return "; ".join(part for part in (alike.veto, *alike.against) if part)


def _by_name(subjects: Subjects) -> Iterator[Link]:
    readings = [_reading(subjects, i) for i in range(len(subjects.keys))]
    owner = list(range(len(readings)))
    legal: dict[int, bool] = {}
    for subject, part in _parts(subjects):
        legal[len(readings)] = part.first
        readings.append(Reading(part.key, 0, part.formed))
        owner.append(subject)
    best: dict[tuple[int, int], Link] = {}
    for alike in _alike(readings, REVIEW - SUPPORT if subjects.postcodes else REVIEW):
        one, other = alike[:2]
        if owner[one] == owner[other]:
            continue
        within = [legal[i] for i in (one, other) if i in legal] if one in legal or other in legal else _NONE
        link = _link(owner[one], owner[other], alike, within, subjects)
        if link:
            before = best.get((link.one, link.other))
            if before is None or (link.joins, link.score) > (before.joins, before.score):
                best[link.one, link.other] = link
    yield from best.values()


def _parts(subjects: Subjects) -> Iterator[tuple[int, Part]]:
    """The names within names that say enough to go by: two words, or a legal form; and no trading name that several firms share."""
    shared = _ambiguous(subjects)
    for subject in sorted(subjects.also):
        for part in sorted(subjects.also[subject]):
            weight = told(part.key.split())
            enough = weight >= 16 and (part.formed or " " in part.key) if part.first else weight >= 22 and part.key not in shared
            if enough:
                yield subject, part


def _ambiguous(subjects: Subjects) -> set[str]:
    """Trading names that several firms trade under: Subway is no supplier."""
    traders: dict[str, set[str]] = defaultdict(set)
    for entries in subjects.also.values():
        legal = " ".join(sorted(part.key for part in entries if part.first))
        for part in entries:
            if not part.first:
                traders[part.key].add(legal)
    return {key for key, legal in traders.items() if len(legal) > 1}


def _alike(readings: list[Reading], least: float) -> Iterator[Compared]:
    """Every pair of names that are alike by `least` points or more, and of which nothing says that they are two."""
    words, runs = Words([reading.words for reading in readings]), [reading.run for reading in readings]
    one, other = sift(words, readings, candidates(words, runs))
    ours, *theirs = shares_of(len(one))
    with Helpers(compare, [_share(readings, one[share], other[share], least) for share in theirs]) as helpers:
        yield from _compared(readings, one[ours].tolist(), other[ours].tolist(), least)
        for answer in helpers.answers():
            yield from answer


def compare(share: Share) -> list[Compared]:
    """The pairs of a share that are alike enough, and of which nothing says that they are two."""
    said, ones, others, least = share
    return _compared({i: Reading(key, width, formed) for i, key, width, formed in said}, ones, others, least)


def _compared(readings: Mapping[int, Reading] | Sequence[Reading], ones: list[int], others: list[int], least: float) -> list[Compared]:
    found = []
    for one, other in zip(ones, others, strict=True):
        alike = likeness(readings[one], readings[other])
        if alike.score >= least and not alike.veto:
            found.append((one, other, alike.score, "; ".join(alike.spoke_for), "; ".join(alike.against), alike.cut, alike.group))
    return found


def _share(readings: Sequence[Reading], one: Ints, other: Ints, least: float) -> Share:
    said = [(i, readings[i].key, readings[i].width, readings[i].formed) for i in np.union1d(one, other).tolist()]
    return said, one.tolist(), other.tolist(), least


def _link(one: int, other: int, alike: Compared, parts: Sequence[bool], subjects: Subjects) -> Link | None:
    one, other = min(one, other), max(one, other)
    _, _, score, spoke_for, against, was_cut, group = alike
    why = [spoke_for] if spoke_for else []
    if parts:
        score -= LEGAL_PART if all(parts) else TRADING_PART
        why.append("the one is the legal name within the other" if all(parts) else "the one is the trading name within the other")
        if len(parts) == 2 and _trades(subjects, one) != _trades(subjects, other):
            score -= TWO_TRADES
            against = "; ".join(part for part in (against, "they trade under different names") if part)
    postcodes = subjects.postcodes.get(one, _NOWHERE) & subjects.postcodes.get(other, _NOWHERE)
    if postcodes and score < JOIN and not group:
        score = min(score + SUPPORT, JOIN)
        why.append(f"both are at {min(postcodes)}")
    if score < REVIEW:
        return None
    return Link(one, other, score, Method.LIKENESS, "; ".join(why), against, score >= JOIN, was_cut, bool(parts))


def _trades(subjects: Subjects, subject: int) -> set[str]:
    return {part.key for part in subjects.also[subject] if not part.first}
