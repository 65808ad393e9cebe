"""Lists so long that their work is shared and their pairs are sifted: the answer is that of a short list."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from cwbaudit.resolve import crew, lettering, names_of

NAMES = [
    f"{first} {trade} {form}".strip()
    for first in ("Northfield", "Northfeild", "Ribble Valley", "Bowland Forest", "Pendle", "N.W.")
    for trade in ("Construction", "Constr", "Catering", "Catering t/a Pendle Pies", "Infant School")
    for form in ("Ltd", "LLP", "")
]


def resolved() -> list[dict[str, object]]:
    return names_of([{"supplier_name": name, "postcode": "PR1 2AB" if "Ribble" in name else ""} for name in NAMES])


def test_helpers_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and pairs in three shares, two of them done by other interpreters."""
    alone = resolved()
    assert len({row["supplier_id"] for row in alone}) < len(NAMES)
    started: list[crew.Helpers] = []
    monkeypatch.setattr(crew, "_LEAST", 10)
    monkeypatch.setattr(crew, "_processors", lambda: 3)
    begin = crew.Helpers.__enter__
    monkeypatch.setattr(crew.Helpers, "__enter__", lambda self: started.append(self) or begin(self))
    assert resolved() == alone
    assert [len(helpers.started) for helpers in started] == [2, 2]
    assert {helper and helper.returncode for helpers in started for helper in helpers.started} == {0}


def test_what_no_helper_does_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No interpreter can be started, or it ends with an error."""
    alone = resolved()
    monkeypatch.setattr(crew, "_LEAST", 10)
    monkeypatch.setattr(crew, "_processors", lambda: 2)
    monkeypatch.setattr(sys, "path", [])
    assert resolved() == alone
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert resolved() == alone


def test_shares_are_even_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_processors", lambda: 3)
    count = 3 * crew._LEAST + 1
    shares = crew.shares_of(count)
    assert [i for share in shares for i in range(count)[share]] == list(range(count))
    assert len(shares) == 3
    assert crew.shares_of(crew._LEAST) == [slice(0, crew._LEAST)]
    assert crew.shares_of(0) == [slice(0, 0)]
    monkeypatch.setattr(sys, "executable", "/opt/office/soffice.bin")  # Python within another program: that is not started again
    assert crew.shares_of(count) == [slice(0, count)]


texts = st.text("abcde019-", min_size=1, max_size=12)


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_what_two_strings_can_share_at_most_is_never_too_little(one: str, other: str) -> None:
    held = [lettering.letters([text]) for text in (one, other)]
    lengths = [np.array([len(text)]) for text in (one, other)]
    shared = lettering.most_shared(*held, *lengths)
    ratio, likeness = fuzz.ratio(one, other), JaroWinkler.similarity(one, other)
    assert lettering.may_reach_ratio(shared, *lengths, ratio).all()
    assert lettering.may_reach_jaro_winkler(shared, *lengths, np.array([one[0] == other[0]]), likeness).all()


def test_strings_of_other_letters_cannot_be_alike() -> None:
    one, other = (lettering.letters([text]) for text in ("catering", "plumbing"))
    length = np.array([8])
    shared = lettering.most_shared(one, other, length, length)
    assert shared.tolist() == [3]  # i, n and g: five letters of each stand not in the other
    assert not lettering.may_reach_jaro_winkler(shared, length, length, np.array([False]), 0.84).any()
