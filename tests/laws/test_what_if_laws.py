"""Laws of the cube and of what-ifs, on generated spend: conserving, bounded, monotone, additive."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from cwbaudit.engine import Tabular, sql
from cwbaudit.measure import merge
from cwbaudit.money import to_penny
from cwbaudit.scenario import movable, reach, shift, totals
from cwbaudit.tables import SPEND
from cwbaudit.terms import Influence, Locality, Scope
from cwbaudit.where import Where

amounts = st.integers(-5_000_00, 50_000_00).map(lambda pence: Decimal(pence) / 100)
shares = st.integers(0, 1000).map(lambda n: Decimal(n) / 1000)
cells = st.fixed_dictionaries(
    {
        "body": st.sampled_from(["City Council", "Constabulary"]),
        "category": st.sampled_from(["", "Catering", "Energy"]),
        "supplier_id": st.sampled_from(["s1", "s2", "s3"]),
        "scope": st.sampled_from(["in scope", "in scope", "excluded"]),
        "locality": st.sampled_from([word.value for word in Locality]),
        "influence": st.sampled_from([word.value for word in Influence]),
        "amount": amounts,
        "lines": st.integers(1, 5),
    }
)


def cube(rows: list[dict[str, object]]) -> pa.Table:
    """Cells with unique keys: what measure would make of them."""
    full = [
        {"period": "", "heading": "unknown", "exclusion": "" if row["scope"] == "in scope" else "tax", "locked_until": None} | row
        for row in rows
    ]
    return merge(SPEND.build(full), SPEND.build([])).arrow()


def sums(spend: Tabular) -> tuple[object, ...]:
    return sql("select coalesce(sum(amount), 0), coalesce(sum(lines), 0) from s", s=spend).one()


def by(spend: Tabular, test: str) -> Decimal:
    return Decimal(sql(f"select coalesce(sum(amount), 0) from s where {test}", s=spend).one()[0])


def cells_of(spend: Tabular) -> list[tuple[object, ...]]:
    return sorted(sql(f"select {', '.join(SPEND.names)} from s", s=spend).rows(), key=str)


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, max_size=12), shares)
def test_a_target_conserves_every_penny_and_line_and_moves_only_what_may_move(rows: list[dict[str, object]], target: Decimal) -> None:
    before = cube(rows)
    found = reach(before, target)
    assert sums(found.spend) == sums(before)
    for test in ("influence <> 'influenceable'", "scope = 'excluded'", "locality = 'unplaced'"):
        assert by(found.spend, test) == by(before, test)


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, max_size=12), shares)
def test_a_target_is_met_to_the_penny_or_everything_moved(rows: list[dict[str, object]], target: Decimal) -> None:
    before = cube(rows)
    total, local = totals(before)
    available = sum((cell["amount"] for cell in movable(before)), Decimal(0))
    _, after = totals(reach(before, target).spend)
    wanted = max(local, to_penny(total * target))
    assert after == (min(wanted, local + available) if available > 0 else local)


@settings(max_examples=40, deadline=None)
@given(st.lists(cells, max_size=12), shares, shares)
def test_a_higher_target_never_moves_less(rows: list[dict[str, object]], one: Decimal, other: Decimal) -> None:
    before = cube(rows)
    low, high = sorted((one, other))
    if totals(before)[0] >= 0:
        assert reach(before, low).moved <= reach(before, high).moved


@settings(max_examples=40, deadline=None)
@given(st.lists(cells, max_size=12), shares)
def test_a_shift_conserves_and_a_shift_of_nothing_changes_nothing(rows: list[dict[str, object]], share: Decimal) -> None:
    before = cube(rows)
    assert sums(shift(before, Where({}), Locality.LOCAL, share).spend) == sums(before)
    assert cells_of(shift(before, Where({}), Locality.LOCAL, Decimal(0)).spend) == cells_of(before)


@settings(max_examples=40, deadline=None)
@given(st.lists(cells, max_size=12), st.lists(cells, max_size=12))
def test_the_cube_is_additive(one: list[dict[str, object]], other: list[dict[str, object]]) -> None:
    """spend(A + B) = merge(spend(A), spend(B)), whichever way round."""
    assert cells_of(cube(one + other)) == cells_of(merge(cube(one), cube(other))) == cells_of(merge(cube(other), cube(one)))


@settings(max_examples=30, deadline=None)
@given(st.lists(cells, max_size=10), shares)
def test_excluded_spend_has_no_say(rows: list[dict[str, object]], target: Decimal) -> None:
    inside = [row for row in rows if row["scope"] == Scope.IN_SCOPE]
    assert reach(cube(rows), target).moved == reach(cube(inside), target).moved
