"""What stops a run.

Three kinds of trouble are never mixed. A `CwbauditError` stops the run and is shown without a traceback: what, where, fix.
A finding (catalogue.py) is a row of data about the data, never a log line, and loses nothing. A bug keeps its traceback.
"""

from __future__ import annotations

import errno
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


class DiskError(CwbauditError):
    """Something cannot be written or read: the disk is full, or the folder or file is not the user's to use so."""

    exit_code = 15


DONE, FINDINGS_REMAIN, INTERRUPTED = 0, 3, 130


def did_you_mean(word: str, known: Iterable[str], limit: int = 3) -> str:
    """`Did you mean "Preston"?`, or nothing when nothing known is close."""
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), by_folded, n=limit, cutoff=0.6)
    names = [f'"{by_folded[name]}"' for name in close]
    return f"Did you mean {' or '.join(names)}?" if names else ""


_FULL = "Free some space, then try again."
_NOT_YOURS = "Name a place that is yours to write to, for example with --out; or close the file where it is open."
_DISK = {
    errno.ENOSPC: ("There is no room left on the disk.", _FULL),
    errno.EDQUOT: ("The room that you may use on this disk is full.", _FULL),
    errno.EFBIG: ("The file grows larger than it may be here.", _FULL),
    errno.EROFS: ("This disk can only be read.", _NOT_YOURS),
    errno.EACCES: ("This may not be written or read here.", _NOT_YOURS),
    errno.EPERM: ("This may not be written or read here.", _NOT_YOURS),
    errno.EEXIST: ("A file stands where a folder is to be made.", "Name another folder."),
    errno.ENOTDIR: ("A part of this path is a file and no folder.", "Check the path."),
    errno.EISDIR: ("This is a folder and no file.", "Name a file."),
    errno.ENAMETOOLONG: ("This path is too long for the disk.", "Name a shorter one."),
    errno.EIO: ("The disk does not answer as it should.", "If it is a network drive, see that it is there; then try again."),
}


def of_disk(error: OSError, where: object = "") -> DiskError | None:
    """What the system's refusal means to the user; None for one that is no matter of the disk, and so a bug."""
    if error.errno not in _DISK:
        return None
    what, fix = _DISK[error.errno]
    return DiskError(what, where=str(error.filename or where), fix=fix)
