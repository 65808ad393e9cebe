"""`cwbaudit resolve`: a list as somebody has it, and the same rows with who each is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from cwbaudit.csvtext import csv_text
from cwbaudit.errors import SourceError, UsageError
from cwbaudit.namelist import register, resolved
from tests.conftest import Ran

Command = Callable[..., Ran]
LIST = "Ref,Supplier Name,Note\n1,Northfield Construction Ltd,a\n2,NORTHFIELD CONSTRUCTION LIMITED,\n\n3,Northfield Facilities Ltd,c\n4,=1+1,-12.50\n"
REGISTER = (
    "CompanyName, CompanyNumber,RegAddress.PostCode\nNORTHFIELD CONSTRUCTION LIMITED,01234567,PR1 2HE\nSOUTHGATE LTD,07654321,LA1 1AA\n"
)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_rows_come_back_in_their_order_with_who_they_are(command: Command, tmp_path: Path) -> None:
    file = written(tmp_path / "list.csv", LIST)
    ran = command("resolve", file, "--json")
    assert (ran.code, ran.err) == (0, "")
    rows = json.loads(ran.out)
    assert [row["Ref"] for row in rows] == ["1", "2", "3", "4"]
    assert list(rows[0]) == ["Ref", "Supplier Name", "Note", "supplier_id", "supplier", "method", "score"]
    ids = [row["supplier_id"] for row in rows]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def test_csv_on_stdout_is_safe_to_open_in_a_spreadsheet(process: Command, tmp_path: Path) -> None:
    ran = process("resolve", written(tmp_path / "list.csv", LIST), "--why")
    rows = [*csv.DictReader(io.StringIO(ran.out))]
    assert rows[3]["Supplier Name"] == "'=1+1"
    assert rows[3]["Note"] == "-12.50"
    assert "set aside" in rows[0]["because"] or "set aside" in rows[1]["because"]


def test_why_names_the_pairs_that_a_person_should_settle(command: Command, tmp_path: Path) -> None:
    names = ("Northfield Construction Ltd", "N.FIELD CONSTRUCTION (A/C 00417)", "Southgate Ltd")
    file = written(tmp_path / "list.csv", "\n".join(["supplier_name", *names]))
    full, short, other = json.loads(command("resolve", file, "--why", "--json").out)
    assert full["supplier_id"] != short["supplier_id"]
    assert full["may_also_be"].startswith(f'"{names[1]}" ({short["supplier_id"]}): ')
    assert short["may_also_be"].startswith(f'"{names[0]}" ({full["supplier_id"]}): ')
    assert 'may be short for "northfield"' in short["may_also_be"]
    assert other["may_also_be"] == ""


def test_rows_without_a_name_are_nobody(command: Command, tmp_path: Path) -> None:
    text = "supplier_name,note,company_number\n,a,\n ,b,\nNorthfield Ltd,c,01234567\n,d,01234567\n"
    rows = json.loads(command("resolve", written(tmp_path / "list.csv", text), "--why", "--json").out)
    answers = [{name: row[name] for name in ("supplier_id", "supplier", "method", "score", "because")} for row in rows]
    nobody = dict.fromkeys(answers[0], "")
    assert [answers[0], answers[1], answers[3]] == [nobody] * 3
    assert answers[2]["supplier"] == "Northfield Ltd"


def test_rows_without_a_name_are_no_entry_of_a_register(tmp_path: Path) -> None:
    """They are told apart by nothing: a number that one of them has would speak for all."""
    file = written(tmp_path / "list.csv", "supplier_name,company_number\n,01234567\n,\nNorthfield Construction Ltd,\n")
    rows = resolved(file, register(str(written(tmp_path / "register.csv", REGISTER))), why=True)
    assert [(row["matched_number"], row["match_band"], row["match_note"]) for row in rows] == [
        ("", "apart", ""), ("", "apart", ""), ("01234567", "joined", ""),
    ]  # fmt: skip


def test_of_two_registers_none_is_left_out_silently(command: Command, tmp_path: Path) -> None:
    file, register = written(tmp_path / "list.csv", LIST), written(tmp_path / "register.csv", REGISTER)
    ran = command("resolve", file, "--against", register, "--against", file)
    assert (ran.code, ran.out) == (2, "")
    assert "one register at a time" in ran.err


@pytest.mark.parametrize(
    ("spellings", "called"),
    [
        (("654321 - Newport Arch Scaffolding Ltd", "Newport Arch Scaffoldng Ltd", "Newport Arch Scaffolding Ltd"), 2),
        (("Northfield Constr. Limited", "NORTHFIELD CONSTRUCTION LTD"), 1),
        (("Tentercroft Ltd formerly Pelham Engineering Ltd", "Tentercroft Ltd"), 1),
        (("Ribble Foods Ltd", "Ribble Foods Ltd", "Ribble Foods Limited"), 0),
    ],
)
def test_a_supplier_is_called_by_its_commonest_spelling_or_the_fullest_plain_one(
    tmp_path: Path, spellings: tuple[str, ...], called: int
) -> None:
    rows = resolved(written(tmp_path / "list.csv", "\n".join(["supplier_name", *spellings])))
    assert {row["supplier"] for row in rows} == {spellings[called]}


def test_lists_may_be_workbooks(command: Command, tmp_path: Path) -> None:
    for name, rows in (
        ("list.xlsx", [["Suppliers, 2026"], [], ["Supplier Name", "Postcode"], ["Northfield Construction Ltd", "PR1 2HE"]]),
        ("firms.xlsx", [["Name", "Company number"], ["NORTHFIELD CONSTRUCTION LIMITED", "01234567"], ["SOUTHGATE LTD", "07654321"]]),
    ):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
    (row,) = json.loads(command("resolve", tmp_path / "list.xlsx", "--against", tmp_path / "firms.xlsx", "--json").out)
    assert (row["Supplier Name"], row["Postcode"], row["matched_number"]) == ("Northfield Construction Ltd", "PR1 2HE", "01234567")


def test_against_a_list_gives_the_entry_its_number_and_how_surely(command: Command, tmp_path: Path) -> None:
    register = written(tmp_path / "register.csv", REGISTER)
    ran = command("resolve", written(tmp_path / "list.csv", LIST), "--against", register, "--json")
    rows = json.loads(ran.out)
    assert (rows[0]["matched_name"], rows[0]["matched_number"], rows[0]["match_band"]) == (
        "NORTHFIELD CONSTRUCTION LIMITED", "01234567", "joined",
    )  # fmt: skip
    assert (rows[2]["matched_number"], rows[2]["match_band"]) != ("01234567", "joined")
    assert rows[3]["match_band"] == "apart"


def test_a_number_beside_the_name_decides_unless_its_entry_is_called_otherwise(tmp_path: Path) -> None:
    file = written(tmp_path / "list.csv", "supplier_name,company_number\nNorthfield Holdings Ltd,1234567\nOld Name Ltd,7654321\n")
    alike, otherwise = resolved(file, register(str(written(tmp_path / "register.csv", REGISTER))), why=True)
    assert (alike["matched_name"], alike["match_band"], alike["match_note"]) == ("NORTHFIELD CONSTRUCTION LIMITED", "joined", "")
    assert (otherwise["matched_name"], otherwise["match_band"]) == ("SOUTHGATE LTD", "review")
    assert otherwise["match_note"] == 'written with number 7654321, which the register has as "SOUTHGATE LTD"'


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("name,amount\nA,1\n", UsageError, "No column of the file is called supplier_name"),
        ("", SourceError, "empty"),
        ("PK\x03\x04nothing", SourceError, "damaged or was not downloaded to its end"),
    ],
)
def test_what_cannot_be_resolved_is_refused(tmp_path: Path, text: str, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said):
        resolved(written(tmp_path / "list.csv", text))


def test_a_column_that_is_replaced_is_named(command: Command, tmp_path: Path) -> None:
    ran = command("resolve", written(tmp_path / "list.csv", "supplier_name,score\nA Ltd,7\n"))
    assert 'own column "score" is replaced' in ran.err


def test_an_open_quote_loses_no_row(tmp_path: Path) -> None:
    text = 'supplier_name,note,x\nAlpha Ltd,"open,1\nBeta Ltd,b,2\nGamma Ltd,c,3\n'
    assert len(resolved(written(tmp_path / "list.csv", text))) == 3


def test_numbers_stay_and_formulas_do_not() -> None:
    text = csv_text([{"a": "-12.50", "b": "+cmd|' /C calc'!A0", "c": "@SUM(A1)", "d": "-£1,200.00"}])
    assert text.splitlines()[1] == "-12.50,'+cmd|' /C calc'!A0,'@SUM(A1),\"-£1,200.00\""


def test_against_an_imported_register(process: Command, tmp_path: Path) -> None:
    file, cache = written(tmp_path / "list.csv", LIST), {"CWBAUDIT_CACHE": str(tmp_path / "cache")}
    refused = process("resolve", file, "--against", "companies", **cache)
    assert (refused.code, refused.out) == (2, "")
    assert "cwbaudit register import" in refused.err
    header, *rows = REGISTER.splitlines()
    full = "\n".join([f"{header},CompanyCategory,CompanyStatus", *(f"{row},Private Limited Company,Active" for row in rows)])
    process("register", "import", written(tmp_path / "c.csv", full), **cache)
    by_index, by_file = (
        json.loads(process("resolve", file, "--against", against, "--json", **cache).out) for against in ("companies", tmp_path / "c.csv")
    )
    assert by_index == by_file
    assert by_index[0]["matched_number"] == "01234567"
    part = written(tmp_path / "BasicCompanyData-2026-10-01-part2_2.csv", f"{full}\n")
    told = " ".join(process("register", "import", part, **cache).out.split())
    assert "part 2 of 2" in told
    assert "its other parts are missing" in told
    assert "It took the place of: companies register, as in c.csv" in told


@pytest.mark.parametrize(("column", "found"), [("company_number", ""), ("charity_number", "SC012345")])
def test_a_register_of_charities_is_asked_by_charity_numbers_alone(process: Command, tmp_path: Path, column: str, found: str) -> None:
    cache = {"CWBAUDIT_CACHE": str(tmp_path / "cache")}
    charities = "registered_charity_number\tcharity_name\nSC012345\tThe Old Mill\n"
    process("register", "import", written(tmp_path / "charities.txt", charities), **cache)
    file = written(tmp_path / "list.csv", f"supplier_name,{column}\nRavenglass Grants,SC012345\n")
    (row,) = json.loads(process("resolve", file, "--against", "charities", "--json", **cache).out)
    assert row["matched_number"] == found


def test_two_columns_of_one_name_both_come_back(command: Command, tmp_path: Path) -> None:
    ran = command("resolve", written(tmp_path / "list.csv", "supplier_name,Class,Class,,\nA Ltd,one,two,three,four\n"))
    assert ran.out.splitlines()[0].startswith("supplier_name,Class,Class (2),,(2),supplier_id")
    assert ran.out.splitlines()[1].startswith("A Ltd,one,two,three,four,s-")


def test_a_register_that_is_not_there_is_answered_with_those_that_could_be(command: Command, tmp_path: Path) -> None:
    file = written(tmp_path / "list.csv", LIST)
    misspelt = command("resolve", file, "--against", "comapnies")
    assert (misspelt.code, misspelt.out) == (2, "")
    assert 'Did you mean "companies"' in misspelt.err
    missing = command("resolve", file, "--against", tmp_path / "directory.csv")
    assert missing.code == 2
    assert "companies, charities, cooperatives, list" in missing.err
