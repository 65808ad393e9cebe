"""The cover: what this is, what it found, on what definition, and where to look."""

from __future__ import annotations

from collections.abc import Sequence

from cwbaudit.report.model import Report
from cwbaudit.report.phrases import denominator, period
from cwbaudit.report.workbook.sheet import HEADING, Sheet, cell_text

SCENARIOS = 3  # as many what-ifs as a cover can tell


def cover(sheet: Sheet, report: Report, contents: Sequence[tuple[str, str]]) -> None:
    """Title, period, headline, definition, edition, contents."""
    sheet.sheet.set_column(0, 0, 3)
    sheet.sheet.set_column(1, 1, 24)
    sheet.sheet.set_column(2, 2, 78)
    sheet.text(1, 1, cell_text(report.title, HEADING), "title")
    sheet.sheet.set_row(1, 30)
    sheet.text(2, 1, " · ".join(part for part in ("Spend-leakage audit", period(report)) if part), "lead", "note")
    row = _section(sheet, 4, "What was found", report.sentences, "lead")
    if report.scenarios:
        row = _section(sheet, row, "What if", [scenario.finding for scenario in report.scenarios[:SCENARIOS]], "lead")
    row = _section(sheet, row, "What local means here", [report.place.definition, denominator(report)], "text")
    row = _section(sheet, row, "Which edition this is", [report.edition.says, f"Made by {report.tool}."], "text")
    sheet.heading(row, 1, "Contents")
    for at, (name, shows) in enumerate(contents, row + 1):
        sheet.link(at, 1, name)
        sheet.text(at, 2, shows)
    sheet.page(report.title, tall=1)
    sheet.sheet.set_first_sheet()
    sheet.sheet.activate()


def _section(sheet: Sheet, row: int, heading: str, texts: list[str], style: str) -> int:
    sheet.heading(row, 1, heading)
    return sheet.paragraphs(row + 1, 1, texts, 105 if style == "lead" else 125, style) + 1
