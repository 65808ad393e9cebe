"""Names with a word in short that no likeness of letters tells: N.Field for Northfield, Navenby PC, NKDC, 1st for First."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

_LEAST = 4  # letters of an end that tells a word
_GONE = 2  # letters at least that were left out: less is a slip
# Of what a council's rank, or a crime commissioner, may be short after a place's name; so may clubs and shops.
_RANKS = {
    "bc": ("{} borough council", "borough of {}"), "cc": ("{} city council", "city of {} council", "{} county council"),
    "dc": ("{} district council",), "pc": ("{} parish council",), "tc": ("{} town council",),
    "pcc": ("police crime commissioner for {}", "{} police crime commissioner"),
}  # fmt: skip
_ENDS = tuple(f" {rank}" for rank in _RANKS)
_COUNCILS = ("dc", "bc", "cc")
_INITIALS = range(4, 7)  # letters: of three there are too many
_FIRST = "1st "


def shortened(keys: Sequence[str]) -> Iterator[tuple[int, int, str, bool]]:
    """Every name that is short for another, and that other, by their places; how; and whether it is short for that one alone."""
    yield from _without_middles(keys)
    yield from _in_initials(keys)


def _without_middles(keys: Sequence[str]) -> Iterator[tuple[int, int, str, bool]]:
    """Names whose first word has only its first letter and its end. The words after it are the same, and there are some."""
    short: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for at, key in enumerate(keys):
        if key[1:2] == " ":
            end, _, after = key[2:].partition(" ")
            if after and len(end) >= _LEAST:
                short[key[0], after].append((at, end))
    whole: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for at, key in enumerate(keys) if short else ():
        first, _, after = key.partition(" ")
        for other, end in short.get((first[:1], after), ()):
            if first.endswith(end) and len(first) > len(end) + _GONE:
                whole[other].append((at, f'"{keys[other][0]} {end}" may be short for "{first}"'))
    yield from _each(whole)


def _in_initials(keys: Sequence[str]) -> Iterator[tuple[int, int, str, bool]]:
    """Names that end in a rank's initials, or are a council's initials and no more, or begin with `1st`; where what they are short for is
    there. Initials of several councils tell nothing."""
    meant: dict[str, list[tuple[int, str]]] = defaultdict(list)
    initials: dict[str, int] = {}
    for at, key in enumerate(keys):
        if key.endswith(_ENDS):
            place, _, rank = key.rpartition(" ")
            for written in _RANKS[rank]:
                meant[written.format(place)].append((at, f'"{rank}" may be short for "{written.replace("{}", "").strip()}"'))
        elif key.startswith(_FIRST):
            meant[f"first {key.removeprefix(_FIRST)}"].append((at, '"1st" may be "first"'))
        elif len(key) in _INITIALS and key.endswith(_COUNCILS) and key.isalpha():
            initials[key] = at
    whole: dict[int, list[tuple[int, str]]] = defaultdict(list)
    spelled: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for at, key in enumerate(keys) if meant or initials else ():
        for other, how in meant.get(key, ()):
            whole[other].append((at, how))
        if initials and key.endswith(" council") and (other := initials.get("".join(word[0] for word in key.split()), -1)) >= 0:
            spelled[other].append((at, f'"{keys[other]}" may be its initials'))
    yield from _each(whole)
    yield from _each({other: found for other, found in spelled.items() if len(found) == 1})


def _each(whole: dict[int, list[tuple[int, str]]]) -> Iterator[tuple[int, int, str, bool]]:
    for at, found in whole.items():
        for other, how in found:
            yield at, other, how, len(found) == 1
