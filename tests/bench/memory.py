"""How much memory a piece of work takes at most: of this process and of all that it starts, added up."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EVERY = 0.05  # seconds
_PROCESSES = Path("/proc")


class Peak:
    """Gigabytes, as far as is seen; 0 on a system that does not tell."""

    gigabytes = 0.0

    def look(self) -> None:
        self.gigabytes = max(self.gigabytes, sum(map(_held, _family(os.getpid()))) / 1e9)


@contextmanager
def watched() -> Iterator[Peak]:
    """The peak while the `with` lasts. What processes share is counted in each, so it is rather too much than too little."""
    peak, ended = Peak(), threading.Event()

    def watch() -> None:
        while not ended.wait(_EVERY):
            peak.look()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        peak.look()
        ended.set()
        watcher.join()


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        threads = list((_PROCESSES / str(process) / "task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # it has just ended, or the system has no such folder
        return
    for child in children:
        yield from _family(child)


def _held(process: int) -> int:
    try:
        return int((_PROCESSES / str(process) / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
