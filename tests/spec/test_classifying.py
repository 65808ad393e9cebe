"""Classifying: scope, locality and influence, each by ordered rules; the first that matches wins and is quoted."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from cwbaudit.classify import classify
from cwbaudit.config import HeadingConfig, InfluenceConfig, ScopeConfig
from cwbaudit.config.decisions import Decisions
from cwbaudit.engine import Tabular, sql
from cwbaudit.place import Place
from cwbaudit.resolve import resolve
from cwbaudit.sort import sort
from cwbaudit.tables import CONTRACTS, MATCHES
from tests.texttables import lines, same, suppliers

PRESTON = Place("Preston", "Lancashire", {"E07000123": "Preston"}, {"E07000128": "Wyre"}, "Preston, and Wyre as its region.")
PLACES = {
    "Fylde Road Printers": ("E07000123", "Preston"),
    "Wyre Catering": ("E07000128", "Wyre"),
    "Thames Consulting": ("E09000001", "City of London"),
    "Dublin Software": ("abroad", ""),
}


def verdicts(
    read: pa.Table,
    scope: dict[str, object] | None = None,
    influence: dict[str, object] | None = None,
    tops: dict[str, int] | None = None,
) -> tuple[Tabular, Tabular]:
    aliases, _ = resolve(read, ())
    rules = InfluenceConfig.model_validate({"default": "unassessed"} | (influence or {}))
    headings, _ = sort(read, aliases, MATCHES.build([]), HeadingConfig(), Decisions())
    in_scope = ScopeConfig.model_validate(scope or {})
    return classify(read, aliases, suppliers(aliases, PLACES), headings, CONTRACTS.build([]), PRESTON, in_scope, rules, tops=tops)


def test_locality_follows_the_suppliers_authority() -> None:
    """Local, regional, leaking; outside the UK leaks; no place is unplaced and never counted as leaking."""
    found, _ = verdicts(
        lines("""
        | supplier_name       | amount |
        | Fylde Road Printers |   1.00 |
        | Wyre Catering       |   2.00 |
        | Thames Consulting   |   3.00 |
        | Dublin Software     |   4.00 |
        | Nobody Knows Where  |   5.00 |
    """)
    )
    assert same(found, """
        | locality | locality_rule  | amount |
        | local    | place.local    |   1.00 |
        | regional | place.regional |   2.00 |
        | leaking  | place.outside  |   3.00 |
        | leaking  | place.outside  |   4.00 |
        | unplaced | place.none     |   5.00 |
    """)  # fmt: skip


def test_the_first_influence_rule_that_matches_wins() -> None:
    """And its reason is quoted; what no rule reaches gets the stated default."""
    rules = {
        "rule": [
            {"id": "pfi", "influence": "locked", "until": date(2031, 8, 31), "where": {"supplier": "THAMES CONSULTING LTD"}, "because": "PFI."},
            {"id": "print", "influence": "influenceable", "where": {"category": ["Printing", "Consultancy"]}, "because": "Many printers."},
        ]
    }  # fmt: skip
    found, _ = verdicts(lines("""
        | supplier_name       | category    | amount |
        | Thames Consulting   | Consultancy |   3.00 |
        | Dublin Software     | consultancy |   4.00 |
        | Fylde Road Printers | Printing    |   1.00 |
        | Fylde Road Printers | Stationery  |   2.00 |
    """), influence=rules)  # fmt: skip
    assert same(found, """
        | category    | influence     | influence_rule | influence_because                                                   | locked_until | amount |
        | Consultancy | locked        | pfi            | PFI.                                                                | 2031-08-31   |   3.00 |
        | consultancy | influenceable | print          | Many printers.                                                      |              |   4.00 |
        | Printing    | influenceable | print          | Many printers.                                                      |              |   1.00 |
        | Stationery  | unassessed    | default        | No influence rule reaches it; the config's default is unassessed.   |              |   2.00 |
    """)  # fmt: skip


def test_scope_rules_leave_out_with_a_reason_and_keep_the_pounds() -> None:
    """Tax by a rule of the config; a payment to another body of the audit by the tool's own rule."""
    rules = {"rule": [{"id": "tax", "exclusion": "tax", "where": {"supplier": "HM Revenue & Customs"}, "because": "Not bought."}]}
    found, _ = verdicts(lines("""
        | body         | supplier_name          | amount |
        | City Council | HM REVENUE AND CUSTOMS |  70.00 |
        | City Council | Constabulary           |  20.00 |
        | Constabulary | Fylde Road Printers    |   1.00 |
    """), scope=rules)  # fmt: skip
    assert same(found, """
        | body         | scope    | exclusion | scope_rule | amount |
        | City Council | excluded | tax       | tax        |  70.00 |
        | City Council | excluded | transfers | own-bodies |  20.00 |
        | Constabulary | in scope |           | default    |   1.00 |
    """)  # fmt: skip


def test_a_rule_that_reaches_nothing_is_reported() -> None:
    """It may be misspelt."""
    rules = {"rule": [{"id": "energy", "influence": "locked", "where": {"category": "Electricty"}, "because": "Framework."}]}
    _, findings = verdicts(lines("| supplier_name | category | amount |\n| Wyre Catering | Electricity | 1.00 |"), influence=rules)
    assert same(findings, """
        | code        | field          | value  |
        | rule-unused | influence.rule | energy |
    """)  # fmt: skip


def test_a_supplier_without_a_place_is_reported_when_its_spend_is_in_scope() -> None:
    """With its pounds, so that the largest are found first; what is out of scope needs no place."""
    rules = {"rule": [{"id": "tax", "exclusion": "tax", "where": {"supplier": "HM Revenue & Customs"}, "because": "Not bought."}]}
    _, findings = verdicts(
        lines("| supplier_name | amount |\n| Nobody Knows Where | 5.00 |\n| HM Revenue & Customs | 70.00 |"), scope=rules
    )
    assert same(findings, """
        | code              | value              | amount |
        | supplier-unplaced | Nobody Knows Where |   5.00 |
        | heading-unknown   |                    |   5.00 |
    """)  # fmt: skip


def test_a_name_in_a_rule_that_nobody_writes_is_reported() -> None:
    """Even when the rule reaches another supplier: the name may be misspelt, or cut off at its only body."""
    rules = {"rule": [{"id": "pfi", "influence": "locked", "where": {"supplier": ["Wyre Catering", "Wyre Catterers"]}, "because": "x"}]}
    _, findings = verdicts(lines("| supplier_name | amount |\n| Wyre Catering | 1.00 |"), influence=rules)
    assert same(findings, """
        | code        | value | note                                  |
        | rule-unused | pfi   | no supplier is written "wyre catterers" |
    """)  # fmt: skip


def test_default_scope_rules_follow_the_configs_own() -> None:
    """By kind of payee and by the names of categories; never by a word inside a category. A sole trader stays in."""
    found, _ = verdicts(lines("""
        | supplier_name                  | category            | amount |
        | H M Revenue & Customs          |                     |  70.00 |
        | Lancashire County Pension Fund |                     |  60.00 |
        | Wyre Catering                  | Business rates      |  50.00 |
        | Wyre Catering                  | Pension consultancy |  40.00 |
        | REDACTED PERSONAL DATA         | Foster care         |  30.00 |
        | Mr J Thistlewood               | Plumbing            |  20.00 |
        | J Thistlewoode                 | Plumbing            |  10.00 |
        | B Garsdale                     | Direct payments     |   9.00 |
        | Wyre Borough Council           | Waste disposal levy |   8.00 |
        | Wyre Borough Council           | Rent of rooms       |   7.00 |
        | Public Works Loan Board        |                     |   6.00 |
    """))  # fmt: skip
    assert same(found, """
        | amount | scope    | exclusion           | scope_rule                   |
        |  70.00 | excluded | tax                 | default-tax                  |
        |  60.00 | excluded | pensions            | default-pensions             |
        |  50.00 | excluded | tax                 | default-business-rates       |
        |  40.00 | in scope |                     | default                      |
        |  30.00 | excluded | individuals         | default-redacted             |
        |  20.00 | excluded | individuals         | default-individuals          |
        |  10.00 | in scope |                     | default                      |
        |   9.00 | excluded | individuals         | default-individuals-category |
        |   8.00 | excluded | levies and precepts | default-levies               |
        |   7.00 | in scope |                     | default                      |
        |   6.00 | excluded | financing           | default-lenders              |
    """)  # fmt: skip


def test_money_passed_on_is_told_from_purchases_under_the_same_heading() -> None:
    """As on real files: a batch stands for its payees, an account number before a category, and a firm is paid for running a scheme."""
    found, _ = verdicts(lines("""
        | supplier_name        | category          | amount |
        | HOUSING BENEFIT      | Other             |  90.00 |
        | Foster Care - Bacs   | Agency            |  80.00 |
        | Wyre Borough Council | Transfer Payments |  70.00 |
        | B Garsdale           | Transfer Payments |  60.00 |
        | Wyre Insulation Ltd  | Transfer Payments |  50.00 |
        | Wyre Borough Council | (83710) Rates     |  40.00 |
        | Wyre Pension Trust   | Rent              |  30.00 |
    """))  # fmt: skip
    assert same(found, """
        | amount | scope    | exclusion   | scope_rule                  |
        |  90.00 | excluded | benefits    | default-benefits-payee      |
        |  80.00 | excluded | individuals | default-individuals-batch   |
        |  70.00 | excluded | other       | default-transfers-to-bodies |
        |  60.00 | excluded | benefits    | default-transfers-to-people |
        |  50.00 | in scope |             | default                     |
        |  40.00 | excluded | tax         | default-business-rates      |
        |  30.00 | in scope |             | default                     |
    """)  # fmt: skip


def test_default_scope_rules_can_be_switched_off() -> None:
    """One by one, or all; and ready ones, such as leaving out other public bodies, switched on."""
    spend = lines("""
        | supplier_name          | category            | amount |
        | HM Revenue and Customs |                     |  70.00 |
        | Wyre Borough Council   | Waste disposal levy |   8.00 |
        | Wyre Borough Council   | Rent of rooms       |   7.00 |
    """)
    none, _ = verdicts(spend, scope={"defaults": False})
    assert same(none, """
        | amount | scope    |
        |  70.00 | in scope |
        |   8.00 | in scope |
        |   7.00 | in scope |
    """)  # fmt: skip
    some, _ = verdicts(spend, scope={"without": ["default-levies"], "with": ["public-bodies"]})
    assert same(some, """
        | amount | scope    | scope_rule    |
        |  70.00 | excluded | default-tax   |
        |   8.00 | excluded | public-bodies |
        |   7.00 | excluded | public-bodies |
    """)  # fmt: skip


def test_rules_may_name_the_kind_of_payee() -> None:
    """In scope rules and influence rules alike."""
    rules = {"rule": [{"id": "public", "influence": "locked", "where": {"kind": "public body"}, "because": "Shared services."}]}
    found, _ = verdicts(lines("| supplier_name | amount |\n| Wyre Borough Council | 7.00 |\n| Wyre Catering | 1.00 |"), influence=rules)
    assert same(found, """
        | amount | influence_rule |
        |   7.00 | public         |
        |   1.00 | default        |
    """)  # fmt: skip


def test_a_person_in_scope_is_pointed_out() -> None:
    """It may be a sole trader, which is spend with a supplier, or a private person, which is not."""
    _, findings = verdicts(lines("| supplier_name | postcode | amount |\n| J Thistlewoode | PR1 2HE | 10.00 |"))
    assert "supplier-may-be-person" in {row["code"] for row in sql("select * from f", f=findings).dicts()}


def test_only_the_largest_suppliers_of_a_body_are_taken() -> None:
    """Ranked after credits, over all spellings, by what is in scope; the rest is counted, and what the largest cover is said."""
    found, notes = verdicts(
        lines("""
        | body | supplier_name           | amount |
        | City | Fylde Road Printers Ltd |  60.00 |
        | City | FYLDE ROAD PRINTERS LTD |  40.00 |
        | City | Wyre Catering           | 500.00 |
        | City | Wyre Catering           | -450.00 |
        | City | Thames Consulting       |  70.00 |
        | City | HM Revenue and Customs  | 900.00 |
        | Town | Wyre Catering           |   1.00 |
    """),
        scope={"rule": [{"id": "tax", "exclusion": "tax", "where": {"supplier": ["HM Revenue and Customs"]}, "because": "Tax."}]},
        tops={"City": 2},
    )
    assert same(found, """
        | body | scope    | exclusion         | scope_rule | amount |
        | City | excluded | smaller suppliers | top-2      |  50.00 |
        | City | excluded | tax               | tax        | 900.00 |
        | City | in scope |                   | default    |  70.00 |
        | City | in scope |                   | default    | 100.00 |
        | Town | in scope |                   | default    |   1.00 |
    """)  # fmt: skip
    (note,) = sql("select note, amount from n where code = 'smaller-suppliers-left-out'", n=notes).rows()
    assert note == ("Only the 2 largest of the 3 suppliers of City are taken, after credits: £170.00 of £220.00, 77.3%.", 50)
