"""What an analyst asks next: where to start, who else could supply, how concentrated spend is, how good the data and assumptions are."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cwbaudit.report.model.parts import Count, Money, Part, Share

Rating = Literal["green", "amber", "red"]


class Start(Part):
    """A heading under which influenceable spend leaks, in the order in which to look at them."""

    rank: int
    heading: str
    leaking: Money
    influenceable: Money = Field(description="of what leaks under this heading")
    share: Share = Field(description="of all that leaks and is influenceable")
    running_share: Share = Field(description="the same of this heading and those before it")


class Substitute(Part):
    """Influenceable spend of one body that leaks under a heading in which another body already buys locally."""

    heading: str
    body: str
    influenceable: Money = Field(description="what this body spends under the heading that leaks and is influenceable")
    local_suppliers: Count = Field(description="local suppliers that other bodies use under the heading")
    names: list[str] = Field(description="the largest three of them, by what others pay them under the heading")
    used_by: list[str] = Field(description="the bodies that use them")


class Group(Part):
    """Spend in scope with suppliers of one group; groups overlap."""

    name: str
    meaning: str
    suppliers: Count
    amount: Money
    share: Share = Field(description="of spend in scope")


class Quality(Part):
    """How much of the spend in scope has evidence of one kind."""

    about: str
    evidence: str
    amount: Money
    share: Share = Field(description="of spend in scope")


class Rated(Part):
    """An assumption with how good its evidence is and how much rests on it, as the Aqua Book asks."""

    assumption: str
    quality: Rating = Field(description="green: known or decided; amber: inferred; red: assumed")
    impact: Rating = Field(description="of what rests on it: green under 1% of spend in scope, amber under 5%, red 5% or more")
    amount: Money = Field(description="spend in scope that rests on it")
    because: str
