"""Figures: letters fit, lengths add up, colours can be told apart."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cwbaudit.report.page.layout import printed_shares, stack
from cwbaudit.report.page.lettering import brief, cut, width, wrap
from cwbaudit.report.page.palette import BODY, INFLUENCE, LEAKING, LOCAL, LOCALITY, REGIONAL, UNKNOWN, Tone
from cwbaudit.report.svg import QUIET, WHITE
from tests.unit import made_reports as made

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
names = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=80)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TONES = {tone for group in (LOCALITY, *INFLUENCE.values()) for tone in group.values()} | {BODY}


@pytest.mark.parametrize("tone", sorted(TONES, key=lambda tone: tone.fill), ids=lambda tone: tone.fill)
def test_letters_can_be_read_on_every_colour(tone: Tone) -> None:
    assert contrast(tone.fill, tone.ink) >= 4.5


def test_neighbours_in_a_bar_differ_and_stand_out_from_paper() -> None:
    assert [contrast(a.fill, b.fill) >= 3 for a, b in ((LOCAL, REGIONAL), (REGIONAL, LEAKING), (LEAKING, UNKNOWN), (LOCAL, UNKNOWN))] == [
        True
    ] * 4
    assert contrast(INFLUENCE["leaking"]["influenceable"].fill, INFLUENCE["leaking"]["locked"].fill) >= 3
    assert [contrast(tone.fill, WHITE) >= 3 for tone in (LOCAL, REGIONAL, LEAKING, BODY)] == [True] * 4


def test_the_styles_colours_can_be_read() -> None:
    style = files("cwbaudit.report.page").joinpath("style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", style))
    assert contrast(colours["quiet"], "#ffffff") >= 4.5
    assert contrast(colours["quiet"], colours["wash"]) >= 4.5
    assert contrast("#ffffff", colours["local"]) >= 4.5
    assert contrast(QUIET, WHITE) >= 4.5
    assert {name: colours[name].upper() for name in LOCALITY} == {name: tone.fill for name, tone in LOCALITY.items()}


@given(st.lists(amounts, max_size=6), st.floats(1, 100), st.floats(0, 2))
def test_a_stack_fills_its_room_without_gaps(parts: list[Decimal], room: float, least: float) -> None:
    spans = stack(parts, 7, room, least)
    assert all(span.width >= 0 and (span.width == 0) == (part <= 0) for span, part in zip(spans, parts, strict=True))
    assert all(abs(a.x + a.width - b.x) < 1e-6 for a, b in pairwise(spans))
    if any(part > 0 for part in parts):
        assert abs(spans[-1].x + spans[-1].width - 7 - room) < 1e-6


@given(names, st.integers(20, 400), st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_nothing_but_to_an_ellipsis(name: str, room: int, lines: int) -> None:
    wrapped = wrap(name, 15, room, lines)
    assert len(wrapped) <= lines
    assert all(width(line, 15) <= room for line in wrapped if len(line) > 1)
    if not wrapped[-1].endswith("…"):
        assert "".join("".join(wrapped).split()) == "".join(name.split())


@given(names, st.integers(20, 400))
def test_cut_keeps_what_fits(name: str, room: int) -> None:
    assert cut(name, 15, room) == name or (cut(name, 15, room).endswith("…") and width(cut(name, 15, room), 15) <= room)


def test_brief_shortens_only_what_is_long() -> None:
    assert brief("Corner Shop") == "Corner Shop"
    assert len(brief("x" * 40_000)) <= 301


@given(st.lists(st.decimals(min_value=0, max_value=10**8, places=2), min_size=4, max_size=4))
def test_printed_shares_add_up_to_a_hundred(parts: list[Decimal]) -> None:
    places = zip(("local", "regional", "leaking", "unplaced"), parts, strict=True)
    report = made.report([made.Cell("B", "C", f"S {place}", place, "locked", part) for place, part in places])
    if report.headline.total:
        assert sum(Decimal(said.rstrip("%")) for said in printed_shares(report.headline).values()) == 100
