"""The Comparison: every figure that any renderer of it shows, worked out once. A renderer formats; it never adds up.

`docs/reference/comparison.schema.json` is generated from these models.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from cwbaudit.report.model import Money, Part, Place, Share

Points = Annotated[Decimal, PlainSerializer(lambda v: f"{v:.1f}", return_type=str), Field(description="percentage points, as printed")]


class Side(Part):
    """One of the two audits: what it is called, and on what its figures rest."""

    title: str
    tool: str
    period_from: date | None
    period_to: date | None
    place: Place
    influence_default: str
    amount_basis: dict[str, str] = Field(description="body to VAT basis: net, gross or unstated; several are joined")


class State(Part):
    """In-scope spend by locality at one step of the way from the old audit to the new one. Shares are of `total`."""

    name: str
    total: Money
    local: Money
    regional: Money
    leaking: Money
    unplaced: Money
    local_share: Share
    region_share: Share = Field(description="region with the local area included")
    bodies: int
    suppliers: int


class Size(Part):
    """How much a cause moves local pounds, and the local share."""

    amount: Money
    share: Share = Field(description="change of the local share as a fraction: 0.05 is 5 percentage points")
    points: Points = Field(description="the same in percentage points to one decimal; printed points add up, too")


class Effect(Size):
    """One cause of the change. All effects together are the whole change: in pounds, in share and in printed points."""

    name: str = Field(description="definition, left, volume, mix, shift or joined")
    title: str
    meaning: str


class Denominator(Part):
    """The change of the fixed panel's share once more, as more or less local spend and a larger or smaller total."""

    numerator: Points = Field(description="points from the change of local spend")
    denominator: Points = Field(description="points from the change of the total")
    at_old_total: Share = Field(description="the new local spend as a share of the old total")


class BodyChange(Part):
    """One body in both audits, the old one by the new definition of local. Zero where it is only in one of them."""

    name: str
    panel: str = Field(description="both, old only, new only; or no net spend, where one audit has the body with a sum of nought")
    old_total: Money
    new_total: Money
    old_local: Money
    new_local: Money
    local_change: Money
    old_share: Share
    new_share: Share
    change: Points = Field(description="new_share less old_share as printed")
    mix: Size = Field(description="its part of the mix between bodies")
    shift: Size = Field(description="its part of the shift within bodies")
    heading_mix: Size = Field(description="of its shift: another mix of headings")
    within_headings: Size = Field(description="of its shift: other shares within headings")


class HeadingChange(Part):
    """One heading over the bodies that are in both audits."""

    name: str
    old_total: Money
    new_total: Money
    old_local: Money
    new_local: Money
    local_change: Money
    old_share: Share
    new_share: Share


class SupplierChange(Part):
    """One supplier that was gained, lost, or is in another locality than before."""

    name: str
    old_locality: str = Field(description="empty when gained; by the new definition")
    new_locality: str = Field(description="empty when lost")
    old_authority: str
    new_authority: str
    bodies: list[str] = Field(description="bodies of the fixed panel that pay it, in either audit")
    old_amount: Money
    new_amount: Money


class Fate(Part):
    """Local spend of the fixed panel by what became of the suppliers; the changes add up to the panel's own."""

    name: str = Field(description="gained, lost, moved here, moved away, placed, or stayed")
    title: str
    suppliers: int
    old_local: Money
    new_local: Money
    change: Money


class Suppliers(Part):
    """Suppliers of the fixed panel gained, lost and moved. Each list holds the largest 500; the counts are of all."""

    fates: list[Fate]
    local_count: int = Field(description="suppliers that are local in either audit: those of all fates")
    gained_count: int
    gained_amount: Money
    lost_count: int
    lost_amount: Money
    moved_count: int
    gained: list[SupplierChange]
    lost: list[SupplierChange]
    moved: list[SupplierChange] = Field(description="in another locality than before, by the new definition; newly placed ones, too")


class Caveat(Part):
    """Something that makes the two audits less alike than they look."""

    code: str
    text: str


class Comparison(Part):
    """Everything that was found by putting two audits side by side."""

    schema_version: str = "1"
    tool: str
    title: str
    old: Side
    new: Side
    sentences: list[str] = Field(description="the change in words")
    caveats: list[Caveat] = Field(description="what a reader must know before quoting the change")
    full: list[State] = Field(description="all bodies: the old audit, the same by the new definition, the new audit")
    fixed: list[State] = Field(description="the bodies that are in both audits: old by the new definition, new")
    change: Size = Field(description="from the old audit to the new one")
    fixed_change: Size = Field(description="the same for the bodies that are in both audits")
    restated_change: Size = Field(description="all bodies, from the old audit by the new definition to the new audit")
    effects: list[Effect] = Field(description="the causes in the order of the way; they add up to `change`")
    heading_mix: Size = Field(description="of the shift within bodies: other mixes of headings")
    within_headings: Size = Field(description="of the shift within bodies: other shares within headings")
    denominator: Denominator | None = Field(description="null when no body is in both audits")
    bodies: list[BodyChange]
    with_heading: Share = Field(description="of the fixed panel's spend in both audits, how much has a known heading")
    headings: list[HeadingChange] = Field(description="those whose local pounds changed most first")
    suppliers: Suppliers
    method: list[str] = Field(description="how the change is split, in sentences")
