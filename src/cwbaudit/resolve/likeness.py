"""How alike two names are: 100 points less what each difference costs, with what spoke for and against.

A veto is more than points: it forbids a join however alike the rest is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from cwbaudit.resolve import spelling
from cwbaudit.resolve.cutting import as_cut
from cwbaudit.resolve.leftover import remaining, too_little
from cwbaudit.resolve.reading import Likeness, Reading, Tally, account, digits, told
from cwbaudit.resolve.vocabulary import BODIES, CLOSING, DESKS, LOCAL, NATIONS, RARE, STANDING, WEIGHTLESS, bits, places, weight

JOIN, REVIEW = 88.0, 78.0
_COMMONPLACE = 13.0  # bits; names of such words alone tell little
_SURGERIES = frozenset({"surgery", "practice", "medical", "dental", "clinic", "pharmacy"})
_HOSPITALS = frozenset({"hospital", "university"})
_OF_A_PLACE = STANDING | _HOSPITALS
_BESIDE = STANDING | DESKS | WEIGHTLESS  # what makes no other business of a name
_TRUST = frozenset({"nhs", "trust"})
_OF_A_BODY = BODIES | CLOSING
_BY_A_LETTER = ("slip", "plural", "run into its and")
_LITTLE = 4.0  # points at most that a note, or the counter to which a payment went, costs
_MUCH = 22.0  # bits that two names share, from which on a slip is easily believed
ROUNDING = 0.1  # points by which a score is rounded at most


def likeness(one: Reading, other: Reading, *, least: float = 0.0) -> Likeness:
    """How alike two names are. The same whichever comes first. Of names less alike than `least` no more is said than that."""
    if len(other.words) < len(one.words) or (len(other.words) == len(one.words) and other.key < one.key):
        one, other = other, one
    tally = Tally(100.0 - least + ROUNDING)
    if not (one.formed or other.formed) and one.words != other.words:
        _only_a_place(one, other, tally)
    if one.form != other.form:
        _forms(one, other, tally)
    if one.formed != other.formed:
        _kinds_of_body(one, other, tally)
    left, right, shared = _leftovers(one.words, other.words)
    if not left and not right:
        if one.words != other.words:
            moved = any(a.words[0] == b.words[-1] in places() for a, b in ((one, other), (other, one)))  # Leeds Tyres; Tyres (Leeds)
            moved &= "of" not in (one.words[-1], other.words[-1])  # as in an index: Leeds, University of
            tally.charge(14.0 if moved and len(one.words) > 2 else 2.0, "the same words in another order")
            _reordered(one.words, other.words, tally)
    elif one.run == other.run:
        tally.charge(1.0, "the same letters, parted otherwise")
    else:
        cut = as_cut(one, other, tally)
        _word_by_word(one, other, left, right, shared, tally)
        if cut and (tally.veto or cut.points < tally.points):
            return cut.result()
    return tally.result()


def _only_a_place(one: Reading, other: Reading, tally: Tally) -> None:
    """Of two names that state no form: a place has a trust, and hospitals and commissioners beside it: Walsall Hospital, which names no
    trust, may be the hospital's radio; NHS Stockport is not Stockport NHS Trust."""
    if not _said_of_a_place().issuperset(one.words):
        return
    trusts = [bool(_TRUST.intersection(each.words)) for each in (one, other)]
    first, second = ((each.words[0] == "nhs" and "trust" not in each.words) for each in (one, other))
    commissioners = first != second and not _HOSPITALS.intersection(one.words)
    both = {*one.words, *other.words}
    fragment = "nhs" not in both and all(word in STANDING or word in places() for word in both)  # Trust Birmingham
    if fragment or (any(trusts) and (commissioners or not (all(trusts) or _of_one_trust(one, other)))):
        tally.charge(13.0, "nothing but a place is said of them")


@cache
def _said_of_a_place() -> frozenset[str]:
    return places().union(_OF_A_PLACE, WEIGHTLESS)


def _of_one_trust(one: Reading, other: Reading) -> bool:
    """Whether both are called as trusts alone are, by two places: Doncaster and Bassetlaw Hospitals."""
    shared = {*one.words} & {*other.words}
    return "hospital" in shared and len(shared & places()) > 1


def _word_by_word(one: Reading, other: Reading, left: list[str], right: list[str], shared: list[str], tally: Tally) -> None:
    if not (one.run.isalpha() and other.run.isalpha()):
        _numbers(one.words[0], other.words[0], left, right, shared, tally)
    if tally.settled:
        return
    stands_for: dict[str, str] = {}
    said = [*shared, *_respelled(left, right, shared, tally, stands_for)] if left and right else shared
    if (left or right) and not tally.settled:
        before = tally.points
        remaining(left, right, one, other, said, tally)
        lacking = 100.0 - JOIN + ROUNDING - tally.points
        if lacking > 0 and tally.points - before > _LITTLE and _plurals(stands_for) and not _BESIDE.issuperset(left + right):
            tally.charge(lacking, "one in the plural, and a word more")  # Humber Pets, Humber Pet Hospital
    if tally.settled:
        return
    too_little(one, other, shared, tally)
    if len(said) > 1:
        both = {*shared, *stands_for}
        ours = [word for word in one.words if word in both]
        theirs = [stands_for.get(word, word) for word in other.words if word in both]
        if len(ours) == len(theirs) and ours != theirs:
            if _plurals(stands_for):
                tally.charge(9.0, "one in the plural, in another order")  # Lawyers in Local Government; Local Government Lawyer
            _reordered(ours, [word if word in ours else stands_for.get(word, word) for word in theirs], tally)


def _plurals(stands_for: dict[str, str]) -> bool:
    """Whether a word stands for another that is its plural."""
    return any(spelling.plural(*sorted((word, meant), key=len)) for word, meant in stands_for.items())


def _reordered(one: Sequence[str], other: Sequence[str], tally: Tally) -> None:
    """Commonplace words in another order make another name, unless a place among them says which: Team Fostering, The Fostering Team."""
    if list(one) == list(other) or any(word in places() or word in NATIONS or word in BODIES for word in one):
        return
    told_by = [each for each in map(weight, one) if each]
    if len(told_by) > 3:  # so many words are hardly those of two firms
        return
    if max(told_by, default=0.0) < _COMMONPLACE or len(told_by) < 2:
        tally.charge(13.0, "commonplace words in another order")


def _forms(one: Reading, other: Reading, tally: Tally) -> None:
    if (one.form or one.formed) and (other.form or other.formed):
        tally.forbid(f"{one.form.upper() or 'Ltd'} and {other.form.upper() or 'Ltd'} are different kinds of firm")
    else:
        tally.charge(3.0, f"only one is written {(one.form or other.form).upper()}")


def _kinds_of_body(one: Reading, other: Reading, tally: Tally) -> None:
    """A trust of the health service is no company: Community Health Partnerships Ltd is not an NHS trust of that name."""
    body, firm = (one, other) if other.formed else (other, one)
    if "nhs" not in firm.words and _TRUST.issubset(body.words):
        tally.charge(14.0, "an NHS trust is no company")


def _leftovers(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The words of each that the other lacks, and the words they share."""
    left, shared, right = [], [], [*other]
    for word in one:
        if word in right:
            right.remove(word)
            shared.append(word)
        else:
            left.append(word)
    return left, right, shared


def _coded(word: str) -> bool:
    """Letters and digits mixed, as in a payer's or a register's codes; but 1st, 2nd and k2 are words."""
    return (
        len(word) > 2
        and not word.isdigit()
        and not word.startswith("no")
        and digits(word)
        and word.lstrip("0123456789") not in ("st", "nd", "rd", "th")
    )


def _numbers(one: str, other: str, left: list[str], right: list[str], shared: Sequence[str], tally: Tally) -> None:
    ours, theirs = [w for w in left if digits(w)], [w for w in right if digits(w)]
    common = told(shared)
    accounts = common >= 24 and len(shared) > 2
    body = told([word for word in shared if word not in STANDING]) >= 12 and not _OF_A_BODY.isdisjoint(shared)
    if ours and theirs and not all(_coded(w) or (accounts and account(w)) for w in ours + theirs):
        tally.forbid("the numbers in the names differ")
    for word in ours + theirs:
        code = (_coded(word) and (body or common >= (24 if word in (one, other) else 20))) or ((accounts or body) and account(word))
        tally.charge(5.0 if code else 14.0, f"only one has the {'code' if code else 'number'} {word}")
    for word in ours:
        left.remove(word)
    for word in theirs:
        right.remove(word)


def _respelled(left: list[str], right: list[str], shared: Sequence[str], tally: Tally, stands_for: dict[str, str]) -> list[str]:
    """Takes away words that are one word, spelled differently; gives the spellings that stood for them."""
    same = _parted(left, right, tally) + _parted(right, left, tally) if len(left) + len(right) > 2 else []
    if len(left) != len(right) and left and right and _unparted(left, right):
        _regrouped(left, right, tally)
    for points, x, y, how in sorted(
        [(found[0], x, y, found[1]) for x in left for y in right if (found := spelling.cost(x, y)) is not None]
    ):
        if x in left and y in right:
            left.remove(x)
            right.remove(y)
            same.append(y if y in bits() else x)
            stands_for |= {x: x, y: x}
            points -= 3.0 if points > 8 and told(shared) >= _MUCH else 0.0
            tally.charge(points, f'"{x}" for "{y}" ({how})')
            local = how in _BY_A_LETTER and shared and LOCAL.issuperset(shared)
            if local and _of_its_own(x, y, surely=how == "slip" and points < 5):  # Greens Health Centre is not that of Greensand
                sure = how == "slip" and points < 5 and _SURGERIES.isdisjoint(shared)
                tally.charge(6.0 if sure else 13.0 - min(points, 3.0), "such names differ by a letter from one village to the next")
            if not (shared or left or right or len(same) > 1) and _another_word(x, y, how):
                tally.charge(10.0, "a name of one word")
    if left and right:
        _regrouped(left, right, tally)
    return same


def _another_word(one: str, other: str, how: str) -> bool:
    """Whether what may be a slip elsewhere is likely to make another name where it is all of the name: Computeam, no Computers; ITHealth,
    no InHealth."""
    return how == "plural" or one in bits() or other in bits() or (how == "slip" and len(one) == len(other) < 10)


def _of_its_own(one: str, other: str, surely: bool) -> bool:
    """Whether either spelling may be a place's own name: not where a usual word of some length, supporters, surely lost a letter."""
    usual, unusual = sorted((bits().get(one, RARE), bits().get(other, RARE)))
    return unusual > 11 and (usual > 10 or min(len(one), len(other)) < 6 or not surely)


def _parted(left: list[str], right: list[str], tally: Tally) -> list[str]:
    """The words of `left` that are two of `right` run together, which are taken away: `supplychain`, `brightonandhove`."""
    found: list[str] = []
    if not left or len(right) < 2:
        return found
    for first, second in pairwise([*right]):
        whole = first + second if first + second in left else f"{first}and{second}"
        if whole in left and first in right and second in right:
            left.remove(whole)
            right.remove(first)
            right.remove(second)
            found += [first, second]
            tally.charge(1.0, f'"{whole}" for "{first} {second}"')
    return found


def _two_usual_words(said: list[str], other: list[str]) -> bool:
    """Whether words that are parted, or a word that the other name parts in two, are usual ones."""
    usual = bits()
    if len(said) != 1:
        return all(word in usual for word in said)
    return len(other) == 2 and any(said[0][:at] in usual and said[0][at:] in usual for at in range(3, len(said[0]) - 2))


def _unparted(left: list[str], right: list[str]) -> bool:
    """Whether all that is left, run together, is the same but for a slip: `harbourgcleaning` and `harbour cleaning`."""
    ours, theirs = "".join(left), "".join(right)
    return abs(len(ours) - len(theirs)) < 2 and ours[:3] == theirs[:3] and OSA.distance(ours, theirs, score_cutoff=1) < 2


def _regrouped(left: list[str], right: list[str], tally: Tally) -> None:
    """Words run together or parted by a slip: `north field` and `northfield`, `shrub sw ap` and `shrub swap`."""
    ours, theirs = "".join(left), "".join(right)
    alike = ours == theirs or "and".join(left) == theirs or ours == "and".join(right)
    points = 1.0 if alike else _one_slip(left, right, ours, theirs)
    if points > 1 and _two_usual_words(left, right) and _two_usual_words(right, left):
        points = 13.0  # a letter that makes another word, not a slip: Foster Care Link and Foster Careline
    if points:
        tally.charge(points, f'"{" ".join(left)}" for "{" ".join(right)}"')
        left.clear()
        right.clear()


def _one_slip(left: list[str], right: list[str], ours: str, theirs: str) -> float:
    if OSA.distance(ours, theirs, score_cutoff=1) > 1 or any(map(digits, left + right)):
        return 0.0
    if len(left) != len(right):
        return 5.0 if min(len(ours), len(theirs)) > 7 else 0.0
    unheard = [sum(word not in bits() for word in words) for words in (left, right)]
    short = min(len(ours), len(theirs)) < (3 if len(ours) != len(theirs) else 4)
    return 8.0 if len(left) == 1 and sum(unheard) == 1 and not short else 0.0
