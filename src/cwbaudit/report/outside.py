"""Figures of spend outside the United Kingdom: by country, and how far it goes where the country's postcodes were given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cwbaudit.grids import around_the_globe, degrees
from cwbaudit.locate.abroad import NAMES
from cwbaudit.locate.overseas import step
from cwbaudit.money import ZERO, share
from cwbaudit.place import Circle
from cwbaudit.report.model import Abroad
from cwbaudit.terms import Precision

Rows = Sequence[Mapping[str, Any]]
UNTOLD = "country not told by the postcode"


def abroad(rows: Rows, centre: Circle | None, given: Collection[str]) -> list[Abroad]:
    """Each country that is paid, largest first; every pound outside the UK is in one row."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["precision"] == Precision.COUNTRY:
            groups.setdefault(row["country"], []).append(row)
    total = sum((row["in_scope"] for row in rows), ZERO)
    known = {each.partition("-")[0] for each in given}
    made = [_country(code, found, total, centre, code in known) for code, found in groups.items()]
    return sorted(made, key=lambda each: (-each.amount, each.country))


def _country(code: str, rows: Rows, total: Decimal, centre: Circle | None, given: bool) -> Abroad:
    amount = sum((row["in_scope"] for row in rows), ZERO)
    return Abroad(
        country=code, name=NAMES.get(code, UNTOLD), amount=amount, share=share(amount, total), suppliers=len(rows),
        kilometres=_kilometres(rows, centre), missing=step(code) if code and centre and not given else "",
    )  # fmt: skip


def _kilometres(rows: Rows, centre: Circle | None) -> int | None:
    """The mean over what is paid to suppliers whose place is known; credits aside."""
    paid = [row for row in rows if row["latitude"] is not None and row["in_scope"] > 0]
    if not centre or not paid:
        return None
    here = degrees(*centre.centre)
    apart = [(around_the_globe(here, (row["latitude"], row["longitude"])), float(row["in_scope"])) for row in paid]
    return round(sum(metres * weight for metres, weight in apart) / sum(weight for _, weight in apart) / 1000)
