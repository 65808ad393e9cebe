"""Leaking spend by category, by whether it could move: where to start."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from cwbaudit.money import percent, pounds, short
from cwbaudit.report.model import Category, Report
from cwbaudit.report.page.layout import Layout, influences, length, localities, stack
from cwbaudit.report.page.lettering import wrap
from cwbaudit.report.page.palette import INFLUENCE
from cwbaudit.report.page.parts import Figure, Key, Table, drawn, largest, numbers, words
from cwbaudit.report.page.wording import has_region
from cwbaudit.report.svg import QUIET, WHITE, Drawing, block, letters, line

BAR, SIZE, STEP = 24, 15, 18
MOST_BARS = 15


def ranked(report: Report) -> list[Category]:
    """Categories that leak: most influenceable first, then most leaking, then by name."""
    leaking = [category for category in report.categories if category.leaking > 0]
    return sorted(leaking, key=lambda category: (-category.influence.influenceable, -category.leaking, category.name))


def start(report: Report) -> Figure:
    """A ranked list."""
    shown, note = largest(ranked(report), "categories that leak", MOST_BARS)
    key = [Key(name.capitalize(), tone) for name, tone in INFLUENCE["leaking"].items()]
    return Figure("categories", drawn("categories", lambda layout: _drawing(list(shown), layout)), table(report), key, note)


def _drawing(shown: list[Category], layout: Layout) -> Drawing:
    room, begin, y = (46.0, 31.0, 22.0) if layout.wide else (56.0, 0.0, 0.0)
    marks = [letters(begin, 14, "Influenceable of all that leaks", size=13, fill=QUIET)] if layout.wide else []
    most = max(category.leaking for category in shown)
    for category in shown:
        names = wrap(category.name, SIZE, layout.pixels * (0.29 if layout.wide else 1), 2)
        if layout.wide:
            tall = max(BAR, STEP * len(names))
            first, top = y + (tall - STEP * len(names)) / 2 + 14, y + (tall - BAR) / 2
        else:
            tall, first, top = BAR + STEP * len(names) + 4, y + 14, y + STEP * len(names) + 3
        marks += [letters(0, first + STEP * i, name, size=SIZE) for i, name in enumerate(names)]
        marks += _bar(category, begin, room, top, most_first=(length(category.leaking, most, room)), layout=layout)
        y += tall + 12
    desc = "; ".join(f"{c.name} {short(c.influence.influenceable)} of {short(c.leaking)}" for c in shown)
    return Drawing("Leaking spend by category", f"Bars, most influenceable first. Influenceable of leaking: {desc}.", y, tuple(marks))


def _bar(category: Category, begin: float, room: float, y: float, *, most_first: float, layout: Layout) -> list[Element]:
    amounts = influences(category.influence)
    names = [name for name, amount in amounts.items() if amount > 0]
    spans = stack([amounts[name] for name in names], begin, max(most_first, layout.percent(3)), layout.percent(1.5))
    marks = [block(span.x, y, span.width, BAR, INFLUENCE["leaking"][name].fill) for name, span in zip(names, spans, strict=True)]
    marks += [line(span.x, y, span.x, y + BAR, WHITE, width=2) for span in spans[1:]]
    end = spans[-1].x + spans[-1].width if spans else begin
    could, all_of_it = short(amounts["influenceable"]), short(category.leaking)
    label = letters(end, y + 17, "", size=SIZE, dx=8)
    marks.append(label)
    strong = letters(0, 0, could, bold=True)
    del strong.attrib["x"], strong.attrib["y"]
    strong.tag, strong.tail = "tspan", f" of {all_of_it}"
    label.append(strong)
    return marks


def table(report: Report) -> Table:
    """Every category, largest leaking first."""
    shown, note = largest(report.categories, "categories, largest leaking first")
    area = has_region(report)
    columns = words("Category") + numbers("Leaking", "influenceable", "locked", "unassessed", "In scope", "Local")
    columns += numbers(*(["Regional"] if area else []), "Unplaced", "Local share", "Suppliers")
    return Table("Spend in scope by category", columns, [_row(category, area) for category in shown], note=note)


def _row(category: Category, area: bool) -> list[str]:
    places = [pounds(amount) for name, amount in localities(category).items() if name != "leaking" and (area or name != "regional")]
    judged = [pounds(amount) for amount in influences(category.influence).values()]
    share, suppliers = percent(category.local_share), f"{category.suppliers:,}"
    return [category.name, pounds(category.leaking), *judged, pounds(category.total), *places, share, suppliers]
