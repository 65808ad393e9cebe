"""Where things lie: lengths in percent, never pounds. A credit has no length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cwbaudit.money import percent, percentages
from cwbaudit.report.model import ByInfluence, Split
from cwbaudit.report.page.lettering import width


@dataclass(frozen=True)
class Layout:
    """A way to set a figure, and the least width in pixels at which it is shown."""

    name: str
    pixels: int

    @property
    def wide(self) -> bool:
        """Whether labels stand beside the marks; on a phone they stand above."""
        return self.name != "narrow"

    def percent(self, pixels: float) -> float:
        """Pixels as a percentage of the least width."""
        return pixels * 100 / self.pixels


# A desk from 62em, paper and tablets, a phone from 320 px: style.css changes over at the same widths.
LAYOUTS = (Layout("desk", 928), Layout("wide", 576), Layout("narrow", 286))


@dataclass(frozen=True)
class Span:
    """A stretch across: where it begins and how long it is."""

    x: float
    width: float


def length(amount: Decimal, whole: Decimal, room: float) -> float:
    """How much of `room` the amount takes up: nothing for a credit, all of it at most."""
    return min(max(float(amount / whole), 0), 1) * room if whole > 0 else 0


def beside(begin: float, labels: Sequence[str], size: float, layout: Layout) -> float:
    """The room for bars that begin at `begin`, so that the longest label still fits after the longest bar."""
    return 100 - begin - layout.percent(max(width(label, size) for label in labels) + 12)


def stack(amounts: Sequence[Decimal], start: float, room: float, least: float) -> list[Span]:
    """Spans end to end in proportion to the amounts that are not credits; one that is there at all is at least `least` long."""
    sizes = [max(amount, Decimal(0)) for amount in amounts]
    whole = sum(sizes, Decimal(0))
    lengths = [max(length(size, whole, room), least) if size else 0.0 for size in sizes]
    scale = room / sum(lengths) if whole else 0
    spans, x = [], start
    for wanted in lengths:
        spans.append(Span(x, wanted * scale))
        x += wanted * scale
    return spans


def localities(split: Split) -> dict[str, Decimal]:
    """The four amounts in the order in which they are drawn."""
    return {"local": split.local, "regional": split.regional, "leaking": split.leaking, "unplaced": split.unplaced}


def influences(amounts: ByInfluence) -> dict[str, Decimal]:
    """The three amounts in the order in which they are drawn."""
    return {"influenceable": amounts.influenceable, "locked": amounts.locked, "unassessed": amounts.unassessed}


def printed_shares(split: Split) -> dict[str, str]:
    """Each locality's printed share: the Report's own where it has one, and they add up to 100.

    Only the regional share alone is not in the Report, so it takes up what rounding leaves over.
    """
    allotted = dict(zip(localities(split), percentages(list(localities(split).values())), strict=True))
    own = {"local": percent(split.local_share), "leaking": percent(split.leaking_share), "unplaced": percent(split.unplaced_share)}
    if split.regional <= 0 or not split.total:
        return allotted
    left = Decimal(100) - sum((Decimal(share.rstrip("%")) for share in own.values()), Decimal(0))
    return {**allotted, **own, "regional": f"{left}%"} if left >= 0 else allotted
