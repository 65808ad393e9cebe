"""What a scenario found, in words: what it means, and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cwbaudit.money import ZERO, percent, short
from cwbaudit.report.model import ByInfluence, Lock, Scenario
from cwbaudit.report.phrases import day
from cwbaudit.report.words import listed

LOCKS_NAMED = 4


def finding(it: Scenario, place: str, a_year: str) -> str:
    """One sentence; two when the target is missed."""
    whose = f"{it.part} in {place}" if it.part else place
    if not it.moved and not it.shortfall:
        return f"{whose} is at {percent(it.local_share_before)} already, so nothing has to move." if it.target is not None else _nothing(it)
    shares = f"From {percent(it.local_share_before)} to {percent(it.local_share_after)}"
    drawn = listed([f"{move.name} ({short(move.amount)})" for move in it.by_category[:3]])
    steps = f", in {len(it.path)} steps by {day(it.path[-1].by)}" if len(it.path) > 1 else ""
    means = f"{shares} means {short(it.moved)} more{a_year} for {place}{steps}" + (f", most of it from {drawn}" if drawn else "") + "."
    return f"{_missed(it, place)}" if it.shortfall else means


def _nothing(it: Scenario) -> str:
    return f"Nothing that may move is reached, so {percent(it.local_share_before)} stays as it is."


def _missed(it: Scenario, place: str) -> str:
    late = next((step for step in it.path if not step.reachable), None)
    asked, ceiling, missing = (late.target, late.ceiling, late.shortfall) if late else (it.target or ZERO, it.ceiling, it.shortfall)
    whose = f"{it.part}'s influenceable spend" if it.part else "influenceable spend"
    by = f" by {day(late.by)}" if late else ""
    most = f"if all {whose} moved, {percent(ceiling)} would stay in {place}"
    return f"{percent(asked)} cannot be reached{by}: {most}; {short(missing)} is missing."


def obstacles(way: ByInfluence, locks: Sequence[Lock], unplaced: Decimal) -> list[str]:
    """Why the rest cannot move: how much is locked and until when, how much nobody has judged, how much is not placed."""
    said = [f"{short(way.locked)} is locked: {_until(locks)}."] if way.locked else []
    if way.unassessed:
        said.append(f"{short(way.unassessed)} is unassessed: nobody has judged yet whether it could move.")
    if unplaced:
        said.append(f"{short(unplaced)} is unplaced: where it goes is not known.")
    return said


def _until(locks: Sequence[Lock]) -> str:
    """The largest locks by their dates, the rest together."""
    dated = [lock for lock in locks if lock.until]
    named = sorted(sorted(dated, key=lambda lock: -lock.amount)[:LOCKS_NAMED], key=lambda lock: str(lock.until))
    parts = [f"{short(lock.amount)} until {day(lock.until)}" for lock in named if lock.until]
    rest = sum((lock.amount for lock in dated if lock not in named), ZERO)
    endless = sum((lock.amount for lock in locks if not lock.until), ZERO)
    parts += [f"{short(rest)} until other dates"] if rest else []
    return listed(parts + ([f"{short(endless)} with no end stated"] if endless else []))
