"""What a scenario names that is not in the data: it moves nothing, and looks like an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cwbaudit.catalogue import CATALOGUE
from cwbaudit.config.asked import ScenarioConfig
from cwbaudit.engine import sql
from cwbaudit.errors import did_you_mean
from cwbaudit.money import ZERO
from cwbaudit.report.model import FindingCount
from cwbaudit.report.played import Tables
from cwbaudit.where import normal


def strays(wanted: Sequence[ScenarioConfig], tables: Tables) -> list[FindingCount]:
    """One count of all such names, with the first of them by the scenario's name and line; none when all are there."""
    found = [f"{_place(scenario)}: {said}" for scenario in wanted for said in _unknown(scenario, tables)]
    if not found:
        return []
    kind = CATALOGUE["scenario-unused"]
    return [
        FindingCount(
            code=kind.code, severity=kind.severity, title=kind.title, meaning=kind.meaning, remedy=kind.remedy, count=len(found),
            amount=ZERO, example=found[0],
        )
    ]  # fmt: skip


def _place(scenario: ScenarioConfig) -> str:
    return f'scenario "{scenario.name}"' + (f", line {scenario.line} of audit.toml" if scenario.line else "")


def _unknown(scenario: ScenarioConfig, tables: Tables) -> Iterator[str]:
    wheres: list[Mapping[Any, Sequence[str]]] = [scenario.part]
    wheres += [step.where for step in scenario.shift] + [policy.where for policy in scenario.policy]
    for column in ("body", "category", "heading", "supplier"):
        named = dict.fromkeys(value for where in wheres for value in where.get(column, ()))
        known = _known(column, tables) if named else []
        keys = {normal(column, value) for value in known}
        for value in named:
            if normal(column, value) not in keys:
                yield f'no {column} is called "{value}". {did_you_mean(value, known)}'.strip()


def _known(column: str, tables: Tables) -> list[str]:
    name, table = ("supplier_name", tables.aliases) if column == "supplier" else (column, tables.spend)
    return [value for (value,) in sql(f"select distinct {name} from t order by 1", t=table).rows()]
