"""Columns whose cells are not what their name says: numbers in place of names, postcodes under another heading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cwbaudit.read import check

DAYS = [f"{day:02d}/05/2026" for day in range(1, 11)]
CODES = ["PR1 2HE", "LA1 1PJ", "BB1 7DY", "FY1 1AD", "L2 3SW", "M2 5DB", "OL1 1UT", "WN1 1YN", "BL1 1RU", "SK1 3XE"]


def _check(tmp_path: Path, *lines: str) -> dict[str, Any]:
    (tmp_path / "file.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    return found


@pytest.mark.parametrize("numbered", [3, 7])
def test_a_supplier_column_with_numbers_in_place_of_names_is_the_supplier(tmp_path: Path, numbered: int) -> None:
    rows = [f"{day},{'10008721' if i < numbered else f'Firm {i}'},Repairs to Hall {i},{10 + i}.50" for i, day in enumerate(DAYS)]
    found = _check(tmp_path, "Date,Supplier,Works,Amount", *rows)
    assert (found["columns"]["supplier_name"], found["total"]) == ("Supplier", "150.00")


def test_a_supplier_column_of_numbers_alone_is_the_suppliers_reference(tmp_path: Path) -> None:
    rows = [f"{day},{1000 + 37 * i % 11},Care,{10 + i}.50" for i, day in enumerate(DAYS)]
    found = _check(tmp_path, "Date,Supplier,Service Area,Amount", *rows)
    assert (found["columns"].get("supplier_name"), found["columns"].get("supplier_ref")) == (None, "Supplier")
    assert any("No column names the supplier" in said for said in found["close_calls"])


def test_postcodes_are_taken_from_where_they_slipped_to_and_that_is_said(tmp_path: Path) -> None:
    rows = [f"{day},Firm {i},{10 + i}.50,Work on site {i},{code}" for i, (day, code) in enumerate(zip(DAYS, CODES, strict=True))]
    found = _check(tmp_path, "Date,Supplier,Amount,Supplier Postcode,Supplier Type", *rows)
    assert found["columns"]["postcode"] == "Supplier Type"
    assert any('"Supplier Postcode" holds no postcodes' in said for said in found["close_calls"])


def test_a_postcode_column_that_is_hardly_ever_right_stays_where_no_other_has_postcodes(tmp_path: Path) -> None:
    rows = [f"{day},Firm {i},{10 + i}.50,unknown {i}" for i, day in enumerate(DAYS)]
    assert _check(tmp_path, "Date,Supplier,Amount,Supplier Postcode", *rows)["columns"].get("postcode") == "Supplier Postcode"
