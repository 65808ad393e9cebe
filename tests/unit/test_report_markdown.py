"""The Markdown report, parsed as GitHub's dialect: its tables hold the report's figures and no name becomes markup."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cwbaudit.money import percent, pounds
from cwbaudit.report.markdown import escaped, markdown
from cwbaudit.report.model import Report
from cwbaudit.report.phrases import interval
from cwbaudit.report.printable import printable
from tests.unit import made_reports as made

REPORTS: dict[str, Callable[[], Report]] = {
    "preston": made.preston,
    "one line": made.one_line,
    "no region": lambda: made.one_line(region="", findings=[], excluded=False),
    "nothing": lambda: made.report([]),
    "negative": made.negative,
    "hostile": lambda: made.with_names(made.HOSTILE),
}


def parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def rows(text: str) -> list[list[str]]:
    """Every table row as a reader sees it."""
    found: list[list[str]] = []
    for token, after in zip(parsed(text), [*parsed(text)[1:], None], strict=True):
        if token.type == "tr_open":
            found.append([])
        if token.type in ("td_open", "th_open") and after:
            found[-1].append("".join(child.content for child in after.children or []))
    return found


def shown(text: str) -> str:
    """What a reader sees of a text, without the word joiner that keeps an address from becoming a link."""
    return "".join(child.content for token in parsed(text) for child in token.children or []).replace("\u2060", "")


def test_the_bodies_read_back() -> None:
    report = made.preston()
    found = {row[0]: row for row in reversed(rows(markdown(report)))}  # what-ifs name bodies again, further down
    for body in report.bodies:
        shares = [percent(body.local_share), interval(body), percent(body.region_share)]
        assert found[body.name][1:5] == [pounds(body.total), *shares]
        assert found[body.name][-1] == pounds(body.influence.influenceable)
    assert found["All bodies"][1] == pounds(report.headline.total)


def test_every_sentence_scenario_exclusion_and_credit_is_told() -> None:
    report = made.preston()
    words = " ".join(child.content for token in parsed(markdown(report)) for child in token.children or [])
    told = [*report.sentences, *report.assumptions, *report.credits, report.place.definition]
    told += (
        [scenario.finding for scenario in report.scenarios]
        + [e.because for e in report.ledger.exclusions]
        + [r.because for r in report.reasons]
    )
    assert [text for text in told if text not in words] == []


def test_the_leaking_influenceable_suppliers_come_largest_first() -> None:
    report = made.preston()
    free = [s for s in report.suppliers if s.locality == "leaking" and s.influenceable]
    largest = sorted(free, key=lambda s: -s.influenceable)[:20]
    names = [row[0] for row in rows(markdown(report))]
    first = names.index(largest[0].name)
    assert names[first : first + 20] == [s.name for s in largest]


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_has_only_the_markup_that_we_wrote(name: str) -> None:
    text = markdown(REPORTS[name]())
    tokens = parsed(text)
    inline = {child.type for token in tokens for child in token.children or []}
    assert inline <= {"text", "strong_open", "strong_close"}, inline
    blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert blocks <= {"heading", "inline", "paragraph", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td"}, blocks
    assert not [ch for ch in text if unicodedata.category(ch) in ("Cc", "Cs", "Co") and ch != "\n"]
    assert not [ch for ch in text if unicodedata.bidirectional(ch) in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI")]


@pytest.mark.parametrize("name", REPORTS)
def test_every_row_of_a_table_has_as_many_cells_as_its_header(name: str) -> None:
    lines = markdown(REPORTS[name]()).splitlines()
    for before, line in pairwise(lines):
        if before.startswith("|") and line.startswith("|"):
            assert before.count("|") == line.count("|"), line


@pytest.mark.parametrize("name", made.HOSTILE, ids=range(len(made.HOSTILE)))
def test_a_name_is_shown_as_it_is_written(name: str) -> None:
    expected = printable(name).strip()
    assert shown(escaped(name)) == expected
    assert shown(f"- {escaped(name)}") == expected
    assert rows(f"| a | b |\n| --- | --- |\n| {escaped(name)} | end |")[1] == [
        shown(escaped(name)) if "@" not in name else escaped(name).replace("\\", ""), "end"
    ]  # fmt: skip


def test_addresses_are_parted_so_that_github_does_not_link_them() -> None:
    assert "\u2060" in escaped("a@evil.example")
    assert escaped("http://evil.example") == "http\\://evil.example"
    assert escaped("www.evil.example") == "www\\.evil.example"


def test_ordinary_names_are_left_alone() -> None:
    for name in ("O'Neil & Sons (UK) Ltd.", "Tŷ Bwyd Llanddewi Cyf", "5.0% of £750.0m: most of it", "Smith-Jones, Ltd"):
        assert escaped(name) == name
