"""What is wrong with the rows of one source: each row set aside, and each kind of doubt about the rows that are counted."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cwbaudit.catalogue import finding
from cwbaudit.engine import sql
from cwbaudit.names import NO_NAME
from cwbaudit.read.amounts import PENCE_COMMA, POWER
from cwbaudit.read.layout import Layout
from cwbaudit.read.payments import Rows

_ASIDE = """
    select status, row, supplier_name, amount_text, first_text, amount, total, left_out from r where status <> 'payment' order by row
"""
_DATES = """
    select date_text, count(*), sum(amount), min(row) from r where status = 'payment' and not dated and date_text <> ''
    group by 1 order by 4
"""
_SUB_PENNY = "select row, amount_text, amount, residue from r where status = 'payment' and residue <> 0 order by row"
_COMMAS = f"""
    select row, supplier_name, amount_text, amount from r where status = 'payment' and not plain
        and regexp_full_match(amount_text, '{PENCE_COMMA}') order by row
"""
_POWERS = f"""
    select row, amount_text, amount from r where status = 'payment' and not plain and regexp_full_match(amount_text, '{POWER}')
    order by row
"""
_NAMELESS = "select count(*), sum(amount), min(row) from r where status = 'payment' and supplier_name = ''"


def of_rows(source: str, rows: Rows) -> list[dict[str, Any]]:
    """The findings of one source, in the order of its rows within each kind."""
    (doubtful,) = sql("select count(*) from r where status = 'payment'", r=rows.odd).one()
    of_payments = (_dates, _sub_penny, _commas, _powers, _nameless) if doubtful else ()
    return [note for kind in (_aside, *of_payments) for note in kind(source, rows)]


def of_layout(source: str, layout: Layout, rows: Rows) -> list[dict[str, Any]]:
    """The findings of a table whose sums may have the wrong sign, or are put together from several columns that nobody named."""
    doubts = [("sign-doubtful", layout.sign_doubt), ("amount-in-parts", layout.parts_said)]
    if not any(note for _, note in doubts):
        return []
    _, total, _ = rows.payments()
    return [finding(code, source=source, row=layout.header_row, field="amount", amount=total, note=note) for code, note in doubts if note]


def slipped_commas(rows: Rows) -> list[tuple[int, str, str, Decimal]]:
    """The payments whose comma can only part pounds from pence, in a column that has none other such: row, supplier, text, sum."""
    found = sql(_COMMAS, r=rows.odd).rows()
    # where most amounts are written so, the comma is the column's own way and no slip
    return found if len(found) < 0.1 * rows.count else []


def _aside(source: str, rows: Rows) -> Iterator[dict[str, Any]]:
    for status, row, supplier, amount_text, first_text, amount, note, left_out in sql(_ASIDE, r=rows.odd).rows():
        field, value = ("amount", amount_text) if status == "amount-unreadable" else ("supplier_name", supplier or first_text)
        said = f'Its row says "{left_out}".' if left_out else note or (f"It names {supplier}." if field == "amount" and supplier else "")
        yield finding(status, source=source, row=row, field=field, value=value, amount=amount, note=said)


def _dates(source: str, rows: Rows) -> Iterator[dict[str, Any]]:
    for text, count, amount, row in sql(_DATES, r=rows.odd).rows():
        note = f"{count:,} line{'s' if count > 1 else ''} counted without a date."
        yield finding("date-unreadable", source=source, row=row, field="date", value=text, amount=Decimal(amount), note=note)


def _sub_penny(source: str, rows: Rows) -> Iterator[dict[str, Any]]:
    for row, text, amount, _ in sql(_SUB_PENNY, r=rows.odd).rows():
        yield finding(
            "amount-sub-penny", source=source, row=row, field="amount", value=text, amount=amount, note=f"{text} was read as {amount}."
        )


def _commas(source: str, rows: Rows) -> Iterator[dict[str, Any]]:
    for row, _, text, amount in slipped_commas(rows):
        yield finding(
            "amount-comma", source=source, row=row, field="amount", value=text, amount=amount, note=f"{text} was read as {amount}."
        )


def powers(rows: Rows) -> list[tuple[int, str, Decimal]]:
    """The payments whose amount is written as a power of ten: row, text, sum."""
    return [(int(row), str(text), Decimal(amount)) for row, text, amount in sql(_POWERS, r=rows.odd).rows()]


def _powers(source: str, rows: Rows) -> Iterator[dict[str, Any]]:
    for row, text, amount in powers(rows):
        note = f"{text} was read as {amount}; its further digits are not in the file."
        yield finding("amount-digits-lost", source=source, row=row, field="amount", value=text, amount=amount, note=note)


def nameless(rows: Rows) -> tuple[int, Decimal, int]:
    """How many payments name no supplier, what they make, and the first of their rows."""
    count, amount, row = sql(_NAMELESS, r=rows.odd).one()
    return int(count), Decimal(amount or 0), int(row or 0)


def _nameless(source: str, rows: Rows) -> Iterator[dict[str, Any]]:
    count, amount, row = nameless(rows)
    if count:
        note = f"{count:,} line{'s' if count > 1 else ''} counted under {NO_NAME}."
        yield finding("supplier-missing", source=source, row=row, field="supplier_name", amount=amount, note=note)
