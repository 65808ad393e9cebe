"""What the console shows: the headline in words, one screen at 80 columns, safe on any terminal."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable

import pytest
from rich.console import Console, RenderableType

from cwbaudit.money import percent, pounds, short
from cwbaudit.report.console import console, scenario_console
from cwbaudit.report.model import Report
from tests.unit import made_reports as made

REPORTS: dict[str, Callable[[], Report]] = {
    "preston": made.preston,
    "one line": made.one_line,
    "no region": lambda: made.one_line(region="", findings=[]),
    "nothing": lambda: made.report([]),
    "negative": made.negative,
    "hostile": lambda: made.with_names(made.HOSTILE),
}


def printed(what: RenderableType, width: int = 80, encoding: str = "utf-8", colour: bool = False) -> str:
    """What a terminal of this width and encoding is sent."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace")
    terminal = Console(file=stream, width=width, highlight=False, force_terminal=colour, color_system="standard" if colour else None)
    terminal.print(what)
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined, no-any-return]


def flat(text: str) -> str:
    """The text with its line breaks undone."""
    return " ".join(text.split())


def test_the_headline_comes_in_the_reports_own_words() -> None:
    report = made.preston()
    text = flat(printed(console(report)))
    for sentence in report.sentences + [scenario.finding for scenario in report.scenarios]:
        assert sentence in text


def test_every_body_has_its_figures() -> None:
    report = made.preston()
    lines = printed(console(report), width=120).splitlines()
    for body in report.bodies:
        line = next(line for line in lines if body.name in line)
        assert [short(body.total), percent(body.local_share), percent(body.region_share)] == line.replace(body.name, "").split()[:3]


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "hostile"])
def test_it_fits_one_screen(name: str) -> None:
    text = printed(console(REPORTS[name]()))
    assert len(text.splitlines()) <= 35
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("colour", [False, True])
def test_nothing_from_data_commands_the_terminal(name: str, colour: bool) -> None:
    text = printed(console(REPORTS[name]()), colour=colour)
    if not colour:
        assert "\x1b" not in text
    assert "\x1b]8" not in text
    assert not [ch for ch in text.replace("\x1b[", "").replace("\n", "") if unicodedata.category(ch) in ("Cc", "Cf", "Cs")]


def test_names_are_never_rich_markup() -> None:
    assert "[bold red]markup[/]" in printed(console(made.one_line(name="x", title="[bold red]markup[/]")))
    assert ":smile:" in printed(console(made.one_line(title=":smile:")))


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp850"])
def test_a_console_without_box_drawing_gets_plain_characters(encoding: str) -> None:
    text = printed(console(made.preston()), encoding=encoding)
    assert "-----" in text
    if encoding != "ascii":  # which has no pound sign
        assert "?" not in text


def test_a_what_if_shows_before_after_and_whom_it_takes_from() -> None:
    scenario = made.preston().scenarios[0]
    text = flat(printed(scenario_console(scenario)))
    for figure in (scenario.finding, pounds(scenario.local_before), pounds(scenario.local_after), percent(scenario.ceiling)):
        assert figure in text
    for move in scenario.by_body[:3] + scenario.by_category[:3]:
        assert f"{move.name} {pounds(move.amount)}" in text


def test_a_what_if_that_takes_nothing_says_so_without_empty_tables() -> None:
    scenario = made.preston(targets=("0.01",)).scenarios[0]
    text = printed(scenario_console(scenario.model_copy(update={"by_body": [], "by_category": [], "by_supplier": []})))
    assert "Amount" not in text


def test_what_is_wrong_with_the_data_is_named_the_worst_first() -> None:
    report = made.preston()
    error = report.findings[0].model_copy(update={"severity": "error", "title": "A control total is off", "count": 1})
    note = report.findings[0].model_copy(update={"severity": "note", "title": "Postcodes repaired"})
    text = printed(console(report.model_copy(update={"findings": [note, *report.findings, error]})))
    assert text.index("error: A control total is off (once") < text.index("warning: Names joined by likeness (17 times")
    assert "Postcodes repaired" not in text
