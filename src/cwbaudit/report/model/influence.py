"""What verdicts of influence rest on, and when locks end."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from cwbaudit.report.model.parts import Count, Money, Part


class Reason(Part):
    """Non-local in-scope spend by the rule that decided its influence."""

    influence: str
    ground: str = ""
    rule: str
    because: str
    locked_until: date | None
    amount: Money
    lines: Count


class Grounded(Part):
    """In-scope spend by what its verdict of influence rests on, so that a presumption is not taken for a finding."""

    influence: str
    ground: str
    meaning: str
    amount: Money
    outside: Money = Field(description="the part of it that goes outside the local area")
    lines: Count


class Release(Part):
    """What comes free in a quarter, of one body under one heading."""

    body: str
    heading: str
    amount: Money
    outside: Money


class Quarter(Part):
    """In-scope spend whose locks end in a quarter: from the day after, it may be bought elsewhere."""

    quarter: str = Field(description="such as 2027 Q1, by the calendar")
    amount: Money
    outside: Money = Field(description="the part of it that goes outside the local area")
    free_by_then: Money = Field(description="spend outside the local area that is influenceable today, or is released by then")
    releases: list[Release] = Field(description="largest outside first")
