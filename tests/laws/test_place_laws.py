"""Laws of places, on generated suppliers and definitions: widening, order, and definitions that add up to the same spend."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cwbaudit.place import Circle, Parts, Place, Spot
from cwbaudit.report.geography import definitions
from cwbaudit.terms import Locality

NOTHING = Parts()
CODES = {"E07000123": "Preston", "E07000126": "South Ribble", "E07000128": "Wyre", "N09000003": "Belfast"}
codes = st.frozensets(st.sampled_from(sorted(CODES)))
circles = st.lists(st.builds(Circle, st.sampled_from([5_000, 20_000]), st.just("x"), st.just(350_000), st.just(430_000)), max_size=1)
parts = st.builds(
    Parts,
    wards=st.sampled_from([{}, {"E05000001": "Ashton"}]),
    around_wards=st.just(("E07000123",)),
    postcode_areas=st.sampled_from([(), ("PR",)]),
    postcode_districts=st.sampled_from([(), ("FY6",)]),
    circles=circles.map(tuple),
)
suppliers = st.fixed_dictionaries(
    {
        "authority_code": st.sampled_from(["", *CODES]),
        "authority": st.just("A"),
        "postcode": st.sampled_from(["", "PR1 2HE", "FY6 7AA", "BT1 5GS"]),
        "ward_code": st.sampled_from(["", "E05000001", "E05000002"]),
        "easting": st.sampled_from([None, 350_000, 366_000]),
        "northing": st.just(430_000),
        "nation": st.sampled_from(["England", "Northern Ireland"]),
        "precision": st.sampled_from(["unit", "none", "country"]),
        "in_scope": st.integers(-500, 5000).map(lambda pounds: Decimal(pounds).quantize(Decimal("0.01"))),
    }
)


def area(names: frozenset[str], of: Parts, name: str, regional: frozenset[str] = frozenset(), beyond: Parts = NOTHING) -> Place:
    """A place of these authorities and parts."""
    named, others = ({code: CODES[code] for code in sorted(found)} for found in (names, regional - names))
    return Place(name, "R", named, others, "d", local_parts=of, regional_parts=beyond)


def joined(one: Parts, other: Parts) -> Parts:
    """What either holds."""
    return Parts(
        {**one.wards, **other.wards}, one.around_wards, tuple({*one.postcode_areas, *other.postcode_areas}),
        tuple({*one.postcode_districts, *other.postcode_districts}), tuple({*one.circles, *other.circles}),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(suppliers, max_size=8), codes, codes, codes, parts, parts, parts)
def test_widening_the_place_never_takes_a_supplier_out_of_it(
    rows: list[dict[str, Any]], names: frozenset[str], more: frozenset[str], around: frozenset[str], own: Parts, wider: Parts, beyond: Parts
) -> None:
    narrow, wide = area(names, own, "n", around, beyond), area(names | more, joined(own, wider), "w", around, beyond)
    for row in rows:
        if narrow.locality(Spot.of(row))[0] is Locality.LOCAL:
            assert wide.locality(Spot.of(row))[0] is Locality.LOCAL


@settings(max_examples=100, deadline=None)
@given(st.lists(suppliers, max_size=8), codes, codes, parts, parts)
def test_definitions_share_out_the_same_spend_and_their_order_changes_nothing(
    rows: list[dict[str, Any]], names: frozenset[str], more: frozenset[str], one: Parts, other: Parts
) -> None:
    first, second, third = area(names, one, "a"), area(more, other, "b"), area(names | more, one, "c")
    object.__setattr__(first, "also", (second, third))
    found = {each.name: each for each in definitions(rows, first)}
    object.__setattr__(first, "also", (third, second))
    assert {each.name: each for each in definitions(rows, first)} == found
    for each in found.values():
        assert each.local + each.regional + each.leaking + each.unplaced == each.total == found["a"].total
        assert each.local_share_low <= each.local_share <= each.local_share_high


@given(suppliers, codes, parts)
def test_what_is_not_known_is_never_leaking(row: dict[str, Any], names: frozenset[str], own: Parts) -> None:
    blank = row | {"authority_code": "", "postcode": "", "ward_code": "", "easting": None, "precision": "none"}
    if names or own:
        assert area(names, own, "n").locality(Spot.of(blank))[0] is Locality.UNPLACED
