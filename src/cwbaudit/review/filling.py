"""One sheet of the workbook brought up to date: what is there keeps its place and its look, what is new goes below."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from pydantic import BaseModel

from cwbaudit.money import ZERO
from cwbaudit.review.looks import dress, fit_row, lay_out, put, said
from cwbaudit.review.pages import ID, STATUS, Page
from cwbaudit.review.questions import Question, Settled
from cwbaudit.review.rows import Row, header_of, rows_of
from cwbaudit.review.suppliers import Suppliers

HEADER_ROW = 4
OPEN, NEW, DECIDED, PASSED, GONE, BROKEN = (
    "open", "new", "decided: ", "no longer in doubt", "no longer in the data", "id and names do not agree",
)  # fmt: skip


class Sheet(BaseModel):
    """What one sheet asks now."""

    sheet: str
    open: int
    new: int
    decided: int
    no_longer: int
    pounds: Decimal
    not_shown: int
    pounds_not_shown: Decimal


class Filling:
    """One sheet being brought up to date: rows that are there keep their place and their look, new ones go below."""

    def __init__(self, book: Any, page: Page, path: Path) -> None:
        self.page = page
        if page.title not in book.sheetnames:
            lay_out(book.create_sheet(page.title), page, HEADER_ROW)
        self.sheet = book[page.title]
        self.header_row, self.columns = header_of(self.sheet, page, path.name)
        self.rows = list(rows_of(self.sheet, page, path.name))
        self.pounds = ZERO
        self.counts = {OPEN: 0, NEW: 0, DECIDED: 0, PASSED: 0}

    def fill(self, asked: list[Question], suppliers: Suppliers, settled: Settled, most: int) -> Sheet:
        """Update the rows that are there, then add what is missing while there is room."""
        waiting = {question.about: question for question in asked}
        for row in self.rows:
            about = {found.supplier_id for name in row.names if (found := suppliers.called(name))}
            question = waiting.pop(frozenset((*about, *row.entry)), None) if row.whole else None
            if question:
                self._answerable(row, question, OPEN)
            else:
                self._passed(row, suppliers, settled)
        left = [question for question in asked if question.about in waiting]
        room = max(0, most - self.counts[OPEN])
        last = max([self.header_row, *(row.number for row in self.rows)])
        for number, question in enumerate(left[:room], last + 1):
            self._add(number, question, NEW if self.rows else OPEN)
        self._filtered(last + min(room, len(left)))
        return self._told(left[room:])

    def _answerable(self, row: Row, question: Question, status: str) -> None:
        for header, value in {**question.cells, STATUS: status, ID: question.id}.items():
            if header in row.columns:
                _change(row.cell(header), value)
        self.counts[status] += 1
        self.pounds += abs(question.at_stake)

    def _passed(self, row: Row, suppliers: Suppliers, settled: Settled) -> None:
        if not row.whole:
            _change(row.cell(STATUS), BROKEN)
            return
        if verdict := settled.said(self.page, *row.names, *row.entry):
            _change(row.cell(STATUS), DECIDED + verdict)
            self.counts[DECIDED] += 1
            return
        _change(row.cell(STATUS), PASSED if all(map(suppliers.called, row.names)) else GONE)
        self.counts[PASSED] += 1

    def _add(self, number: int, question: Question, status: str) -> None:
        row = Row(self.sheet, number, self.columns, self.page)
        for column in self.page.columns:
            if column.header in self.columns:
                dress(row.cell(column.header), column)
        self._answerable(row, question, status)
        texts = ((row.says(column.header), column.width) for column in self.page.columns if column.kind == "text")
        fit_row(self.sheet, number, texts)

    def _filtered(self, last: int) -> None:
        """The filter reaches down to the last row; what the analyst has chosen in it stays."""
        before = self.sheet.auto_filter.ref
        start, end = str(before).split(":") if before else (f"A{self.header_row}", get_column_letter(len(self.columns)))
        self.sheet.auto_filter.ref = f"{start}:{end.rstrip('0123456789')}{max(last, self.header_row + 1)}"

    def _told(self, unshown: list[Question]) -> Sheet:
        return Sheet(
            sheet=self.page.title, open=self.counts[OPEN] + self.counts[NEW], new=self.counts[NEW], decided=self.counts[DECIDED],
            no_longer=self.counts[PASSED], pounds=self.pounds, not_shown=len(unshown),
            pounds_not_shown=sum((abs(question.at_stake) for question in unshown), ZERO),
        )  # fmt: skip


def _change(cell: Any, value: str | Decimal) -> None:
    """Write a value where it is another than what the cell says: a cell that need not change is left alone."""
    if isinstance(value, Decimal):
        if not isinstance(cell.value, int | float) or round(float(cell.value), 2) != float(value):
            put(cell, value)
    elif said(cell) != value.strip():
        put(cell, value)
