"""Laws of the comparison: whatever two audits hold, the causes add up to the change, exactly and as printed, at every level."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from cwbaudit.comparison.decompose import Bodies, Cause, Flow, decompose, panel, split_share, whole
from cwbaudit.comparison.model import Size
from cwbaudit.comparison.rounding import Rounded, difference, rounded
from cwbaudit.comparison.tally import money, together
from cwbaudit.money import PENNY, apportion

pence = st.integers(-3_000_00, 90_000_000_00).map(lambda n: Fraction(n, 100))
spent = st.integers(1, 90_000_000_00).map(lambda n: Fraction(n, 100))


@st.composite
def flows(draw: st.DrawFn, amounts: st.SearchStrategy[Fraction] = pence) -> Flow:
    """Spend of one heading; credits may make any of it negative."""
    local, other = draw(amounts), draw(amounts)
    return Flow(local + other, local)


bodies = st.dictionaries(
    st.sampled_from(["City", "County", "Police", "College"]),
    st.dictionaries(st.sampled_from(["", "Food", "Energy", "Care"]), flows(), min_size=1).map(together),
)
steady = st.dictionaries(
    st.sampled_from(["City", "County", "Police"]),
    st.dictionaries(st.sampled_from(["Food", "Energy"]), flows(spent), min_size=1).map(together),
    min_size=1,
)


def change(old: Flow, new: Flow) -> Size:
    return difference((money(old.total), money(old.local)), (money(new.total), money(new.local)))


def added(sizes: Iterable[Size]) -> Size:
    found = list(sizes)
    return Size(**{name: sum((getattr(size, name) for size in found), Decimal(0)) for name in Size.model_fields})


def holds_all_the_way_down(parts: dict[str, Rounded], size: Size) -> None:
    if parts:
        assert added(part.size for part in parts.values()) == size
    for part in parts.values():
        holds_all_the_way_down(part.parts, part.size)


def exact_all_the_way_down(causes: Iterable[Cause]) -> None:
    for cause in causes:
        if cause.parts:
            assert sum(part.pounds for part in cause.parts) == cause.pounds
            assert sum(part.share for part in cause.parts) == cause.share
            exact_all_the_way_down(cause.parts)


@settings(max_examples=150, deadline=None)
@given(flows(), bodies, bodies)
def test_the_causes_are_the_whole_change(published: Flow, old: Bodies, new: Bodies) -> None:
    causes = decompose(published, old, new)
    assert sum(cause.pounds for cause in causes) == whole(new).local - published.local
    assert sum(cause.share for cause in causes) == whole(new).share - published.share
    exact_all_the_way_down(causes)


@settings(max_examples=150, deadline=None)
@given(flows(), bodies, bodies)
def test_what_is_printed_adds_up_at_every_level(published: Flow, old: Bodies, new: Bodies) -> None:
    size = change(published, whole(new))
    holds_all_the_way_down(rounded(decompose(published, old, new), size), size)


@settings(max_examples=100, deadline=None)
@given(flows(), bodies)
def test_nothing_changed_has_no_causes(published: Flow, same: Bodies) -> None:
    assert all(not cause.pounds and not cause.share for cause in decompose(whole(same), same, same))


@settings(max_examples=100, deadline=None)
@given(steady, st.integers(1, 50))
def test_the_same_fraction_less_everywhere_is_volume_alone(old: Bodies, tenths: int) -> None:
    def scaled(flow: Flow) -> Flow:
        by = Fraction(tenths, 10)
        return Flow(flow.total * by, flow.local * by, {name: scaled(part) for name, part in flow.headings.items()})

    new = {name: scaled(flow) for name, flow in old.items()}
    for cause in decompose(whole(old), old, new):
        assert cause.share == 0
        assert cause.pounds == (whole(new).local - whole(old).local if cause.name == "volume" else 0)


@settings(max_examples=100, deadline=None)
@given(bodies, bodies)
def test_the_way_back_has_the_same_causes_the_other_way_round(old: Bodies, new: Bodies) -> None:
    there = {cause.name: cause for cause in decompose(whole(old), old, new)}
    back = {cause.name: cause for cause in decompose(whole(new), new, old)}
    for name in ("volume", "mix", "shift"):
        assert (there[name].pounds, there[name].share) == (-back[name].pounds, -back[name].share)
    assert (there["left"].pounds, there["joined"].pounds) == (-back["joined"].pounds, -back["left"].pounds)


@settings(max_examples=100, deadline=None)
@given(bodies, bodies)
def test_more_local_spend_and_a_smaller_total_make_the_share_of_the_fixed_panel(old: Bodies, new: Bodies) -> None:
    both = panel(old, new)
    if both:
        before, after = whole(old, both), whole(new, both)
        assert sum(split_share(before, after)) == after.share - before.share


@settings(max_examples=200, deadline=None)
@given(st.lists(st.fractions(-1000, 1000, max_denominator=10**6), max_size=9))
def test_apportioned_parts_are_near_and_nought_stays_nought(exact: list[Fraction]) -> None:
    total = (Decimal(sum(exact).numerator) / Decimal(sum(exact).denominator)).quantize(PENNY) if exact else Decimal("0.00")
    parts = apportion(exact, total, PENNY)
    assert sum(parts, Decimal(0)) == total
    for value, part in zip(exact, parts, strict=True):
        assert abs(Fraction(part) - value) < Fraction(2, 100)
        assert part == 0 or value != 0
