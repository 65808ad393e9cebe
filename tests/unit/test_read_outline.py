"""Reports grouped by supplier: the name is carried down to the payments, and sums of groups are set aside, above or below them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwbaudit.engine import sql
from cwbaudit.read import check
from cwbaudit.read.payments import rows_of
from cwbaudit.read.shapes import shaped

GROUPS = {"Acorn Building Ltd": ("10.00", "20.50"), "Bridge Care Homes Ltd": ("5.25", "1.00", "2.00"), "Cedar Legal LLP": ("7.00", "9.99")}
NAMES = [name for name, amounts in GROUPS.items() for _ in amounts]
SUMS = {"Acorn Building Ltd": "30.50", "Bridge Care Homes Ltd": "8.25", "Cedar Legal LLP": "16.99"}


def grouped(head: str, payment: str, foot: str = "", first: str = "") -> str:
    """The groups by these templates; `first` is of a group's first payment, where it differs."""
    lines = []
    for name, amounts in GROUPS.items():
        lines += [head.format(name=name, sum=SUMS[name])] if head else []
        for i, amount in enumerate(amounts):
            lines.append((first if first and not i else payment).format(name=name, amount=amount, day=f"0{i + 1}/04/2025", ref=f"INV{i}77"))
        lines += [foot.format(name=name, sum=SUMS[name])] if foot else []
    return "\n".join(lines) + "\n"


FORMS = {
    "heads without a column of suppliers": "Date,Invoice No,Amount\n" + grouped("{name},,", "{day},{ref},{amount}", ",Total,{sum}") + ",Grand Total,55.74\n",
    "heads with codes": "Date,Invoice No,Amount\n" + grouped("10023 {name},,", "{day},{ref},{amount}"),
    "heads that say supplier": "Date,Invoice No,Amount\n" + grouped("Supplier: {name},,", "{day},{ref},{amount}", "Total for {name},,{sum}"),
    "heads in the column of suppliers": "Supplier,Date,Invoice No,Amount\n" + grouped("{name},,,", ",{day},{ref},{amount}", ",,Sub Total,{sum}"),
    "merged cells": "Supplier,Date,Invoice No,Amount\n" + grouped("", ",{day},{ref},{amount}", first="{name},{day},{ref},{amount}"),
    "merged cells and sums without a label": "Supplier,Date,Invoice No,Amount\n"
    + grouped("", ",{day},{ref},{amount}", ",,,{sum}", first="{name},{day},{ref},{amount}"),
    "sums in the heads": "Supplier,Date,Invoice No,Amount\n" + grouped("{name},,,{sum}", ",{day},{ref},{amount}"),
    "a pivot table": "Row Labels,Sum of Amount\n" + grouped("{name},{sum}", "{ref},{amount}") + "Grand Total,55.74\n",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_each_payment_has_the_supplier_at_its_head(tmp_path: Path, form: str) -> None:
    path = tmp_path / "spend.csv"
    path.write_text(FORMS[form], encoding="utf-8")
    (entry,) = check([path])
    assert (entry["rows"], entry["total"]) == (7, "55.74")
    assert any("rows below" in call or "payments below" in call for call in entry["close_calls"])
    (found,) = shaped(path)
    lines = sql("select supplier_name from l order by row", l=rows_of(found.cells, found.layout).lines()).rows()
    assert [name for (name,) in lines] == NAMES


def test_a_sum_that_is_wrong_is_said(tmp_path: Path) -> None:
    path = tmp_path / "spend.csv"
    path.write_text(FORMS["heads without a column of suppliers"].replace("8.25", "9.25"), encoding="utf-8")
    (found,) = shaped(path)
    notes = sql("select total from o where status = 'total-row' order by row", o=rows_of(found.cells, found.layout).odd).rows()
    assert [("not" in note) for (note,) in notes] == [False, True, False, False]


def test_a_pivot_of_services_and_suppliers_keeps_the_suppliers(tmp_path: Path) -> None:
    text = "Row Labels,Sum of Amount\nHighways,30.50\nAcorn Ltd,10.00\nBuild Co Ltd,20.50\nSchools,8.25\nCare Ltd,5.25\nDell Ltd,3.00\n"
    path = tmp_path / "spend.csv"
    path.write_text(text, encoding="utf-8")
    (entry,) = check([path])
    assert (entry["rows"], entry["total"]) == (4, "38.75")
    assert [row["supplier_name"] for row in entry["first_rows"]] == ["Acorn Ltd", "Build Co Ltd", "Care Ltd", "Dell Ltd"]


def test_names_that_are_withheld_are_not_carried_down(tmp_path: Path) -> None:
    rows = [f"{'' if i % 3 == 1 else f'Firm {i % 5} Ltd'},0{i % 9 + 1}/04/2025,{i + 1}.00" for i in range(30)]
    path = tmp_path / "spend.csv"
    path.write_text("\n".join(["Supplier,Date,Amount", *rows, ""]), encoding="utf-8")
    (found,) = shaped(path)
    assert found.layout.outline == ""


def test_departments_above_payments_are_no_suppliers_until_said(tmp_path: Path) -> None:
    text = "Date,Invoice No,Amount\nParks\n01/04/2025,T1,5.00\n02/04/2025,T4,6.00\nHighways\n01/04/2025,T2,7.00\n02/04/2025,T3,8.00\n"
    path = tmp_path / "spend.csv"
    path.write_text(text, encoding="utf-8")
    (entry,) = check([path])
    assert (entry["total"], entry["columns"].get("supplier_name")) == ("26.00", None)
    assert any("suppliers_above = true" in call for call in entry["close_calls"])


def test_a_total_that_names_the_head_of_a_single_payment_is_no_payment(tmp_path: Path) -> None:
    """As accounts packages print bills by supplier: a firm with one bill has it twice, as the bill and as its total."""
    lines = ["Bills by supplier,,,", "Bill Date,Kind,Number,Net"]
    for name, amount in (("Acorn Building Ltd", "10.00"), ("Bridge Care Homes Ltd", "-5.25"), ("Cedar Legal LLP", "7.00")):
        lines += [f"{name},,,", f"01 Apr 2025,Bill,B{amount},{amount}", f"Total {name},,,{amount}", ",,,"]
    path = tmp_path / "spend.csv"
    path.write_text("\n".join([*lines, "Total,,,11.75"]) + "\n", encoding="utf-8")
    (entry,) = check([path])
    assert (entry["rows"], entry["total"]) == (3, "11.75")
    assert entry["set_aside"]["total-row"] == {"count": 4, "total": "23.50"}
