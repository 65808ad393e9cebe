"""Console, workbook, page, Markdown and JSON say the same: every headline figure is read back from each."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cwbaudit.money import percent, pounds, short
from tests.conftest import Ran

AMOUNTS = ("total", "local", "regional", "leaking")


@pytest.fixture(scope="module")
def report(preston: Path) -> dict[str, Any]:
    return json.loads((preston / "audit" / "report.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(preston: Path) -> str:
    """The page's text without its tags, scripts and styles."""
    text = (preston / "audit" / "report.html").read_text(encoding="utf-8")
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture(scope="module")
def book(preston: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(preston / "audit" / "report.xlsx", data_only=True)


def row_of(book: openpyxl.Workbook, sheet: str, label: str) -> list[Any]:
    (row,) = [row for row in book[sheet].iter_rows(values_only=True) if str(row[0] or "").startswith(label)]
    return list(row)


def penny(value: Any) -> str:
    return f"{Decimal(str(value)).quantize(Decimal('0.01')):.2f}"


def test_the_workbook_agrees(report: dict[str, Any], book: openpyxl.Workbook) -> None:
    head = report["headline"]
    labels = {"local": "Local:", "regional": "Regional:", "leaking": "Leaking:", "unplaced": "Unplaced:", "total": "Spend in scope"}
    assert {name: penny(row_of(book, "Summary", label)[1]) for name, label in labels.items()} == {name: head[name] for name in labels}
    assert [penny(cell) for cell in row_of(book, "Summary", "Leaking:")[3:6]] == list(head["influence"].values())
    assert Decimal(str(row_of(book, "Summary", "Local:")[2])) == Decimal(head["local_share"])
    for body in report["bodies"]:
        row = row_of(book, "Bodies", body["name"])
        assert [penny(row[i]) for i in (1, 2, 3)] == [body["total"], body["local"], body["regional"]]
        assert body["leaking"] in [penny(cell) for cell in row if isinstance(cell, int | float)]


def test_the_workbooks_scenarios_agree(report: dict[str, Any], book: openpyxl.Workbook) -> None:
    cells = {penny(cell) for row in book["Scenarios"].iter_rows(values_only=True) for cell in row if isinstance(cell, int | float)}
    for scenario in report["scenarios"]:
        assert {scenario["moved"], scenario["local_after"], scenario["leaking_after"]} <= cells


def test_the_page_agrees(report: dict[str, Any], page: str) -> None:
    head = report["headline"]
    for name in AMOUNTS:
        assert pounds(Decimal(head[name])) in page, name
    for value in (percent(Decimal(head["local_share"])), percent(Decimal(head["region_share"])), short(Decimal(head["leaking"]))):
        assert value in page
    for body in report["bodies"]:
        assert all(pounds(Decimal(body[name])) in page for name in AMOUNTS), body["name"]
    for scenario in report["scenarios"]:
        assert scenario["finding"] in page


def test_the_markdown_agrees(preston: Path, report: dict[str, Any]) -> None:
    text = (preston / "audit" / "report.md").read_text(encoding="utf-8")
    for body in [*report["bodies"], {"name": "**All bodies**"} | report["headline"]]:
        (line,) = [line for line in text.splitlines() if line.startswith(f"| {body['name']} |")][:1]
        assert pounds(Decimal(body["total"])) in line
        assert pounds(Decimal(body["leaking"])) in line
        assert percent(Decimal(body["local_share"])) in line
    for sentence in report["sentences"]:
        assert sentence in text
    for scenario in report["scenarios"]:
        assert pounds(Decimal(scenario["moved"])) in text


def test_the_console_agrees(command: Callable[..., Ran], preston: Path, report: dict[str, Any]) -> None:
    shown = " ".join(command("report", preston).out.split())
    for sentence in report["sentences"]:
        assert sentence in shown
    for body in report["bodies"]:
        assert f"{body['name']} {short(Decimal(body['total']))} {percent(Decimal(body['local_share']))}" in shown
    for scenario in report["scenarios"]:
        assert scenario["finding"] in shown


def test_the_parts_add_up(report: dict[str, Any]) -> None:
    """By locality, by body, by category, by supplier: one total."""
    head = report["headline"]
    assert sum(Decimal(head[name]) for name in ("local", "regional", "leaking", "unplaced")) == Decimal(head["total"])
    for part in ("bodies", "categories"):
        for name in (*AMOUNTS, "unplaced"):
            assert sum(Decimal(item[name]) for item in report[part]) == Decimal(head[name])
    assert sum(Decimal(supplier["amount"]) for supplier in report["suppliers"]) == Decimal(head["total"])
    ledger = report["ledger"]
    assert Decimal(ledger["payments"]) + Decimal(ledger["credits"]) == Decimal(ledger["published"])
    assert Decimal(ledger["published"]) - Decimal(ledger["excluded"]) == Decimal(ledger["in_scope"]) == Decimal(head["total"])
    assert sum(Decimal(item["amount"]) for item in ledger["exclusions"]) == Decimal(ledger["excluded"])
    outside = sum(Decimal(reason["amount"]) for reason in report["reasons"])
    assert outside == Decimal(head["regional"]) + Decimal(head["leaking"])


def test_the_json_keeps_to_its_published_schema(report: dict[str, Any]) -> None:
    import jsonschema

    schema = json.loads((Path(__file__).parents[2] / "docs" / "reference" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)
