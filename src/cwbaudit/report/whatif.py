"""Scenarios played on the cube and told as figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from cwbaudit import money, names
from cwbaudit.config import ScenarioConfig
from cwbaudit.engine import Tabular, sql
from cwbaudit.money import ZERO, percent, share, short
from cwbaudit.report.figures import NOT_STATED, headline
from cwbaudit.report.model import ByInfluence, Move, Scenario, Split
from cwbaudit.report.words import listed
from cwbaudit.scenario import Outcome, reach, shift
from cwbaudit.where import Where


def play(spend: Tabular, config: ScenarioConfig, aliases: Tabular, named: Mapping[str, str], place: str, a_year: str) -> Scenario:
    """What `config` does to `spend`. `named` gives each supplier's name; `a_year` is " a year" when the amounts are a year's."""
    outcome = _outcome(spend, config, aliases)
    before, after = headline(spend), headline(outcome.spend)
    ceiling = before.local + before.influence.influenceable + before.regional_influence.influenceable
    needed = money.to_penny(before.total * config.local_share) if config.local_share is not None else after.local
    shortfall = max(ZERO, needed - after.local)
    title = config.title or _title(config, before, place)
    by_category = _by(outcome, "category", empty=NOT_STATED)
    return Scenario(
        name=config.name, title=title, target=config.local_share, moved=outcome.moved, local_before=before.local, local_after=after.local,
        local_share_before=before.local_share, local_share_after=after.local_share, region_share_after=after.region_share,
        leaking_after=after.leaking, reachable=not shortfall, ceiling=share(ceiling, before.total), shortfall=shortfall,
        standing_in_the_way=_non_local(before), unplaced=before.unplaced, by_body=_by(outcome, "body"), by_category=by_category,
        by_supplier=_by(outcome, "supplier_id", named)[:20],
        finding=_finding(config, before, after, outcome, shortfall, ceiling, by_category, place, a_year),
    )  # fmt: skip


def _outcome(spend: Tabular, config: ScenarioConfig, aliases: Tabular) -> Outcome:
    if config.local_share is not None:
        return reach(spend, config.local_share)
    spelled = _spellings(aliases)
    moves: list[dict[str, Any]] = []
    after = spend
    for step in config.shift:
        outcome = shift(after, Where.of(step.where), step.to, step.share, spelled)
        after = outcome.spend
        moves += outcome.moves
    return Outcome(after, moves)


def _spellings(aliases: Tabular) -> dict[str, frozenset[str]]:
    by_supplier: dict[str, set[str]] = defaultdict(set)
    for supplier_id, name in sql("select distinct supplier_id, supplier_name from aliases", aliases=aliases).rows():
        by_supplier[supplier_id].add(names.key(name))
    return {supplier_id: frozenset(keys) for supplier_id, keys in by_supplier.items()}


def _non_local(split: Split) -> ByInfluence:
    parts = (split.influence, split.regional_influence)
    return ByInfluence(**{name: sum((getattr(part, name) for part in parts), ZERO) for name in ByInfluence.model_fields})


def _by(outcome: Outcome, column: str, named: Mapping[str, str] | None = None, empty: str = "") -> list[Move]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for move in outcome.moves:
        sums[move[column]] += move["amount"]
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return [Move(name=(named or {}).get(name, name) or empty, amount=amount) for name, amount in ordered]


def _title(config: ScenarioConfig, before: Split, place: str) -> str:
    if config.local_share is not None:
        return f"Raise the share of spend that stays in {place} from {percent(before.local_share)} to {percent(config.local_share)}"
    steps = [f"{percent(step.share, 0)} of influenceable {_which(step.where)} goes {step.to}" for step in config.shift]
    return f"What if {listed(steps)}?"


def _which(where: Mapping[Any, Sequence[str]]) -> str:
    kinds = [listed(values) for column, values in where.items() if column in ("category", "body", "supplier")]
    locality = listed(where["locality"]) + " " if "locality" in where else ""
    return f"{locality}spend" + (f" on {' at '.join(kinds)}" if kinds else "")


def _finding(
    config: ScenarioConfig, before: Split, after: Split, outcome: Outcome, shortfall: Decimal, ceiling: Decimal,
    by_category: Sequence[Move], place: str, a_year: str,
) -> str:  # fmt: skip
    if not outcome.moved and not shortfall:
        return f"{place} is at {percent(before.local_share)} already, so nothing has to move."
    shares = f"From {percent(before.local_share)} to {percent(after.local_share)}"
    drawn = listed([f"{move.name} ({short(move.amount)})" for move in by_category[:3]])
    means = f"{shares} means {short(outcome.moved)} more{a_year} for {place}" + (f", most of it from {drawn}" if drawn else "") + "."
    if not shortfall:
        return means
    asked = percent(config.local_share or ZERO)
    return (
        f"{asked} cannot be reached: if all influenceable spend moved, {percent(share(ceiling, before.total))} would stay in {place}; "
        f"{short(shortfall)} is missing."
    )
