"""The rows of a review workbook, wherever an analyst has moved them: by header and id, never by position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from cwbaudit.errors import ConfigError, did_you_mean
from cwbaudit.review.looks import said
from cwbaudit.review.pages import ID, STATUS, Page, identity

DEEPEST_HEADER = 30


@dataclass(frozen=True)
class Row:
    """One row of a sheet: where it is, and what its cells say by header."""

    sheet: Any
    number: int
    columns: dict[str, int]
    page: Page

    def cell(self, header: str) -> Any:
        """The cell under a header."""
        return self.sheet.cell(self.number, self.columns[header])

    def says(self, header: str) -> str:
        """The text of the cell under a header; empty where the page has no such column."""
        return said(self.cell(header)) if header in self.columns else ""

    def where(self, header: str = "") -> str:
        """Where the row, or its cell under a header, is, in a reader's words."""
        column = f", column {get_column_letter(self.columns[header])} ({header})" if header else ""
        return f"{self.page.title}, row {self.number}{column}"

    @property
    def names(self) -> tuple[str, ...]:
        """Which suppliers the row says it is about."""
        return tuple(self.says(header) for header in self.page.names)

    @property
    def entry(self) -> tuple[str, ...]:
        """The register and the number of the entry that it is about; empty where it is about none."""
        return tuple(self.says(header) for header in self.page.entry)

    @property
    def whole(self) -> bool:
        """Whether the id is that of the names beside it; not so when only some columns were sorted."""
        return self.says(ID) == identity(*self.names, *self.entry)


def header_of(sheet: Any, page: Page, path: str) -> tuple[int, dict[str, int]]:
    """The header's row number and the column of every header; ConfigError when one of ours is gone."""
    best: tuple[int, dict[str, int]] = (0, {})
    for row in sheet.iter_rows(max_row=min(DEEPEST_HEADER, sheet.max_row)):
        columns: dict[str, int] = {}
        for cell in row:
            columns.setdefault(said(cell), cell.column)
        ours = {header: columns[header] for header in page.headers if header in columns}
        if len(ours) > len(best[1]):
            best = (row[0].row, ours)
    needed = [*page.names, *page.entry, *(column.header for column in page.columns if column.yellow), STATUS, ID]
    if missing := [header for header in needed if header not in best[1]]:
        written = [said(cell) for cell in sheet[best[0]]] if best[0] else []
        hint = did_you_mean(missing[0], [text for text in written if text])
        hint = hint or "Undo what took the column away, or its header; or make a new workbook: cwbaudit review --workbook NEW.xlsx"
        raise ConfigError(
            f'The sheet "{page.title}" has no column "{missing[0]}".', where=f"{path}, {page.title}, row {best[0] or 1}", fix=hint
        )
    return best


def rows_of(sheet: Any, page: Page, path: str) -> Iterator[Row]:
    """Every row below the header that has an id, a name or an answer."""
    header_row, columns = header_of(sheet, page, path)
    telling = [ID, *page.names, *(column.header for column in page.columns if column.yellow)]
    for number in range(header_row + 1, sheet.max_row + 1):
        row = Row(sheet, number, columns, page)
        if any(row.says(header) for header in telling):
            yield row
