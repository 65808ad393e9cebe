"""Rows as CSV text that no spreadsheet runs: a cell of data never becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

_STARTS_A_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_A_NUMBER = re.compile(r"[+-]?[£$€]?\d[\d,]*(\.\d+)?%?")


def csv_text(rows: Sequence[Mapping[str, object]]) -> str:
    """The rows under one header; a text that a spreadsheet would run begins with an apostrophe, a number stays as it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        writer.writerow(_safe(name) for name in rows[0])
    writer.writerows([_safe(value) for value in row.values()] for row in rows)
    return out.getvalue()


def _safe(value: object) -> object:
    if not isinstance(value, str) or not _STARTS_A_FORMULA.match(value) or _A_NUMBER.fullmatch(value.strip()):
        return value
    return "'" + value
