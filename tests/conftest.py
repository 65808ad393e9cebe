"""What tests of every kind share: the command, in this process or in one of its own, and one audited copy of the sample."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import console
import pytest
from console import Ran

ROOT = Path(__file__).parents[1]
REALDATA = ROOT.parent / "shared" / "realdata"

__all__ = ["REALDATA", "ROOT", "Ran", "cwbaudit"]


def cwbaudit(*arguments: str | Path, cwd: Path | None = None, **env: str) -> Ran:
    """Run the command in a process of its own, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "cwbaudit", *map(str, arguments)],
        capture_output=True, cwd=cwd, env={**os.environ, "PYTHONIOENCODING": "utf-8", **env}, check=False, timeout=240,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


@pytest.fixture(scope="session")
def process() -> Callable[..., Ran]:
    """The command, run in a process of its own: for what a user's machine, screen or pipe has to do with."""
    return cwbaudit


@pytest.fixture(scope="session")
def command() -> Callable[..., Ran]:
    """The command, run in this process, which has its modules and the postcode directory at hand."""
    return lambda *arguments, cwd=None: console.run([*map(str, arguments)], cwd or Path.cwd())


def demonstrated(sample: str, factory: pytest.TempPathFactory) -> Path:
    """The sample, copied and audited, in a folder of its own: once in a run of the tests, by whichever of its workers asks first."""
    workers = "PYTEST_XDIST_WORKER" in os.environ
    home = (factory.getbasetemp().parent if workers else factory.getbasetemp()) / f"demo-{sample}"
    try:
        home.mkdir()
    except FileExistsError:  # another worker is at it
        while not (home / "ran").exists():
            time.sleep(0.05)
        assert (home / "ran").read_text(encoding="utf-8") == "", "the worker that audited the sample failed"
        return home / sample
    ran = None
    try:
        ran = cwbaudit("demo", "--sample", sample, "--out", home / sample, "--json")
    finally:
        (home / "ran.new").write_text("" if ran and ran.code == 0 else "failed", encoding="utf-8")
        (home / "ran.new").rename(home / "ran")
    assert ran.code == 0, ran.err
    return home / sample


@pytest.fixture(scope="session")
def preston(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, copied and audited: a folder with audit.toml and audit/. Tests read it and leave it alone."""
    return demonstrated("preston-2013", tmp_path_factory)


@pytest.fixture(scope="session")
def preston_later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second sample, four years later, likewise."""
    return demonstrated("preston-2017", tmp_path_factory)


@pytest.fixture(scope="session")
def realdata() -> Path:
    """Real published spend files, beside the checkout where there are any."""
    if not REALDATA.is_dir():
        pytest.skip("the published spend files are not on this machine (../shared/realdata)")
    return REALDATA
