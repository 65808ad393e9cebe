"""Whether this machine can run an audit, said so that an IT desk can act on it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from cwbaudit import __version__

_NEEDED = ("duckdb", "pyarrow", "pandas", "rapidfuzz", "python-calamine", "xlsxwriter", "openpyxl", "pydantic", "typer", "rich", "jinja2")


@dataclass(frozen=True)
class Check:
    """One thing looked at: what was found, whether it will do, and what to do if not."""

    name: str
    found: str
    good: bool = True
    fix: str = ""

    def row(self) -> dict[str, object]:
        """The check as a dictionary."""
        return asdict(self)


def examine(folder: Path) -> list[Check]:
    """Every check, for an audit that would be run in `folder`."""
    return [*_program(), *_packages(), _gazetteer(), *_places(folder), _console()]


def _program() -> Iterator[Check]:
    yield Check("cwbaudit", __version__)
    good = sys.version_info >= (3, 11)
    yield Check("Python", f"{platform.python_version()} at {sys.executable}", good, "" if good else "Install Python 3.11 or later.")
    yield Check("system", f"{platform.system()} {platform.release()}, {os.cpu_count()} processors")


def _packages() -> Iterator[Check]:
    for name in _NEEDED:
        try:
            yield Check(name, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Check(name, "missing", False, "Install cwbaudit again: pip install --force-reinstall cwbaudit")


def _gazetteer() -> Check:
    from cwbaudit.errors import GazetteerError
    from cwbaudit.locate import gazetteer_status

    try:
        return Check("postcode directory", gazetteer_status())
    except GazetteerError as error:
        return Check("postcode directory", error.what, False, error.fix)


def _places(folder: Path) -> Iterator[Check]:
    for name, place in (("this folder", folder), ("temporary folder", Path(tempfile.gettempdir()))):
        good = os.access(place, os.W_OK)
        free = shutil.disk_usage(place).free
        yield Check(
            name, f"{place}, {free / 1e9:.1f} GB free, {'can' if good else 'cannot'} be written",
            good and free > 500_000_000, "" if good and free > 500_000_000 else "Work in a folder of your own with 500 MB free.",
        )  # fmt: skip
    if sys.platform == "win32" and len(str(folder)) > 150:
        yield Check("path length", f"{len(str(folder))} characters", False, "Windows stops at 260: work in a folder nearer to C:\\.")


def _console() -> Check:
    encoding = (sys.stdout.encoding or "none").lower()
    good = encoding.replace("-", "") in ("utf8", "cp65001")
    return Check("console encoding", encoding, True, "" if good else "Names with accents show as ?; set PYTHONUTF8=1 to see them.")
