"""Two runs at once into one folder: the second is told so in words, and a killed one stands in nobody's way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cwbaudit.alone import alone
from cwbaudit.errors import UsageError
from tests.conftest import ROOT, Ran

Process = Callable[..., Ran]

# A run that says at every step which one it makes, and goes on when it is told to.
_STEPPING = """
import sys
import cwbaudit
def tick(step):
    print(step, flush=True)
    sys.stdin.readline()
cwbaudit.audit("audit.toml", tick=tick)
"""
# Adds one to a number in a file, again and again, whenever it is alone: two that were in at once would lose one.
_ADDING = """
import sys
from pathlib import Path
from cwbaudit.alone import alone
from cwbaudit.errors import UsageError
folder, number = Path(sys.argv[1]), Path(sys.argv[2])
left = 60
while left:
    try:
        with alone(folder):
            number.write_text(str(int(number.read_text()) + 1))
            left -= 1
    except UsageError:
        pass
"""


def started(code: str, *arguments: Path, cwd: Path = ROOT) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env=os.environ,
    )


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "town.csv").write_text("Supplier,Amount,Postcode\nBaker,10.00,PR1 2HE\n", encoding="utf-8")
    (tmp_path / "audit.toml").write_text(
        '[place]\nname = "Preston"\nlocal = { authorities = ["Preston"] }\n[influence]\ndefault = "unassessed"\n'
        '[[source]]\nbody = "Town"\nfiles = ["town.csv"]\n',
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def halfway(town: Path) -> subprocess.Popen[str]:
    """A run of the town's audit that has begun to make a table, and waits."""
    run = started(_STEPPING, cwd=town)
    assert run.stdout and run.stdin
    while not run.stdout.readline().startswith("read"):
        run.stdin.write("\n")
        run.stdin.flush()
    return run


def test_the_second_run_is_told_who_is_at_it_and_leaves_everything(process: Process, town: Path, halfway: subprocess.Popen[str]) -> None:
    before = sorted(town.rglob("*"))
    second = process("run", "audit.toml", cwd=town)
    assert second.code == 2
    assert second.err.startswith(f"error  Another run is writing to audit just now (process {halfway.pid} on ")
    assert "Wait until it has ended" in second.err
    assert second.out == ""
    assert sorted(town.rglob("*")) == before
    assert process("run", "audit.toml", "--out", "other", cwd=town).code == 0  # elsewhere there is nobody
    halfway.communicate("\n" * 100)
    assert halfway.returncode == 0
    assert process("check", "audit", "--expect-total", "10.00", cwd=town).code == 0
    assert process("run", "audit.toml", cwd=town).code == 0
    assert sorted(path.name for path in town.iterdir()) == ["audit", "audit.toml", "other", "town.csv"]


def test_a_killed_run_keeps_nobody_out(process: Process, town: Path, halfway: subprocess.Popen[str]) -> None:
    halfway.kill()
    halfway.communicate()
    assert (town / ".audit.lock").exists()
    assert process("run", "audit.toml", cwd=town).code == 0
    left = sorted(path.name for path in town.iterdir() if not path.name.startswith(".audit.tmp"))  # on Windows swept when a day old
    assert left == ["audit", "audit.toml", "town.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent a Ctrl+C of its own there")
def test_who_interrupts_a_run_is_told_that_the_last_audit_stands(preston: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(preston, tmp_path / "preston"))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    run = subprocess.Popen(
        [sys.executable, "-m", "cwbaudit", "run", "--fresh"], cwd=folder, env=os.environ, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while not (folder / ".audit.lock").exists():
        assert run.poll() is None
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out, err) == (130, "", "interrupted: the last good audit is untouched\n")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_published_edition_is_written_by_one_at_a_time(process: Process, town: Path) -> None:
    with alone(town / "audit-published"):
        ran = process("run", "audit.toml", "--publish", cwd=town)
    assert ran.code == 2
    assert f"writing to audit-published just now (process {os.getpid()} on " in ran.err
    assert process("run", "audit.toml", "--publish", cwd=town).code == 0


def test_no_two_are_ever_in_at_once(tmp_path: Path) -> None:
    number = tmp_path / "number"
    number.write_text("0")
    adding = [started(_ADDING, tmp_path / "audit", number) for _ in range(4)]
    assert [one.wait(120) for one in adding] == [0, 0, 0, 0]
    assert number.read_text() == "240"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["number"]


def test_it_holds_within_one_process_and_ends_with_its_block(tmp_path: Path) -> None:
    with alone(tmp_path / "audit"):
        with pytest.raises(UsageError, match="Another run is writing to audit"), alone(tmp_path / "audit"):
            pass
        with alone(tmp_path / "other"):
            pass
    with pytest.raises(ZeroDivisionError), alone(tmp_path / "audit"):
        _ = 1 // 0
    with alone(tmp_path / "audit"):
        assert [path.name for path in tmp_path.iterdir()] == [".audit.lock"]
    assert list(tmp_path.iterdir()) == []
