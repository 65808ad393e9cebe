"""Names that a finance system cut off at a fixed width."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from cwbaudit.resolve.reading import Reading, Tally, digits
from cwbaudit.resolve.spelling import plural
from cwbaudit.resolve.vocabulary import BEGUN_TELLING, WEIGHTLESS, bits, places

USUAL_WIDTHS = frozenset({24, 25, 28, 30, 31, 32, 34, 35, 36, 38, 40, 45, 50, 60})
SURE_WIDTHS = frozenset({30, 35, 40})  # the only ones at which a cut between two words is believed
HANGING = frozenset({"for", "at", "in", "by"})  # no name ends so; "of" may, as in an index
_BEFORE_A_SPACE = 29  # 30 characters, the last a blank that was trimmed


def as_cut(one: Reading, other: Reading, tally: Tally) -> Tally | None:
    """The tally carried on as for a name that was cut off; None where neither is the other, cut off."""
    short, long = (one, other) if len(one.run) < len(other.run) else (other, one)
    if len(short.run) < 14 or len(short.words) < 2 or short.stated:  # what is written with its legal form somewhere is whole
        return None
    if not (short.width in SURE_WIDTHS or long.run.startswith(short.run)):
        return None
    cost = _cut_off(short, long) if long.run.startswith(short.run) else _cut_and_misspelt(short, long)
    if cost is None:
        return None
    carried = tally.copy()
    carried.cut = True
    carried.charge(*cost)  # and nothing else is left to compare
    return carried


def _cut_off(short: Reading, long: Reading) -> tuple[float, str] | None:
    """What it costs that the short name is the long one, cut at a fixed width, and why; None where it is not."""
    end, whole = 0, 0
    for word in long.words:
        if end >= len(short.run):
            break
        end, whole = end + len(word), whole + 1
    lost = list(long.words[whole:])
    if any(digits(word) for word in lost):
        return None
    if end == len(short.run) and short.words[-1] in HANGING:
        return 4.0, f'cut off after "{short.words[-1]}"'
    if end == len(short.run):  # cut between words: only the width tells a cut from another name
        sure = short.width in SURE_WIDTHS or short.width == _BEFORE_A_SPACE
        if not (sure or short.width in USUAL_WIDTHS) or len(lost) > 3 or lost[0] in BEGUN_TELLING or lost[0] in places():
            return None
        return (5.0 if sure else 11.0) + 3.0 * len(lost), f'cut after {short.width} characters, before "{" ".join(lost)}"'
    last = short.words[-1]
    a_word = (last in bits() and last not in WEIGHTLESS) or plural(long.words[whole - 2], last)  # Humber Seals, Humber Seal Sanctuary
    if a_word and short.width not in USUAL_WIDTHS:
        return None
    return 4.0 if short.width in USUAL_WIDTHS else 5.0 + 3.0 * len(lost), "cut off in the middle of a word"


def _cut_and_misspelt(short: Reading, long: Reading) -> tuple[float, str] | None:
    if len(short.run) < 18 or len(long.run) < len(short.run) + 2 or short.run[0] != long.run[0]:
        return None
    ends = range(len(short.run) - 1, len(short.run) + 2)  # the slip may be a letter too many or too few
    slips = min(OSA.distance(short.run, long.run[:end], score_cutoff=1) for end in ends)
    if slips > 1 or any(map(digits, short.words + long.words)):
        return None
    return 10.0, f"cut after {short.width} characters, with a slip"
