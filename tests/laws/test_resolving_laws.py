"""Laws of resolving: order changes nothing, twice changes nothing, an unrelated supplier changes nothing."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from cwbaudit.engine import sql
from cwbaudit.resolve import resolve
from tests.texttables import lines

WORDS = [
    "Ribble",
    "Northfield",
    "Northfeild",
    "Pendle",
    "Services",
    "Servs",
    "Construction",
    "Ltd",
    "Limited",
    "& Sons",
    "2",
    "PLC",
    "Junior",
]
written = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


def read(names: list[str]) -> pa.Table:
    return lines("\n".join(["| supplier_name | amount |", *(f"| {name} | {i + 1}.00 |" for i, name in enumerate(names))]))


def groups(names: list[str]) -> set[frozenset[str]]:
    found, _ = resolve(read(names), ())
    rows = sql("select list(distinct supplier_name order by supplier_name) from a group by supplier_id", a=found).rows()
    return {frozenset(row[0]) for row in rows}


@settings(max_examples=60, deadline=None)
@given(st.lists(written, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(names: list[str], random: object) -> None:
    shuffled = names + names
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups(names) == groups(shuffled)


@settings(max_examples=60, deadline=None)
@given(st.lists(written, min_size=1, max_size=8))
def test_an_unrelated_supplier_changes_nothing(names: list[str]) -> None:
    assert groups(names) | {frozenset(["Zwolle Quay Xylophones"])} == groups([*names, "Zwolle Quay Xylophones"])


@settings(max_examples=60, deadline=None)
@given(st.lists(written, min_size=1, max_size=8))
def test_resolving_the_resolved_changes_nothing(names: list[str]) -> None:
    found, _ = resolve(read(names), ())
    again, _ = resolve(read([name for (name,) in sql("select distinct supplier from a order by 1", a=found).rows()]), ())
    assert (
        sql("select distinct supplier_id from a order by 1", a=found).rows()
        == sql("select distinct supplier_id from a order by 1", a=again).rows()
    )
