"""The Report: everything an audit found."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from cwbaudit.config.asked import EffectConfig
from cwbaudit.report.model.edition import Edition
from cwbaudit.report.model.further import Group, Quality, Rated, Start, Substitute
from cwbaudit.report.model.influence import Grounded, Quarter, Reason
from cwbaudit.report.model.parts import Count, Money, Part, Share
from cwbaudit.report.model.places import (
    Abroad,
    AuthoritySpend,
    Band,
    Branch,
    ByBasis,
    Definition,
    Destination,
    Matched,
    Neighbourhoods,
    Place,
)  # fmt: skip
from cwbaudit.report.model.record import FindingCount, Ledger, Source
from cwbaudit.report.model.scenarios import Derivation, Scenario, Sensitivity
from cwbaudit.report.model.spend import Body, Category, Concentration, Heading, HeadingSource, Individuals, PayeeKind, Split, Supplier


class Report(Part):
    """Everything an audit found."""

    schema_version: str = "1"
    tool: str
    title: str
    edition: Edition = Edition()
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
    concentration: Concentration | None = Field(default=None, description="null where nothing is in scope")
    definitions: list[Definition] = Field(default=[], description="the same spend under each definition, the audit's own first")
    centre: str = Field(default="", description="what distances are measured from")
    bands: list[Band] = Field(default=[], description="in-scope spend by distance")
    leak_by_region: list[Destination] = Field(default=[], description="where leaking spend goes, largest first")
    leak_by_authority: list[Destination] = Field(default=[], description="the largest, and all others")
    authorities: list[AuthoritySpend] = Field(default=[], description="in-scope spend of every authority that is paid, largest first")
    abroad: list[Abroad] = Field(default=[], description="in-scope spend outside the UK by country, largest first")
    neighbourhoods: Neighbourhoods = Neighbourhoods()
    shared_suppliers: Count = Field(description="suppliers that two or more bodies use")
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
    rates: EffectConfig | None = Field(default=None, description="the assumptions of `[effect]`, on which a later what-if rests too")
    sensitivity: list[Sensitivity] = Field(default=[], description="the widest swing first")
    findings: list[FindingCount]
    sources: list[Source]
    bases: list[ByBasis] = Field(default=[], description="the headline under each basis of postcodes, strongest basis first")
    branches: list[Branch] = Field(default=[], description="largest first")
    registers: list[str] = Field(default=[], description="the registers that were used, with edition and fingerprint")
    matched: list[Matched] = Field(default=[], description="how far they reached; empty where none was used")
    start: list[Start] = Field(default=[], description="where to start: headings by what leaks and is influenceable, most first")
    substitutes: list[Substitute] = Field(default=[], description="who leaks where others buy locally, the largest first; at most 200")
    groups: list[Group] = Field(default=[], description="small firms, VCSE, co-operatives, public bodies, and the unknown; they overlap")
    quality: list[Quality] = Field(default=[], description="how much of the spend in scope has which evidence")
    rated: list[Rated] = Field(default=[], description="assumptions by quality and impact, the gravest first")
    assumptions: list[str]
    credits: list[str]
