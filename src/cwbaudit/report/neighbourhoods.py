"""Figures by neighbourhood: in-scope spend by ward, and by the tenth of its own nation that the supplier's small area falls in.

Nations rank their areas apart and by different measures, so there is one set of deciles for each and none for the Kingdom.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cwbaudit.locate import Gazetteer
from cwbaudit.money import ZERO, share
from cwbaudit.report.model import Decile, Deprivation, Neighbourhoods, WardSpend

Rows = Sequence[Mapping[str, Any]]
_HOW = "Import an official directory (cwbaudit gazetteer import ONSPD.zip) and run again."
_RULE = (
    "A decile is a tenth of the small areas of the supplier's own nation, 1 the most deprived; those of different nations are neither "
    "compared nor added. It says where suppliers are based, not who works there."
)


def neighbourhoods(rows: Rows, gazetteer: Gazetteer | None) -> Neighbourhoods:
    """What the suppliers' wards and small areas tell; `told` says what it rests on, and what is missing."""
    beyond = gazetteer.beyond if gazetteer else None
    wards = _wards(rows) if beyond and beyond.wards else []
    nations = [_nation(name, areas, rows) for name, areas in beyond.areas.items()] if beyond else []
    known = sum((ward.amount for ward in wards), ZERO)
    total = sum((row["in_scope"] for row in rows), ZERO)
    return Neighbourhoods(
        told=_told(gazetteer), wards=wards, without_ward=total - known if wards else ZERO,
        nations=[nation for nation in nations if nation.suppliers],
    )  # fmt: skip


def _told(gazetteer: Gazetteer | None) -> str:
    if not gazetteer or not gazetteer.beyond.told:
        return f"Spend by ward and by deprivation is missing: the postcode directory in use knows neither. {_HOW}"
    beyond = gazetteer.beyond
    said = f"Wards and small areas are those of the {gazetteer.vintage}."
    if not beyond.areas:
        return f"{said} It has no ranks of deprivation, so spend by deprivation is missing. {_HOW}"
    counted = ", ".join(f"{count:,} in {name}" for name, count in beyond.areas.items())
    by = f"the file {beyond.ranked_by}" if "." in beyond.ranked_by else f"the directory's column {beyond.ranked_by}"
    return f"{said} Their deprivation is by {by}, which ranks {counted}. {_RULE}"


def _wards(rows: Rows) -> list[WardSpend]:
    groups = _grouped((row for row in rows if row["ward_code"]), "ward_code")
    total = sum((row["in_scope"] for row in rows), ZERO)
    made = [
        WardSpend(
            code=code, name=found[0]["ward"], authority=found[0]["authority"], amount=_sum(found), share=share(_sum(found), total),
            suppliers=len(found),
        )
        for code, found in groups.items()
    ]  # fmt: skip
    return sorted(made, key=lambda ward: (-ward.amount, ward.code))


def _nation(name: str, areas: int, rows: Rows) -> Deprivation:
    own = [row for row in rows if row["nation"] == name]
    groups = _grouped((row for row in own if row["deprivation_decile"]), "deprivation_decile")
    known = sum((_sum(found) for found in groups.values()), ZERO)
    sums = [_sum(groups.get(tenth, ())) for tenth in range(1, 11)]
    return Deprivation(
        nation=name, areas=areas, total=_sum(own), known=known, tenth=sums[0], fifth=sums[0] + sums[1],
        tenth_share=share(sums[0], known), fifth_share=share(sums[0] + sums[1], known), suppliers=sum(map(len, groups.values())),
        deciles=[
            Decile(decile=tenth, amount=amount, share=share(amount, known), suppliers=len(groups.get(tenth, ())))
            for tenth, amount in enumerate(sums, 1)
        ],
    )  # fmt: skip


def _grouped(rows: Iterable[Mapping[str, Any]], key: str) -> dict[Any, list[Mapping[str, Any]]]:
    groups: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


def _sum(rows: Iterable[Mapping[str, Any]]) -> Decimal:
    return sum((row["in_scope"] for row in rows), ZERO)
