"""Names whose first word has only its first letter and its end: N.Field for Northfield. No likeness of letters tells them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

_LEAST = 4  # letters of an end that tells a word
_GONE = 2  # letters at least that were left out: less is a slip


def shortened(keys: Sequence[str]) -> Iterator[tuple[int, int, str, bool]]:
    """Every name that is short for another, and that other, by their places; how; and whether it is short for that one alone.

    The words after the first are the same, and there are some.
    """
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
    for at, found in whole.items():
        for other, how in found:
            yield at, other, how, len(found) == 1
