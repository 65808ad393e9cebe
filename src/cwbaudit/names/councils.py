"""Councils whose rank, or whose point of the compass, is written short: spelled out only after the whole name of an authority."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from cwbaudit.names.forms import FORMS
from cwbaudit.names.letters import without_accents, without_punctuation
from cwbaudit.names.wording import without_and

# What each means, and after the names of which authorities, by the beginning of their codes. A city's council is not among them: the CC of
# Preston may be its cricket club.
_RANKS = {
    "dc": (("district", "council"), ("E06", "E07", "N09")),
    "bc": (("borough", "council"), ("E06", "E07", "E08", "E09", "N09")),
    "mdc": (("metropolitan", "district", "council"), ("E08",)),
    "cbc": (("county", "borough", "council"), ("W06",)),
    "cc": (("county", "council"), ("county",)),
}
_COMMISSIONER = ("police", "crime", "commissioner")
RANKS = frozenset({*_RANKS, "pcc"})
COMPASS = {"n": "north", "e": "east", "s": "south", "w": "west", "ne": "north east", "nw": "north west"}
_RANK_BEGINS = RANKS | {"council", "city", "county", "borough", "district", "metropolitan"}
# Whose council is called a county's though it is of one tier, or was until it was abolished; and what is policed as no county is.
_COUNTIES = "bedfordshire berkshire ceredigion cheshire cornwall durham northumberland powys rutland"
_NO_COUNCIL = frozenset({"greater london", "greater manchester", "merseyside", "tyne wear", "west midlands"})
_POLICED = (
    "avon somerset | cleveland | devon cornwall | dyfed powys | gwent | humberside | north wales | northumbria | south wales | sussex | "
    "thames valley | west mercia"
)


def councils(parts: list[str]) -> list[str]:
    """`North Kesteven DC` and `N Kesteven District Council` are North Kesteven District Council, `Lincolnshire CC` is the county's, and
    `Lincolnshire PCC` its commissioner; `Southport CC` and `Navenby PC` stay, and so does a firm."""
    if _RANK_BEGINS.isdisjoint(parts):
        return parts
    at = next((at for at, part in enumerate(parts[1:], 1) if part in _RANK_BEGINS), 0)
    if at and not FORMS.isdisjoint(parts):
        return parts
    if parts[:2] == ["pcc", "for"]:
        return [*_COMMISSIONER, *parts[1:]] if " ".join(parts[2:]) in _policed() else parts
    if not at or not (parts[at] in RANKS or "council" in parts[at : at + 3]):
        return parts
    of_a_city = 2 if parts[:2] == ["city", "of"] else 0
    first, *rest = parts[of_a_city:at]
    whole = " ".join((COMPASS.get(first, first), *rest))
    if parts[at] == "pcc":
        return [*whole.split(), *_COMMISSIONER, *parts[at + 1 :]] if whole in _policed() else parts
    sorts = _authorities().get(whole)
    if not sorts:
        return parts
    said, of = _RANKS.get(parts[at], ((parts[at],), sorts))
    return [*parts[:of_a_city], *whole.split(), *(said if sorts.intersection(of) else parts[at : at + 1]), *parts[at + 1 :]]


@cache
def _authorities() -> dict[str, frozenset[str]]:
    """The names of local authorities, in normal form, by the beginning of their codes; or `county`, where they are one."""
    found: dict[str, set[str]] = {name: {"county"} for name in _COUNTIES.split()}
    for name, sort in _listed():
        plain = " ".join(without_and(without_punctuation(without_accents(name.partition(",")[0])).split()))
        plain = plain.removesuffix(" city").removeprefix("county ")
        if sort == "county" and plain in _NO_COUNCIL:
            continue
        of_one_tier = sort in ("E06", "W06") and plain.endswith("shire") and " " not in plain
        found.setdefault(plain, set()).update((sort, "county") if of_one_tier else (sort,))
    return {name: frozenset(sorts) for name, sorts in found.items()}


def _listed() -> Iterator[tuple[str, str]]:
    for file, columns in (
        ("authorities.csv", ("code", "name")), ("authority_changes.csv", ("old_code", "old_name")), ("authorities.csv", ("", "county")),
        ("county_changes.csv", ("", "county")),
    ):  # fmt: skip
        for row in csv.DictReader((files("cwbaudit") / "data" / file).read_text(encoding="utf-8").splitlines()):
            if name := row[columns[1]]:
                yield name, row[columns[0]][:3] if columns[0] else "county"


@cache
def _policed() -> frozenset[str]:
    counties = (name for name, sorts in _authorities().items() if "county" in sorts)
    return frozenset({*counties, *_NO_COUNCIL, *map(str.strip, _POLICED.split("|"))})
