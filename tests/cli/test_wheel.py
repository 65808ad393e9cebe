"""The installed wheel, outside the checkout: it carries its samples and its data."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
def test_the_demo_runs_from_a_wheel(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    (tmp_path / "work").mkdir()
    ran = subprocess.run(
        [sys.executable, "-m", "cwbaudit", "demo"], cwd=tmp_path / "work", capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "5.0% of £750.0m stays in Preston" in ran.stdout
    assert (tmp_path / "work" / "preston-2013" / "audit" / "report.xlsx").is_file()
    shown = subprocess.run(
        [sys.executable, "-c", "import cwbaudit; print(cwbaudit.__file__)"],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )  # fmt: skip
    assert str(tmp_path / "site") in shown.stdout  # it was the wheel that ran, not the checkout
