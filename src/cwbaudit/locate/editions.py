"""Where the columns we need stand in an official directory, of any edition: found by their names, never by their position.

The names change with every edition: the authority is `oslaua` until May 2025 (`laua` in the NSPL), `lad25cd`, then `lad26cd`.
"""

from __future__ import annotations

import csv
import re

from cwbaudit.errors import GazetteerError

NEEDED = {
    "postcode": ("pcds", "pcd7", "pcd8", "pcd2", "pcd", "postcode"),
    "authority_code": (r"lad\d\dcd", "oslaua", "laua", "ladcd", "admin_district_code"),
    "easting": ("east1m", "oseast1m", "eastings?"),
    "northing": ("north1m", "osnrth1m", "northings?"),
}
WELCOME = {
    "ward_code": (r"wd\d\dcd", "osward", "ward", "admin_ward_code"),
    "lsoa21": ("lsoa21cd", "lsoa21"),
    "lsoa11": ("lsoa11cd", "lsoa11"),
    "rank": (r"imd\d\dind", "imd"),
    "terminated": ("doterm",),
}
_MONTHS = "January February March April May June July August September October November December"
CODE_POINT = {"postcode": 0, "easting": 2, "northing": 3, "authority_code": 8, "ward_code": 9}
CODE_POINT_WIDTH = 10


def columns(line: str, where: str) -> dict[str, int]:
    """The positions of our columns in this header line; GazetteerError names those it cannot do without and lacks."""
    header = [name.strip().lower() for name in next(csv.reader([line.lstrip("\ufeff")]))]
    found = {ours: _position(header, patterns) for ours, patterns in (NEEDED | WELCOME).items()}
    missing = [ours.replace("_", " ") for ours in NEEDED if found[ours] is None]
    if missing:
        raise GazetteerError(
            f"It has no column for: {', '.join(missing)}.",
            where=f"{where}, row 1: {', '.join(header)[:300]}",
            fix="Import an ONS Postcode Directory, a National Statistics Postcode Lookup or Code-Point Open, as published.",
        )
    return {ours: position for ours, position in found.items() if position is not None}


def indices(line: str) -> str:
    """The name of the column of ranks in this header line, `imd`, `imd20ind` or `imd25ind`; empty where there is none."""
    header = [name.strip().lower() for name in next(csv.reader([line.lstrip("\ufeff")]))]
    position = _position(header, WELCOME["rank"])
    return "" if position is None else header[position]


def _position(header: list[str], patterns: tuple[str, ...]) -> int | None:
    for pattern in patterns:
        hits = [name for name in header if re.fullmatch(pattern, name)]
        if hits:
            return header.index(max(hits))  # two vintages of one code in one file: the newest
    return None


def title(name: str) -> str:
    """What to call the edition in this file: `ONSPD_NOV_2025_UK.csv` is the ONS Postcode Directory of November 2025."""
    product = "National Statistics Postcode Lookup" if "NSPL" in name.upper() else "ONS Postcode Directory"
    match = re.search(r"([A-Z]{3})[A-Z]*_(\d{4})", name.upper())
    month = next((m for m in _MONTHS.split() if match and m.upper().startswith(match[1])), "")
    return f"{product}, {month} {match[2]}" if match and month else f"{product}, as in {name}"
