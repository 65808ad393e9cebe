"""Columns that mislead: a second date, a second postcode, codes called names, a total to date, accounts called references."""

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
CODES = ["PR1 2HE", "LS1 4AP", "BS1 5TR", "NR2 1NH", "EX1 1JJ", "G2 1DU", "RG1 2LU", "HU1 2AA", "DE1 2FS", "CA3 8NA"]


def _check(tmp_path: Path, header: str, *rows: str) -> dict[str, Any]:
    (tmp_path / "file.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    return found


def _rows(line: str) -> list[str]:
    """Ten rows of a form: `{i}` from 0, `{day}` from 13, `{earlier}` the days before, a firm and a postcode."""
    return [line.format(i=i, day=13 + i, earlier=1 + i, firm=FIRMS[i], code=CODES[i]) for i in range(10)]


@pytest.mark.parametrize("name", ["Property Postcode", "Delivery Post Code", "Site Postcode", "Establishment Postcode"])
def test_a_postcode_of_another_place_is_not_the_suppliers(tmp_path: Path, name: str) -> None:
    found = _check(tmp_path, f"Supplier,Amount,{name}", *_rows("{firm},1{i}.50,{code}"))
    assert "postcode" not in found["columns"]
    assert any(name in why and "elsewhere" in why for why in found["why"])
    beside = _check(tmp_path, f"Supplier,Amount,{name},Postcode", *_rows("{firm},1{i}.50,{code},{code}"))
    assert beside["columns"]["postcode"] == "Postcode"


@pytest.mark.parametrize("name", ["Supplier Site Postcode", "Supplier P/Code", "Invoice Site Postcode"])
def test_a_postcode_that_is_said_to_be_the_suppliers_is_theirs(tmp_path: Path, name: str) -> None:
    assert _check(tmp_path, f"Supplier,Amount,{name}", *_rows("{firm},1{i}.50,{code}"))["columns"]["postcode"] == name


@pytest.mark.parametrize(
    ("paid", "other"),
    [
        ("Settlement Date", "Invoice Date"),
        ("Date Processed", "Inv Date"),
        ("When Paid", "Document Date"),
        ("Accounting Date", "Doc. Date"),
        ("Posted", "Due Date"),
    ],
)
def test_the_day_of_payment_comes_before_the_day_of_the_bill(tmp_path: Path, paid: str, other: str) -> None:
    found = _check(tmp_path, f"{other},{paid},Supplier,Amount", *_rows("{earlier:02d}/04/2026,{day}/05/2026,{firm},1{i}.50"))
    assert found["columns"]["date"] == paid


def test_one_day_on_every_row_is_the_day_of_the_file_unless_its_name_says_payment(tmp_path: Path) -> None:
    for name in ("Effective Date", "Date Published", "Extract Date"):
        found = _check(tmp_path, f"{name},Date Processed,Supplier,Amount", *_rows("30/05/2026,{day}/05/2026,{firm},1{i}.50"))
        assert found["columns"]["date"] == "Date Processed"
    run = _check(tmp_path, "Payment Date,Invoice Date,Supplier,Amount", *_rows("30/05/2026,{day}/05/2026,{firm},1{i}.50"))
    assert run["columns"]["date"] == "Payment Date"


def test_two_columns_that_could_be_the_date_alike_are_said(tmp_path: Path) -> None:
    found = _check(tmp_path, "GL Date,Value Date,Supplier,Amount", *_rows("{day}/05/2026,{earlier:02d}/06/2026,{firm},1{i}.50"))
    assert any('columns = { date = "' in said for said in found["close_calls"])


def test_an_invoice_number_that_looks_like_a_day_is_no_date(tmp_path: Path) -> None:
    found = _check(tmp_path, "Supplier,Amount,Ref No,Their Ref", *_rows("{firm},1{i}.50,77{i},202605{day}"))
    assert "date" not in found["columns"]


def test_a_financial_year_is_no_month(tmp_path: Path) -> None:
    found = _check(tmp_path, "Supplier,Amount,Financial Year", *_rows("{firm},1{i}.50,2011/12"))
    assert "date" not in found["columns"]
    months = _check(tmp_path, "Supplier,Amount,Month", *(f"{firm},1.50,2011/{3 + i:02d}" for i, firm in enumerate(FIRMS)))
    assert (months["columns"]["date"], months["date_format"]) == ("Month", "month only")


def test_a_vendor_of_codes_is_the_reference_where_another_column_has_the_names(tmp_path: Path) -> None:
    for name in ("Name", "Party Name", "Recipient Name"):
        found = _check(tmp_path, f"Vendor,{name},Amount", *_rows("ED3{i}7,{firm},1{i}.50"))
        assert (found["columns"]["supplier_name"], found["columns"]["supplier_ref"]) == (name, "Vendor")


def test_a_web_address_names_no_supplier(tmp_path: Path) -> None:
    address = "http://statistics.data.gov.uk/id/council/30UN"
    rows = [f"{address},{firm if i > 3 else ''},1{i}.50" for i, firm in enumerate(FIRMS)]
    assert _check(tmp_path, "ONS Code,Wem,Amount", *rows)["columns"]["supplier_name"] == "Wem"


@pytest.mark.parametrize("name", ["YTD Spend", "Cumulative Spend", "Running Total", "Spend to Date"])
def test_what_was_paid_to_date_is_not_the_amount_where_a_payment_stands_beside_it(tmp_path: Path, name: str) -> None:
    rows = _rows("{firm},1{i}.50,9{i}1.25")
    assert _check(tmp_path, f"Supplier,Posted Amount,{name}", *rows)["total"] == "150.00"
    unknown = _check(tmp_path, f"Supplier,Wem,{name}", *rows)
    assert any('columns = { amount = "Wem" }' in said for said in unknown["close_calls"])


def test_payments_made_come_before_the_value_of_their_contract(tmp_path: Path) -> None:
    found = _check(tmp_path, "Supplier,Payments Made (£),Contract Value", *_rows("{firm},1{i}.50,9{i}00.00"))
    assert (found["columns"]["amount"], found["total"]) == ("Payments Made (£)", "150.00")


def test_the_name_of_what_was_bought_comes_before_its_code(tmp_path: Path) -> None:
    words = ["Gas", "Water", "Rent", "Fuel", "Print", "Training", "Legal", "Care", "Hire", "Post"]
    rows = [f"{firm},1{i}.50,44{i}0,{word},CC{i}1,Housing {word}" for i, (firm, word) in enumerate(zip(FIRMS, words, strict=True))]
    found = _check(tmp_path, "Supplier,Amount,Expense Code,Ledger Code Description,Cost Centre Code,Committee", *rows)
    assert (found["columns"]["category"], found["columns"]["service"]) == ("Ledger Code Description", "Committee")


@pytest.mark.parametrize("name", ["Provider of Service", "Whom", "Supplier Name & Number", "Company / Body"])
def test_the_column_of_firms_is_the_suppliers_where_other_names_are_weak(tmp_path: Path, name: str) -> None:
    services = ["Children's Services", "Housing Services", "Property Services", "Leisure Trust", "Housing Group"] * 2
    rows = [f"{service},{firm},1{i}.50,Pat Lane {i}" for i, (firm, service) in enumerate(zip(FIRMS, services, strict=True))]
    assert _check(tmp_path, f"Area,{name},Amount,Contact", *rows)["columns"]["supplier_name"] == name


@pytest.mark.parametrize(
    ("name", "basis"), [("VAT Exclusive Amount", "net"), ("VAT Inclusive Amount", "gross"), ("Payments Made (£)", "unstated")]
)
def test_the_amount_is_not_the_number_of_a_document(tmp_path: Path, name: str, basis: str) -> None:
    found = _check(tmp_path, f"Payment Doc,Supplier,{name}", *_rows("51000{i}7,{firm},1{i}.50"))
    assert (found["columns"]["amount"], found["total"], found["amount_basis"]) == (name, "150.00", basis)


def test_who_holds_the_budget_is_no_service(tmp_path: Path) -> None:
    found = _check(tmp_path, "Supplier,Amount,Cost Centre Manager", *_rows("{firm},1{i}.50,Pat Lane"))
    assert "service" not in found["columns"]


def test_an_account_that_goes_by_what_is_bought_is_no_reference_of_suppliers(tmp_path: Path) -> None:
    rows = [f"{FIRMS[i % 4]},1{i % 10}.50,Works,{4000 + i % 7}" for i in range(40)]
    assert "supplier_ref" not in _check(tmp_path, "Supplier,Amount,Expense Type,Account", *rows)["columns"]
    theirs = [f"{FIRMS[i % 4]},1{i % 10}.50,Works,{4000 + i % 4}" for i in range(40)]
    assert _check(tmp_path, "Supplier,Amount,Expense Type,Account", *theirs)["columns"]["supplier_ref"] == "Account"


def test_refunds_are_taken_off_where_the_other_rows_are_payments(tmp_path: Path) -> None:
    rows = [f"{firm},10.00,{'Refund' if i == 3 else 'Payment'}" for i, firm in enumerate(FIRMS)]
    found = _check(tmp_path, "Supplier,Amount,Transaction Type", *rows)
    assert found["total"] == "80.00"
    assert any('sums beside "Refund" were taken off' in said for said in found["close_calls"])


@pytest.mark.parametrize(
    ("note", "basis"),
    [
        ("All amounts exclude VAT", "net"),
        ("Please note that amounts shown are net of recoverable VAT.", "net"),
        ("Figures include VAT", "gross"),
        ("Payments over £500 (net of VAT)", "unstated"),
        ("Payments exceeding £250 excluding VAT", "unstated"),
    ],
)
def test_a_note_says_whether_vat_is_in_the_amounts(tmp_path: Path, note: str, basis: str) -> None:
    found = _check(tmp_path, note, "", "Supplier,Amount,Date", *_rows("{firm},1{i}.50,{day}/05/2026"))
    assert (found["amount_basis"], found["total"]) == (basis, "150.00")
    assert any(note in why for why in found["why"]) == (basis != "unstated")


def test_currencies_are_told_above_the_label_of_a_total(tmp_path: Path) -> None:
    rows = [f"{firm},{10 if i else 20}.00,{'GBP' if i else 'EUR'},10.00" for i, firm in enumerate(FIRMS)]
    found = _check(tmp_path, "Supplier,Amount in doc. curr.,Currency,Amount in LC (GBP)", *rows, ",,Final Total,100.00")
    assert (found["columns"]["amount"], found["rows"], found["total"]) == ("Amount in LC (GBP)", 10, "100.00")
