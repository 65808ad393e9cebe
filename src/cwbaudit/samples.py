"""The sample audits: in the checkout under data/samples, in an installed wheel inside the package."""

from __future__ import annotations

import filecmp
import importlib.resources
import shutil
from pathlib import Path

from cwbaudit.errors import UsageError


def sample(name: str) -> Path:
    """The folder of the sample audit `name`."""
    package = Path(str(importlib.resources.files("cwbaudit")))
    for folder in (package / "samples" / name, package.parents[1] / "data" / "samples" / name):
        if (folder / "audit.toml").is_file():
            return folder
    raise UsageError(f'There is no sample called "{name}".', fix="The installation lacks its samples: install cwbaudit again.")


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
