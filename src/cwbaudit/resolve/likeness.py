"""How alike two names are: 100 points less what each difference costs, with what spoke for and against.

A veto is more than points: it forbids a join however alike the rest is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

from cwbaudit import names
from cwbaudit.resolve import spelling
from cwbaudit.resolve.vocabulary import DESKS, LOCAL, NATIONS, RARE, STANDING, TELLING, WEIGHTLESS, bits, opposites, places, weight

JOIN, REVIEW = 88.0, 78.0
USUAL_WIDTHS = frozenset({24, 25, 28, 30, 31, 32, 34, 35, 36, 38, 40, 45, 50, 60})
_SURE_WIDTHS = frozenset({30, 35, 40})  # the only ones at which a cut between two words is believed


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


class _Tally:
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


def likeness(one: Reading, other: Reading) -> Likeness:
    """How alike two names are. The same whichever comes first."""
    if (len(other.words), other.key) < (len(one.words), one.key):
        one, other = other, one
    tally = _Tally()
    _forms(one, other, tally)
    left, right, shared = _leftovers(one.words, other.words)
    if not left and not right:
        if one.words != other.words:
            moved = one.words[0] != other.words[0] and {one.words[0], other.words[0]} & places()  # Leeds Tyres; Tyres (Leeds)
            tally.charge(14.0 if moved and len(one.words) > 2 else 2.0, "the same words in another order")
    elif one.run == other.run:
        tally.charge(1.0, "the same letters, parted otherwise")
    elif not _cut_off(one, other, tally):
        _numbers(left, right, shared, tally)
        if tally.veto:
            return tally.result()
        left, right, same = _respelled(left, right, shared, tally)
        _remaining(left, right, one, other, [*shared, *same], tally)
        _too_little(one, other, shared, tally)
    return tally.result()


def _forms(one: Reading, other: Reading, tally: _Tally) -> None:
    if one.form == other.form:
        return
    if (one.form or one.formed) and (other.form or other.formed):
        tally.forbid(f"{one.form.upper() or 'Ltd'} and {other.form.upper() or 'Ltd'} are different kinds of firm")
    else:
        tally.charge(3.0, f"only one is written {(one.form or other.form).upper()}")


def _leftovers(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The words of each that the other lacks, and the words they share."""
    in_other, in_one = Counter(other), Counter(one)
    left, right, shared = [], [], []
    for word in one:
        if in_other[word]:
            in_other[word] -= 1
            shared.append(word)
        else:
            left.append(word)
    for word in other:
        if in_one[word]:
            in_one[word] -= 1
        else:
            right.append(word)
    return left, right, shared


def _cut_off(one: Reading, other: Reading, tally: _Tally) -> bool:
    """Whether one name is the other, cut at a fixed width; charged, and nothing else is left to compare."""
    short, long = (one, other) if len(one.run) < len(other.run) else (other, one)
    if len(short.run) < 14 or len(short.words) < 2 or short.form:
        return False
    if not long.run.startswith(short.run):
        return _cut_and_misspelt(short, long, tally)
    end, whole = 0, 0
    for word in long.words:
        if end >= len(short.run):
            break
        end, whole = end + len(word), whole + 1
    lost = list(long.words[whole:])
    if any(_digits(word) for word in lost):
        return False
    if end == len(short.run):  # cut between words: only the width tells a cut from another name
        if short.width not in USUAL_WIDTHS or len(lost) > 3 or lost[0] in TELLING or lost[0] in places():
            return False
        tally.cut = True
        tally.charge(
            (5.0 if short.width in _SURE_WIDTHS else 11.0) + 3.0 * len(lost),
            f'cut after {short.width} characters, before "{" ".join(lost)}"',
        )
        return True
    if short.words[-1] in bits() and short.words[-1] not in WEIGHTLESS and short.width not in USUAL_WIDTHS:
        return False
    tally.cut = True
    tally.charge(4.0 if short.width in USUAL_WIDTHS else 5.0 + 3.0 * len(lost), "cut off in the middle of a word")
    return True


def _cut_and_misspelt(short: Reading, long: Reading, tally: _Tally) -> bool:
    if short.width not in _SURE_WIDTHS or len(long.run) < len(short.run) + 2 or len(short.run) < 18:
        return False
    slips = OSA.distance(short.run, long.run[: len(short.run)], score_cutoff=1)
    if slips > 1 or short.words[0][0] != long.words[0][0] or any(map(_digits, short.words + long.words)):
        return False
    tally.cut = True
    tally.charge(10.0, f"cut after {short.width} characters, with a slip")
    return True


@lru_cache(maxsize=500_000)
def _digits(word: str) -> bool:
    return any(ch.isdigit() for ch in word)


def _coded(word: str) -> bool:
    """Letters and digits mixed, as in a payer's or a register's codes; but 1st, 2nd and k2 are words."""
    return (
        len(word) > 2
        and not word.isdigit()
        and not word.startswith("no")
        and _digits(word)
        and word.lstrip("0123456789") not in ("st", "nd", "rd", "th")
    )


def _numbers(left: list[str], right: list[str], shared: Sequence[str], tally: _Tally) -> None:
    ours, theirs = [w for w in left if _digits(w)], [w for w in right if _digits(w)]
    if ours and theirs and not all(map(_coded, ours + theirs)):
        tally.forbid("the numbers in the names differ")
    for word in ours + theirs:
        code = _coded(word) and told(shared) >= 20
        tally.charge(5.0 if code else 14.0, f"only one has the {'code' if code else 'number'} {word}")
    for word in ours:
        left.remove(word)
    for word in theirs:
        right.remove(word)


def _respelled(left: list[str], right: list[str], shared: Sequence[str], tally: _Tally) -> tuple[list[str], list[str], list[str]]:
    """What is left once words that are one word, spelled differently, are taken away; and the spellings that stood for them."""
    same: list[str] = []
    pairs = sorted(
        (found[0], x, y, found[1]) for x in left for y in right if (found := spelling.cost(x, y)) is not None
    )  # fmt: skip
    for points, x, y, how in pairs:
        if x in left and y in right:
            left.remove(x)
            right.remove(y)
            same.append(y if y in bits() else x)
            tally.charge(points, f'"{x}" for "{y}" ({how})')
            if how in ("slip", "plural") and max(bits().get(x, RARE), bits().get(y, RARE)) > 11 and LOCAL.issuperset(shared):
                tally.charge(6.0, "such names differ by a letter from one village to the next")
    if left and right:
        _regrouped(left, right, tally)
    return left, right, same


def _regrouped(left: list[str], right: list[str], tally: _Tally) -> None:
    """Words run together or parted by a slip: `north field` and `northfield`, `shrub sw ap` and `shrub swap`."""
    ours, theirs = "".join(left), "".join(right)
    alike = ours == theirs or "and".join(left) == theirs or ours == "and".join(right)
    points = 1.0 if alike else _one_slip(left, right, ours, theirs)
    if points:
        tally.charge(points, f'"{" ".join(left)}" for "{" ".join(right)}"')
        left.clear()
        right.clear()


def _one_slip(left: list[str], right: list[str], ours: str, theirs: str) -> float:
    if any(map(_digits, left + right)) or OSA.distance(ours, theirs, score_cutoff=1) > 1:
        return 0.0
    if len(left) != len(right):
        return 5.0 if min(len(ours), len(theirs)) > 7 else 0.0
    unheard = [sum(word not in bits() for word in words) for words in (left, right)]
    short = min(len(ours), len(theirs)) < (3 if len(ours) != len(theirs) else 4)
    return 8.0 if len(left) == 1 and sum(unheard) == 1 and not short else 0.0


def _remaining(left: list[str], right: list[str], one: Reading, other: Reading, shared: list[str], tally: _Tally) -> None:
    ours = [w for w in left if w not in WEIGHTLESS or (len(w) == 1 and w == one.words[0])]
    theirs = [w for w in right if w not in WEIGHTLESS or (len(w) == 1 and w == other.words[0])]
    tally.points += 0.5 * (len(left) + len(right) - len(ours) - len(theirs))
    if ours and theirs and _both_sides(ours, theirs, tally):
        return
    for words, whole in ((ours, one), (theirs, other)):
        for word in words:
            points, why = _missing(word, whole, shared)
            if word in places() and one.formed and other.formed:
                points, why = max(points, 14.0), f"{why}; a firm of each place"
            tally.charge(points, why)
            tally.group |= word in TELLING


def _both_sides(ours: list[str], theirs: list[str], tally: _Tally) -> bool:
    """Whether each name says something that the other does not: then they are two, whatever else they share."""
    standing = STANDING | {"hospital"}
    if standing.issuperset(ours) or standing.issuperset(theirs):
        return False
    rows = opposites()
    for x in ours:
        for y in theirs:
            if x in rows and y in rows and rows[x] & rows[y]:
                tally.forbid(f"{x} and {y} tell them apart")
    if (p := [w for w in ours if w in places()]) and (q := [w for w in theirs if w in places()]):
        tally.forbid(f"{p[0]} and {q[0]} are different places")
    tally.charge(40.0, f'"{" ".join(ours)}" against "{" ".join(theirs)}"')
    return True


def _missing(word: str, whole: Reading, shared: Sequence[str]) -> tuple[float, str]:
    """The cost of a word that only one of the names has."""
    common = told(shared)
    only = f'only one says "{word}"'
    if 2 < len(word) < 8 and word not in bits() and _initials(word, whole.words):
        return 3.0, f"{only}, its initials"
    if word == "council" and {"borough", "city", "county", "district"} & set(shared):
        return 3.0, only
    if word == "l" and whole.words[-1] == word:
        return 2.0, "only one is written Ltd, cut off after its L"
    if word in ("uk", "gb"):
        return 3.0, only
    if word in DESKS and common >= 16:
        return (1.0 if word == "branch" else 4.0), only
    if any(full.startswith(word) for full in STANDING if len(word) > 1) and {
        "nhs",
        "trust",
        "hospital",
        "commissioning",
        "health",
        "healthcare",
    } & set(shared):
        return 2.0, only
    if word in TELLING or word in NATIONS:
        return (9.0 if word in ("university", "primary") and common >= 44 else 18.0), only
    if word in places():
        at = whole.words.index(word)
        beside = {*whole.words[at - 1 : at], *whole.words[at + 1 : at + 2]} & places()
        if at == 0 or len(whole.words) < 3 or beside:  # Preston Builders; Preston and Blackburn Builders
            return 25.0, only
        own = told([name for name in shared if name not in LOCAL])
        return (6.0 if common >= 22 and own >= 16 else 14.0), f"{only}, a place"
    if word in ("group", "services", "hospital"):
        return 7.0 if common >= 28 and word != "services" else 14.0, only
    return (12.5 if bits().get(word, RARE) < 10 and common >= 30 else 18.0), only


def _initials(word: str, words: Sequence[str]) -> bool:
    """Whether a word is made of the first letters of the others, in order: HEFCE, TACT."""
    first = "".join(other[0] for other in words if other != word)
    return (
        word == first
        or (len(word) > 3 and spelling.inside(word, first))
        or (len(first) == len(word) - 1 > 2 and spelling.inside(first, word))
    )


def _too_little(one: Reading, other: Reading, shared: Sequence[str], tally: _Tally) -> None:
    """Short or commonplace names leave nothing to spare for a difference."""
    if tally.points < 3:
        return
    if min(len(one.run), len(other.run)) < 8:
        tally.charge(10.0, "too short to be sure")
    lacking = 12.0 - told(shared)
    if lacking > 0:
        tally.charge(lacking / 2, "little else is the same")
