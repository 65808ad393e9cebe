"""The record: what is wrong with the data, which files were read and how, and what every figure rests on."""

from __future__ import annotations

from collections.abc import Iterable

from cwbaudit.report.model import FindingCount, Report, Source
from cwbaudit.report.workbook.grid import Column, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet
from cwbaudit.terms import Exclusion, Influence, Locality, Term

FINDINGS: tuple[Column[FindingCount], ...] = (
    Column("Severity", 10, "text", lambda f: f.severity),
    Column("Finding", 30, "wrapped", lambda f: f.title),
    Column("How often", 9, "count", lambda f: f.count),
    Column("Amount", 18, "money", lambda f: f.amount),
    Column("What it means", 48, "wrapped", lambda f: f.meaning),
    Column("What to do", 48, "wrapped", lambda f: f.remedy),
    Column("Example", 44, "wrapped", lambda f: f.example),
    Column("Code", 22, "text", lambda f: f.code),
)

SOURCES: tuple[Column[Source], ...] = (
    Column("File", 32, "wrapped", lambda s: s.source),
    Column("Body", 22, "wrapped", lambda s: s.body),
    Column("Payments", 10, "count", lambda s: s.lines, adds=True),
    Column("Amount", 18, "money", lambda s: s.amount),
    Column("Control total", 18, "money", lambda s: s.control_total),
    Column("Agrees", 11, "text", lambda s: "" if s.control_total is None else "yes" if s.control_total == s.amount else "NO"),
    Column("Rows read", 9, "count", lambda s: s.rows_read, adds=True),
    Column("Rows set aside", 9, "count", lambda s: s.set_aside_rows, adds=True),
    Column("Header row", 8, "count", lambda s: s.header_row),
    Column("Columns found", 40, "wrapped", lambda s: "; ".join(f"{name} = {column}" for name, column in s.columns.items())),
    Column("VAT", 10, "text", lambda s: s.amount_basis),
    Column("Dates", 14, "text", lambda s: s.date_format),
    Column("Encoding", 11, "text", lambda s: s.encoding),
    Column("SHA-256", 37, "wrapped", lambda s: s.sha256),
)


def findings(sheet: Sheet, report: Report) -> None:
    """Each kind of finding with its pounds and its remedy."""
    top = sheet.title("Findings", "Things wrong with the data. None of it was dropped: the amounts are counted where the other sheets say.")
    set_widths(sheet, FINDINGS)
    if report.findings:
        write_grid(sheet, top, FINDINGS, report.findings)
        sheet.page(report.title, header_row=top)
    else:
        sheet.text(top, 0, "Nothing was found to be wrong with the data.")
        sheet.page(report.title)


def sources(sheet: Sheet, report: Report) -> None:
    """The data log: each file, how it was read, and the fingerprint of its bytes."""
    note = "Each file that was read and how. A control total is the finance system's own figure; the run stops when it does not agree."
    top = sheet.title("Sources", note, width=170)
    set_widths(sheet, SOURCES)
    write_grid(sheet, top, SOURCES, report.sources)
    sheet.page(report.title, header_row=top)


def definitions(sheet: Sheet, report: Report) -> None:
    """The place, the words, the assumptions and the credits."""
    sheet.sheet.set_column(0, 0, 24)
    sheet.sheet.set_column(1, 1, 120)
    row = sheet.title("Definitions", "What the words mean, what the figures rest on, and whose data they use.")
    row = _pairs(sheet, row, "The place", _place(report))
    for heading, terms in (("Locality", Locality), ("Influence", Influence), ("Out of scope", Exclusion)):
        row = _pairs(sheet, row, heading, _terms(terms))
    row = _pairs(sheet, row, "Assumptions", [(str(n), text) for n, text in enumerate(report.assumptions, 1)])
    _pairs(sheet, row, "Credits", [("", text) for text in report.credits])
    sheet.page(report.title)


def _place(report: Report) -> list[tuple[str, str]]:
    place = report.place
    region = ", ".join(place.regional) or "no region is defined, so whatever is not local is leaking"
    return [
        ("Definition", place.definition),
        (f"Local: {place.name}", ", ".join(place.local)),
        (f"Regional: {place.region_name}" if place.region_name else "Regional", region),
    ]


def _terms(terms: Iterable[Term]) -> list[tuple[str, str]]:
    return [(str(term), term.meaning) for term in terms if term]


def _pairs(sheet: Sheet, row: int, heading: str, pairs: list[tuple[str, str]]) -> int:
    if not pairs:
        return row
    sheet.heading(row, 0, heading)
    for at, (name, text) in enumerate(pairs, row + 1):
        sheet.text(at, 0, name, "wrapped", "label", "ruled")
        sheet.text(at, 1, text, "wrapped", "ruled")
        sheet.fit_row(at, [(name, 24), (text, 120)])
    return row + len(pairs) + 2
