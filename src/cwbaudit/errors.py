"""What stops a run.

Three kinds of trouble are never mixed. A `CwbauditError` stops the run and is shown without a traceback: what, where, fix.
A finding (catalogue.py) is a row of data about the data, never a log line, and loses nothing. A bug keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class CwbauditError(Exception):
    """Something the user can mend: what is wrong, where, and what to do about it."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.fix = what, where, fix

    def __str__(self) -> str:
        return "\n".join(part for part in (self.what, self.where, self.fix) if part)


class UsageError(CwbauditError):
    """The command line asks for something that cannot be."""

    exit_code = 2


class ConfigError(CwbauditError):
    """audit.toml, or a decisions file beside it, says something that cannot be."""

    exit_code = 10


class SourceError(CwbauditError):
    """A file cannot be read as what it was said to be."""

    exit_code = 11


class TableError(CwbauditError):
    """A table breaks its own declaration in tables.py, or an audit folder is damaged."""

    exit_code = 12


class ReconciliationError(CwbauditError):
    """Two sums that must agree to the penny do not."""

    exit_code = 13


class GazetteerError(CwbauditError):
    """The postcode directory is missing, damaged or does not know what was asked."""

    exit_code = 14


DONE, FINDINGS_REMAIN, INTERRUPTED = 0, 3, 130


def did_you_mean(word: str, known: Iterable[str], limit: int = 3) -> str:
    """`Did you mean "Preston"?`, or nothing when nothing known is close."""
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), by_folded, n=limit, cutoff=0.6)
    names = [f'"{by_folded[name]}"' for name in close]
    return f"Did you mean {' or '.join(names)}?" if names else ""
