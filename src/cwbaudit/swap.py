"""One folder takes the place of another, whole or not at all; what a killed run left behind is mended by the next."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

from cwbaudit.errors import UsageError


def replaceable(folder: Path) -> Path:
    """The folder, by a name that others beside it can be made from; UsageError for one that nothing can take the place of as a whole.

    A shell that stands in a folder would be left in one that is gone.
    """
    named = folder.resolve() if folder.name in ("", "..") else folder
    if not named.name:
        raise UsageError(f"{folder} is a whole disk.", fix="Name a folder on it with --out.")
    if Path.cwd().is_relative_to(named.resolve()):
        raise UsageError(
            "You are in the folder that is to be replaced as a whole.", where=str(named.resolve()),
            fix="Go to the folder above it first (cd ..), or name another folder with --out.",
        )  # fmt: skip
    return named


def take_place(work: Path, live: Path, ours: set[str]) -> list[str]:
    """`work` becomes `live`; files there that are not `ours` (somebody's notes) stay.

    Returns warnings, when a file that another program holds open had to get another name.
    """
    old = live.with_name(f".{live.name}.old-{os.getpid()}")
    try:
        if live.exists():
            live.rename(old)
        work.rename(live)
    except PermissionError:  # Windows: Excel holds report.xlsx open, and then the folder can't be renamed
        if old.exists() and not live.exists():
            old.rename(live)
        return _file_by_file(work, live)
    for path in sorted(p for p in old.rglob("*") if p.is_file()):
        name = path.relative_to(old)
        if name.as_posix() not in ours and not (live / name).exists():
            (live / name).parent.mkdir(parents=True, exist_ok=True)
            path.rename(live / name)
    shutil.rmtree(old, ignore_errors=True)
    return []


def mend(live: Path) -> None:
    """Put back what a run killed between two renames had moved away, and sweep what dead runs left."""
    if not live.parent.is_dir():
        return
    for old in sorted(live.parent.glob(f".{live.name}.old-*")):
        if not live.exists():
            old.rename(live)
        elif not _alive(old):
            shutil.rmtree(old, ignore_errors=True)
    for work in live.parent.glob(f".{live.name}.tmp-*"):
        if not _alive(work):
            shutil.rmtree(work, ignore_errors=True)


def _file_by_file(work: Path, live: Path) -> list[str]:
    warnings = []
    for path in sorted(p for p in work.rglob("*") if p.is_file()):
        target = live / path.relative_to(work)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.replace(target)
        except PermissionError:
            other = _free_name(target)
            path.replace(other)
            warnings.append(f"{target.name} is open in another program; the new one is {other.name}")
    shutil.rmtree(work, ignore_errors=True)
    return warnings


def _free_name(path: Path) -> Path:
    number = 2
    while (other := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return other


def _alive(leftover: Path) -> bool:
    pid = leftover.name.rsplit("-", 1)[-1]
    if not pid.isdigit() or int(pid) == os.getpid():
        return pid.isdigit()
    if sys.platform == "win32":  # there, signal 0 is Ctrl+C: ask nothing, and sweep only what is a day old
        return time.time() - leftover.stat().st_mtime < 86_400
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
