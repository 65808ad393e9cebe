"""Tables that are told by a word, a space or a sum in the right place, each written here as small as it can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwbaudit.read import check

NAMES = ["Baker Ltd", "Miller & Sons", "Fellgate Care", "Northway Housing", "Ribble Energy", "Anvil Studio"]
DAYS = [f"{day:02d}/05/2026" for day in (14, 15, 18, 19, 20, 21)]


def table(header: str, *columns: list[str]) -> str:
    return "\n".join([header, *(",".join(row) for row in zip(*columns, strict=True))]) + "\n"


PIVOT = """Directorate,Supplier,Payment date,Value
All,,,60.00
Adults,,,30.00
,Baker Ltd,14/05/2026,10.00
,Miller & Sons,15/05/2026,20.00
Places,,,30.00
,Fellgate Care,18/05/2026,25.00
,Anvil Studio,19/05/2026,5.00
"""
CASES = {
    "what was paid, not what the contract is worth": (
        table("Contractor,Contract Value,Amount paid this quarter,Payment Date", NAMES, ["9000.00"] * 6, ["10.00"] * 6, DAYS),
        (6, "60.00", "Contractor"),
    ),
    "what was paid in the year, not what was awarded": (
        table("Recipient,Total award,Paid in year,Date of award", NAMES, ["9000.00"] * 6, ["10.00"] * 6, DAYS), (6, "60.00", "Recipient"),
    ),
    "what was awarded, where nothing else is said": (
        table("Recipient,Amount awarded,Date of award", NAMES, ["10.00"] * 6, DAYS), (6, "60.00", "Recipient"),
    ),
    "thousands parted by a space": (
        table("Supplier,Date,Net", NAMES, DAYS, ["4 336.89", "2\u00a0219.61", "1 005 014.58", "160.41", "-1 000.00", "12.00"]),
        (6, "1010743.49", "Supplier"),
    ),
    "pence in the name of a column": (table("recipient_name,paid_at,amount_pence", NAMES, DAYS, ["12345"] * 6), (6, "740.70", "recipient_name")),
    "quarters and their total under the same year": (
        table("Organisation paid,2025-26 Q1,2025-26 Q2,2025-26 Q3,2025-26 total", NAMES, *[["10.00"] * 6] * 3, ["30.00"] * 6),
        (6, "180.00", "Organisation paid"),
    ),
    "totals above the rows that they add up, and one above all": (PIVOT, (4, "60.00", "Supplier")),
    "net expenditure is no supplier": (
        table("Supplier,Date,Amount", [*NAMES, "Net expenditure"], [*DAYS, ""], [*["10.00"] * 6, "55.00"]), (6, "60.00", "Supplier"),
    ),
    "paid is no slip of id": (table("Supplier paid,Date paid,Payment total £", NAMES, DAYS, ["10.00"] * 6), (6, "60.00", "Supplier paid")),
    "a pound sign, a week's end and a name": (
        table("Name and trade,Cost heading,£,Paid w/e", NAMES, ["Repairs"] * 6, ["10.00"] * 6, DAYS), (6, "60.00", "Name and trade"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_amount_and_the_supplier_are_told(tmp_path: Path, name: str) -> None:
    text, expected = CASES[name]
    (tmp_path / "file.csv").write_text(text, encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    assert (found["rows"], found["total"], found["columns"]["supplier_name"]) == expected, found


def test_a_space_is_said_to_part_thousands_and_numbers_without_pence_are_left_apart(tmp_path: Path) -> None:
    text, _ = CASES["thousands parted by a space"]
    (tmp_path / "file.csv").write_text(text, encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    assert any('A space parts the thousands in this column, as in "4 336.89"' in said for said in found["close_calls"])
    (tmp_path / "numbers.csv").write_text(table("Supplier,Date,Net", NAMES, DAYS, ["020 777"] * 6), encoding="utf-8")
    (other,) = check([tmp_path / "numbers.csv"])
    assert other["refused"] or other["rows"] == 0


def test_nameless_rows_that_only_once_sum_what_is_below_them_are_payments(tmp_path: Path) -> None:
    text = "Supplier,Date,Amount\n,,30.00\nBaker Ltd,14/05/2026,30.00\n,,12.00\nMiller & Sons,15/05/2026,20.00\n,,9.00\nAnvil,18/05/2026,1.00\n"
    (tmp_path / "file.csv").write_text(text, encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    assert (found["rows"], found["total"]) == (6, "102.00")
