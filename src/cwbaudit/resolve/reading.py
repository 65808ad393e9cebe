"""One name as it is compared with another, and the tally of what the comparison finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cwbaudit import names
from cwbaudit.resolve.vocabulary import weight


@dataclass(frozen=True)
class Reading:
    """One name as compared: its words without legal form, a form that makes it another kind of firm, how wide it was written where it
    states no legal form (else 0), and whether it ends in its legal form."""

    key: str
    width: int = 0
    formed: bool = False

    @cached_property
    def form(self) -> str:
        """llp, lp, cic or cio where the name says so, else nothing."""
        last = self.key.rsplit(" ", 1)[-1]
        return last if last in names.KEPT and " " in self.key else ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words but the form."""
        return tuple(word for word in self.key.split() if word != self.form)

    @cached_property
    def run(self) -> str:
        """The words without what parts them."""
        return "".join(self.words)


@dataclass(frozen=True)
class Likeness:
    """0 to 100, with its reasons; a veto forbids joining."""

    score: float
    spoke_for: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    veto: str = ""
    cut: bool = False
    group: bool = False  # they may be two members of one group, at one address


class Tally:
    """Points and reasons while two names are compared."""

    def __init__(self) -> None:
        self.points = 0.0
        self.spoke_for: list[str] = []
        self.against: list[str] = []
        self.veto = ""
        self.cut = self.group = False

    def charge(self, points: float, why: str) -> None:
        self.points += points
        (self.against if points > 2 else self.spoke_for).append(why)

    def forbid(self, why: str) -> None:
        self.veto = self.veto or why

    def result(self) -> Likeness:
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
