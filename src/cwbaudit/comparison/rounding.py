"""Exact causes as printed figures: rounded from the top down, so that at every level the parts add up to what is printed above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cwbaudit.comparison.decompose import Cause
from cwbaudit.comparison.model import Size
from cwbaudit.money import PENNY, ZERO, apportion, share

MILLIONTH, TENTH = Decimal("0.000001"), Decimal("0.1")
NOTHING = Size(amount=ZERO, share=Decimal("0.000000"), points=Decimal("0.0"))


@dataclass(frozen=True)
class Rounded:
    """A cause with its printed size, and its parts, which add up to it."""

    name: str
    size: Size
    parts: dict[str, Rounded]


def points(fraction: Decimal) -> Decimal:
    """A share as printed: percent with one decimal."""
    return (fraction * 100).quantize(TENTH, rounding=ROUND_HALF_UP)


def difference(old: tuple[Decimal, Decimal], new: tuple[Decimal, Decimal]) -> Size:
    """The change from one total and local amount to another: of the figures as printed, not of figures nobody sees."""
    before, after = share(old[1], old[0]), share(new[1], new[0])
    return Size(amount=new[1] - old[1], share=after - before, points=points(after) - points(before))


def rounded(causes: Sequence[Cause], change: Size) -> dict[str, Rounded]:
    """The causes with sizes that add up to `change`, and so on down."""
    sizes = list(_sizes(causes, change))
    return {cause.name: Rounded(cause.name, size, rounded(cause.parts, size)) for cause, size in zip(causes, sizes, strict=True)}


def _sizes(causes: Sequence[Cause], change: Size) -> Iterator[Size]:
    if not causes:
        return
    amounts = apportion([cause.pounds for cause in causes], change.amount, PENNY)
    shares = apportion([cause.share for cause in causes], change.share, MILLIONTH)
    printed = apportion([cause.share * 100 for cause in causes], change.points, TENTH)
    for amount, part, shown in zip(amounts, shares, printed, strict=True):
        yield Size(amount=amount, share=part, points=shown)


def parted(exact: Sequence[Fraction], change: Decimal) -> list[Decimal]:
    """Shares as printed points that add up to `change`."""
    return apportion([value * 100 for value in exact], change, TENTH)
