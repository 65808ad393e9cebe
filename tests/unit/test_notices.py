"""Notices of contracts, as Find a Tender and Contracts Finder publish them: read as a register, and only the body's own count."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import SourceError
from cwbaudit.read import check, contracts, survey, understand
from tests.texttables import same

BODY = "City Council"
PERIOD = {"startDate": "2024-04-01T00:00:00+01:00", "endDate": "2028-03-31T23:59:59+01:00"}
FIRMS = [
    {"id": "1", "name": "Hill &amp; Dale Ltd", "roles": ["supplier"], "details": {"scale": "sme", "vcse": False}},
    {"id": "2", "name": "Big plc", "roles": ["supplier"], "details": {"scale": "large"}},
]


def award(number: str, *suppliers: str, amount: object = 1000, currency: str = "GBP", **more: Any) -> dict[str, Any]:
    value = {"amount": amount, "currency": currency}
    return {
        "id": number,
        "status": "active",
        "suppliers": [{"id": one} for one in suppliers],
        "value": value,
        "contractPeriod": PERIOD,
        **more,
    }


def release(ocid: str, date: str, buyer: str = BODY, **parts: Any) -> dict[str, Any]:
    tender = {"id": f"REF-{ocid}", "title": f"Work {ocid}"}
    return {"ocid": ocid, "date": date, "tag": ["award"], "buyer": {"name": buyer}, "tender": tender, "parties": FIRMS, **parts}


def read(folder: Path, *documents: str, buyer: object = (), name: str = "notices.json") -> tuple[Tabular, Tabular]:
    files = []
    for number, text in enumerate(documents):
        path = folder / f"{number}-{name}"
        path.write_text(text, encoding="utf-8")
        files.append(SourceFile(path=path, label=path.name))
    sources = (SourceConfig.model_validate({"body": BODY, "files": [], "contracts": files, "buyer": buyer}),)
    return contracts(sources, survey(sources))


def test_each_supplier_of_a_release_is_an_entry(tmp_path: Path) -> None:
    """Names come from the parties. Of several suppliers none has the value, which the notice does not divide. Euros are no pounds."""
    package = {"releases": [
        release("a", "2024-05-01", awards=[award("1", "1", amount=1250.5)]),
        release("b", "2024-05-02", awards=[award("1", "1", "2")]),
        release("c", "2024-05-03", awards=[award("1", "2", currency="EUR")]),
    ]}  # fmt: skip
    found, findings = read(tmp_path, json.dumps(package))
    assert same(found, """
        | row | reference | title  | buyer        | supplier_name   | start_date | end_date   | value    | sme | vcse |
        |   2 | REF-a     | Work a | City Council | Hill & Dale Ltd | 2024-04-01 | 2028-03-31 | 1,250.50 | yes | no   |
        |   3 | REF-b     | Work b | City Council | Hill & Dale Ltd | 2024-04-01 | 2028-03-31 |          | yes | no   |
        |   4 | REF-b     | Work b | City Council | Big plc         | 2024-04-01 | 2028-03-31 |          | no  |      |
        |   5 | REF-c     | Work c | City Council | Big plc         | 2024-04-01 | 2028-03-31 |          | no  |      |
    """)  # fmt: skip
    assert same(findings, """
        | code                      | source         | row | field | value    |
        | contract-value-unreadable | 0-notices.json |   5 | value | EUR 1000 |
    """)  # fmt: skip


def test_what_is_published_again_replaces_what_was(tmp_path: Path) -> None:
    """JSON lines in any order: the later award of an id stands; a contract takes its award's place and its supplier; plans are counted."""
    later = {"startDate": PERIOD["startDate"], "endDate": "2030-01-31T00:00:00Z"}
    lines = [
        release("a", "2025-01-01", awards=[award("1", "1", contractPeriod=later)]),
        release("a", "2024-01-01", awards=[award("1", "2")]),
        release("b", "2024-01-02", awards=[award("1", "2"), award("2", "1", status="cancelled")]),
        release("b", "2024-02-02", contracts=[{"id": "9", "awardID": "1", "title": "Signed", "status": "active", "period": later}]),
        release("c", "2024-03-03", tag=["tenderAmendment"]),
        release("d", "2024-03-03", tag=["planning"]),
    ]
    found, findings = read(tmp_path, "\n".join(map(json.dumps, lines)), name="notices.jsonl")
    assert same(found, """
        | reference | title  | supplier_name   | end_date   |
        | REF-b     | Signed | Big plc         | 2030-01-31 |
        | REF-a     | Work a | Hill & Dale Ltd | 2030-01-31 |
    """)  # fmt: skip
    assert same(findings, """
        | code             | source          | value |
        | contract-not-let | 0-notices.jsonl | 3     |
    """)  # fmt: skip


def test_a_record_and_contracts_finders_own_form(tmp_path: Path) -> None:
    """The compiled release of a record; without a reference of the buyer's, the process's own id."""
    compiled = release("r", "2026-01-01", tender={"title": "Peat"}, awards=[award("1", "1")], contracts=[{"id": "1", "awardID": "1"}])
    record = {"records": [{"ocid": "r", "releases": [{"id": "x", "date": "2026-01-01", "tag": ["award"]}], "compiledRelease": compiled}]}
    own = {
        "notice": {"id": "n", "identifier": "T/1", "title": "Cameras", "organisationName": BODY, "publishedDate": "2024-09-02"},
        "awards": [{"id": "7", "value": 49000, "supplierName": "Stage Ltd", "startDate": "2024-06-26T00:00:00+01:00",
                    "endDate": "2025-06-25T00:00:00+01:00", "awardedToSME": True, "awardedToVCSO": False}],
    }  # fmt: skip
    found, findings = read(tmp_path, json.dumps(record, indent=1), json.dumps(own))
    assert same(found, """
        | source         | reference | title   | supplier_name   | end_date   | value     | sme | vcse |
        | 0-notices.json | r         | Peat    | Hill & Dale Ltd | 2028-03-31 |  1,000.00 | yes | no   |
        | 1-notices.json | T/1       | Cameras | Stage Ltd       | 2025-06-25 | 49,000.00 | yes | no   |
    """)  # fmt: skip
    assert sql("select count(*) from f", f=findings).one() == (0,)


def test_an_export_of_contracts_finder(tmp_path: Path) -> None:
    """Suppliers stand in one cell, between brackets; a tender has none. The dates of the contract count, not those of the notice."""
    export = (
        "Notice Identifier,Organisation Name,Status,Title,Start Date,End Date,Awarded Value,"
        "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE],Contract start date,Contract end date\n"
        'N-1,City Council,Awarded,Roofs,01/01/2020,02/01/2020,5000,"[Hill Ltd|1 High St|NONE||Yes|No]",01/04/2024,31/03/2028\n'
        'N-2,City Council,Awarded,Drains,,,9000,"[Oak Ltd|a|NONE||No|No][Ash Ltd|b|NONE||No|Yes]",01/04/2024,31/03/2029\n'
        "N-3,City Council,Open,Roads,,,,,01/04/2024,31/03/2028\n"
    )
    found, findings = read(tmp_path, export, name="export.csv")
    assert same(found, """
        | row | reference | supplier_name | start_date | end_date   | value    | sme | vcse |
        |   2 | N-1       | Hill Ltd      | 2024-04-01 | 2028-03-31 | 5,000.00 | Yes | No   |
        |   3 | N-2       | Ash Ltd       | 2024-04-01 | 2029-03-31 |          | No  | Yes  |
        |   3 | N-2       | Oak Ltd       | 2024-04-01 | 2029-03-31 |          | No  | No   |
    """)  # fmt: skip
    assert [(row["code"], row["value"]) for row in sql("select * from f", f=findings).dicts()] == [("contract-not-let", "1")]


def of_buyers(*buyers: str) -> str:
    return json.dumps({"releases": [release(str(n), "2024-05-01", buyer, awards=[award("1", "1")]) for n, buyer in enumerate(buyers)]})


@pytest.mark.parametrize(
    ("buyers", "called", "kept", "told"),
    [
        ((BODY, "City Council", "Ministry"), (), 2, "1 entries of Ministry lock nothing of City Council."),
        (("Preston City Council", "Ministry", "Navy"), "Preston City Council", 1, "2 entries of 2 other buyers lock nothing"),
        (("Preston City Council",), (), 1, "It is the only buyer in these registers and was taken for City Council."),
        ((BODY, ""), (), 2, ""),
    ],
)  # fmt: skip
def test_only_the_bodys_own_contracts_bind_it(tmp_path: Path, buyers: tuple[str, ...], called: object, kept: int, told: str) -> None:
    found, findings = read(tmp_path, of_buyers(*buyers), buyer=called)
    assert sql("select count(*) from f", f=found).one() == (kept,)
    notes = [row["note"] for row in sql("select * from f", f=findings).dicts()]
    assert notes == [] if not told else [told in note for note in notes] == [True]


@pytest.mark.parametrize(("buyers", "called"), [(("City Councl", "Navy"), ()), ((BODY,), ("Preston",))])
def test_registers_without_the_body_are_refused_with_whose_they_are(tmp_path: Path, buyers: tuple[str, ...], called: object) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, of_buyers(*buyers), buyer=called)
    assert all(f'"{buyer}"' in caught.value.what for buyer in buyers)
    assert "buyer =" in caught.value.fix
    assert caught.value.where == "0-notices.json"


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ('{"records": [', "This JSON document is damaged.", "notices.json"),
        (json.dumps(release("a", "x")) + '\n{"ocid": \n', "This JSON document is damaged.", "line 2"),
        ('{"weather": [1, 2]}', "without a notice of a contract", "notices.json"),
        ('[{"a": ' * 100_000, "nested without end", "notices.json"),
        ('{"releases": [{"ocid": [5], "awards": "none", "tender": []}]}', "without a notice of a contract", "notices.json"),
    ],
)  # fmt: skip
def test_what_is_no_notice_is_refused_in_words(tmp_path: Path, text: str, what: str, where: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, text)
    assert what in caught.value.what
    assert where in caught.value.where


def test_fields_of_another_kind_than_they_should_be_are_empty(tmp_path: Path) -> None:
    odd: Mapping[str, Any] = {"value": [], "contractPeriod": "long", "suppliers": [5, {"name": [7]}, {"name": "Oak Ltd"}], "title": None}
    found, _ = read(tmp_path, json.dumps(release("a", "2024-05-01", parties={}, awards=[{"id": "1", **odd}, 3])))
    assert same(found, """
        | reference | supplier_name | end_date | value |
        | REF-a     |               |          |       |
        | REF-a     | Oak Ltd       |          |       |
    """)  # fmt: skip


def test_notices_are_no_spend_and_check_says_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "notices.json"
    path.write_text(of_buyers(BODY, "Navy"), encoding="utf-8")
    with pytest.raises(SourceError, match="These are notices of contracts, not payments") as caught:
        understand(path, path.name)
    assert "`contracts`" in caught.value.fix
    (entry,) = check([path])
    assert (entry["kind"], entry["entries"], entry["refused"]) == ("contracts register", 2, None)
    assert entry["first_rows"][0]["supplier_name"] == "Hill & Dale Ltd"


def test_the_published_registers_and_notices(realdata: Path) -> None:
    """Every file of D is a register: its entries, and the ends, values and flags that are read of them; no date is left unread."""
    paths = sorted(path for path in (realdata / "D").rglob("*") if path.is_file())
    assert [(one["kind"], one["refused"]) for one in check(paths)] == [("contracts register", None)] * 30
    files = [SourceFile(path=path, label=path.name) for path in paths]
    sources = tuple(SourceConfig.model_validate({"body": file.label, "files": [], "contracts": [file]}) for file in files)
    several = {"ocds_contracts_finder_2025.jsonl": ["Manchester City Council", "The North Yorkshire Council"]}
    sources = tuple(source.model_copy(update={"buyer": several.get(source.body, ())}) for source in sources)
    found, findings = contracts(sources, survey(sources))
    query = """select case when source like 'ocds-%' then 'ocds 2019' else source end as file, count(*), count(start_date), count(end_date),
               count(review_date), count(value), count(*) filter (sme <> ''), count(*) filter (vcse <> '') from c group by 1 order by 1"""
    assert sql(query, c=found).rows() == [
        ("contracts_finder_notice_2024.json", 1, 1, 1, 0, 1, 1, 1),
        ("find_a_tender_record_2026.json", 1, 1, 1, 0, 1, 1, 1),
        ("norfolk_contracts_register_2015.csv", 5729, 5329, 4186, 2290, 4596, 0, 552),
        ("ocds 2019", 481, 481, 481, 0, 0, 481, 481),
        ("ocds_contracts_finder_2025.jsonl", 4, 4, 4, 0, 4, 4, 4),
    ]
    codes = dict(sql("select code, count(*) from f group by 1 order by 1", f=findings).rows())
    assert {code for code in codes if "unreadable" in code} == set()
    assert sql("select value from f where code = 'contract-not-let'", f=findings).rows() == [("32",)]
