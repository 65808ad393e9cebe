"""Why two subjects may be one: by name, by number, by a body's own reference; each link with its score and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from cwbaudit.names import KEPT, NO_NAME
from cwbaudit.resolve.comparing import Compared, alike
from cwbaudit.resolve.likeness import JOIN, REVIEW, likeness
from cwbaudit.resolve.reading import Likeness, Reading, told
from cwbaudit.resolve.shortened import shortened
from cwbaudit.resolve.subjects import MOST_OF_A_NUMBER, MOST_OF_A_REFERENCE, Part, Subjects
from cwbaudit.terms import Method

SUPPORT = 10.0  # points that a shared postcode is worth
LEGAL_PART, TRADING_PART, HOUSE_PART, TWO_TRADES = 3.0, 9.5, 18.0, 20.0  # points that it costs to be only a part of the other name
_WITHIN = {
    LEGAL_PART: "the one is the legal name within the other",
    TRADING_PART: "the one is the trading or former name within the other",
    HOUSE_PART: "the one says what kind of house it is",
}
_NOWHERE: frozenset[str] = frozenset()
_NONE: tuple[float, ...] = ()


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


def links(subjects: Subjects, doubts: bool = True) -> Iterator[Link]:
    """Every link that joins, and with `doubts` every one that a person should settle."""
    nobody = set(subjects.named(NO_NAME.strip("()")))
    by_name = _by_name(subjects, REVIEW if doubts else JOIN)
    asked = {(link.one, link.other): link for link in _either(subjects)}
    for link in (*_by_number(subjects), *_by_reference(subjects), *by_name, *_shortened(subjects, doubts), *asked.values()):
        if link.one not in nobody and link.other not in nobody:
            if asked and link.method is Method.LIKENESS:
                link = asked.get((link.one, link.other)) or _unsure(link, subjects)
            yield link


def _either(subjects: Subjects) -> Iterator[Link]:
    """A name without a form is asked about beside the company and the LLP that are called so, and joined with neither."""
    for subject in sorted(subjects.either):
        key = subjects.key(subject)
        firms = [firm for form in ("", *sorted(f" {form}" for form in KEPT)) for firm in subjects.named(key + form) if firm != subject]
        for firm in firms:
            against = "only one states a legal form, and firms of two forms are called so"
            yield Link(min(subject, firm), max(subject, firm), 97.0, Method.LIKENESS, "", against, joins=False)


def _unsure(link: Link, subjects: Subjects) -> Link:
    """The link; but none that joins where it would bring a name that may mean firms of two forms to a further spelling of one of them."""
    one, other = (each in subjects.either for each in (link.one, link.other))
    if one == other:
        return link
    firm = link.other if one else link.one
    stated = firm in subjects.formed or subjects.key(firm).rpartition(" ")[2] in KEPT
    return link._replace(joins=False) if stated else link


def _reading(subjects: Subjects, subject: int) -> Reading:
    return Reading(subjects.key(subject), subjects.widths[subject], subject in subjects.formed)


def _by_number(subjects: Subjects) -> Iterator[Link]:
    """One company or charity; but a group of companies may have one VAT number (HMRC, VAT Notice 700/2), and pay as several."""
    for stated, sharing in sorted(subjects.by_number.items()):
        if not 1 < len(sharing) <= MOST_OF_A_NUMBER:
            continue
        kind, plain = stated.split(":")
        if kind == "vat":
            why = f"both are written with VAT number {plain}"
            yield from (_if_alike(subjects, one, other, Method.NUMBER, why) for one, other in combinations(sorted(sharing), 2))
            continue
        first, *rest = sorted(sharing)
        for other in rest:
            yield Link(first, other, 100.0, Method.NUMBER, f"both are written with {kind} number {plain}")


def _by_reference(subjects: Subjects) -> Iterator[Link]:
    """One vendor record, written in several ways: where the names are at all alike they are one, else a person must say."""
    for (body, reference), sharing in sorted(subjects.by_reference.items()):
        if not 1 < len(sharing) <= MOST_OF_A_REFERENCE:
            continue
        why = f"{body or 'the body'} pays both under its reference {reference}"
        for one, other in combinations(sorted(sharing), 2):
            yield _if_alike(subjects, one, other, Method.REFERENCE, why)


def _if_alike(subjects: Subjects, one: int, other: int, method: Method, why: str) -> Link:
    """A link that joins where the names are at all alike; else a person must say."""
    near = likeness(_reading(subjects, one), _reading(subjects, other))
    sure = near.score >= 60 and not near.veto
    return Link(one, other, max(near.score, JOIN if sure else REVIEW), method, why, _against(near), sure)


def _against(near: Likeness) -> str:
    return "; ".join(part for part in (near.veto, *near.against) if part)


def _by_name(subjects: Subjects, least: float) -> Iterator[Link]:
    keys = [*map(subjects.key, range(len(subjects.keys)))] if subjects.told_apart else [*subjects.keys]
    widths, formed = [*subjects.widths], bytearray(len(keys))
    for subject in subjects.formed:
        formed[subject] = True
    owner = list(range(len(keys)))
    costs: dict[int, float] = {}
    houses = bool(subjects.postcodes) or least <= 100.0 - HOUSE_PART  # else they are never likely enough
    for subject, part in _parts(subjects, houses):
        costs[len(keys)] = HOUSE_PART if part.house else LEGAL_PART if part.first else TRADING_PART
        keys.append(part.key)
        widths.append(0)
        formed.append(part.formed)
        owner.append(subject)
    best: dict[tuple[int, int], Link] = {}
    for near in alike(keys, widths, bytes(formed), least - SUPPORT if subjects.postcodes else least):
        one, other = near[:2]
        if owner[one] == owner[other]:
            continue
        within = [costs[i] for i in (one, other) if i in costs] if max(one, other) >= len(subjects.keys) else _NONE
        link = _link(owner[one], owner[other], near, within, subjects)
        if link:
            before = best.get((link.one, link.other))
            if before is None or (link.joins, link.score) > (before.joins, before.score):
                best[link.one, link.other] = link
    yield from best.values()


def _shortened(subjects: Subjects, doubts: bool) -> Iterator[Link]:
    """N.Field Construction is asked about beside Northfield Construction, Navenby PC beside its parish council, and is it where both are at
    one postcode."""
    if not (doubts or subjects.postcodes):
        return
    for short, whole, how, alone in shortened(subjects.keys):
        one, other = sorted((short, whole))
        both = subjects.postcodes.get(one, _NOWHERE) & subjects.postcodes.get(other, _NOWHERE) if subjects.postcodes else _NOWHERE
        why = [how, *([f"both are at {min(both)}"] if both else [])]
        against = "" if alone else "it may be short for others, too"
        yield Link(one, other, REVIEW + (SUPPORT if both else 0.0), Method.LIKENESS, "; ".join(why), against, bool(both) and alone)


def _parts(subjects: Subjects, houses: bool) -> Iterator[tuple[int, Part]]:
    """The names within names that say enough to go by: two words, or a legal form; and no trading name that several firms share.

    Those of `houses` only where they may be likely enough.
    """
    shared = _ambiguous(subjects)
    for subject in sorted(subjects.also):
        for part in sorted(subjects.also[subject]):
            weight, words = told(part.key.split()), " " in part.key
            if part.house:
                enough = houses and words and weight >= 20
            else:
                enough = weight >= 16 and (part.formed or words) if part.first else weight >= 22 and part.key not in shared
            if enough:
                yield subject, part


def _ambiguous(subjects: Subjects) -> set[str]:
    """Trading names that several firms trade under: Subway is no supplier."""
    traders: dict[str, set[str]] = defaultdict(set)
    for entries in subjects.also.values():
        legal = " ".join(sorted(part.key for part in entries if part.first))
        for part in entries:
            if not (part.first or part.house):
                traders[part.key].add(legal)
    return {key for key, legal in traders.items() if len(legal) > 1}


def _link(one: int, other: int, near: Compared, parts: Sequence[float], subjects: Subjects) -> Link | None:
    one, other = min(one, other), max(one, other)
    _, _, score, spoke_for, against, was_cut, group = near
    why = [spoke_for] if spoke_for else []
    if parts:
        score -= sum(parts) if min(parts) == HOUSE_PART else max(parts)  # two kinds of house are two houses
        why.append(_WITHIN[max(parts)])
        if len(parts) == 2 and _trades(subjects, one) != _trades(subjects, other):
            score -= TWO_TRADES
            against = "; ".join(part for part in (against, "they trade under different names") if part)
    postcodes = subjects.postcodes.get(one, _NOWHERE) & subjects.postcodes.get(other, _NOWHERE) if subjects.postcodes else _NOWHERE
    if postcodes and score < JOIN and not group:
        score = min(score + SUPPORT, JOIN)
        why.append(f"both are at {min(postcodes)}")
    if score < REVIEW:
        return None
    return Link(one, other, score, Method.LIKENESS, "; ".join(why), against, score >= JOIN, was_cut, bool(parts))


def _trades(subjects: Subjects, subject: int) -> set[str]:
    return {part.key for part in subjects.also[subject] if not (part.first or part.house)}
