"""Sensitivity: what hangs on what is not known. Suppositions change the cube and nothing else."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit.config.asked import ScenarioConfig
from cwbaudit.place import Place
from cwbaudit.report.model import Sensitivity
from cwbaudit.report.played import Tables
from cwbaudit.report.sensitivity import Grounds, sensitivity
from cwbaudit.scenario import assessed, placed
from cwbaudit.tables import ALIASES, BASES, LINES, SOURCES, SUPPLIERS, VERDICTS
from cwbaudit.terms import Influence, Locality
from tests.texttables import placed as at
from tests.texttables import same, spend

TODAY = spend("""
    | category | locality | influence     |  amount |
    | Catering | local    | influenceable |  100.00 |
    | Catering | leaking  | influenceable |  200.00 |
    | Energy   | leaking  | locked        |  300.00 |
    | Legal    | leaking  | unassessed    |  250.00 |
    | Print    | unplaced | influenceable |  150.00 |
""")


def tables() -> Tables:
    empty = {table.name: table.build([]) for table in (ALIASES, SUPPLIERS, LINES, VERDICTS, SOURCES)}
    return Tables(spend=TODAY, **empty)


def row(found: list[Sensitivity], about: str, supposed: str) -> tuple[Decimal, Decimal, Decimal]:
    (one,) = [one for one in found if (one.about, one.supposed) == (about, supposed)]
    return one.low, one.base, one.high


def test_a_supposition_changes_what_is_not_known_and_nothing_else() -> None:
    assert same(assessed(placed(TODAY, Locality.LOCAL), Influence.LOCKED), """
        | category | locality | influence     |  amount |
        | Catering | local    | influenceable |  100.00 |
        | Catering | leaking  | influenceable |  200.00 |
        | Energy   | leaking  | locked        |  300.00 |
        | Legal    | leaking  | locked        |  250.00 |
        | Print    | local    | influenceable |  150.00 |
    """)  # fmt: skip


def test_shares_swing_between_their_bounds() -> None:
    """10% of £1,000 is local: 25% if all that is unplaced is. 30% is in reach: 45% if the unplaced print is anywhere, 55% if the
    unassessed may all move."""
    found = sensitivity([], tables())
    D = Decimal
    assert row(found, "Local share today", "Unplaced spend") == (D("0.1"), D("0.1"), D("0.25"))
    assert row(found, "Local share today", "Unassessed spend") == (D("0.1"), D("0.1"), D("0.1"))
    assert row(found, "Highest local share within reach", "Unplaced spend") == (D("0.3"), D("0.3"), D("0.45"))
    assert row(found, "Highest local share within reach", "Unassessed spend") == (D("0.3"), D("0.3"), D("0.55"))
    assert [one.high - one.low for one in found] == sorted([one.high - one.low for one in found], reverse=True)


def test_a_scenario_is_played_anew_on_each_supposition() -> None:
    """40% asks for £300 more; £200 may move. Were the unassessed free, all £300 would; were the unplaced local, £150 would do."""
    found = sensitivity([ScenarioConfig(name="two-in-five", local_share=Decimal("0.4"))], tables())
    moved = {case.name: case.moved for one in found if one.scenario for case in one.cases}
    assert moved == {
        "all leaking": Decimal("300.00"), "all local": Decimal("150.00"),
        "none influenceable": Decimal("200.00"), "all influenceable": Decimal("300.00"),
    }  # fmt: skip


WIDER = Place("Here and there", "", {"E1": "Here", "E2": "There"}, {}, "Here and there are local.")
PLACE = Place("Here", "", {"E1": "Here"}, {}, "Here is local.", also=(WIDER,))
PAID = spend("""
    | supplier_id | locality | influence     |  amount |
    | baker       | local    | influenceable |  100.00 |
    | printer     | leaking  | influenceable |  200.00 |
    | nurse       | leaking  | unassessed    |  700.00 |
""")
WHERE = at("""
    | name    | authority_code | authority | postcode_basis |
    | baker   | E1             | Here      | spend file     |
    | printer | E2             | There     | spend file     |
    | nurse   | E3             | Far       | spend file     |
""")


def bases(*placed_: tuple[str, str, str]) -> object:
    blank = {column.name: "" for column in BASES.columns if column.kind == "text"} | {"precision": "unit"}
    return BASES.build([blank | {"supplier_id": who, "basis": basis, "authority_code": code} for who, basis, code in placed_])


def test_each_definition_of_the_place_and_each_basis_of_postcodes_is_supposed_in_turn() -> None:
    """Invoices say 10% is local. The printer next door counts under the wider definition: 30%. The nurses' head office, and the
    printer's, are here: registered offices first, all £1,000 is local. A basis that would move nobody is left out."""
    grounds = Grounds(
        PLACE,
        bases(
            ("baker", "spend file", "E1"), ("printer", "spend file", "E2"), ("nurse", "spend file", "E3"),
            ("printer", "company register", "E1"), ("nurse", "company register", "E1"),
        ),
    )  # fmt: skip
    scenario = ScenarioConfig(name="a-third", local_share=Decimal("0.3"))
    base = tables()
    found = sensitivity([scenario], Tables(PAID, base.aliases, WHERE, base.lines, base.verdicts, base.sources), grounds)
    today = {one.supposed: [(case.name, str(case.value)) for case in one.cases] for one in found if one.about == "Local share today"}
    assert today["Definition of place"] == [("Here and there", "0.300000")]
    assert today["Basis of postcode"] == [("company register first", "1.000000")]
    moved = {case.name: str(case.moved) for one in found if one.scenario for case in one.cases}
    assert moved["Here and there"] == "0.00"
    assert moved["company register first"] == "0.00"
    assert moved["all influenceable"] == "200.00"
