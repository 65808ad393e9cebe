"""The only place that prints or exits: results go to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import typer

from cwbaudit.errors import CwbauditError


def near(path: Path) -> str:
    """The path as seen from here, where it lies below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


class progress:  # noqa: N801  (reads as a verb where it is used)
    """A progress line on stderr, on a terminal only."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet or not sys.stderr.isatty()
        self._stop: Callable[[], None] = lambda: None

    def __enter__(self) -> Callable[[str], None]:
        if self.quiet:
            return lambda _: None
        from rich.console import Console

        status = Console(stderr=True).status("starting")
        status.start()
        self._stop = status.stop
        return status.update

    def __exit__(self, *_: object) -> None:
        self._stop()


def show(data: object, picture: Callable[[], Any], as_json: bool) -> None:
    """Print a result on stdout, as JSON or as the picture of it."""
    if as_json:
        print(json.dumps(data, indent=1, ensure_ascii=False, default=str))
        return
    from rich.console import Console

    Console(markup=False, highlight=False, width=None if sys.stdout.isatty() else 100).print(picture(), crop=False)


def put(text: str) -> None:
    """Write a result on stdout as it is; in UTF-8 where it goes to a file, for a console's own letters would lose names."""
    if sys.stdout.isatty():
        sys.stdout.write(text)
    else:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def say(text: str) -> None:
    """Tell the user something that is no result, on stderr."""
    print(text, file=sys.stderr)


def say_version(version: str) -> None:
    """Print the version and end."""
    print(f"cwbaudit {version}")
    raise typer.Exit


def leave(code: int) -> None:
    """End with this exit code; go on where it is 0."""
    if code:
        raise typer.Exit(code)


def fail(error: CwbauditError) -> NoReturn:
    """Say what is wrong, where, and the fix, and end with the error's exit code."""
    say(f"error  {error.what}")
    if error.where:
        say(f"where  {error.where}")
    if error.fix:
        say(f"fix    {error.fix}")
    sys.exit(error.exit_code)
