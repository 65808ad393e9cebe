"""Comparing small audits: another definition, another panel, other bases, and what cannot be compared."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cwbaudit
from cwbaudit.comparison.model import Comparison
from cwbaudit.errors import UsageError

D = Decimal
# PR1 2HE is in Preston, PR25 1DH in South Ribble, BB1 7DY in Blackburn with Darwen, M1 1AE in Manchester.
ROWS = {
    "local": "Alder Joinery Ltd,PR1 2HE,Building,{}\n",
    "ribble": "Birch Foods Ltd,PR25 1DH,Food,{}\n",
    "away": "Cedar Print Ltd,M1 1AE,Print,{}\n",
}
TOML = """
[audit]
title = "{title}"
period = {{ from = {year}-04-01, to = {after}-03-31 }}
[place]
name = "Preston"
local = {{ authorities = [{local}] }}
regional = {{ counties = ["Lancashire"] }}
[influence]
default = "{default}"
"""


@dataclass
class Maker:
    """Makes small audits; each keyword is a body with its pounds by row."""

    folder: Path

    def __call__(
        self, title: str, year: int, bodies: dict[str, dict[str, int]], *, local: str = '"Preston"', default: str = "unassessed",
        basis: str = "net", names: dict[str, str] | None = None, more: str = "",
    ) -> Path:  # fmt: skip
        folder = self.folder / title
        folder.mkdir()
        config = TOML.format(title=title, year=year, after=year + 1, local=local, default=default) + more
        for number, (body, spent) in enumerate(bodies.items()):
            rows = "".join(ROWS[name].format(amount) for name, amount in spent.items())
            for old, new in (names or {}).items():
                rows = rows.replace(old, new)
            (folder / f"{number}.csv").write_text(f"Supplier,Postcode,Category,Amount\n{rows}", encoding="utf-8")
            config += f'[[source]]\nbody = "{body}"\nfiles = ["{number}.csv"]\namount_basis = "{basis}"\n'
        (folder / "audit.toml").write_text(config, encoding="utf-8")
        cwbaudit.audit(folder / "audit.toml")
        return folder


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def first(make: Maker) -> Path:
    return make("first", 2012, {"City": {"local": 100, "ribble": 300, "away": 600}, "County": {"local": 200, "away": 800}})


def effects(found: Comparison) -> dict[str, tuple[Decimal, Decimal]]:
    return {effect.name: (effect.amount, effect.points) for effect in found.effects}


def codes(found: Comparison) -> list[str]:
    return [caveat.code for caveat in found.caveats]


def test_another_definition_is_restated_and_told_apart_from_what_changed(make: Maker, first: Path) -> None:
    wider = make("wider", 2013, {"City": {"local": 100, "ribble": 400, "away": 500}, "County": {"local": 200, "away": 800}},
                 local='"Preston", "South Ribble"')  # fmt: skip
    found = cwbaudit.compare(first, wider)
    assert [state.local for state in found.full] == [D(300), D(600), D(700)]
    assert effects(found) == {
        "definition": (D(300), D("15.0")), "left": (D(0), D(0)), "volume": (D(0), D(0)), "mix": (D(0), D(0)),
        "shift": (D(100), D("5.0")), "joined": (D(0), D(0)),
    }  # fmt: skip
    assert "definition" in codes(found)
    assert [fate.change for fate in found.suppliers.fates if fate.name == "stayed"] == [D(100)]


def test_back_to_the_narrower_definition_the_change_is_the_other_way_round(make: Maker, first: Path) -> None:
    wide = make("wide", 2011, {"City": {"local": 100, "ribble": 300, "away": 600}, "County": {"local": 200, "away": 800}},
                local='"Preston", "South Ribble"')  # fmt: skip
    found = effects(cwbaudit.compare(wide, first))
    assert found["definition"] == (D(-300), D("-15.0"))
    assert all(size == (D(0), D(0)) for name, size in found.items() if name != "definition")


def test_bodies_that_left_and_joined_are_the_panel_and_the_rest_is_compared_beside(make: Maker, first: Path) -> None:
    other = make("other", 2013, {"city ": {"local": 150, "ribble": 300, "away": 550}, "College": {"local": 500, "away": 500}})
    found = cwbaudit.compare(first, other)
    assert effects(found) == {
        "definition": (D(0), D(0)), "left": (D(-200), D("-5.0")), "volume": (D(0), D(0)), "mix": (D(0), D(0)),
        "shift": (D(50), D("5.0")), "joined": (D(500), D("17.5")),
    }  # fmt: skip
    assert [(state.bodies, state.local) for state in found.fixed] == [(1, D(100)), (1, D(150))]
    assert {body.name.strip(): body.panel for body in found.bodies} == {"city": "both", "College": "new only", "County": "old only"}
    assert "panel" in codes(found)
    assert found.suppliers.lost == []  # County's suppliers are not lost: County was not audited


def test_less_spent_elsewhere_raises_the_share_and_is_said_to(make: Maker, first: Path) -> None:
    cut = make("cut", 2013, {"City": {"local": 100, "ribble": 300, "away": 100}, "County": {"local": 200, "away": 300}})
    found = cwbaudit.compare(first, cut)
    assert found.change.amount == 0
    assert found.denominator
    assert (found.denominator.numerator, found.denominator.denominator) == (D(0), found.change.points)
    assert found.change.points == D("15.0")
    assert "denominator" in codes(found)


def test_a_share_that_rose_with_less_local_spend_is_said_to(make: Maker, first: Path) -> None:
    less = make("less", 2013, {"City": {"local": 90, "away": 10}, "County": {"local": 180, "away": 20}})
    assert "against" in codes(cwbaudit.compare(first, less))


def test_unlike_bases_defaults_and_periods_are_said(make: Maker, first: Path) -> None:
    unlike = make("unlike", 2012, {"City": {"local": 100}, "County": {"local": 200}}, default="locked", basis="gross")
    assert {"vat", "influence", "period"} <= set(codes(cwbaudit.compare(first, unlike)))


def test_suppliers_are_known_again_by_any_spelling_and_their_moves_are_told(make: Maker, first: Path) -> None:
    moved = make("moved", 2013, {"City": {"local": 100, "ribble": 300, "away": 600}, "County": {"local": 200, "away": 800}},
                 names={"Cedar Print Ltd,M1 1AE": "CEDAR PRINT LIMITED,PR1 2HE", "Birch Foods": "Dogwood Foods"})  # fmt: skip
    found = cwbaudit.compare(first, moved).suppliers
    assert [(s.name, s.old_locality, s.new_locality, s.old_authority, s.new_authority) for s in found.moved] == [
        ("CEDAR PRINT LIMITED", "leaking", "local", "Manchester", "Preston")
    ]
    assert ([s.name for s in found.gained], [s.name for s in found.lost]) == (["Dogwood Foods Ltd"], ["Birch Foods Ltd"])
    assert {fate.name: fate.change for fate in found.fates if fate.suppliers} == {"moved here": D(1400), "stayed": D(0)}


RENAMED = {  # a name then and another now, each with the column and the number beside it; and whether the two are known to be one
    ("Moorside Grants", "The Old Mill Trust"): (("Charity Number", "1098765"), ("Charity Number", "1098765"), True),
    ("Ravenglass Fund", "Eskdale Weavers"): (("Charity Number", "SC012345"), ("Charity Number", "sc 012345"), True),
    ("Dunnerdale Print Ltd", "Cowslip Press Ltd"): (("Company Number", "01234567"), ("Company Number", "1234567"), True),
    ("Birkrigg Roofing", "Hawthorn Housing"): (("Company Number", "1087654"), ("Charity Number", "1087654"), False),
    ("Ashgill Joinery", "Fellfoot Carpets"): (("Charity Number", "1076543"), ("Charity Number", "1076542"), False),
    ("Elterwater Quarries Trust", "Riverside Foods Trust"): (("Charity Number", "n/a"), ("Charity Number", "n/a"), False),
}


def test_a_supplier_is_known_again_by_its_number_under_another_name(tmp_path: Path) -> None:
    audits = []
    for at, year in enumerate((2012, 2013)):
        folder = tmp_path / str(year)
        folder.mkdir()
        columns = ("Charity Number", "Company Number")
        rows = [
            [names[at], "PR1 2HE", "100", *(said[at][1] if said[at][0] == column else "" for column in columns)]
            for names, said in RENAMED.items()
        ]
        lines = [",".join(row) for row in (["Supplier", "Postcode", "Amount", *columns], *rows)]
        (folder / "spend.csv").write_text("\n".join(lines), encoding="utf-8")
        source = '[[source]]\nbody = "City"\nfiles = ["spend.csv"]\n'
        config = TOML.format(title=year, year=year, after=year + 1, local='"Preston"', default="unassessed") + source
        (folder / "audit.toml").write_text(config, encoding="utf-8")
        audits.append(cwbaudit.audit(folder / "audit.toml").folder)
    found = cwbaudit.compare(*audits).suppliers
    unknown = [names for names, (*_, known) in RENAMED.items() if not known]
    assert {supplier.name for supplier in found.lost} == {then for then, _ in unknown}
    assert {supplier.name for supplier in found.gained} == {now for _, now in unknown}
    assert {fate.name: fate.suppliers for fate in found.fates if fate.suppliers} == {"stayed": 3, "gained": 3, "lost": 3}


def test_a_supplier_that_could_not_be_placed_then_is_no_move(make: Maker, first: Path) -> None:
    unplaced = make("unplaced", 2011, {"City": {"local": 100, "ribble": 300, "away": 600}, "County": {"local": 200, "away": 800}},
                    names={"PR1 2HE": ""})  # fmt: skip
    found = cwbaudit.compare(unplaced, first)
    assert {fate.name: fate.change for fate in found.suppliers.fates if fate.suppliers} == {"placed": D(300)}
    assert "unplaced" in codes(found)


def edited(folder: Path, copy: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of an audit whose report says otherwise, as one made by another version might."""
    shutil.copytree(folder, copy)
    path = copy / "audit" / "report.json"
    report = json.loads(path.read_text(encoding="utf-8"))
    change(report)
    path.write_text(json.dumps(report), encoding="utf-8")
    return copy


def test_another_version_is_said(first: Path, tmp_path: Path) -> None:
    older = edited(first, tmp_path / "older", lambda report: report.update(tool="cwbaudit 0.0.9"))
    assert "tool" in codes(cwbaudit.compare(older, first))


def test_a_definition_that_authorities_do_not_explain_is_refused(first: Path, tmp_path: Path) -> None:
    def by_ward(report: dict[str, Any]) -> None:
        report["place"]["local"] = ["ward Plungington (E05013156)"]

    ward = edited(first, tmp_path / "ward", by_ward)
    for old, new in ((first, ward), (ward, first)):
        with pytest.raises(UsageError, match="cannot be compared") as refused:
            cwbaudit.compare(old, new)
        assert "more than the local authority" in refused.value.where
        assert "Run the old audit again" in refused.value.fix


def test_an_authority_that_no_list_has_is_refused(make: Maker, first: Path, tmp_path: Path) -> None:
    def abolished(report: dict[str, Any]) -> None:
        report["place"]["regional"] = [*report["place"]["regional"], "Old Shire"]

    with pytest.raises(UsageError, match="cannot be compared") as refused:
        cwbaudit.compare(edited(first, tmp_path / "old", abolished), edited(first, tmp_path / "new", abolished_too))
    assert "Old Borough" in refused.value.where


def abolished_too(report: dict[str, Any]) -> None:
    report["place"]["regional"] = [*report["place"]["regional"], "Old Borough"]


def test_an_audit_of_nothing_is_compared_too(make: Maker, first: Path) -> None:
    nothing = make("nothing", 2013, {"City": {"local": 0}})
    found = cwbaudit.compare(first, nothing)
    assert (found.change.amount, found.change.points, found.denominator) == (D(-300), D("-15.0"), None)
    assert sum(effect.amount for effect in found.effects) == D(-300)


def test_people_are_not_named(make: Maker, first: Path) -> None:
    people = make("people", 2013, {"City": {"local": 100, "ribble": 300, "away": 600}, "County": {"local": 200, "away": 800}},
                  names={"Birch Foods Ltd": "Mrs Jane Birchall"}, more='[scope]\nwithout = ["default-individuals"]\n')  # fmt: skip
    found = cwbaudit.compare(first, people)
    assert [supplier.name for supplier in found.suppliers.gained] == ["(individual)"]
    assert "Birchall" not in found.model_dump_json()


def test_an_audit_in_another_versions_form_is_refused_in_words(first: Path, tmp_path: Path) -> None:
    strange = edited(first, tmp_path / "strange", lambda report: report.update(a_figure_of_tomorrow="1.00"))
    with pytest.raises(UsageError, match="another version of cwbaudit"):
        cwbaudit.compare(first, strange)
