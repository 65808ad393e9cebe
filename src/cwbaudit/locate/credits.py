"""What the licences of the postcode directory ask to be printed beside every figure that rests on it."""

from __future__ import annotations

from cwbaudit import engine
from cwbaudit.engine import Tabular
from cwbaudit.locate.overseas import CREDIT

_YEAR = 2025  # of the embedded edition, November 2025
_LINES = (
    "Contains OS data © Crown copyright and database right {year}",
    "Contains Royal Mail data © Royal Mail copyright and database right {year}",
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
)
_NORTHERN_IRELAND = (
    "Suppliers in Northern Ireland were placed by postcodes that the Open Government Licence does not cover: they are free for "
    "internal and non-commercial use; commercial use needs a licence from Land & Property Services."
)


def credits_for(suppliers: Tabular, year: int = _YEAR) -> list[str]:
    """The three credits, and those of Northern Irish and foreign postcodes where such were used."""
    query = "select count(*) filter (nation = 'Northern Ireland' and precision <> 'none'), count(latitude) from suppliers"
    northern_irish, abroad = engine.sql(query, suppliers=suppliers).one()
    lines = [line.format(year=year) for line in _LINES]
    return [*lines, *([_NORTHERN_IRELAND] if northern_irish else []), *([CREDIT] if abroad else [])]
