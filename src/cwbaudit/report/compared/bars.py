"""Each body's local share in both audits: the old one above in a tint, the new one below."""

from __future__ import annotations

from decimal import Decimal
from xml.etree.ElementTree import Element

from cwbaudit.comparison.model import BodyChange, Comparison
from cwbaudit.money import percent, pounds
from cwbaudit.report.compared.shown import body_name, fixed_differs, points, share
from cwbaudit.report.page.layout import Layout
from cwbaudit.report.page.lettering import width, wrap
from cwbaudit.report.page.palette import LOCAL, Tone
from cwbaudit.report.page.parts import Figure, Key, Table, drawn, largest, numbers, words
from cwbaudit.report.svg import INK, QUIET, Drawing, block, letters, line

BAR, SIZE, STEP = 17, 15, 18
MOST_BARS = 15
OLD = Tone("#8FB0D0", INK)


def bodies(comparison: Comparison) -> Figure:
    """Who keeps more than before."""
    shown, note = largest([body for body in comparison.bodies if body.old_total > 0 or body.new_total > 0], "bodies", MOST_BARS)
    most = max((max(body.old_share, body.new_share) for body in shown), default=Decimal(0))
    key = [Key("Old audit", OLD), Key("New audit", LOCAL)]
    drawings = drawn("bodies", lambda layout: _drawing(list(shown), most, layout))
    return Figure("bodies", drawings, [_shares(comparison), _causes(comparison)], key, note)


def _drawing(shown: list[BodyChange], most: Decimal, layout: Layout) -> Drawing:
    y, marks = 0.0, list[Element]()
    for body in shown:
        names = wrap(body_name(body), SIZE, layout.pixels * (0.27 if layout.wide else 1), 2)
        tall = 2 * BAR + 2
        top = y if layout.wide else y + STEP * len(names) + 2
        first = y + (tall - STEP * len(names)) / 2 + 14 if layout.wide else y + 14
        marks += [letters(0, first + STEP * i, name, size=SIZE, bold=True) for i, name in enumerate(names)]
        marks += _pair(body, most, top, layout)
        y = top + max(tall, STEP * len(names) if layout.wide else 0) + 14
    if shown:
        start = 29 if layout.wide else 0
        marks.append(line(start, 0, start, y - 10, QUIET)) if layout.wide else None
    said = "; ".join(f"{body.name} {percent(body.old_share)}, then {percent(body.new_share)}" for body in shown)
    return Drawing("Local share of each body, old and new", f"Pairs of bars. {said}.", y, tuple(marks))


def _pair(body: BodyChange, most: Decimal, y: float, layout: Layout) -> list[Element]:
    start = 29 if layout.wide else 0
    room = 100 - start - layout.percent(width("100.0%  +100.0", SIZE) + 16)
    said = (share(body.old_share, body.old_total), share(body.new_share, body.new_total))
    marks = []
    for index, (value, tone, words_) in enumerate(zip((body.old_share, body.new_share), (OLD, LOCAL), said, strict=True)):
        long = float(min(max(value / most, Decimal(0)), Decimal(1))) * room if most > 0 else 0.0
        top = y + index * (BAR + 2)
        marks += [block(start, top, long, BAR, tone.fill), letters(start + long, top + 14, words_, size=SIZE, bold=index == 1, dx=6)]
    return marks


def _shares(comparison: Comparison) -> Table:
    shown, note = largest(comparison.bodies, "bodies")
    rows = [
        [
            body_name(body), pounds(body.old_total), pounds(body.new_total), pounds(body.old_local), pounds(body.new_local),
            share(body.old_share, body.old_total), share(body.new_share, body.new_total), points(body.change),
        ]
        for body in shown
    ]  # fmt: skip
    columns = words("Body") + numbers("Spend, old", "new", "Local, old", "new", "Local share, old", "new", "Change in points")
    return Table("Each body in both audits", columns, rows, _whole(comparison), note)


def _whole(comparison: Comparison) -> list[str]:
    """The last row: the bodies in both audits; all bodies when these are the same."""
    old, new = comparison.fixed if fixed_differs(comparison) else (comparison.full[1], comparison.full[2])
    name = "Bodies in both audits" if fixed_differs(comparison) else "All bodies"
    change = comparison.fixed_change if fixed_differs(comparison) else comparison.change
    amounts = [pounds(amount) for amount in (old.total, new.total, old.local, new.local)]
    return [name, *amounts, share(old.local_share, old.total), share(new.local_share, new.total), points(change.points)]


def _causes(comparison: Comparison) -> Table:
    shown, note = largest([body for body in comparison.bodies if body.panel == "both"], "bodies")
    rows = [
        [body.name, *(points(size.points) for size in (body.mix, body.shift, body.heading_mix, body.within_headings))] for body in shown
    ]
    columns = words("Body") + numbers("Mix", "Shift", "of it headings’ mix", "of it within headings")
    note = f"In points of the local share of all bodies together. {note}".strip()
    return Table("What each body adds to mix and shift", columns, rows, note=note)
