"""`cwbaudit gazetteer`: what is asked of the directory, and files of postcodes of every shape."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cwbaudit.errors import SourceError, UsageError
from cwbaudit.postcode_file import postcode_column
from tests.conftest import Ran

Command = Callable[..., Ran]


def test_lookup_answers_every_row_of_a_file_in_its_order(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "suppliers.csv"
    file.write_text('name,Postcode\nA,pr12he\nB,\nC,"JE2 3AB"\nD\n\nE,pr12he\n', encoding="utf-8")
    ran = command("gazetteer", "lookup", "--file", file, "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert [row["as_written"] for row in found] == ["pr12he", "", "JE2 3AB", "", "", "pr12he"]
    assert [row["kind"] for row in found] == ["unit", "missing", "crown", "missing", "missing", "unit"]
    assert list(found[0]) == ["as_written", "postcode", "kind", "precision", "authority_code", "authority", "county", "region", "note"]
    assert (found[0]["postcode"], found[0]["authority_code"], found[0]["county"]) == ("PR1 2HE", "E07000123", "Lancashire")


def test_lookup_of_postcodes_prints_a_table_for_people(command: Command) -> None:
    ran = command("gazetteer", "lookup", "PR1 2HE", "nonsense")
    assert "Preston" in ran.out
    assert "unreadable" in ran.out


@pytest.mark.parametrize("arguments", [["lookup"], ["lookup", "PR1 2HE", "--file", "x.csv"]])
def test_lookup_wants_postcodes_or_a_file(command: Command, arguments: list[str]) -> None:
    ran = command("gazetteer", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "what to look up" in ran.err


def test_import_status_and_forget(process: Command, tmp_path: Path) -> None:
    archive = tmp_path / "ONSPD_AUG_2026.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("Data/ONSPD_AUG_2026_UK.csv", "pcds,lad26cd,east1m,north1m\nPR1 2HE,E07000123,353800,429300\n")
    cache = {"CWBAUDIT_CACHE": str(tmp_path / "cache")}
    assert json.loads(process("gazetteer", "status", "--json", **cache).out)["imported"] is False
    ran = process("gazetteer", "import", archive, "--json", **cache)
    assert json.loads(ran.out)["directory"] == "ONS Postcode Directory, August 2026"
    assert "August 2026, 1 postcodes, imported" in process("gazetteer", "status", **cache).out
    assert json.loads(process("gazetteer", "forget", "--json", **cache).out)["forgotten"] is True
    refused = process("gazetteer", "import", Path(__file__), **cache)
    assert refused.code == 14
    assert "no zip file" in refused.err


@pytest.mark.parametrize(
    ("content", "header", "texts"),
    [
        ("postcode\nPR1 2HE\n", "postcode", ["PR1 2HE"]),
        ("\ufeffName;Post Code\r\nA;PR1 2HE\r\nB;\r\n", "Post Code", ["PR1 2HE", ""]),
        ("Supplier Postcode\tTown\nPR1 2HE\tPreston", "Supplier Postcode", ["PR1 2HE"]),
        ("Town,Vendor postcode\nPreston,PR1 2HE\n", "Vendor postcode", ["PR1 2HE"]),
        ("Town,Pstcode\nPreston,PR1 2HE\n", "Pstcode", ["PR1 2HE"]),
        ("where\nPR1 2HE\n\n", "where", ["PR1 2HE", ""]),
        ('postcode\n"PR1\n2HE"\n" "\n', "postcode", ["PR1\n2HE", " "]),
        ("PR1 2HE\nL1 1AA\n", "", ["PR1 2HE", "L1 1AA"]),
        ("postcode\n", "postcode", []),
    ],
)
def test_the_column_of_postcodes(content: str, header: str, texts: list[str], tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(content.encode())
    found = postcode_column(file)
    assert (found.header, found.texts) == (header, texts)


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"Town,Vendor\nPreston,A\n", UsageError, "Town, Vendor"),
        (b"", UsageError, "column called postcode"),
        (b"PK\x03\x04 a workbook", SourceError, "CSV UTF-8"),
        (None, SourceError, "Check the path"),
    ],
)
def test_a_file_without_one_is_refused(content: bytes | None, error: type[UsageError], said: str, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error) as caught:
        postcode_column(file)
    assert said in caught.value.fix
