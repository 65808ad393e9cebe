"""`cwbaudit review`: the questions of an audit, put into the analyst's workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from cwbaudit.config.decisions import load_decisions
from cwbaudit.errors import ConfigError
from cwbaudit.folder import Audit
from cwbaudit.review.book import keep_copy, open_book, save_book, would_lose
from cwbaudit.review.filling import Filling, Sheet
from cwbaudit.review.front import Count, entitle, tell, title_of, write_front
from cwbaudit.review.pages import FRONT, PAGES, plain
from cwbaudit.review.questions import Settled, questions
from cwbaudit.review.suppliers import Suppliers

WORKBOOK = "review.xlsx"
DECISIONS = "decisions"


class Asked(BaseModel):
    """The workbook and what it asks."""

    workbook: Path
    written: bool
    sheets: list[Sheet]
    kept_copy: Path | None = None
    cannot_keep: str = ""
    was_of: str = ""


def review(audit: Audit, home: Path, *, workbook: Path | None = None, most: int = 1000) -> Asked:
    """Write the questions of `audit` into the workbook in `home`, or bring the analyst's own up to date in place.

    At most `most` open questions are put on a sheet, those with most pounds; the first sheet says how many more there are.
    """
    path = workbook or home / WORKBOOK
    suppliers = Suppliers(audit)
    settled = Settled(load_decisions(home / DECISIONS), suppliers)
    asked = questions(audit, suppliers, settled)
    fresh = not path.exists()
    title = str(audit.manifest.get("title", ""))
    book = _new(title) if fresh else open_book(path)
    before = None if fresh else _content(book)
    sheets = [Filling(book, page, path).fill([q for q in asked if q.page is page], suppliers, settled, most) for page in PAGES]
    if FRONT in book.sheetnames:
        tell(book[FRONT], {page: _count(sheet) for page, sheet in zip(PAGES, sheets, strict=True)})
    if was_of := other_title(book, title):
        entitle(book, title)
    if before == _content(book):
        return Asked(workbook=path, written=False, sheets=sheets)
    cannot = "" if fresh else would_lose(path)
    copy = keep_copy(path) if cannot else None
    save_book(book, path, fresh=fresh)
    return Asked(workbook=path, written=True, sheets=sheets, kept_copy=copy, cannot_keep=cannot, was_of=was_of)


def other_title(book: Any, title: str) -> str:
    """The title of another audit, where the workbook is of one."""
    found = title_of(book)
    return found if found and plain(found) != plain(title) else ""


def _new(title: str) -> Any:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = FRONT
    write_front(book.active, title)
    return book


def _content(book: Any) -> list[tuple[str, str, object]]:
    return [
        (sheet.title, cell.coordinate, cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]


def _count(sheet: Sheet) -> Count:
    return Count(sheet.open, sheet.pounds, sheet.decided, sheet.not_shown, sheet.pounds_not_shown)


def workbook_needed(path: Path) -> None:
    """ConfigError when there is no workbook to take decisions from."""
    if not path.is_file():
        raise ConfigError(f"There is no workbook {path}.", fix="Make one with: cwbaudit review, or name yours with --workbook.")
