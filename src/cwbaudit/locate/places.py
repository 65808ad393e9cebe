"""The place: from names in the config to the two areas on which every share rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cwbaudit.errors import ConfigError
from cwbaudit.locate import atlas
from cwbaudit.locate.atlas import KINDS, Named
from cwbaudit.locate.authorities import VINTAGE, authorities
from cwbaudit.locate.dated import find_as_of
from cwbaudit.locate.outlines import centre_of
from cwbaudit.locate.parts import Opened, centre, parts
from cwbaudit.locate.statutory import statutory
from cwbaudit.place import Circle, Parts, Place

if TYPE_CHECKING:
    from cwbaudit.config import AlsoConfig, Area, Definition, PlaceConfig

_ONE = {
    "authorities": "local authority", "counties": "county", "combined_authorities": "combined authority", "regions": "region",
    "nations": "nation of the UK",
}  # fmt: skip
_LISTED = 16


def place(config: PlaceConfig, gazetteer: Opened) -> Place:
    """The place that `config` names, with its further definitions; ConfigError for a name that nothing goes by."""
    local = _area(config.local, "place.local", config.as_of, gazetteer)
    main = _place(config, local, "place", gazetteer)
    also = tuple(_also(each, frozenset(main.local), gazetteer) for each in config.also)
    return replace(main, also=also, centre=_centre(config.centre, main, gazetteer))


def _also(config: AlsoConfig, own: frozenset[str], gazetteer: Opened) -> Place:
    key = f'place.also "{config.name}"'
    if config.statutory:
        local = Made(statutory(config.statutory, own, key), Parts())
    else:
        local = _area(config.local, f"{key}.local", config.as_of, gazetteer)
    return _place(config, local, key, gazetteer)


def _centre(written: str, main: Place, gazetteer: Opened) -> Circle | None:
    """Where distances are measured from: as written, else the middle of the local area's first circle or of its only authority."""
    if written:
        return centre(written, "place.centre", gazetteer)
    return next(iter(main.local_parts.circles), None) or centre_of(frozenset(main.local))


@dataclass(frozen=True)
class Made:
    """What an area is made of."""

    named: list[Named]
    parts: Parts

    @property
    def codes(self) -> frozenset[str]:
        """The authorities in it."""
        return frozenset(code for named in self.named for code in named.codes)


def _area(area: Area, key: str, as_of: date | None, gazetteer: Opened) -> Made:
    return Made(list(_named(area, key, as_of)), parts(area, key, gazetteer))


def _place(config: Definition, local: Made, key: str, gazetteer: Opened) -> Place:
    if not local.named and not local.parts:
        fix = 'Write, for example: local = { authorities = ["Preston"] }'
        raise ConfigError("The local area names nothing.", where=f"{key}.local", fix=fix)
    regional = _area(config.regional, f"{key}.regional", config.as_of, gazetteer)
    region_name = config.region_name or _region_name(config.name, local, regional)
    beyond = regional.codes - local.codes
    notes = dict.fromkeys(named.note for named in (*local.named, *regional.named) if named.note)
    if regional.named and not beyond and not regional.parts:
        notes["The region holds nothing that is not local: all spend outside the local area is counted as leaking."] = None
    return Place(
        name=config.name, region_name=region_name, local=_by_name(local.codes), regional=_by_name(beyond),
        definition=_definition(config, region_name, (local.codes, local.parts), (beyond, regional.parts)),
        notes=tuple(notes), local_parts=local.parts, regional_parts=regional.parts,
    )  # fmt: skip


def _named(area: Area, key: str, as_of: date | None) -> Iterator[Named]:
    for kind, plural in KINDS.items():
        for name in getattr(area, plural):
            found = find_as_of(name, kind, as_of, f"{key}.{plural}") if as_of else atlas.find(name, kind)
            yield found or _refuse(name, plural, key)
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


def _region_name(name: str, local: Made, regional: Made) -> str:
    """The name of what local and regional make together; the names as written where that has none."""
    if not regional.named:
        return "the region" if regional.parts else name
    inside = local.codes <= regional.codes
    names = list(dict.fromkeys(named.name for named in (regional.named if inside else [*local.named, *regional.named])))
    if len(names) > 1 and (whole := atlas.matching(local.codes | regional.codes)):
        return whole.name
    return atlas.listed(names) if len(names) <= 4 else "the region"


def _definition(config: Definition, region_name: str, local: tuple[frozenset[str], Parts], regional: tuple[frozenset[str], Parts]) -> str:
    here = f"Local is {config.name}: {_made_of(*local)}."
    around = "No wider region is defined."
    if any(regional):
        around = f"The region is {region_name}: that and {_made_of(*regional, ' more')}."
    dated = f", for those of {config.as_of.day} {config.as_of:%B %Y}" if config.as_of else ""
    return f"{here} {around} Authorities are those of {VINTAGE}{dated}."


def _made_of(codes: frozenset[str], parts_: Parts, more: str = "") -> str:
    counted = f"{len(codes)} more" if more else _count(codes)
    return atlas.listed([*([f"{counted} ({_list(codes)})"] if codes else []), *parts_.names])


def _by_name(codes: Iterable[str]) -> dict[str, str]:
    names = {code: authorities()[code].name for code in codes}
    return dict(sorted(names.items(), key=lambda item: (item[1], item[0])))


def _count(codes: frozenset[str]) -> str:
    return f"{len(codes)} local authorit{'y' if len(codes) == 1 else 'ies'}"


def _list(codes: frozenset[str]) -> str:
    names = [name.removesuffix(", City of").removesuffix(", County of") for name in _by_name(codes).values()]
    return atlas.listed(names if len(names) <= _LISTED else [*names[:3], f"{len(names) - 3} more"])
