"""The sentences of a published edition, made from what it tells."""

from __future__ import annotations

from cwbaudit.config import PublishConfig
from cwbaudit.money import percent, short
from cwbaudit.place import Place
from cwbaudit.report import words
from cwbaudit.report.model import Report, Split
from cwbaudit.report.phrases import complete
from cwbaudit.withheld import Few, told


def edition(config: PublishConfig) -> str:
    """What a reader should know of a published edition."""
    large = percent(config.dominance, 0)
    return (
        "Published edition: no person is named, and notes are left out. "
        f"A figure that rests on fewer than {config.smallest} suppliers, or of which one supplier is {large} or more, is withheld, "
        "and others with it so that it cannot be worked out."
    )


def sentences(split: Split, place: Place) -> list[str]:
    """The headline; where a part of it is withheld, what may be said."""
    if complete(split):
        return words.sentences(split, place)
    if not told(split.total):
        return ["Too few suppliers stand behind this audit for any of its figures to be published."]
    said = [f"{percent(split.local_share)} of {short(split.total)} stays in {place.name}"] if told(split.local) else []
    said += [f"{percent(split.region_share)} in {place.region_name}"] if place.has_region and told(split.region_share) else []
    said += [f"{short(split.leaking)} leaks out"] if told(split.leaking) else []
    first = f"{words.listed(said)}." if said else f"{short(split.total)} is spend in scope."
    return [first, "Some parts of the headline rest on too few suppliers and are withheld."]


def assumptions(report: Report, shown: Report) -> list[str]:
    """What every figure rests on, without sentences that tell withheld figures."""
    telling = words.payees(report.individuals, report.ledger.public_bodies, report.headline.total)
    kept = [text for text in report.assumptions if text not in telling]
    return kept + _payees(shown)


def _payees(shown: Report) -> list[str]:
    people, public = shown.individuals, shown.ledger.public_bodies
    if told(people.amount, people.in_scope, public) and not isinstance(people.suppliers, Few):
        return words.payees(people, public, shown.headline.total)
    who = "Some payees bear a person's name or a withheld one; they are not named here."
    return [who] if people.suppliers or isinstance(people.suppliers, Few) else []
