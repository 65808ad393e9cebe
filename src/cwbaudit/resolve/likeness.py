"""Which pairs of names are alike enough to join, to ask about, or neither; and what forbids a join however alike they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cwbaudit import names

JOIN, REVIEW = 94.0, 85.0
CUT_OFF_SCORE = 95.0

# Words that tell apart suppliers whose names are otherwise the same: schools, compass points, parts of a group.
_SCHOOLS = {"junior", "infant", "infants", "senior", "primary", "secondary", "nursery", "boys", "girls", "upper", "lower"}
_COMPASS = {"north", "south", "east", "west"}
_TRADES = {"construction", "facilities", "homes", "housing", "care", "health", "energy", "water", "gas", "electric", "rail", "property"}
_TELLING = _SCHOOLS | _COMPASS | _TRADES


@dataclass(frozen=True)
class Pair:
    """Two name keys, how alike they are, and why they may not be one."""

    left: str
    right: str
    score: float
    against: str = ""
    cut_off: bool = False


def pairs(keys: Sequence[str]) -> Iterator[Pair]:
    """Every pair of keys at or above the review threshold; each once, in a fixed order."""
    seen: set[tuple[str, str]] = set()
    for left, right in _candidates(keys):
        if (left, right) in seen:
            continue
        seen.add((left, right))
        score = fuzz.ratio(left, right, score_cutoff=REVIEW)
        if score:
            yield Pair(left, right, round(score, 2), _veto(left, right))


def _candidates(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs that share a beginning or an end. Blocks rest on the two names alone, so an unrelated third changes nothing."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        compact = key.replace(" ", "")
        blocks["<" + compact[:4]].append(key)
        blocks[">" + compact[:1] + compact[-7:]].append(key)
    for name in sorted(blocks):
        block = blocks[name]
        for i, left in enumerate(block):
            for right in block[i + 1 :]:
                if abs(len(left) - len(right)) * 100 <= 15 * (len(left) + len(right)):
                    yield left, right


def _veto(left: str, right: str) -> str:
    ours, theirs = set(left.split()), set(right.split())
    only_left, only_right = ours - theirs, theirs - ours
    if {w for w in only_left if _has_digit(w)} != {w for w in only_right if _has_digit(w)}:
        return "the numbers in the names differ"
    if only_left & _TELLING or only_right & _TELLING:
        return f"{' '.join(sorted(only_left & _TELLING | only_right & _TELLING))} tells them apart"
    if min(len(left), len(right)) < 8:
        return "too short to be sure"
    return ""


def _has_digit(word: str) -> bool:
    return any(ch.isdigit() for ch in word)


def cut_off(spellings: Iterable[tuple[str, str]]) -> Iterator[Pair]:
    """Names that a body's system cut at a fixed width, each with the one longer name it is the beginning of.

    `spellings` are (body, name as written). A width counts as a cut when three or more of a body's names are exactly its longest.
    """
    by_body: dict[str, set[str]] = defaultdict(set)
    for body, name in spellings:
        by_body[body].add(name.strip())
    full = {(_run(name), names.key(name)) for written in by_body.values() for name in written}
    ordered = sorted(full)
    for body in sorted(by_body):
        width = max(map(len, by_body[body]))
        cut = sorted(name for name in by_body[body] if len(name) == width)
        if len(cut) < 3 or not 15 <= width <= 40:
            continue
        for name in cut:
            whole = {key for run, key in ordered if run.startswith(_run(name)) and len(run) > len(_run(name))}
            whole.discard(names.key(name))
            if len(whole) == 1:
                yield Pair(names.key(name), whole.pop(), CUT_OFF_SCORE, cut_off=True)


def _run(name: str) -> str:
    return "".join(names.words(name))
