"""The Report: every figure that any renderer shows, worked out once. A renderer formats; it never adds up.

Money is written in JSON as a string with two decimals, a share as a string with six. `docs/reference/report.schema.json` is
generated from these models.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from cwbaudit.money import ZERO

Money = Annotated[Decimal, PlainSerializer(lambda v: f"{v:.2f}", return_type=str), Field(description="pounds and pence")]
Share = Annotated[Decimal, PlainSerializer(lambda v: f"{v:.6f}", return_type=str), Field(description="a fraction: 0.05 is 5%")]


class Part(BaseModel):
    """Base of everything in a report: frozen, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
    suppliers: int
    lines: int


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
    lines: int


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


class PayeeKind(Part):
    """What is paid to one kind of payee: published, left out, and in scope."""

    kind: str
    suppliers: int
    amount: Money = Field(description="published")
    excluded: Money
    in_scope: Money
    lines: int


class Individuals(Part):
    """How the names of people, and those that bodies withhold, are shown."""

    shown: Literal["masked", "named"] = "masked"
    suppliers: int = Field(default=0, description="how many bear a person's name, or have it withheld")
    amount: Money = Field(default=ZERO, description="published spend with them")
    in_scope: Money = ZERO


class Excluded(Part):
    """Spend that is out of scope, by rule."""

    exclusion: str
    rule: str
    because: str
    amount: Money
    lines: int


class Ledger(Part):
    """From what was published to what is analysed: payments + credits = published; published - excluded = in scope."""

    payments: Money
    credits: Money
    published: Money
    excluded: Money
    in_scope: Money
    lines: int
    set_aside_rows: int
    set_aside: Money = Field(description="readable amounts on rows set aside, such as total rows; in no other figure")
    exclusions: list[Excluded]
    public_bodies: Money = Field(default=ZERO, description="of what is in scope, paid to other public bodies")


class Reason(Part):
    """Non-local in-scope spend by the rule that decided its influence."""

    influence: str
    ground: str = ""
    rule: str
    because: str
    locked_until: date | None
    amount: Money
    lines: int


class Grounded(Part):
    """In-scope spend by what its verdict of influence rests on, so that a presumption is not taken for a finding."""

    influence: str
    ground: str
    meaning: str
    amount: Money
    outside: Money = Field(description="the part of it that goes outside the local area")
    lines: int


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


class Move(Part):
    """What a scenario takes from one body, category or supplier."""

    name: str
    amount: Money


class Derivation(Part):
    """A figure that follows from assumptions in `[effect]`, with its formula and its inputs."""

    name: str
    value: Annotated[Decimal, PlainSerializer(str, return_type=str)] = Field(description="the number, in its unit")
    unit: str = Field(description="ratio, pounds or jobs")
    printed: str
    formula: str
    working: str = Field(description="the formula with its inputs")
    source: str = Field(description="where the assumed rates are from")


class Supposed(Part):
    """A share if what is not known were so."""

    name: str
    value: Share
    moved: Money | None = Field(description="pounds that move then; null for the headline")


class Sensitivity(Part):
    """How far one share swings on one thing that is not known."""

    about: str = Field(description="which share")
    scenario: str = Field(description="of which scenario; empty for the headline")
    supposed: str = Field(description="what is not known")
    base: Share = Field(description="the share as reported")
    moved: Money | None = Field(description="pounds that move as reported; null for the headline")
    low: Share
    high: Share
    cases: list[Supposed]


class Lock(Part):
    """Locked spend that is not local, by when its lock ends."""

    until: date | None = Field(description="null where no end is stated")
    amount: Money


class PathStep(Part):
    """One step of a path: what its date has released, and what then moves."""

    by: date
    target: Share
    released: Money = Field(description="what locks have released since the step before")
    moved: Money
    local_after: Money
    local_share_after: Share
    reachable: bool
    ceiling: Share
    shortfall: Money


class Scenario(Part):
    """A what-if: spend in, spend out, every penny conserved; only influenceable spend moves."""

    name: str
    title: str = Field(description="one sentence that says what is asked")
    target: Share | None = Field(description="the local share asked for; null for shifts and policies")
    moved: Money
    local_before: Money
    local_after: Money
    local_share_before: Share
    local_share_after: Share
    region_share_after: Share
    leaking_after: Money
    reachable: bool
    ceiling: Share = Field(description="the highest local share that influenceable spend allows")
    shortfall: Money = Field(description="pounds by which the target is missed; zero when reachable")
    standing_in_the_way: ByInfluence = Field(description="non-local spend before the move, by influence")
    unplaced: Money
    by_body: list[Move]
    by_category: list[Move]
    by_supplier: list[Move] = Field(description="the largest twenty")
    finding: str = Field(description="one sentence that says what was found")
    part: str = Field(default="", description="the body or category that every figure is of; empty for the whole place")
    total: Money = Field(default=ZERO, description="spend in scope of that part: what the shares are of")
    order: str = Field(default="proportional", description="in which order spend that may move is drawn on")
    locks: list[Lock] = Field(default=[], description="locked spend that is not local before the move, soonest first")
    obstacles: list[str] = Field(default=[], description="what stands in the way, in words")
    by_heading: list[Move] = Field(default=[], description="by the headings that all bodies share")
    by_step: list[Move] = Field(default=[], description="what each shift or policy moves, in their order")
    path: list[PathStep] = Field(default=[], description="the steps of a path; what they move adds up to `moved`")
    effect: list[Derivation] = Field(default=[], description="what it is worth on the stated assumptions; empty without `[effect]`")


class Source(Part):
    """One file that was read, for the data log."""

    source: str
    body: str
    sha256: str
    encoding: str
    header_row: int
    columns: dict[str, str]
    amount_basis: str
    date_format: str
    rows_read: int
    lines: int
    amount: Money
    set_aside_rows: int
    control_total: Money | None = Field(description="the finance system's own figure; agreed to the penny when given")


class FindingCount(Part):
    """How often one kind of finding occurs, with one example."""

    code: str
    severity: str
    title: str
    meaning: str
    remedy: str
    count: int
    amount: Money
    example: str


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


class Report(Part):
    """Everything an audit found."""

    schema_version: str = "1"
    tool: str
    title: str
    period_from: date | None
    period_to: date | None
    place: Place
    sentences: list[str] = Field(description="the headline in words")
    headline: Split
    bodies: list[Body]
    refused: str = Field(default="", description="why no headline is given; empty when one is")
    average_local_share: Share = Field(description="the bodies' local shares averaged unweighted; the headline pools their pounds")
    categories: list[Category] = Field(description="largest leaking first")
    headings: list[Heading] = Field(default=[], description="largest leaking first")
    heading_sources: list[HeadingSource] = Field(default=[], description="what told the headings, strongest evidence first")
    suppliers: list[Supplier] = Field(description="every supplier with spend in scope, largest first")
    definitions: list[Definition] = Field(default=[], description="the same spend under each definition, the audit's own first")
    centre: str = Field(default="", description="what distances are measured from")
    bands: list[Band] = Field(default=[], description="in-scope spend by distance")
    leak_by_region: list[Destination] = Field(default=[], description="where leaking spend goes, largest first")
    leak_by_authority: list[Destination] = Field(default=[], description="the largest, and all others")
    authorities: list[AuthoritySpend] = Field(default=[], description="in-scope spend of every authority that is paid, largest first")
    shared_suppliers: int = Field(description="suppliers that two or more bodies use")
    shared_amount: Money
    influence_default: str
    kinds: list[PayeeKind] = Field(default=[], description="what is published by the kind of payee, largest first")
    individuals: Individuals = Individuals()
    reasons: list[Reason]
    calendar: list[Quarter] = Field(default=[], description="when locks end, soonest first")
    grounds: list[Grounded] = Field(default=[], description="strongest ground first")
    ledger: Ledger
    scenarios: list[Scenario]
    effect: list[Derivation] = Field(default=[], description="of today's spend, on the stated assumptions; empty without `[effect]`")
    sensitivity: list[Sensitivity] = Field(default=[], description="the widest swing first")
    findings: list[FindingCount]
    sources: list[Source]
    bases: list[ByBasis] = Field(default=[], description="the headline under each basis of postcodes, strongest basis first")
    branches: list[Branch] = Field(default=[], description="largest first")
    registers: list[str] = Field(default=[], description="the registers that were used, with edition and fingerprint")
    matched: list[Matched] = Field(default=[], description="how far they reached; empty where none was used")
    assumptions: list[str]
    credits: list[str]
