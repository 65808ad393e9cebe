"""audit.toml: every mistake names its key, its line and the fix."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cwbaudit.config import Config, ScopeConfig, load
from cwbaudit.config.horizon import months_after
from cwbaudit.errors import ConfigError, CwbauditError, SourceError

GOOD = """
[audit]
title  = "Preston anchors 2012-13"
period = { from = 2012-04-01, to = 2013-03-31 }

[place]
name     = "Preston"
local    = { authorities = ["Preston"] }
regional = { counties = ["Lancashire"] }

[[source]]
body          = "City Council"
files         = ["city-*.csv"]
control_total = 25_000_000.10
columns       = { supplier_name = "Vendor", amount = "Net £" }

[influence]
default = "unassessed"
[[influence.rule]]
id        = "pfi"
influence = "locked"
until     = 2031-08-31
where     = { supplier = "Example Schools PFI Ltd" }
because   = "Unitary charge runs to 2031."

[[scenario]]
name        = "local-10"
local_share = 0.10
"""


SUPPLIERS = "name,verdict,supplier,who,when,why\n"


def config(folder: Path, text: str = GOOD) -> Config:
    for name in ("city-council.csv", "city-council-2.csv", "county.csv"):
        (folder / name).write_text("Vendor,Net £\n")
    (folder / "audit.toml").write_text(text, encoding="utf-8")
    return load(folder / "audit.toml")


def test_a_good_config_is_read_exactly(tmp_path: Path) -> None:
    read = config(tmp_path)
    assert read.sources[0].control_total == Decimal("25000000.10")
    assert [file.label for file in read.sources[0].files] == ["city-council-2.csv", "city-council.csv"]
    assert read.influence.rule[0].where == {"supplier": ("Example Schools PFI Ltd",)}
    assert read.scenarios[0].local_share == Decimal("0.10")


def test_one_basis_needs_no_brackets(tmp_path: Path) -> None:
    read = config(tmp_path, GOOD.replace('name     = "Preston"', 'name = "Preston"\nbases = "company register"', 1))
    assert read.place.bases == ("company register",)


@pytest.mark.parametrize(
    ("old", "new", "what", "line", "fix"),
    [
        ("control_total", "control_totl", 'no key "control_totl"', "line 14", 'Did you mean "control_total"?'),
        ("25_000_000.10", "25.001", "at most two decimals", "line 14", "25.001"),
        ('"locked"', '"lockt"', '"lockt" is not known', "line 21", 'Did you mean "locked"?'),
        ("{ supplier =", "{ suplier =", '"suplier" is not known', "line 23", 'Did you mean "supplier"?'),
        ("supplier_name =", "suppliername =", '"suppliername" is not known', "line 15", 'Did you mean "supplier_name"'),
        ('default = "unassessed"\n', "", '"influence.default" is missing', "line 17", 'default = "unassessed"'),
        ('because   = "Unitary charge runs to 2031."\n', "", "because", "line 19", "because"),
        ("local_share = 0.10", "", "local_share", "line 26", ""),
        ("= 0.10", "= 1.10", "less than or equal to 1", "line 28", "1.10"),
        ("2013-03-31", "2011-03-31", "ends before it starts", "line 4", ""),
        ('"locked"\nuntil', '"influenceable"\nuntil', "only a locked rule may have", "line 19", ""),
        ("[[scenario]]", '[[scenario]]\nname = "local-10"\nlocal_share = 0.2\n[[scenario]]', 'called "local-10"', "", ""),
        ("[place]", "[plaice]", 'no key "plaice"', "line 6", 'Did you mean "place"?'),
        ("[place]", "[registers]\nlist = true\n[place]", 'no key "list"', "line 7", '"directory.csv"'),
        ("[audit]", "[audit", "cannot be read", "line 2", ""),
        ('title  = "Preston', 'title  = Preston', "cannot be read", "line 3", "quotes"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_key_its_line_and_the_fix(tmp_path: Path, old: str, new: str, what: str, line: str, fix: str) -> None:
    assert old in GOOD
    with pytest.raises(ConfigError) as caught:
        config(tmp_path, GOOD.replace(old, new, 1))
    assert what in caught.value.what
    assert line in caught.value.where
    assert fix in caught.value.fix


@pytest.mark.parametrize(
    ("old", "new", "what", "fix"),
    [
        ("= 0.10", "= 10", "must be less than or equal to 1", "It says: 10. A share is a part of one: 10% is 0.10."),
        ("= 0.10", "= 10%", "cannot be read", "10% is 0.10"),
        ("= 0.10", '= "10%"', "local_share: is no number", "10% is 0.10"),
        ("2012-04-01", "2012-31-04", "cannot be read", "year-month-day"),
        ("2012-04-01", "01/04/2012", "cannot be read", "year-month-day"),
        ("2012-04-01", '"April"', "period.from: is no day", "year-month-day"),
        ("2012-04-01", "2012", "period.from: is no day", "2012-04-01"),
        ("25_000_000.10", "25,000,000.10", "cannot be read", "without commas"),
        ("25_000_000.10", "£25000000.10", "cannot be read", "without a pound sign"),
        ("25_000_000.10", '"25m"', "control_total: is no number", "without quotes"),
        ('title  = "Preston anchors 2012-13"', "title = 2012", "title: is no text", "It says: 2012. Put it in quotes."),
        ('name     = "Preston"', "name = “Preston”", "cannot be read", "straight quotes"),
        ('name     = "Preston"', 'name = "Preston"\nbases = []', "place.bases: is empty", "Name one at least."),
        ('name     = "Preston"', 'name = "Preston"\nbases = "spend fil"', '"spend fil" is not known', 'Did you mean "spend file"?'),
        ('"city-', '"spend\\city-', "cannot be read", "forward slash"),
    ],
)  # fmt: skip
def test_a_value_written_as_in_a_letter_is_answered_with_how_to_write_it(tmp_path: Path, old: str, new: str, what: str, fix: str) -> None:
    assert old in GOOD
    with pytest.raises(ConfigError) as caught:
        config(tmp_path, GOOD.replace(old, new, 1))
    assert what in caught.value.what
    assert fix in caught.value.fix
    assert "input should" not in caught.value.what.casefold(), "in the words of whoever wrote it"


SMALL = 'name = "small"\n[[scenario.policy]]\nkind = "small"\n'
PATH = 'name = "up"\n[[scenario.path]]\nby = 2028-03-31\nlocal_share = 0.2\n[[scenario.path]]\n'


@pytest.mark.parametrize(
    ("scenario", "what", "line"),
    [
        ('name = "both"\nlocal_share = 0.1\n[[scenario.shift]]\nshare = 0.5', '"both": scenario[2]: needs one of', "line 30"),
        ('name = "none"', "needs one of", "line 30"),
        ('name = "odd"\nlocal_share = 0.1\nordr = "largest"', 'Scenario "odd": There is no key "ordr"', "line 33"),
        ('name = "odd"\nlocal_share = 0.1\norder = "biggest"', '"biggest" is not known', "line 33"),
        ('name = "odd"\nbody = "City"\n[[scenario.shift]]\nshare = 0.5', "go with `local_share`", "line 30"),
        (SMALL, 'Scenario "small": scenario[2].policy[1]: of kind "small" needs `under`', "line 32"),
        (f"{SMALL}under = -1", "greater than 0", "line 34"),
        (f"{SMALL}under = 5\nlots = 2", "has no `lots`", "line 32"),
        (SMALL.replace('"small"\n[', '"x"\n[').replace("small", "reserved"), "must name its bodies", "line 32"),
        (SMALL.replace('kind = "small"', 'kind = "home"'), "must say `where`", "line 32"),
        (f"{PATH}by = 2028-03-31\nlocal_share = 0.3", 'Scenario "up": scenario[2]: has a path whose dates do not follow', "line 30"),
        (f"{PATH}by = 2029-03-31\nlocal_share = 0.1", "a path that falls", "line 30"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_scenario_names_the_scenario_and_the_line(tmp_path: Path, scenario: str, what: str, line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config(tmp_path, f"{GOOD}\n[[scenario]]\n{scenario}\n")
    assert what in caught.value.what
    assert line in caught.value.where


REGISTERED = GOOD.replace("files         =", 'contracts     = "county.csv"\nfiles         =')


def test_the_horizon_is_the_periods_end_unless_stated(tmp_path: Path) -> None:
    """A day, or so many months after the period's end; a year after the last of February is the last of February."""

    def beyond(text: str) -> date | None:
        read = config(tmp_path, REGISTERED.replace("[influence]", f"[influence]\n{text}"))
        return read.influence.beyond(read.audit.period.end if read.audit.period else None)

    assert (beyond(""), beyond("horizon = 2015-06-30")) == (date(2013, 3, 31), date(2015, 6, 30))
    assert [beyond(f"horizon_months = {months}") for months in (0, 1, 11, 24)] == [
        date(2013, 3, 31), date(2013, 4, 30), date(2014, 2, 28), date(2015, 3, 31),
    ]  # fmt: skip
    assert (months_after(date(2011, 2, 28), 12), months_after(date(2013, 1, 30), 1)) == (date(2012, 2, 29), date(2013, 2, 28))


@pytest.mark.parametrize(
    ("text", "stated", "what", "line"),
    [
        (REGISTERED, "horizon = 2013-03-30", "lies before the end of the period, 2013-03-31", "line 19: "),
        (REGISTERED, "horizon = 2014-03-31\nhorizon_months = 12", "has both `horizon` and `horizon_months`", "line 18: [influence]"),
        (REGISTERED, "horizon_months = -1", "greater than or equal to 0", "line 19: "),
        (REGISTERED, 'contract_date = "revue"', '"revue" is not known', "line 19: "),
        (REGISTERED, 'horizon = "2013"', "influence.horizon", "line 19: "),
        (GOOD, "horizon_months = 12", "is about contracts registers, and no [[source]] has one", "line 18: "),
        (GOOD, 'contract_date = "review"', "is about contracts registers, and no [[source]] has one", "line 18: "),
    ],
)  # fmt: skip
def test_a_mistake_in_the_horizon_is_named_with_its_line(tmp_path: Path, text: str, stated: str, what: str, line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config(tmp_path, text.replace("[influence]", f"[influence]\n{stated}"))
    assert what in caught.value.what
    assert line in f"{caught.value.where}: "
    assert caught.value.exit_code == 10


def test_a_scenario_knows_its_line(tmp_path: Path) -> None:
    assert [scenario.line for scenario in config(tmp_path).scenarios] == [27]


def test_a_wrong_path_says_what_the_folder_holds(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        config(tmp_path, GOOD.replace("city-*.csv", "city-councl.csv"))
    assert "city-councl.csv" in caught.value.what
    assert 'Did you mean "city-council.csv"' in caught.value.fix
    assert caught.value.exit_code == 11


def test_a_missing_config_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="There is no file") as caught:
        load(tmp_path / "audit.toml")
    assert "cwbaudit init" in caught.value.fix


@pytest.mark.parametrize(
    ("name", "text", "what", "where"),
    [
        ("suppliers.csv", f"{SUPPLIERS}A,perhaps,B,me,,\n", '"perhaps" is no verdict', "row 2, column verdict"),
        ("suppliers.csv", "name,verdict,who,when,why\nA,same,me,,\n", 'no column "supplier"', "row 1"),
        ("suppliers.csv", f"{SUPPLIERS}A,same,,me,,\n", 'no "supplier"', "row 2"),
        ("suppliers.csv", f"{SUPPLIERS}A,same,B,,,\nB,same,C,,,\nA,different,C,,,\n", "both same and different", "row 4"),
        (
            "suppliers.csv", f"{SUPPLIERS}A,same,A LLP,,,\nA,different,A Ltd,,,\nA LLP,same,A Limited,,,\n",
            "both same and different", "row 3",
        ),
        ("postcodes.csv", "supplier,postcode,who,when,why\nA Ltd,PR1 2HE,,,\nA Limited,PR1 3XX,,,\n", "is decided to be at", "row 3"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_decisions_names_file_and_row(tmp_path: Path, name: str, text: str, what: str, where: str) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / name).write_text(text)
    with pytest.raises(CwbauditError) as caught:
        config(tmp_path)
    assert what in caught.value.what
    assert name in caught.value.where
    assert where in caught.value.where
    assert caught.value.exit_code == 10


def test_a_name_without_a_form_may_be_decided_to_be_the_llp_and_not_the_company(tmp_path: Path) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "suppliers.csv").write_text(
        f"{SUPPLIERS}Hill Legal,same,Hill Legal LLP,,,\nHill Legal,different,Hill Legal Ltd,,,\n"
    )
    assert len(config(tmp_path).decisions.suppliers) == 2


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ('without = ["default-taxx"]', 'Did you mean "default-tax"'), ('with = ["public-body"]', 'Did you mean "public-bodies"'),
        ('[[scope.rule]]\nid = "x"\nexclusion = "tax"\nbecause = "y"\nwhere = { kind = "tax autority" }', 'Did you mean "tax authority"'),
        ('[[scope.rule]]\nid = "default-tax"\nexclusion = "tax"\nbecause = "y"\nwhere = { category = "a" }', 'Two scope rules are called "default-tax".'),
    ],
)  # fmt: skip
def test_default_scope_rules_are_named_right(tmp_path: Path, scope: str, said: str) -> None:
    (tmp_path / "spend.csv").write_text("Supplier,Amount\nA,1\n", encoding="utf-8")
    text = f"""
[place]
name = "Preston"
local = {{ authorities = ["Preston"] }}
[[source]]
body = "City Council"
files = ["spend.csv"]
[influence]
default = "unassessed"
[scope]
{scope}
"""
    (tmp_path / "audit.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "audit.toml")
    assert said in str(caught.value)


def test_default_scope_rules_are_well_formed() -> None:
    """Each is a rule of the grammar, has its own id and a reason, and no category stands in two for one kind of payee."""
    from cwbaudit import standing

    scope = ScopeConfig.model_validate({"with": standing.READY_IDS})
    ids = [rule.id for rule in scope.standing]
    assert len(ids) == len(set(ids)) == len(standing.RULES) + len(standing.READY)
    categories = [
        (name.casefold(), kind)
        for rule in scope.standing
        for name in rule.where.get("category", ())
        for kind in rule.where.get("kind", ("any",))
    ]
    assert not {each for each in categories if categories.count(each) > 1}
    assert all(rule.because.endswith(".") for rule in scope.standing)


def test_a_body_has_one_number_of_largest_suppliers(tmp_path: Path) -> None:
    (tmp_path / "city-1.csv").write_text("a,b\n")
    again = '\n[[source]]\nbody = "City Council"\nfiles = "city-*.csv"\ntop = 20\n'
    (tmp_path / "audit.toml").write_text(GOOD.replace('body          = "City Council"', 'body = "City Council"\ntop = 300') + again)
    with pytest.raises(ConfigError, match="two numbers of largest suppliers"):
        load(tmp_path / "audit.toml")
    (tmp_path / "audit.toml").write_text(GOOD + again)
    assert load(tmp_path / "audit.toml").tops == {"City Council": 20}
