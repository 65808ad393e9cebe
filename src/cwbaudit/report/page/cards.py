"""The big numbers at the top, each with its denominator, and the words they are made of."""

from __future__ import annotations

from dataclasses import dataclass

from cwbaudit.money import percent, short
from cwbaudit.report.model import Report
from cwbaudit.report.page.layout import localities
from cwbaudit.report.page.palette import LOCALITY, Tone
from cwbaudit.report.page.wording import has_region, region
from cwbaudit.report.phrases import complete, interval
from cwbaudit.terms import Locality


@dataclass(frozen=True)
class Card:
    """One big number, what it says, and what it is a share of."""

    kind: str
    figure: str
    says: str
    of: str


@dataclass(frozen=True)
class Meaning:
    """A word, its colour and what it means here."""

    name: str
    meaning: str
    tone: Tone


def cards(report: Report) -> list[Card]:
    """The figures a reader remembers; none where there is nothing in scope, or some of it is withheld."""
    split, place = report.headline, report.place
    if not complete(split) or not split.total:
        return []
    whole, area = short(split.total), region(report)
    found = [
        Card(
            "local",
            interval(split) if report.refused else percent(split.local_share),
            f"stays in {place.name}",
            f"{short(split.local)} of {whole} in scope",
        )
    ]
    if has_region(report):
        more = f"{short(split.regional)} more is paid in the rest of {area}"
        if split.regional < 0:
            more = f"The rest of {area} is a net credit of {short(split.regional)}"
        found.append(Card("regional", percent(split.region_share), f"stays in {area}, {place.name} included", more))
    found.append(Card("leaking", short(split.leaking), f"leaks out of {area}", f"{percent(split.leaking_share)} of {whole} in scope"))
    if split.leaking > 0:
        by = split.influence
        rest = f"The rest of the {short(split.leaking)}: {short(by.locked)} locked, {short(by.unassessed)} unassessed"
        found.append(Card("leaking", short(by.influenceable), "of the leak could be bought elsewhere", rest))
    if split.unplaced:
        share = f"{percent(split.unplaced_share)} of {whole} in scope; never counted as leaking"
        found.append(Card("unplaced", short(split.unplaced), "is not placed", share))
    return found


def meanings(report: Report) -> list[Meaning]:
    """What each locality means in this audit."""
    place, area = report.place.name, region(report)
    where = {"local": f" ({place})", "regional": f" ({area}, outside {place})", "leaking": f" ({area})"}
    meant = {word.value: word.meaning for word in Locality}
    found = []
    for name in localities(report.headline):
        meaning = meant[name]
        if not has_region(report):
            meaning, where["leaking"] = meaning.replace("outside the region", f"outside {place}"), ""
        if name != "regional" or has_region(report):
            found.append(Meaning(name.capitalize(), f"{meaning[:1].upper()}{meaning[1:]}{where.get(name, '')}.", LOCALITY[name]))
    return found
