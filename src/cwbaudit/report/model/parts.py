"""The pieces that every part of a report is made of: money, shares and counts as JSON writes them, and the frozen base."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WrapValidator

from cwbaudit.withheld import WITHHELD, WORD, Few


def _written(decimals: int) -> PlainSerializer:
    return PlainSerializer(lambda v: WORD if v.is_nan() else f"{v:.{decimals}f}", return_type=str)


def _count(value: Any, checked: Callable[[Any], int]) -> int:
    return Few(value) if isinstance(value, str) else value if isinstance(value, Few) else checked(value)


_READ = BeforeValidator(lambda value: WITHHELD if value == WORD else value)
_COUNTED = PlainSerializer(lambda v: v.words if isinstance(v, Few) else v, return_type=int | str)

Money = Annotated[Decimal, Field(description="pounds and pence", allow_inf_nan=True), _READ, _written(2)]
Share = Annotated[Decimal, Field(description="a fraction: 0.05 is 5%", allow_inf_nan=True), _READ, _written(6)]
Count = Annotated[int, WrapValidator(_count), _COUNTED]


class Part(BaseModel):
    """Base of everything in a report: frozen, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
