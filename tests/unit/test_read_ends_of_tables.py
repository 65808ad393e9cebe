"""The ends of tables: counts and notes below, totals of one line, firms that are called as totals are, a thousand empty columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cwbaudit.read import check

FIRMS = [
    "Alder Ltd",
    "Birch plc",
    "Cedar Services",
    "Dogwood Ltd",
    "Elm & Sons",
    "Fir Group",
    "Gorse Ltd",
    "Hazel LLP",
    "Ivy Ltd",
    "Juniper Ltd",
]


def _check(tmp_path: Path, *lines: str) -> dict[str, Any]:
    (tmp_path / "file.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    return found


def _rows(count: int = 10) -> list[str]:
    return [f"{FIRMS[i % 10]},1{i % 10}.50,{1 + i % 28:02d}/05/2026" for i in range(count)]


def test_a_thousand_empty_columns_of_a_large_file_are_no_cells(tmp_path: Path) -> None:
    wide = "," * 1000
    found = _check(tmp_path, "Supplier,Amount,Date" + wide, *(row + wide for row in _rows(300)))
    assert (found["refused"], found["rows"], found["total"]) == (None, 300, "4500.00")


@pytest.mark.parametrize("label", ["Records:", "Transactions", "Number of payments", "Count"])
def test_the_number_of_lines_below_them_is_no_payment(tmp_path: Path, label: str) -> None:
    found = _check(tmp_path, "Supplier,Amount,Date", *_rows(), f"{label},10,")
    assert (found["rows"], found["total"], found["set_aside"]["total-row"]["count"]) == (10, "150.00", 1)


def test_a_sum_beside_such_a_word_is_a_payment_where_it_is_not_their_number(tmp_path: Path) -> None:
    assert _check(tmp_path, "Supplier,Amount", *(row.rsplit(",", 1)[0] for row in _rows()), "Records,250.00")["rows"] == 11


def test_the_total_of_a_band_with_one_line_is_no_payment(tmp_path: Path) -> None:
    bands = [("Housing", _rows(2), "22.00"), ("Leisure", ["Fir Group,7.25,03/05/2026"], "7.25"), ("Highways", _rows(2), "22.00")]
    lines = [line for name, rows, total in bands for line in (*rows, f"Total {name},{total},")]
    found = _check(tmp_path, "Supplier,Amount,Date", *lines)
    assert (found["rows"], found["total"]) == (5, "51.25")


def test_a_firm_called_as_a_total_is_one_where_its_row_says_all_that_payments_say(tmp_path: Path) -> None:
    rows = [f"{firm},750.00,Print,Housing,Works" for firm in FIRMS]
    rows[4] = "Subtotal Design,750.00,Print,Housing,Works"
    found = _check(tmp_path, "Supplier,Amount,Expense Type,Service,Description", *rows, "Subtotal,7500.00,,,")
    assert (found["rows"], found["total"]) == (10, "7500.00")


def test_rows_below_a_firm_called_as_a_total_are_its_own(tmp_path: Path) -> None:
    heads = ["Alder Ltd", "", "", "Total Access Ltd", "", "", "Birch plc", "", "Cedar Services", ""]
    found = _check(tmp_path, "Supplier,Amount,Date", *(f"{name},1{i}.50,0{1 + i // 2}/05/2026" for i, name in enumerate(heads)))
    assert "supplier-missing" not in found["set_aside"]
    assert [row["supplier_name"] for row in found["first_rows"]][3:5] == ["Total Access Ltd", "Total Access Ltd"]


def test_notes_below_a_small_table_do_not_hide_its_dates(tmp_path: Path) -> None:
    notes = ["Page 2 of 2,,", ",,", "End of report,,", "For information: finance@example.gov.uk,,"]
    found = _check(tmp_path, "When,Supplier,Amount", *(f"{12 + i}/05/2026,{FIRMS[i]},1{i}.50" for i in range(4)), *notes)
    assert (found["columns"]["date"], found["date_format"], found["rows"]) == ("When", "DD/MM/YYYY", 4)
    counted = _check(tmp_path, "Date,Supplier,Amount", *(f"4{1780 + i},{FIRMS[i]},1{i}.50" for i in range(6)), *notes)
    assert (counted["columns"]["date"], counted["date_format"]) == ("Date", "Excel day number")


@pytest.mark.parametrize("guide", ["1,2,3", "A,B,C", "Text,£0.00,dd/mm/yyyy", "Free text,Number,Date"])
def test_a_row_that_guides_who_fills_the_form_in_is_no_payment(tmp_path: Path, guide: str) -> None:
    found = _check(tmp_path, "Supplier,Amount,Date", guide, *_rows(), ",150.00,")
    assert (found["rows"], found["total"], found["header_row"]) == (10, "150.00", 1)
    assert found["set_aside"]["repeated-header"]["count"] == found["set_aside"]["total-row"]["count"] == 1


def test_the_label_of_a_total_may_stand_where_dates_do(tmp_path: Path) -> None:
    for label in ("Overall", "Spend for May"):
        found = _check(
            tmp_path, "Supplier,Date,Amount", *(f"{firm},{12 + i}/05/2026,1{i}.50" for i, firm in enumerate(FIRMS)), f",{label},150.00"
        )
        assert (found["rows"], found["total"]) == (10, "150.00")


def test_credits_beside_debits_are_told_above_a_total_that_has_both(tmp_path: Path) -> None:
    rows = [f"Council,{firm},{'' if i == 3 else '10.00'},{'10.00' if i == 3 else ''}" for i, firm in enumerate(FIRMS)]
    found = _check(tmp_path, "Body,Supplier,Invoices,Credit Notes", *rows, "Total,,90.00,10.00")
    assert (found["rows"], found["total"]) == (10, "80.00")


def test_a_payment_with_three_dates_and_no_supplier_is_no_header_of_months(tmp_path: Path) -> None:
    rows = [f"2026-06-30,2026-05-{12 + i},2026-04-{12 + i},{firm if i else ''},1{i}.50" for i, firm in enumerate(FIRMS)]
    found = _check(tmp_path, "Effective Date,Date Paid,Date of Order,Supplier,Amount", *rows)
    assert (found["header_row"], found["rows"], found["total"]) == (1, 10, "150.00")


def test_names_that_are_broken_over_two_rows_are_read_as_one(tmp_path: Path) -> None:
    rows = [f"Anytown Council,{12 + i}/05/2026,{firm},1{i}.50,Print" for i, firm in enumerate(FIRMS)]
    found = _check(tmp_path, "Body,Cheque,,Payment,Expense", "Name,Date,Company,Amount,Type", *rows)
    assert found["columns"] == {
        "amount": "Payment Amount", "supplier_name": "Company", "date": "Cheque Date", "category": "Expense Type",
    }  # fmt: skip
    assert (found["header_row"], found["rows"], found["total"]) == (2, 10, "150.00")
