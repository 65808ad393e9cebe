"""A JSON file as what it holds: one document, or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cwbaudit.errors import SourceError

MOST_BYTES = 100_000_000
FIX = "Download it again; it must be a list of payments, OCDS releases or records, or a notice of Contracts Finder."


def documents(path: Path) -> Iterator[Any]:
    """The document, or one for each line where each line is one; SourceError where the file is no JSON. Numbers are texts.

    A document can only be read whole, into several times its size: larger ones than `MOST_BYTES` are refused.
    """
    if (size := path.stat().st_size) > MOST_BYTES:
        what = f"This JSON document has {size / 1e6:,.0f} MB; more than {MOST_BYTES / 1e6:,.0f} MB of it cannot be read at once."
        raise SourceError(what, where=str(path), fix="Export it as CSV, of which any size is read.")
    try:
        text = path.read_text(encoding="utf-8-sig")
        first, _, rest = text.lstrip().partition("\n")
        lines = text.split("\n") if rest.strip() and _whole(first) else None
    except UnicodeDecodeError:
        raise SourceError("This JSON document is not in UTF-8.", where=str(path), fix=FIX) from None
    if lines is None:
        yield _parsed(text, str(path))
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _parsed(line, f"{path}, line {number}")


def _whole(line: str) -> bool:
    try:
        _parsed(line, "")
    except SourceError:
        return False
    return True


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)  # no float enters, no number is too long
    except json.JSONDecodeError as error:
        said = f"The computer says: {error.msg}, line {error.lineno}, column {error.colno}."
        raise SourceError("This JSON document is damaged.", where=where, fix=f"{said} {FIX}") from None
    except RecursionError:
        raise SourceError("This JSON document is nested without end.", where=where, fix=FIX) from None
