"""Credit notes apart from the invoices, without a minus: below a title or a header of their own, or in a sheet of their own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cwbaudit.read import check

NAMES = ("Acorn Building Ltd", "Bridge Care Homes Ltd", "Cedar Legal LLP", "Dale Transport plc")
HEAD = "Supplier,Invoice no,Date,Net"


def invoices(amount: str, first: int = 1) -> list[str]:
    return [f"{name},A{i + 70 * first},{i + first:02d}/05/2026,{amount}" for i, name in enumerate(NAMES)]


def turned_about(amount: str) -> list[str]:
    rows = (row.split(",") for row in invoices(amount))
    return [f"{day},{number},{name},{net}" for name, number, day, net in rows]


def total(path: Path) -> tuple[int, str, list[str]]:
    entries = [entry for entry in check([path]) if not entry["refused"]]
    assert entries
    calls = [call for entry in entries for call in entry["close_calls"] if "credit notes" in call]
    return sum(entry["rows"] for entry in entries), str(sum(Decimal(entry["total"]) for entry in entries)), calls


@pytest.mark.parametrize(
    "below",
    [
        ["", "Credit notes received", "Supplier,Credit note no,Date,Net", *invoices("1.00")],
        ["", "Less: credit notes", *invoices("1.00")],
        ["Credits", *invoices("1.00"), "Total credits,,,4.00", "Net spend,,,36.00"],
        ["", "Supplier,Credit Note No,Date,Net", *invoices("1.00")],
        ["", "Credit notes", "Date,Credit note,Supplier,Net amount", *turned_about("1.00")],
    ],
)  # fmt: skip
def test_credit_notes_below_the_invoices_are_taken_off(tmp_path: Path, below: list[str]) -> None:
    path = tmp_path / "spend.csv"
    path.write_text("\n".join(["Payments to suppliers", HEAD, *invoices("10.00"), ",,Total,40.00", *below, ""]), encoding="utf-8")
    count, net, calls = total(path)
    assert (count, net) == (8, "36.00")
    assert calls and 'signs = "as published"' in calls[0]


def test_what_follows_the_credit_notes_is_paid(tmp_path: Path) -> None:
    rows = [HEAD, *invoices("10.00"), "Credit notes,,,", *invoices("1.00", 6), "Invoices of June,,,", *invoices("20.00", 11)]
    path = tmp_path / "spend.csv"
    path.write_text("\n".join([*rows, ""]), encoding="utf-8")
    assert total(path)[:2] == (12, "116.00")


@pytest.mark.parametrize("below", [["Credit notes,,,", *invoices("-1.00")], ["Credit control team,,,", *invoices("-1.00")]])
def test_credit_notes_with_a_minus_stay_as_they_are(tmp_path: Path, below: list[str]) -> None:
    path = tmp_path / "spend.csv"
    path.write_text("\n".join([HEAD, *invoices("10.00"), *below, ""]), encoding="utf-8")
    assert total(path) == (8, "36.00", [])


def test_a_sheet_of_credit_notes_is_taken_off(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for i, (name, amount) in enumerate({"Invoices": 10.0, "Credit notes": 1.0}.items()):
        sheet = book.active if not i else book.create_sheet()
        sheet.title = name
        sheet.append(HEAD.split(","))
        for row in invoices(""):
            sheet.append([*row.split(",")[:3], amount])
    book.save(tmp_path / "spend.xlsx")
    count, net, calls = total(tmp_path / "spend.xlsx")
    assert (count, net, len(calls)) == (8, "36.00", 1)
