"""The local area of SI 2026/94: an authority's own area, alone or with the counties and London boroughs that border on it.

The order lets authorities in England keep contracts below the threshold for suppliers of their local area. Which county borders on
which is not in the order: it was derived from postcode points (data/maps/make_maps.py) and read through by hand.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from cwbaudit.errors import ConfigError
from cwbaudit.locate.atlas import AUTHORITY, Named
from cwbaudit.locate.authorities import authorities, rows

Statutory = Literal["own", "own-and-bordering"]
NOTE = (
    "The statutory local area of SI 2026/94 is about where a supplier has substantive business operations; here it is where the postcode "
    "is. A county is read as a county council's or metropolitan county's area, a unitary authority or a London borough."
)
BORDERS_NOTE = "Borders were derived from postcode points, not from boundary data: check them before relying on them in a procurement."


def statutory(kind: Statutory, own: frozenset[str], key: str) -> list[Named]:
    """The authorities of the statutory local area around `own`; ConfigError outside England."""
    outside = sorted(authorities()[code].name for code in own if authorities()[code].nation != "England")
    if outside or not own:
        what = f"{outside[0]} is not in England, and SI 2026/94 is about England." if outside else "The local area names no authority."
        raise ConfigError(what, where=key, fix="Leave the statutory definition out, or state the local area by authorities of England.")
    found = [Named(authorities()[code].name, AUTHORITY, frozenset({code}), NOTE) for code in sorted(own)]
    if kind == "own":
        return found
    touched = {_county(code) for code in own} | {_county(code) for other in own for code in _borders().get(other, ())}
    english = {county: codes for county, codes in _counties().items() if county in touched}
    return [*found, *(Named(county, "county", codes, BORDERS_NOTE) for county, codes in sorted(english.items()))]


def _county(code: str) -> str:
    """The county that an authority is in, or is: unitary authorities and London boroughs stand for themselves."""
    authority = authorities()[code]
    alone = not authority.county or code.startswith("E09")
    return authority.name if alone else authority.county


@cache
def _counties() -> dict[str, frozenset[str]]:
    """Every county of England, in that sense, with its authorities."""
    found: dict[str, set[str]] = {}
    for code, authority in authorities().items():
        if authority.nation == "England":
            found.setdefault(_county(code), set()).add(code)
    return {county: frozenset(codes) for county, codes in found.items()}


@cache
def _borders() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("borders.csv"):
        found.setdefault(row["code"], set()).add(row["borders_on"])
        found.setdefault(row["borders_on"], set()).add(row["code"])
    return {code: frozenset(others) for code, others in found.items()}
