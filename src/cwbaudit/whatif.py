"""A what-if asked of a finished audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cwbaudit.config import Period, ScenarioConfig, Shift
from cwbaudit.engine import sql
from cwbaudit.errors import UsageError, did_you_mean
from cwbaudit.folder import Audit
from cwbaudit.report.build import scenarios
from cwbaudit.report.model import Scenario
from cwbaudit.tables import ALIASES, SPEND, SUPPLIERS


def ask(audit: Audit, target: Decimal | None, share: Decimal | None, where: Mapping[str, Sequence[str]]) -> Scenario:
    """The scenario that reaches `target`, or that shifts `share` of the influenceable spend that `where` names."""
    _known(audit, where)
    if target is not None:
        wanted = ScenarioConfig(name="what-if", local_share=target)
    else:
        wanted = ScenarioConfig(name="what-if", shift=(Shift(where=dict(where), share=share or Decimal(0)),))
    report = audit.report
    period = Period(**{"from": report.period_from, "to": report.period_to}) if report.period_from and report.period_to else None
    tables = {"spend": audit[SPEND], "aliases": audit[ALIASES], "suppliers": audit[SUPPLIERS]}
    return scenarios([wanted], report.place.name, period, **tables)[0]


def _known(audit: Audit, where: Mapping[str, Sequence[str]]) -> None:
    """A misspelt body or category would move nothing and look like an answer."""
    for column in ("body", "category"):
        known = [name for (name,) in sql(f"select distinct {column} from s order by 1", s=audit[SPEND]).rows()]
        for name in where.get(column, ()):
            if name.strip().casefold() not in {value.casefold() for value in known}:
                fix = did_you_mean(name, known) or f"There are: {', '.join(known[:12])}."
                raise UsageError(f'No {column} is called "{name}".', fix=fix)
