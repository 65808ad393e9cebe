"""Rows as CSV text that no spreadsheet runs: a cell of data never becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

BOM = "\ufeff"  # by which Excel knows UTF-8
SAFE = "a text that a spreadsheet would take for a formula begins with an apostrophe that is not in the data"
STARTS_A_FORMULA = r"[\s\x00]*[=+\-@\t\r\x00＝＋－＠]"
A_NUMBER = r"[+-]?[£$€]?[0-9][0-9,]*(\.[0-9]+)?%?"
_RUNS, _NUMBER = re.compile(STARTS_A_FORMULA), re.compile(A_NUMBER)


def csv_text(rows: Sequence[Mapping[str, object]], *, header: Sequence[str] = (), raw: bool = False) -> str:
    """The rows under one header; a text that a spreadsheet would run begins with an apostrophe unless `raw`, a number stays as it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    names = list(header) or (list(rows[0]) if rows else [])
    if names:
        writer.writerow(names if raw else map(safe, names))
    writer.writerows([value if raw else safe(value) for value in row.values()] for row in rows)
    return out.getvalue()


def safe(value: object) -> object:
    """The value as a cell that stays data."""
    if not isinstance(value, str) or not _RUNS.match(value) or _NUMBER.fullmatch(value.strip()):
        return value
    return "'" + value
