"""When locks end: what comes free, quarter by quarter, by body and heading."""

from __future__ import annotations

from dataclasses import dataclass

from cwbaudit.report.model import Quarter, Release, Report
from cwbaudit.report.workbook.grid import Column, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet


@dataclass(frozen=True)
class Row:
    """One release in its quarter."""

    quarter: Quarter
    release: Release


COLUMNS: tuple[Column[Row], ...] = (
    Column("Lock ends in", 14, "text", lambda r: r.quarter.quarter),
    Column("Body", 30, "text", lambda r: r.release.body),
    Column("Heading", 26, "text", lambda r: r.release.heading),
    Column("Comes free", 18, "money", lambda r: r.release.amount),
    Column("Outside the local area", 18, "money", lambda r: r.release.outside),
    Column("Quarter, outside", 18, "money", lambda r: r.quarter.outside),
    Column("Free by then, outside", 18, "money", lambda r: r.quarter.free_by_then),
)


def calendar(sheet: Sheet, report: Report) -> None:
    """Every lock that ends, soonest first; filter it to have a body's pipeline."""
    notes = [
        "Locked spend in scope by the quarter in which its lock ends: from the day after, it may be bought elsewhere.",
        "The last column is what goes outside the local area and is influenceable today or released by the end of that quarter.",
    ]
    top = sheet.title("Calendar", *notes, width=150)
    set_widths(sheet, COLUMNS)
    write_grid(sheet, top, COLUMNS, releases(report))
    sheet.page(report.title, header_row=top)


def releases(report: Report) -> list[Row]:
    """Every release, soonest first."""
    return [Row(quarter, release) for quarter in report.calendar for release in quarter.releases]
