"""Headings that tell half: none over the sums, one over a code and its name, one begun in the row above."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cwbaudit.read import check

NAMES = ("Acorn Building Ltd", "Bridge Care Homes Ltd", "Cedar Legal & Co", "Dale Transport plc")
POUNDS = ('" £5,761 "', '" £18,000 "', "£518", '" £2,247 "')


def text(folder: Path, lines: list[str]) -> dict[str, Any]:
    (folder / "spend.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (entry,) = check([folder / "spend.csv"])
    return entry


def rows(*columns: tuple[str, ...]) -> list[str]:
    return [",".join(row) for row in zip(*columns, strict=True)]


def said(entry: dict[str, Any]) -> str:
    return "\n".join([*entry["why"], *entry["close_calls"]])


def test_whole_pounds_without_a_heading_are_the_amount_and_it_is_said(tmp_path: Path) -> None:
    numbers = ("4013548", "4013549", "4013575", "4013697")
    entry = text(tmp_path, ["Date,Supplier,Transaction Number, ", *rows(("04/05/2010",) * 4, NAMES, numbers, POUNDS)])
    assert (entry["rows"], entry["total"], entry["columns"]["transaction_ref"]) == (4, "26526.00", "Transaction Number")
    assert "it is the only column of sums of money" in said(entry)


def test_whole_numbers_without_a_heading_and_a_pound_sign_are_no_amount(tmp_path: Path) -> None:
    entry = text(tmp_path, ["Date,Supplier, ", *rows(("04/05/2010",) * 4, NAMES, ("5761", "18000", "518", "2247"))])
    assert "No column of this table holds the amounts" in entry["refused"]


def test_of_a_code_and_a_name_under_one_heading_the_name_is_the_category(tmp_path: Path) -> None:
    words = ("Miscellaneous", "Chlorination", "Artwork Services", "Software")
    for first, second in ((("2280", "1740", "1130", "1835"), words), (words, ("2280", "1740", "1130", "1835"))):
        columns = rows(("06/03/2017",) * 4, NAMES, first, second, ("10.50",) * 4)
        entry = text(tmp_path, ["Date,Supplier,Account Code,Account Code,Amount", *columns])
        assert (entry["total"], [row["category"] for row in entry["first_rows"]]) == ("42.00", list(words))


def test_a_heading_that_begins_in_the_row_above_is_put_together(tmp_path: Path) -> None:
    columns = rows(("07/05/2010",) * 4, NAMES, ("23079", "23080", "23081", "23082"), ("10.50",) * 4)
    entry = text(tmp_path, ["May-10,,,", ",,Transaction ,", "Date paid,Supplier,number,Amount", *columns])
    assert (entry["rows"], entry["total"], entry["columns"]["transaction_ref"]) == (4, "42.00", "Transaction number")
    assert "The header is rows 2 and 3." in entry["why"]


def test_a_title_or_a_note_above_the_header_begins_no_heading(tmp_path: Path) -> None:
    columns = rows(("07/05/2010",) * 4, NAMES, ("23079", "23080", "23081", "23082"), ("10.50",) * 4)
    for above in ("Transaction,,,", ",Transactions,,", ",,,Net"):
        entry = text(tmp_path, [above, "Date paid,Supplier,number,Amount", *columns])
        assert (entry["rows"], entry["total"], "The header is row 2." in entry["why"]) == (4, "42.00", True)
        assert (entry["columns"]["supplier_name"], entry["columns"]["amount"]) == ("Supplier", "Amount")


def test_days_and_excel_s_numbers_of_days_in_one_column_are_all_dates(tmp_path: Path) -> None:
    entry = text(tmp_path, ["Date,Supplier,Amount", *rows(("07/04/2010", "40275", "21/04/2010", "40281"), NAMES, ("10.50",) * 4)])
    assert [row["date"] for row in entry["first_rows"]] == ["2010-04-07", "2010-04-07", "2010-04-21", "2010-04-13"]
    assert "100% are dates" in said(entry)


def test_months_without_a_day_are_said_to_be_their_first_day(tmp_path: Path) -> None:
    entry = text(tmp_path, ["Date,Supplier,Amount", *rows(("July 2010-September 2010",) * 4, NAMES, ("10.50",) * 4)])
    assert {row["date"] for row in entry["first_rows"]} == {"2010-07-01"}
    assert "they name months and no day: the first day of the first month is taken" in said(entry)


def test_one_is_said_as_one(tmp_path: Path) -> None:
    entry = text(tmp_path, ["Date,Supplier,Amount", "21/04/2010,Acorn Building Ltd,10.50"])
    assert "it names 1 party in 1 sampled row" in said(entry)
    assert "1 date has a first number over 12" in said(entry)


def test_what_a_pivot_calls_its_field_says_whether_vat_is_in_it(tmp_path: Path) -> None:
    for field, basis in (("Sum of Invoice Nett Amount", "net"), ("Sum of Gross Amount", "gross"), ("Sum of Amount", "unstated")):
        entry = text(tmp_path, [f"{field},", "Supplier Name, Total ", *rows(NAMES, ('" 4,046.00 "',) * 4), 'Grand Total," 16,184.00 "'])
        assert (entry["rows"], entry["total"], entry["amount_basis"]) == (4, "16184.00", basis)
        assert (f'Row 1 says "{field}"' in said(entry)) == (basis != "unstated")


def test_the_kind_of_a_supplier_is_no_rival_of_its_name(tmp_path: Path) -> None:
    names = [f"{first} {second} Ltd" for first in ("Acorn", "Bridge", "Cedar", "Dale") for second in ("Care", "Homes", "Works")]
    for other, rival in ((("Private", "Public"), False), (names[::-1], True)):
        lines = [f"04/05/2010,{name},{other[i % len(other)]},10.50" for i, name in enumerate(names)]
        entry = text(tmp_path, ["Date,Supplier,Supplier tab final,Amount", *lines])
        assert entry["columns"]["supplier_name"] == "Supplier"
        assert ('"Supplier tab final" could be it too' in said(entry)) == rival
