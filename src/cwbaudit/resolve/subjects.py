"""What there is to be joined: one subject for each key, with all that is written beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple

from cwbaudit import names
from cwbaudit.numbers import number
from cwbaudit.resolve.crew import SHARES, Crew, hands_for, shares_of

_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}\Z")
_NOT_A_REFERENCE = frozenset({"", "redacted", "n/a", "na", "none", "awaiting", "various", "sundry", "-", "0"})
MOST_OF_A_REFERENCE = 3  # a reference beside more names than this is a sundry account, not a supplier
MOST_OF_A_NUMBER = 30
_KINDS_OF_HOUSE = (" care home", " nursing home", " residential home", " rest home", " retirement home", " day nursery")
_MORE_OF_ITS_KIND = frozenset({"residential", "nursing", "care", "private", "childrens", "of"})
_APART = "\x1f"  # stands between a key and the number by which firms of that name are told apart
_OTHER_FORMS = tuple(f" {form}" for form in sorted(names.KEPT))
_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Written:
    """One way a supplier is written, with what stands beside the name; `numbers` are company, charity or VAT numbers as written. Once it is
    read, its `subject`, and whether it is `bare`: nothing is written with the name, no number or note of the payer's, no trading name."""

    name: str
    body: str = ""
    reference: str = ""
    postcode: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    subject: int = -1
    bare: bool = True


class Part(NamedTuple):
    """A name within a name: `first` is the legal name, the rest are trading names, or, of a `house`, its name without the kind of house
    that it is; `formed` says that it states a legal form."""

    key: str
    first: bool
    formed: bool
    house: bool = False


Parts = tuple[tuple[str, bool, bool, bool], ...]  # as plain tuples


class Said(NamedTuple):
    """What many names say, in columns: the key of each, whether it is formed, how wide it is, whether it is bare; and the parts of those
    that have any, by number."""

    keys: list[str]
    formed: list[bool]
    widths: list[int]
    bare: list[bool]
    parts: dict[int, Parts]


@dataclass
class Subjects:
    """Keys in alphabetical order, and by their place in it: widest spelling without legal form, whether
    one ends in a legal form, numbers, postcodes, other names; and who shares what. Of `either` no spelling states a form, where others of
    that name are a company and an LLP or the like: they may mean either."""

    keys: list[str] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    formed: set[int] = field(default_factory=set)
    numbers: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    postcodes: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    also: dict[int, set[Part]] = field(default_factory=lambda: defaultdict(set))
    by_number: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_reference: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    either: set[int] = field(default_factory=set)

    @property
    def told_apart(self) -> bool:
        """Whether some keys may be told apart by what stands behind them."""
        return bool(self.by_number or self.either)

    def key(self, subject: int) -> str:
        """The key of a subject, without the number by which it may be told from others of that name."""
        return self.keys[subject].partition(_APART)[0] if self.told_apart else self.keys[subject]

    def meant(self, name: str) -> Sequence[int]:
        """The subjects that a person means by a name: of those that may be either firm, only where the name states no form either."""
        found = self.named(names.key(name))
        if self.either.isdisjoint(found):
            return found
        return [subject for subject in found if (subject in self.either) != names.formed(name)]

    def named(self, key: str) -> Sequence[int]:
        """The subjects of one key: several where firms of one name are told apart by their numbers, or by whether they state a form."""
        first = bisect_left(self.keys, key)
        last = first + (self.keys[first : first + 1] == [key])
        after = bisect_left(self.keys, f"{key}{_APART}", last)
        return [*range(first, last), *range(after, bisect_left(self.keys, f"{key}{chr(ord(_APART) + 1)}", after))]


def postcode(written: str) -> str:
    """A postcode without its space, or nothing."""
    plain = written.replace(" ", "").upper()
    return plain if _POSTCODE.match(plain) else ""


def gather(written: Sequence[Written]) -> Subjects:
    """The subjects of `written`; each `Written` then knows its own by number."""
    keys, formed, widths, bare, parts = _said([each.name for each in written])
    stated = [frozenset(n for kind, raw in each.numbers if raw and (n := number(kind, raw))) if each.numbers else _NONE for each in written]
    companies: dict[str, set[str]] = defaultdict(set)
    for key, numbers in zip(keys, stated, strict=True) if any(stated) else ():
        if numbers:
            companies[key].update(n for n in numbers if n.startswith("company:"))
    labels = [_label(key, numbers, companies.get(key, ())) for key, numbers in zip(keys, stated, strict=True)] if companies else keys
    either = _either(keys, formed)
    labels = (
        [f"{key}{_APART}" if at in either and label == key else label for at, (key, label) in enumerate(zip(keys, labels, strict=True))]
        if either
        else labels
    )
    subjects = Subjects(keys=sorted(set(labels)))
    subjects.either.update(at for at, label in enumerate(subjects.keys) if either and label.endswith(_APART))
    place = {label: i for i, label in enumerate(subjects.keys)}
    of = [place[label] for label in labels]
    for each, subject, is_bare, numbers in zip(written, of, bare, stated, strict=True):
        each.subject, each.bare = subject, is_bare
        if numbers or each.reference or each.postcode:
            _beside(each, numbers, subjects)
    subjects.formed.update(compress(of, formed))
    subjects.widths = [0] * len(place)
    for subject, width in zip(compress(of, widths), filter(None, widths), strict=True):
        subjects.widths[subject] = max(subjects.widths[subject], width)
    for at, found in parts.items():
        subjects.also[of[at]].update(Part(*part) for part in found)
    return subjects


def _said(written: list[str]) -> Said:
    hands = hands_for(len(written))
    shares = shares_of(len(written), hands * SHARES)
    said = Said([], [], [], [], {})
    with Crew(Reader, hands=hands) as crew:
        for share, (keys, formed, widths, bare, parts) in zip(shares, crew.each("said", [written[share] for share in shares]), strict=True):
            said.keys.extend(keys)
            said.formed.extend(formed)
            said.widths.extend(widths)
            said.bare.extend(bare)
            said.parts.update((share.start + at, found) for at, found in parts.items())
    return said


class Reader:
    """Reads names, whatever else is written."""

    def said(self, written: list[str]) -> tuple[list[str], list[bool], list[int], list[bool], dict[int, Parts]]:
        """What each name says by itself."""
        read = [_read(name) for name in written]
        keys, formed, widths, bare, parts = map(list, zip(*read, strict=True)) if read else ([], [], [], [], [])
        return keys, formed, widths, bare, {at: found for at, found in enumerate(parts) if found}


def _read(name: str) -> tuple[str, bool, int, bool, Parts]:
    """Its key, whether it ends in a legal form, its width, whether it is bare, its parts."""
    plain = names.plain(name)
    words = names.normal(plain or names.stripped(name))
    key = names.key_of(words, name)
    formed = bool(words) and words[-1] in names.FORMS
    bare = bool(plain) or names.bare(name)
    width = len(name.strip()) if not formed and names.whole(name) else 0
    if names.FORMS.isdisjoint(words[:-1]) and (plain or ("#" not in name and not names.trades(name))):
        return key, formed, width, bare, ((_house(key), False, formed, True),) if key.endswith(_KINDS_OF_HOUSE) else ()
    parts = []
    for turn, part in enumerate(names.parts(name)):
        found = names.read(part)
        if (within := names.key_of(found, part)) != key and len(found) < len(words):
            parts.append((within, turn == 0, not names.FORMS.isdisjoint(found), False))
    return key, formed, width, bare, tuple(parts)


def _house(key: str) -> str:
    """`stanley grange residential care home` -> stanley grange."""
    words = key.split()[:-2]
    while words and words[-1] in _MORE_OF_ITS_KIND:
        words.pop()
    return " ".join(words)


def _label(key: str, numbers: Iterable[str], companies: Collection[str]) -> str:
    """The key; and the company number too where one name is written beside several numbers, which are several firms."""
    if len(companies) < 2:
        return key
    own = sorted(n for n in numbers if n.startswith("company:"))
    return f"{key}{_APART}{own[0]}" if own else key


def _either(keys: Sequence[str], formed: Sequence[bool]) -> set[int]:
    """The names, by number, that state no form where a company and another kind of firm are called so."""
    others = {key.rpartition(" ")[0] for key in keys if key.endswith(_OTHER_FORMS)}
    both = others.intersection(compress(keys, formed)) if others else others
    return {at for at, (key, is_formed) in enumerate(zip(keys, formed, strict=True)) if key in both and not is_formed} if both else set()


def _beside(each: Written, numbers: Iterable[str], subjects: Subjects) -> None:
    for stated in numbers:
        subjects.numbers[each.subject].add(stated)
        subjects.by_number[stated].add(each.subject)
    if each.reference and each.reference.strip().casefold() not in _NOT_A_REFERENCE:
        subjects.by_reference[each.body, each.reference.strip()].add(each.subject)
    if each.postcode and (place := postcode(each.postcode)):
        subjects.postcodes[each.subject].add(place)
