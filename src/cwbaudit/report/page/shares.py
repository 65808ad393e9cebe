"""Each body's spend as a bar of shares, beside the pooled whole and the unweighted average."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from cwbaudit.money import percent, pounds, short
from cwbaudit.report.model import Body, Report, Split
from cwbaudit.report.page.layout import Layout, influences, localities, printed_shares, stack
from cwbaudit.report.page.lettering import width, wrap
from cwbaudit.report.page.palette import LOCALITY
from cwbaudit.report.page.parts import Figure, Key, Table, drawn, largest, numbers, words
from cwbaudit.report.page.whole import bar
from cwbaudit.report.page.wording import count, has_region
from cwbaudit.report.phrases import complete, interval, is_open
from cwbaudit.report.svg import LINE, QUIET, Drawing, block, letters, line

BAR, SIZE, STEP = 30, 15, 18
MOST_BARS = 15


@dataclass(frozen=True)
class Row:
    """One bar: its name, what it is a share of, and its local share."""

    name: str
    of: str
    local_share: Decimal
    split: Split | None

    @property
    def said(self) -> str:
        """The local share; a dash for a body without spend, which has a share of nothing."""
        return "–" if self.split is not None and self.split.total <= 0 else percent(self.local_share)


def shares(report: Report) -> Figure:
    """Who keeps most."""
    shown, note = largest(ranked(report) + [body for body in report.bodies if complete(body) and body.total <= 0], "bodies", MOST_BARS)
    rows = [Row(body.name, short(body.total), body.local_share, body) for body in shown]
    means = _means(report) if len(report.bodies) > 1 else []
    key = [Key(name.capitalize(), tone) for name, tone in LOCALITY.items() if localities(report.headline)[name]]
    return Figure("bodies", drawn("bodies", lambda layout: _drawing(rows, means, layout)), tables(report), key, note)


def ranked(report: Report) -> list[Body]:
    """Bodies that are told whole and spend more than they are credited, most local first."""
    return sorted((body for body in report.bodies if complete(body) and body.total > 0), key=lambda body: (-body.local_share, body.name))


def _means(report: Report) -> list[Row]:
    number = count(len(report.bodies), "body", "bodies")
    return [
        Row(f"All {number}, pooled", short(report.headline.total), report.headline.local_share, report.headline),
        Row("Unweighted average", "each body counts once", report.average_local_share, None),
    ]


def _drawing(rows: list[Row], means: list[Row], layout: Layout) -> Drawing:
    marks: list[Element] = []
    y = 22.0
    if layout.wide:
        marks.append(letters(100, 14, "Local share", size=13, fill=QUIET, anchor="end"))
    else:
        y = 0.0
    for index, row in enumerate(rows + means):
        if index == len(rows):
            marks.append(line(0, y + 4, 100, y + 4, QUIET))
            y += 14
        added, tall = _beside(row, y, layout) if layout.wide else _above(row, y, layout)
        marks += added
        y += tall
    desc = "; ".join(f"{row.name} {row.said} of {row.of}" for row in rows + means)
    return Drawing("Local share of each body's spend", f"Stacked bars. Local share: {desc}.", y, tuple(marks))


def _beside(row: Row, y: float, layout: Layout) -> tuple[list[Element], float]:
    names = wrap(row.name, SIZE, layout.pixels * 0.27, 3)
    tall = max(BAR, STEP * (len(names) + 1))
    top = y + (tall - BAR) / 2
    first = y + (tall - STEP * (len(names) + 1)) / 2 + 13
    marks = [letters(0, first + STEP * i, name, size=SIZE, bold=True) for i, name in enumerate(names)]
    marks.append(letters(0, first + STEP * len(names), row.of, size=14, fill=QUIET))
    marks += _bar(row, 29, 60, top, layout)
    marks.append(letters(100, top + 22, row.said, size=20, bold=True, anchor="end"))
    return marks, tall + 16


def _above(row: Row, y: float, layout: Layout) -> tuple[list[Element], float]:
    names = wrap(row.name, SIZE, layout.pixels, 2)
    marks = [letters(0, y + 14 + STEP * i, name, size=SIZE, bold=True) for i, name in enumerate(names)]
    y += STEP * len(names)
    said = f"{row.said} local: {row.of}" if row.split is None else f"{row.said} of {row.of} is local"
    marks.append(letters(0, y + 14, said, size=14))
    return marks + _bar(row, 0, 100, y + 21, layout), STEP * len(names) + BAR + 43


def _bar(row: Row, start: float, room: float, y: float, layout: Layout) -> list[Element]:
    if row.split is None:
        return [
            block(start, y, room, BAR, "#F3F2F1"),
            line(start, y + BAR, start + room, y + BAR, LINE),
            block(start, y, max(float(row.local_share), 0) * room, BAR, LOCALITY["local"].fill),
        ]
    amounts, printed = localities(row.split), printed_shares(row.split)
    names = [name for name, amount in amounts.items() if amount > 0]
    if not names:
        return [letters(start, y + 20, "No spend in scope, or credits only", size=14, fill=QUIET)]
    spans = dict(zip(names, stack([amounts[name] for name in names], start, room, layout.percent(4)), strict=True))
    marks = bar(spans, y, BAR)
    for name, span in spans.items():
        if span.width >= layout.percent(width(printed[name], 14) + 12):
            marks.append(letters(span.x, y + 20, printed[name], size=14, fill=LOCALITY[name].ink, dx=7))
    return marks


def tables(report: Report) -> list[Table]:
    """Each body's pounds by locality and what leaks by influence, in the Report's order, then the pooled whole."""
    shown, note = largest(report.bodies, "bodies")
    area = has_region(report)
    rows = [*((body.name, body) for body in shown), ("All bodies, pooled", report.headline)]
    places = [_places(name, split, area, bool(_opened(report))) for name, split in rows]
    leaks = [[name, pounds(split.leaking), *map(pounds, influences(split.influence).values())] for name, split in rows]
    if len(report.bodies) > 1:
        note = f"The bodies' local shares average {percent(report.average_local_share)}, each counted once whatever its size. {note}"
    columns = numbers("In scope", "Local", *(["Regional"] if area else []), "Leaking", "Unplaced", "Local share", *_opened(report))
    columns += numbers("Region share, local included") if area else []
    judged = numbers("Leaking", "influenceable", "locked", "unassessed")
    return [
        Table("Spend in scope by body", words("Body") + columns, places[:-1], places[-1], note.strip()),
        Table("Leaking spend by body", words("Body") + judged, leaks[:-1], leaks[-1]),
    ]


def _opened(report: Report) -> list[str]:
    return ["Local share lies between"] if is_open(report) else []


def _places(name: str, split: Split, area: bool, opened: bool) -> list[str]:
    kept = [pounds(amount) for key, amount in localities(split).items() if area or key != "regional"]
    return [
        name,
        pounds(split.total),
        *kept,
        percent(split.local_share),
        *([interval(split)] if opened else []),
        *([percent(split.region_share)] if area else []),
    ]
