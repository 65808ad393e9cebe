"""Each way that suppliers are written stands once, whatever hash it was found by."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pytest

from cwbaudit.read.once import Ways, each_once, no_ways

WRITTEN = [("Acme Ltd", "1"), ("Acme Ltd", "2"), ("", ""), ("Acme Ltd", "1"), ("Acme Lt", "d1"), ("", ""), ("Zed", "1"), ("Acme Ltd", "1")]


def found(written: list[tuple[str, str]], marks: list[int]) -> tuple[Ways, pa.Array]:
    names, references = zip(*written, strict=True)
    return each_once(pa.table({"name": names, "reference": references}), pa.chunked_array([marks[:3], marks[3:]], pa.int64()))


def listed(ways: Ways) -> list[tuple[str, str]]:
    return [(row["name"], row["reference"]) for row in ways.texts.to_pylist()]


@pytest.mark.parametrize("mark", [hash, lambda way: len(way[0]), lambda way: 0], ids=["a good hash", "a poor hash", "no hash"])
def test_each_way_once_with_its_rows(mark) -> None:  # type: ignore[no-untyped-def]
    ways, place = found(WRITTEN, [mark(way) for way in WRITTEN])
    once = listed(ways)
    assert once == list(dict.fromkeys(WRITTEN))
    assert [once[at] for at in place.to_pylist()] == WRITTEN
    assert dict(zip(once, ways.times.tolist(), strict=True)) == Counter(WRITTEN)


def test_stretches_are_joined_and_what_is_only_set_aside_is_left_out() -> None:
    ways, places = no_ways(), []
    for some in (WRITTEN[:3], WRITTEN[3:], [("Total", "")]):
        own, place = found(some, [hash(way) for way in some])
        ways, moved = ways.joined(own)
        places += [moved[at].as_py() for at in place.to_pylist()]
    every = [*WRITTEN, ("Total", "")]
    assert [listed(ways)[at] for at in places] == every
    aside = pa.array([places[-1], places[2]], pa.int64())  # the total, and one of two rows that name nobody
    kept = [(row["name"], row["reference"]) for row in ways.without(aside).to_pylist()]
    assert kept == list(dict.fromkeys(WRITTEN))
