"""The edition of a register, and of a register that is published in parts, which of them are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cwbaudit.errors import SourceError

_PART = re.compile(r"part(\d+)_(\d+)", re.IGNORECASE)
_SOME = re.compile(r", parts? [\d, ]+ of \d+\Z")


def vintage(paths: Sequence[Path], taken: str = "") -> str:
    """The edition: the day on which its rows say that they were taken, else as the file's name tells it.

    `BasicCompanyDataAsOneFile-2026-09-01.zip` is 2026-09-01; what has no date, its name; of parts, which they are unless all are there.
    """
    date = re.search(r"(20\d\d-[01]\d(?:-[0-3]\d)?|20\d\d)", paths[0].name)
    said = taken or (date[1] if date else f"as in {paths[0].name}")
    numbers = [found for path in paths if (found := _part(path))]
    some = [part for part, _ in numbers]
    if not numbers or len(some) == numbers[0][1]:
        return said
    return f"{said}, part{'s' if len(some) > 1 else ''} {', '.join(map(str, some))} of {numbers[0][1]}"


def partial(edition: str) -> bool:
    """Whether there are other parts, whose entries are not there."""
    return bool(_SOME.search(edition))


def in_order(paths: Sequence[Path]) -> list[Path]:
    """The parts of one edition in their order; SourceError where several files are anything else, for entries of two would be doubted."""
    if len(paths) < 2:
        return list(paths)
    fix = "Name the parts of one edition, each once: BasicCompanyData-2026-09-01-part1_7.zip and so on to part7_7."
    for path in paths:
        if not _part(path):
            raise SourceError("Of several files each must be a part of one register, and this is none.", where=str(path), fix=fix)
    of = {(_PART.sub("", path.stem).casefold(), (_part(path) or (0, 0))[1]) for path in paths}
    if len(of) > 1:
        raise SourceError("The parts are of several editions.", where=", ".join(path.name for path in paths), fix=fix)
    numbers = [_part(path) for path in paths]
    if twice := next((path for path in paths if numbers.count(_part(path)) > 1), None):
        raise SourceError("A part is given twice.", where=twice.name, fix=fix)
    return sorted(paths, key=lambda path: _part(path) or (0, 0))


def _part(path: Path) -> tuple[int, int] | None:
    found = _PART.search(path.name)
    return (int(found[1]), int(found[2])) if found else None
