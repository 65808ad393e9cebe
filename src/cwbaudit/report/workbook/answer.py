"""What the what-if's formulas give for a target: the values that a viewer shows which does not calculate.

It follows the formulas of the sheet, not the cube; the sheet's check cells then hold both against the audit's own figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from cwbaudit.money import ZERO, share, to_penny
from cwbaudit.report.model import Report, Split
from cwbaudit.report.phrases import plain_targets

MET, WITHIN, OUT, NONE = "Already met", "Within reach", "Out of reach", "No spend"


@dataclass(frozen=True)
class Answer:
    """A target and what it takes."""

    target: Decimal
    available: Decimal
    needed: Decimal
    moved: Decimal
    shortfall: Decimal
    verdict: str
    after: dict[str, Decimal]
    local_share: Decimal
    ceiling: Decimal


def available(split: Split) -> Decimal:
    """Influenceable spend that is placed and not local."""
    return split.influence.influenceable + split.regional_influence.influenceable


def answer(report: Report, target: Decimal) -> Answer:
    """What it takes to bring the local share to `target`."""
    head = report.headline
    free = available(head)
    needed = max(ZERO, to_penny(head.total * target) - head.local)
    moved = max(ZERO, min(needed, free))
    leaking = to_penny(moved * head.influence.influenceable / free) if moved else ZERO
    return Answer(
        target=target,
        available=free,
        needed=needed,
        moved=moved,
        shortfall=needed - moved,
        verdict=NONE if head.total <= 0 else MET if not needed else WITHIN if needed == moved else OUT,
        after={
            "local": head.local + moved,
            "regional": head.regional - (moved - leaking),
            "leaking": head.leaking - leaking,
            "unplaced": head.unplaced,
        },
        local_share=share(head.local + moved, head.total),
        ceiling=share(head.local + free, head.total),
    )


def opening_target(report: Report) -> Decimal:
    """The target that the yellow cell opens with: the first scenario's, else the next step of five points above today."""
    for scenario in plain_targets(report):
        return scenario.target or ZERO
    step = Decimal("0.05")
    today = max(ZERO, report.headline.local_share)
    return min(Decimal(1), ((today / step).to_integral_value(rounding=ROUND_CEILING) + (today % step == 0)) * step)
