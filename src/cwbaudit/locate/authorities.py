"""The local authorities of the United Kingdom, what they lie in, and what has become of abolished ones. Codes of April 2025."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

VINTAGE = "April 2025"
OUTSIDE_UK = "outside the UK"

_DATA = Path(__file__).parent.parent / "data"
_PSEUDO = ("L", "M")  # the directory's stand-ins for the Channel Islands and the Isle of Man


@dataclass(frozen=True)
class Authority:
    """One local authority; empty text where it has no county, combined authority or English region."""

    code: str
    name: str
    county_code: str
    county: str
    combined_authority_code: str
    combined_authority: str
    combined_authority_2026: str
    english_region: str
    nation: str

    @property
    def region(self) -> str:
        """The English region; elsewhere the nation."""
        return self.english_region or self.nation


@dataclass(frozen=True, order=True)
class Successor:
    """An abolished authority, or a withdrawn code, and what took its place."""

    old_code: str
    old_name: str
    new_code: str
    since: str
    merged: bool


@cache
def authorities() -> dict[str, Authority]:
    """Every authority by its code."""
    found = rows("authorities.csv")
    return {
        row["code"]: Authority(
            row["code"], row["name"], row["county_code"], row["county"], row["combined_authority_code"], row["combined_authority"],
            row["combined_authority_2026"], row["region"], row["nation"],
        )
        for row in found
        if not row["code"].startswith(_PSEUDO)
    }  # fmt: skip


@cache
def successors() -> tuple[Successor, ...]:
    """Every change of authorities since 2013 or before, oldest code first."""
    return tuple(
        Successor(row["old_code"], row["old_name"], row["new_code"], row["effective"][-10:], row["kind"] == "merger")
        for row in rows("authority_changes.csv")
    )


@dataclass(frozen=True)
class OldCounty:
    """A county that is no more: until when it was one, and the authorities that took its place."""

    name: str
    until: date
    codes: tuple[str, ...]
    note: str


@cache
def old_counties() -> tuple[OldCounty, ...]:
    """The counties abolished since 2019."""
    found = rows("county_changes.csv")
    return tuple(OldCounty(row["county"], date.fromisoformat(row["until"]), tuple(row["codes"].split()), row["note"]) for row in found)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of our own data files."""
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
