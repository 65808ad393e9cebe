"""`compare` refuses what it cannot compare, in words, and touches nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran


def test_what_is_no_audit_is_said(command: Callable[..., Ran], preston: Path, tmp_path: Path) -> None:
    ran = command("compare", tmp_path, preston)
    assert (ran.code, ran.out) == (2, "")
    assert "There is no audit at" in ran.err
    assert "Traceback" not in ran.err


def test_a_file_in_the_place_of_the_folder_is_said(command: Callable[..., Ran], preston: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    ran = command("compare", preston, preston, "--out", tmp_path / "taken")
    assert (ran.code, ran.out) == (2, "")
    assert "is a file" in ran.err
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_neither_audit_is_touched_and_without_out_nothing_is_written(command: Callable[..., Ran], preston: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in preston.rglob("*")}
    ran = command("compare", preston, preston / "audit", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.err == ""
    assert "went from 5.0% to 5.0%" in ran.out
    assert {path: path.stat().st_mtime_ns for path in preston.rglob("*")} == before
    assert list(tmp_path.iterdir()) == []


def test_a_sample_that_is_not_there_is_said(command: Callable[..., Ran], tmp_path: Path) -> None:
    ran = command("demo", "--sample", "preston-1999", cwd=tmp_path)
    assert ran.code == 2
    assert "preston-2013, preston-2017" in ran.err
