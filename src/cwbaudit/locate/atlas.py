"""Every name an area goes by: authorities, counties, combined authorities, regions and nations, by name or code, old ones included."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from cwbaudit.errors import did_you_mean
from cwbaudit.locate.authorities import authorities, successors

AUTHORITY, COUNTY, COMBINED, REGION, NATION = "authority", "county", "combined authority", "region", "nation"
KINDS = {AUTHORITY: "authorities", COUNTY: "counties", COMBINED: "combined_authorities", REGION: "regions", NATION: "nations"}

_REGION_CODES = {
    "North East": "E12000001", "North West": "E12000002", "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004", "West Midlands": "E12000005", "East of England": "E12000006",
    "London": "E12000007", "South East": "E12000008", "South West": "E12000009",
}  # fmt: skip
_NATION_CODES = {"England": "E92000001", "Scotland": "S92000003", "Wales": "W92000004", "Northern Ireland": "N92000002"}
_SHORT = {
    AUTHORITY: {
        "hull": "E06000010", "bcp": "E06000058", "durham": "E06000047", "scilly": "E06000053", "anglesey": "W06000001",
        "ynys mon": "W06000001", "western isles": "S12000013", "eilean siar": "S12000013", "derry": "N09000005",
        "derry and strabane": "N09000005",
    },
    REGION: {"yorkshire and humber": "E12000003", "yorkshire and humberside": "E12000003", "greater london": "E12000007"},
}  # fmt: skip
# The two halves of London as the ONS counts them among the counties, by the last two digits of the boroughs' codes.
_INNER = {f"E090000{n:02}" for n in (1, 7, 12, 13, 14, 19, 20, 22, 23, 25, 28, 30, 32, 33)}
_UNIONS = {"United Kingdom": tuple(_NATION_CODES), "UK": tuple(_NATION_CODES), "Great Britain": ("England", "Scotland", "Wales")}
_PREFIX = re.compile(r"(?:london|royal|metropolitan)? ?borough of |city and county of |city of |county of |county borough of |council of ")
_SUFFIX = re.compile(
    r" (?:(?:city|county|district|borough|metropolitan borough|metropolitan district|london borough|county borough)? ?council|"
    r"(?:combined|combined county|mayoral combined|mayoral strategic|strategic) authority|county|region|mbc|mdc|cc|dc|bc)$"
)


@dataclass(frozen=True)
class Named:
    """An area with its name: which kind it is, and the codes of the authorities it is made of."""

    name: str
    kind: str
    codes: frozenset[str]
    note: str = ""


def find(text: str, kind: str) -> Named | None:
    """The area of that kind that goes by this name or code; None when there is none."""
    index = _index()[kind]
    return next((index[form] for form in _forms(text) if form in index), None)


def find_any(text: str) -> list[Named]:
    """Everything that goes by this name, the narrowest kind first; abolished authorities only when nothing else does."""
    for form in _forms(text):
        if found := [_index()[kind][form] for kind in KINDS if form in _index()[kind]]:
            return [named for named in found if not named.note] or found
    return []


def suggestion(text: str, kinds: tuple[str, ...]) -> str:
    """What may have been meant: names that hold the word, else the name most like it; empty when nothing is near."""
    names = {named.name for kind in kinds for named in known(kind)}
    word = f" {_folded(text)} "
    holding = sorted(name for name in names if word in f" {_folded(name)} ")
    if 0 < len(holding) <= 4:
        quoted = [f'"{name}"' for name in holding]
        return f"Did you mean {' or '.join(quoted)}?"
    return did_you_mean(text.strip(), sorted(names), limit=1)


def known(kind: str) -> set[Named]:
    """Every area of that kind."""
    return set(_index()[kind].values())


def matching(codes: frozenset[str]) -> Named | None:
    """The named area made of exactly these authorities, the widest-known kind first."""
    kinds = (COUNTY, COMBINED, REGION, NATION, AUTHORITY)
    return next((named for kind in kinds for named in _index()[kind].values() if named.codes == codes and not named.note), None)


def around(codes: frozenset[str]) -> list[tuple[str, str]]:
    """What holds all of these authorities and more: county, combined authority, region of England, the smallest first.

    Each by its name, with the key under which audit.toml names it; areas of the same authorities once.
    """
    holding = [named for kind in (COUNTY, COMBINED, REGION) for named in known(kind) if codes and codes < named.codes]
    ordered = sorted(holding, key=lambda named: (len(named.codes), list(KINDS).index(named.kind), named.name))
    once = {named.codes: named for named in reversed(ordered)}
    return [(named.name, KINDS[named.kind]) for named in sorted(once.values(), key=ordered.index)]


def same_name(one: str, other: str) -> bool:
    """Whether two texts name the same area, case and what councils add to their names aside."""
    return bool({*_forms(one)} & {*_forms(other)})


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _folded(text: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"['\u2019.]", "", plain.replace("&", " and "))).split())


def _forms(text: str) -> Iterator[str]:
    """The name as written, then without what councils add to it: `London Borough of Camden`, `Preston City Council`."""
    whole = _folded(text).removeprefix("the ")
    shorter = _SUFFIX.sub("", whole)
    yield from (whole, shorter, _PREFIX.sub("", whole, count=1), _PREFIX.sub("", shorter, count=1))


@cache
def _index() -> dict[str, dict[str, Named]]:
    index: dict[str, dict[str, Named]] = {kind: {} for kind in KINDS}
    for kind, members in _members().items():
        for (name, code), codes in members.items():
            named = Named(name, kind, frozenset(codes))
            index[kind][_folded(name)] = named
            if code:
                index[kind].setdefault(_folded(code), named)
    names = {name for known in index.values() for name in known}
    for kind in KINDS:
        index[kind] |= {short: named for short, named in _shorter(kind, index[kind]) if short not in names}
    for short, named in _abolished(index[AUTHORITY]):
        index[AUTHORITY].setdefault(short, named)
    return index


def _members() -> dict[str, dict[tuple[str, str], set[str]]]:
    """Kind -> (name, code) -> authority codes."""
    members: dict[str, dict[tuple[str, str], set[str]]] = {kind: {} for kind in KINDS}
    for a in authorities().values():
        for kind, name, code in (
            (AUTHORITY, a.name, a.code),
            (COUNTY, a.county, a.county_code),
            (COMBINED, a.combined_authority, a.combined_authority_code),
            (REGION, a.english_region, _REGION_CODES.get(a.english_region, "")),
            (NATION, a.nation, _NATION_CODES[a.nation]),
        ):
            if name:
                members[kind].setdefault((name, code), set()).add(a.code)
    formed = {name for name, _ in members[COMBINED]}
    for a in authorities().values():
        if a.combined_authority_2026 and a.combined_authority_2026 not in formed:
            members[COMBINED].setdefault((a.combined_authority_2026, ""), set()).add(a.code)
    london = {a.code for a in authorities().values() if a.english_region == "London"}
    members[COUNTY] |= {("Inner London", "E13000001"): london & _INNER, ("Outer London", "E13000002"): london - _INNER}
    for union, nations in _UNIONS.items():
        members[NATION][(union, "")] = {a.code for a in authorities().values() if a.nation in nations}
    return members


def _shorter(kind: str, known: dict[str, Named]) -> Iterator[tuple[str, Named]]:
    """Common short forms: `Bristol`, `Kingston upon Hull`, `Edinburgh`, `Hull`."""
    for short, code in _SHORT.get(kind, {}).items():
        yield short, known[code.casefold()]
    if kind == AUTHORITY:
        for named in list(known.values()):
            before, comma, after = named.name.partition(", ")
            if comma and after.endswith(" of"):
                yield _folded(before), named
                yield _folded(f"{after} {before}"), named
            yield _folded(re.sub(r"^City of | City$", "", named.name)), named


def _abolished(known: dict[str, Named]) -> Iterator[tuple[str, Named]]:
    for change in successors():
        new = known[change.new_code.casefold()]
        if change.merged:
            since = _day(change.since)
            note = f"{change.old_name} has been part of {new.name} since {since}: all of {new.name} is counted."
            yield _folded(change.old_name), Named(new.name, AUTHORITY, new.codes, note)
        else:
            note = f"The code {change.old_code} ({change.old_name}) is now {change.new_code}."
        yield change.old_code.casefold(), Named(new.name, AUTHORITY, new.codes, note)


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day} {day:%B %Y}"
