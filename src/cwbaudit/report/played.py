"""A scenario of audit.toml played on the cube: the part it is about, before and after, and every step on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from cwbaudit import names
from cwbaudit.config.asked import Policy, ScenarioConfig
from cwbaudit.config.thresholds import threshold
from cwbaudit.engine import Tabular, sql
from cwbaudit.measure import measure
from cwbaudit.report import asking
from cwbaudit.scenario import Outcome, Stage, bring_home, lots, paid_under, part, path, reach, shift
from cwbaudit.where import Where


@dataclass(frozen=True)
class Tables:
    """What scenarios are played on. Only a policy that counts payments or contracts looks at more than the cube and the names."""

    spend: Tabular
    aliases: Tabular
    suppliers: Tabular
    lines: Tabular
    verdicts: Tabular
    sources: Tabular
    suppose: Callable[[Tabular], Tabular] = lambda cube: cube

    @cached_property
    def cube(self) -> Tabular:
        """The cube, under the supposition."""
        return sql("select * from c", c=self.suppose(self.spend)).arrow()  # it is asked many things

    def spellings(self) -> dict[str, frozenset[str]]:
        """Each supplier's names in normal form."""
        by_supplier: dict[str, set[str]] = defaultdict(set)
        for supplier_id, name in sql("select distinct supplier_id, supplier_name from aliases", aliases=self.aliases).rows():
            by_supplier[supplier_id].add(names.key(name))
        return {supplier_id: frozenset(keys) for supplier_id, keys in by_supplier.items()}

    def named(self) -> dict[str, str]:
        """Each supplier's name."""
        return dict(sql("select supplier_id, name from s", s=self.suppliers).rows())


@dataclass(frozen=True)
class Played:
    """The part of the cube that the scenario is about, before and after; `open` is it with every lock released that the scenario
    waits for, as far as it has not moved by then."""

    before: Tabular
    after: Tabular
    open: Tabular
    moves: Sequence[Mapping[str, Any]]
    steps: Sequence[tuple[str, Decimal]] = ()
    stages: Sequence[Stage] = field(default=())


def played(config: ScenarioConfig, tables: Tables) -> Played:
    """What `config` does to the cube."""
    spend = tables.cube
    of = Where.of(config.part)
    before = part(spend, of)
    if config.path:
        return _path(spend, config, of, before)
    if config.local_share is not None:
        outcome = reach(spend, config.local_share, of, config.order)
        return Played(before, part(outcome.spend, of), before, outcome.moves)
    moves: list[Mapping[str, Any]] = []
    steps = []
    after = spend
    for said, outcome in _in_turn(spend, config, tables):
        after = outcome.spend
        moves += outcome.moves
        steps.append((said, outcome.moved))
    return Played(before, after, before, moves, steps)


def _path(spend: Tabular, config: ScenarioConfig, of: Where, before: Tabular) -> Played:
    stages = path(spend, [(step.by, step.local_share) for step in config.path], of, config.order)
    moves = [move for stage in stages for move in stage.outcome.moves]
    last = part(stages[-1].outcome.spend, of)
    return Played(before, last, last, moves, stages=stages)


def _in_turn(spend: Tabular, config: ScenarioConfig, tables: Tables) -> Iterator[tuple[str, Outcome]]:
    """Shifts and policies in their order, each on what the one before has left."""
    spelled = tables.spellings()
    for step in config.shift:
        outcome = shift(spend, Where.of(step.where), step.to, step.share, spelled)
        spend = outcome.spend
        yield asking.of_shift(step), outcome
    for policy in config.policy:
        outcome = _policy(spend, policy, tables, spelled)
        spend = outcome.spend
        yield asking.of_policy(policy), outcome


def _policy(spend: Tabular, policy: Policy, tables: Tables, spelled: Mapping[str, frozenset[str]]) -> Outcome:
    where = Where.of(policy.where)
    if policy.kind == "lots":
        return lots(spend, where, policy.lots or 1, policy.local_lots or 0, spelled)
    reached = None if policy.kind == "home" else _reached(policy, tables)
    return bring_home(spend, where, policy.share, reached, spelled)


def _reached(policy: Policy, tables: Tables) -> Tabular:
    """The cube of the payments that a policy reaches: those lines, measured as all lines are."""
    counts = "contract" if policy.kind == "reserved" else policy.counts
    lines = paid_under(tables.lines, tables.aliases, limits(policy, tables.sources), counts)
    return sql("select * from cube", cube=tables.suppose(measure(lines, tables.aliases, tables.verdicts))).arrow()


def limits(policy: Policy, sources: Tabular) -> Tabular:
    """Each body's limit: the policy's own; for reserved contracts the threshold, without VAT unless all of the body's files have it."""
    gross = net = policy.under or Decimal(0)
    if policy.kind == "reserved":
        law = threshold(policy.contracts)
        gross, net = law.limit(policy.years, gross=True), law.limit(policy.years, gross=False)
    query = f"""select body, case when bool_and(amount_basis = 'gross') then {gross} else {net} end::decimal(18,2) as amount
                from sources group by body"""
    return sql(query, sources=sources)
