"""How much memory a piece of work takes at most: of this process and of all that it starts, added up.

Another process looks, so that what is measured is not held up by it.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EVERY = 0.05  # seconds
_PROCESSES = Path("/proc")


class Peak:
    """Gigabytes, as far as is seen; 0 on a system that does not tell."""

    gigabytes = 0.0


@contextmanager
def watched() -> Iterator[Peak]:
    """The peak while the `with` lasts, told at its end. What processes share is counted in each, so it is rather too much than too little."""
    peak = Peak()
    command = [sys.executable, __file__, str(os.getpid())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as watcher:
        assert watcher.stdout
        watcher.stdout.readline()  # it looks from now on
        try:
            yield peak
        finally:
            peak.gigabytes = int(watcher.communicate()[0]) / 1e9


def _most_held(process: int) -> int:
    """Bytes that a process and all that it starts hold at most, until who asked for it has heard enough."""
    if not _PROCESSES.is_dir():
        sys.stdin.read()
        return 0
    most = 0
    while not select.select([sys.stdin], [], [], _EVERY)[0]:
        most = max(most, sum(map(_held, _family(process))))
    return most


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        threads = list((_PROCESSES / str(process) / "task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # it has just ended, or the system has no such folder
        return
    for child in children:
        if child != os.getpid():
            yield from _family(child)


def _held(process: int) -> int:
    try:
        return int((_PROCESSES / str(process) / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    print("looking", flush=True)
    print(_most_held(int(sys.argv[1])))
