"""Tables one below another in a sheet: each is read by its own columns, the same header again begins none, and no row is lost above one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cwbaudit.read import check

ROWS = [f"{day:02d}/05/2026,Firm {day} Ltd,Catering,{day}.50" for day in range(1, 5)]
OTHER = [f"Payee {day} plc,{day:02d}/06/2026,Travel,{day}00.00" for day in range(1, 4)]


def _check(tmp_path: Path, *lines: str) -> list[dict[str, Any]]:
    (tmp_path / "file.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return check([tmp_path / "file.csv"])


def test_small_tables_with_their_columns_in_another_order_are_read_each_by_its_own(tmp_path: Path) -> None:
    found = _check(
        tmp_path, "Table 1: Hospitality,,,", "Date,Supplier,Nature of work,Amount", *ROWS, "Total,,,12.00",
        "Table 2: All else,,,", "Payee,Date of payment,Subject,Amount", *OTHER, "Total,,,600.00",
    )  # fmt: skip
    assert [(one["rows"], one["total"], one["columns"]["supplier_name"]) for one in found] == [
        (4, "12.00", "Supplier"),
        (3, "600.00", "Payee"),
    ]


def test_the_first_header_over_the_same_columns_is_taken_though_a_later_one_says_more(tmp_path: Path) -> None:
    (found,) = _check(tmp_path, "Date,Supplier,Nature of it,Amount", *ROWS, "Date,Supplier,Purpose,Amount", *ROWS)
    assert (found["rows"], found["total"], found["header_row"]) == (8, "24.00", 1)


def test_a_summary_above_the_payments_is_not_added_to_them(tmp_path: Path) -> None:
    found = _check(tmp_path, "Supplier,Total,,", "Firm 1 Ltd,1.50,,", "Firm 2 Ltd,8.00,,", ",,,", "Date,Supplier,Purpose,Amount", *ROWS)
    assert [(one["rows"], one["total"]) for one in found] == [(4, "12.00")]


def test_receipts_above_the_payments_are_not_counted_as_payments_and_it_is_said(tmp_path: Path) -> None:
    (found,) = _check(
        tmp_path, "Receipts and payments,,,", "RECEIPTS,,,", "Date,From,Amount,Details", "01/04/2026,District Council,500.00,Precept",
        "02/04/2026,Bank,2.50,Interest", "PAYMENTS,,,", "Date,Payee,Details,Net", *ROWS,
    )  # fmt: skip
    assert (found["rows"], found["total"], found["columns"]["supplier_name"]) == (4, "12.00", "Payee")
    assert "The table under row 3 is of money that came in: it was not read." in found["close_calls"]
