"""Spend by body and by category: the same columns, a total that adds up, and a picture below."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from cwbaudit.money import percent, pounds
from cwbaudit.report.model import Body, Category, Heading, Report, Split
from cwbaudit.report.phrases import complete, denominator, has_region, is_open, outside
from cwbaudit.report.workbook.charts import Series, height, stacked_bar
from cwbaudit.report.workbook.grid import Column, Grid, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet
from cwbaudit.report.workbook.style import INFLUENCEABLE, LEAKING, LOCAL, LOCKED, REGIONAL, UNASSESSED, UNPLACED

Named = TypeVar("Named", Body, Category, Heading)
WIDE = 1500  # pixels: about as wide as the table, so that both fill the page
SHOWN = 15  # bars that a chart can hold and still be read


def bodies(sheet: Sheet, report: Report) -> None:
    """Each body by locality, with its leak by influence."""
    note = f"The headline pools the bodies' pounds ({percent(report.headline.local_share)} local); "
    note += f"the average of their own local shares, each body counting once, is {percent(report.average_local_share)}."
    grid = _table(sheet, report, "Bodies", "Body", report.bodies, note if len(report.bodies) > 1 else "")
    if len(report.bodies) <= 2 * SHOWN and _drawable(report.bodies):
        _by_locality(sheet, grid, report)
    sheet.page(report.title, header_row=grid.top)


def categories(sheet: Sheet, report: Report) -> None:
    """Each category by locality, with its leak by influence, the largest leak first."""
    note = "A category is what the bodies call what they bought; the largest leak comes first."
    grid = _table(sheet, report, "Categories", "Category", report.categories, note)
    shown = report.categories[:SHOWN]
    if shown and complete(*shown) and shown[0].leaking > 0 and all(min(_influence(row)) >= 0 for row in shown):
        _by_influence(sheet, grid, report, shown)
    sheet.page(report.title, header_row=grid.top)


def headings(sheet: Sheet, report: Report) -> None:
    """Each heading by locality, with its leak by influence, and what told the headings."""
    told = "; ".join(f"{source.source} {pounds(source.amount)}" for source in report.heading_sources)
    note = f"A heading is a kind of purchase in words that are the same for every body. What told it: {told}."
    grid = _table(sheet, report, "Headings", "Heading", report.headings, note)
    sheet.page(report.title, header_row=grid.top)


def split_columns(name: str, region: bool, opened: bool) -> list[Column[Split]]:
    """What is said of a body, a category or a heading."""
    ratio = "=IF({{Spend in scope}}=0,0,ROUND(({})/{{Spend in scope}},6))".format
    regional: list[Column[Split]] = [
        Column("Regional", 16, "money", lambda row: row.regional, adds=True),
        Column("Regional, influenceable", 16, "money", lambda row: row.regional_influence.influenceable, adds=True),
    ]
    wider: list[Column[Split]] = [Column("Share in the region", 11, "share", lambda row: row.region_share, ratio("{Local}+{Regional}"))]
    between: list[Column[Split]] = [
        Column("Local share at least", 11, "share", lambda row: row.local_share_low, ratio("MIN({Local},{Local}+{Unplaced})")),
        Column("Local share at most", 11, "share", lambda row: row.local_share_high, ratio("MAX({Local},{Local}+{Unplaced})")),
    ]
    return [
        Column(name, 30, "text", lambda row: str(getattr(row, "name", "All"))),
        Column("Spend in scope", 16.5, "money", lambda row: row.total, adds=True),
        Column("Local", 16, "money", lambda row: row.local, adds=True),
        *(regional if region else []),
        Column("Leaking", 16, "money", lambda row: row.leaking, adds=True),
        Column("Leaking, influenceable", 16, "money", lambda row: row.influence.influenceable, adds=True),
        Column("Leaking, locked", 16, "money", lambda row: row.influence.locked, adds=True),
        Column("Leaking, unassessed", 16, "money", lambda row: row.influence.unassessed, adds=True),
        Column("Unplaced", 16, "money", lambda row: row.unplaced, adds=True),
        Column("Local share", 9, "share", lambda row: row.local_share, ratio("{Local}")),
        *(between if opened else []),
        *(wider if region else []),
        Column("Leaking share", 9, "share", lambda row: row.leaking_share, ratio("{Leaking}")),
        Column("Unplaced share", 10, "share", lambda row: row.unplaced_share, ratio("{Unplaced}")),
        Column("Suppliers", 9.5, "count", lambda row: row.suppliers),
        Column("Payments", 10, "count", lambda row: row.lines, adds=True),
    ]


def _table(sheet: Sheet, report: Report, title: str, name: str, rows: Sequence[Named], note: str) -> Grid:
    notes = [text for text in (denominator(report), note) if text]
    top = sheet.title(title, *notes, width=170)
    columns = split_columns(name, has_region(report), is_open(report))
    set_widths(sheet, columns)
    sheet.places[title] = grid = write_grid(sheet, top, columns, list(rows), total=report.headline)
    sheet.name_cell(f"{title}_Total", grid.top + 1 + grid.rows, grid.column("Spend in scope"))
    return grid


def _drawable(rows: Sequence[Named]) -> bool:
    return (
        complete(*rows)
        and any(row.total for row in rows)
        and all(min(row.local, row.regional, row.leaking, row.unplaced) >= 0 for row in rows)
    )


def _by_locality(sheet: Sheet, grid: Grid, report: Report) -> None:
    rows = report.bodies
    kinds = [("Local", LOCAL, [r.local for r in rows]), ("Regional", REGIONAL, [r.regional for r in rows])]
    kinds += [("Leaking", LEAKING, [r.leaking for r in rows]), ("Unplaced", UNPLACED, [r.unplaced for r in rows])]
    series = [Series(grid.chart_name(n), grid.chart_range(n), colour, values) for n, colour, values in kinds if any(values)]
    title = f"How much of each body's spend stays in {report.place.name}"
    chart = stacked_bar(
        sheet.book, title, grid.chart_range("Body"), series, percent=True, least="0.03", letters=11, size=(WIDE, height(len(rows)))
    )
    sheet.sheet.insert_chart(grid.next_row, 0, chart, {"description": "Bars: each body's spend by locality", "object_position": 2})


def _influence(row: Split) -> tuple[Decimal, ...]:
    return (row.influence.influenceable, row.influence.locked, row.influence.unassessed)


def _by_influence(sheet: Sheet, grid: Grid, report: Report, shown: Sequence[Category]) -> None:
    kinds = [("Leaking, influenceable", INFLUENCEABLE), ("Leaking, locked", LOCKED), ("Leaking, unassessed", UNASSESSED)]
    amounts = list(zip(*map(_influence, shown), strict=True))
    series = [
        Series(grid.chart_name(name), grid.chart_range(name, SHOWN), colour, values)
        for (name, colour), values in zip(kinds, amounts, strict=True)
        if any(values)
    ]
    title = f"What leaks out of {outside(report)}, and whether it could be bought elsewhere"
    if grid.rows > SHOWN:
        sheet.sheet.set_h_pagebreaks([grid.next_row])
    names = grid.chart_range("Category", SHOWN)
    chart = stacked_bar(sheet.book, title, names, series, percent=False, letters=11, size=(WIDE, height(len(shown))))
    sheet.sheet.insert_chart(
        grid.next_row, 0, chart, {"description": "Bars: leaking spend by category and influence", "object_position": 2}
    )
