"""The analyst's workbook: a Report as sheets, native charts and a what-if that recalculates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cwbaudit.report.model import Report
from cwbaudit.report.phrases import complete
from cwbaudit.report.workbook.breakdown import bodies, categories, headings
from cwbaudit.report.workbook.calendar import calendar
from cwbaudit.report.workbook.concentration import concentration, steps
from cwbaudit.report.workbook.cover import cover
from cwbaudit.report.workbook.file import workbook
from cwbaudit.report.workbook.further import filler, named
from cwbaudit.report.workbook.heading import by_category, by_heading, what_if_by_category, what_if_by_heading
from cwbaudit.report.workbook.ledger import ledger
from cwbaudit.report.workbook.reasons import reasons
from cwbaudit.report.workbook.record import definitions, findings, sources
from cwbaudit.report.workbook.scenarios import scenarios
from cwbaudit.report.workbook.sensitivity import effect, sensitivity
from cwbaudit.report.workbook.sheet import Sheet, cell_text
from cwbaudit.report.workbook.style import FONT, LEAKING, LOCAL, REGIONAL, UNPLACED, Styles
from cwbaudit.report.workbook.summary import summary
from cwbaudit.report.workbook.suppliers import suppliers
from cwbaudit.report.workbook.whatif import what_if
from cwbaudit.report.workbook.where import has_where, where

UNDATED = date(2000, 1, 1)  # the created date of a workbook whose period is not known: never the clock's


@dataclass(frozen=True)
class Page:
    """One sheet after the cover."""

    name: str
    shows: str
    fill: Callable[[Sheet, Report], None]
    colour: str
    wanted: Callable[[Report], object] = lambda report: True


PAGES = (
    Page("Summary", "Where the money goes, in one page", summary, LOCAL),
    Page("Bodies", "Each body by locality, and its leak by influence", bodies, LOCAL, lambda r: r.bodies),
    Page(
        "Categories", "Each kind of spend by locality, and its leak by influence: where to start", categories, LOCAL, lambda r: r.categories
    ),
    Page("Headings", "The same in words that all bodies share", headings, LOCAL, lambda r: r.headings),
    Page("Where", "Other definitions of local, where the leak goes, how far the money goes, neighbourhoods", where, LOCAL, has_where),
    Page("Suppliers", "Every supplier: sort and filter", suppliers, LOCAL, lambda r: r.suppliers),
    Page("Concentration", "How few suppliers take how much", concentration, LOCAL, steps),
    *(
        Page(name, shows, filler(name), LOCAL, lambda report, name=name: named(report, name))  # type: ignore[misc]
        for name, shows in (
            ("Start", "Where to start, heading by heading"),
            ("Substitutes", "Bodies that leak where others buy locally"),
            ("Shared", "Suppliers that several bodies use"),
            ("Kinds", "Companies, charities, public bodies and others"),
            ("Groups", "Small firms, VCSE, co-operatives, and what is not known"),
            ("Quality", "How much is known of the money"),
            ("Ratings", "Each assumption by its quality and by what rests on it"),
            ("Bases", "The local share by each source of postcodes alone"),
            ("Branches", "Local suppliers that are registered elsewhere"),
            ("Registers", "What registers know of the suppliers"),
        )
    ),
    Page("Reasons", "Why spend may move or may not: every rule with its pounds", reasons, LOCAL),
    Page("Calendar", "When locks end: what comes free, quarter by quarter", calendar, LOCAL, lambda r: r.calendar),
    Page(
        "What-if",
        "Change the yellow cell: what a target for the local share would take",
        what_if,
        "#FFDD00",
        lambda r: complete(r.headline),
    ),
    Page("What-if by category", "Change the yellow cells: category by category", what_if_by_category, "#FFDD00", by_category),
    Page("What-if by heading", "The same, heading by heading, for all bodies", what_if_by_heading, "#FFDD00", by_heading),
    Page("Scenarios", "The what-ifs of audit.toml, with whom they take from", scenarios, LEAKING, lambda r: r.scenarios),
    Page("Sensitivity", "How far each share would swing on what is not known", sensitivity, LEAKING, lambda r: r.sensitivity),
    Page("Effect", "What local spend is worth, on stated assumptions", effect, LEAKING, lambda r: r.effect),
    Page("Ledger", "From published spend to spend in scope, to the penny", ledger, REGIONAL),
    Page("Findings", "What is wrong with the data, what it is worth and what to do", findings, REGIONAL),
    Page("Sources", "The files that were read, how, and their fingerprints", sources, REGIONAL, lambda r: r.sources),
    Page("Definitions", "The place, the words, the assumptions and the credits", definitions, UNPLACED),
)


def xlsx(report: Report, path: Path) -> None:
    """Write the workbook to `path`. The same report gives the same bytes; nothing from data is a formula or a link."""
    with workbook(path, FONT) as book:
        book.set_properties(properties(report))
        book.set_calc_mode("auto")
        styles, places = Styles(book), dict[str, Any]()
        front = Sheet(book, styles, "Cover", places)
        pages = [page for page in PAGES if page.wanted(report)]
        cover(front, report, [(page.name, page.shows) for page in pages])
        for page in pages:
            sheet = Sheet(book, styles, page.name, places)
            sheet.sheet.set_tab_color(page.colour)
            page.fill(sheet, report)


def properties(report: Report) -> dict[str, Any]:
    """What the document says of itself; its date is the period's end, never the clock's."""
    day = report.period_to or UNDATED
    return {
        "title": cell_text(report.title)[:255],
        "subject": "Spend-leakage audit",
        "author": report.tool,
        "created": datetime(day.year, day.month, day.day),
    }
