"""Awkward layouts: what the columns are called, how many of them hold sums, and what stands around the payments.

Every table is written out here or made by a rule that can be followed by hand; the expectations are its own arithmetic.
"""

from __future__ import annotations

import io

Said = dict[str, object]
Text = tuple[str, str, Said]

_TORN = """Body,Date,Ref,Supplier,Amount,Purpose
Anytown,01/04/2025,T1,Acme Ltd,999.00,Repairs
Anytown,02/04/2025,T2,Smith, Jones & Co,100.50,Repairs
Anytown,03/04/2025,T3,Bright Ltd,1,234.56,Repairs
Anytown,04/04/2025,T4,Hill, Dale and Moor,-2,000.00,Repairs
Anytown,05/04/2025,T5,Wyre Print,1,000,000.00,Repairs, urgent
"""
_TAKEN_FOR_TORN = """Body,Date,Ref,Supplier,Amount,Purpose
Anytown,01/04/2025,T1,Acme Ltd,999.00,Repairs,seen
Anytown,02/04/2025,T2,Bright Ltd,10.00,Repairs
"""
_WELSH = """Enw'r Cyflenwr,Dyddiad Talu,Swm (£),Gwasanaeth
Acme Cyf,01/04/2025,"1,000.00",Priffyrdd
Wyre Cyf,02/04/2025,250.50,Priffyrdd
"""
_CARDS = """UniqueRef,TRANSACTION DATE,MERCHANT CATEGORY DESC,AMOUNT
1,01-Apr-25,HOTELS,120.00
2,02-Apr-25,AIRLINES,80.25
"""
_SPARSE_NET = "Supplier,Date,Net,VAT,Gross\n" + "".join(
    f"Firm {i} Ltd,{i + 1:02d}/04/2025,{'100.00' if i % 4 == 0 else ''},,120.00\n" for i in range(20)
)
_SHORT_NAMES = "Dept,Vend,Dt Paid,Net Amt,Tax Amt,Total Amt\n" + "".join(
    f"Parks,Firm {i} Ltd,{i + 1:02d}/04/2025,100.00,20.00,120.00\n" for i in range(10)
)
_LINES_AND_INVOICES = "Supplier,Invoice,Payment Date,Payment Total,Line Value\n" + "".join(
    f"Firm {i // 2} Ltd,T{i // 2},{i + 1:02d}/04/2025,300.00,150.00\n" for i in range(10)
)
_COUNTED = "Service,Date,Supplier,Amount\nParks,01/04/2025,Acme Ltd,100.00\nParks,02/04/2025,Bright Ltd,50.00\n,,Count,2\n,,Total,150.00\n"
_SECTIONS = """Supplier,Description,Date,Amount
Adult Services,,,
Acme Ltd,Care,01/04/2025,100.00
Bright Ltd,Care,02/04/2025,50.00
Adult Services Total,,,150.00
Highways,,,
TOTAL GAS & POWER,Lights,03/04/2025,25.00
Highways Total,,,25.00
Total,,,175.00
"""
_TOTAL_ON_TOP = "Supplier,Date,Amount\nTotal,,150.00\nAcme Ltd,01/04/2025,100.00\nBright Ltd,02/04/2025,50.00\n"
_PAGES = "".join(
    f"Anytown Council,,\nPayments,,\nSupplier,Date,Amount\nAcme Ltd,0{page}/04/2025,100.00\nBright Ltd,0{page}/04/2025,50.00\nPage {page} of 3,,\n"
    for page in (1, 2, 3)
)
_OVER_TWO = """Payment,,Supplier,,Amount,,
Date,Reference,Number,Name,Net,VAT,Gross
01/04/2025,T1,100,Acme Ltd,100.00,20.00,120.00
02/04/2025,T2,101,Bright Ltd,50.00,10.00,60.00
"""
_EXPLAINED = """Field,Description
Supplier Name,The firm that was paid
Payment Date,When it was paid
Amount,Without recoverable VAT

Body Name,Payment Date,Supplier Name,Transaction No,Amount
Anytown,01/04/2025,Acme Ltd,T1,100.00
Anytown,02/04/2025,Bright Ltd,T2,50.00
"""
_POUND_OUTSIDE = 'Supplier,Date,Amount\nAcme Ltd,01/04/2025,"£1,200.00"\nBright Ltd,02/04/2025,"£(1,000.00)"\n'
_BROKEN_NAMES = '"Supplier\nName","Date of\nPayment","Net\nAmount\n(£)"\nAcme Ltd,01/04/2025,100.00\nBright Ltd,02/04/2025,50.00\n'

TEXTS: tuple[Text, ...] = (
    ("torn-by-commas.csv", _TORN, {"rows": 5, "total": "1000334.06"}),
    ("a-cell-too-many.csv", _TAKEN_FOR_TORN, {"rows": 2, "total": "1009.00"}),
    ("welsh-names.csv", _WELSH, {"rows": 2, "total": "1250.50", "encoding": "utf-8"}),
    ("cards-without-merchants.csv", _CARDS, {"rows": 2, "total": "200.25"}),
    ("net-on-a-few-rows.csv", _SPARSE_NET, {"rows": 20, "total": "2400.00"}),
    ("short-names.csv", _SHORT_NAMES, {"rows": 10, "total": "1000.00"}),
    ("lines-and-invoices.csv", _LINES_AND_INVOICES, {"rows": 10, "total": "1500.00"}),
    ("count-below.csv", _COUNTED, {"rows": 2, "total": "150.00"}),
    ("sections-with-totals.csv", _SECTIONS, {"rows": 3, "total": "175.00"}),
    ("total-on-top.csv", _TOTAL_ON_TOP, {"rows": 2, "total": "150.00"}),
    ("printed-pages.csv", _PAGES, {"rows": 6, "total": "450.00", "header_row": 3}),
    ("header-over-two.csv", _OVER_TWO, {"rows": 2, "total": "150.00", "header_row": 2}),
    ("explained-first.csv", _EXPLAINED, {"rows": 2, "total": "150.00", "header_row": 6}),
    ("pound-outside-the-brackets.csv", _POUND_OUTSIDE, {"rows": 2, "total": "200.00", "encoding": "utf-8"}),
    ("names-over-lines.csv", _BROKEN_NAMES, {"rows": 2, "total": "150.00", "encoding": "utf-8"}),
)


def books() -> dict[str, tuple[bytes, Said]]:
    """Workbooks: a summary or a copy beside the payments is read once, and months on sheets of their own are all read."""
    paid = [
        ["Supplier", "Date", "Amount"],
        ["Acme Ltd", "01/04/2025", 100.0],
        ["Bright Ltd", "02/04/2025", 50.5],
        ["Wyre", "02/04/2025", 1],
    ]
    again = [["Row Labels", "Sum of Amount"], ["Acme Ltd", 100.0], ["Bright Ltd", 50.5], ["Wyre", 1], ["Grand Total", 151.5]]
    said: Said = {"rows": 3, "total": "151.50", "delimiter": ""}
    return {
        "workbook-called-old.xls": (_book({"Payments": paid}), said),
        "summary-as-long-as-the-payments.xlsx": (_book({"Summary": again, "Payments": paid}), said),
        "sheet-and-its-copy.xlsx": (_book({"Payments": paid, "Payments (2)": paid}), said),
    }


def _book(sheets: dict[str, list[list[object]]]) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)
    return made.getvalue()
