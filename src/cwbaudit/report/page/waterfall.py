"""A what-if, step by step: local spend before, what each category brings, local spend after."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from cwbaudit.money import percent, pounds, short
from cwbaudit.report.model import Move, Report, Scenario
from cwbaudit.report.page.layout import Layout, beside, length
from cwbaudit.report.page.lettering import wrap
from cwbaudit.report.page.palette import LOCAL
from cwbaudit.report.page.parts import Figure, Table, drawn, largest, numbers, words
from cwbaudit.report.svg import QUIET, Drawing, block, letters, line

BAR, SIZE, STEP = 26, 15, 18
MOST_STEPS = 10
GAIN = "#4F7FAF"


@dataclass(frozen=True)
class Step:
    """One bar from `start` to `end`; a step without words for its amount is several together."""

    name: str
    start: Decimal
    end: Decimal
    said: str
    fill: str


def steps(scenario: Scenario, place: str) -> list[Step]:
    """The bars in order: each gain begins where the one before it ends."""
    moves = [move for move in scenario.by_category if move.amount]
    bars = [Step(f"Stays in {place} now", Decimal(0), scenario.local_before, short(scenario.local_before), LOCAL.fill)]
    reached = scenario.local_before
    for move in moves[:MOST_STEPS]:
        bars.append(Step(move.name, reached, reached + move.amount, _gain(move), GAIN))
        reached += move.amount
    if len(moves) > MOST_STEPS:
        rest = len(moves) - MOST_STEPS
        bars.append(Step(f"{rest} more categor{'y' if rest == 1 else 'ies'}", reached, scenario.local_after, "", GAIN))
    return [*bars, Step("Would stay", Decimal(0), scenario.local_after, short(scenario.local_after), LOCAL.fill)]


def _gain(move: Move) -> str:
    return f"{'+' if move.amount > 0 else ''}{short(move.amount)}"


def waterfall(report: Report, scenario: Scenario, ident: str) -> Figure:
    """Before, the gains, after."""
    bars = steps(scenario, report.place.name)
    goal = scenario.target * scenario.total if scenario.target is not None and not scenario.reachable else None
    return Figure(ident, drawn(ident, lambda layout: _drawing(scenario, bars, goal, layout)), [table(scenario)])


def _drawing(scenario: Scenario, bars: list[Step], goal: Decimal | None, layout: Layout) -> Drawing:
    begin = 31.0 if layout.wide else 0.0
    room = min(beside(begin, [step.said for step in bars], SIZE, layout), 74)
    most = max([step.end for step in bars] + ([goal] if goal is not None else []))
    y, marks = 24.0 if goal is not None else 0.0, []
    for index, step in enumerate(bars):
        names = wrap(step.name, SIZE, layout.pixels * (0.29 if layout.wide else 1), 2)
        ends = index in (0, len(bars) - 1)
        tall = max(BAR, STEP * len(names)) if layout.wide else BAR + STEP * len(names) + 4
        first = y + (tall - STEP * len(names)) / 2 + 14 if layout.wide else y + 14
        top = y + (tall - BAR) / 2 if layout.wide else y + STEP * len(names) + 3
        marks += [letters(0, first + STEP * i, name, size=SIZE, bold=ends) for i, name in enumerate(names)]
        marks += _bar(step, begin, room, most, top, ends, layout)
        y += tall + 10
    said = "; ".join(f"{step.name} {step.said}".strip() for step in bars)
    if goal is not None and scenario.target is not None:
        marks = [*_goal(begin + length(goal, most, room), y, f"Asked: {percent(scenario.target)}"), *marks]
    return Drawing(f"What-if {scenario.name}", f"Waterfall of local spend. {said}.", y, tuple(marks))


def _goal(x: float, height: float, said: str) -> list[Element]:
    """What was asked for, behind the bars."""
    label = letters(x, 14, said, size=14, bold=True, anchor="end" if x > 60 else "start")
    return [line(x, 20, x, height, QUIET, width=2, dash="5 4"), label]


def _bar(step: Step, begin: float, room: float, most: Decimal, y: float, ends: bool, layout: Layout) -> list[Element]:
    left, right = sorted((length(step.start, most, room), length(step.end, most, room)))
    wide = max(right - left, layout.percent(2))
    marks = [block(begin + left, y, wide, BAR, step.fill), line(begin + right, y + BAR, begin + right, y + BAR + 36, QUIET, dash="2 3")]
    if ends:
        del marks[1:]
    if not step.said:
        return marks
    return [*marks, letters(begin + left + wide, y + 18, step.said, size=SIZE, bold=True, dx=8, halo=True)]


def table(scenario: Scenario) -> Table:
    """What each category brings, and the sum that the Report states."""
    moves, note = largest([move for move in scenario.by_category if move.amount], "categories, largest first")
    return Table(
        f"Spend that moves, by category ({scenario.name})",
        words("Category") + numbers("Moves to local"),
        [[move.name, pounds(move.amount)] for move in moves],
        ["All categories", pounds(scenario.moved)],
        note,
    )
