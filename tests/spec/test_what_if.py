"""What-ifs: only in-scope, influenceable, placed spend moves; every penny is conserved; an impossible target is said to be one."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit.scenario import reach, shift, totals
from cwbaudit.terms import Locality
from cwbaudit.where import Where
from tests.texttables import same, spend

TODAY = spend("""
    | category | locality | influence     |  amount |
    | Catering | local    | influenceable |   50.00 |
    | Catering | leaking  | influenceable |   90.00 |
    | Catering | regional | influenceable |   10.00 |
    | Energy   | leaking  | locked        |  500.00 |
    | Legal    | leaking  | unassessed    |  300.00 |
    | Print    | unplaced | influenceable |   50.00 |
""")


def test_a_target_draws_in_proportion_on_what_may_move() -> None:
    """From 5% to 10% of £1,000 is £50: nine parts from the leak, one from the region."""
    found = reach(TODAY, Decimal("0.10"))
    assert found.moved == Decimal("50.00")
    assert same(found.spend, """
        | category | locality | influence     |  amount |
        | Catering | local    | influenceable |   50.00 |
        | Catering | local    | influenceable |   50.00 |
        | Catering | leaking  | influenceable |   45.00 |
        | Catering | regional | influenceable |    5.00 |
        | Energy   | leaking  | locked        |  500.00 |
        | Legal    | leaking  | unassessed    |  300.00 |
        | Print    | unplaced | influenceable |   50.00 |
    """)  # fmt: skip


def test_a_target_beyond_the_ceiling_moves_all_that_may_move_and_no_more() -> None:
    """60% asked; £100 may move; locked, unassessed and unplaced spend stays, so 15% is the ceiling."""
    found = reach(TODAY, Decimal("0.60"))
    assert found.moved == Decimal("100.00")
    assert totals(found.spend) == (Decimal("1000.00"), Decimal("150.00"))


def test_a_target_at_or_below_today_moves_nothing() -> None:
    assert reach(TODAY, Decimal("0.05")).moved == 0
    assert reach(TODAY, Decimal("0.01")).moved == 0


def test_a_shift_takes_its_share_and_leaves_the_rest() -> None:
    """A third of £90.00 is £30.00; of £10.00, £3.33: rounded to the penny, the rest stays."""
    found = shift(TODAY, Where.of({"category": ["catering"]}), Locality.LOCAL, Decimal("0.333333"))
    assert same(found.spend, """
        | category | locality | influence     |  amount |
        | Catering | local    | influenceable |   50.00 |
        | Catering | local    | influenceable |   33.33 |
        | Catering | leaking  | influenceable |   60.00 |
        | Catering | regional | influenceable |    6.67 |
        | Energy   | leaking  | locked        |  500.00 |
        | Legal    | leaking  | unassessed    |  300.00 |
        | Print    | unplaced | influenceable |   50.00 |
    """)  # fmt: skip


def test_a_shift_to_the_region_draws_on_the_leak_only() -> None:
    found = shift(TODAY, Where({}), Locality.REGIONAL, Decimal(1))
    assert found.moved == Decimal("90.00")
