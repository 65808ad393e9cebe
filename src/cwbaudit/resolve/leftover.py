"""What it costs that one name says a word which the other does not."""

from __future__ import annotations

from collections.abc import Sequence

from cwbaudit.resolve import spelling
from cwbaudit.resolve.reading import Reading, Tally, told
from cwbaudit.resolve.vocabulary import (
    BODIES,
    CLOSING,
    DEPARTMENTS,
    DESKS,
    HOSPITALS,
    LOCAL,
    NATIONS,
    PURPOSES,
    RARE,
    STANDING,
    TELLING,
    WEIGHTLESS,
    bits,
    opposites,
    places,
)


def remaining(left: list[str], right: list[str], one: Reading, other: Reading, shared: list[str], tally: Tally) -> None:
    ours = [w for w in left if w not in WEIGHTLESS or (len(w) == 1 and w == one.words[0])]
    theirs = [w for w in right if w not in WEIGHTLESS or (len(w) == 1 and w == other.words[0])]
    tally.points += 0.5 * (len(left) + len(right) - len(ours) - len(theirs))
    if ours and theirs and _both_sides(ours, theirs, shared, tally):
        return
    common = told(shared)
    if common >= 26 and "nhs" in ours + theirs and _A_HOSPITAL.issuperset(ours + theirs):
        tally.charge(8.0, f'only one says "{" ".join(ours + theirs)}"')
        return
    for words, whole in ((ours, one), (theirs, other)):
        told_before = False
        for word in words:
            points, why = _missing(word, whole, shared, common)
            if word == "council" and "city" in shared and "of" in left + right:  # City of Bradford
                points, why = 3.0, f'only one says "{word}"'
            purpose = points == 4.0 and (word in PURPOSES or (told_before and word in DESKS))
            points, told_before = 2.0 if purpose and told_before else points, told_before or purpose
            if word in places() and one.formed and other.formed:
                points, why = max(points, TWO_PLACES), f"{why}; a firm of each place"
            elif word in places() and not _NATIONAL.isdisjoint(left + right):
                points, why = max(points, TWO_PLACES), f"{why}; the other says UK"  # Holiday Inn Basildon, Holiday Inn UK Ltd
            tally.charge(points, why)
            tally.group |= word in TELLING
            if tally.settled:
                return


def _both_sides(ours: list[str], theirs: list[str], shared: Sequence[str], tally: Tally) -> bool:
    """Whether each name says something that the other does not: then they are two, whatever else they share."""
    if ["council"] in (ours, theirs) and {*ours, *theirs} <= _LONDON_BOROUGH and "borough" in (*ours, *theirs, *shared):
        tally.charge(3.0, "a London borough and its council")
        return True
    if _A_HOSPITAL.issuperset(ours) or _A_HOSPITAL.issuperset(theirs) or (len(shared) > 2 and _BESIDE.issuperset(ours + theirs)):
        return False
    if tally.most < AGAINST:  # whatever else is to be said of them
        tally.points += AGAINST
        return True
    rows = opposites()
    for x in ours:
        for y in theirs:
            if x in rows and y in rows and rows[x] & rows[y]:
                tally.forbid(f"{x} and {y} tell them apart")
    if (p := [w for w in ours if w in places()]) and (q := [w for w in theirs if w in places()]):
        tally.forbid(f"{p[0]} and {q[0]} are different places")
    tally.charge(AGAINST, f'"{" ".join(ours)}" against "{" ".join(theirs)}"')
    return True


def at_least(word: str) -> float:
    """Points that a word costs at least where it is all that one name says more than the other, and neither says a word of `EXCUSING`."""
    usual = word in bits() or len(word) > 7  # else it may be the initials of the others
    return _AT_LEAST if usual and _inexcusable(word) else 0.0


def at_least_but_initials(word: str) -> float:
    """The same of a word that may be made of the initials of the others, where it is not."""
    slip_or_code = (word[:1], word[-1:]) in (("t", "e"), ("a", "d")) or (len(word) == 3 and word[0] == "r")
    return _AT_LEAST if word not in bits() and 0 < len(word) < 8 and _inexcusable(word) and not slip_or_code else 0.0


def _inexcusable(word: str) -> bool:
    return word.isalpha() and word not in _EXCUSABLE and word not in places()


def _missing(word: str, whole: Reading, shared: Sequence[str], common: float) -> tuple[float, str]:
    """The cost of a word that only one of the names has; what they share tells `common` bits."""
    only = f'only one says "{word}"'
    if word == "total":
        return (4.0 if word == whole.words[0] and {"nhs", "trust"} <= set(shared) else 14.0), only  # a row of sums that ran in
    if word in _ENDOWED and "trust" in shared:  # the charity of a trust
        return 14.0, only
    for excuse in (_excused, _of_a_body, _in_the_health_service):
        if found := excuse(word, whole, shared, common):
            return found[0], only + found[1]
    if common >= 24 and word not in places() and _before(shared, whole):
        return 5.0, f"{only}, before the whole name of a body"
    if word in TELLING or word in NATIONS:
        return (9.0 if word in ("university", "primary") and common >= 44 else 18.0), only
    if word in places():
        return _place(word, whole, shared, common), f"{only}, a place"
    if _after(shared, whole) and _whole_body(shared, common) and not BODIES.isdisjoint(shared):
        return 5.0, f"{only}, after the whole name of a body"
    if word in ("group", "services", "hospital"):
        return 7.0 if common >= 28 and word != "services" else 14.0, only
    return (12.5 if bits().get(word, RARE) < 10 and common >= 30 else 18.0), only


def _after(shared: Sequence[str], whole: Reading) -> bool:
    """Whether all else in the longer name, no firm's, stands after the whole of the other."""
    return bool(shared) and not whole.formed and whole.words[: len(shared)] == tuple(shared)


def _whole_body(shared: Sequence[str], common: float) -> bool:
    """Whether what two names share tells so much that it is the whole name of a body: a ministry's, or three words."""
    return shared[0] in _MINISTRIES or (len(shared) > 2 and common >= (22.0 if shared[-1] in CLOSING else 24.0))


def _before(shared: Sequence[str], whole: Reading) -> bool:
    """Whether all else in the longer name, no firm's, stands before the whole name of a body, as what ran in from another row."""
    return len(shared) > 2 and shared[0] in ("nhs", "hm") and not whole.formed and whole.words[-len(shared) :] == tuple(shared)


def _excused(word: str, whole: Reading, shared: Sequence[str], common: float) -> tuple[float, str] | None:
    """Words that mean the same supplier in any name."""
    if 2 < len(word) < 8 and word not in bits() and _initials(word, whole.words):
        return 3.0, ", its initials"
    if word == "london" and {"borough", "council"}.issubset(shared):
        return 3.0, ", as all boroughs there are"
    if word == "council" and not _COUNCILS.isdisjoint(shared):
        return (14.0, ", and clubs and universities are called so too") if len(shared) == 2 and "city" in shared else (3.0, "")
    if word == "l" and whole.words[-1] == word:
        return 2.0, ", as Ltd is cut off after its L"
    if word in ("uk", "gb"):
        return 3.0, ""
    if len(word) == 4 and common >= 16 and word not in bits() and _a_slip_of_the_or_and(word, whole):
        return 3.0, ", a slip"
    if word in DESKS and whole.formed and word == whole.words[-1]:
        return 14.0, ", a company of its own"  # Pitney Bowes Finance Ltd
    if word in DESKS and common >= 16:
        return (1.0 if word == "branch" else 4.0), ""
    return None


def _a_slip_of_the_or_and(word: str, whole: Reading) -> bool:
    """Whether a word is `the` before a name, or `and` within it, with a letter too many inside: `thye`, `avnd`; Theo and Rand are names."""
    meant = "the" if word == whole.words[0] else "and" if word != whole.words[-1] else ""
    return bool(meant) and (word[0], word[-1]) == (meant[0], meant[-1]) and spelling.inside(meant, word)


def _of_a_body(word: str, whole: Reading, shared: Sequence[str], common: float) -> tuple[float, str] | None:
    """Departments, and what was paid for, after the name of a body."""
    if word in PURPOSES and common >= 24 and len(shared) > 2 and whole.words[:3] == tuple(shared[:3]) and not whole.formed:
        return 4.0, ""
    if word in _RANKS and shared and shared[-1] == whole.words[-1] == "council":
        return 3.0, ", a council's rank"
    if not _after(shared, whole):
        return None
    if (word in DEPARTMENTS or word in PURPOSES) and shared[-1] in CLOSING:
        return 3.0, ", a department"
    if BODIES.isdisjoint(shared):
        return None
    if word in ("pension", "pensions") and shared[-1] in CLOSING and shared[-1] != "council":  # a council's fund is a body of its own
        return 3.0, ", a department"
    if whole.words[-1] == "only" and common >= 16:
        return 3.0, ", a note of what it is for"
    if word in CLOSING and common >= 18 and whole.words[-1] == word:
        return 6.0, ""
    return (6.0, ", a place after the whole name of a body") if word in places() and _whole_body(shared, common) else None


def _in_the_health_service(word: str, whole: Reading, shared: Sequence[str], common: float) -> tuple[float, str] | None:
    """What trusts add to their names and leave out again."""
    if word == "nhs" and whole.words[-1] == word and common >= 22:
        return 3.0, ""
    if word == "f" and "nhs" in shared and not whole.formed:
        return 2.0, ", as of foundation"
    code = word == whole.words[0] and len(word) == 3 and word[0] == "r" and word not in bits() and word not in places()
    if code and not _CODED.isdisjoint(shared):
        return 4.0, ", a trust's code"
    if word == "local" and {"health", "board"} <= set(shared):
        return 3.0, ""
    if word in ("teaching", "services", "university") and "nhs" in whole.words and common >= 22 and not HOSPITALS.isdisjoint(shared):
        return 4.0, ""
    if word == whole.words[0] and len(word) < 6 and word not in bits() and {"clinical", "commissioning", "group"} <= set(shared):
        return 4.0, ", a code before a commissioning group"
    if word in _BEGUN_STANDING and not _HEALTH.isdisjoint(shared) and not whole.formed:
        return 2.0, ""
    return None


AGAINST = 40.0  # points that it costs that each name says something which the other does not
_ENDOWED = frozenset({"fund", "funds"})
EXCUSING = BODIES | CLOSING | {"only", "commissioning"}  # in a name that says one of these, any word may be what was paid for, or a note
TWO_PLACES = 14.0  # points that a place costs at least which only one of two firms names, or that stands where the other says UK
_AT_LEAST = 12.5  # of all words but those which an excuse may be found for
_BEGUN_STANDING = frozenset(full[:end] for full in STANDING for end in range(2, len(full) + 1))
_EXCUSABLE = frozenset({"l", "local", "group", "hospital", "teaching", "university", "primary"}).union(
    WEIGHTLESS, DESKS, PURPOSES, BODIES, CLOSING, HOSPITALS, STANDING, _BEGUN_STANDING
)
_NATIONAL = frozenset({"uk", "gb"})
_MINISTRIES = frozenset({"department", "ministry"})
_CODED = frozenset({"nhs", "hospital"})
_LONDON_BOROUGH = frozenset({"london", "borough", "council"})
_RANKS = frozenset({"metropolitan", "borough", "district", "city", "county"})
_COUNCILS = frozenset({"borough", "city", "county", "district"})
_A_HOSPITAL = STANDING | {"hospital"}
_BESIDE = DESKS | PURPOSES
_HEALTH = frozenset({"nhs", "trust", "hospital", "commissioning", "health", "healthcare"})


def _place(word: str, whole: Reading, shared: Sequence[str], common: float) -> float:
    at = whole.words.index(word)
    beside = {*whole.words[at - 1 : at], *whole.words[at + 1 : at + 2]} & places()
    if at == 0 or len(whole.words) < 3 or beside:  # Preston Builders; Preston and Blackburn Builders
        return 25.0
    if at + 1 < len(whole.words) and LOCAL.issuperset(whole.words[at + 1 :]):  # Guildhall and Barrow Surgery
        return 14.0
    own = told([name for name in shared if name not in LOCAL and name != "hospice"])  # St Luke has one in many towns
    return 6.0 if common >= 22 and own >= 16 else 14.0


def _initials(word: str, words: Sequence[str]) -> bool:
    """Whether a word is made of the first letters of the others, in order: HEFCE, TACT."""
    first = "".join(other[0] for other in words if other != word)
    return (
        word == first
        or (len(word) > 3 and spelling.inside(word, first))
        or (len(first) == len(word) - 1 > 2 and spelling.inside(first, word))
    )


def too_little(one: Reading, other: Reading, shared: Sequence[str], tally: Tally) -> None:
    """Short or commonplace names leave nothing to spare for a difference: UK Fostering is not Fostering."""
    common = told(shared)
    begun = {one.words[0], other.words[0]}
    if common < 13 and len(begun) == 2 and not WEIGHTLESS.isdisjoint(begun):
        tally.charge(13.0, "little else is the same")
    if tally.points < 3:
        return
    if tally.points >= _A_WORD and common < _A_NAME and _only_of_a_kind(one, other, shared, common):
        tally.charge(6.0, "what both say is a kind of business")
    if min(len(one.run), len(other.run)) < 8:
        tally.charge(10.0, "too short to be sure")
    lacking = 12.0 - common
    if lacking > 0:
        tally.charge(lacking / 2, "little else is the same")


def _only_of_a_kind(one: Reading, other: Reading, shared: Sequence[str], common: float) -> bool:
    """Whether all of one name is what many are called, and the other one of them: Street Furniture Company, Orchard Street Furniture."""
    short, long = sorted(([word for word in each.words if word not in WEIGHTLESS] for each in (one, other)), key=len)
    if (
        not short
        or not set(short).issubset(shared)
        or any(bits().get(word, RARE) > _USUAL or word in _OWN or word in places() for word in short)
    ):
        return False
    return common < _A_USUAL_NAME or long[-len(short) :] == short


_A_WORD = 16.0  # points that a word costs at least which only one name says and which may make it another's
_USUAL = 12.0  # bits; a word that tells more may be a name
_A_USUAL_NAME, _A_NAME = 13.0, 21.0  # bits that a name tells at least if its words are usual ones
_OWN = BODIES | NATIONS
