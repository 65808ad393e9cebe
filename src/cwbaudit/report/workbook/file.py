"""The file that every workbook is: texts stay texts, and it is written whole when it is filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any


@contextmanager
def workbook(path: Path, font: Mapping[str, Any]) -> Iterator[Any]:
    """A workbook to fill, in this font; then it stands at `path`. Nothing from data is a formula or a link.

    OSError where the file cannot be written, as of every other file; XlsxWriter has an error of its own for it.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    held = BytesIO()
    book = Workbook(held, {"default_format_properties": {**font}, "strings_to_formulas": False, "strings_to_urls": False})
    yield book
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] from None
    path.write_bytes(held.getvalue())
