"""What an area is made of beside whole authorities: wards, postcode areas and districts, and circles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from cwbaudit.errors import ConfigError, did_you_mean
from cwbaudit.grids import british
from cwbaudit.locate import forms
from cwbaudit.locate.answers import answers
from cwbaudit.locate.gazetteer import Gazetteer
from cwbaudit.locate.wards import wards
from cwbaudit.place import Circle, Parts

if TYPE_CHECKING:
    from cwbaudit.config import Area, Within

Opened = Callable[[], Gazetteer]
_REFERENCE = re.compile(r"([0-9]{1,6})[ ,]+([0-9]{1,7})")


def parts(area: Area, key: str, gazetteer: Opened) -> Parts:
    """The parts that `area` names; ConfigError for one that is none. The directory is opened only where one must be looked up."""
    made = wards(area.wards, f"{key}.wards", gazetteer()) if area.wards else []
    return Parts(
        wards={ward.code: ward.name for ward in sorted(made, key=lambda ward: (ward.name, ward.code))},
        around_wards=tuple(sorted({code for ward in made for code in ward.within})),
        postcode_areas=_areas(area.postcode_areas, f"{key}.postcode_areas"),
        postcode_districts=_districts(area.postcode_districts, f"{key}.postcode_districts"),
        circles=tuple(sorted({_circle(within, f"{key}.within", gazetteer) for within in area.within}, key=str)),
    )


def _areas(names: Iterable[str], key: str) -> tuple[str, ...]:
    found = {name.strip().upper() for name in names}
    for name in sorted(found - forms.AREAS):
        fix = did_you_mean(name, forms.AREAS) or 'Write its letters, for example: postcode_areas = ["PR"]'
        raise ConfigError(f'"{name}" is no postcode area.', where=key, fix=fix)
    return tuple(sorted(found))


def _districts(names: Iterable[str], key: str) -> tuple[str, ...]:
    found = {name.strip().upper() for name in names}
    for name in sorted(found):
        if not forms.DISTRICT.fullmatch(name):
            fix = 'Write the first half of a postcode, for example: postcode_districts = ["PR1"]'
            raise ConfigError(f'"{name}" is no postcode district.', where=key, fix=fix)
    return tuple(sorted(found))


def _circle(within: Within, key: str, gazetteer: Opened) -> Circle:
    return replace(centre(within.of, key, gazetteer), metres=int(within.km * 1000))


def centre(written: str, key: str, gazetteer: Opened) -> Circle:
    """The point that a postcode or a grid reference names, as a circle of no size; ConfigError when it names none."""
    if match := _REFERENCE.fullmatch(written.strip()):
        return Circle(0, f"{match[1]} {match[2]}", int(match[1]), int(match[2]))
    answer = answers([written], gazetteer())[written]
    if answer.row.easting is None or answer.row.northing is None:
        said = answer.note or "it is no full postcode of the directory"
        fix = "Write a full postcode with a place, or an easting and a northing of the British grid: of = [353800, 429300]"
        raise ConfigError(f'A distance from "{written}" cannot be measured: {said}.', where=key, fix=fix)
    east, north = british(answer.row.easting, answer.row.northing, answer.nation)
    return Circle(0, answer.reading.postcode, round(east), round(north))
