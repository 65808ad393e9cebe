"""The six anchors' files, each laid out as a finance team sent it. Each writer hands back how many lines of money it wrote."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from making.dice import Dice
from making.ledger import Ledger, allot
from making.names import Supplier
from making.plan import WORDING
from making.year import Year

_CITY_COLUMNS = (("Vendor No", 11), ("Vendor", 48), ("Post Code", 11), ("Category", 34), ("Contract Ref", 13), ("Net £", 16))
_CITY_NOTES = (
    "Notes",
    "1. Extracted from the purchase ledger on {day}.",
    "2. A vendor with two kinds of purchase has two lines.",
    "3. Negative lines are credit notes.",
    "4. Payments to HM Revenue & Customs and to the pension fund are listed but are not procurement.",
    "5. Personal data has been redacted.",
)
_HOUSING_COLUMNS = (("Contract no.", 14), ("Contractor", 46), ("Contractor post code", 20), ("Work type", 30), ("Spend in year", 16))


@dataclass(frozen=True)
class Line:
    """One line as it goes into a file; `supplier` is None for a payee that is no supplier."""

    name: str
    postcode: str
    category: str
    contract: str
    amount: int
    supplier: Supplier | None


def lines(ledger: Ledger, body: str, year: Year) -> list[Line]:
    """Every line of one anchor, in scope or not, in the anchor's own words."""
    held = {(part.base, at): postcode for part in year.cast for at, postcode in part.postcode.items()}
    extra = {id(stream): pence for stream, pence in ledger.credits.get(body, [])}
    found = []
    for stream in ledger.streams:
        if stream.body != body:
            continue
        supplier, wording = stream.supplier, WORDING[body].get(stream.category, stream.category)
        postcode = held.get((supplier.base, body), supplier.elsewhere.get(body, supplier.postcode))
        charged = (stream.amount + extra[id(stream)], -extra[id(stream)]) if id(stream) in extra else (stream.amount,)
        found += [Line(supplier.spelled[body], postcode, wording, stream.contract, pence, supplier) for pence in charged]
    for payee in year.payees:
        if payee.body == body:
            found.append(Line(payee.name, ledger.payees[payee.name.upper()], payee.category, "", payee.amount, None))
    return found


def pounds(pence: int) -> Decimal:
    """Pence as pounds."""
    return Decimal(pence).scaleb(-2)


def _by_size(found: Iterable[Line]) -> list[Line]:
    return sorted(found, key=lambda line: (-line.amount, line.name, line.category))


def _by_name(found: Iterable[Line]) -> list[Line]:
    return sorted(found, key=lambda line: (line.name.upper(), line.category, -line.amount))


def _text(rows: Iterable[Iterable[object]], delimiter: str = ",", end: str = "\r\n", quote_all: bool = False) -> str:
    buffer = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(buffer, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return buffer.getvalue()


def _long(day: date) -> str:
    """`14 May 2013`."""
    return f"{day.day} {day:%B %Y}"


def _workbook(path: Path, year: Year) -> xlsxwriter.Workbook:
    """A workbook with no clock in it."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"author": "Finance", "created": year.extracted})
    return book


def city_council(found: list[Line], path: Path, dice: Dice, year: Year) -> int:
    """A workbook: title rows above the header, amounts shown with a pound sign, notes on a second sheet."""
    book = _workbook(path, year)
    _city_list(book, _by_size(found), dice, year)
    notes = book.add_worksheet("Notes")
    notes.set_column(0, 0, 100)
    for row, note in enumerate(_CITY_NOTES):
        notes.write_string(row, 0, note.format(day=_long(year.extracted)))
    book.close()
    return len(found)


def _city_list(book: xlsxwriter.Workbook, found: list[Line], dice: Dice, year: Year) -> None:
    sheet = book.add_worksheet("Top 300")
    money = book.add_format({"num_format": "£#,##0.00;[Red]-£#,##0.00"})
    head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "bottom": 1})
    sheet.write_string("A1", "City Council", book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string("A2", f"Top 300 suppliers by value, {_long(year.start)} to {_long(year.end)}")
    sheet.write_string("A3", "Source: accounts payable. Amounts are net of recoverable VAT. See Notes.")
    for column, (title, width) in enumerate(_CITY_COLUMNS):
        sheet.write_string(4, column, title, head)
        sheet.set_column(column, column, width)
    numbers: dict[str, str] = {}
    for row, line in enumerate(found, 5):
        number = numbers.setdefault(line.name, f"V{10200 + 7 * len(numbers) + dice.below(6)}")
        for column, cell in enumerate((number, line.name, line.postcode, line.category, line.contract)):
            if cell:
                sheet.write_string(row, column, cell)
        sheet.write_number(row, 5, float(pounds(line.amount)), money)
    sheet.freeze_panes(5, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def county_council(found: list[Line], path: Path, dice: Dice, year: Year) -> int:
    """CSV as Excel for Windows saves it: cp1252, amounts as text with a pound sign, credits in brackets, a total at the bottom."""

    def shown(pence: int) -> str:
        return f"(£{-pounds(pence):,.2f})" if pence < 0 else f"£{pounds(pence):,.2f}"

    rows: list[list[str]] = [["Creditor", "Creditor Postcode", "Expenditure Category", "Amount (£)"]]
    rows += [[line.name, line.postcode, line.category, shown(line.amount)] for line in _by_name(found)]
    rows.append(["TOTAL", "", "", shown(sum(line.amount for line in found))])
    path.write_bytes(_text(rows).encode("cp1252"))
    return len(found)


def constabulary(found: list[Line], path: Path, dice: Dice, year: Year) -> int:
    """Semicolons and a byte order mark, as a reporting tool exports; names cut at 30 characters, credits with the minus behind."""
    rows = [["Payee", "Payee Post Code", "Expense Type", "Net Amount"]]
    rows += [
        [line.name, line.postcode, line.category, f"{pounds(abs(line.amount))}{'-' if line.amount < 0 else ''}"] for line in _by_size(found)
    ]
    path.write_bytes(b"\xef\xbb\xbf" + _text(rows, delimiter=";").encode())
    return len(found)


def housing_association(found: list[Line], path: Path, dice: Dice, year: Year) -> int:
    """A workbook whose table starts at B4, with contract references and postcodes as people type them."""
    book = _workbook(path, year)
    sheet = book.add_worksheet("Contractor spend")
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#44546A", "border": 1})
    cell, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0.00"})
    title_format = book.add_format({"bold": True, "font_size": 13})
    sheet.write_string("B2", f"Contractor and supplier spend, year to {_long(year.end)} (excluding VAT)", title_format)
    for column, (title, width) in enumerate(_HOUSING_COLUMNS, 1):
        sheet.write_string(3, column, title, head)
        sheet.set_column(column, column, width)
    sheet.set_column(0, 0, 3)
    sheet.fit_to_pages(1, 0)
    for row, line in enumerate(_by_name(found), 4):
        contract = line.contract or (
            f"HA-{year.start.year - 2 + dice.below(3)}-{100 + dice.below(800)}" if line.supplier and dice.chance(35) else ""
        )
        for column, text in enumerate((contract, line.name, _typed(line.postcode, dice), line.category), 1):
            sheet.write_string(row, column, text, cell) if text else sheet.write_blank(row, column, None, cell)
        sheet.write_number(row, 5, float(pounds(line.amount)), money)
    book.close()
    return len(found)


def _typed(postcode: str, dice: Dice) -> str:
    """A postcode as people type it: lower case, no space, the letter O for a nought, stray and hard spaces."""
    if len(postcode) < 5:
        return postcode
    out, inward = postcode.split()
    if inward.startswith("0") and out.startswith(("PR", "FY", "BB")):  # BL7 OED could be B17 0ED as well
        return f"{out} O{inward[1:]}"
    doubled, hard = f" {out}  {inward}", f"{out}\u00a0{inward}"
    return dice.weighted(((postcode, 55), (postcode.lower(), 10), (out + inward, 12), (postcode + "  ", 10), (hard, 8), (doubled, 5)))


def further_education_college(found: list[Line], path: Path, dice: Dice, year: Year) -> int:
    """CSV of payments, a blank row after each month; no postcodes: those are in the supplier register."""
    refs = _references(found)
    payments = []
    for line in found:
        pieces = 1 if line.amount < 0 else 1 + dice.below(6)
        sums = allot(line.amount, [20 + dice.below(80) for _ in range(pieces)], 2 - line.amount % 2)
        payments += [(year.start + timedelta(days=dice.below(365)), refs[line.name], line, pence) for pence in sums]
    payments.sort(key=lambda p: (p[0], p[1], p[3]))
    rows: list[list[object]] = [["Payment Date", "Supplier Ref", "Supplier Name", "Expense Type", "Transaction No", "Amount"]]
    month = 4
    for number, (day, ref, line, pence) in enumerate(payments, 70411):
        if day.month != month:
            rows.append([""] * 6)
            month = day.month
        rows.append([f"{day:%d/%m/%Y}", ref, line.name, line.category, number, f"{pounds(pence):,.2f}"])
    path.write_bytes(_text(rows).encode("utf-8"))
    _register(found, refs, path.parent / Path(year.register).name)
    return len(payments)


def _references(found: list[Line]) -> dict[str, str]:
    names = sorted({line.name for line in found}, key=str.upper)
    return {name: f"{name.replace('The ', '')[:3].upper().strip()}{number:04d}" for number, name in enumerate(names, 1)}


def _register(found: list[Line], refs: dict[str, str], path: Path) -> None:
    """The college's list of suppliers: reference, name, postcode, company number; with some that were not paid this year."""
    rows = [["Supplier Ref", "Supplier Name", "Postcode", "Company Number"]]
    known = {line.name: line for line in found}
    for name, ref in refs.items():
        line = known[name]
        rows.append([ref, name, line.postcode, line.supplier.company if line.supplier else ""])
    rows += [[f"ZZZ{9000 + i}", f"Do not use - duplicate {i}", "", ""] for i in range(1, 5)]
    path.write_bytes(_text(rows).encode("utf-8"))


def sixth_form_college(found: list[Line], path: Path, dice: Dice, year: Year) -> int:
    """A small tidy export of an accounts package: totals by supplier, the account number inside the name."""
    rows = [["Supplier", "Postcode", "Nominal", "Total"]]
    rows += [[line.name, line.postcode, line.category, f"{pounds(line.amount)}"] for line in _by_name(found)]
    path.write_bytes(_text(rows, end="\n", quote_all=True).encode("utf-8"))
    return len(found)


WRITERS = {
    "City Council": city_council, "County Council": county_council, "Constabulary": constabulary,
    "Housing Association": housing_association, "Further Education College": further_education_college,
    "Sixth-form College": sixth_form_college,
}  # fmt: skip
