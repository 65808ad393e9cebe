"""The change told in sentences, and the way it is worked out."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit.comparison.caveats import signed
from cwbaudit.comparison.model import Effect, Size, State
from cwbaudit.comparison.rounding import Rounded
from cwbaudit.money import ZERO, percent, short
from cwbaudit.report.words import listed

EFFECTS = {
    "definition": ("Definition of local", "the old audit judged by the new definition instead of its own"),
    "left": ("Panel: bodies that left", "bodies that are only in the old audit are taken out"),
    "volume": ("Volume", "the total changed: at the average share, it brings or takes local pounds and moves no share"),
    "mix": ("Mix between bodies", "bodies that keep more or less than the rest became a larger or smaller part of the total"),
    "shift": ("Shift within bodies", "bodies spend another share of their own money locally"),
    "joined": ("Panel: bodies that joined", "bodies that are only in the new audit are put in"),
}
METHOD = [
    "The way leads from the old audit, by its own definition of local, over the old audit by the new definition and the bodies that are in "
    "both audits, to the new audit. Each step is one cause.",
    "On the fixed panel local pounds are total × share, and the share is the sum over bodies of weight × share, where the weight is the "
    "body's part of the total. Each factor's effect is its change at the average of the other, so no factor comes first and nothing is "
    "left over: volume = average share × change of total; mix = sum of (average share of the body − average share of all) × change of "
    "weight; shift = sum of average weight × change of share; in pounds mix and shift are times the average total.",
    "Within a body the shift is split over its headings in the same way. A heading under which only one audit has spend is all mix.",
    "Figures are exact until they are printed; printed pounds, shares and points each add up to the printed change.",
]


def effects(sizes: dict[str, Rounded]) -> list[Effect]:
    """The causes in order, with their words."""
    return [
        Effect(
            name=name,
            title=EFFECTS[name][0],
            meaning=EFFECTS[name][1],
            amount=cause.size.amount,
            share=cause.size.share,
            points=cause.size.points,
        )
        for name, cause in sizes.items()
    ]


def sentences(place: str, full: list[State], change: Size, found: list[Effect]) -> list[str]:
    """The change, and what it is made of, largest first."""
    old, new = full[0], full[-1]
    went = f"from {percent(old.local_share)} to {percent(new.local_share)}"
    first = f"The share that stays in {place} {_verb(change)} {went}, and local spend from {short(old.local)} to {short(new.local)}."
    moved = sorted((effect for effect in found if effect.points), key=lambda effect: -abs(effect.points))
    pounds = listed([f"{_named(effect)} {gain(effect.amount)}" for effect in _by_size(found)])
    points = listed([f"{_named(effect)} {signed(effect.points)}" for effect in moved])
    said = [f"In points, {signed(change.points)}: {points}."] if points else []
    said += [f"In pounds, {gain(change.amount)}: {pounds}."] if pounds else []
    return [first, *said]


def _verb(change: Size) -> str:
    return "rose" if change.points > 0 else "fell" if change.points < 0 else "went"


def _named(effect: Effect) -> str:
    return effect.title[:1].lower() + effect.title[1:]


def _by_size(found: list[Effect]) -> list[Effect]:
    return sorted((effect for effect in found if effect.amount != ZERO), key=lambda effect: -abs(effect.amount))


def gain(amount: Decimal) -> str:
    """`+£74.8m`, `-£15.4m`."""
    return f"{'+' if amount > 0 else ''}{short(amount)}"
