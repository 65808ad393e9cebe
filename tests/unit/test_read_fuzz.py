"""Mutated files in child processes: read with every row accounted for, or refused in words; never a dead process.

A few run every time; the marker `fuzz` runs 5,000 text files, 500 long ones and 2,000 workbooks (`make fuzz`), in tens of minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def read_mutated(kind: str, first: int, count: int) -> None:
    """The child process ends well and has nothing to say. It keeps its own limits of processor time and memory."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    run = subprocess.run(
        [sys.executable, "-m", "tests.corpus.fuzz", kind, str(first), str(count)],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    assert not run.stdout, run.stdout


@pytest.mark.parametrize(("kind", "count"), [("csv", 60), ("large", 4), ("xlsx", 24)])
def test_no_mutated_file_kills_hangs_or_loses_a_row(kind: str, count: int) -> None:
    read_mutated(kind, 0, count)


@pytest.mark.fuzz
@pytest.mark.parametrize(
    ("kind", "first", "count"),
    [
        (kind, first, step)
        for kind, many, step in (("csv", 5_000, 500), ("large", 500, 50), ("xlsx", 2_000, 250))
        for first in range(0, many, step)
    ],
)
def test_no_mutated_file_of_thousands_kills_hangs_or_loses_a_row(kind: str, first: int, count: int) -> None:
    read_mutated(kind, first, count)
