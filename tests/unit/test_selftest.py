"""The validation pack: every published figure comes out as it must, and a wrong answer would be noticed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from cwbaudit.selftest import Check, run


@pytest.mark.parametrize("check", run(), ids=lambda check: f"{check.case}: {check.figure}")
def test_a_published_figure(check: Check) -> None:
    assert check.found == check.exact
    assert not check.published or check.note or check.published.rstrip("0") == check.exact.rstrip("0"), "a difference is explained"


def test_a_wrong_answer_is_noticed() -> None:
    right = run()[0]
    assert right.good
    assert not replace(right, found="6%").good


def test_the_command_says_all_and_ends_with_nought() -> None:
    done = subprocess.run([sys.executable, "-m", "cwbaudit", "selftest", "--json"], capture_output=True, text=True, check=True)
    checks = json.loads(done.stdout)["checks"]
    assert len(checks) == len(run())
    assert all(check["good"] for check in checks)
