"""Mistakes in rules that can be seen before any spend is read: named with the rules' ids and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from cwbaudit.errors import ConfigError
from cwbaudit.where import Where


class Ruled(Protocol):
    """What the rules of all kinds have in common."""

    @property
    def id(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def where(self) -> Mapping[Any, Sequence[str]]: ...


def each_its_own_id(kind: str, rules: Sequence[Ruled], path: Path | None) -> None:
    """ConfigError where two rules of a kind have one id: a report that quotes it would not say which."""
    seen: dict[str, Ruled] = {}
    for rule in rules:
        before = seen.setdefault(rule.id, rule)
        if before is not rule:
            where = "; ".join(_at(path, one.line) if one.line else "the default rules" for one in (rule, before))
            raise ConfigError(f'Two {kind} rules are called "{rule.id}".', where=where, fix="Give each its own id.")


def no_contradiction(kind: str, rules: Sequence[Ruled], verdicts: Sequence[object], path: Path | None) -> None:
    """ConfigError where a rule can never be reached, because an earlier one takes all that it names and says otherwise."""
    conditions = [Where.of(rule.where) for rule in rules]
    for later, rule in enumerate(rules):
        for earlier, before in enumerate(rules[:later]):
            if conditions[earlier].covers(conditions[later]) and verdicts[earlier] != verdicts[later]:
                same = conditions[earlier] == conditions[later]
                raise ConfigError(
                    f'The {kind} rule "{rule.id}" contradicts "{before.id}"'
                    + (", which names the same spend." if same else ": all that it names is decided before."),
                    where=f"{_at(path, rule.line)}; {_at(path, before.line)}",
                    fix="The first that matches wins: "
                    + ("delete one of the two." if same else f'put "{rule.id}", the narrower, before "{before.id}".'),
                )


def no_lock_of_the_past(rules: Sequence[Ruled], until: Sequence[date | None], start: date | None, path: Path | None) -> None:
    """ConfigError where a lock ended before the period began: it locks none of the spend."""
    for rule, end in zip(rules, until, strict=True):
        if start and end and end < start:
            raise ConfigError(
                f'The influence rule "{rule.id}" locks until {end}, before the period begins on {start}.',
                where=_at(path, rule.line),
                fix="Correct `until`, or delete the rule: a lock that has ended locks nothing.",
            )


def _at(path: Path | None, line: int) -> str:
    name = str(path) if path else "the config"
    return f"{name}, line {line}" if line else name
