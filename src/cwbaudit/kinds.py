"""What kind of payee a name says it is, and which words say so. The words are data: kinds.toml, people.toml and the lists beside them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from cwbaudit.names.councils import RANKS, councils
from cwbaudit.people import PEOPLE, Verdict, before_trading, data, first_of_trade, person, speaks_against, supposed, titled_within
from cwbaudit.terms import Kind
from cwbaudit.unlisted import places

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_SHORT = {
    "grammar": (Kind.SCHOOL, "schools are called so"), "high": (Kind.SCHOOL, "schools are called so"),
    "pcc": (Kind.CHARITY, "parochial church councils are called so after their saint"),
    "ha": (Kind.CHARITY, "housing associations are called so"),
    "pc": (Kind.PUBLIC_BODY, "parish councils are called so"), "tc": (Kind.PUBLIC_BODY, "town councils are called so"),
}  # fmt: skip
_SAINTS = ("st", "sts", "saint", "saints", "ss", "all", "holy", "christ", "christchurch")
_FORMS = ("whole", "begins", "ends", "contains")
_TRADING = re.compile(r"\W+(?:t\W+as?|trading\s+as)\b\W*", re.IGNORECASE)
_CHARITY = re.compile(r"[1-9]\d{4}")  # what else stands in such a column, n/a or 0, is no number


@dataclass(frozen=True)
class _Phrase:
    """Words that decide, where in the name they must stand, and the place of their rule in the order."""

    turn: int
    words: tuple[str, ...]
    form: str
    kind: Kind
    because: str

    def found(self, words: tuple[str, ...], at: int) -> bool:
        """Whether it stands in `words` at `at`, as its form asks."""
        end = at + len(self.words)
        if words[at:end] != self.words:
            return False
        first, last = at == 0, end == len(words)
        return {"whole": first and last, "begins": first, "ends": last, "contains": True}[self.form]


@lru_cache(maxsize=100_000)
def kind(name: str, company_number: str = "", charity_number: str = "") -> Verdict:
    """The kind of payee that `name` and its numbers tell of, and why; a person only when nothing says otherwise."""
    words = plain(name)
    if said := _stated(words) or _council(words) or _association(words):
        return said
    who = person(words) or _in_short(words) or supposed(words)
    numbered = _by_number(company_number.strip().upper(), charity_number.strip())
    # no firm is called Mrs, nor is a person who trades one: the number is of one that is paid for her, or is wrong
    if who and numbered and (who[0] is Kind.INDIVIDUAL or trader(name)):
        return Kind.SOLE_TRADER, f"{who[1]}, though {numbered[1]}"
    return numbered or who or (Kind.UNKNOWN, "nothing in its name says what it is")


def kind_of(names: Sequence[str], company_number: str = "", charity_number: str = "") -> Verdict:
    """The kind of a supplier by all its names, the most spent-on first: one that states what it is outranks what looks like a person.

    Who trades under a name is a sole trader, whatever words of trade that name has.
    """
    told = [kind(name) for name in names]
    titled = [name for name, verdict in zip(names, told, strict=True) if verdict[0] is Kind.INDIVIDUAL]
    traders = [name for name, verdict in zip(names, told, strict=True) if verdict[0] in PEOPLE and trader(name)]
    if (titled or traders) and all(verdict[0] in PEOPLE for verdict in told):
        return kind((titled or traders)[0], company_number, charity_number)
    if traders and not company_number and not charity_number and not any(_states(name) for name in names):
        return kind(traders[0])
    found = [kind(name, company_number, charity_number) for name in names]
    stated = [verdict for verdict in found if verdict[0] not in (*PEOPLE, Kind.UNKNOWN)]
    return next(iter([*stated, *(verdict for verdict in found if verdict[0] in PEOPLE), *found]))


def _states(name: str) -> bool:
    """Whether it says what it is, other than by a person's name or a word of trade."""
    said = _stated(plain(name))
    return said is not None and said[0] not in PEOPLE


def trader(name: str) -> bool:
    """Whether a person's name stands before the name that it trades under."""
    return before_trading(plain(name)) is not None


def trading(name: str) -> tuple[str, str]:
    """What stands before "t/a" in a name that has a person's there, and what stands after it; nothing in any other."""
    found = _TRADING.search(name) if trader(name) else None
    if not found:
        return "", ""
    after = name[found.end() :].strip()
    return name[: found.start()].strip(), after if "(" in after else after.rstrip(")")


def names_a_person(name: str) -> bool:
    """Whether this spelling by itself is a person's name, alone, before "t/a" or with a title among other words (Care Ltd/Mr B Jones),
    whatever numbers stand beside it: it is never printed."""
    return kind(name)[0] in PEOPLE or trader(name) or titled_within(plain(name))


def plain(name: str) -> tuple[str, ...]:
    """The words by which names are judged: small, without accents and marks, & as "and"."""
    text = unicodedata.normalize("NFKD", name.replace("&", " and ").casefold().translate(_LETTERS))
    text = "".join(ch for ch in text if not unicodedata.combining(ch) and ch not in "'\u2019\u2018`")
    return tuple(re.sub(r"[^\w]+|_", " ", text).split())


def _stated(words: tuple[str, ...]) -> Verdict | None:
    phrases = _phrases()
    hits = [p for at, word in enumerate(words) for p in phrases.get(word, ()) if p.found(words, at)]
    if not hits:
        return None
    first = min(hits, key=lambda p: (p.turn, -len(p.words), p.words))
    return first.kind, f'{first.because} ("{" ".join(first.words)}")'


def _council(words: tuple[str, ...]) -> Verdict | None:
    """What an authority's name with the initials of its rank behind it is: North Kesteven DC, Lincolnshire PCC."""
    rank = next((word for word in words[1:] if word in RANKS), "")
    spelled = tuple(councils([word for word in words if word != "and"])) if rank else ()
    if rank and rank not in spelled and (said := _stated(spelled)):
        return said[0], f'{said[1].partition(" (")[0]} ("{rank}" behind the name of a local authority)'
    return None


def _association(words: tuple[str, ...]) -> Verdict | None:
    """A housing association, where nothing before HA could be of a person whose given name or initials these are."""
    return _in_short(words) if words[-1:] == ("ha",) and all(map(speaks_against, words[:-1])) else None


def _in_short(words: tuple[str, ...]) -> Verdict | None:
    """What the last word of a name is short for. The name has not the form of a person's, and is no family name with initials either."""
    rest, last = words[:-1], words[-1] if words else ""
    said = _SHORT.get(last)
    if not said or not rest:
        return None
    trade = first_of_trade(rest)
    fits = {
        "grammar": True, "high": len(rest) > 1 and not trade, "pcc": rest[0] in _SAINTS, "ha": any(map(speaks_against, rest)),
        "pc": not trade and any(map(speaks_against, rest)), "tc": not trade and any(word in places() for word in rest),
    }  # fmt: skip
    return (said[0], f'{said[1]} ("{last}")') if fits[last] else None


def _by_number(company: str, charity: str) -> Verdict | None:
    """Prefixes as Companies House gives them out: CE charitable incorporated organisations, IP and RS registered societies."""
    if _CHARITY.search(charity):
        return Kind.CHARITY, f"it has a charity number, {charity}"
    if company.startswith(("CE", "CS")):
        return Kind.CHARITY, f"its number, {company}, is a charitable incorporated organisation's"
    if company.startswith(("IP", "RS", "SP", "NP", "NO")):
        return Kind.COOPERATIVE, f"its number, {company}, is a registered society's"
    return (Kind.COMPANY, f"it has a company number, {company}") if company else None


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """Every phrase of kinds.toml by its first word."""
    rules = tomllib.loads(data("kinds.toml"))["rule"]
    kinds = {kind.value: kind for kind in Kind}
    phrases = [
        _Phrase(turn, plain(text), form, kinds[rule["kind"]], rule["because"])
        for turn, rule in enumerate(rules)
        for form in _FORMS
        for text in rule.get(form, ())
    ]
    return _grouped(phrases)


def _grouped(phrases: Iterable[_Phrase]) -> dict[str, tuple[_Phrase, ...]]:
    by_word: dict[str, tuple[_Phrase, ...]] = {}
    for phrase in phrases:
        by_word[phrase.words[0]] = (*by_word.get(phrase.words[0], ()), phrase)
    return by_word


@cache
def words_of(kind: Kind) -> frozenset[str]:
    """Every word in the phrases of a kind."""
    return frozenset(word for phrases in _phrases().values() for phrase in phrases if phrase.kind is kind for word in phrase.words)
