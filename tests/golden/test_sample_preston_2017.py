"""The second Preston sample: its script writes it again, it meets the published year, an audit finds it, and a comparison what changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cwbaudit
from tests.golden.test_sample_preston import _content

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "preston-2017"
MADE_FROM = ("later", "__pycache__")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_script_writes_the_committed_files_again(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(SAMPLE.parents[2] / "src"), "PYTHONHASHSEED": "11", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, str(SAMPLE / "make_sample.py"), str(tmp_path)], check=True, env=env)
    names = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    kept = [
        p for p in SAMPLE.rglob("*") if p.is_file() and p.suffix != ".py" and p.name != ".gitattributes" and not set(p.parts) & {*MADE_FROM}
    ]
    assert names == sorted(p.relative_to(SAMPLE).as_posix() for p in kept)
    for name in names:
        assert _content(tmp_path / name) == _content(SAMPLE / name), f"{name} differs: run make_sample.py and look at the difference"


def test_both_samples_together_are_small() -> None:
    files = [p for p in SAMPLE.parent.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert sum(p.stat().st_size for p in files) < 800_000


def test_the_published_figures_come_out(expected: dict[str, Any]) -> None:
    head, city = expected["headline"], expected["bodies"]["City Council"]
    assert (head["total"], head["local"]) == ("617000000.00", "112300000.00")
    assert Decimal(head["local"]) + Decimal(head["regional"]) == Decimal("488700000.00")
    assert [f"{Decimal(head[name]):.3f}" for name in ("local_share", "region_share")] == ["0.182", "0.792"]
    assert city["local_share"] == "0.280000"
    assert {figures["suppliers"] for figures in expected["bodies"].values()} == {300}


def test_the_readme_and_the_config_state_the_figures(expected: dict[str, Any]) -> None:
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    for figures in (expected["headline"], *expected["bodies"].values()):
        assert all(f"{Decimal(figures[name]):,.2f}" in text for name in ("total", "local", "regional", "leaking"))
    config = tomllib.loads((SAMPLE / "audit.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    for source in config["source"]:
        total = expected["sources"][source["body"]]["total"]
        assert f"{source['control_total']:.2f}" == total
        assert f"{Decimal(total):,.2f}" in text
    assert "not confirmed" in text


def _same(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert {name: found[name] for name in wanted} == wanted


def test_the_audit_finds_what_the_ledger_holds(preston_later: Path, expected: dict[str, Any]) -> None:
    report = json.loads((preston_later / "audit" / "report.json").read_text(encoding="utf-8"))
    _same(report["headline"], expected["headline"])
    for body in report["bodies"]:
        _same(body, expected["bodies"][body["name"]])
    for scenario in report["scenarios"]:
        _same(scenario, expected["scenarios"][scenario["name"]])
    read = {s["body"]: (s["lines"], s["amount"]) for s in report["sources"] if "register" not in s["source"]}
    assert read == {body: (figures["rows"], figures["total"]) for body, figures in expected["sources"].items()}
    assert {e["rule"]: e["amount"] for e in report["ledger"]["exclusions"]} == expected["excluded"]["by_rule"]
    wanted = expected["suppliers"]
    assert (report["shared_suppliers"], report["shared_amount"]) == (wanted["shared_by_two_or_more_bodies"], wanted["shared_amount"])
    assert len(report["suppliers"]) == wanted["in_scope"]
    assert [finding["code"] for finding in report["findings"] if finding["severity"] == "error"] == []


def test_a_comparison_finds_who_came_who_went_and_who_moved(preston: Path, preston_later: Path, expected: dict[str, Any]) -> None:
    found, wanted = cwbaudit.compare(preston, preston_later).suppliers, expected["since_2012_13"]
    assert (found.gained_count, found.lost_count, found.moved_count) == (wanted["gained"], wanted["lost"], wanted["moved"])
    fates = {fate.name: {"suppliers": fate.suppliers, "change": f"{fate.change:.2f}"} for fate in found.fates if fate.suppliers}
    assert fates == wanted["fates"]
