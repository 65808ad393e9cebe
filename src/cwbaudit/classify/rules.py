"""Ordered rules: the first that matches wins and is recorded; what none reaches gets the stated default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from cwbaudit.config import ScopeConfig, ScopeRule
from cwbaudit.place import Place, Spot
from cwbaudit.terms import Exclusion, Influence, Locality, Scope
from cwbaudit.where import Where

V = TypeVar("V", Scope, Influence)


@dataclass(frozen=True)
class Rule(Generic[V]):
    """A verdict with its condition and its reason."""

    id: str
    where: Where
    verdict: V
    because: str
    exclusion: Exclusion = Exclusion.NONE
    until: date | None = None
    line: int = 0


@dataclass
class Rules(Generic[V]):
    """Rules in order, the default last. `written` are the user's own; `reached` the ids that decided something."""

    of: str
    ordered: Sequence[Rule[V]]
    default: Rule[V]
    written: Sequence[Rule[V]]
    reached: set[str] = field(default_factory=set)

    def first(self, row: Mapping[str, frozenset[str]]) -> Rule[V] | None:
        """The first rule whose condition holds for the row."""
        rule = next((rule for rule in self.ordered if rule.where.holds(row)), None)
        if rule:
            self.reached.add(rule.id)
        return rule

    def judge(self, row: Mapping[str, frozenset[str]]) -> Rule[V]:
        """The first rule whose condition holds for the row, or the default."""
        return self.first(row) or self.default

    def unreached(self, rows: Sequence[Mapping[str, frozenset[str]]]) -> Iterator[tuple[Rule[V], str]]:
        """Written rules that decide nothing, each with the rule before it that took what it names; empty when it names nothing."""
        for rule in self.written:
            if rule.id not in self.reached:
                named = next((row for row in rows if rule.where.holds(row)), None)
                before = self.first(named) if named else None
                yield rule, before.id if before else ""


def scope_rules(config: ScopeConfig, bodies: Sequence[str]) -> Rules[Scope]:
    """The config's scope rules; then a payment to one of the audit's own bodies is a transfer; then the default rules."""
    written = [_out(rule) for rule in config.rule]
    own = Rule(
        "own-bodies", Where.of({"supplier": bodies}), Scope.EXCLUDED,
        "The payee is itself one of the bodies of this audit; counting the payment would count the money twice.", Exclusion.TRANSFERS,
    )  # fmt: skip
    default = Rule("default", Where({}), Scope.IN_SCOPE, "No scope rule reaches it, so it counts as spend with a supplier.")
    return Rules("scope.rule", [*written, own, *map(_out, config.standing)], default, written)


def _out(rule: ScopeRule) -> Rule[Scope]:
    return Rule(rule.id, Where.of(rule.where), Scope.EXCLUDED, rule.because, exclusion=rule.exclusion, line=rule.line)


def locality(supplier: Mapping[str, Any], place: Place) -> tuple[Locality, str, str]:
    """Where the supplier stands, the part of the definition that decides, and the reason in words."""
    verdict, because = place.locality(Spot.of(supplier))
    rule = {Locality.LOCAL: "place.local", Locality.REGIONAL: "place.regional", Locality.UNPLACED: "place.none"}
    return verdict, rule.get(verdict, "place.outside"), because
