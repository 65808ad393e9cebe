"""Postcodes made dirty in every way that real files show, from a seed: what becomes of each follows from how it was made."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest

from cwbaudit.locate import Gazetteer, forms, open_gazetteer, spelling
from cwbaudit.locate.answers import answers
from cwbaudit.locate.index import Index, opened
from cwbaudit.locate.judging import judge

EACH = 400
ALIKE = {"0": "O", "1": "IL", "5": "S", "2": "Z", "8": "B", "O": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8"}
FULL_WIDTH = {ord(char): ord(char) - 32 + 0xFF00 for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}

# However it is written, it is the same postcode.
SAME: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "lower case": str.lower,
    "no space": lambda p: p.replace(" ", ""),
    "spaces in and around": lambda p: f"  {p.replace(' ', '   ')} ",
    "spaces everywhere": " ".join,
    "a space in the wrong place": lambda p: p.replace(" ", "")[:2] + " " + p.replace(" ", "")[2:],
    "a full stop": lambda p: p + ".",
    "a comma and a country": lambda p: p + ", United Kingdom",
    "quotes": lambda p: f'"{p}"',
    "a label": lambda p: f"Postcode: {p}",
    "an address": lambda p: f"Unit 14b, Mill Lane, Anytown {p}",
    "an address in lower case without the space": lambda p: f"the old mill, anytown, {p.replace(' ', '').lower()}",
    "a no-break space": lambda p: p.replace(" ", "\u00a0"),
    "a dash": lambda p: p.replace(" ", "-"),
    "a long dash": lambda p: p.replace(" ", "\u2013"),
    "full width": lambda p: p.translate(FULL_WIDTH),
    "a zero-width space": lambda p: p.replace(" ", "\u200b "),
    "escaped": lambda p: p.replace(" ", "%20"),
    "a new line": lambda p: f"{p}\r\n",
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer(lambda message: None)


@pytest.fixture(scope="module")
def index(gazetteer: Gazetteer) -> Index:
    return opened(gazetteer.path)


@pytest.fixture(scope="module")
def real(index: Index) -> list[str]:
    """Some of the postcodes that lie in an authority, out of use or not."""
    words = index.words("authority_code")
    placed = np.array([word[:1] in ("E", "N", "S", "W") for word in words])[index.arrays["authority_code"]]
    keys = np.random.default_rng(20).choice(index.key[placed], EACH, replace=False)
    return [str(text) for text in spelling.standard(keys).to_pylist()]


def judged(texts: list[str], gazetteer: Gazetteer) -> dict[str, dict[str, object]]:
    """Each text, judged in one long column, as the columns of real files are."""
    padding = [f"Nowhere {n}" for n in range(2_100)]
    rows = judge(pa.table({"as_written": list(dict.fromkeys([*texts, *padding]))}), gazetteer).to_pylist()
    return {row["as_written"]: row for row in rows}


def test_a_column_judged_in_parts_has_every_row_once(real: list[str], gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*real, *(f"Unit {n}, Mill Lane, {text}" for n, text in enumerate(real)), *(f"Elsewhere {n}" for n in range(100))]
    whole = judged(texts, gazetteer)
    monkeypatch.setattr("cwbaudit.locate.judging._PART", len(whole) // 5)
    assert judged(texts, gazetteer) == whole
    rows = judge(pa.table({"as_written": [*whole]}), gazetteer)["as_written"].to_pylist()
    assert sorted(rows) == sorted(whole)


@pytest.mark.parametrize("way", SAME)
def test_the_same_postcode_however_it_is_written(way: str, real: list[str], gazetteer: Gazetteer) -> None:
    texts = {SAME[way](postcode): postcode for postcode in real if " ".join(postcode) != postcode}
    found = judged([*texts], gazetteer)
    assert {text: found[text]["postcode"] for text in texts} == texts
    assert all(found[text]["precision"] == "unit" and found[text]["doubt"] == "" for text in texts)


def test_one_misread_character_is_put_right_or_left_alone_and_never_made_another_postcode(
    real: list[str], index: Index, gazetteer: Gazetteer
) -> None:
    dice, made = random.Random(6), dict[str, str]()
    for postcode in real:
        for place in [i for i, char in enumerate(postcode) if char in ALIKE]:
            made[postcode[:place] + dice.choice(ALIKE[postcode[place]]) + postcode[place + 1 :]] = postcode
    found = judged([*made], gazetteer)
    outcomes: dict[str, int] = {}
    wrong: list[tuple[str, str, str]] = []
    for text, postcode in made.items():
        compact, read = text.replace(" ", ""), str(found[text]["postcode"])
        district = index.areas(spelling.districts(np.array([spelling.number(compact)], np.uint64)))[0] >= 0
        if read == postcode:
            outcome = "put right"
        elif forms.UNIT.fullmatch(compact) and district:  # it is written as a postcode may be, in a district that there is
            outcome = "as written" if read == text else "WRONG"
        else:
            outcome = "left alone" if not read else "WRONG"
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        wrong += [(postcode, text, read)] if outcome == "WRONG" else []
    assert "WRONG" not in outcomes, wrong
    assert outcomes["put right"] / len(made) > 0.98


def test_a_part_of_a_postcode_is_a_part(real: list[str], gazetteer: Gazetteer) -> None:
    sectors, districts = {postcode[:-2] for postcode in real}, {postcode[:-4] for postcode in real}
    found = judged([*sectors, *districts, *(postcode[:-1] for postcode in real)], gazetteer)
    assert {found[text]["kind"] for text in sectors | {postcode[:-1] for postcode in real}} == {"sector"}
    assert {found[text]["kind"] for text in districts} == {"outcode"}
    assert all(found[text]["postcode"] == "" for text in [*sectors, *districts])


def test_of_two_postcodes_the_last_decides_and_both_are_named(real: list[str], gazetteer: Gazetteer) -> None:
    texts = {f"{one} / {two}": (one, two) for one, two in pairwise(real)}
    found = judged([*texts], gazetteer)
    assert all(found[text]["postcode"] == two and one in str(found[text]["note"]) for text, (one, two) in texts.items())


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("missing", ["", "  ", "N/A", "n/a", "-", "TBC", "UNKNOWN", "Not Available", "0", "XXXX", "ZZ99 3WZ", "NULL"]),
        ("non_geographic", ["GIR 0AA", "gir0aa", "BX9 1AS", "XX1 1XX", "XX10 1AA"]),
        ("bfpo", ["BFPO 57", "B.F.P.O. 801", "BF1 2AA", "BFPO57"]),
        ("crown", ["JE2 3AB", "gy11wr", "IM1 1AA", "Jersey", "Isle of Man"]),
        ("overseas_territory", ["GX11 1AA", "KY1-1001", "FIQQ 1ZZ", "Gibraltar", "VG1110"]),
        ("eircode", ["D02 AF30", "d02af30", "V94 T9PX", "Dublin 2, D02 AF30, Ireland"]),
        ("foreign", ["75008", "1012 AB", "D-10115", "10001-1234", "111 22", "M5V 2T6", "France", "USA"]),
        ("unreadable", ["PR1 2H3", "INV-2024-0017", "Suite 2H 14 High St", "PR", "see file", "£45.00", "P0 Box 12"]),
    ],
)
def test_what_is_no_postcode_of_the_kingdom(kind: str, texts: list[str], gazetteer: Gazetteer) -> None:
    alone, column = answers(texts, gazetteer), judged(texts, gazetteer)
    assert {text: answer.reading.kind for text, answer in alone.items()} == dict.fromkeys(texts, kind)
    assert {text: column[text]["kind"] for text in texts} == dict.fromkeys(texts, kind)
    assert all(column[text]["authority_code"] == "" for text in texts)


def test_a_postcode_that_was_never_issued_is_kept_as_written_and_placed_by_no_more_than_its_sector(
    real: list[str], index: Index, gazetteer: Gazetteer
) -> None:
    texts = [postcode[:-2] + letters for postcode in real for letters in ("ZZ", "QQ")]
    numbers = np.array([spelling.number(text.replace(" ", "")) for text in texts], np.uint64)
    absent = [text for text, at in zip(texts, index.positions(numbers), strict=True) if at < 0]
    found = judged(absent, gazetteer)
    assert len(absent) > EACH
    assert all(found[text]["postcode"] == text and found[text]["precision"] in ("sector", "district", "none") for text in absent)
    assert all(found[text]["doubt"] == "postcode-unknown" and found[text]["easting"] is None for text in absent)
