"""A JSON document as a table: a list of records, alone or inside what a portal puts around it, or rows of cells beside their columns.

Such are the answers of CKAN, Socrata, ArcGIS and OpenDataSoft, and what programs save. Numbers stay as they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

WHY = "A list of records in JSON: their names are the header, counted as row 1, and each record is a row."
_DEEPEST = 4
_WHOLE = ("properties", "attributes", "fields")  # what a record may be wrapped in
_DESCRIBED = ("columns", "fields", "header", "headers", "cols")
_NAMED = ("name", "label", "id", "title")
_CELLS = "c"  # a row of Google's sheets: cells with a value, and how it is shown


def records(documents: Sequence[Any]) -> list[list[str]]:
    """The header and every row of the longest list of records; nothing where no list is one."""
    if len(documents) > 1:
        return _table(documents, [])
    found = max(_lists(documents[0], [], 0), key=lambda pair: len(pair[0]), default=([], [])) if documents else ([], [])
    return _table(*found)


def _lists(value: Any, columns: list[str], depth: int) -> Iterator[tuple[Sequence[Any], list[str]]]:
    """Every list that can be a table, with the names that stand beside it, the outermost first."""
    if isinstance(value, list):
        if value and (_is_table(value) or (columns and all(isinstance(row, list) or _is_row(row) for row in value))):
            yield value, columns
    elif isinstance(value, dict) and _is_columns(value):
        yield [dict(zip(value, row, strict=True)) for row in zip(*(column.values() for column in value.values()), strict=True)], []
    elif isinstance(value, dict) and depth < _DEEPEST:
        columns = _columns(value) or columns
        for name, part in value.items():
            if name not in (*_DESCRIBED, "meta"):
                yield from _lists(part, columns, depth + 1)


def _columns(document: dict[str, Any]) -> list[str]:
    """The names of the columns that a document describes: under `columns` or `fields`, or as Socrata does under `meta.view.columns`."""
    view = document["meta"].get("view") if isinstance(document.get("meta"), dict) else None
    for part in (document, view if isinstance(view, dict) else {}):
        for name in _DESCRIBED:
            listed = part.get(name)
            if isinstance(listed, list) and listed:
                names = [next((str(one[key]) for key in _NAMED if key in one), "") if isinstance(one, dict) else str(one) for one in listed]
                if all(names):
                    return names
    return []


def _is_columns(value: dict[str, Any]) -> bool:
    """Whether these are columns, each a dictionary of the rows that all of them have, as pandas writes a table."""
    every = list(value.values())
    return len(every) > 1 and all(isinstance(column, dict) and column.keys() == every[0].keys() and "0" in column for column in every)


def _is_table(rows: Sequence[Any]) -> bool:
    """Whether these are records, of which most fields hold one value each; or a header and rows under it."""
    if all(isinstance(row, dict) for row in rows):
        values = [value for row in rows[:100] for value in _flat(row).values()]
        return len(values) > len(rows[:100]) and 2 * sum(not isinstance(value, list) for value in values) > len(values)
    if all(isinstance(row, list) for row in rows) and len(rows) > 1:
        return len(rows[0]) > 1 and all(isinstance(cell, str) and cell for cell in rows[0])
    return False


def _table(rows: Sequence[Any], columns: list[str]) -> list[list[str]]:
    if columns and rows and all(map(_is_row, rows)):
        return [columns, *([_shown(cell) for cell in row[_CELLS]] for row in rows)]
    if not rows or (not _is_table(rows) and not columns):
        return []
    if isinstance(rows[0], list):
        cells = [[_text(cell) for cell in row] for row in rows]
        return [columns, *cells] if columns else cells
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    return [names, *([_text(row.get(name)) for name in names] for row in flat)]


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and [*row] == [_CELLS] and isinstance(row[_CELLS], list)


def _shown(cell: Any) -> str:
    """The value of a cell; of a day as it is shown, for Google counts its months from nought."""
    value = cell.get("v") if isinstance(cell, dict) else cell
    return _text(cell.get("f", "") if isinstance(value, str) and value.startswith("Date(") else value)


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what it is wrapped in; a record inside it as fields of its own, whose names begin with its name."""
    wrapped = next((record[name] for name in _WHOLE if isinstance(record.get(name), dict)), None)
    found: dict[str, Any] = {}
    for name, value in (wrapped or record).items():
        if isinstance(value, dict):
            found |= {f"{name} {inner}": part for inner, part in value.items()}
        else:
            found[name] = value
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(value.split()) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
