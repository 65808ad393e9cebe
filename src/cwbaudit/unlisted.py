"""Words that no list has: neither the language's, nor a place's, nor what firms are called by. A name of nothing else is a person's.

Given names are many more than any list. What firms call themselves is mostly said in words.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

_VOWELS = frozenset("aeiouy")
_PART = 4  # letters; a firm's name may be two words written as one: COLOURPRINT


def unlisted(words: Collection[str]) -> bool:
    """Whether each of these is a word that no list has, of letters and with a vowel."""
    return all(len(word) > 2 and word.isalpha() and _VOWELS.intersection(word) and not _listed(word) for word in words)


def _listed(word: str) -> bool:
    known, of_firms = _words()
    if word in known or word.removesuffix("s") in known:
        return True
    halves = ((word[:at], word[at:]) for at in range(_PART, len(word) - _PART + 1))
    return any(a in known and b in known and (a in of_firms or b in of_firms) for a, b in halves)


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Every listed word; and those of trades and of organisations."""
    of_firms = _file("data/trades.txt") | _file("data/plain_words.txt") | _file("resolve/common_words.txt")
    return of_firms | _file("data/words.txt") | places(), of_firms


@cache
def places() -> frozenset[str]:
    """The names of towns, districts and counties, one word each."""
    return _file("resolve/places.txt")


def _file(name: str) -> frozenset[str]:
    text = files("cwbaudit").joinpath(*name.split("/")).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith(("#", "[")) for word in line.rstrip("#").split())
