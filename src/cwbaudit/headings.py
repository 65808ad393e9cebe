"""Headings: a short vocabulary of kinds of purchase, by which bodies that name their spend differently can be compared.

The words are the project's own and lie in data/headings.toml. No classification of others is bundled; divisions of the CPV are
recognised by their number, which is a plain fact.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from cwbaudit import names

UNKNOWN = "unknown"
_JOINTS = frozenset(("and", "of", "the", "for", "to", "in", "with", "on", "by", "s"))
# With the check digit or with its scheme's name, or ending in noughts: any other eight digits may be an account's number.
_CPV = re.compile(r"(?<!\d)(?:(\d{8})-\d(?!\d)|(\d{5}000)(?!\d))|\bcpv\D{0,8}(\d{8})(?!\d)", re.IGNORECASE)
_SCHEME = re.compile(r"(?:cpv|unspsc|proclass)\b", re.IGNORECASE)
_OTHER_SCHEMES = re.compile(r"\b(?:unspsc|proclass)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """One heading: its name, what it means, and the words and codes by which it is known."""

    name: str
    meaning: str
    labels: tuple[str, ...]
    weak: tuple[str, ...]
    names: tuple[str, ...]
    cpv: tuple[str, ...]
    sic: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A heading, and the words or the code that told it."""

    heading: str
    by: str


@cache
def headings() -> tuple[Heading, ...]:
    """The vocabulary, in its order."""
    text = resources.files("cwbaudit").joinpath("data/headings.toml").read_text(encoding="utf-8")
    lists = ("labels", "weak", "names", "cpv", "sic")
    return tuple(
        Heading(entry["name"], entry["meaning"], *(tuple(entry.get(name, ())) for name in lists))
        for entry in tomllib.loads(text)["heading"]
    )


@cache
def known() -> dict[str, str]:
    """Each heading's name by its name in small letters, `unknown` included."""
    return {name.casefold(): name for name in (*(heading.name for heading in headings()), UNKNOWN)}


def by_label(text: str) -> Told | None:
    """What the words of a label or a description tell, weak words only where there are no others; None when they tell nothing."""
    return by_strong_words(text) or by_weak_words(text)


@lru_cache(maxsize=200_000)
def by_strong_words(text: str) -> Told | None:
    """What those words tell that mean one kind of purchase and no other."""
    return _strong().best(words(text))


@lru_cache(maxsize=200_000)
def by_weak_words(text: str) -> Told | None:
    """What words tell that fit much: equipment, materials, works."""
    return _weak().best(words(text))


@lru_cache(maxsize=200_000)
def by_name(key: str) -> Told | None:
    """What the words of a supplier's name, in the normal form of names/, tell of its business; the last words tell most."""
    return _names().best(tuple(key.split()), last=True)


def by_code(text: str) -> Told | None:
    """What a CPV code in the text tells, by the longest division that is known; a code of another scheme tells nothing."""
    if _OTHER_SCHEMES.search(text):
        return None
    for match in _CPV.finditer(text):
        code = next(digits for digits in match.groups() if digits)
        if found := _longest([(part, heading.name) for heading in headings() for part in heading.cpv], code):
            return Told(found, code)
    return None


def names_a_scheme(text: str) -> bool:
    """Whether the text begins with the name of a scheme of codes."""
    return bool(_SCHEME.match(text))


def by_sic(codes: str) -> Told | None:
    """What a supplier's lines of business tell, codes of SIC 2007 parted by spaces: the first of them that tells anything."""
    parts = [(part, heading.name) for heading in headings() for part in heading.sic]
    return next((Told(found, code) for code in codes.split() if (found := _longest(parts, code))), None)


def _longest(parts: Sequence[tuple[str, str]], code: str) -> str | None:
    """The heading of the longest of `parts` that the code begins with."""
    found = max(((len(part), name) for part, name in parts if code.startswith(part)), default=None)
    return found[1] if found else None


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """A label's words as they are compared: small letters, no joints, single letters joined: `I.T. & R&M` is it, rm."""
    plain = "".join(ch for ch in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(ch))
    parts = [part for part in re.sub(r"[^a-z0-9]+", " ", plain.replace("&", " and ")).split() if part not in _JOINTS]
    joined = re.sub(r"\b([a-z])(?: ([a-z])\b)+", lambda match: match.group().replace(" ", ""), " ".join(parts))
    return tuple(joined.split())


@cache
def _strong() -> Phrases:
    return Phrases([(phrase, heading.name) for heading in headings() for phrase in heading.labels])


@cache
def _weak() -> Phrases:
    return Phrases([(phrase, heading.name) for heading in headings() for phrase in heading.weak])


@cache
def _names() -> Phrases:
    return Phrases([(_name_key(phrase), heading.name) for heading in headings() for phrase in heading.names])


def _name_key(phrase: str) -> str:
    """A phrase in the normal form of names, which knows no `*`: it stands after the last word."""
    return names.key(phrase.removesuffix("*")) + "*" * phrase.endswith("*")


class Phrases:
    """Phrases and what each means, found in a row of words; a word that ends in `*` stands for all that begin so."""

    def __init__(self, known: Sequence[tuple[str, str]]) -> None:
        self._by_start: dict[str, list[tuple[tuple[str, ...], int, str]]] = {}
        for rank, (phrase, meaning) in enumerate(known):
            first, *_ = parts = tuple(phrase.split())
            self._by_start.setdefault(first, []).append((parts, rank, meaning))

    def best(self, text: tuple[str, ...], *, last: bool = False) -> Told | None:
        """Most words, then the longest or with `last` the one furthest right, then the first declared."""
        found = [
            (len(parts), i if last else 0, len("".join(parts)), -rank, meaning, " ".join(text[i : i + len(parts)]))
            for i in range(len(text))
            for parts, rank, meaning in self._starting(text[i])
            if len(parts) <= len(text) - i and all(_fits(part, word) for part, word in zip(parts, text[i:], strict=False))
        ]
        return Told(*max(found)[-2:]) if found else None

    def _starting(self, word: str) -> list[tuple[tuple[str, ...], int, str]]:
        begins = [entry for n in range(1, len(word) + 1) for entry in self._by_start.get(f"{word[:n]}*", ())]
        return [*self._by_start.get(word, ()), *begins]


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
