"""Bad input: what, where and fix; the right exit code; nothing half written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

Command = Callable[..., Ran]


@pytest.fixture
def bare(preston: Path, tmp_path: Path) -> Path:
    """The sample without an audit: whatever a failing run writes would show."""
    return Path(shutil.copytree(preston, tmp_path / "preston", ignore=shutil.ignore_patterns("audit")))


def edit(folder: Path, old: str, new: str) -> None:
    text = (folder / "audit.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "audit.toml").write_text(text.replace(old, new, 1), encoding="utf-8")


def spoil_columns(folder: Path) -> None:
    edit(folder, 'amount = "Spend in year"', 'amount = "Spend in yaer"')


def spoil_path(folder: Path) -> None:
    edit(folder, "spend/county-council-2012-13.csv", "spend/county-counsil-2012-13.csv")


def spoil_kind(folder: Path) -> None:
    (folder / "spend" / "county-council-2012-13.csv").write_text("<!DOCTYPE html><html><body>403 Forbidden</body></html>")


def spoil_authority(folder: Path) -> None:
    edit(folder, 'authorities = ["Preston"]', 'authorities = ["Prestn"]')


def spoil_total(folder: Path) -> None:
    edit(folder, "603_985_953.26", "603_985_953.27")


def spoil_key(folder: Path) -> None:
    edit(folder, "control_total = 35", "control_totl = 35")


def spoil_default(folder: Path) -> None:
    edit(folder, 'default = "unassessed"', "")


@pytest.mark.parametrize(
    ("spoil", "code", "what", "where", "fix"),
    [
        (spoil_columns, 11, "Spend in yaer", "housing-association-contractors.xlsx", "Spend in year"),
        (spoil_path, 11, "county-counsil-2012-13.csv", "County Council", 'Did you mean "county-council-2012-13.csv"'),
        (spoil_kind, 11, "web page", "county-council-2012-13.csv", ""),
        (spoil_authority, 10, "Prestn", "local", 'Did you mean "Preston"'),
        (spoil_total, 13, "603,985,953.27", "County Council", ""),
        (spoil_key, 10, "control_totl", "line ", 'Did you mean "control_total"'),
        (spoil_default, 10, "influence.default", "[influence]", "unassessed"),
    ],
)  # fmt: skip
def test_bad_input(command: Command, bare: Path, spoil: Callable[[Path], None], code: int, what: str, where: str, fix: str) -> None:
    spoil(bare)
    before = sorted(bare.rglob("*"))
    ran = command("run", bare)
    assert ran.code == code, ran.err
    shown = {
        label: " ".join(text.split())
        for label, text in re.findall(r"^(error|where|fix) +(.*?)(?=^(?:where|fix) |\Z)", ran.err, re.M | re.S)
    }
    assert what in shown["error"] + shown["where"]
    assert where in shown["error"] + shown["where"]
    assert fix in shown["fix"]
    assert "Traceback" not in ran.err
    assert ran.out == ""
    assert sorted(bare.rglob("*")) == before


def test_a_scenario_that_cannot_be_reached_is_told_and_the_run_ends_with_3(process: Command, bare: Path) -> None:
    edit(bare, "local_share = 0.10", "local_share = 0.60")
    ran = process("run", bare)
    assert ran.code == 3
    assert "60.0% cannot be reached" in " ".join(ran.out.split())
    assert (bare / "audit" / "report.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["run", "--lokal", "Preston"], "--lokal"),
        (["rnu"], "rnu"),
        (["what-if", "{preston}", "--local", "ten"], '"ten" is not a share'),
        (["what-if", "{preston}", "--local", "10"], '"10" is not a share'),
        (["what-if", "{preston}"], "Say what to ask"),
        (["what-if", "{preston}", "--share", "50%", "--category", "Cattering"], "Catering"),
        (["what-if", "{preston}", "--local", "10%", "--share", "10%"], "Say what to ask"),
        (["what-if", "{preston}", "--local", "10%", "--supplier", "Anyone"], "not of a supplier"),
        (["what-if", "{preston}", "--local", "10%", "--order", "bigest"], 'Did you mean "largest"'),
        (["what-if", "{preston}", "--share", "10%", "--order", "largest"], "--order goes with --local"),
        (["what-if", "{preston}", "--policy", "hme"], 'Did you mean "home"'),
        (["what-if", "{preston}", "--policy", "small:lots"], "needs `under`"),
        (["what-if", "{preston}", "--policy", "reserved"], "must name its bodies"),
        (["what-if", "{preston}", "--policy", "home", "--body", "City Counci"], "City Council"),
        (["what-if", "{preston}/spend", "--local", "10%"], "no audit"),
        (["explain", "{preston}", "county-council-2012-13.csv:369"], "Row 369"),
        (["run", "{preston}/spend/county-council-2012-13.csv"], "--local"),
        (["register", "import", "--kind", "foo", "x.csv"], "--kind': 'foo' is not one of 'companies'"),
        (["run", "{preston}/audit.toml", "--local", "Preston"], "audit.toml says these itself"),
    ],
)
def test_wrong_usage_ends_with_2(command: Command, preston: Path, arguments: list[str], complaint: str) -> None:
    ran = command(*(argument.format(preston=preston) for argument in arguments))
    assert ran.code == 2, ran.err
    assert complaint in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_that_is_not_an_audit_is_not_replaced(command: Command, bare: Path) -> None:
    (bare / "mine").mkdir()
    (bare / "mine" / "thesis.txt").write_text("years")
    ran = command("run", bare, "--out", bare / "mine")
    assert ran.code == 2
    assert (bare / "mine" / "thesis.txt").read_text() == "years"


def test_a_missing_config_says_what_to_do(process: Command, tmp_path: Path) -> None:
    ran = process("run", cwd=tmp_path)
    assert ran.code == 10
    assert "cwbaudit init" in ran.err
