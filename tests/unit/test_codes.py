"""Codes of classifications: found in the columns of the LGA's schema, told by number, or by a file of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwbaudit.codes import load_codes
from cwbaudit.config import SourceConfig, SourceFile, build
from cwbaudit.engine import sql
from cwbaudit.errors import ConfigError
from cwbaudit.read import read, survey

HEADER = "OrganisationLabel,BeneficiaryName,PaymentDate,TransactionNumber,Amount"


def codes_of(folder: Path, header: str, row: str) -> tuple[object, ...]:
    path = folder / "spend.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    source = SourceConfig.model_validate({"body": "Council", "files": [SourceFile(path=path, label=path.name)]})
    lines, _ = read((source,), survey((source,)))
    return sql("select category, category_code from l", l=lines).one()


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [("CPVCode", "45233141-9", "cpv 45233141-9"), ("ProclassCode", "271000", "proclass 271000"), ("UNSPSC", "43211503", "unspsc 43211503")],
)
def test_a_column_of_codes_is_read_beside_the_category(tmp_path: Path, header: str, cell: str, code: str) -> None:
    row = f"Council,Brook Ltd,01/05/2025,17,12.00,Sundries,{cell}"
    assert codes_of(tmp_path, f"{HEADER},CategoryInternalName,{header}", row) == ("Sundries", code)


def test_where_there_is_no_category_the_code_stands_for_it(tmp_path: Path) -> None:
    found = codes_of(tmp_path, f"{HEADER},CPVCode", "Council,Brook Ltd,01/05/2025,17,12.00,45000000")
    assert found == ("45000000", "cpv 45000000")


def test_a_file_of_ones_own_says_what_codes_mean(tmp_path: Path) -> None:
    (tmp_path / "spend.csv").write_text("Supplier,Amount\nA,1\n", encoding="utf-8")
    (tmp_path / "ours.csv").write_text("Code,Heading\n27.10,Legal\n\n32,ict\n", encoding="utf-8")
    raw = {
        "place": {"name": "Here", "local": {"authorities": ["Preston"]}}, "influence": {"default": "unassessed"},
        "source": [{"body": "Council", "files": ["spend.csv"]}], "heading": {"codes": "ours.csv"},
    }  # fmt: skip
    config = build(raw, base=tmp_path)
    assert [(one.code, one.heading) for one in config.heading.codes] == [("2710", "legal"), ("32", "ICT")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("code,name\n1,legal\n", "A file of codes needs the columns code and heading."),
        ("code,heading\n1,legall\n", '"legall" is no heading.'),
        ("code,heading\n,legal\n", "A row has no code."),
        ("code,heading\n1,legal\n1,ICT\n", 'The code "1" is said to be legal and ICT.'),
    ],
)
def test_mistakes_in_it_are_named(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "ours.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_codes(tmp_path / "ours.csv")
    assert caught.value.what == what
