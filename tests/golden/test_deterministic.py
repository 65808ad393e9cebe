"""Same inputs, same bytes: every file of the audit, under another time zone, locale, hash seed and number of threads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_same_inputs_same_bytes(process: Callable[..., Ran], preston: Path, tmp_path: Path) -> None:
    settings = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "1"}
    ran = process("demo", "--out", tmp_path / "elsewhere", "--json", **settings)
    assert ran.code == 0, ran.err
    one, other = content(preston), content(tmp_path / "elsewhere")
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
