"""A what-if asked of a finished audit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from cwbaudit.config import Period
from cwbaudit.config.asked import Policy, ScenarioConfig, Shift
from cwbaudit.engine import sql
from cwbaudit.errors import UsageError, did_you_mean
from cwbaudit.folder import Audit
from cwbaudit.money import parse
from cwbaudit.report.build import scenarios
from cwbaudit.report.masking import Masks, masks
from cwbaudit.report.model import Scenario
from cwbaudit.report.played import Tables
from cwbaudit.tables import ALIASES, LINES, SOURCES, SPEND, SUPPLIERS, VERDICTS
from cwbaudit.terms import Order

POLICIES = "small:25000, small-suppliers:25000, small-contracts:25000, reserved, lots:2/5, home"
_SMALL = {"small": "payment", "small-suppliers": "supplier", "small-contracts": "contract"}


def target(share: Decimal, where: Mapping[str, Sequence[str]], order: str = "") -> ScenarioConfig:
    """The what-if that reaches this share of what `where` names: bodies, categories, headings."""
    if "supplier" in where:
        raise UsageError(
            "A target is of a body, a category or a heading, not of a supplier.", fix="Use --share or --policy with --supplier."
        )
    known = [word.value for word in Order]
    if order and order not in known:
        raise UsageError(f'"{order}" is no order of moving.', fix=did_you_mean(order, known) or f"There are: {', '.join(known)}.")
    part: dict[str, Any] = {name: tuple(values) for name, values in where.items()}
    return ScenarioConfig(
        name="what-if", local_share=share, order=next((word for word in Order if word.value == order), Order.PROPORTIONAL), **part
    )


def shifted(share: Decimal, where: Mapping[str, Sequence[str]]) -> ScenarioConfig:
    """The what-if that shifts this share of the influenceable spend that `where` names."""
    return ScenarioConfig(name="what-if", shift=(Shift(where=dict(where), share=share),))


def ruled(policies: Sequence[str], where: Mapping[str, Sequence[str]]) -> ScenarioConfig:
    """The what-if in which these policies hold, each written as `kind` or `kind:value`."""
    return ScenarioConfig(name="what-if", policy=tuple(_policy(text, where) for text in policies))


def _policy(text: str, where: Mapping[str, Sequence[str]]) -> Policy:
    kind, _, value = text.strip().partition(":")
    given: dict[str, Any] = {"kind": "small" if kind in _SMALL else kind, "where": dict(where)}
    if kind in _SMALL:
        given |= {"under": parse(value), "counts": _SMALL[kind]}
    elif kind == "lots" and (match := re.fullmatch(r"(\d{1,4})\s*/\s*(\d{1,4})", value)):
        given |= {"local_lots": int(match[1]), "lots": int(match[2])}
    try:
        return Policy(**given)
    except ValidationError as error:
        first = error.errors()[0]
        said = first["msg"].removeprefix("Value error, ") if first["type"] == "value_error" else "is not known, or its value is not"
        fix = did_you_mean(kind, [*_SMALL, "reserved", "lots", "home"]) if first["type"] != "value_error" else ""
        if kind == "reserved" and "body" not in where:
            said, fix = "must name its bodies", "Add --body: best value authorities and parish councils in England may."
        elif kind in ("lots", "home") and not where:
            said, fix = "needs to be told of which spend", "Add --category, --heading, --supplier or --body."
        raise UsageError(f'The policy "{text}" {said}.', fix=fix or f"Policies: {POLICIES}.") from None


def ask(audit: Audit, wanted: ScenarioConfig) -> Scenario:
    """What the scenario does to the audit's spend, and what that is worth on the rates that the audit was run with."""
    named: list[Mapping[Any, Sequence[str]]] = [wanted.part]
    named += [step.where for step in wanted.shift] + [policy.where for policy in wanted.policy]
    for where in named:
        _known(audit, where)
    report = audit.report
    period = Period(**{"from": report.period_from, "to": report.period_to}) if report.period_from and report.period_to else None
    known = tables(audit)
    hidden = masks(known.spend, known.suppliers, known.aliases) if report.individuals.shown == "masked" else Masks()
    return scenarios([wanted], report.place.name, period, known, hidden, report.rates)[0]


def tables(audit: Audit) -> Tables:
    """What scenarios are played on, of a finished audit."""
    return Tables(audit[SPEND], audit[ALIASES], audit[SUPPLIERS], audit[LINES], audit[VERDICTS], audit[SOURCES])


def _known(audit: Audit, where: Mapping[Any, Sequence[str]]) -> None:
    """A misspelt body or category would move nothing and look like an answer."""
    for column in ("body", "category", "heading"):
        known = [name for (name,) in sql(f"select distinct {column} from s order by 1", s=audit[SPEND]).rows()]
        for name in where.get(column, ()):
            if name.strip().casefold() not in {value.casefold() for value in known}:
                fix = did_you_mean(name, known) or f"There are: {', '.join(known[:12])}."
                raise UsageError(f'No {column} is called "{name}".', fix=fix)
