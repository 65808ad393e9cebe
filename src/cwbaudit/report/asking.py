"""What a scenario asks, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from cwbaudit.config.asked import Policy, ScenarioConfig, Shift
from cwbaudit.config.thresholds import threshold
from cwbaudit.money import percent, pounds
from cwbaudit.report.phrases import day
from cwbaudit.report.words import listed
from cwbaudit.terms import Order

_ORDERED = {
    Order.PROPORTIONAL: "",
    Order.LARGEST: ", from the largest suppliers first",
    Order.SOONEST: ", from what comes free soonest",
    Order.HEADING: ", heading by heading",
    Order.CATEGORY: ", category by category",
}
_COUNTED = {
    "payment": "payments under {0}", "supplier": "spend with suppliers paid under {0} in all", "contract": "contracts under {0}",
}  # fmt: skip


def title(config: ScenarioConfig, share_before: Decimal, place: str, steps: Sequence[str]) -> str:
    """One sentence."""
    if config.title:
        return config.title
    if steps:
        return f"What if {listed(list(steps))}?"
    target = config.path[-1].local_share if config.path else config.local_share
    when = f" by {day(config.path[-1].by)}" if config.path else ""
    ordered = _ORDERED[config.order]
    shares = f"from {percent(share_before)} to {percent(target or Decimal(0))}"
    return f"Raise the share of {spend_of(config)} that stays in {place} {shares}{when}{ordered}"


def part(config: ScenarioConfig) -> str:
    """The part that a target is a share of: `City Council, Catering`; empty for everything."""
    return "; ".join(listed(list(values)) for values in config.part.values())


def spend_of(config: ScenarioConfig) -> str:
    """`spend`, `City Council's spend on Catering`."""
    whose = f"{listed(list(config.body))}'s " if config.body else ""
    what = [*config.category, *config.heading]
    return f"{whose}spend" + (f" on {listed(what)}" if what else "")


def of_shift(step: Shift) -> str:
    """`50% of influenceable leaking spend on Catering goes local`."""
    return f"{percent(step.share, 0)} of influenceable {_which(step.where)} goes {step.to}"


def of_policy(policy: Policy) -> str:
    """`payments under £25,000.00 at City Council go to local suppliers`."""
    part_ = f"{percent(policy.share, 0)} of " if policy.share != 1 else ""
    if policy.kind == "small":
        what = _COUNTED[policy.counts].format(pounds(policy.under or Decimal(0)))
        return f"{part_}influenceable {what}{_whose(policy.where)} went to local suppliers"
    if policy.kind == "reserved":
        law = threshold(policy.contracts)
        runs = f" that run {policy.years} years" if policy.years > 1 else ""
        what = f"contracts for {policy.contracts}{runs} below {pounds(law.amount)} with VAT"
        return f"{part_}influenceable {what}{_whose(policy.where)} were reserved to the local area"
    if policy.kind == "lots":
        return f"{policy.local_lots} of {policy.lots} equal lots of influenceable {_which(policy.where)} went to local suppliers"
    return f"{part_}influenceable {_which(policy.where)} came home"


def _whose(where: Mapping[Any, Sequence[str]]) -> str:
    said = [listed(list(where[column])) for column in ("category", "heading", "supplier", "body") if column in where]
    return f" ({'; '.join(said)})" if said else ""


def _which(where: Mapping[Any, Sequence[str]]) -> str:
    kinds = [listed(list(values)) for column, values in where.items() if column in ("category", "heading", "body", "supplier")]
    locality = listed(list(where["locality"])) + " " if "locality" in where else ""
    return f"{locality}spend" + (f" on {' at '.join(kinds)}" if kinds else "")
