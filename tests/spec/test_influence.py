"""Influence: whether spend could be bought elsewhere, and what that verdict rests on. A presumption is no finding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from cwbaudit.classify import classify
from cwbaudit.classify.influence import declaration, presumptions
from cwbaudit.config import HeadingConfig, InfluenceConfig, ScopeConfig, load
from cwbaudit.config.decisions import Decisions, InfluenceDecision
from cwbaudit.engine import Tabular
from cwbaudit.errors import ConfigError
from cwbaudit.headings import headings
from cwbaudit.place import Place
from cwbaudit.resolve import resolve
from cwbaudit.sort import sort
from cwbaudit.tables import CONTRACTS, MATCHES
from tests.texttables import lines, same, suppliers

PLACE = Place("Anytown", "", {"E1": "Anytown"}, {}, "Anytown.")
PAYMENTS = lines("""
    | supplier_name  | category                | declared_influence | amount |
    | Hill Foods     | Catering                |                    |   1.00 |
    | North Water    | Water charges           |                    |   2.00 |
    | Brook School   | Independent school fees |                    |   3.00 |
    | Green Trust    | NON INFLUENCIBLE.GRANTS |                    |   4.00 |
    | Kay Print      | Printing                | Influenceable      |   5.00 |
    | Kay Print      | Posters                 | No                 |   6.00 |
    | Oak Builders   | Building works          |                    |   7.00 |
""")


def judged(read: pa.Table, influence: dict[str, object], decisions: tuple[InfluenceDecision, ...] = ()) -> tuple[Tabular, Tabular]:
    aliases, _ = resolve(read, ())
    told, _ = sort(read, aliases, MATCHES.build([]), HeadingConfig(), Decisions())
    rules = InfluenceConfig.model_validate({"default": "unassessed"} | influence)
    return classify(read, aliases, suppliers(aliases, {}), told, CONTRACTS.build([]), PLACE, ScopeConfig(), rules, decisions)


def test_nothing_is_presumed_unless_asked() -> None:
    """What the body itself declares is read; all else is the config's default."""
    found, _ = judged(PAYMENTS, {})
    assert same(found, """
        | category                | influence     | influence_ground     | amount |
        | Catering                | unassessed    | default              |   1.00 |
        | Water charges           | unassessed    | default              |   2.00 |
        | Independent school fees | unassessed    | default              |   3.00 |
        | NON INFLUENCIBLE.GRANTS | locked        | declared in the data |   4.00 |
        | Printing                | influenceable | declared in the data |   5.00 |
        | Posters                 | locked        | declared in the data |   6.00 |
        | Building works          | unassessed    | default              |   7.00 |
    """)  # fmt: skip


def test_presumptions_come_last_and_are_marked() -> None:
    """Decisions come before the audit's rules, those before what is declared, and presumptions only where nothing else speaks."""
    rules = {
        "presumptions": True,
        "rule": [{"id": "works", "influence": "locked", "until": date(2030, 3, 31), "where": {"supplier": "Oak Builders"}, "because": "Let to 2030."}],
    }  # fmt: skip
    decided = InfluenceDecision(
        where={"supplier": "Green Trust Ltd"}, influence="influenceable", until=None, who="AB", when="2026-01-05", why="Let each year.", written="row 2"
    )  # fmt: skip
    found, _ = judged(PAYMENTS, rules, (decided,))
    assert same(found, """
        | category                | influence     | influence_ground     | locked_until | amount |
        | Catering                | influenceable | shipped presumption  |              |   1.00 |
        | Water charges           | locked        | shipped presumption  |              |   2.00 |
        | Independent school fees | unassessed    | default              |              |   3.00 |
        | NON INFLUENCIBLE.GRANTS | influenceable | decision             |              |   4.00 |
        | Printing                | influenceable | declared in the data |              |   5.00 |
        | Posters                 | locked        | declared in the data |              |   6.00 |
        | Building works          | locked        | rule of the audit    | 2030-03-31   |   7.00 |
    """)  # fmt: skip


def test_a_rule_that_is_never_reached_names_the_one_before_it() -> None:
    rules = {
        "rule": [
            {"id": "all-catering", "influence": "influenceable", "where": {"heading": "food and catering"}, "because": "Small lots."},
            {"id": "hill-foods", "influence": "influenceable", "where": {"supplier": "Hill Foods"}, "because": "They said so."},
        ]
    }
    _, findings = judged(PAYMENTS, rules)
    assert same(findings_of(findings, "rule-unused"), """
        | value      | note                                                                        |
        | hill-foods | all that it names is decided before, by "all-catering"; because: They said so. |
    """)  # fmt: skip


def findings_of(findings: Tabular, code: str) -> Tabular:
    from cwbaudit.engine import sql

    return sql(f"select * from f where code = '{code}'", f=findings)


@pytest.mark.parametrize(
    ("declared", "category", "said"),
    [
        ("", "NON INFLUENCIBLE.WELFARE", "locked"),
        ("Non-influenceable", "Catering", "locked"),
        ("not addressable", "", "locked"),
        ("Influenceable", "", "influenceable"),
        ("Y", "", "influenceable"),
        ("", "Influenza vaccine", None),
        ("perhaps", "Catering", None),
    ],
)
def test_what_bodies_declare(declared: str, category: str, said: str | None) -> None:
    found = declaration(declared, category)
    assert (found and found.influence) == said


def test_every_presumption_is_about_something_that_can_be() -> None:
    """Its headings are headings, and none is hidden behind another."""
    known = {heading.name.casefold() for heading in headings()}
    shipped = presumptions()
    assert {name for rule in shipped for name in rule.where.wanted.get("heading", ())} <= known
    assert not [(a.id, b.id) for i, b in enumerate(shipped) for a in shipped[:i] if a.where.covers(b.where)]
    assert all(rule.because.endswith(".") for rule in shipped)


CONFIG = """
[audit]
period = { from = 2025-04-01, to = 2026-03-31 }
[place]
name  = "Anytown"
local = { authorities = ["Preston"] }
[influence]
default = "unassessed"
"""
RULE = '[[influence.rule]]\nid = "%s"\ninfluence = "%s"\nwhere = { %s }\nbecause = "So."\n'


@pytest.mark.parametrize(
    ("rules", "what", "line"),
    [
        (
            RULE % ("all", "locked", 'category = ["Food", "Print"]')
            + RULE % ("food", "influenceable", 'category = "food", body = "Council"'),
            'The influence rule "food" contradicts "all": all that it names is decided before.',
            "line 14",
        ),
        (
            RULE % ("a", "locked", 'supplier = "Hill Ltd"') + RULE % ("b", "influenceable", 'supplier = "HILL LIMITED"'),
            'The influence rule "b" contradicts "a", which names the same spend.',
            "line 14",
        ),
        (
            RULE % ("odd", "locked", 'colour = "red"'),
            'The influence rule "odd": "colour" is not known for influence.rule[1].where.colour.',
            "line 12",
        ),
        (
            RULE.replace("because", "until = 2024-03-31\nbecause") % ("old", "locked", 'category = "Food"'),
            'The influence rule "old" locks until 2024-03-31, before the period begins on 2025-04-01.',
            "line 9",
        ),
    ],
)
def test_mistakes_in_rules_are_named_with_their_line(tmp_path: Path, rules: str, what: str, line: str) -> None:
    (tmp_path / "spend.csv").write_text("Supplier,Amount\nHill,1.00\n", encoding="utf-8")
    path = tmp_path / "audit.toml"
    path.write_text(CONFIG + rules + '[[source]]\nbody = "Council"\nfiles = ["spend.csv"]\n', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert caught.value.what.startswith(what)
    assert line in caught.value.where
