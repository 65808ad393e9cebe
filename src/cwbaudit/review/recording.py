"""Decisions written down: appended to decisions/*.csv, everything that was there kept, in the form that Excel reads and writes."""

from __future__ import annotations

import codecs
import csv
import io
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cwbaudit.config.decisions import NumberDecision, PostcodeDecision, SupplierDecision, SupplierHeadingDecision, load_decisions
from cwbaudit.errors import SourceError
from cwbaudit.review.answers import Decided

_SIGNED = ("who", "when", "why")
FILES = {
    "suppliers.csv": ("name", "verdict", "supplier", *_SIGNED),
    "postcodes.csv": ("supplier", "postcode", *_SIGNED),
    "numbers.csv": ("supplier", "verdict", "register", "number", *_SIGNED),
    "supplier-headings.csv": ("supplier", "heading", *_SIGNED),
}
_FILE_OF = {
    SupplierDecision: "suppliers.csv", PostcodeDecision: "postcodes.csv", NumberDecision: "numbers.csv",
    SupplierHeadingDecision: "supplier-headings.csv",
}  # fmt: skip


def record(folder: Path, new: Sequence[Decided]) -> list[Path]:
    """Append `new` to the files in `folder`; those that changed. Nothing is replaced before all is written and reads back well."""
    by_file = {name: [one for one in new if _FILE_OF[type(one)] == name] for name in FILES}
    wanted = {name: rows for name, rows in by_file.items() if rows}
    if not wanted:
        return []
    try:
        return _written(folder, wanted)
    except PermissionError as error:
        path = Path(error.filename2 or error.filename or folder)
        raise SourceError(
            f"{path.name} cannot be written: it is open in another program, or the folder is not yours to write to.",
            where=str(path), fix="Close it there and apply again: nothing is taken twice.",
        ) from None  # fmt: skip


def _written(folder: Path, wanted: dict[str, list[Decided]]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as work:
        for name in FILES:
            if name in wanted:
                (Path(work) / name).write_bytes(_appended(folder / name, name, wanted[name]))
            elif (folder / name).is_file():
                shutil.copy(folder / name, work)
        load_decisions(Path(work))
        return [(Path(work) / name).replace(folder / name) for name in wanted]


def _appended(path: Path, name: str, rows: Sequence[Decided]) -> bytes:
    """The file with a row for each decision, in the order of its own columns; UTF-8 with a mark and CRLF, as Excel writes it."""
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    lines = before.splitlines()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    header = [column.strip() for column in next(csv.reader(lines), [])] or list(FILES[name])
    if lines:
        out.write("\r\n".join(lines) + "\r\n")
    else:
        writer.writerow(header)
    for row in rows:
        said = row.model_dump(by_alias=True)
        writer.writerow([_inert(str(said[column])) if column in FILES[name] else "" for column in header])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8")


def _inert(text: str) -> str:
    """Text that Excel would take for a formula, made plain with an apostrophe, which names are compared without."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
