"""ODS, XLSM and Parquet, read as the same table is from CSV; the guard before each; and the words of a wrong file."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from cwbaudit.read import check
from tests.unit.test_read_corpus import BANNED

ROOT = Path(__file__).parents[2]
HEADER = ["Supplier Name", "Payment Date", "Net Amount", "Supplier Postcode"]
ROWS: list[list[Any]] = [
    ["Smith & Sons Ltd", date(2024, 4, 1), Decimal("1234.56"), "PR1 2AB"],
    ["Caffi Tŷ Gwyn", date(2024, 4, 15), Decimal("-25.10"), "LL57 2DG"],
    ["None", date(2024, 4, 16), Decimal("100.00"), ""],
]
TOTAL = "1309.46"
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)  # fmt: skip


def _ods_cell(value: object) -> str:
    if isinstance(value, Decimal):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if isinstance(value, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>'
        )
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def write_ods(path: Path, more: str = "") -> Path:
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in [HEADER, *ROWS])
    body = f'<office:body><office:spreadsheet><table:table table:name="April">{rows}{more}</table:table></office:spreadsheet></office:body>'
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", _MANIFEST)
        file.writestr(
            "content.xml", f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}>{body}</office:document-content>'
        )
    return path


def write_xlsx(path: Path, cells: dict[tuple[int, int], str] | None = None) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("April")
        for number, row in enumerate([HEADER, *ROWS]):
            for column, value in enumerate(row):
                if isinstance(value, Decimal):
                    sheet.write_number(number, column, float(value))
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value)
                else:
                    sheet.write_string(number, column, value)
        for (row, column), text in (cells or {}).items():
            sheet.write_string(row, column, text)
    return path


def write_xlsm(path: Path) -> Path:
    """The same as Excel keeps it with macros: another type of document, and a part that is no XML."""
    with zipfile.ZipFile(write_xlsx(path.with_suffix(".xlsx"))) as plain, zipfile.ZipFile(path, "w") as file:
        for part in plain.infolist():
            data = plain.read(part)
            if part.filename == "[Content_Types].xml":
                data = data.replace(b"officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main").replace(
                    b"application/vnd.openxmlformats-ms-excel", b"application/vnd.ms-excel"
                )
            file.writestr(part.filename, data)
        file.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(600))
    path.with_suffix(".xlsx").unlink()
    return path


def write_parquet(path: Path) -> Path:
    columns = list(zip(*ROWS, strict=True))
    kinds = [pa.string(), pa.date32(), pa.decimal128(18, 2), pa.string()]
    pq.write_table(pa.table([pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)], names=HEADER), path)
    return path


WRITERS = {"spend.ods": write_ods, "spend.xlsm": write_xlsm, "spend.parquet": write_parquet}


@pytest.mark.parametrize("name", WRITERS)
def test_each_format_gives_the_same_payments(tmp_path: Path, name: str) -> None:
    (found,) = check([WRITERS[name](tmp_path / name)])
    assert found["refused"] is None
    assert (found["rows"], found["total"], found["header_row"]) == (3, TOTAL, 1)
    assert [(row["row"], row["date"], row["supplier_name"], row["amount"]) for row in found["first_rows"]] == [
        ("2", "2024-04-01", "Smith & Sons Ltd", "1234.56"), ("3", "2024-04-15", "Caffi Tŷ Gwyn", "-25.10"), ("4", "2024-04-16", "None", "100.00"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
def test_a_damaged_file_of_each_format_is_refused_in_plain_words(tmp_path: Path, name: str) -> None:
    whole = WRITERS[name](tmp_path / name).read_bytes()
    for kept in (len(whole) // 2, len(whole) - 30):
        (tmp_path / name).write_bytes(whole[:kept])
        (found,) = check([tmp_path / name])
        assert "damaged" in found["refused"]
        assert not any(word in found["refused"].casefold().replace(name, "") for word in BANNED)


def test_every_format_in_a_zip_is_read_and_equal_totals_there_are_no_copies(tmp_path: Path) -> None:
    made = [write_ods(tmp_path / "april.ods"), write_xlsm(tmp_path / "may.xlsm"), write_parquet(tmp_path / "june.parquet")]
    with zipfile.ZipFile(tmp_path / "year.zip", "w") as bundle:
        for path in made:
            bundle.write(path, path.name)
    found = check([tmp_path / "year.zip"])
    assert [(entry["refused"], entry["rows"], entry["total"]) for entry in found] == [(None, len(ROWS), TOTAL)] * 3
    assert [entry["sheet"].split(":")[0] for entry in found] == ["april.ods", "june.parquet", "may.xlsm"]


def _in_a_child(path: Path) -> str:
    """What `check` says in a process of its own, which must end by itself with under a gigabyte."""
    code = (
        "import sys; from pathlib import Path; from cwbaudit.read import check; from tests.corpus.fuzz import peak; "
        "found = check([Path(sys.argv[1])]); assert peak() < 1_000_000_000; print(found[0]['refused'] or found[0]['total'])"
    )
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True, text=True, check=False, timeout=120, env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-600:]
    return ran.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is not on Windows")
def test_far_cells_and_endless_repeats_never_kill_the_process(tmp_path: Path) -> None:
    """One stray cell in the corner, at the end of a column or of a row; and an ODS that repeats a filled row without end."""
    corner = write_xlsx(tmp_path / "corner.xlsx", {(1_048_575, 16_383): "x"})
    assert "stray cell at row 1,048,576, column 16,384" in _in_a_child(corner)
    wide = _in_a_child(write_xlsx(tmp_path / "row.xlsx", {(1, 16_383): "x"}))
    assert "a cell in column 16,384" in wide
    assert "row.xlsx [April], row 2" in wide
    repeated = '<table:table-row table:number-rows-repeated="1048000">' + _ods_cell("x") * 4 + "</table:table-row>"
    assert "repeated without end" in _in_a_child(write_ods(tmp_path / "endless.ods", repeated))
    blank = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert _in_a_child(write_ods(tmp_path / "blank.ods", blank)) == TOTAL


def test_ods_with_instructions_is_refused(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "entity.ods")
    with zipfile.ZipFile(path) as file:
        content = file.read("content.xml").decode()
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", _MANIFEST)
        file.writestr("content.xml", content.replace("?><", '?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><', 1))
    (found,) = check([path])
    assert "instructions that no workbook needs" in found["refused"]


def _password() -> bytes:
    """What Excel writes for a workbook with a password: an old container with an encrypted package in it."""
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name + bytes(2048)


def _zipped(**files: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, data in files.items():
            file.writestr(name.replace("_", "."), data)
    return held.getvalue()


WRONG = {
    "page.csv": b"<!DOCTYPE html><html><body><table><tr><td>Amount</td></tr></table></body></html>",
    "page.xlsx": b"<html><body>Please sign in</body></html>",
    "printed.xlsx": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "open.ods": _zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<office:document-content>"),
    "locked.xlsx": _password(),
    "bundle.zip": _zipped(a_docx=b"PK", b_pdf=b"%PDF-1.4"),
    "blank.csv": b"\r\n \r\n\r\n",
    "nothing.csv": b"",
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "letter.docx": _zipped(word_document_xml=b"<w/>"),
    "letter.eml": b"Received: from a.example\r\n by b.example\r\nFrom: a@b.example\r\nSubject: Supplier spend, postcode\r\n\r\nDear all,\r\nA, B\r\n",
    "letter.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "__substg1.0_0037001F".encode("utf-16-le") + bytes(96),
    "program.csv": b"MZ\x90\x00" + bytes(range(256)) * 8,
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_in_words_that_a_finance_officer_understands(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(WRONG[name])
    (found,) = check([tmp_path / name])
    said = found["refused"]
    assert said
    assert name in said
    assert not any(word in said.casefold().replace(name, "").replace(str(tmp_path).casefold(), "") for word in BANNED)
    assert len(said.splitlines()) == 3, "what is wrong, where, and what to do"


POSTCODES = [f"PR{i % 9 + 1} {i % 7 + 1}AB" for i in range(20)]
NO_REGISTERS = {
    "notes.md": "# Notes\n\nA file needs a supplier, an amount and, to be placed, a postcode. Files carry none, so ask, early,\nfor more.\n"
    + "Some prose, with commas, that goes on, and on.\n" * 9,
    "postcodes.csv": "Postcode\n" + "".join(f"{code}\n" for code in POSTCODES),
    "staff.csv": "Name,Job Title,Department,Postcode\n" + "".join(f"Jane Doe,Officer,Parks,{code}\n" for code in POSTCODES),
    "planning.csv": "Application Reference,Applicant Name,Site Address,Postcode,Decision Date\n"
    + "".join(f"24/{i}/FUL,John Roe,{i} High Street,{code},01/04/2024\n" for i, code in enumerate(POSTCODES)),
    "phones.csv": "Supplier Name,Postcode\n" + "".join(f"Firm {i} Ltd,01772 {100000 + i}\n" for i in range(20)),
    "template.csv": "Supplier Name,Supplier ID,Postcode\n",
}


@pytest.mark.parametrize("name", NO_REGISTERS)
def test_a_list_without_suppliers_or_without_postcodes_among_its_values_is_no_supplier_register(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(NO_REGISTERS[name])
    (found,) = check([tmp_path / name])
    assert found["refused"], found


def test_a_register_is_told_by_its_values_where_its_names_are_weak(tmp_path: Path) -> None:
    """Outward halves of postcodes alone say where, too; a column of names is of suppliers where firms stand in it."""
    (tmp_path / "weak.csv").write_text("Name,Postcode\n" + "".join(f"Firm {i} Ltd,{code[:3]}\n" for i, code in enumerate(POSTCODES)))
    (found,) = check([tmp_path / "weak.csv"])
    assert (found["kind"], found["entries"], found["refused"]) == ("supplier register", 20, None)


def test_what_only_a_heading_says_is_left_out_of_a_register(tmp_path: Path) -> None:
    (tmp_path / "half.csv").write_text(
        "Supplier Name,Postcode,Company Number\n" + "".join(f"Firm {i} Ltd,n/a,0123456{i}\n" for i in range(9))
    )
    (found,) = check([tmp_path / "half.csv"])
    assert found["columns"] == {"supplier_name": "Supplier Name", "company_number": "Company Number"}
    assert any('"Postcode" was not taken as postcode' in said for said in found["close_calls"])


def test_text_called_a_workbook_and_a_workbook_called_text_are_opened_as_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("Supplier Name,Net Amount\nSmith Ltd,5.00\nJones Ltd,6.00\n")
    write_xlsx(tmp_path / "book.xlsx").rename(tmp_path / "book.csv")
    assert [entry["total"] for entry in check([tmp_path / "text.xlsx", tmp_path / "book.csv"])] == ["11.00", TOTAL]
