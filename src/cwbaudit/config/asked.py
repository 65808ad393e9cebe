"""What-ifs as audit.toml asks them: a target, shifts, policies or a path over years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field, PrivateAttr, model_validator

from cwbaudit.config.keys import Fraction, Model, Names, Number, Pounds
from cwbaudit.terms import Locality, Order

KINDS = ("local_share", "shift", "policy", "path")
_ALLOWED = {"small": {"under", "counts"}, "reserved": {"contracts", "years"}, "lots": {"lots", "local_lots"}, "home": set[str]()}
_NEEDED = {"small": ("under",), "reserved": (), "lots": ("lots", "local_lots"), "home": ()}


class Shift(Model):
    """`[[scenario.shift]]`: a share of the influenceable spend that `where` names goes to another locality."""

    where: dict[Literal["body", "supplier", "category", "heading", "locality", "influence"], Names] = Field(default={})
    to: Literal[Locality.LOCAL, Locality.REGIONAL] = Locality.LOCAL
    share: Fraction = Decimal(1)


class Policy(Model):
    """`[[scenario.policy]]`: a rule of buying, worked out on the spend of the audit's period."""

    kind: Literal["small", "reserved", "lots", "home"]
    where: dict[Literal["body", "supplier", "category", "heading", "locality"], Names] = Field(default={})
    under: Pounds | None = Field(default=None, gt=0)
    counts: Literal["payment", "supplier", "contract"] = "payment"
    contracts: Literal["goods and services", "works", "light touch"] = "goods and services"
    years: int = Field(default=1, ge=1, le=50)
    lots: int | None = Field(default=None, ge=1, le=1000)
    local_lots: int | None = Field(default=None, ge=0, le=1000)
    share: Fraction = Decimal(1)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Policy:
        missing = [name for name in _NEEDED[self.kind] if getattr(self, name) is None]
        if missing:
            raise ValueError(f'of kind "{self.kind}" needs `{missing[0]}`')
        every = {name for names in _ALLOWED.values() for name in names}
        stray = sorted((self.model_fields_set & every) - _ALLOWED[self.kind])
        if stray:
            raise ValueError(f'of kind "{self.kind}" has no `{stray[0]}`')
        if self.kind == "reserved" and not self.where.get("body"):
            raise ValueError(
                'of kind "reserved" must name its bodies in `where`: only best value authorities and parish councils in England may reserve'
            )
        if self.kind in ("lots", "home") and not self.where:
            raise ValueError(f'of kind "{self.kind}" must say `where`: whose contract, or which category')
        if self.local_lots is not None and self.lots is not None and self.local_lots > self.lots:
            raise ValueError("has more local lots than lots")
        return self


class EffectConfig(Model):
    """`[effect]`: what local spend is worth, on assumptions whose sources are stated. Without it no report says anything of the kind."""

    local_respend: Fraction
    other_respend: Fraction | None = None
    source: str = Field(min_length=1)
    jobs_per_million: Number | None = None
    jobs_source: str = ""
    tax_rate: Fraction | None = None
    tax_source: str = ""

    @model_validator(mode="after")
    def _every_rate_has_its_source(self) -> EffectConfig:
        for rate, source in (("jobs_per_million", "jobs_source"), ("tax_rate", "tax_source")):
            if getattr(self, rate) is not None and not getattr(self, source):
                raise ValueError(f"has `{rate}` without `{source}`: say where the rate is from")
        return self


class Step(Model):
    """`[[scenario.path]]`: the local share to have reached by a date, with what locks have released by then."""

    by: date
    local_share: Fraction


class ScenarioConfig(Model):
    """`[[scenario]]`: a target for the local share, explicit shifts, policies, or a path over years."""

    name: str
    title: str = Field(default="", description="what is asked, in a sentence; made from the rest when left out")
    local_share: Fraction | None = None
    body: Names = ()
    category: Names = ()
    heading: Names = ()
    order: Order = Order.PROPORTIONAL
    shift: tuple[Shift, ...] = ()
    policy: tuple[Policy, ...] = ()
    path: tuple[Step, ...] = ()
    _line: int = PrivateAttr(default=0)

    @property
    def line(self) -> int:
        """Where in audit.toml it stands; 0 when it does not."""
        return self._line

    def stands_at(self, line: int) -> None:
        """Remember the line: findings quote it, no figure depends on it."""
        self._line = line

    @property
    def part(self) -> dict[str, tuple[str, ...]]:
        """What the target is a share of, as a `where`; the empty one is the whole place."""
        return {name: values for name in ("body", "category", "heading") if (values := getattr(self, name))}

    @model_validator(mode="after")
    def _one_kind(self) -> ScenarioConfig:
        given = [kind for kind in KINDS if getattr(self, kind) not in (None, ())]
        if len(given) != 1:
            raise ValueError(
                "needs one of `local_share`, [[scenario.shift]], [[scenario.policy]] and [[scenario.path]]"
                + (f", not {' and '.join(given)} together" if given else "")
            )
        if given[0] in ("shift", "policy") and (self.part or "order" in self.model_fields_set):
            raise ValueError("has `body`, `category`, `heading` or `order`, which go with `local_share` and [[scenario.path]] only")
        return self

    @model_validator(mode="after")
    def _path_goes_up(self) -> ScenarioConfig:
        for before, after in zip(self.path, self.path[1:], strict=False):
            if after.by <= before.by:
                raise ValueError(f"has a path whose dates do not follow each other: {after.by} after {before.by}")
            if after.local_share < before.local_share:
                raise ValueError(f"has a path that falls: {after.local_share} by {after.by} after {before.local_share}")
        return self
