"""How few suppliers take how much, as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from cwbaudit.money import percent, pounds, short
from cwbaudit.report.model import Concentration, Largest, Report
from cwbaudit.report.page.layout import Layout, length
from cwbaudit.report.page.palette import BODY
from cwbaudit.report.page.parts import Figure, Table, drawn, numbers, words
from cwbaudit.report.page.wording import count
from cwbaudit.report.svg import QUIET, Drawing, block, letters

BAR, SIZE, STEP = 24, 15, 18
WHOLE = "#E4E5E6"


def concentration(report: Report) -> Figure | None:
    """A bar for each step; None where there are too few suppliers for steps."""
    found = report.concentration
    if not found or len(found.steps) < 2:
        return None
    return Figure("concentration", drawn("concentration", lambda layout: _drawing(found.steps, layout)), [_table(found)])


def title(report: Report) -> str:
    """How many suppliers take half."""
    found = report.concentration
    if not found:
        return ""
    takes = "takes" if found.half == 1 else "take"
    return f"{found.half:,} of {count(found.steps[-1].suppliers, 'supplier', 'suppliers')} {takes} half of {short(found.steps[-1].amount)}"


def _name(step: Largest, last: Largest) -> str:
    return f"All {step.suppliers:,}" if step is last else f"The largest {step.suppliers:,}"


def _drawing(steps: Sequence[Largest], layout: Layout) -> Drawing:
    """Each step as a part of the whole, which is as long in every row."""
    begin, y = (18.0, 0.0) if layout.wide else (0.0, 0.0)
    room = 52.0 if layout.wide else 40.0
    marks: list[Element] = []
    for step in steps:
        top = y if layout.wide else y + STEP + 3
        marks.append(letters(0, y + (17 if layout.wide else 14), _name(step, steps[-1]), size=SIZE))
        marks.append(block(begin, top, room, BAR, WHOLE))
        marks.append(block(begin, top, length(step.amount, steps[-1].amount, room), BAR, BODY.fill))
        marks.append(letters(begin + room, top + 17, percent(step.share), size=SIZE, bold=True, dx=8))
        marks.append(letters(begin + room, top + 17, short(step.amount), size=SIZE, fill=QUIET, dx=72))
        y = top + BAR + 12
    desc = "; ".join(f"{_name(step, steps[-1])} {percent(step.share)}, {short(step.amount)}" for step in steps)
    return Drawing("What the largest suppliers take together", f"Bars, each a part of all spend in scope. {desc}.", y, tuple(marks))


def _table(found: Concentration) -> Table:
    last = found.steps[-1]
    rows = [[_name(step, last), pounds(step.amount), percent(step.share), pounds(step.leaking)] for step in found.steps]
    columns = words("Suppliers") + numbers("In scope", "Share of spend in scope", "of it leaking")
    return Table("What the largest suppliers take together", columns, rows)
