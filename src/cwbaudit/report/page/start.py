"""Leaking spend by category, by whether it could move: where to start."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from cwbaudit.money import percent, pounds, short
from cwbaudit.report.model import Category, Report
from cwbaudit.report.page.layout import Layout, beside, influences, length, localities, stack
from cwbaudit.report.page.lettering import wrap
from cwbaudit.report.page.palette import INFLUENCE
from cwbaudit.report.page.parts import Figure, Key, Table, drawn, largest, numbers, words
from cwbaudit.report.page.wording import has_region
from cwbaudit.report.phrases import complete
from cwbaudit.report.svg import QUIET, Drawing, block, gaps, letters

BAR, SIZE, STEP = 24, 15, 18
MOST_BARS = 12


def ranked(report: Report) -> list[Category]:
    """Categories that leak: most influenceable first, then most leaking, then by name."""
    leaking = [category for category in report.categories if complete(category) and category.leaking > 0]
    return sorted(leaking, key=lambda category: (-category.influence.influenceable, -category.leaking, category.name))


def start(report: Report) -> Figure:
    """A ranked list."""
    shown, note = largest(ranked(report), "categories that leak", MOST_BARS)
    key = [Key(name.capitalize(), tone) for name, tone in INFLUENCE["leaking"].items()]
    return Figure("categories", drawn("categories", lambda layout: _drawing(list(shown), layout)), tables(report), key, note)


def _drawing(shown: list[Category], layout: Layout) -> Drawing:
    begin, y = (31.0, 22.0) if layout.wide else (0.0, 0.0)
    room = min(beside(begin, [" of ".join(_said(category)) for category in shown], SIZE, layout), 54)
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


def _said(category: Category) -> tuple[str, str]:
    return short(category.influence.influenceable), short(category.leaking)


def _bar(category: Category, begin: float, room: float, y: float, *, most_first: float, layout: Layout) -> list[Element]:
    amounts = influences(category.influence)
    names = [name for name, amount in amounts.items() if amount > 0]
    spans = stack([amounts[name] for name in names], begin, max(most_first, layout.percent(3)), layout.percent(1.5))
    marks = [block(span.x, y, span.width, BAR, INFLUENCE["leaking"][name].fill) for name, span in zip(names, spans, strict=True)]
    marks.append(gaps([span.x for span in spans[1:]], y, BAR))
    end = spans[-1].x + spans[-1].width if spans else begin
    could, all_of_it = _said(category)
    label = letters(end, y + 17, "", size=SIZE, dx=8)
    marks.append(label)
    strong = letters(0, 0, could, bold=True)
    del strong.attrib["x"], strong.attrib["y"]
    strong.tag, strong.tail = "tspan", f" of {all_of_it}"
    label.append(strong)
    return marks


def tables(report: Report) -> list[Table]:
    """Every category, largest leaking first: what leaks by influence, then all of it by locality."""
    shown, note = largest(report.categories, "categories, largest leaking first")
    area = has_region(report)
    leaks = [[category.name, pounds(category.leaking), *map(pounds, influences(category.influence).values())] for category in shown]
    columns = numbers("In scope", "Local", *(["Regional"] if area else []), "Leaking", "Unplaced", "Local share", "Suppliers")
    return [
        Table(
            "Leaking spend by category", words("Category") + numbers("Leaking", "influenceable", "locked", "unassessed"), leaks, note=note
        ),
        Table("Spend in scope by category", words("Category") + columns, [_places(category, area) for category in shown], note=note),
    ]


def _places(category: Category, area: bool) -> list[str]:
    kept = [pounds(amount) for name, amount in localities(category).items() if area or name != "regional"]
    return [category.name, pounds(category.total), *kept, percent(category.local_share), f"{category.suppliers:,}"]
