"""How far each share swings on what is not known: a bar from its lowest to its highest, the widest on top."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

from cwbaudit.money import percent, pounds
from cwbaudit.report.model import Report, Sensitivity
from cwbaudit.report.page.layout import Layout, beside, length
from cwbaudit.report.page.lettering import wrap
from cwbaudit.report.page.palette import LOCAL
from cwbaudit.report.page.parts import Figure, Table, drawn, largest, numbers, words
from cwbaudit.report.svg import INK, LINE, QUIET, Drawing, block, letters, line

BAR, SIZE, STEP = 24, 15, 18
MOST_BARS = 12
SWING = "#7FA5C6"


def named(row: Sensitivity) -> str:
    """Which share, of which scenario, on what."""
    of = f" ({row.scenario})" if row.scenario else ""
    return f"{row.about}{of}: {row.supposed.lower()}"


def swing(rows: Sequence[Sensitivity]) -> str:
    """The widest swing in a sentence."""
    first = rows[0]
    if first.low == first.high:
        return "Nothing that is not known would change a share"
    of = f" of {first.scenario}" if first.scenario else ""
    return f"{first.about}{of}: {percent(first.low)} to {percent(first.high)}, by how {first.supposed.lower()} turns out"


def tornado(report: Report) -> Figure:
    """Those that swing, in the Report's order; the table has the rest."""
    swinging = [row for row in report.sensitivity if row.low < row.high]
    shown, note = largest(swinging or report.sensitivity[:1], "swings, widest first", MOST_BARS)
    return Figure("sensitivity", drawn("sensitivity", lambda layout: _drawing(shown, layout)), [table(report)], note=note)


def _drawing(rows: Sequence[Sensitivity], layout: Layout) -> Drawing:
    begin = 35.0 if layout.wide else 0.0
    room = beside(begin, [_said(row) for row in rows], SIZE, layout)
    most, y, marks = max([row.high for row in rows] + [Decimal("0.01")]), 0.0, list[Element]()
    for row in rows:
        names = wrap(named(row), SIZE, layout.pixels * (0.33 if layout.wide else 1), 3)
        tall = max(BAR, STEP * len(names)) if layout.wide else BAR + STEP * len(names) + 4
        first = y + (tall - STEP * len(names)) / 2 + 14 if layout.wide else y + 14
        top = y + (tall - BAR) / 2 if layout.wide else y + STEP * len(names) + 3
        marks += [letters(0, first + STEP * i, name, size=SIZE) for i, name in enumerate(names)]
        marks += _bar(row, begin, room, most, top, layout)
        y += tall + 12
    desc = "; ".join(f"{named(row)} {_said(row)}, reported {percent(row.base)}" for row in rows)
    return Drawing("How far shares swing on what is not known", f"Bars from lowest to highest. {desc}.", y, tuple(marks))


def _said(row: Sensitivity) -> str:
    return f"{percent(row.low)} to {percent(row.high)}"


def _bar(row: Sensitivity, begin: float, room: float, most: Decimal, y: float, layout: Layout) -> list[Element]:
    left, right = length(row.low, most, room), length(row.high, most, room)
    at = begin + length(row.base, most, room)
    wide = max(right - left, layout.percent(2))
    return [
        line(begin, y + BAR / 2, begin + room, y + BAR / 2, LINE),
        block(begin, y + BAR / 2 - 3, left, 6, LOCAL.fill),
        block(begin + left, y, wide, BAR, SWING),
        line(at, y - 4, at, y + BAR + 4, INK, width=3),
        letters(begin + left + wide, y + 17, _said(row), size=SIZE, bold=True, dx=8, halo=True, fill=INK if row.low < row.high else QUIET),
    ]


def table(report: Report) -> Table:
    """Every share under every supposition."""
    rows = []
    for row in report.sensitivity:
        first = [f"{row.about} ({row.scenario})" if row.scenario else row.about, row.supposed]
        rows.append([*first, "as reported", percent(row.base), pounds(row.moved) if row.moved is not None else ""])
        rows += [[*first, case.name, percent(case.value), pounds(case.moved) if case.moved is not None else ""] for case in row.cases]
    shown, note = largest(rows, "rows")
    columns = words("Share", "Not known", "Supposed") + numbers("Share then", "Would move")
    return Table("Shares under suppositions", columns, shown, note=note)
