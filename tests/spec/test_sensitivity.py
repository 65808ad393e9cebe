"""Sensitivity: what hangs on what is not known. Suppositions change the cube and nothing else."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit.asked import ScenarioConfig
from cwbaudit.report.model import Sensitivity
from cwbaudit.report.played import Tables
from cwbaudit.report.sensitivity import sensitivity
from cwbaudit.scenario import assessed, placed
from cwbaudit.tables import ALIASES, LINES, SOURCES, SUPPLIERS, VERDICTS
from cwbaudit.terms import Influence, Locality
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
