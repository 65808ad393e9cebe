"""Why two subjects may be one: by name, by number, by a body's own reference; each link with its score and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from cwbaudit.names import NO_NAME
from cwbaudit.resolve.blocks import Words, candidates
from cwbaudit.resolve.likeness import JOIN, REVIEW, likeness
from cwbaudit.resolve.reading import Likeness, Reading, told
from cwbaudit.resolve.sift import sift
from cwbaudit.resolve.subjects import MOST_OF_A_NUMBER, MOST_OF_A_REFERENCE, Part, Subjects
from cwbaudit.terms import Method

SUPPORT = 10.0  # points that a shared postcode is worth
LEGAL_PART, TRADING_PART, TWO_TRADES = 3.0, 9.5, 20.0  # points that it costs to be only a part of the other name


@dataclass(frozen=True, slots=True)
class Link:
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
    for one, other, alike in _alike(readings):
        if owner[one] == owner[other]:
            continue
        link = _link(owner[one], owner[other], alike, [legal[i] for i in (one, other) if i in legal], subjects)
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


def _alike(readings: list[Reading]) -> Iterator[tuple[int, int, Likeness]]:
    words, runs = Words([reading.words for reading in readings]), [reading.run for reading in readings]
    for one, other in zip(*(found.tolist() for found in sift(words, runs, candidates(words, runs))), strict=True):
        alike = likeness(readings[one], readings[other])
        if alike.score >= REVIEW - SUPPORT and not alike.veto:
            yield one, other, alike


def _link(one: int, other: int, alike: Likeness, parts: list[bool], subjects: Subjects) -> Link | None:
    one, other = min(one, other), max(one, other)
    score, why, against = alike.score, list(alike.spoke_for), _against(alike)
    if parts:
        score -= LEGAL_PART if all(parts) else TRADING_PART
        why.append("the one is the legal name within the other" if all(parts) else "the one is the trading name within the other")
        if len(parts) == 2 and _trades(subjects, one) != _trades(subjects, other):
            score -= TWO_TRADES
            against = "; ".join(part for part in (against, "they trade under different names") if part)
    postcodes = subjects.postcodes.get(one, set()) & subjects.postcodes.get(other, set())
    if postcodes and score < JOIN and not alike.group:
        score = min(score + SUPPORT, JOIN)
        why.append(f"both are at {min(postcodes)}")
    if score < REVIEW:
        return None
    return Link(one, other, score, Method.LIKENESS, "; ".join(why), against, score >= JOIN, alike.cut, bool(parts))


def _trades(subjects: Subjects, subject: int) -> set[str]:
    return {part.key for part in subjects.also[subject] if not part.first}
