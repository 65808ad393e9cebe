"""The way from the old audit to the new one, as bars: each cause begins where the one before it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from markupsafe import Markup

from cwbaudit.comparison.model import BodyChange, Comparison, Effect
from cwbaudit.money import percent, pounds, short
from cwbaudit.report.compared.shown import change, effects, gain, points
from cwbaudit.report.page.layout import Layout, beside, length
from cwbaudit.report.page.lettering import wrap
from cwbaudit.report.page.palette import LEAKING, LOCAL
from cwbaudit.report.page.parts import Figure, Table, drawn, numbers, words
from cwbaudit.report.svg import QUIET, Drawing, block, letters, line

BAR, SIZE, STEP = 26, 15, 18
MOST_BODIES = 8
GAIN, LOSS = "#4F7FAF", LEAKING.fill


@dataclass(frozen=True)
class Step:
    """One cause, or one end of the way: how far it goes, and its printed size."""

    name: str
    size: Decimal
    said: str


def in_points(comparison: Comparison) -> Figure:
    """From the old share to the new one; the shift body by body where they are few enough to tell apart."""
    old, new = comparison.full[0], comparison.full[-1]
    steps = [Step(name, size, points(printed)) for name, size, printed in _of_share(comparison)]
    ends = (Step("Old audit", old.local_share, percent(old.local_share)), Step("New audit", new.local_share, percent(new.local_share)))
    return Figure("points", _drawings("points", "Why the local share changed", ends, steps), [_table(comparison)])


def in_pounds(comparison: Comparison) -> Figure:
    """From the old local spend to the new one."""
    old, new = comparison.full[0], comparison.full[-1]
    steps = [Step(effect.title, effect.amount, gain(effect.amount)) for effect in effects(comparison) if effect.amount]
    ends = (Step("Old audit", old.local, short(old.local)), Step("New audit", new.local, short(new.local)))
    return Figure("pounds", _drawings("pounds", "Why local spend changed", ends, steps), [_table(comparison)])


def _of_share(comparison: Comparison) -> list[tuple[str, Decimal, Decimal]]:
    found: list[tuple[str, Decimal, Decimal]] = []
    shifts = [body for body in comparison.bodies if body.shift.share]
    for effect in effects(comparison):
        if effect.name == "shift" and 1 < len(shifts) <= MOST_BODIES:
            found += [(f"Shift: {body.name}", body.shift.share, body.shift.points) for body in _ranked(shifts)]
        elif effect.share:
            found.append((effect.title, effect.share, effect.points))
    return found


def _ranked(bodies: Sequence[BodyChange]) -> list[BodyChange]:
    return sorted(bodies, key=lambda body: (-abs(body.shift.share), body.name))


def _drawings(ident: str, title: str, ends: tuple[Step, Step], steps: list[Step]) -> list[Markup]:
    return drawn(ident, lambda layout: _drawing(title, ends, steps, layout))


def _drawing(title: str, ends: tuple[Step, Step], steps: list[Step], layout: Layout) -> Drawing:
    begin = 31.0 if layout.wide else 0.0
    room = min(beside(begin, [step.said for step in (*ends, *steps)], SIZE, layout), 74)
    places = _places(ends, steps)
    most = max(max(place) for place in places)
    y, marks = 0.0, list[Element]()
    for index, (step, place) in enumerate(zip((ends[0], *steps, ends[1]), places, strict=True)):
        names = wrap(step.name, SIZE, layout.pixels * (0.29 if layout.wide else 1), 2)
        at_end = index in (0, len(places) - 1)
        tall = max(BAR, STEP * len(names)) if layout.wide else BAR + STEP * len(names) + 4
        first = y + (tall - STEP * len(names)) / 2 + 14 if layout.wide else y + 14
        top = y + (tall - BAR) / 2 if layout.wide else y + STEP * len(names) + 3
        marks += [letters(0, first + STEP * i, name, size=SIZE, bold=at_end) for i, name in enumerate(names)]
        marks += _bar(step, place, at_end, begin, room, most, top, layout)
        y += tall + 10
    said = "; ".join(f"{step.name} {step.said}" for step in (ends[0], *steps, ends[1]))
    return Drawing(title, f"Waterfall. {said}.", y, tuple(marks))


def _places(ends: tuple[Step, Step], steps: list[Step]) -> list[tuple[Decimal, Decimal]]:
    """Where each bar begins and ends."""
    reached, found = ends[0].size, [(Decimal(0), ends[0].size)]
    for step in steps:
        found.append((reached, reached + step.size))
        reached += step.size
    return [*found, (Decimal(0), ends[1].size)]


def _bar(
    step: Step, place: tuple[Decimal, Decimal], at_end: bool, begin: float, room: float, most: Decimal, y: float, layout: Layout
) -> list[Element]:  # fmt: skip
    left, right = sorted(length(end, most, room) for end in place)
    wide = max(right - left, layout.percent(2))
    fill = LOCAL.fill if at_end else GAIN if step.size >= 0 else LOSS
    marks = [block(begin + left, y, wide, BAR, fill)]
    if not at_end and layout.wide:
        reached = begin + length(place[1], most, room)
        marks.append(line(reached, y + BAR, reached, y + BAR + 36, QUIET, dash="2 3"))
    return [*marks, letters(begin + left + wide, y + 18, step.said, size=SIZE, bold=True, dx=8, halo=True)]


def _table(comparison: Comparison) -> Table:
    whole = comparison.change
    rows = [_row(effect) for effect in comparison.effects]
    total = ["All of it", "", points(whole.points), change(whole.amount)]
    return Table("The change by cause", words("Cause", "What it is") + numbers("Points of the share", "Local pounds"), rows, total)


def _row(effect: Effect) -> list[str]:
    return [effect.title, effect.meaning[:1].upper() + effect.meaning[1:], points(effect.points), change(effect.amount)]


def fates(comparison: Comparison) -> Table:
    """The same pounds once more, by what became of the suppliers; of the fixed panel."""
    rows = [[f.title, f"{f.suppliers:,}", pounds(f.old_local), pounds(f.new_local), change(f.change)] for f in comparison.suppliers.fates]
    old, new = comparison.fixed
    total = ["Local spend of the bodies in both audits", "", pounds(old.local), pounds(new.local), change(comparison.fixed_change.amount)]
    columns = words("By what became of the supplier") + numbers("Suppliers", "Old", "New", "Change")
    return Table("Local spend by what became of the supplier", columns, rows, total)
