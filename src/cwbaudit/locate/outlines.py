"""The schematic outlines of the authorities of Great Britain, and where the middle of each lies. Made by data/maps/make_maps.py."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from cwbaudit.grids import Point
from cwbaudit.locate.authorities import authorities
from cwbaudit.place import Circle


def centre_of(codes: frozenset[str]) -> Circle | None:
    """The middle of the postcodes of one authority; None for several, and in Northern Ireland."""
    area = _areas().get(min(codes)) if len(codes) == 1 else None
    if not area:
        return None
    return Circle(0, f"the middle of {authorities()[min(codes)].name}'s postcodes", *area["centre"])


def rings(code: str) -> list[list[Point]]:
    """The rings of an authority's outline, in kilometres of the British grid; none in Northern Ireland."""
    area, unit = _areas().get(code), 2  # two units of 500 m are a kilometre
    return [_corners(ring, unit) for ring in area["rings"]] if area else []


def middle(code: str) -> Point | None:
    """The middle of an authority's postcodes, in kilometres."""
    area = _areas().get(code)
    return (area["centre"][0] / 1000, area["centre"][1] / 1000) if area else None


def outlined() -> list[str]:
    """The codes that have an outline."""
    return sorted(_areas())


def _corners(ring: list[int], unit: int) -> list[Point]:
    steps = zip(ring[::2], ring[1::2], strict=True)
    return [(x / unit, y / unit) for x, y in accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))]


@cache
def _areas() -> dict[str, Any]:
    text = files("cwbaudit").joinpath("data", "outlines.json").read_text(encoding="utf-8")
    areas: dict[str, Any] = json.loads(text)["areas"]
    return areas
