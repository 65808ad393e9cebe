"""How audit.toml defines a place: areas, the region around, further definitions, and how much may be unplaced."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from cwbaudit.config.keys import Fraction, Model, Names, listed, not_float


def _reference(value: object) -> object:
    """`[353800, 429300]` may stand for `"353800 429300"`."""
    return " ".join(map(str, value)) if isinstance(value, list) else value


class Within(Model):
    """`within`: everything that is so many kilometres from a point or less, in a straight line."""

    km: Annotated[Decimal, BeforeValidator(not_float), Field(gt=0, le=2000)]
    of: Annotated[str, BeforeValidator(_reference)]


Circles = Annotated[tuple[Within, ...], BeforeValidator(lambda value: [value] if isinstance(value, dict) else value)]


class Area(Model):
    """Named areas; together they make one. Names or codes; what a name means is settled by the list of authorities."""

    authorities: Names = ()
    counties: Names = ()
    combined_authorities: Names = ()
    regions: Names = ()
    nations: Names = ()
    named: Names = Field(default=(), description="a name of any of these kinds, the narrowest first")
    wards: Names = ()
    postcode_areas: Names = ()
    postcode_districts: Names = ()
    within: Circles = ()


class Definition(Model):
    """What every definition of a place may say."""

    name: str
    region_name: str = ""
    local: Area = Area()
    regional: Area = Area()
    as_of: date | None = None


class AlsoConfig(Definition):
    """`[[place.also]]`: a further definition of local, printed beside the first on the same spend."""

    statutory: Literal["own", "own-and-bordering"] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> AlsoConfig:
        if (self.statutory is None) == (self.local == Area()):
            raise ValueError("needs either `local` or `statutory`, not both")
        return self


BasisName: TypeAlias = Literal["decision", "spend file", "supplier register", "company register"]


class PlaceConfig(Definition):
    """`[place]`: what counts as local, and what as the region around it."""

    local: Area
    centre: Annotated[str, BeforeValidator(_reference)] = ""
    bases: Annotated[tuple[BasisName, ...], BeforeValidator(listed)] = Field(
        default=("decision", "spend file", "supplier register", "company register"), min_length=1
    )
    max_unplaced: Fraction = Decimal("0.2")
    also: tuple[AlsoConfig, ...] = ()
