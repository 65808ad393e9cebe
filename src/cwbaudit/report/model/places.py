"""Where spend goes: the place and its definitions, distance, destinations, and what postcodes rest on."""

from __future__ import annotations

from pydantic import Field

from cwbaudit.report.model.parts import Money, Part, Share


class Place(Part):
    """The definition of local and regional that every share rests on."""

    name: str
    region_name: str
    local: list[str] = Field(description="authorities and other parts that are local")
    regional: list[str] = Field(description="authorities and other parts that are regional and not local")
    definition: str
    local_codes: list[str] = Field(default=[], description="GSS codes of the local authorities")
    regional_codes: list[str] = Field(default=[], description="GSS codes of the authorities that are regional and not local")


class Definition(Part):
    """The audit's spend under one definition of local."""

    name: str
    region_name: str
    definition: str
    notes: list[str]
    total: Money
    local: Money
    regional: Money
    leaking: Money
    unplaced: Money
    local_share: Share
    local_share_low: Share
    local_share_high: Share
    region_share: Share = Field(description="region with the local area included")


class Band(Part):
    """In-scope spend by straight-line distance from the centre."""

    name: str
    amount: Money
    share: Share = Field(description="of spend in scope")
    suppliers: int


class Destination(Part):
    """Where leaking spend goes."""

    name: str = Field(description="a region of England, a nation, `outside the UK`, or an authority")
    region: str = Field(description="the region that an authority is in; else empty")
    amount: Money
    influenceable: Money
    share: Share = Field(description="of leaking spend")
    suppliers: int


class AuthoritySpend(Part):
    """In-scope spend with suppliers in one local authority."""

    code: str
    name: str
    amount: Money
    suppliers: int


class ByBasis(Part):
    """The headline if the postcodes of one basis alone placed suppliers: money in scope, most of it unplaced where the basis is thin."""

    basis: str
    meaning: str
    suppliers: int = Field(description="suppliers with spend in scope that this basis places")
    local: Money
    regional: Money
    leaking: Money
    unplaced: Money
    local_share: Share = Field(description="of all spend in scope")
    local_share_of_placed: Share = Field(description="of the spend that this basis places")


class Branch(Part):
    """A supplier that is local by where it is paid and registered elsewhere: money that stays, ownership that does not."""

    supplier_id: str
    name: str
    authority: str
    registered: str = Field(description="the authority, or the nation, of its registered office")
    amount: Money


class Matched(Part):
    """How much of the spend in scope a register could say something about."""

    band: str = Field(description="joined, review or apart")
    suppliers: int
    amount: Money
