"""The pieces that every part of a report is made of: money and shares as JSON writes them, and the frozen base."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

Money = Annotated[Decimal, PlainSerializer(lambda v: f"{v:.2f}", return_type=str), Field(description="pounds and pence")]
Share = Annotated[Decimal, PlainSerializer(lambda v: f"{v:.6f}", return_type=str), Field(description="a fraction: 0.05 is 5%")]


class Part(BaseModel):
    """Base of everything in a report: frozen, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
