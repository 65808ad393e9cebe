"""Laws of resolving: order and repetition change nothing, twice changes nothing, an unrelated supplier changes nothing, case changes nothing."""

from __future__ import annotations

import random

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from cwbaudit.engine import sql
from cwbaudit.resolve import names_of, resolve
from tests.texttables import lines

FIRST = ["Ribble", "Northfield", "Northfeild", "Pendle", "St Mary's", "N.W.", "Bowland Forest"]
TRADE = ["Services", "Servs", "Construction", "Constr.", "Facilities", "Junior School", "Senior School", "Catering", "& Sons", "2"]
FORM = ["", "", "Ltd", "Limited", "PLC", "t/a Pendle Print", "(A/C 00417)", "Preston", "- Preston Branch"]
written = st.tuples(st.sampled_from(FIRST), st.sampled_from(TRADE), st.sampled_from(FORM)).map(lambda words: " ".join(words).strip())
some = st.lists(written, min_size=1, max_size=8)
STRANGER = "Zwolle Quay Xylophones"


def read(names: list[str]) -> pa.Table:
    return lines("\n".join(["| supplier_name | amount |", *(f"| {name} | {i + 1}.00 |" for i, name in enumerate(names))]))


def groups(names: list[str]) -> set[frozenset[str]]:
    found: dict[object, set[str]] = {}
    for row in names_of([{"supplier_name": name} for name in names]):
        found.setdefault(row["supplier_id"], set()).add(str(row["supplier_name"]))
    return {frozenset(group) for group in found.values()}


@settings(max_examples=300, deadline=None)
@given(some, st.integers(0, 99))
def test_order_and_repetition_change_nothing(names: list[str], seed: int) -> None:
    shuffled = names + names
    random.Random(seed).shuffle(shuffled)
    assert groups(names) == groups(shuffled)


@settings(max_examples=300, deadline=None)
@given(some)
def test_an_unrelated_supplier_changes_nothing(names: list[str]) -> None:
    assert groups(names) | {frozenset([STRANGER])} == groups([*names, STRANGER])


@settings(max_examples=300, deadline=None)
@given(some)
def test_case_changes_nothing(names: list[str]) -> None:
    assert {frozenset(n.upper() for n in group) for group in groups(names)} == groups([name.upper() for name in names])


@settings(max_examples=100, deadline=None)
@given(some)
def test_resolving_the_resolved_changes_nothing(names: list[str]) -> None:
    found, _ = resolve(read(names), ())
    again, _ = resolve(read([name for (name,) in sql("select distinct supplier from a order by 1", a=found).rows()]), ())
    ids = "select distinct supplier_id from a order by 1"
    assert sql(ids, a=found).rows() == sql(ids, a=again).rows()


@settings(max_examples=300, deadline=None)
@given(some)
def test_a_list_of_what_suppliers_are_called_is_the_same_suppliers(names: list[str]) -> None:
    found = {(str(row["supplier"]), row["supplier_id"]) for row in names_of([{"supplier_name": name} for name in names])}
    again = names_of([{"supplier_name": supplier} for supplier, _ in sorted(found)])
    assert {(str(row["supplier"]), row["supplier_id"]) for row in again} == found
