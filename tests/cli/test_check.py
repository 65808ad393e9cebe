"""`check` of a finished audit: thresholds, exit codes, and what each format says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

TOTAL = "783,085,268.42"


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        ((), 0, "passes"),
        (("--min-local", "5%"), 0, "at least 5.0%"),
        (("--min-local", "5.0001%"), 3, "FAILED  local share"),
        (("--min-region", "39%", "--max-unplaced", "0%"), 0, "39.0% stays in Lancashire"),
        (("--max-unassessed", "20%"), 3, "FAILED  unassessed  20.3% of the leak"),
        (("--expect-total", TOTAL), 0, "as the £783,085,268.42 expected"),
        (("--expect-total", "783085268.43"), 3, "£0.01 less than"),
    ],
)
def test_thresholds(asked: tuple[str, ...], code: int, says: str, preston: Path, command: Callable[..., Ran]) -> None:
    ran = command("check", preston / "audit", *asked)
    assert ran.code == code, ran.err
    assert says in ran.out


def test_json_and_annotations(preston: Path, process: Callable[..., Ran]) -> None:
    asked = ("--min-local", "10%", "--expect-total", TOTAL)
    found = json.loads(process("check", preston / "audit.toml", *asked, "--format", "json").out)
    assert found["passed"] is False
    assert {check["name"]: check["good"] for check in found["checks"]} == {"local share": False, "total": True, "findings": True}
    lines = process("check", preston, *asked, "--format", "github").out.splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == ["::error", "::notice", "::notice"]
    assert "title=Preston's six anchors%2C 2012-13%3A local share::5.0%25 stays" in lines[0]


def test_an_error_finding_fails_it(tmp_path: Path, command: Callable[..., Ran]) -> None:
    (tmp_path / "spend.csv").write_text("Supplier,Postcode,Amount\nAsh Ltd,PR1 2HE,10.00\nElm Ltd,,90.00\n", encoding="utf-8")
    assert command("run", "spend.csv", "--local", "Preston", "-q", cwd=tmp_path).code == 3
    ran = command("check", "audit", cwd=tmp_path)
    assert ran.code == 3 and "Findings of severity error remain" in ran.out


def test_files_are_annotated_and_hold_no_thresholds(tmp_path: Path, command: Callable[..., Ran]) -> None:
    (tmp_path / "a,b.csv").write_text("Supplier,Amount\nAsh::error::x,10.00\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text('nothing,here\n"two\nlines",x\n', encoding="utf-8")
    ran = command("check", "a,b.csv", "c.csv", "--format", "github", cwd=tmp_path)
    assert ran.code == 3
    first, second = ran.out.splitlines()
    assert first.startswith("::notice file=a%2Cb.csv,title=Spend file::1 payments")
    assert second.startswith("::error file=c.csv,title=This file cannot be read::")
    ran = command("check", "a,b.csv", "--min-local", "0%", cwd=tmp_path)
    assert ran.code == 2 and "not for spend files" in ran.err


@pytest.mark.parametrize("wrong", [("--min-local", "ten"), ("--expect-total", "1e3")])
def test_what_is_no_share_or_sum_is_said_so(wrong: tuple[str, str], preston: Path, command: Callable[..., Ran]) -> None:
    ran = command("check", preston, *wrong)
    assert ran.code == 2 and wrong[1] in ran.err
