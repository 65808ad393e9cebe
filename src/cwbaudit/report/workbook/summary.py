"""The summary: the headline by locality on one page, with the two pictures that explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cwbaudit.money import percent, share
from cwbaudit.report.model import Body, ByInfluence, Category, Report, Split, Supplier
from cwbaudit.report.phrases import complete, denominator, has_region, locality_names
from cwbaudit.report.workbook.charts import Series, stacked_bar
from cwbaudit.report.workbook.grid import Column, Grid, set_widths, write_grid
from cwbaudit.report.workbook.sheet import MOST, Sheet
from cwbaudit.report.workbook.style import LEAKING, LOCAL, REGIONAL, UNPLACED
from cwbaudit.terms import Locality

ON_ONE_PAGE = 20  # bodies that the page holds without shrinking
COLOURS = {"local": LOCAL, "regional": REGIONAL, "leaking": LEAKING, "unplaced": UNPLACED}


@dataclass(frozen=True)
class Line:
    """One locality of the headline."""

    key: str
    name: str
    amount: Decimal
    share: Decimal | None
    influence: ByInfluence | None
    meaning: str


COLUMNS: tuple[Column[Line], ...] = (
    Column("Where the money goes", 38, "text", lambda line: line.name),
    Column("Amount", 20, "money", lambda line: line.amount, adds=True),
    Column("Share of spend", 12, "share", lambda line: line.share, "=IF(Total_Spend=0,0,ROUND({Amount}/Total_Spend,6))"),
    Column("Influenceable", 19, "money", lambda line: line.influence.influenceable if line.influence else None),
    Column("Locked", 19, "money", lambda line: line.influence.locked if line.influence else None),
    Column("Unassessed", 19, "money", lambda line: line.influence.unassessed if line.influence else None),
    Column("What it means", 62, "text", lambda line: line.meaning),
)
BODY_COLUMNS: tuple[Column[Body], ...] = (
    Column("Body", 38, "text", lambda body: body.name),
    Column("Spend in scope", 20, "money", lambda body: body.total),
    Column("Local share", 12, "share", lambda body: body.local_share),
    Column("Leaking", 19, "money", lambda body: body.leaking),
    Column("of it influenceable", 19, "money", lambda body: body.influence.influenceable),
    Column("Share in the region", 19, "share", lambda body: body.region_share),
)
_MEANINGS = {str(term): term.meaning[:1].upper() + term.meaning[1:] for term in Locality} | {
    "all leaking": "Paid to a supplier outside the local area"
}
NAMES = {"local": "Local_Spend", "regional": "Regional_Spend", "leaking": "Leaking_Spend", "unplaced": "Unplaced_Spend"}
INFLUENCEABLE = {"regional": "Regional_Influenceable", "leaking": "Leaking_Influenceable"}


def summary(sheet: Sheet, report: Report) -> None:
    """The headline table, the region's own share, and the headline as a bar."""
    top = sheet.title("Summary", *report.sentences, denominator(report), width=150)
    lines = headline_lines(report)
    grid = write_grid(sheet, top, COLUMNS, lines, total=_whole(report.headline))
    set_widths(sheet, COLUMNS)
    _name_cells(sheet, grid, lines)
    row = _check(sheet, _notes(sheet, grid, report), report)
    if complete(report.headline) and report.headline.total > 0 and all(line.amount >= 0 for line in lines):
        _picture(sheet, grid, lines, row)
        row += 11
    if len(report.bodies) > 1:
        sheet.heading(row, 0, "By body")
        write_grid(sheet, row + 1, BODY_COLUMNS[: 6 if has_region(report) else 5], report.bodies)
    sheet.page(report.title, tall=1 if len(report.bodies) <= ON_ONE_PAGE else 0)


def headline_lines(report: Report) -> list[Line]:
    """One line for each locality that this audit can have."""
    head, names = report.headline, locality_names(report)
    influence = {"regional": head.regional_influence, "leaking": head.influence}
    return [
        Line(
            key=key,
            name=name,
            amount=getattr(head, key),
            share=share(getattr(head, key), head.total),
            influence=influence.get(key),
            meaning=_MEANINGS[key if has_region(report) else key.replace("leaking", "all leaking")],
        )
        for key, name in names.items()
    ]


def _whole(head: Split) -> Line:
    return Line("total", "Spend in scope", head.total, Decimal(1) if head.total else Decimal(0), None, "")


def _name_cells(sheet: Sheet, grid: Grid, lines: list[Line]) -> None:
    """Names for the cells that formulas elsewhere rest on. Cells only: some readers refuse a name for an expression."""
    assert grid.total is not None
    sheet.name_cell("Total_Spend", grid.total, grid.column("Amount"))
    for row, line in enumerate(lines, grid.top + 1):
        sheet.name_cell(NAMES[line.key], row, grid.column("Amount"))
        if line.key in INFLUENCEABLE:
            sheet.name_cell(INFLUENCEABLE[line.key], row, grid.column("Influenceable"))


def _notes(sheet: Sheet, grid: Grid, report: Report) -> int:
    row = grid.next_row
    if has_region(report):
        sheet.text(row, 0, f"In {report.place.region_name or 'the region'}, {report.place.name} included", "label")
        formula = "=IF(Total_Spend=0,0,ROUND((Local_Spend+Regional_Spend)/Total_Spend,6))"
        sheet.formula(row, 2, formula, report.headline.region_share, "share", "label")
        row += 1
    bodies = len(report.bodies)
    if bodies > 1:
        sheet.text(row, 0, f"Average of the {bodies} bodies' own local shares", "label")
        sheet.number(row, 2, report.average_local_share, "share", "label")
        said = f"Unweighted; the headline pools their pounds ({percent(report.headline.local_share)})."
        sheet.text(row, 3, said, "note", "inset")
        row += 1
    return row


def _check(sheet: Sheet, row: int, report: Report) -> int:
    """One cell that says whether the sheets behind this one add up to its total."""
    parts: dict[str, Sequence[Body | Category | Supplier]] = {"Bodies": report.bodies, "Categories": report.categories}
    if len(report.suppliers) <= MOST:
        parts["Suppliers"] = report.suppliers
    parts = {name: things for name, things in parts.items() if things}
    if not parts or report.edition.kind == "published":  # what is withheld adds up to nothing
        return row + 1
    sums = [sum((_pounds(thing) for thing in things), Decimal(0)) for things in parts.values()]
    same = ",".join(f"ABS({name}_Total-Total_Spend)<0.005" for name in parts)
    sheet.text(row, 0, f"Check: {', '.join(parts)} add up to it", "label")
    agrees = "OK" if all(amount == report.headline.total for amount in sums) else "MISMATCH"
    sheet.formula(row, 2, f'=IF(AND({same}),"OK","MISMATCH")', agrees, "text", "right")
    sheet.verdict(row, 2)
    return row + 2


def _pounds(thing: Body | Category | Supplier) -> Decimal:
    return thing.amount if isinstance(thing, Supplier) else thing.total


def _picture(sheet: Sheet, grid: Grid, lines: list[Line], row: int) -> None:
    series = [
        Series([sheet.name, at, 0], [sheet.name, at, 1, at, 1], COLOURS[line.key], [line.amount])
        for at, line in enumerate(lines, grid.top + 1)
        if line.amount
    ]
    names = [sheet.name, grid.total, 0, grid.total, 0]
    chart = stacked_bar(sheet.book, "Where each pound goes", names, series, percent=True, least="0.04", size=(1330, 210))
    sheet.sheet.insert_chart(row, 0, chart, {"description": "One bar: spend in scope by locality", "object_position": 2})
