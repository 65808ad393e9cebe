"""The place: from names in the config to the two sets of authorities on which every share rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cwbaudit.errors import ConfigError
from cwbaudit.locate import atlas
from cwbaudit.locate.atlas import KINDS, Named
from cwbaudit.locate.authorities import VINTAGE, authorities
from cwbaudit.place import Place

if TYPE_CHECKING:
    from cwbaudit.config import Area, PlaceConfig

_ONE = {
    "authorities": "local authority", "counties": "county", "combined_authorities": "combined authority", "regions": "region",
    "nations": "nation of the UK",
}  # fmt: skip
_LISTED = 16


def place(config: PlaceConfig) -> Place:
    """The place that `config` names; ConfigError, with what may have been meant, for a name that nothing goes by."""
    local, regional = list(_named(config.local, "place.local")), list(_named(config.regional, "place.regional"))
    if not local:
        raise ConfigError(
            "The local area names nothing.", where="place.local", fix='Write, for example: local = { authorities = ["Preston"] }'
        )
    inside, around = _codes(local), _codes(regional)
    region_name = config.region_name or _region_name(config.name, local, regional)
    beyond = around - inside
    notes = dict.fromkeys(named.note for named in (*local, *regional) if named.note)
    if regional and not beyond:
        notes["The region holds nothing that is not local: all spend outside the local area is counted as leaking."] = None
    return Place(
        name=config.name,
        region_name=region_name,
        local=_by_name(inside),
        regional=_by_name(beyond),
        definition=_definition(config.name, region_name, inside, beyond),
        notes=tuple(notes),
    )


def _named(area: Area, key: str) -> Iterator[Named]:
    for kind, plural in KINDS.items():
        for name in getattr(area, plural):
            yield atlas.find(name, kind) or _refuse(name, plural, key)
    for name in area.named:
        yield _any(name, f"{key}.named")


def _any(text: str, key: str) -> Named:
    """What a name of no stated kind means: `county: Lancashire` says it; otherwise the narrowest kind, with a note if it matters."""
    prefix, colon, rest = text.partition(":")
    kind = prefix.strip().casefold().replace("_", " ")
    if colon and kind in KINDS:
        return atlas.find(rest, kind) or _refuse(rest, KINDS[kind], key)
    found = atlas.find_any(text)
    if not found:
        fix = atlas.suggestion(text, tuple(KINDS)) or "Write the name of a local authority, county, combined authority, region or nation."
        raise ConfigError(f'"{text.strip()}" is no area that is known.', where=key, fix=fix)
    taken, *others = found
    said = [taken.note] + [_difference(taken, other) for other in others if other.codes != taken.codes]
    return Named(taken.name, taken.kind, taken.codes, " ".join(filter(None, dict.fromkeys(said))))


def _refuse(text: str, plural: str, key: str) -> Named:
    other = next(iter(atlas.find_any(text)), None)
    kind = next(kind for kind in KINDS if KINDS[kind] == plural)
    fix = atlas.suggestion(text, (kind,))
    if other and not other.note:
        fix = f'"{other.name}" is a {other.kind}: write it as {KINDS[other.kind]} = ["{other.name}"].'
    if not fix:
        some = sorted({named.name for named in atlas.known(kind)})
        fix = (
            f"Known are: {', '.join(some)}."
            if len(some) <= 40
            else "Write its name as the Office for National Statistics does, or its code."
        )
    raise ConfigError(f'"{text.strip()}" is no {_ONE[plural]}.', where=f"{key}.{plural}" if not key.endswith("named") else key, fix=fix)


def _difference(taken: Named, other: Named) -> str:
    more, fewer = other.codes - taken.codes, taken.codes - other.codes
    parts = [f"also has {_list(more)}"] if more else []
    parts += [f"lacks {_list(fewer)}"] if fewer else []
    return (
        f'"{taken.name}" is taken as the {taken.kind} ({_count(taken.codes)}). The {other.kind} of that name {" and ".join(parts)}: '
        f'for that, write "{other.kind}: {other.name}", or {KINDS[other.kind]} = ["{other.name}"] in audit.toml.'
    )


def _region_name(name: str, local: list[Named], regional: list[Named]) -> str:
    """The name of what local and regional make together; the names as written where that has none."""
    if not regional:
        return name
    parts = regional if _codes(local) <= _codes(regional) else [*local, *regional]
    names = list(dict.fromkeys(named.name for named in parts))
    if len(names) > 1 and (whole := atlas.matching(_codes(parts))):
        return whole.name
    return _and(names) if len(names) <= 4 else "the region"


def _definition(name: str, region_name: str, local: frozenset[str], regional: frozenset[str]) -> str:
    here = f"Local is {name}: {_count(local)} ({_list(local)})."
    around = (
        f"The region is {region_name}: that and {len(regional)} more ({_list(regional)})." if regional else "No wider region is defined."
    )
    return f"{here} {around} Authorities are those of {VINTAGE}."


def _codes(areas: Iterable[Named]) -> frozenset[str]:
    return frozenset(code for named in areas for code in named.codes)


def _by_name(codes: Iterable[str]) -> dict[str, str]:
    names = {code: authorities()[code].name for code in codes}
    return dict(sorted(names.items(), key=lambda item: (item[1], item[0])))


def _count(codes: frozenset[str]) -> str:
    return f"{len(codes)} local authorit{'y' if len(codes) == 1 else 'ies'}"


def _list(codes: frozenset[str]) -> str:
    names = [name.removesuffix(", City of").removesuffix(", County of") for name in _by_name(codes).values()]
    return _and(names if len(names) <= _LISTED else [*names[:3], f"{len(names) - 3} more"])


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
