"""Where spend goes: the place and its definitions, distance, destinations, and what postcodes rest on."""

from __future__ import annotations

from pydantic import Field

from cwbaudit.money import ZERO
from cwbaudit.report.model.parts import Count, Money, Part, Share


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
    suppliers: Count


class Destination(Part):
    """Where leaking spend goes."""

    name: str = Field(description="a region of England, a nation, `outside the UK`, or an authority")
    region: str = Field(description="the region that an authority is in; else empty")
    amount: Money
    influenceable: Money
    share: Share = Field(description="of leaking spend")
    suppliers: Count


class Abroad(Part):
    """In-scope spend in one country outside the United Kingdom."""

    country: str = Field(description="two letters of ISO 3166; empty where the postcode does not tell the country")
    name: str
    amount: Money
    share: Share = Field(description="of spend in scope")
    suppliers: int
    kilometres: int | None = Field(description="how far from the centre the money goes on average, where it is known how far")
    missing: str = Field(default="", description="what to do to know how far; empty where it is known")


class AuthoritySpend(Part):
    """In-scope spend with suppliers in one local authority."""

    code: str
    name: str
    amount: Money
    suppliers: Count


class WardSpend(Part):
    """In-scope spend with suppliers in one electoral ward."""

    code: str
    name: str
    authority: str
    amount: Money
    share: Share = Field(description="of spend in scope")
    suppliers: int


class Decile(Part):
    """In-scope spend in one tenth of a nation's small areas, by deprivation."""

    decile: int = Field(description="1 is the most deprived")
    amount: Money
    share: Share = Field(description="of the spend in that nation whose small area is known")
    suppliers: int


class Deprivation(Part):
    """In-scope spend in one nation by deprivation within that nation; deciles of different nations are not comparable."""

    nation: str
    areas: int = Field(description="how many small areas the nation's index ranks")
    total: Money = Field(description="in-scope spend in the nation")
    known: Money = Field(description="the part of it whose small area is known")
    tenth: Money = Field(description="in the most deprived tenth of its areas")
    fifth: Money = Field(description="in the most deprived fifth, that tenth included")
    tenth_share: Share = Field(description="of `known`")
    fifth_share: Share = Field(description="of `known`")
    suppliers: int
    deciles: list[Decile] = Field(description="all ten; their amounts add up to `known`")


class Neighbourhoods(Part):
    """Spend by neighbourhood, which needs an imported directory."""

    told: str = Field(default="", description="what it rests on, and what is missing")
    wards: list[WardSpend] = Field(default=[], description="every ward that is paid, largest first")
    without_ward: Money = Field(default=ZERO, description="spend in scope whose ward is not known; zero without wards")
    nations: list[Deprivation] = Field(default=[], description="one for each nation whose deprivation is known")


class ByBasis(Part):
    """The headline if the postcodes of one basis alone placed suppliers: money in scope, most of it unplaced where the basis is thin."""

    basis: str
    meaning: str
    suppliers: Count = Field(description="suppliers with spend in scope that this basis places")
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
    suppliers: Count
    amount: Money
