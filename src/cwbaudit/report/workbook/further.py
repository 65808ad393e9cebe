"""Sheets of further lists, a sheet each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cwbaudit.report.model import Report
from cwbaudit.report.tabled import Tabled, tabled
from cwbaudit.report.workbook.grid import Column, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet


def columns(each: Tabled) -> Sequence[Column[Any]]:
    """The list's columns as a grid has them."""
    return [Column(c.title, c.width, "wrapped" if c.kind == "text" and c.width > 50 else c.kind, c.value) for c in each.columns]


def filler(name: str) -> Callable[[Sheet, Report], None]:
    """What fills the sheet of the list called `name`."""

    def fill(sheet: Sheet, report: Report) -> None:
        each = named(report, name)
        assert each is not None, "a sheet is made only for a list that is there"
        top = sheet.title(each.kicker, f"{each.title}.", each.note, width=150)
        set_widths(sheet, columns(each))
        write_grid(sheet, top, columns(each), each.rows)
        sheet.page(report.title, header_row=top)

    return fill


def named(report: Report, name: str) -> Tabled | None:
    """The list of this name; None when the report has none."""
    return next((each for each in tabled(report) if each.name == name), None)
