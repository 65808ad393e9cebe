"""What a pipeline asks of a finished audit: enough is local, little is unplaced, the total is the ledger's, nothing is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from cwbaudit.money import percent, pounds
from cwbaudit.report.model import Report


@dataclass(frozen=True)
class Asked:
    """What is asked; nothing of what is None."""

    min_local: Decimal | None = None
    min_region: Decimal | None = None
    max_unplaced: Decimal | None = None
    max_unassessed: Decimal | None = None
    expect_total: Decimal | None = None


@dataclass(frozen=True)
class Check:
    """One thing that was asked, and whether it holds."""

    name: str
    good: bool
    says: str


@dataclass(frozen=True)
class Verdict:
    """Every check of one audit."""

    audit: str
    checks: Sequence[Check] = field(default=())

    @property
    def passed(self) -> bool:
        """Whether all hold."""
        return all(check.good for check in self.checks)

    def row(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"audit": self.audit, "passed": self.passed, "checks": [asdict(check) for check in self.checks]}


def gate(report: Report, asked: Asked) -> Verdict:
    """Every check that was asked for, and always: that no finding of severity error remains and that a headline is given."""
    split, place = report.headline, report.place
    made = [
        _share("local share", f"stays in {place.name}", split.local_share, least=asked.min_local),
        _share("region share", f"stays in {place.region_name or 'the region'}", split.region_share, least=asked.min_region),
        _share("unplaced", "could not be placed", split.unplaced_share, most=asked.max_unplaced),
        _share("unassessed", "of the leak is unassessed", _unassessed(report), most=asked.max_unassessed),
        _total(report.ledger.published, asked.expect_total),
        _findings(report),
    ]
    return Verdict(report.title, [check for check in made if check])


def _unassessed(report: Report) -> Decimal:
    leaking = report.headline.leaking
    return report.headline.influence.unassessed / leaking if leaking else Decimal(0)


def _share(name: str, says: str, found: Decimal, *, least: Decimal | None = None, most: Decimal | None = None) -> Check | None:
    """The exact shares are compared, not the printed ones."""
    if least is not None:
        return Check(name, found >= least, f"{percent(found)} {says}; at least {percent(least)} was asked for.")
    if most is not None:
        return Check(name, found <= most, f"{percent(found)} {says}; at most {percent(most)} was asked for.")
    return None


def _total(found: Decimal, asked: Decimal | None) -> Check | None:
    if asked is None:
        return None
    apart = "" if found == asked else f", {pounds(abs(found - asked))} {'more' if found > asked else 'less'} than"
    return Check("total", found == asked, f"{pounds(found)} was read{apart or ', as'} the {pounds(asked)} expected.")


def _findings(report: Report) -> Check:
    errors = [finding for finding in report.findings if finding.severity == "error"]
    if not errors:
        return Check("findings", True, "No finding of severity error remains.")
    said = "; ".join(f"{finding.title} ({finding.count:,})" for finding in errors)
    return Check("findings", False, f"Findings of severity error remain: {said}.")
