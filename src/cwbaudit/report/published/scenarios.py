"""The what-ifs of a published edition: those that follow from the headline, and what they take from whom where that may be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cwbaudit.config import Config
from cwbaudit.money import ZERO
from cwbaudit.report import found, words
from cwbaudit.report.model import Body, Move, Report, Scenario, Split
from cwbaudit.report.phrases import complete
from cwbaudit.report.published.gather import OTHER
from cwbaudit.report.published.splits import Told
from cwbaudit.terms import Order
from cwbaudit.withheld import WITHHELD
from cwbaudit.withheld import told as printed

_LISTS = ("by_supplier", "by_step", "locks", "obstacles", "by_body", "by_category", "by_heading")
_OF_THE_WHOLE = ("Unplaced spend", "Unassessed spend")  # suppositions that rest on the headline alone


def played(report: Report, whole: Split, bodies: Sequence[Body], told: Told, config: Config) -> dict[str, Any]:
    """Targets, what they are worth, how sure the shares are; none of it where the headline is withheld in part.

    A shift or a policy says by what part which spend moves: what it moves would give that spend away, and it is left out.
    """
    if not complete(whole):
        return {"scenarios": [], "effect": [], "sensitivity": []}
    return {
        "scenarios": [_told(each, report, told, config) for each in report.scenarios if _may(each, bodies)], "effect": report.effect,
        "sensitivity": [each for each in report.sensitivity if not each.scenario and each.supposed in _OF_THE_WHOLE],
    }  # fmt: skip


def _may(it: Scenario, bodies: Sequence[Body]) -> bool:
    """Whether it asks for a share at once, of everything or of a body that is told whole."""
    about = [body for body in bodies if body.name == it.part]
    return it.target is not None and not it.path and (not it.part or (bool(about) and complete(*about)))


def _told(it: Scenario, report: Report, told: Told, config: Config) -> Scenario:
    change: dict[str, list[Any]] = {name: [] for name in _LISTS}
    if not it.part and it.order == Order.PROPORTIONAL:  # only then is what moves from each a known part of what could
        change["by_body"], change["by_heading"] = _moves(it.by_body, "body", told), _moves(it.by_heading, "heading", told)
        change["by_category"] = _merged(it.by_category, told)
    quiet = it.model_copy(update=change)
    named = quiet.model_copy(update={"by_category": [move for move in quiet.by_category if move.name != OTHER]})
    return quiet.model_copy(update={"finding": found.finding(named, report.place.name, words.a_year(config.audit.period))})


def _known(row: str, table: str, told: Told) -> bool:
    """Whether it is told of what may move in this row: what moves of it is a part of that."""
    return printed(*(told.amount(table, row, f"{place}_influenceable") for place in ("leaking", "regional")))


def _moves(moves: Sequence[Move], table: str, told: Told) -> list[Move]:
    return [move if _known(move.name, table, told) else move.model_copy(update={"amount": WITHHELD}) for move in moves]


def _merged(moves: Sequence[Move], told: Told) -> list[Move]:
    """Moves from the categories that are told by name, then all others as one."""
    rows = set(told.found.rows("category"))
    named = [move for move in moves if move.name in rows and _known(move.name, "category", told)]
    rest = sum((move.amount for move in moves if move not in named), ZERO)
    return [*named, *([Move(name=OTHER, amount=rest)] if rest else [])]
