"""Preston's two years compared: the published change, told alike by every form, the same bytes twice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import cwbaudit
from cwbaudit.comparison.model import Comparison
from cwbaudit.money import pounds
from cwbaudit.report.compared.shown import change, points
from tests.conftest import ROOT, Ran
from tests.unit.pages import read


@pytest.fixture(scope="module")
def ran(command: Callable[..., Ran], preston: Path, preston_later: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    out = tmp_path_factory.mktemp("compared")
    return out, command("compare", preston, preston_later, "--out", out)


@pytest.fixture(scope="module")
def found(ran: tuple[Path, Ran]) -> Comparison:
    return Comparison.model_validate_json((ran[0] / "comparison.json").read_text(encoding="utf-8"))


def test_the_published_change(found: Comparison) -> None:
    assert (found.full[0].local, found.full[-1].local) == (Decimal("37500000.00"), Decimal("112300000.00"))
    assert (found.change.amount, found.change.points) == (Decimal("74800000.00"), Decimal("13.2"))
    by = {effect.name: effect for effect in found.effects}
    assert sum(effect.amount for effect in found.effects) == found.change.amount
    assert sum(effect.share for effect in found.effects) == found.change.share
    assert sum(effect.points for effect in found.effects) == found.change.points
    assert by["definition"].amount == by["left"].amount == by["joined"].amount == 0
    average = (Decimal("0.05") + Decimal("112.3") / 617) / 2
    assert by["volume"].amount == (average * -133_000_000).quantize(Decimal("0.01"))


def test_every_level_adds_up(found: Comparison) -> None:
    by = {effect.name: effect for effect in found.effects}
    for name in ("mix", "shift"):
        for kind in ("amount", "share", "points"):
            assert sum(getattr(getattr(body, name), kind) for body in found.bodies) == getattr(by[name], kind)
    for body in found.bodies:
        for kind in ("amount", "share", "points"):
            assert getattr(body.heading_mix, kind) + getattr(body.within_headings, kind) == getattr(body.shift, kind)
    assert sum(fate.change for fate in found.suppliers.fates) == found.fixed_change.amount


def test_it_warns_that_the_total_fell_and_says_how_much_of_the_rise_that_is(found: Comparison) -> None:
    (caveat,) = found.caveats
    assert caveat.code == "denominator"
    assert found.denominator
    numerator, denominator = found.denominator.numerator, found.denominator.denominator
    assert numerator + denominator == found.change.points == Decimal("13.2")
    assert (denominator, found.denominator.at_old_total) == (Decimal("2.2"), Decimal("0.149733"))
    for said in ("£617.0m after £750.0m", "+2.2", "+11.0", "15.0%"):
        assert said in caveat.text


def test_no_supplier_moves_by_being_the_same(preston: Path) -> None:
    same = cwbaudit.compare(preston, preston)
    assert (same.suppliers.gained, same.suppliers.lost, same.suppliers.moved) == ([], [], [])
    assert all(not effect.amount and not effect.share for effect in same.effects)
    assert [caveat.code for caveat in same.caveats] == ["period"]


# --- the forms agree


def figures(found: Comparison) -> list[str]:
    """Every cause as it is printed to the penny and in points."""
    return [text for effect in found.effects if effect.amount for text in (change(effect.amount), points(effect.points))]


def test_the_page_and_the_paper_say_the_same(ran: tuple[Path, Ran], found: Comparison) -> None:
    page = read((ran[0] / "comparison.html").read_text(encoding="utf-8")).text()
    paper = (ran[0] / "comparison.md").read_text(encoding="utf-8")
    states = [pounds(amount) for state in found.full for amount in (state.total, state.local, state.regional, state.leaking)]
    for text in [*figures(found), *states, *(caveat.text for caveat in found.caveats), *found.sentences]:
        assert text in page
        assert text in paper or text in paper.replace("\\", "")


def test_the_console_says_the_same(ran: tuple[Path, Ran], found: Comparison) -> None:
    assert ran[1].code == 0
    for text in (*found.sentences, "County Council", "+9.6", "-£15.4m"):
        assert text in ran[1].out


def test_the_workbook_holds_the_same(ran: tuple[Path, Ran], found: Comparison) -> None:
    book = openpyxl.load_workbook(ran[0] / "comparison.xlsx", data_only=True)
    rows = {str(row[0]): row for row in book["Change"].iter_rows(values_only=True) if row[0]}
    for effect in found.effects:
        assert Decimal(str(rows[effect.title][2])) == effect.amount
        assert Decimal(str(rows[effect.title][3])) == effect.share
    assert Decimal(str(rows["All of it"][2])) == found.change.amount
    assert rows["Check: old and causes make new"][2] == "OK"
    bodies = {str(row[0]): row for row in book["Bodies"].iter_rows(values_only=True) if row[0]}
    for body in found.bodies:
        assert Decimal(str(bodies[body.name][5])) == body.local_change


def test_the_printed_json_is_the_file(process: Callable[..., Ran], ran: tuple[Path, Ran], preston: Path, preston_later: Path) -> None:
    settings = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}
    again = process("compare", preston, preston_later / "audit.toml", "--out", ran[0] / "again", "--json", **settings)
    assert json.loads(again.out) == json.loads((ran[0] / "comparison.json").read_text(encoding="utf-8"))
    for path in (ran[0] / "again").iterdir():
        assert path.read_bytes() == (ran[0] / path.name).read_bytes(), path.name


def test_the_schema_holds(ran: tuple[Path, Ran]) -> None:
    import jsonschema

    schema = json.loads((ROOT / "docs" / "reference" / "comparison.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((ran[0] / "comparison.json").read_text(encoding="utf-8")), schema)


def test_the_page_is_closed_and_small(ran: tuple[Path, Ran]) -> None:
    text = (ran[0] / "comparison.html").read_text(encoding="utf-8")
    assert len(text.encode()) < 300_000
    assert "default-src &#39;none&#39;" in text
    assert not re.search(r"(?:src|href)=\"(?!#)", text)


def test_the_method_page_is_worked_on_these_figures(found: Comparison) -> None:
    page = (ROOT / "docs" / "method" / "compare.md").read_text(encoding="utf-8")
    amounts = [effect.amount for effect in found.effects] + [found.change.amount, found.full[0].local, found.full[-1].local]
    amounts += [found.full[0].total, found.full[-1].total]
    for amount in amounts:
        assert f"{amount:,.2f}" in page, amount
    for effect in found.effects:
        assert f"| {points(effect.points)} |" in page
    assert found.denominator
    for value in (found.denominator.numerator, found.denominator.denominator):
        assert f"{points(value)} " in page
