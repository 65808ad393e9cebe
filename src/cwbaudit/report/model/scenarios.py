"""What-ifs, what they are worth, and how far they hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from cwbaudit.money import ZERO
from cwbaudit.report.model.parts import Money, Part, Share
from cwbaudit.report.model.spend import ByInfluence


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
    by_supplier: list[Move] = Field(description="the largest twenty, and the others in one")
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
