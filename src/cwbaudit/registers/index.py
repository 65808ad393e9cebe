"""The registers that were imported on this machine: one Parquet index of each kind in the user's cache, whole or not there."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cwbaudit.errors import SourceError
from cwbaudit.registers.edition import partial
from cwbaudit.registers.entry import FORM, TRADING, kept, trading
from cwbaudit.registers.kinds import Kind

if TYPE_CHECKING:
    import pyarrow as pa

_ABOUT = "about.json"


@dataclass(frozen=True)
class Register:
    """An imported register: which edition it is, of which file or files, how many entries, and where they lie."""

    kind: str
    vintage: str
    file: str
    sha256: str
    entries: int
    path: Path

    @property
    def fingerprint(self) -> str:
        """The same for the same published file, on every machine."""
        return f"{self.kind}/{self.sha256}/{FORM}"

    @property
    def told(self) -> str:
        """One line on it, for reports and status."""
        lacks = "; its other parts are missing, and who is in them is not found" if partial(self.vintage) else ""
        return f"{self.kind} register, {self.vintage}, {self.entries:,} entries (sha-256 {self.sha256[:12]}){lacks}"


def registers_folder() -> Path:
    """Where imported registers are kept: CWBAUDIT_CACHE, or the user's cache."""
    if chosen := os.environ.get("CWBAUDIT_CACHE"):
        return Path(chosen) / "registers"
    import platformdirs

    return Path(platformdirs.user_cache_dir("cwbaudit", appauthor=False)) / "registers"


def imported(kind: Kind) -> Register | None:
    """The register of this kind; None when none was imported. SourceError when what was is not whole any more."""
    folder = registers_folder() / kind
    try:
        about = json.loads((folder / _ABOUT).read_bytes())
        digest, name, form = about.pop("digest"), about.pop("name"), about.pop("form")
        found = Register(path=folder / name, **about)
        if form == FORM and _digest(found.path) == digest:
            return found
    except FileNotFoundError:
        if not (folder / _ABOUT).exists():
            return None
    except (OSError, ValueError, KeyError, TypeError):
        pass
    fix = f"Import it again, or drop it with: cwbaudit register forget --kind {kind}"
    raise SourceError(f"The imported register of {kind} is damaged or of another version.", where=str(folder), fix=fix)


def forget(kind: Kind) -> bool:
    """Drop the register of this kind; whether there was one."""
    folder = registers_folder() / kind
    there = (folder / _ABOUT).is_file()
    (folder / _ABOUT).unlink(missing_ok=True)
    _sweep(folder, keep=None)
    return there


def store(kind: Kind, parts: Iterable[pa.Table], *, vintage: str, files: Sequence[Path], names: str) -> Register:
    """Keep these entries in the place of those before. Whoever stops it leaves the old index as it was.

    `names` says where in the first of the files the names stand.
    """
    folder = registers_folder() / kind
    digests = [_digest(file) for file in files]
    sha256 = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _working_file(folder) as working:
            count = _write(kind, parts, working)
            if not count:
                fix = (
                    "Import the register as published."
                    if kind is not Kind.LIST
                    else "If the names stand in another column, call that `name`."
                )
                raise SourceError("It names nobody: its column of names is empty in every row.", where=names, fix=fix)
            digest = _digest(working)
            path = folder / f"entries-{digest[:16]}.parquet"
            working.replace(path)
        made = Register(str(kind), vintage, ", ".join(file.name for file in files), sha256, count, path)
        with _working_file(folder) as working:
            about = {name: value for name, value in asdict(made).items() if name != "path"}
            working.write_text(json.dumps({**about, "name": path.name, "digest": digest, "form": FORM}, indent=1), encoding="utf-8")
            working.replace(folder / _ABOUT)
    except OSError as error:
        fix = "Free some space (1 GB), or set the environment variable CWBAUDIT_CACHE to a folder that can be written."
        raise SourceError(f"The register cannot be kept: {error.strerror or error}.", where=str(folder), fix=fix) from None
    _sweep(folder, keep=path)
    return made


def _write(kind: Kind, parts: Iterable[pa.Table], path: Path) -> int:
    import pyarrow.parquet as pq

    count, writer = 0, None
    try:
        for part in parts:
            entries = kept(part, kind)
            writer = writer or pq.ParquetWriter(path, entries.schema, compression="zstd")
            writer.write_table(entries)
            if TRADING in part.column_names:
                writer.write_table(trading(part, kind))
            count += entries.num_rows
    finally:
        if writer:
            writer.close()
    return count


@contextmanager
def _working_file(folder: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(suffix=".partial", dir=folder)
    os.close(handle)
    working = Path(name)
    try:
        working.chmod(0o644)  # mkstemp keeps others out; a cache may be shared
        yield working
    finally:
        working.unlink(missing_ok=True)


def _sweep(folder: Path, keep: Path | None) -> None:
    """Remove the entries of before, and what a killed import left."""
    for path in [*folder.glob("entries-*.parquet"), *folder.glob("*.partial")]:
        if path != keep:
            with suppress(PermissionError):  # Windows: another run still reads it
                path.unlink()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
