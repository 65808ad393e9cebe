"""Workbooks as rows of text cells: XLSX, XLSM, XLS and ODS through one reader, behind the guard.

A number becomes the shortest text that reads back as the same number; a date becomes year-month-day. Row numbers are Excel's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cwbaudit.errors import SourceError
from cwbaudit.read.delimited import Row

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_FIX = "Open it in Excel and save it as .xlsx; if that fails, download it again."


def open_workbook(source: Path, where: str) -> CalamineWorkbook:
    """The workbook; SourceError for one that the reader cannot take."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:  # from_path goes by the extension, which may lie
        with source.open("rb") as file:
            return CalamineWorkbook.from_filelike(file)
    except PasswordError:
        raise SourceError("This workbook is protected by a password.", where=where, fix="Save it without the password.") from None
    except (CalamineError, OSError, ValueError):
        raise SourceError("This workbook is damaged.", where=where, fix=_FIX) from None
    except BaseException as error:
        _refuse_panic(error, where)
        raise


def sheets(book: CalamineWorkbook) -> list[tuple[str, bool]]:
    """The names of the work sheets in order, and whether each is visible."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        (sheet.name, sheet.visible is SheetVisibleEnum.Visible)
        for sheet in book.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]  # fmt: skip


def rows(book: CalamineWorkbook, name: str, where: str) -> Iterator[tuple[int, Row]]:
    """Each row of a sheet with its own number; a sheet without cells has none."""
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
        start = sheet.start
        indent = [""] * (start[1] if start else 0)
        for number, cells in enumerate(sheet.iter_rows(), 1):
            row = indent + [cell if type(cell) is str and cell.isprintable() else _text(cell) for cell in cells]
            while row and not row[-1]:
                row.pop()
            yield number, row
    except (CalamineError, ValueError):
        raise SourceError("This sheet is damaged.", where=f"{where} [{name}]", fix=_FIX) from None
    except BaseException as error:
        _refuse_panic(error, where)
        raise


def _refuse_panic(error: BaseException, where: str) -> None:
    """A panic of the reader is a damaged file; anything else stays what it is. The panic's class cannot be imported."""
    if type(error).__name__ == "PanicException":
        raise SourceError("This workbook is damaged.", where=where, fix=_FIX) from None


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split()) if not cell.isprintable() else cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(Decimal(repr(cell)), "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
