"""What a notebook or a script imports: run an audit, or load one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from cwbaudit.config import Config, build, found
from cwbaudit.config import load as load_config
from cwbaudit.errors import UsageError
from cwbaudit.folder import Audit, Tick

if TYPE_CHECKING:
    from cwbaudit.comparison.model import Comparison

FOLDER = "audit"


def _silent(_: str) -> None:
    return None


def audit(config: str | PathLike[str], out: str | PathLike[str] | None = None, *, tick: Tick = _silent, fresh: bool = False) -> Audit:
    """Run the audit that audit.toml describes; its folder is `out`, or `audit` beside the config."""
    from cwbaudit.pipeline import run

    loaded = load_config(Path(config))
    result, _ = run(loaded, Path(out) if out else loaded.base / FOLDER, tick=tick, fresh=fresh)
    return result


def load(folder: str | PathLike[str]) -> Audit:
    """A finished audit: its folder, its audit.toml, or the folder that holds them."""
    return Audit(find(Path(folder)))


def find(path: Path) -> Path:
    """The audit folder meant by `path`, which may be the folder itself, an audit.toml, or the folder around either."""
    from cwbaudit.folder import MANIFEST

    around = path.parent if path.is_file() else path
    for folder in (around, around / FOLDER):
        if (folder / MANIFEST).is_file():
            return folder
    if (around / "audit.toml").is_file():
        raise UsageError(f"The audit in {around} has not been run.", fix=f"Run it first: cwbaudit run {around / 'audit.toml'}")
    raise UsageError(
        f"There is no audit at {path.resolve() if path == Path() else path}.",
        fix="Name the folder that cwbaudit run made, or its audit.toml.",
    )


def compare(old: str | PathLike[str], new: str | PathLike[str]) -> Comparison:
    """What changed from one finished audit to another, and why; UsageError when they cannot be compared."""
    from cwbaudit.comparison import compare as compared

    return compared(load(old), load(new))


def from_files(
    files: Sequence[Path], *, local: Sequence[str], region: Sequence[str], body: str = "", base: Path, top: int | None = None
) -> Config:
    """A config for spend files alone: each a body's that is named after it, the date left out, unless `body` names them all.

    Patterns such as `spend/*.csv` are resolved here, because cmd.exe leaves them to the program.
    """
    named: dict[str, list[str]] = {}
    for file in (path for pattern in files for path in expand(pattern)):
        named.setdefault(body or _body_name(file), []).append(str(file.resolve()))
    return build(
        {
            "audit": {"title": f"Spend of {_joined([*named])}" if len(named) < 4 else f"Spend of {len(named)} bodies"},
            "place": {
                "name": _joined(local),
                "region_name": _joined(region),
                "local": {"named": list(local)},
                "regional": {"named": list(region)},
            },
            "source": [{"body": name, "files": paths, "top": top} for name, paths in named.items()],
            "influence": {"default": "unassessed"},
        },
        base=base,
    )


def expand(pattern: Path) -> list[Path]:
    """The files that a pattern means; SourceError when there is none."""
    return found(str(pattern), Path.cwd(), "the command line")


def _joined(names: Sequence[str]) -> str:
    plain = [name.split(":", 1)[-1].strip() for name in names]
    return " and ".join([", ".join(plain[:-1]), plain[-1]]) if len(plain) > 1 else "".join(plain)


# When the file is of, as file names say it: `2023-07`, `2012-13`, `202307`, `July 2023`, `2023 Q1`, `2014 P09`.
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_PERIOD = rf"(?:{_MONTH}|q[1-4]|qtr ?[1-4]|quarter ?[1-4]|p(?:eriod)? ?\d\d?)"
_YEAR = r"(?:fy ?)?(?:19|20)\d\d(?: ?\d\d){0,2}"
_WHEN = re.compile(rf"\b(?:{_PERIOD} {_YEAR}|{_YEAR} {_PERIOD}|{_YEAR})\b", re.IGNORECASE)


def _body_name(file: Path) -> str:
    """`city-council_2012-13.xlsx` is `City council`: files whose names differ only in when they are of are one body's."""
    text = " ".join(file.stem.replace("_", " ").replace("-", " ").split())
    undated = " ".join(_WHEN.sub(" ", text).split())
    named = undated if any(char.isalpha() for char in undated) else text
    return named[:1].upper() + named[1:] if named else file.name
