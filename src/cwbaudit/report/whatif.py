"""Scenarios played on the cube and told as figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from cwbaudit import money
from cwbaudit.config.asked import EffectConfig, ScenarioConfig
from cwbaudit.engine import Tabular, sql
from cwbaudit.money import ZERO, share
from cwbaudit.report import asking, effects, found
from cwbaudit.report.figures import NOT_STATED, headline
from cwbaudit.report.model import ByInfluence, Lock, Move, PathStep, Scenario, Split
from cwbaudit.report.played import Played, Tables, played
from cwbaudit.scenario import part
from cwbaudit.where import Where

SUPPLIERS = 20


def play(
    tables: Tables, config: ScenarioConfig, named: Mapping[str, str], place: str, a_year: str, rates: EffectConfig | None = None
) -> Scenario:
    """What `config` does to the cube. `named` gives each supplier's name; `a_year` is " a year" when the amounts are a year's."""
    it = played(config, tables)
    before, after, ceiling = headline(it.before), headline(it.after), highest(headline(it.open))
    steps = _path(it, config)
    target = config.path[-1].local_share if config.path else config.local_share
    needed = money.to_penny(before.total * target) if target is not None else after.local
    shortfall = max([max(ZERO, needed - after.local), *(step.shortfall for step in steps)])
    by_category = _by(it, "category", empty=NOT_STATED)
    locks = _locks(it.before)
    scenario = Scenario(
        name=config.name, title=asking.title(config, before.local_share, place, [said for said, _ in it.steps]),
        target=target, moved=sum((move["amount"] for move in it.moves), ZERO), local_before=before.local, local_after=after.local,
        local_share_before=before.local_share, local_share_after=after.local_share, region_share_after=after.region_share,
        leaking_after=after.leaking, reachable=not shortfall, ceiling=share(ceiling, before.total), shortfall=shortfall,
        standing_in_the_way=_non_local(before), unplaced=before.unplaced, by_body=_by(it, "body"), by_category=by_category,
        by_supplier=_largest(_by(it, "supplier_id", named)), finding="", part=asking.part(config), total=before.total,
        order=config.order.value,
        locks=locks, obstacles=found.obstacles(_non_local(before), locks, before.unplaced),
        by_heading=_by(it, "heading"), by_step=[Move(name=name, amount=amount) for name, amount in it.steps], path=steps,
        effect=effects.of_scenario(before.total, after.local, after.local - before.local, rates),
    )  # fmt: skip
    return scenario.model_copy(update={"finding": found.finding(scenario, place, a_year)})


def highest(split: Split) -> Decimal:
    """Local spend if all that may move did."""
    return split.local + split.influence.influenceable + split.regional_influence.influenceable


def _non_local(split: Split) -> ByInfluence:
    parts = (split.influence, split.regional_influence)
    return ByInfluence(**{name: sum((getattr(part, name) for part in parts), ZERO) for name in ByInfluence.model_fields})


def _by(it: Played, column: str, named: Mapping[str, str] | None = None, empty: str = "") -> list[Move]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for move in it.moves:
        sums[move[column]] += move["amount"]
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return [Move(name=(named or {}).get(name, name) or empty, amount=amount) for name, amount in ordered]


def _largest(moves: list[Move]) -> list[Move]:
    """The largest, and the others in one, so that they add up to what moves."""
    rest = moves[SUPPLIERS:]
    others = Move(name=f"{len(rest):,} other suppliers", amount=sum((move.amount for move in rest), ZERO))
    return [*moves[:SUPPLIERS], others] if len(rest) > 1 else moves


_LOCKS = """
    select locked_until as until, sum(amount) as amount from s
    where scope = 'in scope' and influence = 'locked' and locality in ('regional', 'leaking')
    group by all having sum(amount) <> 0 order by until nulls last
"""


def _locks(spend: Tabular) -> list[Lock]:
    return [Lock(**row) for row in sql(_LOCKS, s=spend).dicts()]


def _path(it: Played, config: ScenarioConfig) -> list[PathStep]:
    of = Where.of(config.part)
    splits = [(headline(part(stage.before, of)), headline(part(stage.outcome.spend, of))) for stage in it.stages]
    could = [highest(headline(it.before)), *(highest(before) for before, _ in splits)]
    steps = []
    for stage, (before, after), (earlier, now) in zip(it.stages, splits, pairwise(could), strict=True):
        missing = max(ZERO, money.to_penny(before.total * stage.target) - after.local)
        steps.append(
            PathStep(
                by=stage.by, target=stage.target, released=now - earlier, moved=stage.outcome.moved, local_after=after.local,
                local_share_after=after.local_share, reachable=not missing, ceiling=share(now, before.total), shortfall=missing,
            )
        )  # fmt: skip
    return steps
