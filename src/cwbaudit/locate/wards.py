"""Electoral wards, which only an imported directory knows: by code, by name, or by name and authority where several bear it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cwbaudit.errors import ConfigError, did_you_mean
from cwbaudit.locate import atlas
from cwbaudit.locate.authorities import authorities
from cwbaudit.locate.gazetteer import Gazetteer
from cwbaudit.locate.index import opened


@dataclass(frozen=True)
class Ward:
    """A ward, its name or else its code, and the authorities that its postcodes lie in."""

    code: str
    name: str
    within: tuple[str, ...]

    @property
    def full(self) -> str:
        """Its name with its authority's: `Deepdale, Preston`."""
        return ", ".join([self.name, *(authorities()[code].name for code in self.within[:1])])


def wards(names: Iterable[str], key: str, gazetteer: Gazetteer) -> list[Ward]:
    """The wards that these names or codes mean; ConfigError for one that is none, or that several bear."""
    if not gazetteer.beyond.wards:
        raise ConfigError(
            "Wards need an imported directory: the one that comes with cwbaudit does not know them.",
            where=key,
            fix="Import one: cwbaudit gazetteer import ONSPD.zip",
        )
    return [_ward(name.strip(), key, known(gazetteer.path)) for name in names]


def _ward(name: str, key: str, every: tuple[Ward, ...]) -> Ward:
    found = [ward for ward in every if ward.code == name.upper()]
    found = found or [ward for ward in every if atlas.same_name(ward.name, name) or atlas.same_name(ward.full, name)]
    if not found:
        fix = did_you_mean(name, sorted({ward.name for ward in every} | {ward.full for ward in every}), limit=2)
        raise ConfigError(f'"{name}" is no ward of the imported directory.', where=key, fix=fix or "Write its name or its GSS code.")
    if len(found) > 1:
        some = [f'"{ward.full}" ({ward.code})' for ward in found[:6]]
        raise ConfigError(f'{len(found)} wards are called "{name}".', where=key, fix=f"Write which: {', '.join(some)}.")
    return found[0]


@cache
def known(path: Path) -> tuple[Ward, ...]:
    """Every ward of the directory, in the order of their codes."""
    import numpy as np

    index = opened(path)
    codes, names, places = (index.words(name) for name in ("ward_code", "ward", "authority_code"))
    arrays: list[Any] = [index.arrays[name].astype(np.int64) for name in ("ward_code", "ward", "authority_code")]
    several = np.unique((arrays[0] * len(names) + arrays[1]) * len(places) + arrays[2]).tolist()
    found: dict[str, tuple[str, list[str]]] = {}
    for one in several:
        rest, place = divmod(one, len(places))
        code, name = divmod(rest, len(names))
        held = found.setdefault(codes[code], (names[name] or codes[code], []))
        held[1].extend([places[place]] if places[place] in authorities() else [])
    return tuple(Ward(code, name, tuple(dict.fromkeys(within))) for code, (name, within) in sorted(found.items()) if code)
