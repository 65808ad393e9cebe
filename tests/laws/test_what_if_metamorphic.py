"""What-ifs asked twice: once as they are, once with the spend, the target or the order changed, and the answers compared.

`make bench` asks seven and a half thousand, of every kind as many; the default run asks few of the same.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from cwbaudit.config.asked import Policy
from cwbaudit.config.thresholds import threshold
from cwbaudit.report.played import Played
from cwbaudit.scenario import Outcome, bring_home, lots, movable, path, reach, totals
from cwbaudit.scenario.cube import total
from cwbaudit.terms import Order
from cwbaudit.where import Where
from tests.laws.payments import LIMITS, PAYING, expected, payments, under
from tests.laws.test_what_if_laws import by, cube, sums

PENNY = Decimal("0.01")
BODIES = ("City Council", "Constabulary")
Rows = list[dict[str, Any]]
LOCKED = "influence = 'locked'"

pence = st.integers(-2_000_00, 50_000_00).map(lambda n: Decimal(n) / 100)
cells = st.fixed_dictionaries(
    {
        "body": st.sampled_from(["City Council", "Constabulary"]),
        "category": st.sampled_from(["", "Catering", "Energy"]),
        "supplier_id": st.sampled_from(["s1", "s2", "s3", "s4"]),
        "scope": st.sampled_from(["in scope", "in scope", "in scope", "excluded"]),
        "locality": st.sampled_from(["local", "regional", "leaking", "leaking", "unplaced"]),
        "influence": st.sampled_from(["influenceable", "influenceable", "locked", "unassessed"]),
        "amount": pence,
        "lines": st.integers(1, 5),
        "locked_until": st.sampled_from([None, date(2026, 3, 31), date(2028, 3, 31), date(2031, 3, 31)]),
    }
)
cases = st.tuples(
    st.lists(cells, min_size=1, max_size=14),
    st.integers(0, 100).map(lambda n: Decimal(n) / 100),
    st.sampled_from(list(Order)),
    st.integers(2, 9),
    st.randoms(use_true_random=False),
)
Case = tuple[Rows, Decimal, Order, int, Any]


def spend(rows: Rows) -> pa.Table:
    return cube([row if row["influence"] == "locked" else {**row, "locked_until": None} for row in rows])


def taken(found: Outcome) -> dict[tuple[Any, ...], Decimal]:
    """What each body, category and supplier gives."""
    given_: dict[tuple[Any, ...], Decimal] = {}
    for move in found.moves:
        key = (move["body"], move["category"], move["supplier_id"], move["locality"])
        given_[key] = given_.get(key, Decimal(0)) + move["amount"]
    return given_


def a_target_holds_the_laws(case: Case) -> None:
    """Total unchanged; what is locked, unassessed, unplaced or excluded stays; the ceiling is local plus what may move."""
    rows, target, order, _, _ = case
    before = spend(rows)
    found = reach(before, target, order=order)
    assert sums(found.spend) == sums(before)
    for stays in (LOCKED, "influence = 'unassessed'", "locality = 'unplaced'", "scope = 'excluded'"):
        assert by(found.spend, stays) == by(before, stays)
    whole, local = totals(before)
    free = total(movable(before))
    _, most = totals(reach(before, Decimal(1), order=order).spend)
    assert most == min(max(local, whole), local + max(free, Decimal(0)))
    if whole >= 0 and target * whole <= local:
        assert found.moved == 0


def changing_the_question_changes_the_answer_alike(case: Case) -> None:
    """A higher target moves no less; rows in another order, or cut in two, are the same; k times the pence move k times as much."""
    rows, target, order, times, dice = case
    found = reach(spend(rows), target, order=order)
    if totals(spend(rows))[0] >= 0:
        assert found.moved <= reach(spend(rows), min(Decimal(1), target + Decimal("0.1")), order=order).moved
    mixed = [dict(row) for row in rows]
    dice.shuffle(mixed)
    assert taken(reach(spend(mixed), target, order=order)) == taken(found)
    half = {**rows[0], "amount": (rows[0]["amount"] / 2).quantize(PENNY)}
    rest = {**rows[0], "amount": rows[0]["amount"] - half["amount"], "lines": 0}
    assert taken(reach(spend([half, rest, *rows[1:]]), target, order=order)) == taken(found)
    scaled = reach(spend([{**row, "amount": row["amount"] * times} for row in rows]), target, order=order)
    assert abs(scaled.moved - times * found.moved) <= times * PENNY  # the target itself is rounded to the penny, once


def a_path_adds_up(case: Case) -> None:
    """What the steps move is what the path moves; it waits for locks; the last step is as good as one leap."""
    rows, target, order, _, _ = case
    before = spend(rows)
    ends = [date(2026, 3, 31), date(2028, 3, 31)]
    stages = path(before, [(ends[0], target / 2), (ends[1], target)], order=order)
    last = stages[-1].outcome.spend
    assert sums(last) == sums(before)
    assert sum((stage.outcome.moved for stage in stages), Decimal(0)) == totals(last)[1] - totals(before)[1]
    late = f"{LOCKED} and (locked_until is null or locked_until > date '2028-03-31')"
    assert by(last, late) == by(before, late)
    for stage in stages:
        assert all(move["locked_until"] is None or move["locked_until"] <= stage.by for move in stage.outcome.moves)
    if all(row["amount"] >= 0 for row in rows):  # a credit that is released can make less free, not more
        leap = path(before, [(ends[1], target)], order=order)[-1].outcome
        assert leap.moved == totals(last)[1] - totals(before)[1]


def a_policy_moves_its_share(case: Case) -> None:
    """Lots add up; all of them are all that may move; none changes nothing."""
    rows, _, _, times, _ = case
    before = spend(rows)
    free = max(Decimal(0), total(movable(before)))
    assert bring_home(before, Where({})).moved == free
    one = lots(before, Where({}), times, 1)
    assert abs(one.moved - free / times) <= PENNY / 2
    assert sums(one.spend) == sums(before)
    assert not lots(before, Where({}), times, 0).moves


def small_payments_come_home(case: Case) -> None:
    """What moves is what the small payments come to, worked out by hand; in any order of them; k times with amounts and limit k times.

    Without credits a higher limit moves no less, and a payment cut in two is as small in all, and no larger by itself.
    """
    rows, share, _, times, dice = case
    paid = payments(rows)
    limit, counts = dice.choice(LIMITS), dice.choice(["payment", "supplier", "contract"])
    policy = Policy(kind="small", under=limit, counts=counts, share=share)
    found = under(paid, policy)
    conserved(found)
    assert moved(found) == expected(paid, policy, limit, BODIES)
    assert moved(under(dice.sample(paid, len(paid)), policy)) == moved(found)
    whole = policy.model_copy(update={"share": Decimal(1)})
    larger = [{**one, "amount": one["amount"] * times} for one in paid]
    assert moved(under(larger, whole.model_copy(update={"under": limit * times}))) == times * moved(under(paid, whole))
    if all(one["amount"] >= 0 for one in paid):
        assert moved(under(paid, policy.model_copy(update={"under": limit * 2}))) >= moved(found)
        half = (paid[0]["amount"] / 2).quantize(PENNY)
        cut = [{**paid[0], "amount": half}, {**paid[0], "amount": paid[0]["amount"] - half, "lines": 0}, *paid[1:]]
        assert moved(under(cut, policy)) >= moved(found) if counts == "payment" else moved(under(cut, policy)) == moved(found)


def reserved_contracts_come_home(case: Case) -> None:
    """Of the body that reserves, what its contracts under the threshold come to; no penny of another body's.

    Without credits a contract of more years is larger, so no more moves; with VAT in the payments the threshold has it too.
    """
    rows, share, _, times, dice = case
    paid = [{**one, "amount": one["amount"] * times} for one in payments(rows)]
    law, years = dice.choice(["goods and services", "light touch", "works"]), dice.choice([1, 2, 10, 40])
    policy = Policy(kind="reserved", where={"body": ("City Council",)}, contracts=law, years=years, share=share)
    for basis in ("net", "gross"):
        found = under(paid, policy, basis)
        conserved(found)
        assert moved(found) == expected(paid, policy, threshold(law).limit(years, gross=basis == "gross"), ["City Council"])
        assert by(found.after, "body = 'Constabulary' and locality = 'local'") == by(
            found.before, "body = 'Constabulary' and locality = 'local'"
        )
    if all(one["amount"] >= 0 for one in paid):
        assert moved(under(paid, policy.model_copy(update={"years": years * 2}), "gross")) <= moved(found)


def conserved(found: Played) -> None:
    """Total and lines unchanged; what is locked, unassessed, unplaced or excluded stays where it is."""
    assert sums(found.after) == sums(found.before)
    for stays in (LOCKED, "influence = 'unassessed'", "locality = 'unplaced'", "scope = 'excluded'"):
        assert by(found.after, stays) == by(found.before, stays)
    assert totals(found.after)[1] - totals(found.before)[1] == moved(found)


def moved(found: Played) -> Decimal:
    """Pounds that changed locality."""
    return total(found.moves)


PAID = (small_payments_come_home, reserved_contracts_come_home)
LAWS = (a_target_holds_the_laws, changing_the_question_changes_the_answer_alike, a_path_adds_up, a_policy_moves_its_share, *PAID)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_few(law: Any) -> None:
    _ask(law, 12)


@pytest.mark.bench
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_thousands(law: Any) -> None:
    _ask(law, 1_250)


def _ask(law: Any, number: int) -> None:
    @seed(20260204)
    @settings(max_examples=number, deadline=None, database=None)
    @given(PAYING if law in PAID else cases)
    def asked(case: Case) -> None:
        law(case)

    asked()
