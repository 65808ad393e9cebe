"""Figures of where: the same spend under further definitions, by distance, by destination, by authority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cwbaudit.engine import Tabular, sql
from cwbaudit.grids import apart
from cwbaudit.locate import Gazetteer
from cwbaudit.money import ZERO, share
from cwbaudit.place import Circle, Place, Spot
from cwbaudit.report.model import AuthoritySpend, Band, Definition, Destination
from cwbaudit.report.neighbourhoods import neighbourhoods
from cwbaudit.report.outside import abroad
from cwbaudit.terms import Locality
from cwbaudit.withheld import WITHHELD, told

KILOMETRES = (10, 25, 50, 100)
UNKNOWN, ABROAD = "distance not known", "outside the UK"
DESTINATIONS = 15
OTHERS = "all others"

_BY_SUPPLIER = """
    select s.*, x.amount as in_scope, x.influenceable, x.localities
    from suppliers s join (
        select supplier_id, sum(amount) as amount, list(distinct locality order by locality) as localities,
               coalesce(sum(amount) filter (where influence = 'influenceable'), 0) as influenceable
        from spend where scope = 'in scope' group by supplier_id
    ) x on x.supplier_id = s.supplier_id
    order by s.supplier_id
"""
Rows = Sequence[Mapping[str, Any]]


def where(place: Place, spend: Tabular, suppliers: Tabular, gazetteer: Gazetteer | None = None) -> dict[str, Any]:
    """Every figure of where, by its field in the Report."""
    rows = by_supplier(spend, suppliers)
    by_region, by_authority = destinations(rows)
    return {
        "definitions": definitions(rows, place), "leak_by_region": by_region, "leak_by_authority": by_authority,
        "authorities": authorities(rows), "centre": place.centre.of if place.centre else "",
        "bands": bands(rows, place.centre) if place.centre else [], "neighbourhoods": neighbourhoods(rows, gazetteer),
        "abroad": abroad(rows, place.centre, gazetteer.overseas if gazetteer else ()),
    }  # fmt: skip


def by_supplier(spend: Tabular, suppliers: Tabular) -> list[dict[str, Any]]:
    """Each supplier with spend in scope: its row, its `in_scope` pounds and where the audit's own definition puts it."""
    return sql(_BY_SUPPLIER, spend=spend, suppliers=suppliers).dicts()


def definitions(rows: Rows, place: Place) -> list[Definition]:
    """The same spend under the audit's own definition, first, and under each further one; none where there is no further one."""
    spots = [(Spot.of(row), row["in_scope"]) for row in rows]
    return [_definition(each, spots) for each in (place, *place.also)] if place.also else []


def _definition(place: Place, spots: Iterable[tuple[Spot, Decimal]]) -> Definition:
    sums = dict.fromkeys(Locality, ZERO)
    for spot, amount in spots:
        sums[place.locality(spot)[0]] += amount
    total, local = sum(sums.values(), ZERO), sums[Locality.LOCAL]
    low, high = bounds(local, sums[Locality.UNPLACED], total)
    return Definition(
        name=place.name, region_name=place.region_name, definition=place.definition, notes=list(place.notes), total=total, local=local,
        regional=sums[Locality.REGIONAL], leaking=sums[Locality.LEAKING], unplaced=sums[Locality.UNPLACED],
        local_share=share(local, total), local_share_low=low, local_share_high=high,
        region_share=share(local + sums[Locality.REGIONAL], total),
    )  # fmt: skip


def bounds(part: Decimal, unplaced: Decimal, total: Decimal) -> tuple[Decimal, Decimal]:
    """The least and the most that the share can be, whatever becomes of what is unplaced; withheld where either is."""
    if not told(part, unplaced, total):
        return WITHHELD, WITHHELD
    ends = sorted((share(part, total), share(part + unplaced, total)))
    return ends[0], ends[1]


def bands(rows: Rows, centre: Circle) -> list[Band]:
    """In-scope spend by straight-line distance from the centre; every pound is in one band."""
    sums: dict[str, Decimal] = dict.fromkeys([*_names(), ABROAD, UNKNOWN], ZERO)
    counts = dict.fromkeys(sums, 0)
    for row in rows:
        name = band_of(Spot.of(row), centre)
        sums[name] += row["in_scope"]
        counts[name] += 1
    total = sum(sums.values(), ZERO)
    return [Band(name=name, amount=amount, share=share(amount, total), suppliers=counts[name]) for name, amount in sums.items()]


def _names() -> list[str]:
    ends = zip((0, *KILOMETRES), KILOMETRES, strict=False)
    return [*(f"{start} to {end} km" for start, end in ends), f"over {KILOMETRES[-1]} km"]


def band_of(spot: Spot, centre: Circle) -> str:
    """The name of the band that a supplier there is in."""
    if spot.outside_uk:
        return ABROAD
    if spot.point is None:
        return UNKNOWN
    kilometres = apart(spot.point, centre.centre) / 1000
    return _names()[sum(kilometres > end for end in KILOMETRES)]


def destinations(rows: Rows) -> tuple[list[Destination], list[Destination]]:
    """Where leaking spend goes: by region of England or nation, all of them; by authority, the largest and all others."""
    leaking = [row for row in rows if Locality.LEAKING in row["localities"]]
    by_region = _grouped(leaking, lambda row: (row["region"] or row["nation"], ""))
    by_authority = _grouped(leaking, lambda row: (row["authority"] or row["nation"], row["region"]))
    largest, rest = by_authority[:DESTINATIONS], by_authority[DESTINATIONS:]
    if rest:
        sums = {name: sum((getattr(each, name) for each in rest), ZERO) for name in ("amount", "influenceable", "share")}
        largest.append(Destination(name=OTHERS, region="", suppliers=sum(each.suppliers for each in rest), **sums))
    return by_region, largest


def _grouped(rows: Rows, key: Any) -> list[Destination]:
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    total = sum((row["in_scope"] for row in rows), ZERO)
    made = [_destination(name, region, found, total) for (name, region), found in groups.items()]
    return sorted(made, key=lambda each: (-each.amount, each.name))


def _destination(name: str, region: str, rows: Rows, total: Decimal) -> Destination:
    amount = sum((row["in_scope"] for row in rows), ZERO)
    influenceable = sum((row["influenceable"] for row in rows), ZERO)
    return Destination(
        name=name, region=region if region != name else "", amount=amount, influenceable=influenceable, share=share(amount, total),
        suppliers=len(rows),
    )  # fmt: skip


def authorities(rows: Rows) -> list[AuthoritySpend]:
    """In-scope spend of every authority that is paid, largest first."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["authority_code"]:
            groups.setdefault((row["authority_code"], row["authority"]), []).append(row)
    made = [
        AuthoritySpend(code=code, name=name, amount=sum((row["in_scope"] for row in found), ZERO), suppliers=len(found))
        for (code, name), found in groups.items()
    ]
    return sorted(made, key=lambda each: (-each.amount, each.code))
