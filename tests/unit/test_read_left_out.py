"""Rows that a column says are no spend: cancelled payments, and the payments of invoices that are listed too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import sql
from cwbaudit.read import check, read, survey

NAMES = ("Acorn Building Ltd", "Bridge Care Homes Ltd", "Cedar Legal LLP", "Dale Transport plc")


def table(folder: Path, columns: str, cells: list[str]) -> Path:
    """Twelve rows, each with one of the cells in turn, which begin with its amount."""
    rows = [f"{i + 1:02d}/04/2025,{NAMES[i % 4]},{cells[i % len(cells)]}" for i in range(12)]
    path = folder / "spend.csv"
    path.write_text("\n".join([f"Date,Supplier,{columns}", *rows, ""]), encoding="utf-8")
    return path


def counted(path: Path, **settings: Any) -> tuple[int, str, dict[str, str]]:
    """Payments, their sum, and the rows that are left out with what they say."""
    sources = (SourceConfig(body="Town", files=(SourceFile(path=path, label=path.name),), **settings),)
    lines, findings = read(sources, survey(sources))
    count, total = sql("select count(*), sum(amount) from l", l=lines).one()
    left = sql("select row, note from f where code = 'left-out' order by row", f=findings).rows()
    return int(count), str(total), {str(row): str(note) for row, note in left}


@pytest.mark.parametrize(
    ("columns", "live", "dead"),
    [
        ("Amount,Payment Status", "10.00,Cleared", "1.00,Cancelled"), ("Amount,Status", "10.00,Negotiable", "1.00,VOIDED"),
        ("Amount,Status", "10.00,", "1.00,Stopped cheque"), ("Amount,Cancelled", "10.00,N", "1.00,Y"), ("Amount,Void?", "10.00,No", "1.00,Yes"),
    ],
)  # fmt: skip
def test_cancelled_payments_are_left_out_and_said(tmp_path: Path, columns: str, live: str, dead: str) -> None:
    path = table(tmp_path, columns, [live, live, dead])
    count, total, left = counted(path)
    assert (count, total, list(left)) == (8, "80.00", ["4", "7", "10", "13"])
    assert dead.split(",")[1] in left["4"]
    (entry,) = check([path])
    assert entry["set_aside"] == {"left-out": {"count": 4, "total": "4.00"}}
    assert any("leave_out = {}" in call for call in entry["close_calls"])
    assert counted(path, leave_out={})[:2] == (12, "84.00")


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        ("Amount,Work", ["10.00,Void", "10.00,Repair"]),  # an empty house
        ("Amount,Status", ["10.00,Paid", "10.00,Pending"]),
        ("Amount,Category", ["10.00,Invoices", "10.00,Payments"]),  # both are paid
        ("Amount,Status", ["10.00,Void"]),  # all of them: the column says nothing of some
    ],
)
def test_what_is_not_said_to_be_cancelled_is_counted(tmp_path: Path, columns: str, cells: list[str]) -> None:
    assert counted(table(tmp_path, columns, cells)) == (12, "120.00", {})


def test_what_waits_to_be_paid_is_said(tmp_path: Path) -> None:
    (entry,) = check([table(tmp_path, "Amount,Status", ["10.00,Paid", "10.00,On hold"])])
    assert any('leave_out = { "Status" = ["On hold"] }' in call for call in entry["close_calls"])


def test_a_cancelled_payment_that_a_row_takes_off_is_not_taken_off_twice(tmp_path: Path) -> None:
    rows = ["10.00,Paid", "7.00,Reversed", "10.00,Paid", "10.00,Paid"]
    path = table(tmp_path, "Amount,Status", rows)
    with path.open("a", encoding="utf-8") as file:
        file.write("".join(f"20/04/2025,{NAMES[1]},-7.00,Paid\n" for _ in range(3)))
    assert counted(path) == (15, "90.00", {})


@pytest.mark.parametrize(
    ("columns", "invoice", "credit", "payment"),
    [
        ("Amount,Document Type", "-10.00,Invoice", "1.00,Credit Memo", "10.00,Payment"),
        ("Amount,Document Type", "10.00,Invoice", "-1.00,Credit Memo", "-10.00,Payment"),
        ("Amount,Type", "10.00,PI", "1.00,PC", "10.00,PP"), ("Amount,Ty", "-10.00,KR", "1.00,KG", "10.00,KZ"),
        ("Amount,Transaction type", "10.00,Bill", "-1.00,Supplier Credit", "-10.00,Bill Payment (Cheque)"),
    ],
)  # fmt: skip
def test_of_invoices_and_the_payments_of_them_the_invoices_are_read(
    tmp_path: Path, columns: str, invoice: str, credit: str, payment: str
) -> None:
    path = table(tmp_path, columns, [invoice, payment, invoice, credit])
    assert counted(path)[:2] == (9, "57.00")  # six invoices, three credits
    (entry,) = check([path])
    assert any("left out" in call for call in entry["close_calls"])


def test_a_total_is_that_of_what_is_left(tmp_path: Path) -> None:
    path = table(tmp_path, "Amount,Status", ["10.00,Paid", "1.00,Void"])
    with path.open("a", encoding="utf-8") as file:
        file.write(",,60.00,\n")  # it says nothing: only its sum tells it
    assert counted(path)[:2] == (6, "60.00")


def test_what_the_user_leaves_out(tmp_path: Path) -> None:
    path = table(tmp_path, "Amount,Ledger", ["10.00,AP", "1.00,Journal", "2.00,Card"])
    assert counted(path, leave_out={"Ledger": ("journal",)})[:2] == (8, "48.00")
    sources = (SourceConfig(body="T", files=(SourceFile(path=path, label="spend.csv"),), leave_out={"Ledger": ("Jurnal",)}),)
    (why,) = sql("select why from s", s=survey(sources)).one()
    assert "No row says" in why and "Jurnal" in why


CARD = ["10.00,Kiln Stores", "25.00,Ferry Cafe", "-315.00,"]  # the bill of the card is paid each month, by nobody's name


def test_much_of_the_money_without_a_supplier_is_said_with_what_leaves_it_out(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text("\n".join(["Date,Amount,Merchant Name", *(f"{day:02d}/04/2025,{row}" for day, row in enumerate(CARD, 1)), ""]))
    (entry,) = check([path])
    assert (entry["rows"], entry["total"]) == (3, "-280.00")
    (said,) = (call for call in entry["close_calls"] if "names no supplier" in call)
    assert "Row 4" in said and "-£315.00 of -£280.00" in said and 'leave_out = { "Merchant Name" = [""] }' in said
    assert counted(path, leave_out={"Merchant Name": ("",)}) == (2, "35.00", {"4": 'Its row says "(nothing)".'})


def test_little_without_a_supplier_is_not_worth_a_word_of_check(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text("\n".join(["Date,Amount,Merchant Name", "01/04/2025,100.00,Kiln Stores", "02/04/2025,1.00,", ""]))
    assert not any("no supplier" in call for call in check([path])[0]["close_calls"])
