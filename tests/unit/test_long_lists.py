"""Lists so long that their work is shared and their pairs are sifted: the answer is that of a short list."""

from __future__ import annotations

import io
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from cwbaudit.resolve import crew, lettering, names_of
from cwbaudit.resolve.blocks import merged, shared_out
from cwbaudit.resolve.comparing import Comparer
from cwbaudit.resolve.likeness import likeness
from cwbaudit.resolve.reading import Reading
from cwbaudit.resolve.subjects import Reader

NAMES = [
    f"{first} {trade} {form}".strip()
    for first in ("Northfield", "Northfeild", "Ribble Valley", "Bowland Forest", "Pendle", "N.W.")
    for trade in ("Construction", "Constr", "Catering", "Catering t/a Pendle Pies", "Infant School")
    for form in ("Ltd", "LLP", "")
]

WORDS = [
    "authority",
    "board",
    "f",
    "for",
    "health",
    "local",
    "metropolitan",
    "pensions",
    "total",
    "northfield",
    "pendle",
    "ribble",
    "catering",
    "construction",
    "services",
    "hospital",
    "nhs",
    "trust",
    "council",
    "city",
    "of",
    "preston",
    "bolton",
    "housing",
    "group",
    "department",
    "branch",
    "accounts",
    "payable",
    "university",
    "london",
    "borough",
    "scotland",
    "no",
    "3",
    "uk",
    "l",
    "academy",
    "school",
    "co",
    "cic",
    "nph",
    "advertising",
    "fulfilment",
    "orders",
]


def resolved() -> list[dict[str, object]]:
    return names_of([{"supplier_name": name, "postcode": "PR1 2AB" if "Ribble" in name else ""} for name in NAMES], why=True)


def test_helpers_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and pairs in three shares, two of them done by other interpreters."""
    alone = resolved()
    assert len({row["supplier_id"] for row in alone}) < len(NAMES)
    started: list[crew.Crew] = []
    unanswered: list[object] = []
    monkeypatch.setattr(crew, "_LEAST", 10)
    monkeypatch.setattr(crew, "_processors", lambda: 3)
    begin, heard = crew.Crew.__enter__, crew._heard
    monkeypatch.setattr(crew.Crew, "__enter__", lambda self: started.append(self) or begin(self))
    monkeypatch.setattr(crew, "_heard", lambda source: heard(source) or unanswered.append(source))
    assert resolved() == alone
    assert [len(each.helpers) for each in started] == [2, 2]
    assert {helper.child and helper.child.returncode for each in started for helper in each.helpers} == {0}
    assert not unanswered


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
    assert crew.hands_for(count) == 3
    assert crew.hands_for(crew._LEAST) == crew.hands_for(0) == 1
    shares = crew.shares_of(count, 3)
    assert [i for share in shares for i in range(count)[share]] == list(range(count))
    assert crew.shares_of(2, 1) == [slice(0, 2)]
    monkeypatch.setattr(sys, "executable", "/opt/office/soffice.bin")  # Python within another program: that is not started again
    assert crew.hands_for(count) == 1


def test_pairs_found_by_several_keys_are_shared_out_evenly_and_each_to_one() -> None:
    found = [np.unique(np.random.default_rng(kind).integers(0, 40_000, 9_000)) for kind in range(3)]
    shares = [merged(share) for share in shared_out(found, 5)]
    assert np.concatenate(shares).tolist() == np.unique(np.concatenate(found)).tolist()
    assert len(shares) == 5
    assert max(map(len, shares)) < 1.2 * min(map(len, shares))
    assert [share.tolist() for share in shared_out([found[0], found[0][:0]], 1)] == [found[0].tolist()]
    assert [len(share) for share in shared_out([found[0][:0]], 1)] == [0]


def test_a_helper_that_is_still_at_work_is_ended() -> None:
    """As when the work here stops with an error: nothing waits for an answer that nobody wants."""
    with pytest.raises(KeyError), crew.Crew(Reader, hands=2) as both:
        next(both.each("said", [["Northfield"], ["Northfield Construction Ltd"] * 200_000]))
        raise KeyError
    assert [helper.child and helper.child.poll() is not None for helper in both.helpers] == [True]


class NarrowPipe(io.BytesIO):
    """As a pipe may be behind no buffer (`PYTHONUNBUFFERED`) when the program that writes is stopped and goes on."""

    def write(self, given: Any) -> int:
        return super().write(given[:3])


def test_what_is_said_is_said_whole_even_if_a_pipe_takes_a_part() -> None:
    pipe = NarrowPipe()
    crew._send(b"Northfield Construction", pipe)
    assert crew._heard(io.BytesIO(pipe.getvalue())) == b"Northfield Construction"


texts_of_words = st.lists(st.sampled_from([*WORDS, *WORDS[9:15]]), min_size=1, max_size=5).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(WORDS), texts_of_words, st.booleans(), st.booleans(), st.integers(0, 5), st.sampled_from([88.0, 78.0, 68.0]))
def test_no_pair_is_sifted_out_that_says_one_word_more_and_may_be_one(
    more: str, name: str, formed: bool, too: bool, at: int, least: float
) -> None:
    """What may come and go in a name is told by many rules; the sieve knows them by their least cost only."""
    said = name.split()
    comparer = Comparer([name, " ".join([*said[:at], more, *said[at:]])], [0, 0 if too else 30], bytes([formed, too]), least, alone=True)
    one, other = comparer.readings
    near = likeness(one, other)
    if near.score >= least and not near.veto and one.words != other.words:
        sieve, pair = comparer.sieve, (np.array([0]), np.array([1]))
        assert not sieve.dear(*pair, *sieve.left(*pair)) or sieve.may_be_cut(*pair)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("slemish credit streamline admissions", "credit slemish streamline admi"),
        ("bowland pies majesty fireworks", "fireworxs bowland pies majezty"),
        ("bowland weaver fireworks", "andweaver bowland fireworxs"),
        ("pendle construction wheelwrights", "constr pendle wheelwrigths"),
        ("green field foxglovebridge majesty fireworks", "fireworxs greenfield foxglove bridge majezty"),
        ("pies barrow landmezdows", "pies barrowland meadows"),
        ("weaver bowland surgery", "bowland surgeries weazer"),
    ],
)
def test_no_pair_is_sifted_out_for_words_that_may_be_one(one: str, other: str) -> None:
    comparer = Comparer([one, other], [0, 0], bytes(2), 88.0, alone=True)
    assert comparer.sieve.not_two(np.array([0]), np.array([1])).all()


@pytest.mark.parametrize(("short", "full"), [("st", "street"), ("rd", "road"), ("ave", "avenue")])
@pytest.mark.parametrize("rest", ["ermine {} care home", "{} dental", "mill {} surgery"])
def test_no_pair_is_sifted_out_for_a_road_in_short(short: str, full: str, rest: str) -> None:
    comparer = Comparer([rest.format(short), rest.format(full)], [0, 0], bytes(2), 88.0, alone=True)
    assert likeness(*comparer.readings).score >= 88
    assert comparer.sieve.kept(np.array([0]), np.array([1])).all()


@pytest.mark.parametrize("turned", [False, True])
def test_two_names_are_one_that_part_a_word_with_a_slip_and_shorten_another(turned: bool) -> None:
    """Neither half is like the whole, nor is all that the one says more like all that the other does."""
    names = ("bowland foxglovebridge constr", "bowland construction foxgluve bridge")
    one, other = reversed(names) if turned else names
    comparer = Comparer([one, other], [0, 0], bytes(2), 88.0, alone=True)
    assert likeness(*comparer.readings).score >= 88
    assert comparer.sieve.not_two(np.array([0]), np.array([1])).all()


def test_a_pair_of_which_each_says_a_word_of_its_own_is_sifted_out() -> None:
    """The names are so alike in their letters that no other test tells them apart."""
    comparer = Comparer(["bowland winsor investments", "bowland witney investments"], [0, 0], bytes(2), 88.0, alone=True)
    assert not comparer.sieve.not_two(np.array([0]), np.array([1])).any()


def test_a_pair_is_sifted_out_of_which_one_says_a_dear_word_more_beside_a_slip() -> None:
    comparer = Comparer(["bowland brickwork community pies", "bowland brickdwork pies"], [0, 0], bytes(2), 88.0, alone=True)
    assert likeness(*comparer.readings).score < 88
    assert not comparer.sieve.not_two(np.array([0]), np.array([1])).any()


def test_whether_a_pair_is_sifted_out_does_not_hang_on_those_beside_it() -> None:
    """Where another name has more words left over, the sieve looks at rows in which this one has none."""
    names = ["redcarcleaning no 2", "redcar group", "bowland pies weaver majesty fireworks", "bowland meadows witney foxglove lark"]
    sieve = Comparer(names, [0] * 4, bytes(4), 88.0, alone=True).sieve
    together = sieve.not_two(np.array([0, 2]), np.array([1, 3]))
    assert not together[0]
    assert not sieve.not_two(np.array([0]), np.array([1])).any()


@settings(max_examples=300, deadline=None)
@given(texts_of_words, texts_of_words, st.booleans(), st.booleans())
def test_a_comparison_that_stops_early_says_the_same_of_what_is_alike(one: str, other: str, formed: bool, too: bool) -> None:
    readings = Reading(one, 0 if formed else 30, formed), Reading(other, 0, too)
    whole, stopped = likeness(*readings), likeness(*readings, least=88.0)
    assert stopped == whole if whole.score >= 88 and not whole.veto else stopped.score < 88 or stopped.veto


texts = st.text("abcde019-", min_size=1, max_size=12)


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_what_two_strings_can_share_at_most_is_never_too_little(one: str, other: str) -> None:
    held = [lettering.letters([text]) for text in (one, other)]
    lengths = [np.array([len(text)]) for text in (one, other)]
    begun = [lettering.beginnings([text]) for text in (one, other)]
    shared = lettering.most_shared(*held, *lengths, *(lettering.repeated([text]) for text in (one, other)))
    ratio, likeness = fuzz.ratio(one, other), JaroWinkler.similarity(one, other)
    assert lettering.may_reach_ratio(shared, *lengths, ratio).all()
    assert lettering.may_reach_jaro_winkler(shared, *lengths, lettering.same_beginning(*begun), likeness).all()


@settings(max_examples=300, deadline=None)
@given(texts, texts, texts)
def test_letters_are_held_more_than_once_by_strings_as_by_all_of_them_run_together(one: str, other: str, third: str) -> None:
    held, more = ([letters_of([text]) for text in (one, other, third)] for letters_of in (lettering.letters, lettering.repeated))
    whole = lettering.repeated([f"{one}{other}{third}"])
    assert lettering.repeated_together(np.array(held), np.array(more)).tolist() == whole.tolist()


def test_a_letter_that_only_one_holds_twice_is_not_shared_twice() -> None:
    (one, other), length = (lettering.letters([text]) for text in ("banana", "bandna")), np.array([6])
    more = [lettering.repeated([text]) for text in ("banana", "bandna")]
    assert lettering.most_shared(one, other, length, length, *more).tolist() == [5]
    held = [lettering.letters([text]) for text in ("annab", "banab")]
    more = [lettering.repeated([text]) for text in ("annab", "banab")]
    assert lettering.most_shared(*held, np.array([5]), np.array([5]), *more).tolist() == [4]  # a second n, a second b


def test_strings_of_other_letters_cannot_be_alike() -> None:
    one, other = (lettering.letters([text]) for text in ("catering", "plumbing"))
    length = np.array([8])
    shared = lettering.most_shared(one, other, length, length)
    assert shared.tolist() == [3]  # i, n and g: five letters of each stand not in the other
    assert not lettering.may_reach_jaro_winkler(shared, length, length, 0, 0.84).any()
