"""What the accessible workbook holds: one table a sheet, each with its title and the notes that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cwbaudit.report.accessible.notes import INFLUENCE, INTERVAL, LOCALITY, MASKED, PLACED, SCOPE, TARGET, of_list
from cwbaudit.report.model import Move, Report, Scenario
from cwbaudit.report.phrases import has_region, is_open
from cwbaudit.report.tabled import tabled
from cwbaudit.report.workbook import calendar, concentration, further, reasons, record, sensitivity, where
from cwbaudit.report.workbook.breakdown import split_columns
from cwbaudit.report.workbook.grid import Column
from cwbaudit.report.workbook.ledger import EXCLUDED
from cwbaudit.report.workbook.sheet import MOST
from cwbaudit.report.workbook.summary import COLUMNS as HEADLINE
from cwbaudit.report.workbook.summary import headline_lines
from cwbaudit.report.workbook.suppliers import supplier_columns

Taken = tuple[str, str, Move]


@dataclass(frozen=True)
class Table:
    """One sheet: the table's title, the keys of its notes, its columns and its rows."""

    sheet: str
    title: str
    notes: tuple[str, ...]
    columns: Sequence[Column[Any]]
    rows: Sequence[Any]


def tables(report: Report) -> list[Table]:
    """Every table that this audit has rows for, in the order of the contents."""
    groups = (_split(report), _where(report), _suppliers(report), _further(report), _scenarios(report), _record(report))
    return [replace(table, columns=_filled(table)) for group in groups for table in group if table.rows]


def _filled(table: Table) -> list[Column[Any]]:
    """The columns that hold something."""
    return [column for column in table.columns if any(column.value(row) not in ("", None) for row in table.rows)]


def _split(report: Report) -> Iterator[Table]:
    place = report.place.name
    columns = split_columns("Name", has_region(report), is_open(report))
    judged = (SCOPE, LOCALITY, INFLUENCE, *((INTERVAL,) if is_open(report) else ()))
    yield Table("Headline", f"Spend in scope by locality, {place}", (SCOPE, LOCALITY, INFLUENCE), HEADLINE, headline_lines(report))
    for sheet, name, rows in (
        ("Bodies", "Body", report.bodies),
        ("Categories", "Category", report.categories),
        ("Headings", "Heading", report.headings),
    ):
        whole = [report.headline] if rows else []
        named = [_renamed(columns[0], name), *columns[1:]]
        yield Table(sheet, f"Spend in scope by {name.lower()} and locality, {place}", judged, named, [*rows, *whole])


def _where(report: Report) -> Iterator[Table]:
    yield Table(
        "Definitions", "Spend in scope under other definitions of local", (SCOPE, LOCALITY, INTERVAL), where.DEFINITIONS, report.definitions
    )
    leak = "Leaking spend by where it goes:"
    yield Table("Leak_by_region", f"{leak} regions of England and nations", (LOCALITY, PLACED), where.DESTINATIONS, report.leak_by_region)
    yield Table("Leak_by_authority", f"{leak} local authorities", (LOCALITY, PLACED), where.DESTINATIONS, report.leak_by_authority)
    yield Table("Distance", f"Spend in scope by straight-line distance from {report.centre}", (SCOPE, PLACED), where.BANDS, report.bands)


def _suppliers(report: Report) -> Iterator[Table]:
    shown = report.suppliers[:MOST]
    yield Table(
        "Suppliers", "Suppliers with spend in scope, largest first", (SCOPE, LOCALITY, INFLUENCE, MASKED),
        supplier_columns(report), shown,
    )  # fmt: skip
    yield Table(
        "Concentration", "What the largest suppliers take together", (SCOPE, LOCALITY), concentration.COLUMNS, concentration.steps(report)
    )
    yield Table(
        "Reasons", f"Spend outside {report.place.name} by the rule that judged it", (SCOPE, INFLUENCE), reasons.COLUMNS, report.reasons
    )
    yield Table(
        "Calendar", "Locked spend by the quarter in which its lock ends", (SCOPE, INFLUENCE), calendar.COLUMNS, calendar.releases(report)
    )


def _further(report: Report) -> Iterator[Table]:
    for each in tabled(report):
        yield Table(each.name, f"{each.kicker}: {each.title}", (of_list(report, each),), further.columns(each), each.rows)


def _scenarios(report: Report) -> Iterator[Table]:
    yield Table("What_ifs", "What if more were spent locally", (SCOPE, TARGET), SCENARIOS, report.scenarios)
    lists: tuple[tuple[str, Callable[[Scenario], Sequence[Move]]], ...] = (
        ("Body", lambda s: s.by_body),
        ("Category", lambda s: s.by_category),
        ("Heading", lambda s: s.by_heading),
        ("Supplier, the largest twenty", lambda s: s.by_supplier),
        ("Step", lambda s: s.by_step),
    )
    taken = [(s.name, kind, move) for s in report.scenarios for kind, moves in lists for move in moves(s) if move.amount]
    yield Table("What_ifs_taken_from", "From whom each what-if takes what moves", (SCOPE, TARGET), TAKEN, taken)
    yield Table(
        "Sensitivity", "How far each share swings on what is not known", (SCOPE, LOCALITY), sensitivity.CASES, sensitivity.supposed(report)
    )
    yield Table("Effect", "What local spend is worth on stated assumptions", (SCOPE,), sensitivity.EFFECTS, sensitivity.derived(report))


def _record(report: Report) -> Iterator[Table]:
    book = report.ledger
    steps = [
        ("Payments", book.payments), ("Credits and refunds", book.credits), ("Published: payments and credits", book.published),
        ("Left out of scope", book.excluded), ("Spend in scope: published less what is left out", book.in_scope),
        ("Set aside: readable amounts on rows set aside, in no other figure", book.set_aside),
    ]  # fmt: skip
    yield Table("Ledger", "From published spend to spend in scope", (SCOPE,), LEDGER, steps)
    yield Table("Exclusions", "Spend left out of scope, by rule", (SCOPE,), EXCLUDED, book.exclusions)
    yield Table("Findings", "What is wrong with the data, and what to do", (), record.FINDINGS, report.findings)
    yield Table("Sources", "The files that were read, how, and their fingerprints", (), record.SOURCES, report.sources)
    yield Table("Assumptions", "What the figures rest on", (), ASSUMPTIONS, list(enumerate(report.assumptions, 1)))


def _renamed(column: Column[Any], name: str) -> Column[Any]:
    return Column(name, column.width, column.kind, column.value)


SCENARIOS: tuple[Column[Scenario], ...] = (
    Column("What-if", 24, "text", lambda s: s.name),
    Column("What is asked", 40, "wrapped", lambda s: s.title),
    Column("Of", 24, "text", lambda s: s.part or "the whole place"),
    Column("Spend in scope", 18, "money", lambda s: s.total),
    Column("Target local share", 12, "share", lambda s: s.target),
    Column("Local share before", 12, "share", lambda s: s.local_share_before),
    Column("Local share after", 12, "share", lambda s: s.local_share_after),
    Column("Moved", 18, "money", lambda s: s.moved),
    Column("Local before", 18, "money", lambda s: s.local_before),
    Column("Local after", 18, "money", lambda s: s.local_after),
    Column("Leaking after", 18, "money", lambda s: s.leaking_after),
    Column("Within reach", 10, "text", lambda s: "yes" if s.reachable else "no"),
    Column("Missing", 18, "money", lambda s: s.shortfall),
    Column("Highest local share within reach", 14, "share", lambda s: s.ceiling),
    Column("What was found", 60, "wrapped", lambda s: s.finding),
)
TAKEN: tuple[Column[Taken], ...] = (
    Column("What-if", 24, "text", lambda t: t[0]),
    Column("Taken from", 24, "text", lambda t: t[1]),
    Column("Name", 44, "text", lambda t: t[2].name),
    Column("Moved", 18, "money", lambda t: t[2].amount),
)
LEDGER: tuple[Column[Any], ...] = (
    Column("Step", 64, "text", lambda step: step[0]),
    Column("Amount", 22, "money", lambda step: step[1]),
)
ASSUMPTIONS: tuple[Column[tuple[int, str]], ...] = (
    Column("Number", 10, "text", lambda pair: str(pair[0])),
    Column("Assumption", 120, "wrapped", lambda pair: pair[1]),
)
