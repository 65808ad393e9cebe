"""Influence, by its grounds from strong to weak: decisions, rules, what the body declares, contract dates, presumptions, the default."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from cwbaudit.classify.rules import Rule, Rules
from cwbaudit.config import InfluenceConfig, InfluenceRule
from cwbaudit.config.decisions import InfluenceDecision
from cwbaudit.terms import Ground, Influence
from cwbaudit.where import Where

_WORD = r"(?:influenc(?:e?able|ible)|addressable)"
_NOT = re.compile(rf"\b(?:non|not|un|in)[\s_-]*{_WORD}\b", re.IGNORECASE)
_YES = re.compile(rf"\b{_WORD}\b", re.IGNORECASE)
_WHOLE = {
    "no": Influence.LOCKED, "n": Influence.LOCKED, "false": Influence.LOCKED, "locked": Influence.LOCKED,
    "yes": Influence.INFLUENCEABLE, "y": Influence.INFLUENCEABLE, "true": Influence.INFLUENCEABLE,
}  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """A verdict of influence with its ground, the rule's name and reason, and until when it is locked."""

    influence: Influence
    ground: Ground
    rule: str
    because: str
    until: date | None = None


class Ladder:
    """The grounds in their order; the first that speaks decides."""

    def __init__(self, config: InfluenceConfig, decisions: Sequence[InfluenceDecision]) -> None:
        default = _rule("default", {}, config.default, f"No influence rule reaches it; the config's default is {config.default}.")
        decided = [_rule(d.written, d.where, d.influence, _signed(d), d.until) for d in decisions]
        written = [_rule(r.id, r.where, r.influence, r.because, r.until, r.line) for r in config.rule]
        self.decisions = Rules("decisions/influence.csv", decided, default, decided)
        self.rules = Rules("influence.rule", written, default, written)
        self.presumed = Rules("influence.presumptions", presumptions() if config.presumptions else [], default, [])

    def judge(self, row: Mapping[str, frozenset[str]], declared: str, category: str, lock: Judged | None) -> Judged:
        """The verdict on a kind of spend; `lock` is what the contracts register says of it.

        What a body declares locked is locked, whatever a contract's end; what it declares influenceable still waits for that end.
        """
        if found := self.decisions.first(row):
            return _judged(found, Ground.DECISION)
        if found := self.rules.first(row):
            return _judged(found, Ground.RULE)
        said = declaration(declared, category)
        if said and said.influence is Influence.LOCKED:
            return said
        if lock or said:
            return lock or said or _judged(self.presumed.default, Ground.DEFAULT)
        found = self.presumed.first(row)
        return _judged(found, Ground.PRESUMPTION) if found else _judged(self.presumed.default, Ground.DEFAULT)


def declaration(declared: str, category: str) -> Judged | None:
    """What the body itself says: in a column of its own, or in so many words in the category (`NON INFLUENCIBLE.GRANTS`)."""
    whole = _WHOLE.get(declared.strip().casefold())
    for text in (declared, category):
        word = whole or (Influence.LOCKED if _NOT.search(text) else Influence.INFLUENCEABLE if _YES.search(text) else None)
        if word:
            return Judged(word, Ground.DECLARED, "declared", f'The body\'s own file says "{text.strip()}".')
    return None


@cache
def presumptions() -> tuple[Rule[Influence], ...]:
    """The shipped presumptions, in order."""
    text = resources.files("cwbaudit").joinpath("data/influence.toml").read_text(encoding="utf-8")
    rules = [InfluenceRule.model_validate(rule) for rule in tomllib.loads(text)["rule"]]
    return tuple(_rule(rule.id, rule.where, rule.influence, rule.because) for rule in rules)


def _rule(
    name: str, where: Mapping[Any, str | Sequence[str]], influence: Influence, because: str, until: date | None = None, line: int = 0
) -> Rule[Influence]:
    listed = {column: [values] if isinstance(values, str) else values for column, values in where.items()}
    return Rule(name, Where.of(listed), influence, because, until=until, line=line)


def _judged(rule: Rule[Influence], ground: Ground) -> Judged:
    return Judged(rule.verdict, ground, rule.id, rule.because, rule.until)


def _signed(decision: InfluenceDecision) -> str:
    return decision.why or f"Decided by {decision.who or 'a person'}."
