"""The page says what the Report says, keeps to its policy, and stays whole whatever names it is given."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from cwbaudit.money import percent, pounds, short
from cwbaudit.report.html import html
from cwbaudit.report.model import Lock, Report
from cwbaudit.report.phrases import interval
from tests.unit import made_reports as made
from tests.unit.pages import Node, by_id, read

D = Decimal
REPORTS: dict[str, Callable[[], Report]] = {
    "preston": made.preston,
    "one line": made.one_line,
    "no region": lambda: made.one_line(locality="leaking", region="", findings=[], sources=[], assumptions=[], credits=[], excluded=False),
    "unplaced": lambda: made.one_line(locality="unplaced"),
    "nothing": lambda: made.report([]),
    "negative": made.negative,
    "hostile": lambda: made.with_names(made.HOSTILE),
}
TAGS = """
    html head meta title style body a header div p h1 h2 h3 span nav ul li
    main section footer script label strong input output form select option svg desc rect line text tspan
    g path figure figcaption details summary table caption thead tbody tfoot tr th td dl dt dd
"""


@cache
def markup(name: str) -> str:
    return html(REPORTS[name]())


@cache
def page(name: str) -> Node:
    return read(markup(name))


every = pytest.mark.parametrize("name", REPORTS)


@pytest.mark.parametrize("name", ["preston", "one line", "no region", "unplaced", "negative"])
def test_every_headline_figure_is_there(name: str) -> None:
    split, text = REPORTS[name]().headline, page(name).text()
    amounts = [split.total, split.local, split.leaking, split.unplaced, *dict(split.influence).values()]
    assert [pounds(amount) for amount in amounts if pounds(amount) not in text] == []
    for said in (percent(split.local_share), percent(split.leaking_share), short(split.total), short(split.leaking)):
        assert said in text


def test_the_regions_share_is_said_only_where_there_is_a_region() -> None:
    assert percent(made.preston().headline.region_share) in page("preston").text()
    assert "Regional" not in page("no region").text()


def rows(table_caption: str, name: str = "preston") -> dict[str, list[str]]:
    (table,) = [t for t in page(name).all("table") if t.all("caption")[0].text() == table_caption]
    return {row.row_texts()[0]: row.row_texts()[1:] for row in table.all("tr")}


def test_bodies_and_categories_are_to_the_penny() -> None:
    report = made.preston()
    places, leaks = rows("Spend in scope by body"), rows("Leaking spend by body")
    for name, body in [*((b.name, b) for b in report.bodies), ("All bodies, pooled", report.headline)]:
        assert places[name][:5] == [pounds(v) for v in (body.total, body.local, body.regional, body.leaking, body.unplaced)]
        assert places[name][5:] == [percent(body.local_share), interval(body), percent(body.region_share)]
        assert leaks[name] == [pounds(v) for v in (body.leaking, *dict(body.influence).values())]
    categories = rows("Leaking spend by category")
    for category in report.categories:
        assert categories[category.name] == [pounds(v) for v in (category.leaking, *dict(category.influence).values())]
    assert f"average {percent(report.average_local_share)}" in page("preston").text()


def test_each_scenario_says_what_moves_and_what_stands_in_the_way() -> None:
    for number, scenario in enumerate(made.preston().scenarios, 1):
        text = by_id(page("preston"), f"scenario-{number}").text()
        way = scenario.standing_in_the_way
        for said in (
            scenario.finding,
            short(scenario.moved),
            percent(scenario.local_share_after),
            percent(scenario.ceiling),
            short(way.locked),
        ):
            assert said in text
        assert ("Reachable" in text) == scenario.reachable
        assert (f"Out of reach by {short(scenario.shortfall)}" in text) == (not scenario.reachable)
        moves = rows(f"Spend that moves, by category ({scenario.name})")
        assert moves["All categories"] == [pounds(scenario.moved)]
        assert [moves[move.name] for move in scenario.by_category] == [[pounds(move.amount)] for move in scenario.by_category]


def test_the_working_is_there() -> None:
    report, text = made.preston(), page("preston").text()
    for reason in report.reasons:
        assert {reason.because, pounds(reason.amount)} <= set(rows("Spend that is not local, by rule")[reason.rule])
    assert rows("From published to in scope")["In scope"][1] == pounds(report.ledger.in_scope)
    assert [pounds(-e.amount) for e in report.ledger.exclusions if pounds(-e.amount) not in text] == []
    for source in report.sources:
        assert source.sha256[:12] in rows("Files read")[source.source]
    for said in [*report.assumptions, *report.credits, report.place.definition, *report.place.regional, report.tool]:
        assert said in text


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("one line", ["scenario-1", "what-if", "flow", "categories", "targets"]),
        ("nothing", ["figure-whole", "flow", "bodies", "categories", "targets", "suppliers", "scenario-1", "what-if"]),
        ("no region", ["data-quality", "assumptions", "sources", "scenario-1"]),
    ],
)
def test_a_section_without_content_is_left_out(name: str, absent: list[str]) -> None:
    idents = {node.attributes.get("id") for node in page(name).all()}
    assert not idents & set(absent)
    targets = [a.attributes["href"].removeprefix("#") for a in page(name).all("a")]
    assert set(targets) <= idents


@every
def test_names_make_no_element_and_no_attribute(name: str) -> None:
    nodes = page(name).all()
    assert {node.tag for node in nodes} <= set(TAGS.split())
    attributes = {key for node in nodes for key in node.attributes}
    assert "style" not in attributes
    assert not [key for key in attributes if key.startswith("on") or key in ("src", "srcset", "action", "formaction", "xlink:href")]
    assert {a.attributes["href"][:1] for a in page(name).all("a")} == {"#"}
    assert len(page(name).all("script")) <= 2


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "Tŷ Bwyd Llanddewi Cyf", "O'Neil & Sons (UK) Ltd."]
)
def test_names_are_shown_as_they_are_written(payload: str) -> None:
    assert payload in page("hostile").text()


def test_nothing_unseen_is_let_through() -> None:
    assert not set("\x00\x1b\u202e\u2066\ufffe") & set(markup("hostile"))
    markup("hostile").encode("utf-8")


@every
def test_the_policy_names_this_very_style_and_script(name: str) -> None:
    (policy,) = [m.attributes["content"] for m in page(name).all("meta") if m.attributes.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    (style,) = re.findall(r"<style>(.*?)</style>", markup(name), re.S)
    (script,) = re.findall(r"<script>(.*?)</script>", markup(name), re.S)
    for kind, text in (("style-src", style), ("script-src", script)):
        assert rules[kind] == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    assert not re.search(r"url\(|@import|https?:", style + script)


def test_no_address_is_named_where_the_data_names_none() -> None:
    assert not re.search(r"https?:|//[a-z]", re.sub(r"<script>.*?</script>", "", markup("preston"), flags=re.S))


@every
def test_ids_are_unique_and_references_lead_somewhere(name: str) -> None:
    nodes = page(name).all()
    idents = [node.attributes["id"] for node in nodes if "id" in node.attributes]
    assert len(idents) == len(set(idents))
    for node in nodes:
        for key in ("aria-labelledby", "aria-describedby", "for"):
            assert set(node.attributes.get(key, "").split()) <= set(idents)


@every
def test_every_figure_is_described_and_has_its_table(name: str) -> None:
    for figure in page(name).all("figure"):
        drawings = [svg for svg in figure.children if svg.tag == "svg"]
        assert [svg.attributes["class"] for svg in drawings] == ["desk", "wide", "narrow"]
        for svg in drawings:
            assert svg.attributes["role"] == "img"
            assert [node.tag for node in svg.children[:2]] == ["title", "desc"]
            assert all(node.text() for node in svg.children[:2])
        assert figure.all("details")[0].all("table")


@every
def test_tables_have_captions_and_scopes(name: str) -> None:
    for table in page(name).all("table"):
        assert table.all("caption")[0].text()
        assert all(th.attributes.get("scope") in ("col", "row") for th in table.all("th"))
        widths = {len(row.row_texts()) for row in table.all("tr")}
        assert len(widths) == 1


@every
def test_the_page_has_language_landmarks_and_headings_in_order(name: str) -> None:
    root = page(name)
    assert root.all("html")[0].attributes["lang"] == "en-GB"
    assert [len(root.all(tag)) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    levels = [int(node.tag[1]) for node in root.all() if re.fullmatch("h[1-6]", node.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert root.all("a")[0].attributes["href"] == "#main"


def test_long_supplier_tables_stop_and_say_so() -> None:
    report = made.preston(number=900)
    table = by_id(read(html(report)), "supplier-table")
    assert [row.row_texts()[0] for row in table.all("tr")[1:]] == [supplier.name for supplier in report.suppliers[:300]]
    assert "The first 300 of 900 suppliers" in read(html(report)).text()


def test_a_large_audit_stays_small_and_says_where_the_rest_is() -> None:
    report = made.preston(targets=[f"0.{n}" for n in range(10, 22)], number=3000)
    long = [
        it.model_copy(update={"name": f"{it.name} and their Successors in Title in the County of Lancashire" * 4})
        for it in report.suppliers
    ]
    page = html(report.model_copy(update={"suppliers": long}))
    listed = len(by_id(read(page), "supplier-table").all("tr")) - 1
    assert len(page.encode()) < 300_000
    assert 50 <= listed < 300
    assert f"The first {listed} of 3,000 suppliers, largest first. All of them are in the workbook, report.xlsx." in page


def test_many_what_ifs_are_told_in_short_where_the_page_would_be_too_large() -> None:
    report = locked(made.preston(targets=[f"0.{n}" for n in range(20, 62)], number=3000))
    root = read(html(report))
    assert len(html(report).encode()) < 300_000
    found = rows_of(by_id(root, "scenarios-in-short"))
    assert len(report.scenarios) == 42 and len(found) == 39
    for scenario in report.scenarios[3:]:
        verdict = "Reachable" if scenario.reachable else f"Out of reach by {short(scenario.shortfall)}"
        assert found[scenario.title] == [verdict, percent(scenario.local_share_after), short(scenario.moved), percent(scenario.ceiling)]
    assert {verdict.split()[0] for verdict, *_ in found.values()} == {"Reachable", "Out"}, "both kinds are among them"


def test_what_several_what_ifs_have_in_their_way_is_said_once_and_the_others_refer_to_it() -> None:
    report = locked(made.preston(targets=["0.10", "0.80", "0.90"]))
    of_one_body = report.scenarios[2].model_copy(update={"name": "other", "locks": [Lock(until=date(2030, 3, 31), amount=D("5.00"))]})
    root = read(html(report.model_copy(update={"scenarios": [*report.scenarios, of_one_body]})))
    tables, ways, links = [], [], []
    for number in range(1, 5):
        section = by_id(root, f"scenario-{number}")
        tables.append(
            [row for table in section.all("table") for row in table.all("tr") if row.row_texts()[0] in ("31 March 2031", "31 March 2030")]
        )
        ways.append("£9.00 is locked: until 31 March 2031." in section.text())
        links.append([a.attributes["href"] for a in section.all("a")])
    assert [len(found) for found in tables] == [1, 0, 0, 1], "each lock once"
    assert ways == [False, True, False, False], "what is within reach has nothing in its way"
    assert links == [[], ["#scenario-1"], ["#scenario-2", "#scenario-1"], ["#scenario-2"]]


def locked(report: Report) -> Report:
    """The report, one lock in the way of each of its what-ifs."""
    lock, way = [Lock(until=date(2031, 3, 31), amount=D("9.00"))], ["£9.00 is locked: until 31 March 2031."]
    return report.model_copy(update={"scenarios": [it.model_copy(update={"locks": lock, "obstacles": way}) for it in report.scenarios]})


def rows_of(section: Node) -> dict[str, list[str]]:
    """The rows of the section's table, by what stands first in them."""
    return {row.row_texts()[0]: row.row_texts()[1:] for row in section.all("tr")[1:]}


PRINT_PAGE = """
import sys
from cwbaudit.report.html import html
from tests.unit import made_reports as made
sys.stdout.buffer.write(html(made.preston()).encode())
"""


@pytest.mark.parametrize(("seed", "zone"), [("1", "UTC"), ("2", "Asia/Tokyo")])
def test_the_same_report_gives_the_same_bytes_in_every_process(seed: str, zone: str) -> None:
    env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
    ran = subprocess.run([sys.executable, "-c", PRINT_PAGE], env=env, cwd=Path(__file__).parents[2], capture_output=True, check=True)
    assert ran.stdout.decode() == markup("preston")


def test_printed_shares_are_the_reports_and_add_up() -> None:
    for name in ("preston", "one line", "unplaced"):
        figures = [cells[1] for cells in rows(f"Spend in scope by locality, {REPORTS[name]().place.name}", name).values()]
        shares = [Decimal(said.rstrip("%")) for said in figures[1:-1]]
        assert sum(shares) == 100
        assert f"{shares[0]}%" == percent(REPORTS[name]().headline.local_share)
