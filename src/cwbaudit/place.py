"""A place: what is local and what is regional. Built from names by locate, used by classify, printed by report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cwbaudit.grids import Point, apart, british
from cwbaudit.terms import Locality, Precision

_AREA = re.compile("[A-Z]+")
_UNKNOWN = "Its place is not known; it is counted apart, never as leaking."


@dataclass(frozen=True)
class Circle:
    """All within some metres of a point of the British grid, and what that point is called."""

    metres: int
    of: str
    easting: int
    northing: int

    @property
    def centre(self) -> Point:
        """The point on the British grid."""
        return self.easting, self.northing

    def __str__(self) -> str:
        return f"within {self.metres / 1000:g} km of {self.of}"


@dataclass(frozen=True)
class Parts:
    """What an area is made of beside whole authorities. `wards` maps codes to names; `around_wards` are the authorities they lie in."""

    wards: dict[str, str] = field(default_factory=dict)
    around_wards: tuple[str, ...] = ()
    postcode_areas: tuple[str, ...] = ()
    postcode_districts: tuple[str, ...] = ()
    circles: tuple[Circle, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wards or self.postcode_areas or self.postcode_districts or self.circles)

    @property
    def names(self) -> list[str]:
        """Each part as it is printed."""
        wards = [f"ward {name}" if name == code else f"ward {name} ({code})" for code, name in self.wards.items()]
        areas = [f"postcode area {name}" for name in self.postcode_areas]
        return [*wards, *areas, *(f"postcode district {name}" for name in self.postcode_districts), *map(str, self.circles)]


@dataclass(frozen=True)
class Spot:
    """What is known of where a supplier is; empty or None where nothing is."""

    authority_code: str = ""
    authority: str = ""
    ward_code: str = ""
    ward: str = ""
    postcode: str = ""
    point: Point | None = None
    outside_uk: bool = False

    @classmethod
    def of(cls, supplier: Mapping[str, Any]) -> Spot:
        """The spot of a row of the suppliers table."""
        east, north = supplier["easting"], supplier["northing"]
        return cls(
            supplier["authority_code"], supplier["authority"], supplier.get("ward_code", ""), supplier.get("ward", ""),
            supplier["postcode"], None if east is None or north is None else british(east, north, supplier["nation"]),
            supplier["precision"] == Precision.COUNTRY,
        )  # fmt: skip

    @property
    def district(self) -> str:
        """`PR1` of `PR1 2HE`."""
        return self.postcode.partition(" ")[0]

    @property
    def area(self) -> str:
        """`PR` of `PR1 2HE`."""
        match = _AREA.match(self.postcode)
        return match[0] if match else ""

    @property
    def called(self) -> str:
        """What to call where it is: its authority, or its postcode."""
        return self.authority or self.postcode or "It"


@dataclass(frozen=True)
class Place:
    """The definition that every share rests on; `local` and `regional` map authority codes to names and do not overlap."""

    name: str
    region_name: str
    local: dict[str, str]
    regional: dict[str, str]
    definition: str
    notes: tuple[str, ...] = ()
    local_parts: Parts = Parts()
    regional_parts: Parts = Parts()
    also: tuple[Place, ...] = ()
    centre: Circle | None = None

    @property
    def by_authority_alone(self) -> bool:
        """Whether whole authorities are all that the place is made of."""
        return not (self.local_parts or self.regional_parts)

    @property
    def has_region(self) -> bool:
        """Whether anything around the local area is defined to be regional."""
        return bool(self.regional or self.regional_parts)

    def locality(self, spot: Spot) -> tuple[Locality, str]:
        """Where a supplier at this spot stands, and why.

        What cannot be told is unplaced, never leaking: a supplier without an authority, or, where the area has wards or circles,
        one without a ward or a grid reference.
        """
        local, where = _held(spot, self.local, self.local_parts)
        if local:
            return Locality.LOCAL, f"{where} in the local area, {self.name}."
        regional, where_too = _held(spot, self.regional, self.regional_parts)
        if local is None or regional is None:
            return Locality.UNPLACED, _doubt(where if local is None else where_too)
        if regional:
            return Locality.REGIONAL, f"{where_too} in the region, {self.region_name}, and outside the local area."
        if spot.outside_uk:
            return Locality.LEAKING, "It is outside the UK."
        if self.has_region:
            return Locality.LEAKING, f"{spot.called} is outside the region."
        return Locality.LEAKING, f"{spot.called} is outside the local area, {self.name}, and no region around it was defined."


def _doubt(missing: str) -> str:
    if not missing:
        return _UNKNOWN
    return f"Its {missing} is not known, so whether it is inside cannot be told; it is counted apart, never as leaking."


def _held(spot: Spot, authorities: Mapping[str, str], parts: Parts) -> tuple[bool | None, str]:
    """Whether the area holds the spot, and by which of its parts; None, and what would settle it, when that cannot be told."""
    if spot.authority_code in authorities:
        return True, f"{spot.authority} is"
    found = [_postcode(spot, parts), _ward(spot, parts), _circle(spot, parts)]
    if holding := [said for held, said in found if held]:
        return True, holding[0]
    if spot.outside_uk:
        return False, ""
    if authorities and not spot.authority_code:
        return None, ""
    unsettled = [said for held, said in found if held is None]
    return (None, unsettled[0] if spot.authority_code else "") if unsettled else (False, "")


def _postcode(spot: Spot, parts: Parts) -> tuple[bool | None, str]:
    if not (parts.postcode_areas or parts.postcode_districts):
        return False, ""
    if spot.district in parts.postcode_districts:
        return True, f"Its postcode district, {spot.district}, is"
    if spot.area in parts.postcode_areas:
        return True, f"Its postcode area, {spot.area}, is"
    return (False if spot.postcode else None), "full postcode"


def _ward(spot: Spot, parts: Parts) -> tuple[bool | None, str]:
    if not parts.wards:
        return False, ""
    if spot.ward_code:
        return spot.ward_code in parts.wards, f"Its ward, {spot.ward or spot.ward_code}, is"
    elsewhere = spot.authority_code and spot.authority_code not in parts.around_wards
    return (False if elsewhere else None), "ward"


def _circle(spot: Spot, parts: Parts) -> tuple[bool | None, str]:
    if not parts.circles:
        return False, ""
    if spot.point is None:
        return None, "grid reference"
    for circle in parts.circles:
        if (metres := apart(spot.point, circle.centre)) <= circle.metres:
            return True, f"It is {metres / 1000:.1f} km from {circle.of}, within the {circle.metres / 1000:g} km that are"
    return False, ""
