"""One name as it is compared with another, and the tally of what the comparison finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cwbaudit import names
from cwbaudit.resolve.vocabulary import weight

Read = tuple[str, int, bool]  # what makes a reading: key, width, formed


class Reading:
    """One name as compared: its `words` without legal form, and the `run` of them without what parts them; a `form` that makes it another
    kind of firm (llp, lp, cic or cio); how wide it was written where it states no legal form (else 0), and whether it ends in one."""

    __slots__ = ("form", "formed", "key", "run", "width", "words")

    def __init__(self, key: str, width: int = 0, formed: bool = False) -> None:
        words, self.form = words_and_form(key)
        self.key, self.width, self.formed = key, width, formed
        self.words = tuple(words)
        self.run = "".join(words)

    @property
    def stated(self) -> str:
        """The kind of firm that the name says it is, "" where it states no legal form."""
        return self.form or ("ltd" if self.formed else "")


def words_and_form(key: str) -> tuple[list[str], str]:
    """The words of a key without the form that makes it another kind of firm, and that form."""
    said = key.split()
    if len(said) < 2 or said[-1] not in names.KEPT:
        return said, ""
    form = said[-1]
    return [word for word in said if word != form] or said, form


class Likeness(NamedTuple):
    """0 to 100, with its reasons; a veto forbids joining."""

    score: float
    spoke_for: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    veto: str = ""
    cut: bool = False
    group: bool = False  # they may be two members of one group, at one address


_UNLIKE = Likeness(0.0)


class Tally:
    """Points and reasons while two names are compared."""

    __slots__ = ("against", "cut", "group", "most", "points", "spoke_for", "veto")

    def __init__(self, most: float = 100.0) -> None:
        self.points, self.most = 0.0, most
        self.spoke_for: list[str] = []
        self.against: list[str] = []
        self.veto = ""
        self.cut = self.group = False

    def charge(self, points: float, why: str) -> None:
        self.points += points
        (self.against if points > 2 else self.spoke_for).append(why)

    @property
    def settled(self) -> bool:
        """Whether nothing that is still to be compared can bring the two together: points are never taken back."""
        return self.points > self.most or bool(self.veto)

    def copy(self) -> Tally:
        """As it stands, to be carried on in another way."""
        other = Tally(self.most)
        other.points, other.veto, other.cut, other.group = self.points, self.veto, self.cut, self.group
        other.spoke_for, other.against = [*self.spoke_for], [*self.against]
        return other

    def forbid(self, why: str) -> None:
        self.veto = self.veto or why

    def result(self) -> Likeness:
        if self.points > self.most and self.most < 100.0:  # of names so far apart no reasons are asked
            return _UNLIKE
        score = max(0.0, round(100.0 - self.points, 1))
        return Likeness(score, tuple(self.spoke_for), tuple(self.against), self.veto, self.cut, self.group)


def told(words: Sequence[str]) -> float:
    """How much words say together, in bits."""
    return sum(map(weight, words))


@lru_cache(maxsize=500_000)
def digits(word: str) -> bool:
    return any(ch.isdigit() for ch in word)


def account(word: str) -> bool:
    """Whether a number is long enough to be an account and is no year: 905, 4229; not 24 or 2012."""
    return word.isdigit() and len(word) > 2 and not (len(word) == 4 and word[:2] in ("18", "19", "20"))
