"""Headings: bodies name spend in hundreds of ways; a short vocabulary makes them comparable, and says what told it."""

from __future__ import annotations

import pytest

from cwbaudit.config import HeadingConfig
from cwbaudit.config.decisions import Decisions, HeadingDecision
from cwbaudit.engine import sql
from cwbaudit.headings import by_label, headings
from cwbaudit.resolve import resolve
from cwbaudit.sort import sort
from cwbaudit.tables import MATCHES
from tests.texttables import lines, same

PAYMENTS = lines("""
    | body           | supplier_name         | category             | description          | service         | amount |
    | City Council   | Brook & Sons          | Catering provisions  |                      |                 |  10.00 |
    | County Council | Smith Ltd             | FOOD.FRESH MEAT      |                      |                 |  20.00 |
    | County Council | Smith Ltd             | 45000000-7           |                      |                 |  30.00 |
    | County Council | Jones Ltd             | Supplies & services  | Laptops and software |                 |  40.00 |
    | County Council | Hill Road Taxis       | Third party payments |                      | Adult education |  50.00 |
    | County Council | Green                 | Third party payments |                      | Street lighting |  60.00 |
    | County Council | Green                 | Other                |                      |                 |  70.00 |
""")


def test_the_strongest_evidence_tells_the_heading() -> None:
    """A code or the words of the label; else of the description; else of the supplier's name. The service need not be what it bought."""
    found, _ = sort(PAYMENTS, resolve(PAYMENTS, ())[0], MATCHES.build([]), HeadingConfig(), Decisions())
    assert same(found, """
        | category             | heading             | heading_source | heading_because                                           | amount |
        | Catering provisions  | food and catering   | label          | "provisions" in the category "Catering provisions"        |  10.00 |
        | FOOD.FRESH MEAT      | food and catering   | label          | "fresh meat" in the category "FOOD.FRESH MEAT"            |  20.00 |
        | 45000000-7           | construction        | code           | the code 45000000                                         |  30.00 |
        | Supplies & services  | ICT                 | description    | "software" in the description "Laptops and software"      |  40.00 |
        | Third party payments | passenger transport | supplier name  | "taxis" in the name Hill Road Taxis                       |  50.00 |
        | Third party payments | unknown             | unknown        |                                                           |  60.00 |
        | Other                | unknown             | unknown        |                                                           |  70.00 |
    """)  # fmt: skip


def test_people_outrank_words() -> None:
    """A decision on a label comes first, then the audit's own rules in order; what decides nothing is pointed out."""
    decided = HeadingDecision(
        label="third PARTY payments", heading="social care", who="AB", when="2026-01-05", why="Care homes.", written="row 2"
    )
    stale = HeadingDecision(label="Sundries", heading="post", who="", when="", why="", written="row 3")
    rules = {
        "rule": [
            {"id": "green", "heading": "Grounds", "where": {"supplier": "Green Ltd"}, "because": "They plant trees."},
            {"id": "never", "heading": "water", "where": {"body": "Borough"}, "because": "Nothing."},
        ]
    }
    found, findings = sort(
        PAYMENTS, resolve(PAYMENTS, ())[0], MATCHES.build([]), HeadingConfig.model_validate(rules), Decisions(headings=(decided, stale))
    )
    kept = sql("select * from f where heading_source in ('decision', 'rule')", f=found)
    assert same(kept, """
        | category             | heading     | heading_source | heading_because   | amount |
        | Third party payments | social care | decision       | Care homes.       |  50.00 |
        | Third party payments | social care | decision       | Care homes.       |  60.00 |
        | Other                | grounds     | rule           | They plant trees. |  70.00 |
    """)  # fmt: skip
    assert same(findings, """
        | code            | field        | value    |
        | decision-unused | label        | Sundries |
        | rule-unused     | heading.rule | never    |
    """)  # fmt: skip


def test_a_code_of_its_own_column_tells_the_heading() -> None:
    """Divisions of the CPV by their number; of other schemes only what the config's own file of codes says, which outranks the CPV."""
    read = lines("""
        | supplier_name | category | category_code   | amount |
        | Brook         | Sundries | cpv 45233141-9  |   1.00 |
        | Brook         | Other    | cpv 45233141    |   2.00 |
        | Hill          | Sundries | unspsc 43211000 |   4.00 |
        | Dale          | Sundries | proclass 271000 |   8.00 |
        | Dale          | Printing | proclass 999999 |  16.00 |
        | Moor          | 271100   |                 |  32.00 |
    """)
    own = HeadingConfig.model_validate({"codes": [{"code": "27", "heading": "food and catering"}, {"code": "2711", "heading": "legal"}]})
    found, _ = sort(read, resolve(read, ())[0], MATCHES.build([]), own, Decisions())
    assert same(found, """
        | category | heading                | heading_source | heading_because                        | amount |
        | Sundries | construction           | code           | the code 45233141                      |   1.00 |
        | Other    | construction           | code           | the code 45233141                      |   2.00 |
        | Sundries | unknown                | unknown        |                                        |   4.00 |
        | Sundries | food and catering      | code           | the code proclass 271000               |   8.00 |
        | Printing | printing and publicity | label          | "printing" in the category "Printing" |  16.00 |
        | 271100   | legal                  | code           | the code 271100                        |  32.00 |
    """)  # fmt: skip


def test_what_nothing_else_tells_a_company_register_may_tell() -> None:
    """By the first SIC code that says anything of what was bought, of a company that is the supplier beyond doubt; the name comes first."""
    aliases, _ = resolve(PAYMENTS, ())
    ids = dict(sql("select supplier, supplier_id from a", a=aliases).rows())
    blank = {column.name: "" for column in MATCHES.columns if column.kind == "text"} | {"register": "companies", "match_score": 100.0}
    held = [
        blank | {"supplier_id": ids["Green"], "matched_number": "01234567", "match_band": "joined", "sic": "64209 81300"},
        blank | {"supplier_id": ids["Hill Road Taxis"], "matched_number": "07654321", "match_band": "joined", "sic": "62020"},
        blank | {"supplier_id": ids["Smith Ltd"], "match_band": "review", "sic": "56210"},
    ]
    found, _ = sort(PAYMENTS, aliases, MATCHES.build(held), HeadingConfig(), Decisions())
    kept = sql("select * from f where heading_source in ('supplier SIC', 'supplier name', 'unknown')", f=found)
    assert same(kept, """
        | category             | heading             | heading_source | heading_because                            | amount |
        | Other                | grounds             | supplier SIC   | SIC 81300 of 01234567 in the register      |  70.00 |
        | Third party payments | grounds             | supplier SIC   | SIC 81300 of 01234567 in the register      |  60.00 |
        | Third party payments | passenger transport | supplier name  | "taxis" in the name Hill Road Taxis        |  50.00 |
    """)  # fmt: skip


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("Temp Agcy Admin/Cler", "agency staff"),
        ("I.T. Provision", "ICT"),
        ("Repairs & Maintenance", "construction"),
        ("Training - Health & Safety", "training"),
        ("Vehicle Fuel", "vehicles"),
        ("Catering Equipment", "food and catering"),
        ("PFI - Unitary Charge Payment", "unitary charges"),
        ("Independent Special School Fees", "education"),
        ("Waste Disposal Treat", "waste"),
        ("Miscellaneous", None),
        ("Third Party Payments", None),
        ("", None),
    ],
)
def test_labels_as_bodies_write_them(label: str, heading: str | None) -> None:
    """Most words win, then the longest; words that fit everything (equipment, materials, works) tell only where nothing else does."""
    told = by_label(label)
    assert (told and told.heading) == heading


def test_no_code_stands_under_two_headings() -> None:
    for kind in ("cpv", "sic"):
        codes = [code for heading in headings() for code in getattr(heading, kind)]
        assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_no_phrase_stands_under_two_headings() -> None:
    for kind in ("labels", "names"):
        phrases = [phrase for heading in headings() for phrase in (*getattr(heading, kind), *(heading.weak if kind == "labels" else ()))]
        assert sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}) == []
