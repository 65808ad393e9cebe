"""Whether two words are one word, spelled differently: a slip, a plural, an abbreviation; and how many points that costs."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from cwbaudit.resolve.vocabulary import CLOSING, PURPOSES, RARE, STANDING, TELLING, bits, opposites, places


def cost(one: str, other: str) -> tuple[float, str] | None:
    """Points against two words being one word, with what they are to each other; None when they are two words."""
    if one[0] != other[0] and OSA.distance(one, other, score_cutoff=3) > 3:  # so are most that are compared
        return None
    return _cost(one, other)


@lru_cache(maxsize=50_000)
def _cost(one: str, other: str) -> tuple[float, str] | None:
    short, long = (one, other) if (len(one), one) < (len(other), other) else (other, one)
    if short[-1] != long[-1] and not long.startswith(short) and OSA.distance(short, long, score_cutoff=3) > 3:
        return None
    rows = opposites()
    if plural(short, long):  # homes are built, a home is lived in; who has nurseries may be another than who has one
        return (13.0 if long in rows else 3.0), "plural"
    if rows.get(short, frozenset()) & rows.get(long, frozenset()) or (short in places() and long in places()):
        return None
    if len(short) == len(long):
        return _slip(short, long)
    if long in (short + "and", "and" + short):
        return 1.0, "run into its and"
    if long in (short + "the", "the" + short) and long not in bits():
        return 1.0, "run into its the"
    if _noted(short, long):
        return 4.0, "run into a note"
    if _doubled(short, long):
        return 3.0, "doubled letter"
    return _best(_slip(short, long), _shortened(short, long))


def _best(*found: tuple[float, str] | None) -> tuple[float, str] | None:
    return min((each for each in found if each), default=None)


def plural(short: str, long: str) -> bool:
    return len(short) > 2 and (long in (short + "s", short + "es") or (short[-1] == "y" and long == short[:-1] + "ies"))


def _noted(short: str, long: str) -> bool:
    """Whether what a payment was for is written straight after a usual word: chainorders; but not Woodstock."""
    note = long[len(short) :]
    if short in CLOSING and long.startswith(short) and len(note) > 1 and note.isalpha() and not (long in bits() or note in _ENDINGS):
        return True  # authoritycnst
    return len(note) > 4 and note in PURPOSES and long.startswith(short) and short in bits() and not (long in bits() or long in places())


_ENDINGS = frozenset({"er", "ers", "lor", "lors", "ing"})


def _doubled(short: str, long: str) -> bool:
    """Whether one letter, twice in a row, is all that one of them has more: brownhil, brownhill."""
    if not len(long) == len(short) + 1 > 5:
        return False
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return at > 0 and long[at] == long[at - 1] and short[at:] == long[at + 1 :]


# Points for so many edits in words of at least so many letters. Two words that are both usual are two words, not a slip;
# where one of them is usual and the other unheard of, the second is probably the first.
_BOTH_UNHEARD = ((1, 7, 4.0), (1, 5, 6.0), (1, 4, 12.5), (2, 10, 7.0), (2, 8, 13.0))
_ONE_USUAL = ((1, 6, 3.0), (1, 5, 4.0), (1, 4, 12.5), (2, 8, 5.0), (2, 6, 12.0), (3, 12, 11.0))
_BOTH_USUAL = ((1, 9, 7.0),)
_COMMONPLACE = ((1, 4, 4.0), (1, 3, 8.0), *_ONE_USUAL)  # one of them is in every thousandth name: club, house, union


def _slip(short: str, long: str) -> tuple[float, str] | None:
    edits = OSA.distance(short, long, score_cutoff=3)
    if len(short) < 6 and (short in opposites() or long in opposites()):  # last and east
        return None
    if edits > 3 or not (short.isalpha() and long.isalpha()):
        return None
    usual = (short in bits()) + (long in bits())
    commonplace = usual == 1 and min(bits().get(short, RARE), bits().get(long, RARE)) <= 10
    for most, letters, points in _COMMONPLACE if commonplace else (_BOTH_UNHEARD, _ONE_USUAL, _BOTH_USUAL)[usual]:
        if edits <= most and len(short) >= letters:
            return points + _unlike_a_slip(short, long, usual), "slip"
    return None


def _unlike_a_slip(short: str, long: str, usual: int) -> float:
    """More points where a slip of the keyboard is unlikely: at the first letter, or one letter for another in a name of its own."""
    exchanged = len(short) == len(long) and sorted(short) != sorted(long)
    if short[0] != long[0]:
        return 8.0 if exchanged and usual != 1 else 4.0 if exchanged or len(short) < 7 else 2.0
    return 2.0 if exchanged and usual != 1 else 0.0


WAYS = frozenset({("st", "street"), ("rd", "road"), ("ave", "avenue")})  # in short, and in full


def _shortened(short: str, long: str) -> tuple[float, str] | None:
    if (short, long) in WAYS or (len(short) == 2 and long in STANDING and long.startswith(short)):
        return 1.0, "short"
    if len(short) < 3 or len(long) - len(short) < 2 or short[0] != long[0] or not (short.isalpha() and long.isalpha()):
        return None
    known = long in bits() and bits()[long] < 13
    if long.startswith(short):
        if short in bits():  # a word of its own: care/careers, park/parkland
            return (14.0, "short") if known and short not in TELLING and len(short) >= 4 else None
        likely = known and (len(short) > 3 or bits()[long] <= 10) and long not in places()  # Chip is not Chippenham
        return 4.0 if likely else 13.0, "short"
    bare = not set(short[1:]) & set("aeiou")
    if known and short[-1] == long[-1] and short not in bits() and len(long) >= 6 and inside(short, long):
        return (5.0, "short") if long not in TELLING and (bare or 3 * len(short) > 2 * len(long)) else None
    return None


def inside(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in `long` in that order: hsptl in hospital."""
    letters = iter(long)
    return all(letter in letters for letter in short)
