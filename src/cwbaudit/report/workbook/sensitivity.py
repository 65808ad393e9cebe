"""How sure the shares are, and what follows from stated assumptions."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit.report.model import Derivation, Report
from cwbaudit.report.workbook.grid import Column, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet

Row = tuple[str, str, str, str, Decimal, Decimal | None]
CASES: tuple[Column[Row], ...] = (
    Column("Share", 34, "text", lambda row: row[0]),
    Column("What-if", 30, "text", lambda row: row[1]),
    Column("Not known", 24, "text", lambda row: row[2]),
    Column("Supposed", 48, "text", lambda row: row[3]),
    Column("Share then", 14, "share", lambda row: row[4]),
    Column("Would move", 20, "money", lambda row: row[5]),
)
EFFECTS: tuple[Column[tuple[str, Derivation]], ...] = (
    Column("Of", 26, "text", lambda row: row[0]),
    Column("Figure", 34, "text", lambda row: row[1].name),
    Column("Value", 20, "text", lambda row: row[1].printed),
    Column("Formula", 44, "wrapped", lambda row: row[1].formula),
    Column("With its inputs", 60, "wrapped", lambda row: row[1].working),
    Column("Rates from", 44, "wrapped", lambda row: row[1].source),
)


def sensitivity(sheet: Sheet, report: Report) -> None:
    """Every share under every supposition, the widest swing first."""
    note = "Each share is worked out again as if what is not known had turned out one way, then the other. The widest swing comes first."
    top = sheet.title("How sure are these shares?", note)
    set_widths(sheet, CASES)
    write_grid(sheet, top, CASES, supposed(report))
    sheet.page(report.title, header_row=top)


def effect(sheet: Sheet, report: Report) -> None:
    """Each derived figure with its formula and its inputs."""
    note = "These are not findings of the audit: they follow from rates that the config states, with their sources, and from nothing else."
    top = sheet.title("What local spend is worth, on stated assumptions", note)
    set_widths(sheet, EFFECTS)
    write_grid(sheet, top, EFFECTS, derived(report))
    sheet.page(report.title, header_row=top)


def supposed(report: Report) -> list[Row]:
    """Each share as reported, then under every supposition."""
    rows: list[Row] = []
    for one in report.sensitivity:
        rows.append((one.about, one.scenario, one.supposed, "as reported", one.base, one.moved))
        rows += [(one.about, one.scenario, one.supposed, case.name, case.value, case.moved) for case in one.cases]
    return rows


def derived(report: Report) -> list[tuple[str, Derivation]]:
    """What follows for today's spend, then for each what-if."""
    return [("Today's spend", one) for one in report.effect] + [(s.name, one) for s in report.scenarios for one in s.effect]
