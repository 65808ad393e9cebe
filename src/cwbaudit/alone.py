"""One run at a time writes into a folder. The system keeps the lock and drops it when the run ends, however it ends."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cwbaudit.errors import UsageError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 30  # Windows lets nobody read what is locked: the byte that is locked lies behind the text that says who did


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else is in here for the same folder; UsageError, naming who, where somebody is.

    The lock is one on an open file, so a killed run leaves none; its file goes, too, when the run ends by itself.
    """
    path = folder.with_name(f".{folder.name}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = _held(path, folder)
    try:
        yield
    finally:
        _let_go(handle, path)


def _held(path: Path, folder: Path) -> int:
    """The open lock file. Who ended between our opening and our locking has removed it, and the next makes another: then once more."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError):
            who = os.read(handle, 200).decode("utf-8", "replace")
            os.close(handle)
            raise UsageError(
                f"Another run is writing to {folder.name} just now{f' ({who})' if who else ''}.",
                where=str(folder), fix="Wait until it has ended, or name another folder with --out.",
            ) from None  # fmt: skip
        except OSError:  # a drive that knows no locks: better a run without one than none
            return handle
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                os.ftruncate(handle, 0)
                os.write(handle, f"process {os.getpid()} on {platform.node()}".encode())
                return handle
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _let_go(handle: int, path: Path) -> None:
    """The file is removed while it is still locked, so that nobody locks a file that is about to go; Windows removes none that is open."""
    if sys.platform == "win32":
        os.close(handle)
    with suppress(OSError):  # Windows: the next run has it open already
        path.unlink()
    if sys.platform != "win32":
        os.close(handle)
