"""The page's sentences. Each title states what was found, from figures that the Report holds."""

from __future__ import annotations

from datetime import date

from cwbaudit.money import percent, short
from cwbaudit.report.model import Body, Category, Report, Scenario, Split

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def count(number: int, singular: str, plural: str) -> str:
    """`1 body`, `1,482 suppliers`."""
    return f"{number:,} {singular if number == 1 else plural}"


def day(when: date) -> str:
    """`1 April 2012`, whatever the machine's locale."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def period(report: Report) -> str:
    """The time the audit says it covers; nothing where it does not say."""
    first, last = report.period_from, report.period_to
    if first and last:
        return f"{day(first)} to {day(last)}"
    return f"From {day(first)}" if first else f"To {day(last)}" if last else ""


def has_region(report: Report) -> bool:
    """Whether a region was defined beyond the local area."""
    return bool(report.place.regional) or bool(report.headline.regional)


def region(report: Report) -> str:
    """The name of the area that money leaks out of."""
    return (report.place.region_name or "the region") if has_region(report) else report.place.name


def headline(report: Report) -> str:
    """The audit in a sentence; the Report's own first one where it has any."""
    split = report.headline
    if report.sentences:
        return report.sentences[0]
    if not split.total:
        return "There is no spend in scope"
    stays = f"{percent(split.local_share)} of {short(split.total)} stays in {report.place.name}"
    return f"{stays}; {short(split.leaking)} leaks out of {region(report)}"


def flow(report: Report) -> str:
    """How much of the leak could come home."""
    leaking, could = report.headline.leaking, report.headline.influence.influenceable
    if leaking <= 0:
        return f"Nothing leaks out of {region(report)}"
    if could <= 0:
        return f"{short(leaking)} leaks, and none of it has been found influenceable"
    return f"Of {short(leaking)} that leaks, {short(could)} could be bought elsewhere"


def bodies(ranked: list[Body]) -> str:
    """From the body that keeps most to the one that keeps least."""
    first, last = ranked[0], ranked[-1]
    if len(ranked) == 1:
        return f"{first.name} keeps {percent(first.local_share)} local"
    if first.local_share == last.local_share:
        return f"All {len(ranked)} bodies keep {percent(first.local_share)} local"
    return f"{first.name} keeps {percent(first.local_share)} local; {last.name}, {percent(last.local_share)}"


def categories(ranked: list[Category]) -> str:
    """Where to start."""
    first = ranked[0]
    if first.influence.influenceable > 0:
        return f"Start with {_named(first)}: {short(first.influence.influenceable)} leaks that could be bought elsewhere"
    return f"{_named(first)} leaks most: {short(first.leaking)}, none of it found influenceable"


def _named(category: Category) -> str:
    return "spend with no category stated" if category.name.startswith("(") else category.name


def verdict(scenario: Scenario) -> str:
    """Whether the scenario's target is reached, and by how much it is missed."""
    if scenario.reachable:
        return "Reachable"
    return f"Out of reach by {short(scenario.shortfall)}"


def influence_of(split: Split) -> str:
    """The leak by influence, in a sentence."""
    by = split.influence
    return f"{short(by.influenceable)} influenceable, {short(by.locked)} locked, {short(by.unassessed)} unassessed"
