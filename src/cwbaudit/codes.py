"""Codes of a classification, and the headings that the user says they stand for: a file of one's own, so that no scheme is bundled.

A body that has leave to use ProClass, UNSPSC or another scheme writes down once which of its codes are which heading; a code stands for
every code that begins with it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from cwbaudit import headings
from cwbaudit.errors import ConfigError, did_you_mean


@dataclass(frozen=True)
class CodeHeading:
    """A code, or the beginning of codes, and its heading."""

    code: str
    heading: str


def load_codes(path: Path) -> tuple[CodeHeading, ...]:
    """The rows of a file with the columns `code` and `heading`; ConfigError names file, row and value."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"{path.name} is not text in UTF-8.", where=str(path), fix="Save it as CSV UTF-8 in Excel.") from None
    reader = csv.DictReader(text.splitlines())
    header = [name.strip().casefold() for name in reader.fieldnames or []]
    if not {"code", "heading"} <= set(header):
        raise ConfigError(
            "A file of codes needs the columns code and heading.", where=f"{path}, row 1: {', '.join(header)}", fix="Name them so."
        )
    found: dict[str, CodeHeading] = {}
    for number, cells in enumerate(csv.reader(text.splitlines()[1:]), 2):
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        if row.get("code") or row.get("heading"):
            one = _read(row, f"{path.name}, row {number}")
            if (before := found.setdefault(one.code, one)) != one:
                what = f'The code "{one.code}" is said to be {before.heading} and {one.heading}.'
                raise ConfigError(what, where=f"{path.name}, row {number}", fix="Delete one of the two rows.")
    return tuple(found.values())


def _read(row: dict[str, str], where: str) -> CodeHeading:
    known = headings.known()
    code, said = plain(row.get("code", "")), row.get("heading", "")
    if not code:
        raise ConfigError("A row has no code.", where=where, fix="Fill the cell, or delete the row.")
    if said.casefold() not in known:
        fix = did_you_mean(said, known) or f"Known: {', '.join(known.values())}."
        raise ConfigError(f'"{said}" is no heading.', where=where, fix=fix)
    return CodeHeading(code=code, heading=known[said.casefold()])


def plain(code: str) -> str:
    """A code as it is compared: capitals, no blanks, dots or strokes."""
    return "".join(char for char in code.upper() if char.isalnum())
