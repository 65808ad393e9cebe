"""The review workbook as a file: opened with care, saved whole or not at all, and nothing an analyst put there is lost unsaid."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cwbaudit.errors import SourceError

if TYPE_CHECKING:
    from openpyxl import Workbook

# What openpyxl does not carry over: drawn shapes live in drawings with <xdr:sp>, the rest in parts of their own.
_LOST_PARTS = {
    "threadedcomments": "threaded comments", "slicers": "slicers", "timelines": "timelines", "richdata": "linked data",
    "ctrlprops": "form controls",
}  # fmt: skip
_FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold: no clock inside
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def open_book(path: Path) -> Workbook:
    """The analyst's workbook with everything in it; SourceError when it is open elsewhere, or is no workbook."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    from cwbaudit.read.guard import inspect

    not_open_elsewhere(path)
    try:
        with path.open("rb") as file:
            _looks_like_one(file.read(8), path)
            inspect(file, str(path))
        return load_workbook(path, rich_text=True)
    except PermissionError:
        raise _busy(path) from None
    except (InvalidFileException, KeyError, ValueError, TypeError):
        raise SourceError("This is not a workbook that can be read.", where=str(path), fix="Save it in Excel as .xlsx.") from None


def _looks_like_one(head: bytes, path: Path) -> None:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        what = "This workbook is protected by a password, or was saved in the format .xls."
        raise SourceError(what, where=str(path), fix="Open it in Excel, and save it as .xlsx without a password.")
    if not head.startswith(b"PK"):
        what = f"This is no Excel workbook{'' if head else ': the file is empty'}."
        raise SourceError(what, where=str(path), fix="Name the workbook that cwbaudit review wrote with --workbook, or make a new one.")


def not_open_elsewhere(path: Path) -> None:
    """SourceError when a spreadsheet program has left its mark that it holds the file open."""
    for mark in (f"~${path.name}", f".~lock.{path.name}#"):
        if (path.parent / mark).exists():
            raise _busy(path, mark)


def _busy(path: Path, mark: str = "") -> SourceError:
    stale = f" If no program has it open, delete {mark}." if mark else ""
    return SourceError(
        f"{path.name} is open in another program.", where=str(path), fix=f"Save it there and close it, then try again.{stale}"
    )


def save_book(book: Any, path: Path, *, fresh: bool) -> None:
    """Put the workbook in the place of the file, whole or not at all. A `fresh` one has the same bytes for the same content."""
    work = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    try:
        held = BytesIO()
        book.save(held)
        work.write_bytes(_steady(held) if fresh else held.getvalue())
        not_open_elsewhere(path)
        work.replace(path)
    except PermissionError:
        raise _busy(path) from None
    finally:
        work.unlink(missing_ok=True)


def _steady(held: BytesIO) -> bytes:
    """The same workbook without the time of its making."""
    made = BytesIO()
    with zipfile.ZipFile(held) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as steady:
        for part in packed.infolist():
            data = packed.read(part)
            data = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", data) if part.filename == "docProps/core.xml" else data
            steady.writestr(zipfile.ZipInfo(part.filename, _FIXED), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def would_lose(path: Path) -> str:
    """What of the workbook cannot be kept when it is written again; empty for nothing."""
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        rooms = {name.lower().split("/")[1] for name in names if name.count("/") > 1}
        lost = [said for part, said in _LOST_PARTS.items() if part in rooms]
        shapes = [name for name in names if name.startswith("xl/drawings/drawing") and b"<xdr:sp" in packed.read(name)]
    return ", ".join([*lost, *(["drawn shapes"] if shapes else [])])


def keep_copy(path: Path) -> Path:
    """A copy of the workbook as the analyst left it, beside it."""
    number = 1
    while (copy := path.with_name(f"{path.stem} (before {number}){path.suffix}")).exists():
        number += 1
    shutil.copy2(path, copy)
    return copy
