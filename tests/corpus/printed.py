"""Layouts that were met only after the reader was written: sums that stand in other places, or in other units, than one column of payments.

Each is written out here; the expectations are its own arithmetic.
"""

from __future__ import annotations

from tests.corpus.layouts import Said, Text

_SUBTOTALS_UNDER_DATE = """Payment,,Supplier,,Amount,,
Date,Reference,Name,Town,Net,VAT,Gross
Adults & Communities,,,,,,
01/04/2025,T1,Acme Ltd,Anytown,100.00,20.00,120.00
02/04/2025,T2,Bright Ltd,Anytown,50.00,10.00,60.00
Sub-total Adults & Communities,,,,150.00,30.00,180.00
Highways,,,,,,
03/04/2025,T3,Acme Ltd,Anytown,25.00,5.00,30.00
Sub-total Highways,,,,25.00,5.00,30.00
Grand total,,,,175.00,35.00,210.00
"""
_FORWARD = """Date,Supplier,Reference,Amount
01/04/2025,Acme Ltd,T1,100.00
02/04/2025,Bright Ltd,T2,(20.00)
,Carried forward,,80.00
,Brought forward,,80.00
03/04/2025,Forward Brought Ltd,T3,25.00
,Total,,105.00
"""
_TOTALS_OF_TOTALS = """Service,Supplier,Date,Amount
Roads,Acme Ltd,01/04/2025,100.00
Roads,Bright Ltd,02/04/2025,50.00
,,,150.00
Parks,Acme Ltd,03/04/2025,25.00
,,,25.00
,,,175.00
Halls,Acme Ltd,03/04/2025,7.00
"""
_DEBITS_AND_CREDITS = """Trust,Vendor,Invoice Date,Debit,Credit
Anytown,Acme Ltd,01-APR-2025,"1,100.00",
Anytown,Bright Ltd,02-APR-2025,,£50.50
Anytown,Acme Ltd,03-APR-2025,25.00,0.00
"""
_CREDITS_WITH_A_MINUS = _DEBITS_AND_CREDITS.replace("£50.50", "-50.50")
_DEBIT_AND_CREDIT_AT_ONCE = _DEBITS_AND_CREDITS.replace("25.00,0.00", "25.00,3.00")
_THOUSANDS = "Rank,Supplier,Postcode,Spend £000\n1,Acme Ltd,LA1 1AA,595.3\n2,Bright Ltd,LA1 1AB,7\n"
_OUTLINE = """Supplier,Date,Amount
Acme Ltd,01/04/2025,100.00
,02/04/2025,50.00
Acme Ltd Total,,150.00
Bright Ltd,03/04/2025,25.00
,04/04/2025,1.00
Bright Ltd Total,,26.00
,,176.00
"""
_ACROSS = (
    "Supplier,Apr-25,May-25,Jun-25,Total\nAcme Ltd,100.00,,50.00,150.00\nBright Ltd,25.00,1.00,,26.00\nTotal,125.00,1.00,50.00,176.00\n"
)
_ACROSS_TWO_ROWS = ",2025,,,\n" + _ACROSS.replace("Apr-25,May-25,Jun-25", "April,May,June")
_NO_TOTAL = "".join(line.rsplit(",", 1)[0] + "\n" for line in _ACROSS.splitlines())
_ACROSS_TORN = "Supplier,P01,P02,P03,Full Year\nAcme Ltd,1,100.00,,50.00,1,150.00\nBright Ltd,25.00,1.00,,26.00\n"
_TWO_YEARS = "Supplier,Postcode,2023/24 £,2024/25 £\nAcme Ltd,LA1 1AA,100.00,90.00\nBright Ltd,LA1 1AB,25.00,1.00\n"

_CAPITAL = """Anytown Council
Creditor,Paid Date,Revenue (£),Capital (£)
Acme Ltd,01/04/2025,"100.00",
Bright Ltd,02/04/2025,,(20.00)
Acme Ltd,03/04/2025,,"90.00"
Acme Ltd,13/04/2025,20.50,-
"""
_DEPARTMENTS = """Trader,Adults,Schools,Place
Acme Ltd,1000.00,,200.00
Bright Services Ltd,,50.00,
North Trust,20.00,20.00,
Caring Group plc,,20.00,
All traders,1020.00,90.00,200.00
"""
_TOTAL_APRIL = """Paid to,Paid on,Net,Doc
Acme Ltd,01/04/2025,100.00,T1
Bright Ltd,02/04/2025,50.00,T2
Total Gas Ltd,03/04/2025,75.00,T3
North Trust,13/04/2025,35.00,T4
TOTAL APRIL,,260.00,
"""
_TRUST_TOTAL = _TOTAL_APRIL.replace("TOTAL APRIL,,260.00,", "Sub-total,,260.00,\n\nTrust total,,900.00,")
_CARDS = """Trans Date,Merchant,Source Amount,Source Ccy,Billed GBP
01/04/2025,Acme Ltd,10.00,GBP,10.00
02/04/2025,Bright Ltd,100.00,USD,80.00
03/04/2025,Acme Ltd,5.00,GBP,5.00
13/04/2025,Bright Ltd,8.00,EUR,7.00
"""
_OWN_WORDS = """Top trading partners
Place,Trading partner,Dealings,Worth of it
1,Acme Ltd,3,1200.00
2,Bright Services Ltd,1,50.00
3,North Trust,2,40.00
4,Caring Group plc,1,20.00
"""

_GRANTS = """Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Recipient Org:Postal Code
360G-any-1,Garden,GBP,1000.50,2025-04-01,GB-CHC-1000001,Anytown Gardeners,PR1 2AB
360G-any-2,Choir,GBP,300,2025-04-02,GB-CHC-1000002,Anytown Singers,PR1 2AB
360G-any-3,Bees,GBP,200,2025-04-03,GB-ORG-bees,Beekeepers CIC,PR1 2AD
"""
_RATES = """Ratepayer,Property Address,Postcode,Description,Rateable Value,Liability Start Date
Acme Ltd,1 High Street,PR1 2AB,Shop and premises,12500,01/04/2023
Bright Services Ltd,2 High Street,PR1 2AD,Office and premises,9750,01/04/2017
North Trust,3 High Street,PR1 2AE,Warehouse,40250,01/06/2020
"""

_CR_BEFORE = "Supplier,Paid on,Amount\nAcme Ltd,45748,CR 100.00\nBright Ltd,45749,25.00\n"

_SHORTENED = (
    "BU_CD,SUPPLIER_NM,INV_AMT_EXC_VAT_GBP,VAT_AMT,PYMT_DT\n01,Acme Ltd,100.00,20.00,20250401\n01,Bright Ltd,50.00,10.00,20250402\n"
)
_IN_ANGLES = 'Payee,Date of payment,Payment amount\nAcme Ltd,1 April 2025,"<1,100.00>"\nBright Ltd,2 April 2025,25.00\n'
_PENCE = "Creditor,Paid,Amount (pence)\nAcme Ltd,01/04/2025,10050\nBright Ltd,02/04/2025,-99\n"
_INVOICES = "Supplier Name,Invoice No,Invoice Amount,Line Amount\n" + "".join(
    f"Firm {i} Ltd,T{i},100.00,{part}\n" for i in range(4) for part in ("33.33", "66.67")
)

TEXTS: tuple[Text, ...] = (
    ("sub-totals-under-the-date.csv", _SUBTOTALS_UNDER_DATE, {"rows": 3, "total": "175.00", "header_row": 2}),
    ("carried-forward.csv", _FORWARD, {"rows": 3, "total": "105.00"}),
    ("totals-of-totals.csv", _TOTALS_OF_TOTALS, {"rows": 4, "total": "182.00"}),
    ("debits-and-credits.csv", _DEBITS_AND_CREDITS, {"rows": 3, "total": "1074.50", "encoding": "utf-8"}),
    ("credits-with-a-minus.csv", _CREDITS_WITH_A_MINUS, {"rows": 3, "total": "1074.50"}),
    ("debit-and-credit-at-once.csv", _DEBIT_AND_CREDIT_AT_ONCE, {"rows": 2, "total": "1049.50", "encoding": "utf-8"}),
    ("thousands.csv", _THOUSANDS, {"rows": 2, "total": "602300.00", "encoding": "utf-8"}),
    ("outline.csv", _OUTLINE, {"rows": 4, "total": "176.00"}),
    ("cr-before-the-sum.csv", _CR_BEFORE, {"rows": 2, "total": "-75.00"}),
    ("shortened-names.csv", _SHORTENED, {"rows": 2, "total": "150.00"}),
    ("in-angles.csv", _IN_ANGLES, {"rows": 2, "total": "-1075.00"}),
    ("pence.csv", _PENCE, {"rows": 2, "total": "99.51"}),
    ("invoices-on-their-lines.csv", _INVOICES, {"rows": 8, "total": "400.00"}),
    ("months-across.csv", _ACROSS, {"rows": 2, "total": "176.00"}),
    ("months-across-under-two-rows.csv", _ACROSS_TWO_ROWS, {"rows": 2, "total": "176.00", "header_row": 2}),
    ("months-across-without-total.csv", _NO_TOTAL, {"rows": 2, "total": "176.00"}),
    ("months-across-under-a-name-of-its-own.csv", _ACROSS.replace(",Total\n", ",Year Total\n"), {"rows": 2, "total": "176.00"}),
    ("capital-and-revenue.csv", _CAPITAL, {"rows": 4, "total": "190.50", "header_row": 2, "encoding": "utf-8"}),
    ("departments-across.csv", _DEPARTMENTS, {"rows": 4, "total": "1310.00"}),
    ("total-of-a-month-by-name.csv", _TOTAL_APRIL, {"rows": 4, "total": "260.00"}),
    ("total-of-other-tables.csv", _TRUST_TOTAL, {"rows": 4, "total": "260.00"}),
    ("card-in-other-currencies.csv", _CARDS, {"rows": 4, "total": "102.00"}),
    ("grants-of-360giving.csv", _GRANTS, {"rows": 3, "total": "1500.50"}),
    ("business-rates.csv", _RATES, {"refused": "business rates"}),
    ("names-that-nobody-else-has.csv", _OWN_WORDS, {"rows": 4, "total": "1310.00", "header_row": 2}),
    ("months-across-torn.csv", _ACROSS_TORN, {"refused": "side by side in 3 columns"}),
    ("two-years-across.csv", _TWO_YEARS, {"refused": "side by side in 2 columns"}),
)


def months_and_pivot() -> tuple[dict[str, list[list[object]]], Said]:
    """Two months, each on its sheet, and a pivot that sums up both."""
    header: list[object] = ["Body Name", "Paid Date", "Beneficiary", "Amount"]
    april: list[list[object]] = [header, ["Anytown", "01/04/2025", "Acme Ltd", 100.0], ["Anytown", "02/04/2025", "Bright Ltd", 50.0]]
    may: list[list[object]] = [header, ["Anytown", "01/05/2025", "Acme Ltd", 25.0], ["Anytown", "02/05/2025", "Cole Ltd", 7.0]]
    pivot: list[list[object]] = [
        ["Supplier", "Sum of Amount"], ["Acme Ltd", 125.0], ["Bright Ltd", 50.0], ["Cole Ltd", 7.0], ["Grand Total", 182.0],
    ]  # fmt: skip
    return {"Apr": april, "May": may, "Pivot": pivot}, {"rows": 4, "total": "182.00"}
