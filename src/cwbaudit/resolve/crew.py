"""Work on a long list, shared with helpers: further interpreters, each of which does one function on its share.

Helpers are plain child processes, not forks and not `multiprocessing`: so a script that calls the library needs no `if __name__` guard,
and no thread's lock is inherited. Shares and answers are of plain types, as `marshal` writes them. An answer rests on its share alone, so
the number of helpers changes nothing. What a helper fails at is done here, where its error can be seen.
"""

from __future__ import annotations

import gc
import marshal
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_LEAST = 30_000  # things to do, below which a helper costs more time than it saves
_MOST = 4  # interpreters, for each holds its share in memory


def shares_of(count: int) -> list[slice]:
    """`count` things in even shares, as many as there are processors to do them."""
    hands = min(_processors(), _MOST, count // _LEAST) or 1
    if not Path(sys.executable or "").stem.lower().startswith(("python", "pypy")):  # another program, in which Python runs
        hands = 1
    return [slice(count * i // hands, count * (i + 1) // hands) for i in range(hands)]


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is looked through for garbage: millions of small things are made here, none of which is waste before the end."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Helpers:
    """`task`, a function of a module, at work on each share elsewhere, from here to the end of the `with`."""

    def __init__(self, task: Callable[[Any], Any], shares: Sequence[Any]) -> None:
        self.task, self.shares = task, shares
        self.started: list[subprocess.Popen[bytes] | None] = []

    def __enter__(self) -> Helpers:
        self.started = [self._start(share) for share in self.shares]
        return self

    def __exit__(self, *_: object) -> None:
        for helper in self.started:
            if helper and helper.poll() is None:
                helper.kill()
                helper.communicate()

    def answers(self) -> Iterator[Any]:
        """The answer to each share, in order."""
        for helper, share in zip(self.started, self.shares, strict=True):
            said = helper.communicate()[0] if helper else b""
            yield marshal.loads(said) if helper and helper.returncode == 0 else self.task(share)  # noqa: S302 our own child's

    def _start(self, share: Any) -> subprocess.Popen[bytes] | None:
        name = self.task.__name__
        order = f"from {__name__} import _serve; from {self.task.__module__} import {name}; _serve({name})"
        try:
            helper = subprocess.Popen(
                [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {order}"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError:
            return None
        assert helper.stdin
        try:
            helper.stdin.write(marshal.dumps(share))
            helper.stdin.close()
        except OSError:  # it has ended; its return code says so
            pass
        helper.stdin = None
        return helper


def _serve(task: Callable[[Any], Any]) -> None:
    """What a helper does: reads its share to the end, then answers."""
    gc.disable()
    answer = marshal.dumps(task(marshal.loads(sys.stdin.buffer.read())))  # noqa: S302 our own parent's
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
