"""Where: the same spend under other definitions, where the leak goes, and how far the money goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cwbaudit.money import percent, pounds
from cwbaudit.report.model import Abroad, Band, Decile, Definition, Destination, Report, WardSpend
from cwbaudit.report.phrases import denominator, missing
from cwbaudit.report.workbook.grid import Column, write_grid
from cwbaudit.report.workbook.sheet import Sheet

WIDTHS = (44, 26, 18, 18, 18, 18, 18, 18)
DEFINITIONS: tuple[Column[Definition], ...] = (
    Column("Definition", WIDTHS[0], "wrapped", lambda d: d.name),
    Column("Local", WIDTHS[1], "money", lambda d: d.local),
    Column("Local share", WIDTHS[2], "share", lambda d: d.local_share),
    Column("Local share at least", WIDTHS[3], "share", lambda d: d.local_share_low),
    Column("Local share at most", WIDTHS[4], "share", lambda d: d.local_share_high),
    Column("Regional", WIDTHS[5], "money", lambda d: d.regional),
    Column("Leaking", WIDTHS[6], "money", lambda d: d.leaking),
    Column("Unplaced", WIDTHS[7], "money", lambda d: d.unplaced),
)
DESTINATIONS: tuple[Column[Destination], ...] = (
    Column("Where", WIDTHS[0], "text", lambda d: d.name),
    Column("Region", WIDTHS[1], "text", lambda d: d.region),
    Column("Leaking", WIDTHS[2], "money", lambda d: d.amount),
    Column("Share of the leak", WIDTHS[3], "share", lambda d: d.share),
    Column("Leaking, influenceable", WIDTHS[4], "money", lambda d: d.influenceable),
    Column("Suppliers", WIDTHS[5], "count", lambda d: d.suppliers),
)
BANDS: tuple[Column[Band], ...] = (
    Column("Distance", WIDTHS[0], "text", lambda b: b.name),
    Column("Amount", WIDTHS[1], "money", lambda b: b.amount),
    Column("Share of spend", WIDTHS[2], "share", lambda b: b.share),
    Column("Suppliers", WIDTHS[3], "count", lambda b: b.suppliers),
)


COUNTRIES: tuple[Column[Abroad], ...] = (
    Column("Country", WIDTHS[0], "text", lambda a: a.name),
    Column("Code", WIDTHS[1], "text", lambda a: a.country),
    Column("Amount", WIDTHS[2], "money", lambda a: a.amount),
    Column("Share of spend", WIDTHS[3], "share", lambda a: a.share),
    Column("Suppliers", WIDTHS[4], "count", lambda a: a.suppliers),
    Column("Kilometres away on average", WIDTHS[5], "count", lambda a: a.kilometres),
)
WARDS: tuple[Column[WardSpend], ...] = (
    Column("Ward", WIDTHS[0], "text", lambda w: w.name),
    Column("In", WIDTHS[1], "text", lambda w: w.authority),
    Column("Amount", WIDTHS[2], "money", lambda w: w.amount),
    Column("Share of spend", WIDTHS[3], "share", lambda w: w.share),
    Column("Suppliers", WIDTHS[4], "count", lambda w: w.suppliers),
    Column("Code", WIDTHS[5], "text", lambda w: w.code),
)
DECILES: tuple[Column[Decile], ...] = (
    Column("Decile (1 is the most deprived)", WIDTHS[0], "count", lambda d: d.decile),
    Column("Amount", WIDTHS[1], "money", lambda d: d.amount),
    Column("Share of what is known", WIDTHS[2], "share", lambda d: d.share),
    Column("Suppliers", WIDTHS[3], "count", lambda d: d.suppliers),
)


def where(sheet: Sheet, report: Report) -> None:
    """Each part under its heading, those that the audit has."""
    row = sheet.title("Where", denominator(report), width=150)
    for number, width in enumerate(WIDTHS):
        sheet.sheet.set_column(number, number, width)
    if report.definitions:
        row = _part(sheet, row, "The same spend under other definitions of local", DEFINITIONS, report.definitions)
        texts = [f"{each.name}: {' '.join([each.definition, *each.notes])}" for each in report.definitions]
        row = sheet.paragraphs(row, 0, texts, 170, "note") + 1
    row = _part(sheet, row, "Where the leak goes, by region or nation", DESTINATIONS, report.leak_by_region)
    row = _part(sheet, row, "Where the leak goes, by authority", DESTINATIONS, report.leak_by_authority)
    row = _part(sheet, row, "Spend in scope outside the United Kingdom", COUNTRIES, report.abroad)
    if missing(report):
        row = sheet.paragraphs(row - 1, 0, [missing(report)], 170, "note") + 1
    row = _part(sheet, row, f"How far the money goes, in straight lines from {report.centre}", BANDS, report.bands)
    _near(sheet, row, report)
    sheet.page(report.title)


def _near(sheet: Sheet, row: int, report: Report) -> None:
    """By deprivation, each nation by itself, and by ward."""
    found = report.neighbourhoods
    if found.nations or found.wards:
        row = sheet.paragraphs(row, 0, [found.told], 170, "note") + 1
    for each in found.nations:
        shares = f"{percent(each.tenth_share)} in its most deprived tenth, {percent(each.fifth_share)} in its most deprived fifth"
        row = _part(sheet, row, f"{each.nation}, by deprivation among its {each.areas:,} small areas: {shares}", DECILES, each.deciles)
        said = f"{pounds(each.total - each.known)} in {each.nation} is with suppliers whose neighbourhood is not known."
        row = sheet.paragraphs(row - 1, 0, [said], 170, "note") + 1
    row = _part(sheet, row, "By ward", WARDS, found.wards)
    if found.wards:
        sheet.paragraphs(row - 1, 0, [f"{pounds(found.without_ward)} is with suppliers whose ward is not known."], 170, "note")


def _part(sheet: Sheet, row: int, heading: str, columns: Sequence[Column[Any]], rows: Sequence[Any]) -> int:
    if not rows:
        return row
    sheet.heading(row, 0, heading)
    return write_grid(sheet, row + 1, columns, rows).next_row


def has_where(report: Report) -> bool:
    """Whether the sheet would hold anything."""
    found = report.neighbourhoods
    return bool(report.definitions or report.leak_by_region or report.bands or found.wards or found.nations)
