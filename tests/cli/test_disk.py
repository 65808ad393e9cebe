"""Disks that are full and folders that are not ours: said in words, with exit code 15; the last good audit stands."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cwbaudit.errors import of_disk
from tests.conftest import Ran

Command = Callable[..., Ran]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size, and keeps nobody from a folder by its mode")

# The command where no file may grow beyond so many bytes: what is written comes to an end as on a full disk.
_NARROW = """
import resource, sys
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
from cwbaudit.cli import main
main()
"""


def narrow(size: int, *arguments: str | Path, cwd: Path) -> Ran:
    run = subprocess.run(
        [sys.executable, "-c", _NARROW, str(size), *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        env=os.environ,
    )
    return Ran(run.returncode, run.stdout, run.stderr)


@POSIX
@pytest.mark.parametrize("size", [20_000, 100_000, 200_000, 400_000])
def test_a_run_that_fills_the_disk_says_so_and_leaves_the_last_audit(preston: Path, tmp_path: Path, size: int) -> None:
    """The lines, the aliases, the workbook and the JSON are the first that find no room."""
    folder = Path(shutil.copytree(preston, tmp_path / "preston"))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    ran = narrow(size, "run", "--fresh", "--quiet", cwd=folder)
    assert ran.code == 15, ran.err
    assert ran.err.splitlines() == [
        "error  The file grows larger than it may be here.", f"where  {folder / 'audit'}", "fix    Free some space, then try again.",
    ]  # fmt: skip
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@POSIX
@pytest.mark.parametrize(
    "arguments", [("report", ".", "--out", "x"), ("compare", ".", ".", "--out", "x"), ("review", "."), ("init", "spend")]
)
def test_whatever_else_fills_the_disk_is_told_in_words(preston: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    folder = Path(shutil.copytree(preston, tmp_path / "preston"))
    if arguments[0] == "init":
        arguments = ("init", *map(str, sorted((folder / "spend").glob("c*"))), "--local", "Preston", "--out", "new.toml")
    ran = narrow(1_000, *arguments, cwd=folder)
    assert ran.code == 15, ran.err
    assert "larger than it may be" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "no room"), (errno.EROFS, "only be read"), (errno.EACCES, "may not be written"), (errno.EIO, "does not answer")],
)
def test_what_the_system_refuses_is_told_with_its_path(number: int, says: str) -> None:
    told = of_disk(OSError(number, "as the system puts it", "report.xlsx"), "audit")
    assert told
    assert says in told.what
    assert (told.where, told.exit_code) == ("report.xlsx", 15)
    assert told.fix
    nameless = of_disk(OSError(number, "as the system puts it"), "audit")
    assert nameless
    assert nameless.where == "audit"


def test_a_refusal_that_is_no_matter_of_the_disk_stays_a_bug() -> None:
    assert of_disk(OSError(errno.EBADF, "Bad file descriptor")) is None


@pytest.mark.parametrize("arguments", [("run", "audit.toml"), ("report", "."), ("compare", ".", ".")])
def test_a_file_where_a_folder_is_to_be_made(command: Command, preston: Path, arguments: tuple[str, ...]) -> None:
    ran = command(*arguments, "--out", "audit.toml/x", cwd=preston)
    assert ran.code == 15, ran.err
    assert "Traceback" not in ran.err


def test_a_folder_is_not_replaced_beneath_the_feet_of_who_stands_in_it(command: Command, preston: Path, tmp_path: Path) -> None:
    """Its place is taken as a whole, so a shell in it would stand in a folder that is gone."""
    here = command("run", preston / "audit.toml", "--out", ".", cwd=tmp_path)
    inside = command("run", preston / "audit.toml", cwd=preston / "audit" / "csv")
    for ran in (here, inside):
        assert ran.code == 2
        assert "You are in the folder that is to be replaced" in ran.err
        assert "cd .." in ran.err
    whole = command("run", preston / "audit.toml", "--out", Path(tmp_path.anchor), cwd=tmp_path)
    assert whole.code == 2
    assert "whole disk" in whole.err
