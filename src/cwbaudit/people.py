"""How a person's name is told from a firm's, by people.toml and the lists of words beside it. The words of a name: kinds.plain().

A name is a person's only when every word of it can be part of one. What is likely but not certain is a "sole trader or individual":
flagged and masked, never left out for that alone.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from cwbaudit.terms import Kind
from cwbaudit.unlisted import places, unlisted

PEOPLE = (Kind.INDIVIDUAL, Kind.SOLE_TRADER)
LONGEST = 6  # words; a longer name is a description
_LONGEST_UNLISTED = 4
_CIVIL = ("mr", "mrs", "miss")

Words = tuple[str, ...]
Verdict = tuple[Kind, str]


@dataclass(frozen=True)
class _Lists:
    """The words of the lists as sets; the shapes that many given names and many family names have; the last four are unions."""

    titles: frozenset[str]
    learned: frozenset[str]
    noble: frozenset[str]
    particles: frozenset[str]
    given: frozenset[str]
    given_words: frozenset[str]
    surnames: frozenset[str]
    surnames_british: frozenset[str]
    surname_words: frozenset[str]
    given_shape: re.Pattern[str]
    surname_shape: re.Pattern[str]
    firms: frozenset[str]
    short_words: frozenset[str]
    trades: frozenset[str]
    any_given: frozenset[str]
    any_surname: frozenset[str]
    beside_given: frozenset[str]
    beside_title: frozenset[str]


def person(words: Words) -> Verdict | None:
    """Whether a name of these words has the form of a person's, or is a firm's that is known by one; None when neither can be said."""
    lists = _lists()
    if " ".join(words) in lists.firms:
        return Kind.COMPANY, "a firm is known by that name"
    if trader := before_trading(words):
        return trader
    return _titled(words, lists) or _bare(words, lists)


def supposed(words: Words) -> Verdict | None:
    """What a name is taken for by single words alone, when no form tells: a firm by a word that no person is called by, else a person."""
    lists = _lists()
    if trade := first_of_trade(words):
        return Kind.COMPANY, f'its name has a word of trade ("{trade}")'
    if plain := max((word for word in words if _is_trade(word, lists)), key=len, default=""):
        return Kind.COMPANY, f'it says nothing of its trade, and "{plain}" speaks against a person'
    core = [word for word in words if word not in lists.particles]
    if 2 <= len(core) <= _LONGEST_UNLISTED and unlisted(core):
        return Kind.SOLE_TRADER, "its words are in no list of words, places and trades"
    return None


def first_of_trade(words: Words) -> str:
    """The first word of a trade; nothing when there is none."""
    return next((word for word in words if not trades().isdisjoint(_numbers(word))), "")


def speaks_against(word: str) -> bool:
    """Whether a name with this word is hardly a person's: a trade's, a plain word, or a place that is no family's name too."""
    lists = _lists()
    return _is_trade(word, lists) or (word in places() and word not in lists.any_surname)


def before_trading(words: Words) -> Verdict | None:
    """Whether a person's name stands before "t/a" or "trading as"; None when it does not say so."""
    lists = _lists()
    for at in range(1, len(words) - 2):
        if words[at : at + 2] in (("t", "a"), ("t", "as"), ("trading", "as")):
            if _titled(words[:at], lists) or _bare(words[:at], lists):
                return Kind.SOLE_TRADER, "a person's name stands before the name it trades under"
            return None
    return None


def titled_within(words: Words) -> bool:
    """Whether Mr, Mrs or Miss with a given name or an initial stands anywhere in a name. Ms does not count: firms are called MS."""
    given = _lists().given
    return any(word in _CIVIL and (len(after) == 1 or after in given) for word, after in pairwise(words))


def _titled(words: Words, lists: _Lists) -> Verdict | None:
    """A title, and no word of trade that is not a family name too: private persons are Mr and Mrs; a doctor may be paid as one."""
    noble = len(words) > 2 and words[0] in lists.noble and (words[1] in lists.given or len(words[1]) == 1)
    civil = [word for word in words if word in lists.titles]
    titles = civil or [word for word in words if word in lists.learned] or ([words[0]] if noble else [])
    rest = [word for word in words if word not in titles and word != "and" and not word.isdigit()]
    if not titles or not rest or len(rest) > LONGEST:
        return None
    allowed = frozenset() if noble else lists.beside_title
    if any(_of_trade(word, lists, allowed) for word in rest):
        return None
    return Kind.INDIVIDUAL if civil else Kind.SOLE_TRADER, f'a title stands in the name ("{titles[0]}")'


def _bare(words: Words, lists: _Lists) -> Verdict | None:
    """A person's name without a title: initials with a family name, or a given name with one, or a name that is only a family's."""
    core = tuple(word for word in _joined(words, lists) if not word.isdigit())
    if "and" in core[1:-1]:
        at = core.index("and")
        return _bare(core[:at], lists) and _bare(core[at + 1 :], lists)
    if not 2 <= len(core) <= LONGEST or "and" in core or core[0] == "st":
        return None
    for form in (_initials, _initials_together, _given, _family):
        if because := form(core, lists):
            return Kind.SOLE_TRADER, because
    return None


def _joined(words: Words, lists: _Lists) -> Words:
    """The words without an "and" that joins two initials, or two given names before a family name."""
    for at in range(1, len(words) - 1):
        both = (words[at - 1], words[at + 1])
        before = at < len(words) - 2 and all(word in lists.given for word in both)
        if words[at] == "and" and (before or all(len(word) == 1 for word in both)):
            return words[:at] + words[at + 1 :]
    return words


def _initials(core: Words, lists: _Lists) -> str:
    """`J Smith`, `Smith J A`: single letters on one side, a family name on the other."""
    names = [word for word in core if len(word) > 1 and word not in lists.particles]
    letters = [word for word in core if len(word) == 1]
    inside = any(len(core[at]) == 1 and len(core[at - 1]) > 1 and len(core[at + 1]) > 1 for at in range(1, len(core) - 1))
    article = core[0] == "a" and len(names) > 1  # A Brighter Tomorrow
    if not letters or len(letters) > 3 or not 1 <= len(names) <= 2 or inside or article:
        return ""
    return "" if any(_of_trade(word, lists, lists.surname_words) for word in names) else "initials stand beside a family name"


def _initials_together(core: Words, lists: _Lists) -> str:
    """`JA Smith`, `Smith JA`: only beside a family name that is listed, because firms are called `KP Snacks`."""
    if len(core) != 2:
        return ""
    pairs = ((core[0], core[1]), core[::-1])
    no_initials = lists.trades | lists.short_words
    found = any(len(short) in (2, 3) and short not in no_initials and name in lists.any_surname for short, name in pairs)
    return "initials stand beside a family name" if found else ""


def _given(core: Words, lists: _Lists) -> str:
    """`Adam Thistlewood`, `Thistlewood Adam`: a given name, or a word of such a shape, and nothing that could not be a family name."""
    for name, others in ((core[0], core[1:]), (core[-1], core[:-1])):
        if name in lists.any_given:
            allowed = lists.beside_given if name in lists.given and name == core[0] else lists.given
            if not any(_of_trade(word, lists, allowed) for word in others):
                return f'it begins or ends with a given name ("{name}")'
        elif lists.given_shape.fullmatch(name) and not any(_of_trade(word, lists, lists.given) for word in core):
            return f'"{name}" has the shape of a given name'
    return ""


def _family(core: Words, lists: _Lists) -> str:
    """`Khan Zarmina`: a family name that says by itself that it is one, and no word of trade."""
    for name in (core[-1], core[0]):
        shaped = lists.surname_shape.fullmatch(name)
        if (name in lists.surnames or shaped) and not any(_of_trade(word, lists, lists.given) for word in core):
            return f'"{name}" has the shape of a family name' if shaped else f'it has a family name ("{name}")'
    return ""


def _of_trade(word: str, lists: _Lists, allowed: frozenset[str]) -> bool:
    """Whether the word speaks against a person: a trade's, or one with digits in it."""
    trade = _is_trade(word, lists) and word not in allowed and word not in lists.particles
    return trade or any(ch.isdigit() for ch in word)


def _is_trade(word: str, lists: _Lists) -> bool:
    """Whether the word, or what it is the plural of, is one of a trade, or else no person's."""
    return not lists.trades.isdisjoint(_numbers(word))


def _numbers(word: str) -> Words:
    return word, word.removesuffix("s"), word.removesuffix("es")


@cache
def trades() -> frozenset[str]:
    """The words of trades alone."""
    return _words("trades.txt")


@cache
def _lists() -> _Lists:
    sets = listed("people.toml")
    given_shape, surname_shape = (re.compile("|".join(sets.pop(name))) for name in ("given_shapes", "surname_shapes"))
    firms = frozenset(" ".join(name.split()) for name in tomllib.loads(data("people.toml"))["firms"].split(";"))
    sets["given"] |= _words("given_names.txt")
    sets |= {
        "any_given": sets["given"] | sets["given_words"],
        "any_surname": sets["surnames"] | sets["surnames_british"],
        "beside_given": sets["given"] | sets["surname_words"],
        "beside_title": sets["given_words"] | sets["surname_words"],
    }
    return _Lists(**sets, firms=firms, given_shape=given_shape, surname_shape=surname_shape)


def listed(name: str) -> dict[str, frozenset[str]]:
    """The lists of people.toml as sets of words, and the words that no person is called by beside them."""
    said = tomllib.loads(data(name))
    said.pop("firms")
    shapes = {key: frozenset(said.pop(key).split()) for key in ("given_shapes", "surname_shapes")}
    return (
        {key: frozenset(re.split(r"[\s-]+", text.strip())) for key, text in said.items()}
        | shapes
        | {"trades": trades() | _words("plain_words.txt")}
    )


def _words(name: str) -> frozenset[str]:
    """The words of a list, its comments apart."""
    return frozenset(word for line in data(name).splitlines() if not line.startswith("#") for word in line.split())


def data(name: str) -> str:
    """The text of a file of the folder `data`."""
    return files("cwbaudit").joinpath("data", name).read_text(encoding="utf-8")
