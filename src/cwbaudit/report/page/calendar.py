"""When locks end: what comes free outside the local area, quarter by quarter."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from cwbaudit.money import pounds, short
from cwbaudit.report.model import Quarter, Report
from cwbaudit.report.page.layout import Layout, length
from cwbaudit.report.page.palette import INFLUENCE
from cwbaudit.report.page.parts import Figure, Table, drawn, largest, numbers, words
from cwbaudit.report.svg import QUIET, Drawing, block, letters
from cwbaudit.withheld import told

BAR, SIZE, STEP = 22, 15, 18
MOST_BARS = 16


def dated(report: Report) -> list[Quarter]:
    """Quarters in which something comes free that goes outside the local area."""
    return [quarter for quarter in report.calendar if told(quarter.outside, quarter.free_by_then) and quarter.outside > 0]


def calendar(report: Report) -> Figure:
    """A bar for each quarter, soonest first."""
    shown, note = largest(dated(report), "quarters", MOST_BARS)
    return Figure("calendar", drawn("calendar", lambda layout: _drawing(list(shown), layout)), [table(report)], note=note)


def title(report: Report) -> str:
    """What comes free first."""
    first, *_, last = [*dated(report), dated(report)[-1]]
    return f"{short(first.outside)} comes free in {first.quarter}; by {last.quarter}, {short(last.free_by_then)} may move"


def _drawing(shown: list[Quarter], layout: Layout) -> Drawing:
    begin, y = (12.0, 22.0) if layout.wide else (0.0, 0.0)
    room = 46.0 if layout.wide else 40.0
    most = max(quarter.outside for quarter in shown)
    marks: list[Element] = [letters(begin, 14, "Comes free, and all that is free by then", size=13, fill=QUIET)] if layout.wide else []
    for quarter in shown:
        top = y if layout.wide else y + STEP + 4
        marks.append(letters(0, y + 16, quarter.quarter, size=SIZE, bold=True))
        wide = max(length(quarter.outside, most, room), layout.percent(3))
        marks.append(block(begin, top, wide, BAR, INFLUENCE["leaking"]["influenceable"].fill))
        marks.append(letters(begin + wide, top + 16, f"{short(quarter.outside)}, then {short(quarter.free_by_then)}", size=SIZE, dx=8))
        y = top + BAR + 10
    desc = "; ".join(f"{quarter.quarter} {short(quarter.outside)}, free by then {short(quarter.free_by_then)}" for quarter in shown)
    return Drawing("When locks end", f"A bar for each quarter in which locks end. Outside the local area: {desc}.", y, tuple(marks))


def table(report: Report) -> Table:
    """Every release by body and heading."""
    every = [(quarter, release) for quarter in report.calendar for release in quarter.releases]
    shown, note = largest(every, "releases")
    rows = [
        [quarter.quarter, release.body, release.heading, pounds(release.amount), pounds(release.outside), pounds(quarter.free_by_then)]
        for quarter, release in shown
    ]
    columns = words("Lock ends in", "Body", "Heading") + numbers(
        "Comes free", "outside the local area", "Free by the quarter's end, outside"
    )
    return Table("What comes free, by quarter, body and heading", columns, rows, note=note)
