"""What tests of every kind share: the command as a user runs it, and one audited copy of the sample."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REALDATA = ROOT.parent / "shared" / "realdata"


@dataclass(frozen=True)
class Ran:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str


def cwbaudit(*arguments: str | Path, cwd: Path | None = None, **env: str) -> Ran:
    """Run the command in a process of its own, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "cwbaudit", *map(str, arguments)],
        capture_output=True, cwd=cwd, env={**os.environ, "PYTHONIOENCODING": "utf-8", **env}, check=False, timeout=240,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


@pytest.fixture(scope="session")
def command() -> Callable[..., Ran]:
    """The command, run in a process of its own."""
    return cwbaudit


@pytest.fixture(scope="session")
def preston(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, copied and audited: a folder with audit.toml and audit/. Tests read it and leave it alone."""
    folder = tmp_path_factory.mktemp("demo") / "preston-2013"
    ran = cwbaudit("demo", "--out", folder, "--json")
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture(scope="session")
def preston_later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second sample, four years later, likewise."""
    folder = tmp_path_factory.mktemp("later") / "preston-2017"
    ran = cwbaudit("demo", "--sample", "preston-2017", "--out", folder, "--json")
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture(scope="session")
def realdata() -> Path:
    """Real published spend files, beside the checkout where there are any."""
    if not REALDATA.is_dir():
        pytest.skip("the published spend files are not on this machine (../shared/realdata)")
    return REALDATA
