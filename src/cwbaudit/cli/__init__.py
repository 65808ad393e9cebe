"""The command line: the application, its commands, and the one place that prints or exits."""

from __future__ import annotations

import gc
import sys

from cwbaudit.cli import (
    checking,
    commands,
    comparing,
    finished,
    gazetteer,
    register,
    resolve,
    review,
    selftest,
)  # importing adds their commands
from cwbaudit.cli.app import app
from cwbaudit.cli.sparing import WithoutPandas
from cwbaudit.cli.terminal import fail
from cwbaudit.errors import DONE, CwbauditError, of_disk

__all__ = ["app", "checking", "commands", "comparing", "finished", "gazetteer", "main", "register", "resolve", "review", "selftest"]


def main() -> None:
    """Run the command line; every error the user can mend is shown as what, where, fix, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name that a cp1252 console cannot show must not end the run
            stream.reconfigure(errors="replace")
    sys.meta_path.insert(0, WithoutPandas())
    gc.set_threshold(50_000)  # a command is short and makes few circles: looking for them at every 700 objects takes a twentieth of it
    try:
        app()
    except CwbauditError as error:
        fail(error)
    except BrokenPipeError:  # the reader of our output (head, less) has seen enough
        sys.stderr.close()
        sys.exit(DONE)
    except OSError as error:
        if not (told := of_disk(error)):
            raise
        fail(told)
