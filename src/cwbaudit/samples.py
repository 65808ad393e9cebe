"""The sample audits: in the checkout under data/samples, in an installed wheel inside the package."""

from __future__ import annotations

import filecmp
import importlib.resources
import shutil
from pathlib import Path

from cwbaudit.errors import UsageError


def names() -> list[str]:
    """What the samples are called."""
    return sorted({folder.parent.name for root in _roots() for folder in root.glob("*/audit.toml")})


def _roots() -> tuple[Path, Path]:
    package = Path(str(importlib.resources.files("cwbaudit")))
    return package / "samples", package.parents[1] / "data" / "samples"


def sample(name: str) -> Path:
    """The folder of the sample audit `name`."""
    for folder in (root / name for root in _roots()):
        if name in names() and (folder / "audit.toml").is_file():
            return folder
    known = f"There are: {', '.join(names())}." if names() else "The installation lacks its samples: install cwbaudit again."
    raise UsageError(f'There is no sample called "{name}".', fix=known)


def copy(name: str, target: Path) -> list[str]:
    """The sample's files in `target`, for the user to read and change. Files changed there are kept, and named."""
    source, kept = sample(name), []
    for path in sorted(source.rglob("*")):
        if path.is_dir() or path.suffix in (".py", ".pyc") or path.name == ".gitattributes":
            continue
        copied = target / path.relative_to(source)
        if copied.exists() and not filecmp.cmp(path, copied, shallow=False):
            kept.append(copied.relative_to(target).as_posix())
        elif not copied.exists():
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copied)
    return kept
