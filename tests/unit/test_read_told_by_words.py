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
    "what was awarded, not what was applied for": (
        table("Recipient,Amount Applied For,Amount Awarded,Award Date", NAMES, ["90.00"] * 6, ["10.00"] * 6, DAYS),
        (6, "60.00", "Recipient"),
    ),
    "the actual, not the order or the commitment": (
        table("Supplier,Fin Period,Order Value,Commitment,Actual", NAMES, ["2026/05"] * 6, ["90.00"] * 6, ["80.00"] * 6, ["10.00"] * 6),
        (6, "60.00", "Supplier"),
    ),
    "two dates of a payment are no years side by side": (
        table("Vendor,Doc. Date,Pstng Date,Amount LC", NAMES, ["07.05.2026"] * 6, [f"{day[:2]}.06.2026" for day in DAYS], ["10.00"] * 6),
        (6, "60.00", "Vendor"),
    ),
    "a firm called Subtotal, where no row has a date": (
        table("Supplier,Category,Total", [*NAMES[:5], "Subtotal Design Ltd"], ["IT"] * 6, ["10.00"] * 5 + ["7.00"]), (6, "57.00", "Supplier"),
    ),
    "the sub-total of a supplier, where no row has a date": (
        table("Supplier,Category,Total", [*NAMES[:5], "Subtotal Baker Ltd"], ["IT"] * 6, ["10.00"] * 5 + ["7.00"]), (5, "50.00", "Supplier"),
    ),
    "the words of a Dutch town": (
        table(
            "Leverancier;Factuurdatum;Betaaldatum;Bedrag excl. btw",
            [f"{name};01-05-2026;{day.replace('/', '-')};{sum_}" for name, day, sum_ in
             zip([*NAMES[:5], "Totaal"], [*DAYS[:5], ""], ["€ 1.234,50"] * 4 + ["-€ 4,50", "€ 4.933,50"], strict=True)],
        ),
        (5, "4933.50", "Leverancier"),
    ),
    "euros with a decimal comma": (
        table("Supplier;Date;Amount", [f"{name};{day};€ 1.234,50" for name, day in zip(NAMES, DAYS, strict=True)]), (6, "7407.00", "Supplier"),
    ),
    "euros in half of the cells": (
        table("Supplier,Date,€ Total", NAMES, DAYS, ["€10.00", "€20.00", "€30.00", "1", "2.5", "3"]), (6, "66.50", "Supplier"),
    ),
    "days as Excel counts them under Paid, powers of ten among the sums": (
        table("Contractor,Invoice,Paid,Value", NAMES, ["4.78231E+11"] * 6, [str(45383 + i) for i in range(6)], ["10.00"] * 5 + ["1.25E+05"]),
        (6, "125050.00", "Contractor"),
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


def test_a_power_of_ten_is_counted_and_its_lost_digits_are_said(tmp_path: Path) -> None:
    text, _ = CASES["days as Excel counts them under Paid, powers of ten among the sums"]
    (tmp_path / "file.csv").write_text(text, encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    assert found["columns"]["date"] == "Paid"
    assert found["first_rows"][0]["date"] == "2024-04-01"
    assert any('such as "1.25E+05" in row 7; as they stand, they make £125,000.00' in said for said in found["close_calls"])


OTHERS = {
    "accounts of business rates": (
        "Property Reference,Liable Party,Rateable Value,Account Start Date,Net Charge",
        "1",
        "90225",
        "45022.27",
    ),
    "a register of assets": ("Asset No,Description,Purchase Cost,Date Acquired,Net Book Value", "A1", "122.50", "68.22"),
    "a budget": ("Cost Centre,Service,Original Budget,Date,Forecast", "C1", "100.50", "101.22"),
    "money that comes in": ("Sales Invoice,Debtor,Rent charged,Date,Balance due", "1", "100.50", "10.22"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_a_list_with_sums_and_names_that_is_of_another_kind_is_refused_by_its_name(tmp_path: Path, kind: str) -> None:
    header, first, some, other = OTHERS[kind]
    (tmp_path / "file.csv").write_text(table(header, [first] * 6, NAMES, [some] * 6, DAYS, [other] * 6), encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    assert found["refused"]
    assert kind in found["refused"]


def test_payments_with_a_rateable_value_beside_them_are_payments(tmp_path: Path) -> None:
    text = table("Property Reference,Supplier,Rateable Value,Date,Amount", ["1"] * 6, NAMES, ["90225"] * 6, DAYS, ["10.00"] * 6)
    (tmp_path / "file.csv").write_text(text, encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    assert (found["rows"], found["total"]) == (6, "60.00")
