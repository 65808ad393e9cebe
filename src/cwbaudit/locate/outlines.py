"""The schematic outlines of the authorities of Great Britain, and where the middle of each lies. Made by data/maps/make_maps.py."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from cwbaudit.locate.authorities import authorities
from cwbaudit.place import Circle


def centre_of(codes: frozenset[str]) -> Circle | None:
    """The middle of the postcodes of one authority; None for several, and in Northern Ireland."""
    area = _areas().get(min(codes)) if len(codes) == 1 else None
    if not area:
        return None
    return Circle(0, f"the middle of {authorities()[min(codes)].name}'s postcodes", *area["centre"])


@cache
def _areas() -> dict[str, Any]:
    text = files("cwbaudit").joinpath("data", "outlines.json").read_text(encoding="utf-8")
    areas: dict[str, Any] = json.loads(text)["areas"]
    return areas
