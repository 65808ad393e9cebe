"""The page's further lists: where to start, who else could supply, how concentrated spend is, how good the evidence is."""

from __future__ import annotations

from dataclasses import dataclass

from cwbaudit.report.model import Report
from cwbaudit.report.page.parts import Column, Table, largest
from cwbaudit.report.tabled import Tabled, tabled

MOST_ROWS = 10


@dataclass(frozen=True)
class Further:
    """A list as a section of its own."""

    kicker: str
    title: str
    note: str
    table: Table


def further(report: Report) -> list[Further]:
    """Every list, in the order in which they are read."""
    return [_section(each) for each in tabled(report)]


def _section(each: Tabled) -> Further:
    shown, note = largest(each.rows, "rows", MOST_ROWS)
    order = sorted(each.columns, key=lambda column: column.kind != "text")  # numbers stand last in every table of the page
    rows = [[column.printed(row) for column in order] for row in shown]
    columns = [Column(column.title, numeric=column.kind != "text") for column in order]
    return Further(each.kicker, each.title, each.note, Table(each.kicker, columns, rows, note=note))
