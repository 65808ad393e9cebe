"""A name in two columns, a day in three, a number and a name in one: they are read as what they make, and that is said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import sql
from cwbaudit.names import NO_NAME
from cwbaudit.read import check, read, survey

DAYS = [f"{day:02d}/05/2026" for day in range(1, 11)]
FIRMS = ["Hill Ltd", "Dale Ltd", "Fell & Co", "Tarn plc", "Beck Ltd"]


def _check(tmp_path: Path, *lines: str) -> dict[str, Any]:
    (tmp_path / "file.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    return found


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("Year,Month,Day", ["2026,5,3"] * 10),
        ("Payment Day,Payment Month,Payment Year", ["03,05,2026"] * 10),
        ("Day,Month,Year", ["3,May,2026"] * 10),
    ],
)
def test_a_day_in_three_columns_is_the_date(tmp_path: Path, header: str, days: list[str]) -> None:
    rows = [f"{day},{FIRMS[i % 5]},{10 + i}.50" for i, day in enumerate(days)]
    found = _check(tmp_path, f"{header},Supplier,Amount", *rows)
    assert {row["date"] for row in found["first_rows"]} == {"2026-05-03"}
    assert (found["rows"], found["total"]) == (10, "150.00")
    assert any(said.startswith("The date is made of") for said in found["close_calls"])


def test_a_financial_year_and_its_month_are_no_date(tmp_path: Path) -> None:
    rows = [f"2026,{i + 1},{FIRMS[i % 5]},{10 + i}.50" for i in range(10)]
    assert "date" not in _check(tmp_path, "Financial Year,Accounting Month,Supplier,Amount", *rows)["columns"]


def test_a_name_that_goes_on_in_a_second_column_is_one(tmp_path: Path) -> None:
    rows = [f"{day},University of,{'Cumbria' if i % 2 else ''},{10 + i}.50" for i, day in enumerate(DAYS)]
    found = _check(tmp_path, "Date,Supplier Name 1,Supplier Name 2,Amount", *rows)
    assert {row["supplier_name"] for row in found["first_rows"]} == {"University of", "University of Cumbria"}
    assert 'supplier_name = ["Supplier Name 1", "Supplier Name 2"]' in found["pin"]


def test_two_suppliers_of_a_payment_are_not_joined(tmp_path: Path) -> None:
    rows = [f"{day},{FIRMS[i % 5]},{FIRMS[(i + 1) % 5]},{10 + i}.50" for i, day in enumerate(DAYS)]
    assert _check(tmp_path, "Date,Supplier Name,Parent Name,Amount", *rows)["first_rows"][0]["supplier_name"] == "Hill Ltd"


@pytest.mark.parametrize("form", ["{0} - {1}", "{0} : {1}", "UK{0}01 : {1}", "{0}-{1}", "{0} {1}", "{1} ({0})", "{1} - {0}"])
def test_a_number_beside_every_name_is_the_suppliers_reference(tmp_path: Path, form: str) -> None:
    rows = [f"{day},{form.format(65434 + i % 5, FIRMS[i % 5])},{10 + i}.50" for i, day in enumerate(DAYS)]
    found = _check(tmp_path, "Date,Supplier,Amount", *rows)
    assert [row["supplier_name"] for row in found["first_rows"]] == FIRMS[: len(found["first_rows"])]
    assert {"supplier_name", "supplier_ref"} <= set(found["columns"])
    assert found["total"] == "150.00"


@pytest.mark.parametrize(
    "names",
    [
        ["3663 First for Foods", "Hill Ltd", "Dale Ltd", "4Ways Ltd", "58 Gin Ltd"],  # some names begin with a number
        ["Care home 1001", "Care home 1002", "Care home 1003", "Care home 1004", "Care home 1005"],  # one name, many numbers
        ["Hill Ltd (Wigan)", "Dale Ltd (Bolton)", "Fell & Co (Bury)", "Tarn plc (Leigh)", "Beck Ltd (Sale)"],
        ["12 Ltd", "34 Ltd", "56 Ltd", "78 Ltd", "90 Ltd"],
    ],
)
def test_names_with_numbers_of_their_own_stay_whole(tmp_path: Path, names: list[str]) -> None:
    rows = [f"{day},{names[i % 5]},{10 + i}.50" for i, day in enumerate(DAYS)]
    found = _check(tmp_path, "Date,Supplier,Amount", *rows)
    assert [row["supplier_name"] for row in found["first_rows"]] == names[: len(found["first_rows"])]


def test_the_header_again_and_a_total_are_still_known_beside_parted_names(tmp_path: Path) -> None:
    rows = [f"{day},{65434 + i % 5} - {FIRMS[i % 5]},{10 + i}.50" for i, day in enumerate(DAYS)]
    found = _check(tmp_path, "Date,Supplier,Amount", *rows[:5], "Date,Supplier,Amount", *rows[5:], ",Total,150.00")
    assert (found["rows"], found["total"]) == (10, "150.00")
    assert set(found["set_aside"]) == {"repeated-header", "total-row"}


def test_the_pinned_columns_make_the_same(tmp_path: Path) -> None:
    rows = [f"2026,5,{i + 1},{FIRMS[i % 5]},{'(North)' if i % 2 else ''},{10 + i}.50" for i in range(10)]
    (tmp_path / "file.csv").write_text("\n".join(["Year,Month,Day,Name 1,Name 2,Amount", *rows]) + "\n", encoding="utf-8")
    file = SourceFile(path=tmp_path / "file.csv", label="file.csv")
    pinned = {"supplier_name": ("Name 1", "Name 2"), "date": ("Year", "Month", "Day"), "amount": "Amount"}
    for columns in ({}, pinned):
        source = SourceConfig(body="Anytown", files=(file,), columns=columns)
        lines, findings = read((source,), survey((source,)))
        found = sql("select cast(date as varchar), supplier_name from l order by row limit 2", l=lines).rows()
        assert found == [("2026-05-01", "Hill Ltd"), ("2026-05-02", "Dale Ltd (North)")]
        assert sql("select * from f", f=findings).rows() == []


def test_no_supplier_is_named_where_the_cell_says_that_there_is_none(tmp_path: Path) -> None:
    names = ["N/A", "#N/A", "NA", "NA Ltd", *FIRMS]
    text = "\n".join(["Date,Supplier,Amount", *(f"{day},{name},{i}.50" for i, (day, name) in enumerate(zip(DAYS, names, strict=False), 1))])
    (tmp_path / "file.csv").write_text(text + "\n", encoding="utf-8")
    source = SourceConfig(body="Anytown", files=(SourceFile(path=tmp_path / "file.csv", label="file.csv"),))
    lines, findings = read((source,), survey((source,)))
    assert sql("select supplier_name from l order by row limit 4", l=lines).rows() == [(NO_NAME,), (NO_NAME,), ("NA",), ("NA Ltd",)]
    assert sql("select code, amount from f", f=findings).rows() == [("supplier-missing", Decimal("4.00"))]


def test_whether_a_number_is_a_part_of_the_name_can_be_settled(tmp_path: Path) -> None:
    every = [f"{day},{65434 + i % 5} - {FIRMS[i % 5]},{10 + i}.50" for i, day in enumerate(DAYS)]
    assert _suppliers(tmp_path, every, number_in_name=True)[0] == ("65434 - Hill Ltd", "")
    few = [f"{day},{'65434 - Hill Ltd' if i == 0 else FIRMS[i % 5]},{10 + i}.50" for i, day in enumerate(DAYS)]
    assert _suppliers(tmp_path, few)[0] == ("65434 - Hill Ltd", "")
    assert _suppliers(tmp_path, few, number_in_name=False)[:2] == [("Hill Ltd", "65434"), ("Dale Ltd", "")]
    assert any("number_in_name = true" in call for call in _check(tmp_path, "Date,Supplier,Amount", *every)["close_calls"])


def _suppliers(tmp_path: Path, rows: list[str], **settings: Any) -> list[tuple[str, str]]:
    (tmp_path / "file.csv").write_text("\n".join(["Date,Supplier,Amount", *rows]) + "\n", encoding="utf-8")
    source = SourceConfig(body="Town", files=(SourceFile(path=tmp_path / "file.csv", label="file.csv"),), **settings)
    lines, _ = read((source,), survey((source,)))
    return [(str(name), str(ref)) for name, ref in sql("select supplier_name, supplier_ref from l order by row", l=lines).rows()]
