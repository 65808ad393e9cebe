"""`check FILE --json`: every key that is promised, as each format must give it; and what the screen says of the same files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.conftest import Ran
from tests.corpus.old_workbook import write_xls
from tests.unit.test_read_formats import write_ods, write_parquet, write_xlsm

TEXT = """Anytown Council
Supplier Name,Payment Date,Net Amount,Supplier Postcode
Smith & Sons Ltd,01/04/2024,"1,234.56",PR1 2AB
Caffi Tŷ Gwyn,15/04/2024,(25.10),LL57 2DG
None,16/04/2024,100.00,
Wyre Ltd,17/04/2024,,PR1 2AB
Acme Ltd,18/04/2024,#REF!,PR1 2AB
Total,,"1,309.46",
"""
ROWS: list[list[Any]] = [
    ["Supplier Name", "Payment Date", "Net Amount", "Supplier Postcode"], ["Smith & Sons Ltd", "01/04/2024", 1234.56, "PR1 2AB"],
    ["Caffi Tŷ Gwyn", "15/04/2024", -25.10, "LL57 2DG"], ["None", "16/04/2024", 100.0, ""],
]  # fmt: skip
COLUMNS = {"supplier_name": "Supplier Name", "date": "Payment Date", "amount": "Net Amount", "postcode": "Supplier Postcode"}
ASIDE = {
    "amount-missing": {"count": 1, "total": None},
    "amount-unreadable": {"count": 1, "total": None},
    "total-row": {"count": 1, "total": "1309.46"},
}
PROMISED = [
    "path", "sheet", "encoding", "delimiter", "header_row", "columns", "amount_basis", "date_format", "rows", "total", "set_aside", "refused",
]  # fmt: skip


def _xlsx(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("April")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return path


def _text(encoding: str, mark: str = ",") -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(TEXT.replace(",", mark).replace("1" + mark, "1,").encode(encoding) if mark != "," else TEXT.encode(encoding))
        return path

    return write


def _zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("april.csv", TEXT.encode())
    return path


Say = dict[str, Any]
IN_TEXT: Say = {"header_row": 2, "date_format": "DD/MM/YYYY", "set_aside": ASIDE}
IN_A_BOOK: Say = {"sheet": "April", "delimiter": "", "encoding": "", "header_row": 1, "set_aside": {}}
FORMATS: dict[str, tuple[Callable[[Path], Path], Say]] = {
    "spend.csv": (_text("utf-8"), {**IN_TEXT, "sheet": "", "encoding": "utf-8", "delimiter": ","}),
    "spend.tsv": (_text("utf-16", "\t"), {**IN_TEXT, "sheet": "", "encoding": "utf-16", "delimiter": "\t"}),
    "spend.xlsx": (_xlsx, {**IN_A_BOOK, "date_format": "DD/MM/YYYY"}),
    "spend.xlsm": (write_xlsm, {**IN_A_BOOK, "date_format": "YYYY-MM-DD"}),
    "spend.xls": (lambda path: write_xls(path, "April", ROWS), {**IN_A_BOOK, "date_format": "DD/MM/YYYY"}),
    "spend.ods": (write_ods, {**IN_A_BOOK, "date_format": "YYYY-MM-DD"}),
    "spend.parquet": (write_parquet, {**IN_A_BOOK, "sheet": "", "encoding": "parquet", "date_format": "YYYY-MM-DD"}),
    "spend.zip": (_zip, {**IN_TEXT, "sheet": "april.csv", "encoding": "utf-8", "delimiter": ","}),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_promised_key_of_each_format(name: str, tmp_path: Path, command: Callable[..., Ran]) -> None:
    write, said = FORMATS[name]
    path = write(tmp_path / name)
    ran = command("check", path, "--json")
    assert ran.code == 0, ran.err
    (source,) = json.loads(ran.out)["sources"]
    expected = {"path": str(path), "columns": COLUMNS, "amount_basis": "net", "rows": 3, "total": "1309.46", "refused": None, **said}
    assert {key: source[key] for key in PROMISED} == expected


def test_a_file_that_is_none_says_why_under_the_same_keys(tmp_path: Path, command: Callable[..., Ran]) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir,\nplease find enclosed nothing of note.\n", encoding="utf-8")
    ran = command("check", tmp_path / "letter.txt", "--json")
    (source,) = json.loads(ran.out)["sources"]
    assert ran.code == 3
    assert set(PROMISED) <= set(source)
    assert "header" in source["refused"] and (source["rows"], source["total"], source["set_aside"]) == (0, "0.00", {})


SPEND = """OrganisationLabel,OrganisationalUnit,BeneficiaryName,PaymentDate,TransactionNumber,Amount,IrrecoverableVATAmount,Purpose
Anytown,Parks,Acme Ltd,01/04/2025,T1,100.00,0.00,Repairs
Anytown,Parks,Bright Ltd,02/04/2025,T2,-50.00,0.00,Repairs
"""
CONTRACTS = """ContractReference,ContractTitle,StartDate,EndDate,ReviewDate,ContractValue,SupplierName,SMESupplier
C1,Grounds,01/04/2024,31/03/2027,01/10/2026,100000.00,Acme Ltd,Y
"""


def test_the_schemas_of_the_lga_are_named(tmp_path: Path, command: Callable[..., Ran]) -> None:
    (tmp_path / "spend.csv").write_text(SPEND, encoding="utf-8")
    (tmp_path / "contracts.csv").write_text(CONTRACTS, encoding="utf-8")
    (tmp_path / "own.csv").write_text(SPEND.replace("BeneficiaryName", "Supplier"), encoding="utf-8")
    found = json.loads(command("check", "spend.csv", "contracts.csv", "own.csv", "--json", cwd=tmp_path).out)["sources"]
    assert [source["schema"] for source in found] == ["LGA Spend", "LGA Contracts", ""]
    assert [source["amount_basis"] for source in found] == ["net", "unstated", "unstated"]
    assert not found[0]["close_calls"]
    assert "8 of its 8 columns are fields of the LGA Spend schema" in command("check", "spend.csv", cwd=tmp_path).out


def test_a_wide_table_fits_one_screen(tmp_path: Path, command: Callable[..., Ran]) -> None:
    """Twelve columns that are read, three reasons to set rows aside: forty lines of a hundred letters."""
    header = (
        "Body Name,Directorate,Supplier Name,Supplier ID,Supplier Postcode,Company Number,Payment Date,Transaction Number,Net Amount,VAT,"
    )
    row = "Anytown Council,Parks,Acme Building and Care {0} Ltd,V{0},PR1 2AB,0123456{0},0{0}/04/2025,T{0},{0}.00,0.20,"
    lines = [
        header + "Expense Type,CPV Code,Description,Contract Number",
        *(row.format(i) + "Repairs,45000000,Roof,C1" for i in range(1, 9)),
    ]
    (tmp_path / "wide.csv").write_text("\n".join([*lines, ",,Total,,,,,,36.00,1.60,,,,", "See notes"]) + "\n", encoding="utf-8")
    shown = command("check", "wide.csv", cwd=tmp_path).out.rstrip().splitlines()
    assert sum(-(-len(line.rstrip()) // 100) or 1 for line in shown) <= 40
    assert shown[1].startswith("read      8 payments, £36.00, amounts net")
