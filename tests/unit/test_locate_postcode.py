"""Reading a written postcode."""

import codecs
import csv
from pathlib import Path

import pytest

from cwbaudit.locate import Gazetteer, lookup, open_gazetteer, parse

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer(lambda message: None)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", _rows("dirty_postcodes.csv"), ids=lambda row: row["as_written"] or "empty")
def test_dirty_postcode(row: dict[str, str], gazetteer: Gazetteer) -> None:
    written = codecs.decode(row["as_written"], "unicode_escape")
    (found,) = lookup([written], gazetteer)
    assert (found["kind"], found["postcode"]) == (row["expected_kind"], row["expected_postcode"])


def test_every_postcode_of_the_truth_set_lies_where_it_should(gazetteer: Gazetteer) -> None:
    truth = _rows("truth_postcodes.csv")
    found = lookup([row["postcode"] for row in truth], gazetteer)
    wrong = [(a["as_written"], a["authority"]) for a, b in zip(found, truth, strict=True) if a["authority_code"] != b["authority_code"]]
    assert wrong == []
    assert {row["precision"] for row in found} == {"unit"}


def test_the_same_postcode_without_its_space_lies_in_the_same_place(gazetteer: Gazetteer) -> None:
    written = [row["postcode"] for row in _rows("truth_postcodes.csv")]
    whole = lookup(written, gazetteer)
    squeezed = lookup([text.replace(" ", "").lower() for text in written], gazetteer)
    assert [a["authority_code"] for a in whole] == [b["authority_code"] for b in squeezed]


@pytest.mark.parametrize(
    ("written", "kind", "postcode"),
    [
        ("PR1\u00a02HE", "unit", "PR1 2HE"),
        ("ＰＲ１ ２ＨＥ", "unit", "PR1 2HE"),
        ("\u0420R1 2\u041d\u0415", "unit", "PR1 2HE"),  # Cyrillic letters that look Latin
        ("PR1&nbsp;2HE", "unit", "PR1 2HE"),
        ('="PR1 2HE"', "unit", "PR1 2HE"),
        ("PR1-2HE", "unit", "PR1 2HE"),
        ("Preston PRl 2HE, United Kingdom", "unit", "PR1 2HE"),
        ("BF1 2AX", "bfpo", "BF1 2AX"),
        ("B.F.P.O. 57", "bfpo", ""),
        ("GIR 0AA", "non_geographic", "GIR 0AA"),
        ("PR1 2", "sector", ""),
        ("PR1 2H", "sector", ""),
        ("ECR28BP", "unreadable", ""),  # never CR2 8BP cut out of it
        ("IM1 1AA", "crown", "IM1 1AA"),
        ("FIQQ 1ZZ", "overseas_territory", ""),
        ("#N/A", "missing", ""),
        ("0000", "missing", ""),
        ("Not Available", "missing", ""),
        ("SG2 &EG", "unreadable", ""),
    ],
)
def test_other_ways_of_writing(written: str, kind: str, postcode: str, gazetteer: Gazetteer) -> None:
    (found,) = lookup([written], gazetteer)
    assert (found["kind"], found["postcode"]) == (kind, postcode)


def test_of_two_postcodes_the_last_wins_and_the_note_names_both() -> None:
    reading = parse("PR1 2HE, now at PR1 2RL", known={"PR12HE", "PR12RL"})
    assert reading.postcode == "PR1 2RL"
    assert "PR1 2HE" in reading.note


def test_of_two_postcodes_the_real_one_wins() -> None:
    assert parse("PR1 2HE or PR1 9ZZ", known={"PR12HE", "PR1", "PR1 2"}).postcode == "PR1 2HE"


def test_a_repair_needs_a_candidate_in_the_directory() -> None:
    assert parse("BLS 1AA", known={"BL51AA"}).postcode == "BL5 1AA"
    assert parse("BLS 1AA", known={"B1S1AA"}).postcode == "B1S 1AA"
    assert parse("BLS 1AA", known=set()).kind == "unreadable"


def test_what_is_ambiguous_is_named_not_chosen() -> None:
    reading = parse("BLS 1AA", known={"B1S1AA", "BL51AA"})
    assert (reading.kind, reading.postcode, reading.repaired) == ("unreadable", "", False)
    assert "B1S 1AA or BL5 1AA" in reading.note


def test_of_two_repairs_the_one_with_fewer_changes_is_taken() -> None:
    assert parse("BL7 OED", known={"BL70ED", "B170ED"}).postcode == "BL7 0ED"


def test_a_wellformed_code_in_a_real_district_is_never_repaired() -> None:
    assert parse("BS1 5ZZ", known={"BS1", "BS1 5", "B515ZZ"}).postcode == "BS1 5ZZ"


def test_reading_again_what_was_read_changes_nothing(gazetteer: Gazetteer) -> None:
    first = [row["postcode"] for row in lookup([row["postcode"] for row in _rows("truth_postcodes.csv")], gazetteer)]
    assert [row["postcode"] for row in lookup(first, gazetteer)] == first
