"""The what-ifs of audit.toml: one row each, then what each takes from whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cwbaudit.money import pounds
from cwbaudit.report.model import Move, Report, Scenario
from cwbaudit.report.phrases import day
from cwbaudit.report.workbook.grid import Column, Kind, write_grid
from cwbaudit.report.workbook.sheet import HEADING, Sheet

SUPPLIERS_SHOWN = 20
Fact = tuple[str, str, Callable[[Scenario], Decimal]]
FACTS: tuple[tuple[Fact, Fact, Fact], ...] = (
    (
        ("Moved", "money", lambda s: s.moved),
        ("Local share before", "share", lambda s: s.local_share_before),
        ("Influenceable and not local, before", "money", lambda s: s.standing_in_the_way.influenceable),
    ),
    (
        ("Local before", "money", lambda s: s.local_before),
        ("Local share after", "share", lambda s: s.local_share_after),
        ("Locked and not local, before", "money", lambda s: s.standing_in_the_way.locked),
    ),
    (
        ("Local after", "money", lambda s: s.local_after),
        ("Share in the region after", "share", lambda s: s.region_share_after),
        ("Unassessed and not local, before", "money", lambda s: s.standing_in_the_way.unassessed),
    ),
    (
        ("Leaking after", "money", lambda s: s.leaking_after),
        ("Highest local share within reach", "share", lambda s: s.ceiling),
        ("Unplaced", "money", lambda s: s.unplaced),
    ),
)


@dataclass(frozen=True)
class Pairs:
    """A list of two columns."""

    title: str
    second: str
    kind: Kind
    rows: Sequence[tuple[str, Decimal]]
    first: Kind = "text"


def scenarios(sheet: Sheet, report: Report) -> None:
    """Each what-if as found, and by body, category and supplier."""
    for column, width in enumerate((44, 19, 2, 44, 19, 2, 54, 19)):
        sheet.sheet.set_column(column, column, width)
    row = sheet.title(
        "Scenarios", "The what-ifs written in audit.toml. Every penny is conserved; only influenceable spend moves.", width=170
    )
    starts = []
    for scenario in report.scenarios:
        starts.append(row)
        row = _one(sheet, scenario, row) + 1
    sheet.sheet.set_h_pagebreaks(starts[1:])
    sheet.page(report.title)


def _one(sheet: Sheet, scenario: Scenario, row: int) -> int:
    long = len(scenario.title) > HEADING
    sheet.heading(row, 0, scenario.name if long else scenario.title)
    row = sheet.paragraphs(row + 1, 0, [*([scenario.title] if long else []), scenario.finding], 170, "lead")
    row = _facts(sheet, scenario, row + 1)
    lists = (
        ("Taken from body", scenario.by_body),
        ("Taken from category", scenario.by_category),
        (f"Taken from supplier (the largest {SUPPLIERS_SHOWN})", scenario.by_supplier),
    )
    grids = [_moves(sheet, row, left, title, moves) for left, (title, moves) in zip((0, 3, 6), lists, strict=True)]
    row = max(grids)
    row = max([row, *(_pairs(sheet, row, left, one) for left, one in zip((0, 3, 6), _path(scenario), strict=False))])
    row = max([row, *(_pairs(sheet, row, left, one) for left, one in zip((0, 3), _rest(scenario), strict=False))])
    steps = [(move.name, move.amount) for move in scenario.by_step]
    # they are sentences, which are broken: beside other lists they would pull those apart
    return _pairs(sheet, row, 0, Pairs("Moved by step", "Amount", "money", steps, "wrapped")) if len(steps) > 1 else row


def _facts(sheet: Sheet, scenario: Scenario, row: int) -> int:
    for at, line in enumerate(FACTS, row):
        for left, (label, kind, figure) in zip((0, 3, 6), line, strict=True):
            sheet.text(at, left, label, "text", "ruled")
            write = sheet.money if kind == "money" else sheet.number
            write(at, left + 1, figure(scenario), kind, "ruled")
    row += len(FACTS)
    reach = "yes" if scenario.reachable else f"no, {pounds(scenario.shortfall)} is missing"
    sheet.text(row, 0, f"Within reach: {reach}", "label")
    return row + 2


def _path(it: Scenario) -> list[Pairs]:
    """A path's steps as three lists side by side."""
    if not it.path:
        return []
    return [
        Pairs("By", "Moved", "money", [(day(step.by), step.moved) for step in it.path]),
        Pairs("By", "Released by locks that ended", "money", [(day(step.by), step.released) for step in it.path]),
        Pairs("By", "Local share then", "share", [(day(step.by), step.local_share_after) for step in it.path]),
    ]


def _rest(it: Scenario) -> list[Pairs]:
    """From which headings it is taken, and when locks end."""
    ends = [(day(lock.until) if lock.until else "No end is stated", lock.amount) for lock in it.locks]
    headings = [(move.name, move.amount) for move in it.by_heading]
    lists = (
        Pairs("Taken from heading", "Amount", "money", headings),
        Pairs("Locked and not local, until", "Amount", "money", ends),
    )
    return [one for one in lists if one.rows]


def _pairs(sheet: Sheet, row: int, left: int, one: Pairs) -> int:
    columns: tuple[Column[tuple[str, Decimal]], ...] = (
        Column(one.title, 44, one.first, lambda pair: pair[0]),
        Column(one.second, 19, one.kind, lambda pair: pair[1]),
    )
    return write_grid(sheet, row, columns, one.rows, left=left).next_row


def _moves(sheet: Sheet, row: int, left: int, title: str, moves: Sequence[Move]) -> int:
    columns: tuple[Column[Move], ...] = (
        Column(title, 44, "text", lambda m: m.name),
        Column("Amount", 19, "money", lambda m: m.amount),
    )
    return write_grid(sheet, row, columns, moves, left=left).next_row
