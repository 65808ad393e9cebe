"""The Comparison as a workbook: causes that add up by formula, both audits side by side, and the suppliers that came and went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cwbaudit.comparison.model import Comparison
from cwbaudit.report.compared import sheets
from cwbaudit.report.compared.shown import called
from cwbaudit.report.workbook.file import workbook
from cwbaudit.report.workbook.sheet import HEADING, Sheet, cell_text
from cwbaudit.report.workbook.style import FONT, LOCAL, REGIONAL, UNPLACED, Styles
from cwbaudit.report.xlsx import UNDATED


@dataclass(frozen=True)
class Page:
    """One sheet after the cover."""

    name: str
    shows: str
    fill: Callable[[Sheet, Comparison], None]
    colour: str
    wanted: Callable[[Comparison], object] = lambda comparison: True


PAGES = (
    Page("Change", "Why the local share and local spend changed, cause by cause", sheets.causes, LOCAL),
    Page("Bodies", "Each body in both audits, and what it adds to mix and shift", sheets.bodies, LOCAL, lambda c: c.bodies),
    Page("Headings", "Local spend by heading in both audits", sheets.headings, LOCAL, lambda c: c.headings),
    Page("Suppliers", "Suppliers gained, lost and moved: sort and filter", sheets.suppliers, LOCAL, lambda c: c.fixed[0].bodies),
    Page("Audits", "The two audits side by side", sheets.audits, REGIONAL),
    Page("Method", "What to know before quoting it, and how it is worked out", sheets.method, UNPLACED),
)


def xlsx(comparison: Comparison, path: Path) -> None:
    """Write the workbook to `path`. The same comparison gives the same bytes; nothing from data is a formula or a link."""
    with workbook(path, FONT) as book:
        _properties(book, comparison)
        styles, places = Styles(book), dict[str, Any]()
        front = Sheet(book, styles, "Cover", places)
        pages = [page for page in PAGES if page.wanted(comparison)]
        _cover(front, comparison, pages)
        for page in pages:
            sheet = Sheet(book, styles, page.name, places)
            sheet.sheet.set_tab_color(page.colour)
            page.fill(sheet, comparison)


def _properties(book: Any, comparison: Comparison) -> None:
    day = comparison.new.period_to or UNDATED
    said = {"title": cell_text(comparison.title)[:255], "subject": "Spend audits compared", "author": comparison.tool}
    book.set_properties(said | {"created": datetime(day.year, day.month, day.day)})
    book.set_calc_mode("auto")


def _cover(sheet: Sheet, comparison: Comparison, pages: Sequence[Page]) -> None:
    """Title, what changed, what to know, contents."""
    for column, width in enumerate((3, 24, 78)):
        sheet.sheet.set_column(column, column, width)
    sheet.text(1, 1, cell_text(f"What changed in {comparison.new.place.name}", HEADING), "title")
    sheet.sheet.set_row(1, 30)
    row = sheet.paragraphs(2, 1, [called(comparison.old), called(comparison.new)], 105, "lead", "note") + 1
    row = _section(sheet, row, "What was found", comparison.sentences, "lead")
    if comparison.caveats:
        row = _section(sheet, row, "Before you quote it", [caveat.text for caveat in comparison.caveats], "lead")
    sheet.heading(row, 1, "Contents")
    for at, page in enumerate(pages, row + 1):
        sheet.link(at, 1, page.name)
        sheet.text(at, 2, page.shows)
    sheet.page(comparison.title, tall=1)
    sheet.sheet.set_first_sheet()
    sheet.sheet.activate()


def _section(sheet: Sheet, row: int, heading: str, texts: list[str], style: str) -> int:
    sheet.heading(row, 1, heading)
    return sheet.paragraphs(row + 1, 1, texts, 105, style) + 1
