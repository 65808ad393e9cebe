"""A zip of spend files, opened with care: no member writes where it likes, none unpacks without end, none is a bundle itself."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cwbaudit.errors import SourceError

MOST_BYTES = 1 << 30
MOST_MEMBERS = 500
_DAMAGED = "Download it again, or unpack it yourself and name the files in it."


@dataclass(frozen=True)
class Unpacked:
    """The members as files of a temporary folder, which lives as long as this does; by the name they have in the bundle."""

    files: dict[str, Path]
    folder: tempfile.TemporaryDirectory[str]


def unpacked(path: Path) -> Unpacked:
    """The files that `path` packs together; SourceError where that is not safe."""
    folder = tempfile.TemporaryDirectory(prefix="cwbaudit-")
    try:
        with zipfile.ZipFile(path) as packed:
            files = {name: _write(packed, part, Path(folder.name) / str(i)) for i, (name, part) in enumerate(_members(packed, path))}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise SourceError("This bundle of files is damaged.", where=str(path), fix=_DAMAGED) from None
    if not files:
        raise SourceError("This bundle of files is empty.", where=str(path), fix=_DAMAGED)
    return Unpacked(files, folder)


def _members(packed: zipfile.ZipFile, path: Path) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The members by their bare names, in the order of those; system files and folders left out."""
    parts = [part for part in packed.infolist() if not part.is_dir() and not _of_the_system(part.filename)]
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError("This bundle of files is protected by a password.", where=str(path), fix="Unpack it yourself.")
    if len(parts) > MOST_MEMBERS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise SourceError("This bundle would unpack to more than 1 GB, or to too many files.", where=str(path), fix="Unpack it yourself.")
    named = [(PurePosixPath(part.filename.replace("\\", "/")).name, part) for part in parts]
    names = [name for name, _ in named]
    for name, part in sorted(named, key=lambda entry: (entry[0], entry[1].filename)):
        yield (name if names.count(name) == 1 else part.filename), part


def _of_the_system(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith((".", "~$"))


def _write(packed: zipfile.ZipFile, part: zipfile.ZipInfo, target: Path) -> Path:
    """The member under a name of ours, so that its own cannot lead anywhere; no longer than it announced, or it is damaged."""
    with packed.open(part) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
    return target
