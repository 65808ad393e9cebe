"""The Preston sample: its script writes it again byte for byte, its files add up to its figures, and an audit of it finds them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "preston-2013"
BODIES = ("City Council", "County Council", "Constabulary", "Housing Association", "Further Education College", "Sixth-form College")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))


# --- the script


@pytest.fixture(scope="module")
def written_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("preston-2013")
    source = str(SAMPLE.parents[2] / "src")
    env = {**os.environ, "PYTHONPATH": source, "PYTHONHASHSEED": "7", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, str(SAMPLE / "make_sample.py"), str(out)], check=True, env=env)
    return out


def _content(path: Path) -> object:
    """The bytes; of a workbook those of its parts, because deflate may pack the same bytes differently elsewhere."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return {info.filename: (info.date_time, parts.read(info)) for info in parts.infolist()}


def test_the_script_writes_the_committed_files_again(written_again: Path) -> None:
    names = sorted(p.relative_to(written_again).as_posix() for p in written_again.rglob("*") if p.is_file())
    kept = sorted(
        p.relative_to(SAMPLE).as_posix()
        for p in SAMPLE.rglob("*")
        if p.is_file() and "making" not in p.parts and "__pycache__" not in p.parts and p.name not in ("make_sample.py", ".gitattributes")
    )
    assert names == kept
    for name in names:
        assert _content(written_again / name) == _content(SAMPLE / name), f"{name} differs: run make_sample.py and look at the difference"


def test_the_folder_is_small() -> None:
    assert sum(p.stat().st_size for p in SAMPLE.rglob("*") if p.is_file() and "__pycache__" not in p.parts) < 400_000


# --- the files, read here by nothing of ours


def _amount(text: str) -> Decimal:
    plain = text.replace("£", "").replace(",", "")
    negative = plain.startswith(("(", "-")) or plain.endswith("-")
    return Decimal(plain.strip("()-")) * (-1 if negative else 1)


def _sheet(name: str, sheet: str, first_row: int, columns: tuple[int, int]) -> list[tuple[str, Decimal]]:
    rows = openpyxl.load_workbook(SAMPLE / "spend" / name)[sheet].iter_rows(min_row=first_row, values_only=True)
    return [(str(row[columns[0]]), Decimal(str(row[columns[1]]))) for row in rows if row[columns[1]] is not None]


def _csv(name: str, encoding: str, delimiter: str, columns: tuple[int, int]) -> list[tuple[str, Decimal]]:
    text = (SAMPLE / "spend" / name).read_bytes().decode(encoding)
    rows = list(csv.reader(text.splitlines(), delimiter=delimiter))[1:]
    return [(row[columns[0]], _amount(row[columns[1]])) for row in rows if row[columns[1]]]


def _lines(body: str) -> list[tuple[str, Decimal]]:
    """Supplier as written and amount of every line of one anchor."""
    if body == "City Council":
        return _sheet("city-council-top-300-2012-13.xlsx", "Top 300", 6, (1, 5))
    if body == "Housing Association":
        return _sheet("housing-association-contractors.xlsx", "Contractor spend", 5, (2, 5))
    if body == "County Council":
        return [line for line in _csv("county-council-2012-13.csv", "cp1252", ",", (0, 3)) if line[0] != "TOTAL"]
    if body == "Constabulary":
        return _csv("constabulary_payments_1213.csv", "utf-8-sig", ";", (0, 3))
    if body == "Further Education College":
        return _csv("fe-college-payments-2012-13.csv", "utf-8", ",", (2, 5))
    return _csv("sixth-form-college-suppliers.csv", "utf-8", ",", (0, 3))


@pytest.mark.parametrize("body", BODIES)
def test_the_files_add_up(body: str, expected: dict[str, Any]) -> None:
    found, figures = _lines(body), expected["sources"][body]
    assert (len(found), f"{sum(amount for _, amount in found):.2f}") == (figures["rows"], figures["total"])


def test_the_county_total_row_is_the_sum_of_the_others() -> None:
    rows = dict(_csv("county-council-2012-13.csv", "cp1252", ",", (0, 3)))
    assert rows["TOTAL"] == sum(amount for _, amount in _lines("County Council"))


@pytest.mark.parametrize("body", BODIES)
def test_the_config_states_the_same_control_totals(body: str, expected: dict[str, Any]) -> None:
    config = tomllib.loads((SAMPLE / "audit.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    stated = {source["body"]: source["control_total"] for source in config["source"]}
    assert f"{stated[body]:.2f}" == expected["sources"][body]["total"]


def test_published_is_in_scope_and_excluded(expected: dict[str, Any]) -> None:
    published = sum(Decimal(source["total"]) for source in expected["sources"].values())
    assert published == Decimal(expected["headline"]["total"]) + Decimal(expected["excluded"]["total"])


def test_the_published_figures_come_out_to_the_penny(expected: dict[str, Any]) -> None:
    headline, city = expected["headline"], expected["bodies"]["City Council"]
    assert (headline["total"], headline["local"], headline["leaking"]) == ("750000000.00", "37500000.00", "457500000.00")
    assert Decimal(headline["local"]) + Decimal(headline["regional"]) == Decimal("292500000.00")
    assert (city["total"], city["local"], city["local_share"]) == ("28000000.00", "3920000.00", "0.140000")
    assert (city["leaking"], city["influence"]["influenceable"]) == ("8000000.00", "3000000.00")


def test_each_anchor_lists_three_hundred_suppliers(expected: dict[str, Any]) -> None:
    for body in BODIES:
        assert expected["bodies"][body]["suppliers"] == 300, body


def test_spellings_of_shared_suppliers_are_in_the_files(expected: dict[str, Any]) -> None:
    written = {body: {name for name, _ in _lines(body)} for body in BODIES}
    for supplier, spelled in expected["suppliers"]["written_by"].items():
        for body, name in spelled.items():
            assert name in written[body], f"{supplier} at the {body}"


def test_the_readme_states_the_figures(expected: dict[str, Any]) -> None:
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    for figures in (expected["headline"], *expected["bodies"].values()):
        for name in ("total", "local", "regional", "leaking"):
            assert f"{Decimal(figures[name]):,.2f}" in text
    for source in expected["sources"].values():
        assert f"{Decimal(source['total']):,.2f}" in text


# --- the audit of it


@pytest.fixture(scope="module")
def audit(preston: Path) -> Any:
    import cwbaudit

    return cwbaudit.load(preston / "audit")


@pytest.fixture(scope="module")
def report(audit: Any) -> Any:
    return audit.report


def _dump(part: Any) -> dict[str, Any]:
    return json.loads(part.model_dump_json())


def _same(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert {name: found[name] for name in wanted} == wanted


def test_the_audit_finds_the_headline(report: Any, expected: dict[str, Any]) -> None:
    _same(_dump(report.headline), expected["headline"])


@pytest.mark.parametrize("body", BODIES)
def test_the_audit_finds_each_body(report: Any, expected: dict[str, Any], body: str) -> None:
    found = {part.name: _dump(part) for part in report.bodies}
    _same(found[body], expected["bodies"][body])


def test_the_audit_reads_every_line(report: Any, expected: dict[str, Any]) -> None:
    found = {source.body: (source.lines, f"{source.amount:.2f}") for source in report.sources if "register" not in source.source}
    assert found == {body: (figures["rows"], figures["total"]) for body, figures in expected["sources"].items()}


def test_the_audit_excludes_for_the_right_reasons(report: Any, expected: dict[str, Any]) -> None:
    by_reason: dict[str, Decimal] = defaultdict(Decimal)
    for excluded in report.ledger.exclusions:
        by_reason[excluded.exclusion] += excluded.amount
    assert {reason: f"{amount:.2f}" for reason, amount in by_reason.items()} == expected["excluded"]["by_reason"]


def test_every_spelling_of_a_shared_supplier_leads_to_one(audit: Any, expected: dict[str, Any]) -> None:
    from cwbaudit.tables import ALIASES

    frame = audit.frame(ALIASES)
    leads_to = dict(zip(zip(frame["body"], frame["supplier_name"], strict=True), frame["supplier_id"], strict=True))
    for supplier, spelled in expected["suppliers"]["written_by"].items():
        assert len({leads_to[body, name] for body, name in spelled.items()}) == 1, supplier


def test_the_audit_finds_the_shared_suppliers(report: Any, expected: dict[str, Any]) -> None:
    wanted = expected["suppliers"]
    assert len(report.suppliers) == wanted["in_scope"]
    assert (report.shared_suppliers, f"{report.shared_amount:.2f}") == (wanted["shared_by_two_or_more_bodies"], wanted["shared_amount"])


@pytest.mark.parametrize("name", ["local-10", "half-of-food-and-building"])
def test_the_audit_answers_what_if(report: Any, expected: dict[str, Any], name: str) -> None:
    found = {scenario.name: _dump(scenario) for scenario in report.scenarios}
    _same(found[name], expected["scenarios"][name])
