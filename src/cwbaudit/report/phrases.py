"""The words that the renderers share: the period, the names of the localities, the denominator."""

from __future__ import annotations

from datetime import date

from cwbaudit.money import percent, pounds
from cwbaudit.report.model import Definition, Report, Scenario, Split, Supplier
from cwbaudit.terms import Locality
from cwbaudit.withheld import told


def day(when: date) -> str:
    """`1 April 2012`, whatever the machine's language."""
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
    return f"{when.day} {months[when.month - 1]} {when.year}"


def period(report: Report) -> str:
    """The dates that the audit covers; empty when they are not known."""
    if report.period_from and report.period_to:
        return f"{day(report.period_from)} to {day(report.period_to)}"
    ends = [f"from {day(report.period_from)}" if report.period_from else "", f"to {day(report.period_to)}" if report.period_to else ""]
    return " ".join(end for end in ends if end)


def complete(*splits: Split) -> bool:
    """Whether nothing of these is withheld, so that pictures can be drawn of them and sums made."""
    return all(
        told(split.total, split.local, split.regional, split.leaking, split.unplaced)
        and all(told(by.influenceable, by.locked, by.unassessed) for by in (split.influence, split.regional_influence))
        for split in splits
    )


def paid(supplier: Supplier) -> str:
    """What a supplier is paid: to the penny, or between which sums where that is all that is told."""
    return supplier.band or pounds(supplier.amount)


def has_region(report: Report) -> bool:
    """Whether the place has a region around it."""
    return bool(report.place.regional or report.headline.regional)


def outside(report: Report) -> str:
    """What leaking spend leaves."""
    return report.place.region_name if has_region(report) and report.place.region_name else report.place.name


def locality_names(report: Report) -> dict[str, str]:
    """Each locality with the place it means here, in the order that reports keep."""
    place, region = report.place.name, report.place.region_name or "the region"
    names = {
        "local": f"Local: {place}",
        "regional": f"Regional: the rest of {region}",
        "leaking": f"Leaking: outside {outside(report)}",
        "unplaced": "Unplaced: where is not known",
    }
    kept = [Locality.LOCAL, *([Locality.REGIONAL] if has_region(report) else []), Locality.LEAKING, Locality.UNPLACED]
    return {locality.value: names[locality.value] for locality in kept}


def plain_targets(report: Report) -> list[Scenario]:
    """The what-ifs that ask for one local share of the whole place: those that a slider or a yellow cell can ask, too."""
    return [scenario for scenario in report.scenarios if scenario.target is not None and not scenario.part and not scenario.path]


def many(count: int, thing: str) -> str:
    """`1 row`, `1,200 rows`."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def denominator(report: Report) -> str:
    """What every share is a share of."""
    return f"Shares are of spend in scope: {pounds(report.headline.total)}."


def interval(split: Split | Definition) -> str:
    """`5.0% to 8.1%`: what unplaced spend leaves open of the local share; the one share where it leaves nothing that is printed."""
    low, high = percent(split.local_share_low), percent(split.local_share_high)
    return low if low == high else f"{low} to {high}"


def is_open(report: Report) -> bool:
    """Whether unplaced spend leaves the local share open, in total, for a body or for a category."""
    return any(split.unplaced for split in (report.headline, *report.bodies, *report.categories))


def missing(report: Report) -> str:
    """What to do to know how far spend goes to the countries whose postcodes are not on this machine; empty where none is missing."""
    steps = [f"{each.name}: {each.missing}" for each in report.abroad if each.missing]
    return f"How far it goes is not known where the country's postcodes are not on this machine. {'; '.join(steps)}." if steps else ""
