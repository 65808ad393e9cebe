"""Figures told in sentences that a councillor could read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from cwbaudit.config import Config, Period
from cwbaudit.money import percent, share, short
from cwbaudit.place import Place
from cwbaudit.report.model import Individuals, Split
from cwbaudit.report.phrases import day
from cwbaudit.terms import ContractDate


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def a_year(period: Period | None) -> str:
    """` a year` when the audit covers one."""
    return " a year" if period and timedelta(360) <= period.end - period.start <= timedelta(371) else ""


def sentences(split: Split, place: Place) -> list[str]:
    """The headline, each sentence with its denominator."""
    if not split.total:
        return ["There is no spend in scope, so there is nothing to share out."]
    total = short(split.total)
    first = f"{percent(split.local_share)} of {total} stays in {place.name}"
    if place.has_region:
        first += f", {percent(split.region_share)} in {place.region_name} ({place.name} included), and {short(split.leaking)} leaks out."
    else:
        first += f", and {short(split.leaking)} leaves it."
    return [first, *_leak(split), *_unplaced(split, place)]


def refusal(split: Split, most: Decimal) -> str:
    """Why no headline is given: more is unplaced than the config lets pass. Empty when one is."""
    if split.total <= 0 or split.unplaced_share <= most:
        return ""
    ends = f"between {percent(split.local_share_low)} and {percent(split.local_share_high)}"
    return (
        f"No headline: {percent(split.unplaced_share)} of spend in scope ({short(split.unplaced)}) could not be placed, more than the "
        f"{percent(most, 0)} that this audit lets pass. The local share lies {ends}."
    )


def _leak(split: Split) -> list[str]:
    if not split.leaking:
        return []
    parts = [
        f"{short(split.influence.influenceable)} is influenceable",
        f"{short(split.influence.locked)} locked",
        f"{short(split.influence.unassessed)} not yet assessed",
    ]
    return [f"Of the {short(split.leaking)} that leaks, {listed(parts)}."]


def _unplaced(split: Split, place: Place) -> list[str]:
    """The interval that unplaced spend leaves open; said in words where it is too narrow to print."""
    if not split.unplaced:
        return []
    low, high = percent(split.local_share_low), percent(split.local_share_high)
    part = percent(split.unplaced_share)
    first = f"{short(split.unplaced)} ({part if part != '0.0%' else 'under 0.1%'}) could not be placed"
    if low == high:
        return [f"{first}, too little to change the share that stays in {place.name}."]
    return [f"{first}: the share that stays in {place.name} lies between {low} and {high}."]


def assumptions(config: Config, place: Place, bases: Sequence[str]) -> list[str]:
    """What every figure rests on, said plainly."""
    vat = listed(sorted(set(bases)))
    return [
        "Every share is of spend in scope: published spend less what the scope rules exclude.",
        "A supplier is where its postcode is; what counts as local and regional is defined by "
        + ("local authority." if place.by_authority_alone else "the areas that the definition names."),
        *place.notes,
        f"Amounts are as published; VAT basis: {vat}."
        + (" Bases are mixed: shares compare unlike amounts." if len(set(bases)) > 1 else ""),
        *_contracts(config),
        f'Spend that no influence rule reaches is "{config.influence.default}", as the config says.',
        "A what-if moves influenceable spend that is placed, in proportion over every cell that may move; locked, unassessed and "
        "unplaced spend stays where it is.",
    ]


def _contracts(config: Config) -> list[str]:
    """Up to when contracts are taken to be settled; nothing where there is no register of them."""
    beyond = config.influence.beyond(config.audit.period.end if config.audit.period else None)
    if beyond is None or not any(source.contract_files for source in config.sources):
        return []
    counts = (
        "end, or review where no end is given,"
        if config.influence.contract_date is ContractDate.END
        else ("review, or end where no review is ahead,")
    )
    return [f"A contract locks its spend until its {counts} if that is after {day(beyond)}."]


def postcode_bases(order: Sequence[str], registers: Sequence[str]) -> list[str]:
    """In which order postcodes decide, and which registers were used; said also where none was."""
    used = (
        f"Registers used: {'; '.join(registers)}."
        if registers
        else ("No register of companies was used: legal form, status, line of business, size and registered office are not known.")
    )
    return [f"The first of these that gives a place decides where a supplier is: {', '.join(order)}.", used]


def payees(individuals: Individuals, public_bodies: Decimal, total: Decimal) -> list[str]:
    """What a reader should know of payees that are people or public bodies; nothing where there are none."""
    said = []
    if individuals.suppliers:
        who = f"{individuals.suppliers:,} payee{'s bear' if individuals.suppliers > 1 else ' bears'} a person's name or a withheld one"
        how = "they are not named here" if individuals.shown == "masked" else "they are named here, as the config says"
        sums = f"{short(individuals.amount)} published, {short(individuals.in_scope)} of it in scope"
        said.append(f"{who} ({sums}); {how}. Sole traders are spend with suppliers; private persons are not.")
    if public_bodies:
        said.append(
            f"{short(public_bodies)} ({percent(share(public_bodies, total))}) of the spend in scope is paid to other public bodies."
        )
    return said
