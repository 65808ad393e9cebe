"""Work on a long list, shared with helpers: further interpreters, each of which makes the same object and does its share with it.

Helpers are plain child processes, not forks and not `multiprocessing`: so a script that calls the library needs no `if __name__` guard,
and no thread's lock is inherited. What is said between them is of plain types, as `marshal` writes them. An answer rests on its share
alone, so the number of helpers changes nothing. What a helper fails at is done here, where its error can be seen.
"""

from __future__ import annotations

import gc
import marshal
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

_LEAST = 30_000  # things to do, below which a helper costs more time than it saves
SHARES = 16  # of each interpreter, so that who is done with one takes the next, and none waits long for another
_MOST = 4  # interpreters, for each holds in memory what all of them know
_LENGTH = 8  # bytes before each message, which say how long it is
_Answer = tuple[int, bytes | None]  # to which share, and what was said; None where the helper has ended


def hands_for(count: int) -> int:
    """How many interpreters do `count` things soonest: no more than there are processors."""
    if not Path(sys.executable or "").stem.lower().startswith(("python", "pypy")):  # another program, in which Python runs
        return 1
    return min(_processors(), _MOST, count // _LEAST) or 1


def shares_of(count: int, hands: int) -> list[slice]:
    """`count` things in even shares."""
    return [slice(count * i // hands, count * (i + 1) // hands) for i in range(hands)]


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is looked through for garbage: millions of small things are made here, none of which is waste before the end.

    Nor at the end, when all of them would be: they pass for old. (What the caller has frozen stays so, and all is looked through.)
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


class Crew:
    """`make(*of)`, here and in each helper, from here to the end of the `with`: so many `hands` in all."""

    def __init__(self, make: Callable[..., Any], *of: Any, hands: int = 1) -> None:
        self.helpers = [_Helper(make) for _ in range(hands - 1)]
        if self.helpers:
            known = marshal.dumps(of)
            for helper in self.helpers:
                helper.say(known)
        self.here = make(*of)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for helper in self.helpers:
            helper.end()

    def tell(self, task: str, what: bytes) -> None:
        """Have the method `task` done with this by every helper, before all that is still to be asked of it."""
        for helper in self.helpers:
            helper.take(task, [what], deque([0]), SimpleQueue())

    def each(self, task: str, shares: Sequence[Any]) -> Iterator[Any]:
        """What the method `task` answers to each share, in order: the first is done here, each of the others by whoever is free."""
        do, waiting, answers = getattr(self.here, task), deque(range(len(shares))), SimpleQueue[_Answer]()
        mine: int | None = waiting.popleft()
        for helper in self.helpers:
            helper.take(task, shares, waiting, answers)
        done: dict[int, Any] = {}
        for at in range(len(shares)):
            while at not in done:
                if mine is not None and answers.empty():
                    done[mine] = do(shares[mine])
                    mine = _next(waiting)
                else:
                    which, said = answers.get()
                    done[which] = do(shares[which]) if said is None else marshal.loads(said)  # noqa: S302 our own child's
            yield done.pop(at)
        for helper in self.helpers:
            helper.rest()


def _next(waiting: deque[int]) -> int | None:
    try:  # several take from it at once
        return waiting.popleft()
    except IndexError:
        return None


class _Helper:
    """One child process; what is said to it is sent beside other work, for it may not be ready to listen."""

    def __init__(self, make: Callable[..., Any]) -> None:
        name = make.__name__
        order = f"from {__name__} import _serve; from {make.__module__} import {name}; _serve({name})"
        self.sending = ThreadPoolExecutor(1)
        self.sent: list[Future[None]] = []
        self.child: subprocess.Popen[bytes] | None = None
        with suppress(OSError):  # where none can be started, all is done here
            self.child = subprocess.Popen(
                [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {order}"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip

    def say(self, message: bytes) -> None:
        if self.child and self.child.stdin:
            self.sent.append(self.sending.submit(_send, message, self.child.stdin))

    def take(self, task: str, shares: Sequence[Any], waiting: deque[int], answers: SimpleQueue[_Answer]) -> None:
        """Do one share after the other of those that wait, beside what is done here."""
        if self.child and self.child.stdin and self.child.stdout:
            self.sent.append(self.sending.submit(_take, task, shares, waiting, answers, self.child.stdin, self.child.stdout))

    def rest(self) -> None:
        """Nothing is asked of it any more, and nothing that was said to it is still on its way."""
        wait(self.sent)

    def end(self) -> None:
        """The helper ends by itself when nothing more can be said to it; at once where an answer is still awaited."""
        if self.child and self.child.stdin and self.child.stdout:
            if not all(sent.done() for sent in self.sent):
                self.child.kill()
            self.sending.shutdown()
            self.child.stdout.close()
            with suppress(OSError):  # it has ended
                self.child.stdin.close()
            self.child.wait()


def _take(task: str, shares: Sequence[Any], waiting: deque[int], answers: SimpleQueue[_Answer], to: IO[bytes], source: IO[bytes]) -> None:
    while (at := _next(waiting)) is not None:
        _send(marshal.dumps((task, shares[at])), to)
        said = _heard(source)
        answers.put((at, said))
        if said is None:  # it has ended
            return


def _send(message: bytes, to: IO[bytes]) -> None:
    with suppress(OSError):  # who has ended does not answer either
        for part in (len(message).to_bytes(_LENGTH, "big"), message):
            rest = memoryview(part)
            while rest:  # where Python keeps nothing back, a pipe may take a part of it: whoever stops a program for a while makes it so
                rest = rest[to.write(rest) :]
        to.flush()


def _heard(source: IO[bytes]) -> bytes | None:
    length = int.from_bytes(source.read(_LENGTH), "big")
    message = source.read(length)
    return message if length and len(message) == length else None


def _serve(make: Callable[..., Any]) -> None:
    """What a helper does: makes its object of what it is told, then answers until nothing more is asked. It ends at once: who waits for its
    end need not wait until all that it knows is taken apart."""
    gc.disable()
    known = _heard(sys.stdin.buffer)
    made = make(*marshal.loads(known)) if known else None  # noqa: S302 our own parent's
    while message := _heard(sys.stdin.buffer):
        task, share = marshal.loads(message)  # noqa: S302 our own parent's
        _send(marshal.dumps(getattr(made, task)(share)), sys.stdout.buffer)
    os._exit(0)
