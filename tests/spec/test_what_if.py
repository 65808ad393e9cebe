"""What-ifs: only in-scope, influenceable, placed spend moves; every penny is conserved; an impossible target is said to be one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cwbaudit.measure import measure
from cwbaudit.scenario import bring_home, lots, paid_under, part, path, reach, shift, totals
from cwbaudit.terms import Locality, Order
from cwbaudit.where import Where
from tests.texttables import lines, same, spend

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


BOTH = spend("""
    | body     | category | supplier_id | locality | influence     | locked_until |  amount |
    | Council  | Catering | baker       | local    | influenceable |              |  100.00 |
    | Council  | Catering | abbott      | leaking  | influenceable |              |   60.00 |
    | Council  | Print    | caxton      | leaking  | influenceable |              |  140.00 |
    | Council  | Waste    | tip         | leaking  | locked        | 2027-03-31   |  200.00 |
    | Council  | Water    | mains       | leaking  | locked        |              |  100.00 |
    | Hospital | Catering | abbott      | leaking  | influenceable |              |  240.00 |
    | Hospital | Drugs    | pharma      | leaking  | locked        | 2029-03-31   |  160.00 |
""")


def test_a_target_for_one_body_draws_on_that_body_alone() -> None:
    """The Council keeps £100 of £600; 25% is £150, so £50 moves, all of it the Council's."""
    council = Where.of({"body": ["council"]})
    found = reach(BOTH, Decimal("0.25"), council)
    assert totals(part(found.spend, council)) == (Decimal("600.00"), Decimal("150.00"))
    assert {move["body"] for move in found.moves} == {"Council"}


def test_largest_first_takes_all_of_one_supplier_before_it_looks_at_the_next() -> None:
    """£320 is wanted. Abbott has £300 that may move, at two bodies; Caxton gives the other £20."""
    found = reach(BOTH, Decimal("0.42"), order=Order.LARGEST)
    assert same(found.spend, """
        | body     | category | supplier_id | locality | amount |
        | Council  | Catering | baker       | local    | 100.00 |
        | Council  | Catering | to-be-found | local    |  60.00 |
        | Hospital | Catering | to-be-found | local    | 240.00 |
        | Council  | Print    | to-be-found | local    |  20.00 |
        | Council  | Print    | caxton      | leaking  | 120.00 |
        | Council  | Waste    | tip         | leaking  | 200.00 |
        | Council  | Water    | mains       | leaking  | 100.00 |
        | Hospital | Drugs    | pharma      | leaking  | 160.00 |
    """)  # fmt: skip


def test_a_path_spends_only_what_locks_have_released_by_then() -> None:
    """Of £1,000, £440 may move today, so 54% is the ceiling until the waste contract ends, 74% from then on and 90% when the drugs
    contract has ended. What is locked without an end never moves."""
    steps = [(date(2026, 3, 31), Decimal("0.54")), (date(2027, 3, 31), Decimal("0.80")), (date(2030, 3, 31), Decimal("0.90"))]
    stages = path(BOTH, steps)
    assert [stage.outcome.moved for stage in stages] == [Decimal("440.00"), Decimal("200.00"), Decimal("160.00")]
    assert same(stages[-1].outcome.spend, """
        | category | locality | influence     | amount |
        | Catering | local    | influenceable | 100.00 |
        | Catering | local    | influenceable |  60.00 |
        | Catering | local    | influenceable | 240.00 |
        | Print    | local    | influenceable | 140.00 |
        | Waste    | local    | influenceable | 200.00 |
        | Drugs    | local    | influenceable | 160.00 |
        | Water    | leaking  | locked        | 100.00 |
    """)  # fmt: skip


def test_soonest_first_leaves_alone_what_came_free_late() -> None:
    """By 2030 all but the water may move. Of the £700 asked beyond today's £100, £440 was free from the start and £200 in 2027."""
    found = path(BOTH, [(date(2030, 3, 31), Decimal("0.80"))], order=Order.SOONEST)[0].outcome
    assert [(move["category"], move["amount"]) for move in found.moves if move["locked_until"]] == [
        ("Waste", Decimal("200.00")), ("Drugs", Decimal("60.00")),
    ]  # fmt: skip


def test_a_contract_in_lots_moves_its_local_lots_and_adds_up() -> None:
    """Two of three lots of £60.00 and £240.00: £200.00."""
    found = lots(BOTH, Where.of({"category": ["Catering"]}), 3, 2)
    assert [move["amount"] for move in found.moves] == [Decimal("40.00"), Decimal("160.00")]


PAID = lines("""
    | supplier_name | category | contract_ref | amount |
    | Abbott        | Catering | C1           |  40.00 |
    | Abbott        | Catering | C1           | -10.00 |
    | Abbott        | Catering | C2           |  90.00 |
    | Caxton        | Print    |              |  45.00 |
    | Caxton        | Print    |              |  15.00 |
""")


def small(counts: str, limit: str) -> Decimal:
    """What moves when influenceable spend under `limit`, counted so, comes from local suppliers."""
    import pyarrow as pa

    from cwbaudit.tables import ALIASES, VERDICTS

    paid = PAID.to_pylist()
    named = {row["alias_id"]: row["supplier_name"] for row in paid}
    aliases = ALIASES.build([
        dict.fromkeys(ALIASES.names, "") | {"alias_id": key, "supplier_id": who, "amount": Decimal(0), "lines": 0, "score": 0.0}
        for key, who in named.items()
    ])  # fmt: skip
    kinds = {(row["supplier_name"], row["category"], row["contract_ref"]) for row in paid}
    verdicts = VERDICTS.build([
        dict.fromkeys(VERDICTS.names, "") | {"body": "City Council", "supplier_id": who, "category": what, "contract_ref": ref}
        | {"scope": "in scope", "locality": "leaking", "influence": "influenceable", "locked_until": None, "amount": Decimal(0), "lines": 0}
        for who, what, ref in sorted(kinds)
    ])  # fmt: skip
    limits = pa.table({"body": ["City Council"], "amount": [Decimal(limit)]})
    reached = measure(paid_under(PAID, aliases, limits, counts), aliases, verdicts)
    return bring_home(measure(PAID, aliases, verdicts), Where({}), Decimal(1), reached).moved


def test_small_means_the_payment_the_supplier_or_the_contract_as_the_policy_says() -> None:
    """Under £50: payments of £40, £45 and £15; no supplier, for Abbott is paid £120 and Caxton £60; one contract, C1 at £30 net."""
    assert small("payment", "50.00") == Decimal("100.00")
    assert small("supplier", "50.00") == Decimal("0.00")
    assert small("contract", "50.00") == Decimal("30.00")


def test_a_policy_never_spends_a_credit_twice() -> None:
    """Under £100 every payment is small, £190 in all; but £10 of it was credited, so £180 may move."""
    assert small("payment", "100.00") == Decimal("180.00")
    assert small("supplier", "100.00") == Decimal("60.00")
