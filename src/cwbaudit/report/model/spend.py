"""In-scope spend by whom, for what and with whom."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cwbaudit.money import ZERO
from cwbaudit.report.model.parts import Count, Money, Part, Share


class ByInfluence(Part):
    """An amount by whether it could be spent elsewhere."""

    influenceable: Money
    locked: Money
    unassessed: Money


class Split(Part):
    """In-scope spend by where it goes. `regional` is outside the local area; shares are of `total`."""

    total: Money
    local: Money
    regional: Money
    leaking: Money
    unplaced: Money
    local_share: Share
    region_share: Share = Field(description="region with the local area included")
    leaking_share: Share
    unplaced_share: Share
    local_share_low: Share = Field(description="the least that the local share can be, whatever becomes of unplaced spend")
    local_share_high: Share = Field(description="the most that it can be")
    region_share_low: Share
    region_share_high: Share
    influence: ByInfluence = Field(description="the leaking amount")
    regional_influence: ByInfluence = Field(description="the regional amount")
    suppliers: Count
    lines: Count


class Body(Split):
    """One anchor institution."""

    name: str


class Category(Split):
    """One kind of purchase, as the bodies name it; `(not stated)` where they do not."""

    name: str


class Heading(Split):
    """One kind of purchase in the words of the shared vocabulary, by which bodies can be compared; `unknown` where nothing told it."""

    name: str


class HeadingSource(Part):
    """How much spend in scope has its heading from one kind of evidence."""

    source: str
    meaning: str
    amount: Money
    lines: Count


class Supplier(Part):
    """One supplier and what the anchors spend with it, in scope."""

    supplier_id: str
    name: str
    kind: str = Field(default="unknown", description="what kind of payee it is")
    postcode: str
    authority: str
    locality: str
    influence: str = Field(description="influenceable, locked, unassessed, or mixed")
    categories: list[str]
    bodies: list[str]
    amount: Money
    influenceable: Money
    aliases: int
    band: str = Field(default="", description="between which sums the amount lies; only in the published edition, which withholds amounts")


class Largest(Part):
    """What so many of the largest suppliers take together."""

    suppliers: int
    amount: Money
    share: Share = Field(description="of spend in scope")
    leaking: Money = Field(description="the part of it that goes to leaking suppliers")


class Concentration(Part):
    """How few suppliers take how much of the spend in scope."""

    half: int = Field(description="how many of the largest take half of it")
    steps: list[Largest] = Field(description="the largest five, ten, twenty and so on, and at last all")


class PayeeKind(Part):
    """What is paid to one kind of payee: published, left out, and in scope."""

    kind: str
    suppliers: Count
    amount: Money = Field(description="published")
    excluded: Money
    in_scope: Money
    lines: Count


class Individuals(Part):
    """How the names of people, and those that bodies withhold, are shown."""

    shown: Literal["masked", "named"] = "masked"
    suppliers: Count = Field(default=0, description="how many bear a person's name, or have it withheld")
    amount: Money = Field(default=ZERO, description="published spend with them")
    in_scope: Money = ZERO
