"""Mutated files in child processes: read with every row accounted for, or refused in words; never a dead process.

A few run every time. `CWBAUDIT_FUZZ=5000 pytest tests/unit/test_read_fuzz.py` runs as many as it says (two fifths of it workbooks).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MANY = int(os.environ.get("CWBAUDIT_FUZZ", "60"))
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("kind", "count"), [("csv", MANY), ("xlsx", MANY * 2 // 5)])
def test_no_mutated_file_kills_hangs_or_loses_a_row(kind: str, count: int) -> None:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    run = subprocess.run(
        [sys.executable, "-m", "tests.corpus.fuzz", kind, "0", str(count)],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, timeout=60 + count, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    assert not run.stdout, run.stdout
