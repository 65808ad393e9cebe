"""Aliases in, suppliers and findings out."""

import csv
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from cwbaudit.config.decisions import PostcodeDecision
from cwbaudit.engine import sql
from cwbaudit.locate import Gazetteer, credits_for, locate, open_gazetteer
from cwbaudit.locate.judging import judge
from cwbaudit.tables import ALIASES, FINDINGS, SUPPLIERS

SPEND, REGISTER = "spend file", "supplier register"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer(lambda message: None)


def alias(
    supplier: str, postcode: str, amount: str = "1.00", basis: str = SPEND, *, written: str = "", company: str = ""
) -> dict[str, object]:
    return {
        "alias_id": "|".join((supplier, postcode, amount, basis, written, company)), "body": "City Council",
        "supplier_name": written or supplier, "supplier_ref": "", "company_number": company,
        "postcode": postcode, "postcode_basis": basis if postcode else "none", "supplier_id": supplier.lower(), "supplier": supplier,
        "method": "exact", "score": 100.0, "decided_by": "", "because": "", "amount": Decimal(amount), "lines": 1,
    }  # fmt: skip


def decide(supplier: str, postcode: str) -> PostcodeDecision:
    return PostcodeDecision(
        supplier=supplier, postcode=postcode, who="AB", when="2024-01-01", why="", written="decisions/postcodes.csv, row 2"
    )


def run(gazetteer: Gazetteer, rows: list[dict[str, object]], *decisions: PostcodeDecision) -> tuple[dict, list[dict]]:
    suppliers, findings = locate(ALIASES.build(rows), decisions, gazetteer)
    assert suppliers.schema.equals(SUPPLIERS.arrow())
    assert findings.schema.equals(FINDINGS.arrow())
    return {row["supplier_id"]: row for row in suppliers.to_pylist()}, findings.to_pylist()


def codes(findings: list[dict]) -> list[str]:
    return sorted(row["code"] for row in findings)


def test_a_full_postcode_places_its_supplier(gazetteer: Gazetteer) -> None:
    suppliers, findings = run(gazetteer, [alias("Acme", "pr12he", "12.34", company="01234567")])
    (acme,) = suppliers.values()
    wanted = {
        "name": "Acme", "company_number": "01234567", "postcode": "PR1 2HE", "postcode_as_written": "pr12he", "postcode_basis": SPEND,
        "precision": "unit", "authority_code": "E07000123", "authority": "Preston", "county": "Lancashire", "region": "North West",
        "nation": "England", "note": "", "amount": Decimal("12.34"), "lines": 1,
    }  # fmt: skip
    assert {name: acme[name] for name in wanted} == wanted
    assert 340_000 < acme["easting"] < 370_000
    assert findings == []


def test_the_spend_file_outranks_the_register_and_a_decision_outranks_both(gazetteer: Gazetteer) -> None:
    rows = [alias("Acme", "M1 1AE", "1.00"), alias("Acme", "PR1 2HE", "900.00", REGISTER)]
    suppliers, findings = run(gazetteer, rows)
    assert suppliers["acme"]["authority"] == "Manchester"
    assert "PR1 2HE (Preston)" in suppliers["acme"]["note"]
    (disagree,) = findings
    assert (disagree["code"], disagree["value"], disagree["amount"]) == ("places-disagree", "Acme", Decimal("900.00"))
    suppliers, findings = run(gazetteer, rows, decide("ACME Limited", "LA1 1YN"))
    assert (suppliers["acme"]["authority"], suppliers["acme"]["postcode_basis"]) == ("Lancaster", "decision")
    assert findings == []


def test_within_a_basis_most_pounds_decide_then_the_alphabet(gazetteer: Gazetteer) -> None:
    rows = [alias("Acme", "M1 1AE", "10.00"), alias("Acme", "m11ae", "10.00", written="ACME"), alias("Acme", "PR1 2HE", "15.00")]
    assert run(gazetteer, rows)[0]["acme"]["postcode"] == "M1 1AE"
    rows = [alias("Acme", "PR1 2HE"), alias("Acme", "M1 1AE")]
    assert run(gazetteer, rows)[0]["acme"]["postcode"] == "M1 1AE"
    assert run(gazetteer, rows[::-1])[0]["acme"]["postcode"] == "M1 1AE"


def test_a_postcode_that_places_is_taken_before_one_that_does_not(gazetteer: Gazetteer) -> None:
    rows = [
        alias("Acme", "BX1 1LT", "900.00"),
        alias("Acme", "rubbish", "50.00", written="ACME"),
        alias("Acme", "PR1 2HE", "1.00", REGISTER),
    ]
    suppliers, findings = run(gazetteer, rows)
    assert suppliers["acme"]["authority"] == "Preston"
    assert codes(findings) == ["postcode-unreadable"]


def test_other_postcodes_in_the_same_authority_are_noted_and_are_no_finding(gazetteer: Gazetteer) -> None:
    suppliers, findings = run(gazetteer, [alias("Acme", "PR1 2HE", "2.00"), alias("Acme", "PR1 2RL")])
    assert "PR1 2RL (Preston)" in suppliers["acme"]["note"]
    assert findings == []


@pytest.mark.parametrize(
    ("written", "precision", "nation", "authority_code"),
    [
        ("JE2 3AB", "country", "outside the UK", ""),
        ("D02 AF30", "country", "outside the UK", ""),
        ("GX11 1AA", "country", "outside the UK", ""),
        ("75008", "country", "outside the UK", ""),
        ("NL-6201 BE", "country", "outside the UK", ""),
        ("Republic of Ireland", "country", "outside the UK", ""),
        ("Dublin 18", "country", "outside the UK", ""),
        ("Gibraltar", "country", "outside the UK", ""),
        ("Northern Ireland", "none", "", ""),
        ("BFPO 57", "none", "", ""),
        ("BX1 1LT", "none", "", ""),
        ("ZZ99 3WZ", "none", "", ""),
        ("PR1", "none", "", ""),  # Preston and South Ribble
        ("OL13", "district", "England", "E07000125"),
        ("WN8 6", "sector", "England", "E07000127"),
        ("BT1 5GS", "unit", "Northern Ireland", "N09000003"),
        ("", "none", "", ""),
    ],
)
def test_where_each_kind_of_postcode_lies(written: str, precision: str, nation: str, authority_code: str, gazetteer: Gazetteer) -> None:
    suppliers, _ = run(gazetteer, [alias("Acme", written)])
    acme = suppliers["acme"]
    assert (acme["precision"], acme["nation"], acme["authority_code"]) == (precision, nation, authority_code)


def test_a_postcode_in_no_directory_falls_back_to_a_sector_in_one_authority(gazetteer: Gazetteer) -> None:
    suppliers, findings = run(gazetteer, [alias("Acme", "WN8 6ZZ")])
    assert (suppliers["acme"]["precision"], suppliers["acme"]["authority"]) == ("sector", "West Lancashire")
    assert "not in the directory" in suppliers["acme"]["note"]
    assert codes(findings) == ["postcode-unknown"]


def test_a_postcode_in_no_directory_is_unplaced_where_its_district_straddles(gazetteer: Gazetteer) -> None:
    suppliers, findings = run(gazetteer, [alias("Acme", "PR4 0ZZ", "7.00")])
    assert suppliers["acme"]["precision"] == "none"
    assert "Fylde" in suppliers["acme"]["note"]
    assert codes(findings) == ["postcode-unknown"]
    assert {row["amount"] for row in findings} == {Decimal("7.00")}


def test_a_repair_is_a_finding_with_its_pounds(gazetteer: Gazetteer) -> None:
    suppliers, findings = run(gazetteer, [alias("Acme", "PRl 2HE", "5.00")])
    assert (suppliers["acme"]["postcode"], suppliers["acme"]["postcode_as_written"]) == ("PR1 2HE", "PRl 2HE")
    (repaired,) = findings
    assert (repaired["code"], repaired["value"], repaired["amount"]) == ("postcode-repaired", "PRl 2HE", Decimal("5.00"))


def test_a_decision_reaches_a_supplier_by_the_name_of_any_of_its_aliases(gazetteer: Gazetteer) -> None:
    rows = [alias("Acme", "", written="Ackme Bldrs"), alias("Other", "M1 1AE")]
    suppliers, findings = run(gazetteer, rows, decide("ackme bldrs ltd", "PR1 2HE"), decide("Nobody", "PR1 2HE"))
    assert suppliers["acme"]["authority"] == "Preston"
    assert suppliers["other"]["authority"] == "Manchester"
    (unused,) = findings
    assert (unused["code"], unused["value"], unused["note"]) == ("decision-unused", "Nobody", "decisions/postcodes.csv, row 2")


def test_the_company_number_is_the_one_with_most_pounds(gazetteer: Gazetteer) -> None:
    rows = [alias("Acme", "", "1.00", company="00000001"), alias("Acme", "", "9.00", company="00000009"), alias("Acme", "", "99.00")]
    assert run(gazetteer, rows)[0]["acme"]["company_number"] == "00000009"


def test_every_penny_and_line_is_in_exactly_one_row_whatever_the_order(gazetteer: Gazetteer) -> None:
    rows = [
        alias(f"S{i % 7}", ["PR1 2HE", "M1 1AE", "", "junk", "PR1"][i % 5], f"{i}.{i % 100:02}", [SPEND, REGISTER][i % 2], written=f"w{i}")
        for i in range(-50, 150)
    ]
    first, findings = locate(ALIASES.build(rows), (), gazetteer)
    again, same = locate(ALIASES.build(rows[::-1]), (), gazetteer)
    assert first.equals(again)
    assert findings.equals(same)
    total, lines = sql("select sum(amount), sum(lines) from t", t=first).one()
    assert (total, lines) == (sum(row["amount"] for row in rows), len(rows))


def test_a_long_column_is_judged_as_a_short_one_is(gazetteer: Gazetteer) -> None:
    with (Path(__file__).parent / "data" / "truth_postcodes.csv").open(encoding="utf-8", newline="") as file:
        units = [row["postcode"] for row in csv.DictReader(file)]
    ways = (
        str,
        str.lower,
        "{} ".format,
        "{}.".format,
        "Unit 5, {}".format,
        "\u00a0{}".format,
        "{}%20".format,
        "&nbsp;{}".format,
        "{} UK".format,
    )
    ways += (lambda unit: unit.replace(" ", ""), lambda unit: unit.replace("0", "O"), lambda unit: unit[:-1], lambda unit: unit[:-3])
    texts = sorted({way(unit) for way in ways for unit in units})
    bulk = judge(pa.table({"as_written": texts}), gazetteer)
    parts = [judge(pa.table({"as_written": texts[i : i + 1000]}), gazetteer) for i in range(0, len(texts), 1000)]
    assert len(texts) > 3000
    assert bulk.sort_by("as_written").to_pylist() == pa.concat_tables(parts).sort_by("as_written").to_pylist()


def test_nothing_in_nothing_out(gazetteer: Gazetteer) -> None:
    assert run(gazetteer, []) == ({}, [])


def test_the_credits_are_three_and_a_fourth_for_northern_ireland(gazetteer: Gazetteer) -> None:
    here, _ = locate(ALIASES.build([alias("Acme", "PR1 2HE")]), (), gazetteer)
    there, _ = locate(ALIASES.build([alias("Acme", "BT1 5GS")]), (), gazetteer)
    assert len(credits_for(here)) == 3
    assert "Land & Property Services" in credits_for(there)[3]
