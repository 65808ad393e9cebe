"""Lists of suppliers as finance officers make them: ranks and shares, years side by side, sheets of notes, and what is no spend at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import sql
from cwbaudit.errors import SourceError
from cwbaudit.read import check
from cwbaudit.read.survey import survey

NAMES = [
    "Baker Ltd",
    "Miller & Sons",
    "Fellgate Care",
    "Northway Housing",
    "Ribble Energy",
    "Anvil Studio",
    "Moor Print Ltd",
    "Lune Roofing",
]
PAID = [8000.5, 4000.25, 2000.0, 1000.75, 500.0, 400.5, 60.0, 38.0]
TOTAL = "16000.00"
EIGHT = range(8)


def book(folder: Path, sheets: dict[str, list[list[Any]]], hidden: str = "") -> Path:
    """A workbook of these sheets."""
    made = openpyxl.Workbook()
    del made["Sheet"]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    made.save(folder / "suppliers.xlsx")
    return folder / "suppliers.xlsx"


def columns(header: list[str], *values: list[Any]) -> list[list[Any]]:
    return [header, *(list(row) for row in zip(*values, strict=True))]


def one(folder: Path, rows: list[list[Any]]) -> dict[str, Any]:
    (found,) = check([book(folder, {"Sheet1": rows})])
    return found


SHARES = [paid / 16000 for paid in PAID]
TOTALS: dict[str, list[list[Any]]] = {
    "shares beside sums, rounded to the pound": columns(["Supplier", "Spend 23/24", "% total"], NAMES, PAID, SHARES),
    "shares ahead of sums": columns(["% of spend", "Cumulative %", "Value", "Vendor"], SHARES, SHARES, PAID, NAMES),
    "what was invoiced, not the order": columns(
        ["PO number", "Supplier", "PO value", "Invoiced to date", "Outstanding"],
        [f"PO{i}" for i in EIGHT], NAMES, [paid + i for i, paid in enumerate(PAID)], PAID, [float(i) for i in EIGHT],
    ),
    "the turnover of a purchase ledger": columns(
        ["A/C", "Name", "Balance", "Credit Limit", "Turnover YTD", "Turnover Last Year"],
        [f"A{i}" for i in EIGHT], NAMES, [5.5] * 8, [100] * 8, PAID, PAID[::-1],
    ),
    "all others in one row, and a total of it all": [  # whatever it is called
        ["Supplier", "Spend"], *map(list, zip(NAMES[:6], PAID[:6], strict=True)), ["Sub-total: top 6", sum(PAID[:6])],
        ["Other suppliers (2)", sum(PAID[6:])], ["Total non-pay", sum(PAID)],
    ],
    "pounds with commas, with spaces and with GBP": columns(
        ["Supplier", "Paid"], NAMES, ["8 000.50", "£4,000.25", "2 000.00", "GBP 1,000.75", "500.00", "400.50", "60.00", "38.00"],
    ),
    "only £000 over the sums": [["Supplier spend"], *columns(["Supplier", "£000"], NAMES, [paid / 1000 for paid in PAID])],
    "sums in words for millions and thousands": columns(
        ["Supplier", "Annual spend"], NAMES, ["£0.008m", "£4k", "£2k", "£1k", "£0.9K", "£0.05 million", "40k", "£0.01m"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TOTALS)
def test_what_suppliers_were_paid_is_read_to_the_penny(what: str, tmp_path: Path) -> None:
    found = one(tmp_path, TOTALS[what])
    assert (found["refused"], found["total"]) == (None, "115900.00" if "words" in what else TOTAL)
    assert not any("could be it too" in said and "%" in said for said in found["close_calls"]), "a share is no rival of a sum"


def test_sums_that_are_written_short_are_said_to_be_rounded(tmp_path: Path) -> None:
    (said,) = one(tmp_path, TOTALS["sums in words for millions and thousands"])["close_calls"]
    assert "k was read as thousands and m as millions" in said


def test_shares_without_sums_and_what_is_still_owed_are_refused_by_what_they_are(tmp_path: Path) -> None:
    shares = one(tmp_path, columns(["Rank", "Supplier", "Category", "% of spend"], [*EIGHT], NAMES, ["Works"] * 8, SHARES))
    assert '"% of spend" has shares of what was spent' in shares["refused"]
    ages = ["Current", "30 days", "60 days", "90 days", "Older"]
    owed = one(tmp_path, columns(["A/C", "Supplier", "Balance", *ages], [*EIGHT], NAMES, PAID, PAID, *[[0.0] * 8] * 4))
    assert "still owed" in owed["refused"]


def test_a_number_called_supplier_beside_the_names_is_their_reference(tmp_path: Path) -> None:
    found = one(tmp_path, columns(["Supplier", "Name", "Value"], [204000 + 17 * i for i in EIGHT], NAMES, PAID))
    assert found["columns"] == {"supplier_ref": "Supplier", "supplier_name": "Name", "amount": "Value"}


def test_sums_over_several_years_say_so(tmp_path: Path) -> None:
    summed = columns(["Supplier", "2022/23", "2023/24", "2024/25", "Total"], NAMES, PAID, PAID, PAID, [3 * paid for paid in PAID])
    found = one(tmp_path, summed)
    assert (found["total"], found["close_calls"]) == (
        "48000.00",
        ['"Total" is the sum of 3 columns, from "2022/23" to "2024/25". columns = { amount = "2024/25" } would take that year.'],
    )
    beside = [
        ["2023/24", None, None, "2024/25"],
        *([*row, None, row[0], row[1] if i == 0 else row[1] + 1] for i, row in enumerate(columns(["Supplier", "Spend"], NAMES, PAID))),
    ]
    first, _ = check([book(tmp_path, {"Sheet1": beside})])
    assert any('are of "2023/24" and "2024/25", and all are counted' in said for said in first["close_calls"])
    listed = columns(["Supplier", "Spend"], NAMES, PAID)
    later = columns(["Supplier", "Spend"], NAMES, [paid + 1 for paid in PAID])
    first, second = check([book(tmp_path, {"2023-24": listed, "2024-25": later})])
    assert first["close_calls"] == [
        'The sheets are of several years, "2023-24" and "2024-25", and all are counted: sheet = "2024-25" would take one.'
    ]
    assert second["close_calls"] == []
    first, _ = check([book(tmp_path, {"Apr 2024": listed, "Jan 2025": later})])
    assert first["close_calls"] == [], "months of one financial year stand in two calendar years"


def test_a_hidden_sheet_of_payments_is_said(tmp_path: Path) -> None:
    top = columns(["Supplier", "Spend"], NAMES[:4], PAID[:4])
    (found,) = check([book(tmp_path, {"Top 4": top, "Data": columns(["Supplier", "Spend"], NAMES, PAID)}, hidden="Data")])
    assert found["total"] == "15001.50"
    assert found["close_calls"] == ['The hidden sheet "Data" has payments too and was not read: sheet = "Data" would read it instead.']


@pytest.mark.parametrize(
    ("note", "total", "basis"),
    [
        ("All figures are in £000s.", "16000000.00", "unstated"),
        ("All amounts are net of recoverable VAT.", TOTAL, "net"),
        ("Figures shown include VAT", TOTAL, "gross"),
        ("Payments over £500 excluding VAT", TOTAL, "unstated"),
        ("Spend includes VAT where it cannot be recovered.", TOTAL, "unstated"),
        ("Top suppliers of £25 thousand and more", TOTAL, "unstated"),
    ],
)
def test_a_sheet_of_notes_speaks_for_the_sheets_beside_it(note: str, total: str, basis: str, tmp_path: Path) -> None:
    listed = columns(["Supplier", "Spend"], NAMES, PAID)
    for sheets in ({"Notes": [["Notes"], [note]], "Spend": listed}, {"Spend": listed, "About": [[None, note]]}):
        (found,) = check([book(tmp_path, sheets)])
        assert (found["total"], found["amount_basis"]) == (total, basis)
    above = one(tmp_path, [[note], [], *listed])
    assert (above["total"], above["amount_basis"]) == (total, basis)


def test_a_workbook_may_hold_the_spend_and_the_list_of_suppliers(tmp_path: Path) -> None:
    refs = [5000 + i for i in EIGHT]
    sheets = {
        "Spend": columns(["Supplier ID", "Supplier Name", "Total Spend"], refs, NAMES, PAID),
        "Addresses": columns(["Supplier ID", "Address 1", "Town", "Postcode"], refs, ["1 Mill Lane"] * 8, ["Preston"] * 8, ["PR1 2HE"] * 8),
    }
    path = book(tmp_path, sheets)
    spend, register = check([path])
    assert (spend["total"], register["kind"], register["entries"]) == (TOTAL, "supplier register", 8)
    assert spend["close_calls"] == [
        'The sheet "Addresses" is a supplier register: register = ["suppliers.xlsx"] would ask it for postcodes.'
    ]
    file = SourceFile(path=path, label=path.name)
    found = survey((SourceConfig(body="Us", files=(file,), register=(file,)),))
    assert sql("select source, sheet, kind from s order by source", s=found).rows() == [
        ("suppliers.xlsx", "Spend", "payments"), ("suppliers.xlsx [Addresses]", "Addresses", "supplier register"),
    ]  # fmt: skip
    book(tmp_path, {"Spend": columns(["Supplier ID", "Supplier Name", "Total Spend", "Postcode"], refs, NAMES, PAID, ["PR1 2HE"] * 8)})
    with pytest.raises(SourceError, match="has no other sheet that lists suppliers"):
        survey((SourceConfig(body="Us", files=(file,), register=(file,)),))


def test_a_unit_that_stands_alone_under_the_header_is_the_unit_of_all(tmp_path: Path) -> None:
    listed = columns(["Name", "Post code", "Spend", "Share"], NAMES, ["PR1 2HE"] * 8, PAID, SHARES)
    found = one(
        tmp_path, [["Creditor", None, "2024/25", None], listed[0], [None, None, "£k", "%"], *listed[1:], ["Top 8", None, sum(PAID), 1]]
    )
    assert (found["rows"], found["total"]) == (8, "16000000.00"), "and the total of the top 8 is no supplier"
    assert any('"Spend £k" says that sums are in thousands' in said for said in found["close_calls"])


def test_a_unit_beside_a_sum_of_its_own_is_of_that_alone(tmp_path: Path) -> None:
    found = one(tmp_path, [["Payroll, not listed (£m)", 31.2], [], *columns(["Supplier name", "Amount (£)"], NAMES, PAID)])
    assert found["total"] == TOTAL


def test_months_that_are_parted_into_net_and_vat_are_read_net(tmp_path: Path) -> None:
    above = ["Supplier", "Apr", None, "May", None, "Jun", None, "Total", None]
    rows = [[name, *[paid, paid / 4] * 3, 3 * paid, paid * 0.75] for name, paid in zip(NAMES, PAID, strict=True)]
    found = one(tmp_path, [above, [None, *["Net", "VAT"] * 4], *rows])
    assert (found["header_row"], found["columns"]["amount"], found["total"]) == (2, "Total Net", "48000.00")


def test_sheets_that_a_note_speaks_for_are_not_called_hidden(tmp_path: Path) -> None:
    (found,) = check([book(tmp_path, {"Notes": [["All amounts are net of VAT."]], "Spend": columns(["Supplier", "Spend"], NAMES, PAID)})])
    assert (found["amount_basis"], found["close_calls"]) == ("net", [])


def test_two_tables_side_by_side_under_names_of_their_own_are_each_read(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Local", None, None, "Elsewhere"], ["Supplier", "Spend", None, "Company", "Value"]]
    rows += [
        [*(pair if i < 3 else (None, None)), None, f"Far {name}", 2 * paid]
        for i, pair in enumerate(zip(NAMES, PAID, strict=True))
        for name, paid in [pair]
    ]
    near, far = check([book(tmp_path, {"Sheet1": rows})])
    assert (near["total"], near["columns"]) == ("14000.75", {"supplier_name": "Supplier", "amount": "Spend"})
    assert (far["total"], far["columns"]) == ("32000.00", {"supplier_name": "Company", "amount": "Value"})
    assert "2 tables stand side by side, with an empty column between them: each was read by itself." in near["close_calls"]
