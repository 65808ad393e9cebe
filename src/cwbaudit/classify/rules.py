"""Ordered rules: the first that matches wins and is recorded; what none reaches gets the stated default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cwbaudit.config import InfluenceConfig, ScopeConfig
from cwbaudit.place import Place
from cwbaudit.terms import Exclusion, Influence, Locality, Precision, Scope
from cwbaudit.where import Where


@dataclass(frozen=True)
class Rule:
    """A verdict with its condition and its reason."""

    id: str
    where: Where
    verdict: Scope | Influence
    because: str
    exclusion: Exclusion = Exclusion.NONE
    until: date | None = None


@dataclass
class Rules:
    """Rules in order, the default last. `written` are the user's own; `reached` the ids that decided something."""

    of: str
    ordered: Sequence[Rule]
    default: Rule
    written: Sequence[Rule]
    reached: set[str] = field(default_factory=set)

    def judge(self, row: Mapping[str, frozenset[str]]) -> Rule:
        """The first rule whose condition holds for the row."""
        rule = next((rule for rule in self.ordered if rule.where.holds(row)), self.default)
        self.reached.add(rule.id)
        return rule


def scope_rules(config: ScopeConfig, bodies: Sequence[str]) -> Rules:
    """The config's scope rules, then: a payment to one of the audit's own bodies is a transfer, not spend with a supplier."""
    written = [Rule(r.id, Where.of(r.where), Scope.EXCLUDED, r.because, exclusion=r.exclusion) for r in config.rule]
    own = Rule(
        "own-bodies", Where.of({"supplier": bodies}), Scope.EXCLUDED,
        "The payee is itself one of the bodies of this audit; counting the payment would count the money twice.", Exclusion.TRANSFERS,
    )  # fmt: skip
    default = Rule("default", Where({}), Scope.IN_SCOPE, "No scope rule reaches it, so it counts as spend with a supplier.")
    return Rules("scope.rule", [*written, own], default, written)


def influence_rules(config: InfluenceConfig) -> Rules:
    """The config's influence rules, then its stated default."""
    written = [Rule(r.id, Where.of(r.where), r.influence, r.because, until=r.until) for r in config.rule]
    default = Rule("default", Where({}), config.default, f"No influence rule reaches it; the config's default is {config.default}.")
    return Rules("influence.rule", written, default, written)


def locality(supplier: Mapping[str, Any], place: Place) -> tuple[Locality, str, str]:
    """Where the supplier stands, the part of the definition that decides, and the reason in words."""
    outside_uk = supplier["precision"] == Precision.COUNTRY
    verdict = place.locality(supplier["authority_code"], outside_uk)
    authority = supplier["authority"]
    because = {
        Locality.LOCAL: f"{authority} is in the local area, {place.name}.",
        Locality.REGIONAL: f"{authority} is in the region, {place.region_name}, and outside the local area.",
        Locality.LEAKING: f"{'It is outside the UK' if outside_uk else f'{authority} is outside the region'}.",
        Locality.UNPLACED: "Its place is not known; it is counted apart, never as leaking.",
    }[verdict]
    if verdict is Locality.LEAKING and not place.regional and not outside_uk:
        because = f"{authority} is outside the local area, {place.name}, and no region around it was defined."
    rule = {Locality.LOCAL: "place.local", Locality.REGIONAL: "place.regional"}.get(
        verdict, "place.none" if verdict is Locality.UNPLACED else "place.outside"
    )
    return verdict, rule, because
