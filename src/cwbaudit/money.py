"""Money: parsed strictly, held as Decimal, rounded in one place. No float enters.

The grammar is what finance systems write: an optional pound sign, commas in threes, brackets or a leading or trailing
minus or CR for a credit, and a dash for nought. `Decimal()` alone would also take `1_000`, `1e3`, `NaN` and Arabic-Indic digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor

from cwbaudit.withheld import WORD

PENNY = Decimal("0.01")
ZERO = Decimal("0.00")

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
# The pound sign as it is, and as it looks once a file has been read and saved in the wrong encoding.
_POUND = "(?:\u00c2?\u00a3|GBP|\u00ef\u00bf\u00bd|\ufffd)"
_AMOUNT = re.compile(
    rf"(?:(?P<lead>CR|DR) )?(?:{_POUND} ?(?=\())?(?P<open>\()? ?(?P<minus>[-+])? ?{_POUND}? ?(?P<late>[-+])? ?"
    rf"(?P<number>{_NUMBER}) ?{_POUND}? ?(?P<trail>-|CR|DR)? ?(?P<close>\))?",
    re.ASCII | re.IGNORECASE,
)
_BARE = re.compile(r"[0-9]+(?:\.[0-9]*)?")  # as most sums are
_WORD = re.compile("[A-Za-z]{6}")  # more letters in a row than a sum has: most texts that are no sum are told by it at once
# Excel's accounting format shows nought as a dash.
_NOUGHT = re.compile(rf"-? ?{_POUND}? ?-(?: ?\?\?)?", re.IGNORECASE)
_DASHES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " "})


@lru_cache(maxsize=1 << 14)  # whoever judges a column asks again for the same few texts
def parse(text: str) -> Decimal | None:
    """The exact sum that `text` states, with as many decimals as it has; None when it is not a sum of money.

    Brackets, also <these>, a leading or trailing minus and CR make it negative; two of them together are refused, not cancelled. Spaces may
    stand around the digits, never between them: `1 234` may be two numbers.
    """
    if _BARE.fullmatch(text):
        return Decimal(text)
    if _WORD.search(text):
        return None
    text = " ".join(text.translate(_DASHES).removeprefix("'").split())
    match = _AMOUNT.fullmatch(f"({text[1:-1]})" if text[:1] == "<" and text[-1:] == ">" else text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return ZERO if _NOUGHT.fullmatch(text) else None
    if match["lead"] and match["trail"]:
        return None
    trail = (match["lead"] or match["trail"] or "").upper()
    negatives = [bool(match["open"]), match["minus"] == "-", match["late"] == "-", trail in ("-", "CR")]
    if sum(negatives) > 1 or (match["minus"] and match["late"]):
        return None
    amount = Decimal(match["number"].replace(",", ""))
    return -amount if any(negatives) and amount else amount


def to_penny(amount: Decimal) -> Decimal:
    """`amount` at two decimals, ties away from nought as Excel's ROUND and finance systems have it: the only rounding of money here."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def share(part: Decimal, whole: Decimal) -> Decimal:
    """`part` as a fraction of `whole` at six decimals; zero where there is no whole."""
    return (part / whole).quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP) if whole else Decimal("0.000000")


def allot(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """`total` divided in proportion to `weights`, to the penny, adding up exactly (largest remainder, ties to the first)."""
    whole = sum(weights, Decimal(0))
    if not whole:
        return [ZERO for _ in weights]
    exact = [total * weight / whole for weight in weights]
    parts = [to_penny(part) for part in exact]
    pennies = int((total - sum(parts, Decimal(0))) / PENNY)
    step = PENNY if pennies > 0 else -PENNY
    order = sorted(range(len(parts)), key=lambda i: ((parts[i] - exact[i]) * (1 if pennies > 0 else -1), i))
    for i in order[: abs(pennies)]:
        parts[i] += step
    return parts


def apportion(exact: Sequence[Fraction], total: Decimal, unit: Decimal) -> list[Decimal]:
    """The exact values in whole units, adding up to `total` (largest remainder, ties to the first); nought stays nought.

    `total` is their sum as it is printed: a difference of two rounded figures may be a unit away from the rounded sum.
    """
    floors = [floor(value / Fraction(unit)) for value in exact]
    missing = int(total / unit) - sum(floors)
    order = sorted((i for i, value in enumerate(exact) if value), key=lambda i: (floors[i] - exact[i] / Fraction(unit), i))
    if missing and not order:
        raise ValueError(f"{total} is no sum of noughts")
    each, more = divmod(missing, len(order)) if order else (0, 0)
    for place, i in enumerate(order):
        floors[i] += each + (place < more)
    return [(unit * whole).quantize(unit) for whole in floors]


def percentages(parts: Sequence[Decimal], decimals: int = 1) -> list[str]:
    """Each part as a printed percentage of their sum; the printed figures add up to exactly 100 (largest remainder)."""
    unit = Decimal(1).scaleb(-decimals)
    whole = sum(parts, Decimal(0))
    if not whole:
        return [f"{Decimal(0).quantize(unit)}%" for _ in parts]
    exact = [part * 100 / whole for part in parts]
    floors = [(value // unit) * unit for value in exact]
    floors = [floor - unit if floor > value else floor for floor, value in zip(floors, exact, strict=True)]
    missing = int((Decimal(100) - sum(floors, Decimal(0))) / unit)
    order = sorted(range(len(parts)), key=lambda i: (floors[i] - exact[i], i))
    for i in order[:missing]:
        floors[i] += unit
    return [f"{value.quantize(unit)}%" for value in floors]


def percent(fraction: Decimal, decimals: int = 1) -> str:
    """A fraction as a printed percentage: 0.05 is `5.0%`."""
    if fraction.is_nan():
        return WORD
    return f"{(fraction * 100).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)}%"


def pounds(amount: Decimal) -> str:
    """To the penny, with commas: `£1,234.56`, `-£1,234.56`."""
    if amount.is_nan():
        return WORD
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"


def short(amount: Decimal) -> str:
    """For a headline: `£457.5m`, `£12.3k`, `£950`."""
    if amount.is_nan():
        return WORD
    size, sign = abs(amount), "-" if amount < 0 else ""
    if size >= 999_950:
        return f"{sign}£{(size / 1_000_000).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):,}m"
    if size >= 1_000:
        return f"{sign}£{(size / 1_000).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):,}k"
    return f"{sign}£{size.quantize(Decimal(1), rounding=ROUND_HALF_UP):,}"
