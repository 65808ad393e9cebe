"""check: what is understood of spend files, for a person to read before anything is run. A bad file is reported, not raised."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from cwbaudit.engine import sql
from cwbaudit.errors import SourceError
from cwbaudit.money import ZERO, pounds
from cwbaudit.names import NO_NAME
from cwbaudit.read.findings import nameless, powers, slipped_commas
from cwbaudit.read.kept import forget
from cwbaudit.read.layout import Layout, within
from cwbaudit.read.parts import combined
from cwbaudit.read.payments import Rows, rows_of
from cwbaudit.read.schemas import schema
from cwbaudit.read.shapes import shape, shaped
from cwbaudit.read.survey import Understanding

_SHOWN = 5
_MUCH = Decimal("0.1")
_REFUSED: dict[str, Any] = {
    "sheet": "", "kind": "", "encoding": "", "delimiter": "", "header_row": 0, "columns": {}, "amount_basis": "unstated",
    "date_format": "", "rows": 0, "entries": 0, "rows_read": 0, "total": "0.00", "set_aside": {}, "blank_rows": 0, "why": [],
    "close_calls": [], "first_rows": [], "pin": "", "publisher": "", "schema": "", "as_schema": "",
}  # fmt: skip


def check(paths: list[Path]) -> list[dict[str, Any]]:
    """One entry per table found, and one per file that holds none, with the reason under `refused`."""
    return [entry for path in paths for entry in _of_file(path)]


def _of_file(path: Path) -> list[dict[str, Any]]:
    try:
        found = shaped(path)
        forget()
        return [_entry(one) if one.layout.kind == "payments" else _register(one) for one in found]
    except SourceError as error:
        return [{"path": str(path), **_REFUSED, "refused": str(error)}]


def _register(found: Understanding) -> dict[str, Any]:
    """A register holds no payments: what it is, its columns and its first entries."""
    layout = found.layout
    return {
        **_REFUSED, "path": str(found.path), "sheet": found.grid.sheet, "kind": layout.kind, "encoding": found.grid.encoding,
        "delimiter": found.grid.delimiter, "header_row": layout.header_row, "columns": layout.theirs(), "entries": found.rows_read,
        "rows_read": found.rows_read, "as_published": "0.00", "refused": None, "blank_rows": found.blank_rows,
        "why": [*found.grid.why, *layout.why], "close_calls": [*layout.close], "first_rows": _entries(found), "pin": layout.pin(),
        **_schema(layout.names),
    }  # fmt: skip


def _entries(found: Understanding) -> list[dict[str, str]]:
    columns = found.layout.columns
    named = ", ".join(f"c{place} as {ours}" for ours, place in columns.items())
    rows = sql(
        f"select row, {named} from c order by row limit {_SHOWN}", c=within(combined(found.cells, found.layout), found.layout)
    ).dicts()
    return [{name: str(value) for name, value in row.items()} for row in rows]


def _entry(found: Understanding) -> dict[str, Any]:
    rows, layout = rows_of(found.cells, found.layout), found.layout
    count, total, exact = rows.payments()
    aside = {reason: {"count": n, "total": None if amount is None else str(amount)} for reason, (n, amount) in rows.reasons().items()}
    rounded = f"Some amounts have more than two decimals and sum to £{_exact(exact)}; rounded to the penny one by one, to {pounds(total)}."
    return {
        "path": str(found.path), "sheet": found.grid.sheet, "kind": shape(found), "encoding": found.grid.encoding,
        "delimiter": found.grid.delimiter, "header_row": layout.header_row, "columns": layout.theirs(), "amount_basis": layout.amount_basis,
        "date_format": layout.dates.name,
        "rows": count, "entries": 0, "rows_read": found.rows_read, "total": f"{total:.2f}", "as_published": _exact(exact),
        "set_aside": aside, "refused": None,
        "blank_rows": found.blank_rows, "why": [*found.grid.why, *layout.why],
        "close_calls": [*layout.close, *([] if exact == total else [rounded]), *_commas(rows), *_powers(rows),
            *_nobody(rows, layout, total),
        ],
        "first_rows": _first(rows), "pin": layout.pin(), "publisher": layout.publisher, **_schema(layout.names),
    }  # fmt: skip


def _schema(names: tuple[str, ...]) -> dict[str, str]:
    name, said = schema(names)
    return {"schema": name, "as_schema": said}


def _commas(rows: Rows) -> list[str]:
    """What is said of amounts with a comma before their pence."""
    return [f'Row {row} says "{text}": it was read as {pounds(amount)}.' for row, _, text, amount in slipped_commas(rows)[:_SHOWN]]


def _powers(rows: Rows) -> list[str]:
    """What is said of amounts that are written as powers of ten."""
    found = powers(rows)
    if not found:
        return []
    total = sum((amount for _, _, amount in found), ZERO)
    many = f"{len(found):,} amounts are powers of ten and have" if len(found) > 1 else "1 amount is a power of ten and has"
    return [f'{many} lost the last digits, such as "{found[0][1]}" in row {found[0][0]:,}; as they stand, they make {pounds(total)}.']


def _nobody(rows: Rows, layout: Layout, total: Decimal) -> list[str]:
    """What is said of payments without a supplier, where they are much of the money; a credit may be the payment of a card's bill."""
    count, amount, row = nameless(rows)
    if "supplier_name" not in layout.columns or not count or abs(amount) < _MUCH * abs(total):
        return []
    many = f"{count:,} payments name no supplier and make" if count > 1 else f"Row {row:,} names no supplier and makes"
    said = f"{many} {pounds(amount)} of {pounds(total)}, counted under {NO_NAME}."
    column = layout.theirs()["supplier_name"]
    of_card = f' If that is the payment of the bill itself, as of a card, leave_out = {{ "{column}" = [""] }} leaves it out.'
    return [said + (of_card if amount < 0 else "")]


def _exact(amount: Any) -> str:
    """The sum with as many decimals as it has, and never fewer than two."""
    text = format(amount, "f")
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def _first(rows: Rows) -> list[dict[str, str]]:
    """The first payments as they were read."""
    query = f"select row, date, supplier_name, amount, category, postcode from r order by row limit {_SHOWN}"
    return [{name: "" if value is None else str(value) for name, value in row.items()} for row in sql(query, r=rows.lines()).dicts()]
