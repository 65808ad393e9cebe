"""Registers: read as published, kept whole or not at all, refused by what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from cwbaudit.engine import sql
from cwbaudit.errors import SourceError
from cwbaudit.namelist import entries
from cwbaudit.registers import opened, pieces
from cwbaudit.registers.candidates import candidates
from cwbaudit.registers.columns import places
from cwbaudit.registers.edition import vintage
from cwbaudit.registers.importing import import_register
from cwbaudit.registers.index import forget, imported
from cwbaudit.registers.kinds import Kind
from cwbaudit.registers.parted import parted
from cwbaudit.resolve import match
from tests.conftest import Ran
from tests.corpus.old_workbook import write_xls

COMPANIES = (
    "CompanyName, CompanyNumber,RegAddress.PostCode,CompanyCategory,CompanyStatus,Accounts.AccountCategory,"
    "SICCode.SicText_1,SICCode.SicText_2\n"
    '"NORTHFIELD CONSTRUCTION LIMITED","01234567","PR1 2HE","Private Limited Company","Active","MICRO ENTITY",'
    '"41100 - Development of building projects","74990 - Non-trading company"\n'
    '"HELPING HANDS C.I.C.","07654321","la1 1aa","Community Interest Company","Liquidation","DORMANT","None Supplied",""\n'
    '"OLD MILL","IP00525R","","Registered Society","Active","","9305 - Other service activities",""\n'
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CWBAUDIT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def silent(_: str) -> None:
    return None


def take(path: Path, content: str | bytes, kind: Kind | None = None) -> list[dict[str, Any]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return sql("select * from t order by name", t=import_register(path, kind, silent).path).dicts()


def test_companies_as_published(tmp_path: Path) -> None:
    rows = take(tmp_path / "BasicCompanyDataAsOneFile-2026-09-01.csv", COMPANIES)
    found = imported(Kind.COMPANIES)
    assert found is not None
    assert (found.vintage, found.entries) == ("2026-09-01", 3)
    cic, northfield, mill = rows
    assert northfield == {
        "name": "NORTHFIELD CONSTRUCTION LIMITED", "number": "01234567", "postcode": "PR1 2HE", "status": "Active", "type": "company",
        "size": "micro", "sic": "41100 74990", "activities": "41100 Development of building projects; 74990 Non-trading company",
    }  # fmt: skip
    assert (cic["type"], cic["size"], cic["sic"], cic["postcode"]) == ("community interest company", "dormant", "", "LA1 1AA")
    assert (mill["type"], mill["sic"]) == ("co-operative or mutual", "")  # four digits are of the classification before 2007


def zipped(path: Path, **members: str) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name + ".csv", text)
    return path.read_bytes()


def test_a_zip_of_parts_is_one_register(tmp_path: Path) -> None:
    header, *rows = COMPANIES.splitlines(keepends=True)
    data = zipped(tmp_path / "parts.zip", part1=header + rows[0], part2=header + rows[1] + rows[2])
    assert len(take(tmp_path / "parts.zip", data)) == 3


def test_a_register_in_latin_1_keeps_its_letters(tmp_path: Path) -> None:
    rows = take(tmp_path / "c.csv", COMPANIES.replace("OLD MILL", "CAFÉ MILL").encode("latin-1"))
    assert "CAFÉ MILL" in [row["name"] for row in rows]


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("registered_charity_number\tcharity_name\tcharity_contact_postcode\n1000611\tThe \"Old\" Mill\tNE1 1AA\n", Kind.CHARITIES, "charity"),
        ('[{"registered_charity_number": 1000611, "charity_name": "Mill", "charity_contact_postcode": null}]', Kind.CHARITIES, "charity"),
        ('"CUK Organisation ID","Registered Number","Registered Name"\n"R1","525R","Mill"\n', Kind.COOPERATIVES, "co-operative or mutual"),
        ("Ratepayer,Postcode\nMill Ltd,LA1 1AA\n,LA1 1AB\n", Kind.LIST, ""),
    ],
)  # fmt: skip
def test_other_registers_are_known_by_their_header(tmp_path: Path, text: str, kind: Kind, first: str) -> None:
    rows = take(tmp_path / "register.csv", text)
    assert imported(kind)
    assert [row["type"] for row in rows] == [first]


def test_an_entry_is_found_by_its_trading_name_too_and_counts_once(tmp_path: Path) -> None:
    text = (
        '"CUK Organisation ID","Registered Number","Registered Name","Trading Name","Registered Postcode"\n'
        '"R1","21975R","Triangle Wholefoods Collective Limited","Suma Foods","HX5 9DB"\n"R2","525R","Old Mill","OLD MILL",""\n"R3","7R","","Nobody",""\n'
    )
    rows = take(tmp_path / "coops.csv", text)
    assert [(row["name"], row["number"], row["postcode"], row["type"]) for row in rows] == [
        ("Old Mill", "525R", "", "co-operative or mutual"),
        ("Suma Foods", "21975R", "HX5 9DB", "co-operative or mutual"),
        ("Triangle Wholefoods Collective Limited", "21975R", "HX5 9DB", "co-operative or mutual"),
    ]
    found = imported(Kind.COOPERATIVES)
    assert found is not None
    assert found.entries == 2
    asked = [{"supplier_name": "Suma Foods"}, {"supplier_name": "Triangle Wholefoods Collective Ltd"}]
    answers = [match(asked, register) for register in (candidates(found.path, asked), entries(tmp_path / "coops.csv"))]
    assert answers[0] == answers[1]  # imported, and as a file
    assert [(row["matched_number"], row["match_band"]) for row in answers[0]] == [("21975R", "joined")] * 2


DIRECTORY = [
    ["Local firms, spring 2026"],
    [],
    ["Firm name", "Site postcode", "Company No"],
    ["Mill Ltd", "LA1 1AA", "01234567"],
    ["Bakery", "", ""],
]


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    book = Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("old", [False, True])
def test_a_list_in_a_workbook_is_found_below_its_title_and_beside_notes(tmp_path: Path, old: bool) -> None:
    file = (
        write_xls(tmp_path / "firms.xls", "Firms", DIRECTORY)
        if old
        else workbook(tmp_path / "firms.xlsx", Notes=[["Made by hand"]], Firms=DIRECTORY)
    )
    found = import_register(file, None, silent)
    rows = sql("select name, postcode, number from t order by name", t=found.path).rows()
    assert (found.kind, rows) == (Kind.LIST, [("Bakery", "", ""), ("Mill Ltd", "LA1 1AA", "01234567")])


def test_of_two_sheets_that_are_lists_none_is_taken(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Several sheets are lists: North, South"):
        import_register(workbook(tmp_path / "firms.xlsx", North=DIRECTORY, South=DIRECTORY), None, silent)
    assert imported(Kind.LIST) is None


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (["Ward name", "Trust name", "Contact name"], "Trust name"), (["First name", "Surname", "Name of school"], "Name of school"),
        (["Practice Name", "Name"], "Name"), (["Contact name", "Street name", "Town"], ""),
    ],
)  # fmt: skip
def test_names_are_found_under_what_they_are_called(header: list[str], name: str) -> None:
    assert places(header).get("name") == (header.index(name) if name else None)


def torn(path: Path) -> bytes:
    return zipped(path, all=COMPANIES * 50)[:-200]


def rotten(path: Path) -> bytes:
    data = bytearray(zipped(path, all=COMPANIES))
    data[80:90] = b"\0" * 10
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (torn, None, "no whole zip"),
        (rotten, None, "damaged"),
        (COMPANIES[:-40], None, "not as wide as the header"),
        ("hello\nworld\n", None, "no column for: name"),
        ("Ratepayer,Postcode\nA,LA1 1AA\n", Kind.COMPANIES, "no column for: number"),
        (COMPANIES.split("\n", maxsplit=1)[0] + "\n", None, "names nobody"),
        ("", None, "empty"),
        ('[{"charity_name": "A"', None, "no whole JSON"),
    ],
)
def test_what_is_no_register_is_refused_and_the_old_one_stays(
    tmp_path: Path, content: str | Callable[[Path], bytes], kind: Kind | None, said: str
) -> None:
    take(tmp_path / "good.csv", COMPANIES)
    before = imported(Kind.COMPANIES)
    with pytest.raises(SourceError, match=said) as refused:
        take(tmp_path / "bad.zip", content(tmp_path / "bad.zip") if callable(content) else content, kind)
    assert refused.value.where
    assert refused.value.fix
    assert imported(Kind.COMPANIES) == before


def test_a_disk_that_fills_leaves_the_old_index(tmp_path: Path, cache: Path) -> None:
    resource = pytest.importorskip("resource", reason="only POSIX systems limit the size of a file")
    take(tmp_path / "good.csv", COMPANIES)
    before = imported(Kind.COMPANIES)
    header, *_ = COMPANIES.splitlines(keepends=True)
    lines = (f'"{i * 7919 % 99991} FIRM {i * i}","{i:08d}","","Company","Active","","",""\n' for i in range(60_000))
    (tmp_path / "large.csv").write_text(header + "".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "cwbaudit", "register", "import", tmp_path / "large.csv"], capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (11, "")
    assert "cannot be kept" in done.stderr
    assert "Free some space" in done.stderr
    assert imported(Kind.COMPANIES) == before
    assert not [*cache.rglob("*.partial")]


def test_a_damaged_index_is_never_silently_none(tmp_path: Path) -> None:
    take(tmp_path / "good.csv", COMPANIES)
    found = imported(Kind.COMPANIES)
    assert found is not None
    found.path.write_bytes(found.path.read_bytes()[:-1])
    with pytest.raises(SourceError, match="damaged"):
        imported(Kind.COMPANIES)
    assert forget(Kind.COMPANIES)
    assert imported(Kind.COMPANIES) is None


def test_the_same_file_has_the_same_fingerprint_everywhere(tmp_path: Path) -> None:
    take(tmp_path / "one.csv", COMPANIES)
    one = imported(Kind.COMPANIES)
    take(tmp_path / "one.csv", COMPANIES)
    again = imported(Kind.COMPANIES)
    assert one is not None
    assert again is not None
    assert one.fingerprint == again.fingerprint


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("BasicCompanyDataAsOneFile-2026-09-01.zip", "2026-09-01"),
        ("BasicCompanyData-2020-06-01-part6_7.zip", "2020-06-01, part 6 of 7"),
        ("directory.csv", "as in directory.csv"),
    ],
)
def test_vintage(name: str, said: str) -> None:
    assert vintage([Path(name)]) == said


def test_the_parts_of_a_register_are_imported_together_and_one_alone_says_what_it_lacks(tmp_path: Path) -> None:
    header, *rows = COMPANIES.splitlines(keepends=True)
    parts = [tmp_path / f"BasicCompanyData-2026-09-01-part{i}_3.csv" for i in (1, 2, 3)]
    for path, row in zip(parts, rows, strict=True):
        path.write_text(header + row)
    told = [import_register(first, None, silent, *others).told for first, *others in (parts[:1], parts[1:], (parts[2], parts[0], parts[1]))]
    assert [line.partition(" entries")[0] for line in told] == [
        "companies register, 2026-09-01, part 1 of 3, 1",
        "companies register, 2026-09-01, parts 2, 3 of 3, 2",
        "companies register, 2026-09-01, 3",
    ]
    assert [line.endswith("its other parts are missing, and who is in them is not found") for line in told] == [True, True, False]
    found = imported(Kind.COMPANIES)
    assert found == import_register(parts[0], None, silent, *parts[1:])  # in whatever order they are named


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("companies-2026-09-01-part1_2.csv", "given twice"), ("companies-2026-10-01-part2_2.csv", "several editions"),
        ("companies-2026-09-01-part2_7.csv", "several editions"), ("companies-2026-09-01.csv", "this is none"),
    ],
)  # fmt: skip
def test_what_are_no_parts_of_one_register_are_not_put_together(tmp_path: Path, second: str, said: str) -> None:
    first = tmp_path / "companies-2026-09-01-part1_2.csv"
    for path in (first, tmp_path / second):
        path.write_text(COMPANIES)
    with pytest.raises(SourceError, match=said):
        import_register(first, None, silent, tmp_path / second)
    assert imported(Kind.COMPANIES) is None


@pytest.mark.parametrize(
    "text",
    [
        "date_of_extract\tregistered_charity_number\tcharity_name\n2025-06-03\t1000611\tThe Old Mill\n",
        '[{"date_of_extract": "2025-06-03T00:00:00", "registered_charity_number": 1000611, "charity_name": "Mill"}]',
    ],
)
def test_the_edition_of_a_charity_register_is_the_day_that_its_rows_name(tmp_path: Path, text: str) -> None:
    take(tmp_path / "publicextract.charity.txt", text)
    found = imported(Kind.CHARITIES)
    assert found is not None
    assert found.vintage == "2025-06-03"


def test_the_command_imports_tells_and_forgets(process: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "BasicCompanyDataAsOneFile-2026-09-01.csv"
    path.write_text(COMPANIES, encoding="utf-8")
    assert "No register was imported" in process("register", "status").out
    said = json.loads(process("register", "import", path, "--json").out)
    assert (said["imported"], said["registers"][0]["entries"]) == ("companies", 3)
    assert "2026-09-01, 3 entries" in process("register", "status").out
    assert json.loads(process("register", "forget", "--json").out)["forgotten"] == ["companies"]
    assert process("register", "import", tmp_path / "none.csv").code == 11


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("C/BasicCompanyData-2020-06-01-part6_7_sample.csv", "companies"), ("C/coops_uk_2017_organisations.csv", "cooperatives"),
        ("B/business_rates_selby.csv", "list"),
    ],
)  # fmt: skip
def test_registers_as_published(realdata: Path, name: str, kind: str) -> None:
    found = import_register(realdata / name, None, silent)
    assert found.kind == kind
    (types,) = sql("select count(distinct type) from t", t=found.path).one()
    assert types >= 5 if kind == "companies" else types == 1


NORTHERN_IRELAND = (
    '"Reg charity number","Charity name","Status","Public address","Company number"\n'
    '"100001","Belfast Advice Centre","Received","10 High Street, Belfast, BT1 1AA","NI012345"\n'
    '"100002","Derry Play Trust","Received","10 Strand Road, Derry bt48 7ab, Northern Ireland",""\n'
    '"100003","Hidden","Received","Not public",""\n'
)


def test_a_charity_is_known_by_its_charity_number_where_the_register_has_companies_numbers_too(tmp_path: Path) -> None:
    rows = take(tmp_path / "charities.csv", NORTHERN_IRELAND)
    assert imported(Kind.CHARITIES)
    assert [row["number"] for row in rows] == ["100001", "100002", "100003"]


def test_the_postcode_at_the_end_of_an_address_is_the_entrys(tmp_path: Path) -> None:
    rows = take(tmp_path / "charities.csv", NORTHERN_IRELAND)
    assert [row["postcode"] for row in rows] == ["BT1 1AA", "BT48 7AB", ""]
    search = (
        "company_name,company_number,company_status,company_type,registered_office_address\n"
        "MILL LTD,16165370,Active,Private limited company,1 Woodburn Road Smethwick B66 2PU United Kingdom\n"
    )
    assert [row["postcode"] for row in take(tmp_path / "companies.csv", search)] == ["B66 2PU"]
    both = 'Name,Postcode,Address\nMill,LA1 1AA,"1 High Street, PR1 2HE"\n'  # the column of postcodes is meant
    assert [row["postcode"] for row in take(tmp_path / "list.csv", both)] == ["LA1 1AA"]


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        (COMPANIES, Kind.CHARITIES, "of a register of companies, not of charities"),
        ('"CUK Organisation ID","Registered Number","Registered Name","Registered Status","Legal Form"\n"R1","5R","Mill","Live","x"\n', Kind.COMPANIES, "of cooperatives, not of companies"),
        ("<!DOCTYPE html><html><body>Not found</body></html>", None, "This is a web page"),
        ("%PDF-1.7 and so on", None, "This is a PDF"),
    ],
)  # fmt: skip
def test_what_is_no_such_register_is_refused_by_what_it_is(tmp_path: Path, text: str, kind: Kind | None, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        take(tmp_path / "register.csv", text, kind)
    assert not any(imported(each) for each in Kind)


def test_any_register_may_be_kept_as_a_list(tmp_path: Path) -> None:
    assert len(take(tmp_path / "c.csv", COMPANIES, Kind.LIST)) == 3


def test_what_a_killed_import_left_goes_with_the_next(tmp_path: Path, cache: Path) -> None:
    take(tmp_path / "list.csv", "Name\nMill\n")
    (cache / "registers" / "list" / "tmpabc.partial").write_bytes(b"half of it")
    take(tmp_path / "list.csv", "Name\nMill\nBakery\n")
    assert [path.name for path in (cache / "registers" / "list").glob("*.partial")] == []


MANY = [
    {"date": None, "registered_charity_number": 200000 + i, "charity_name": f"Café “{i}”, [Mill] {{{i}}}", "more": "x" * (i % 90)}
    for i in range(60)
]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small list is read as a large one is."""
    monkeypatch.setattr(pieces, "_BLOCK", 97)
    monkeypatch.setattr(opened, "_ROWS", 7)


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("indent", [None, 1])
def test_of_json_nothing_is_lost_wherever_a_piece_ends(tmp_path: Path, indent: int | None) -> None:
    text = json.dumps(MANY, ensure_ascii=False, indent=indent)
    assert [row["name"] for row in take(tmp_path / "charities.json", text)] == sorted(str(each["charity_name"]) for each in MANY)
    with pytest.raises(SourceError, match="no whole JSON") as refused:
        take(tmp_path / "charities.json", text.replace("Café “30”", 'Café "30"'))
    assert refused.value.where.endswith("after entry 30")


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("torn_line", ["", '1\t"The "Old" School\t\r\n', '1\t"The "Old"\n'])
def test_of_text_nothing_is_lost_where_quotes_are_torn_and_encodings_mixed(tmp_path: Path, torn_line: str) -> None:
    lines = "".join(f'{each["registered_charity_number"]}\t"{each["charity_name"]}"\t\r\n' for each in MANY)
    mixed = f"{lines}{torn_line}2\tL’Arche\t\r\n".encode() + b"3\tCaf\xe9\t\r\n"
    found = take(tmp_path / "charities.txt", b"\xef\xbb\xbfregistered_charity_number\tcharity_name\tmore\r\n" + mixed)
    assert {row["name"] for row in found} >= {*(str(each["charity_name"]) for each in MANY), "L’Arche", "Café"}
    assert len(found) == len(MANY) + 2 + bool(torn_line)


@pytest.mark.parametrize("sheet", ["Firms", ""])
def test_a_list_without_a_name_in_any_row_is_refused_by_the_column(tmp_path: Path, sheet: str) -> None:
    rows = [["Trading name", "Rates"], ["", "100"], [" ", "200"]]
    file = tmp_path / ("rates.xlsx" if sheet else "rates.csv")
    if sheet:
        workbook(file, **{"Notes": [["Made by hand"]], sheet: rows})
    else:
        file.write_text("\n".join(map(",".join, rows)))
    with pytest.raises(SourceError, match="column of names is empty in every row") as refused:
        import_register(file, None, silent)
    assert refused.value.where == f'{file}{f" [{sheet}]" if sheet else ""}, column "Trading name"'


def test_our_own_report_is_no_register(preston: Path) -> None:
    with pytest.raises(SourceError, match="report that cwbaudit wrote"):
        import_register(preston / "audit" / "report.xlsx", None, silent)
    assert imported(Kind.LIST) is None


def test_a_register_that_cannot_be_read_is_named_and_keeps_no_other_from_its_place(tmp_path: Path, command: Callable[..., Ran]) -> None:
    take(tmp_path / "companies.csv", COMPANIES)
    found = imported(Kind.COMPANIES)
    assert found is not None
    found.path.write_bytes(b"cut off")
    (tmp_path / "firms.csv").write_text("Name,Postcode\nMill Ltd,LA1 1AA\n", encoding="utf-8")
    assert command("register", "import", tmp_path / "firms.csv").code == 0
    status = command("register", "status")
    assert (status.code, "list register" in status.out) == (0, True)
    assert "The imported register of companies is damaged or of another version. Import it again" in status.out.replace("\n", " ")
    assert json.loads(command("register", "status", "--json").out)["unreadable"] == [
        "The imported register of companies is damaged or of another version."
    ]
    assert command("register", "forget", "--kind", "companies").code == 0
    assert "damaged" not in command("register", "status").out


def found(spelled: str, name: str, number: str, by: str = "name") -> dict[str, Any]:
    return {"register": "companies", "supplier_name": spelled, "matched_name": name, "matched_number": number, "matched_by": by, "note": ""}


def test_spellings_that_a_register_has_as_two_entries_are_said_to_be_perhaps_two_suppliers() -> None:
    """They differ by a word that comes and goes, so that they were joined unasked."""
    said = parted([found("Hill Care Ltd", "HILL CARE LIMITED", "01234567"), found("HILL CARE (UK)", "HILL CARE (UK) LTD", "07654321")])
    assert said[0]["note"] == (
        'the register has "Hill Care Ltd" as 01234567 and "HILL CARE (UK)" as 07654321; '
        'if they are two suppliers, say in decisions/suppliers.csv that they are "different"'
    )
    assert said[1]["note"] == ""


@pytest.mark.parametrize(
    "other",
    [
        found("Hill Care", "HILL CARE PLC", "07654321"),  # one name, two entries: which it is, is asked anyway
        found("HILL CARE (UK)", "HILL CARE (GB) LTD", "07654321"),  # only alike
        found("HILL CARE (UK)", "HILL CARE (UK) LTD", "07654321", "number"),  # a number parts suppliers by itself
        found("HILL CARE (UK)", "HILL CARE (UK) LTD", "01234567"),  # listed twice
    ],
)
def test_what_may_well_be_one_supplier_is_not_said_to_be_two(other: dict[str, Any]) -> None:
    assert not parted([found("Hill Care Ltd", "HILL CARE LIMITED", "01234567"), other])[0]["note"]
