"""The normal form of a name, reached in named steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from cwbaudit.names.abbreviations import SPELLED, spelled_out
from cwbaudit.names.beside import FIVE_DIGITS, without_account, without_note, without_trading
from cwbaudit.names.councils import COMPASS, RANKS, councils
from cwbaudit.names.forms import FORMS, KEPT, LEGAL, LONG, short_forms
from cwbaudit.names.letters import joined_initials, mended, whole_cooperative, without_accents, without_punctuation
from cwbaudit.names.wording import COOPERATED, DROPPED, SAID_TWICE, cooperatives, parted_cooperative, said_once, single_letters, without_and

_TEXT_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("wrongly read letters", mended),
    ("account numbers", without_account),
    ("notes to the payer", without_note),
    ("trading as", without_trading),
    ("initials", joined_initials),
    ("case and accents", without_accents),
    ("punctuation", without_punctuation),
)
_WORD_STEPS: tuple[tuple[str, Callable[[list[str]], list[str]]], ...] = (
    ("and, the", without_and),
    ("co-operative", cooperatives),
    ("single letters", single_letters),
    ("legal forms", short_forms),
    ("abbreviations", spelled_out),
    ("councils", councils),
    ("said twice", said_once),
)
_LETTERS = bytes(map(ord, "abcdefghijklmnopqrstuvwxyz"))
_SIGNS = b" &'()+,:;/-"
_WRITTEN = _LETTERS + _LETTERS.upper() + _SIGNS  # of what a plain name is made; a number of few digits and one point may stand in it too
_IN_SMALL = bytes.maketrans(_LETTERS.upper() + _SIGNS + b".", _LETTERS + b" " * (len(_SIGNS) + 1))
# Words that a text step may look for; without them a name of these letters changes by case and punctuation only.
_HINTS = frozenset(
    {"t", "ta", "tas", "trading", "trdg", "formerly", "not", "dont", "dnu", "prefix", "prefx", "amp", "quot", "apos", "nbsp"}
    | {"o", "administration", "liquidation", "receivership"}
)
_HINTS_OF_NUMBERS = frozenset(  # and these before a number
    {"c", "ac", "acct", "account", "vendor", "supplier", "ref", "cust", "customer", "see", "use", "inv", "invs", "invoice", "invoices"}
)
# Words that are not changed one by one: letters, legal forms before the last word, second words of long forms, what councils say in short.
_TOGETHER = frozenset(map(chr, _LETTERS)) | (LONG - {"public", "community", "charitable"}) | {"interest"} | LEGAL.keys()
_TOGETHER |= RANKS | COMPASS.keys()
_BY_THE_WORD_BEFORE = DROPPED | COOPERATED | RANKS | frozenset(map(chr, _LETTERS))
_CHANGING = _TOGETHER | _BY_THE_WORD_BEFORE | SPELLED.keys()  # no step changes any other word, but for the last of a name


def read(name: str) -> tuple[str, ...]:
    """`words`, without remembering the answer."""
    return normal(plain(name) or stripped(name))


def plain(name: str) -> list[str]:
    """The words of a plain name, with which no account, note or trading name is written: only case and punctuation are taken from it.
    None of any other."""
    if not name.isascii() or "AA " in name:
        return []
    beside = name.encode().translate(None, _WRITTEN)
    if beside and (beside.strip(b"0123456789.") or beside.count(b".") > 1 or "'" in name or FIVE_DIGITS.search(name)):
        return []
    text = whole_cooperative(name.lower()) if "-" in name else name
    if "&" in text or "+" in text:
        text = text.replace("&", " and ").replace("+", " and ")
    found = text.encode().translate(_IN_SMALL, b"'").decode().split()
    if not _HINTS.isdisjoint(found) or found[-1:] == ["c"] or (beside and not _HINTS_OF_NUMBERS.isdisjoint(found)):
        return []
    return found


def stripped(name: str) -> list[str]:
    """The words of any name, without what is written beside it."""
    for _, step in _TEXT_STEPS:
        name = step(name)
    return name.split()


def normal(found: list[str]) -> tuple[str, ...]:
    """The words of a name, each in its normal form."""
    *before, last = found or [""]
    if before and last not in _BY_THE_WORD_BEFORE and _CHANGING.isdisjoint(before):
        made = (*before, *_as_last(last))
        if len(made) < SAID_TWICE:
            return made
    return _one_by_one(found) or by_all_steps(found)


def _one_by_one(found: list[str]) -> tuple[str, ...]:
    """The words in normal form where each is changed by itself; none where they are not."""
    found = without_and(found)
    *before, last = found or [""]
    alone = bool(before) and len(last) > 1 and last not in RANKS and _TOGETHER.isdisjoint(before)
    if alone and (COOPERATED.isdisjoint(found) or not parted_cooperative(found)):
        made = (*spelled_out(before), *_as_last(last))
        if len(made) < SAID_TWICE:
            return made
    return ()


def by_all_steps(found: list[str]) -> tuple[str, ...]:
    """`normal`, the long way."""
    for _, of_words in _WORD_STEPS:
        found = of_words(found)
    return tuple(found)


@lru_cache(maxsize=100_000)
def _as_last(word: str) -> tuple[str, ...]:
    """What becomes of the last word of a name, whatever stands before it."""
    return by_all_steps(["name", word])[1:]


@lru_cache(maxsize=100_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in normal form, legal form last words included: `The N.W. Bldg Co. Limited` -> nw building co ltd."""
    return read(name)


def formed(name: str) -> bool:
    """Whether a name ends in a legal form."""
    return bool(said := words(name)) and said[-1] in FORMS


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """The normal form by which two names are the same: words without the ordinary legal forms; a name of nothing else keeps them."""
    return key_of(words(name), name)


def key_of(said: tuple[str, ...], name: str) -> str:
    """The key that the words of `name` make."""
    before, last = said[:-1], said[-1] if said else ""
    if FORMS.isdisjoint(before):  # as in most
        if last not in FORMS:
            return " ".join(said) or name.strip().casefold()
        if before and last not in KEPT:
            return " ".join(before)
    kept = [word for word in said if word not in FORMS or word in KEPT]
    if KEPT.issuperset(kept):
        return " ".join(said) or name.strip().casefold()
    return " ".join(kept)


def steps(name: str) -> list[tuple[str, str]]:
    """Every step that changed the name, with what it made of it: the working of the normal form."""
    told: list[tuple[str, str]] = []
    text = name
    for title, step in _TEXT_STEPS:
        if (after := " ".join(step(text).split())) != text:
            told.append((title, after))
        text = after
    found = text.split()
    for title, of_words in _WORD_STEPS:
        if (after_words := of_words(found)) != found:
            told.append((title, " ".join(after_words)))
        found = after_words
    if key(name) != " ".join(found):
        told.append(("legal form set aside", key(name)))
    return told
