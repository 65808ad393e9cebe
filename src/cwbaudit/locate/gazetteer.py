"""The postcode directory, ready to be asked. It is compiled once into the user's cache and checked byte for byte when opened."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cwbaudit.errors import GazetteerError
from cwbaudit.locate import index, package
from cwbaudit.locate.index import Row

if TYPE_CHECKING:
    import pyarrow as pa

_ABOUT = "about.json"
_ABANDONED = 3600  # seconds


@dataclass(frozen=True)
class Beyond:
    """What a directory knows beyond authorities: wards, and deprivation by `ranked_by`, with how many areas each nation ranked."""

    wards: bool = False
    ranked_by: str = ""
    areas: dict[str, int] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """The same in words; empty when it knows nothing of the kind."""
        known = ["wards"] if self.wards else []
        if self.areas:
            known.append(f"deprivation by {self.ranked_by} ({', '.join(f'{n} {count:,} areas' for n, count in self.areas.items())})")
        return " and ".join(known)


_NOTHING = Beyond()


@dataclass(frozen=True)
class Gazetteer:
    """A compiled directory: where it lies, which edition it is, how many postcodes it knows, and what of them."""

    path: Path
    vintage: str
    postcodes: int
    identity: str
    beyond: Beyond = _NOTHING
    overseas: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same for the same directory and the same files of other countries, on every machine."""
        return "/".join([self.identity, str(index.FORM), *self.overseas])

    def find(self, keys: Iterable[str]) -> Mapping[str, Row]:
        """The directory's rows for those of the keys that it has."""
        return index.find(self.path, keys)


def open_gazetteer(progress: Callable[[str], None]) -> Gazetteer:
    """The imported directory if there is one, else the installed one, compiled on first use.

    GazetteerError when there is none, or nowhere to keep it.
    """
    from cwbaudit.locate.overseas import countries

    return replace(_imported() or _installed(progress), overseas=countries())


def _installed(progress: Callable[[str], None]) -> Gazetteer:
    source = package.installed()
    folder = _folder(source)
    return _opened(folder) or _compiled(source, folder, progress)


def forget_import() -> bool:
    """Go back to the installed directory; whether there was an imported one."""
    about = imported_folder() / _ABOUT
    there = about.is_file()
    about.unlink(missing_ok=True)
    return there


def cache_folder() -> Path:
    """Where compiled directories are kept: CWBAUDIT_CACHE, or the user's cache."""
    if chosen := os.environ.get("CWBAUDIT_CACHE"):
        return Path(chosen) / "gazetteer"
    import platformdirs

    return Path(platformdirs.user_cache_dir("cwbaudit", appauthor=False)) / "gazetteer"


def imported_folder() -> Path:
    """Where an imported directory is kept."""
    return cache_folder() / "imported"


def _imported() -> Gazetteer | None:
    """The imported directory; never silently another in its place, for that would move figures."""
    folder = imported_folder()
    found = _opened(folder)
    if not found and (folder / _ABOUT).is_file():
        fix = "Import it again, as after an update of cwbaudit, or go back to the installed directory with: cwbaudit gazetteer forget"
        raise GazetteerError("The imported postcode directory is damaged, or of an older cwbaudit.", where=str(folder), fix=fix)
    return found


def gazetteer_status() -> str:
    """One line on the directory that is used, without compiling it; GazetteerError when it is not installed."""
    if imported := _imported():
        told = f"; knows {imported.beyond.told}" if imported.beyond.told else ""
        return f"{imported.vintage}, {imported.postcodes:,} postcodes, imported{told}"
    source = package.installed()
    found = _opened(_folder(source))
    return f"{found.vintage}, {found.postcodes:,} postcodes" if found else f"{source.vintage}; the first run prepares it"


def directory_status() -> dict[str, object]:
    """The same as fields: `postcodes` is null and `ready` false until the first run has prepared the installed directory."""
    from cwbaudit.locate.overseas import countries

    imported = _imported()
    found = imported or _opened(_folder(package.installed()))
    return {
        "directory": found.vintage if found else package.installed().vintage,
        "postcodes": found.postcodes if found else None,
        "imported": imported is not None,
        "countries": [each.partition("-")[0] for each in countries()],
        "ready": found is not None,
        "wards": found is not None and found.beyond.wards,
        "deprivation": {"ranked_by": found.beyond.ranked_by, "areas": found.beyond.areas} if found and found.beyond.areas else None,
        "folder": str(cache_folder()),
    }


def _folder(source: package.Package) -> Path:
    return cache_folder() / f"{package.DISTRIBUTION}-{source.version}-{index.FORM}"


def _opened(folder: Path) -> Gazetteer | None:
    """What `folder` holds; None when it holds nothing, or something that is not whole."""
    try:
        about = json.loads((folder / _ABOUT).read_bytes())
        path = folder / about["file"]
        if _digest(path) != about["digest"]:
            return None
        if about["form"] != index.FORM:
            return None
        index.hold(path)
        return Gazetteer(path, about["vintage"], about["postcodes"], about["identity"], Beyond(**about["beyond"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _compiled(source: package.Package, folder: Path, progress: Callable[[str], None]) -> Gazetteer:
    progress("Preparing the postcode directory: once on this machine, for some seconds")
    folder = _writable(folder, progress)
    if found := _opened(folder):
        return found
    raw = package.read(source, progress)
    progress(f"Sorting {raw.num_rows:,} postcodes")
    made = store(raw, folder, vintage=source.vintage, identity=f"{package.DISTRIBUTION}-{source.version}")
    _sweep_older(folder)
    progress(f"Ready: {made.vintage}, {made.postcodes:,} postcodes")
    return made


def store(raw: pa.Table, folder: Path, *, vintage: str, identity: str, beyond: Beyond = _NOTHING) -> Gazetteer:
    """Compile `raw` into `folder`. Whoever stops it, or runs it twice at once, leaves a whole directory or none.

    The index is named by its own digest, so that no other is ever put in its place; `about.json`, which names it, comes last.
    """
    try:
        with _working_file(folder) as working:
            count = index.write(raw, working)
            digest = _digest(working)
            path = folder / f"postcodes-{digest[:16]}.index"
            _put(working, path)
        with _working_file(folder) as working:
            about = {
                "form": index.FORM, "file": path.name, "digest": digest, "vintage": vintage, "postcodes": count, "identity": identity,
                "beyond": asdict(beyond),
            }  # fmt: skip
            working.write_text(json.dumps(about, indent=2), encoding="utf-8")
            _put(working, folder / _ABOUT)
        _sweep(folder)
    except OSError as error:
        raise GazetteerError(
            f"The compiled postcode directory cannot be written: {error.strerror or error}.",
            where=str(folder),
            fix="Free some space (100 MB), or set the environment variable CWBAUDIT_CACHE to a folder that can be written.",
        ) from None
    return Gazetteer(path, vintage, count, identity, beyond)


@contextmanager
def _working_file(folder: Path) -> Iterator[Path]:
    """A new file in `folder` that is gone afterwards unless it was given another name."""
    handle, name = tempfile.mkstemp(suffix=".partial", dir=folder)
    os.close(handle)
    working = Path(name)
    try:
        working.chmod(0o644)  # mkstemp keeps others out; a cache may be shared
        yield working
    finally:
        working.unlink(missing_ok=True)


def _put(working: Path, final: Path) -> None:
    """`working` becomes `final`, unless another run has just put the same there (Windows will not replace a file in use)."""
    try:
        working.replace(final)
    except PermissionError:
        if not final.is_file() or _digest(final) != _digest(working):
            raise


def _sweep(folder: Path) -> None:
    """What interrupted runs left behind is removed, once it is too old to be another run's work."""
    for path in folder.glob("*.partial"):
        if time.time() - path.stat().st_mtime > _ABANDONED:
            path.unlink(missing_ok=True)


def _sweep_older(folder: Path) -> None:
    """What an older edition or an older cwbaudit compiled beside `folder` is removed; a newer one's stays, whoever is asked last.

    A run that has opened a directory has it mapped and goes on; `about.json` goes first, so that no other opens what is going.
    """
    ours = _age(folder)
    for other in folder.parent.glob(f"{package.DISTRIBUTION}-*"):
        if not ours or not _age(other) or _age(other) >= ours:
            continue
        with suppress(OSError):  # Windows removes no file in use: the next time
            for path in (other / _ABOUT, *other.glob("postcodes-*.index")):
                path.unlink(missing_ok=True)
            _sweep(other)
            other.rmdir()


def _age(folder: Path) -> tuple[list[int], int] | tuple[()]:
    """By which compiled directories are put in order: the package's version, then the form; nothing for a folder of another name."""
    found = re.fullmatch(rf"{re.escape(package.DISTRIBUTION)}-([\d.]+)-(\d+)", folder.name)
    return ([int(part) for part in found[1].split(".") if part], int(found[2])) if found else ()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _writable(folder: Path, progress: Callable[[str], None]) -> Path:
    if _can_write(folder):
        return folder
    progress(f"The cache {folder} cannot be written; a temporary folder is used, and the next run has to prepare the directory again")
    return _temporary()


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@cache
def _temporary() -> Path:
    """A folder of this process alone, removed when it ends."""
    try:
        holder = tempfile.TemporaryDirectory(prefix="cwbaudit-")
    except OSError as error:
        raise GazetteerError(
            f"There is nowhere to keep the compiled postcode directory: {error.strerror or error}.",
            where=tempfile.gettempdir() if tempfile.tempdir else "the user's cache and the temporary folder",
            fix="Set the environment variable CWBAUDIT_CACHE to a folder that can be written.",
        ) from None
    _held.append(holder)
    return Path(holder.name)


_held: list[tempfile.TemporaryDirectory[str]] = []
