"""The kinds of value that audit.toml may hold: sums of money, shares, names; and the base of its models."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from cwbaudit.money import PENNY


def _whole_pennies(value: Decimal) -> Decimal:
    if value != value.quantize(PENNY):
        raise ValueError("is a sum of money: at most two decimals")
    return value.quantize(PENNY)


def not_float(value: object) -> object:
    """A whole number as the decimal that it is."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def listed(value: object) -> object:
    """A text alone as a list of one."""
    return [value] if isinstance(value, str) else value


Pounds = Annotated[Decimal, BeforeValidator(not_float), AfterValidator(_whole_pennies)]
Fraction = Annotated[Decimal, BeforeValidator(not_float), Field(ge=0, le=1)]
Number = Annotated[Decimal, BeforeValidator(not_float), Field(ge=0)]
Names = Annotated[tuple[str, ...], BeforeValidator(listed)]


class Model(BaseModel):
    """Base of every part of the config: frozen, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, defer_build=True)  # a command builds only those that it uses
