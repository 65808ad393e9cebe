"""A supplier's address, which stands in one column or in several, and the postcode that it ends in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cwbaudit.read.columns import Assignment
from cwbaudit.read.evidence import Evidence, weigh
from cwbaudit.read.vocabulary import plain, roles

JOIN = ", "
# A town, a district or a county alone may be that of the spending; beside a street, or as the supplier's own, it is part of an address.
_TELLS = re.compile(r"\b(?:address|addr\d?|street)\b|\b(?:supplier|vendor|creditor|payee)\b")
_COUNTRY = r"(?:(?:UK|GB|UNITED KINGDOM|GREAT BRITAIN|ENGLAND|SCOTLAND|WALES|NORTHERN IRELAND)[^A-Z0-9]*)?"
# For capitals. The engine and Python read it alike; whether there is such a postcode is for the directory to say.
ENDING = rf"(?:^|[^A-Z0-9])([A-Z]{{1,2}}[0-9][A-Z0-9]? {{0,2}}[0-9][A-Z]{{2}})[^A-Z0-9]*{_COUNTRY}$"
_ENDING = re.compile(ENDING)
_WORDS = 0.5  # of the cells: a column of numbers is no address, whatever it is called


def postcode_at_the_end(address: str) -> str:
    """The postcode that an address ends in, perhaps before the country; empty where it ends in none."""
    found = _ENDING.search(address.upper())
    return found[1] if found else ""


def joined(parts: Sequence[str]) -> str:
    """The parts of one address as one text, without those that are empty."""
    return JOIN.join(part for part in parts if part)


def address_columns(names: Sequence[str], evidence: Sequence[Evidence], found: Assignment) -> tuple[int, ...]:
    """The places of the columns that together are the supplier's address, in their order; none where no name tells it."""
    others = {*found.columns.values(), *(place for role, place in found.bystanders.items() if role != "address")}
    parts = [
        i
        for i, (name, e) in enumerate(zip(names, evidence, strict=False))
        if i not in others and (not e.filled or e.words >= _WORDS) and "address" in roles(name)
    ]
    return tuple(parts) if any(evidence[i].filled and _TELLS.search(plain(names[i])) for i in parts) else ()


def take_address(
    places: Sequence[int], names: tuple[str, ...], columns: list[list[str]], evidence: list[Evidence], found: Assignment
) -> tuple[str, ...]:
    """The names of the columns, with that of the whole address where it has several: `columns`, `evidence` and `found` then have it."""
    found.bystanders.pop("address", None)
    listed = ", ".join(f'"{names[i]}"' for i in places)
    whole = [joined(row) for row in zip(*(columns[i] for i in places), strict=True)]
    ends = sum(bool(postcode_at_the_end(text)) for text in whole) > _WORDS * len(whole) and "postcode" not in found.columns
    told = "; the postcode that it ends in is the supplier's" if ends else ""
    found.why.append(f"By {'its name' if len(places) == 1 else 'their names'}: address is {listed}{told}.")
    if len(places) == 1:
        found.columns["address"] = places[0]
        return names
    columns.append(whole)
    evidence.append(weigh(whole))
    found.columns["address"] = len(names)
    return (*names, " + ".join(names[i] for i in places))
