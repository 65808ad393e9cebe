"""Where the money goes on the ground: by distance, by destination, and under other definitions of local."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from cwbaudit.money import percent, pounds, short
from cwbaudit.report.model import Band, Definition, Deprivation, Destination, Report
from cwbaudit.report.page.layout import Layout, beside, length
from cwbaudit.report.page.lettering import wrap
from cwbaudit.report.page.palette import BODY, LEAKING
from cwbaudit.report.page.parts import Figure, Table, drawn, largest, numbers, words
from cwbaudit.report.page.wording import region
from cwbaudit.report.phrases import interval, missing
from cwbaudit.report.svg import Drawing, block, letters
from cwbaudit.withheld import told

BAR, SIZE, STEP = 24, 15, 18
ORDINALS = (
    "most deprived", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "least deprived",
)  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """A bar and what is said of it."""

    name: str
    amount: Decimal
    share: Decimal


def _of(found: Sequence[Band | Destination]) -> list[Bar]:
    return [Bar(each.name, each.amount, each.share) for each in found]


def distance(report: Report) -> Figure | None:
    """Spend in scope by straight-line distance."""
    shown = [band for band in report.bands if told(band.amount) and (band.amount or band.suppliers)]
    if not any(band.amount > 0 for band in shown):
        return None
    title = f"Spend in scope by distance from {report.centre}"
    return Figure("distance", drawn("distance", lambda layout: _bars(title, _of(shown), BODY.fill, layout)), [_bands(report)])


def destinations(report: Report) -> Figure | None:
    """Where leaking spend goes, by region or nation."""
    shown = _leading(report)
    if not shown:
        return None
    title = f"Where spend that leaks out of {region(report)} goes"
    by_authority = [_leak(report.leak_by_authority, "authority, the largest")] if report.leak_by_authority else []
    tables = [_leak(report.leak_by_region, "region or nation"), *by_authority, *_abroad(report)]
    return Figure("destinations", drawn("destinations", lambda layout: _bars(title, _of(shown), LEAKING.fill, layout)), tables)


def _abroad(report: Report) -> list[Table]:
    """Spend outside the UK by country, and how far it goes."""
    far = [f"{each.kilometres:,} km" if each.kilometres is not None else "not known" for each in report.abroad]
    rows = [
        [each.name, pounds(each.amount), percent(each.share), f"{each.suppliers:,}", away]
        for each, away in zip(report.abroad, far, strict=True)
    ]
    columns = words("Country") + numbers("Amount", "Share of spend in scope", "Suppliers", "Distance on average")
    return [Table("Spend in scope outside the United Kingdom", columns, rows, note=missing(report))] if rows else []


def _leading(report: Report) -> list[Destination]:
    """Destinations whose spend is told and more than nothing, largest first."""
    return sorted(
        (each for each in report.leak_by_region if told(each.amount) and each.amount > 0), key=lambda each: (-each.amount, each.name)
    )


def definitions(report: Report) -> Table | None:
    """The same spend under each definition."""
    if not report.definitions:
        return None
    area = any(each.regional for each in report.definitions)
    columns = numbers("Local", "Local share", "Share lies between", *(["Regional"] if area else []), "Leaking", "Unplaced")
    rows = [_definition(each, area) for each in report.definitions]
    whole = pounds(report.headline.total)
    return Table(f"{whole} in scope under {len(rows)} definitions of local", words("Definition") + columns, rows)


def wards(report: Report) -> Table | None:
    """Spend in scope by ward, the largest."""
    found = report.neighbourhoods
    if not found.wards:
        return None
    shown, note = largest(found.wards, "wards", 15)
    rows = [[each.name, each.authority, pounds(each.amount), percent(each.share), f"{each.suppliers:,}"] for each in shown]
    rows.append(["Ward not known", "", pounds(found.without_ward), "", ""])
    columns = words("Ward", "In") + numbers("Amount", "Share of spend in scope", "Suppliers")
    return Table("Spend in scope by the supplier's ward", columns, rows, note=note)


def deprivation(report: Report) -> Figure | None:
    """Spend by deprivation, drawn for the nation with most of it, each nation by itself in the tables."""
    nations = report.neighbourhoods.nations
    most = max(nations, key=lambda each: each.known, default=None)
    if not most or most.known <= 0:
        return None
    title = f"Spend in {most.nation} by deprivation of the supplier's neighbourhood"
    shown = [Bar(f"{ORDINALS[each.decile - 1]} tenth", each.amount, each.share) for each in most.deciles]
    return Figure(
        "deprivation", drawn("deprivation", lambda layout: _bars(title, shown, BODY.fill, layout)), [_deciles(n) for n in nations]
    )


def _deciles(each: Deprivation) -> Table:
    rows = [[f"{ORDINALS[d.decile - 1]} tenth", pounds(d.amount), percent(d.share), f"{d.suppliers:,}"] for d in each.deciles]
    columns = words("Deprivation") + numbers("Amount", f"Share of what is known in {each.nation}", "Suppliers")
    note = f"{pounds(each.total - each.known)} in {each.nation} is with suppliers whose neighbourhood is not known."
    total = ["Known", pounds(each.known), "", f"{each.suppliers:,}"]
    return Table(f"{each.nation}: spend in scope by deprivation among its {each.areas:,} small areas", columns, rows, total, note)


def _definition(each: Definition, area: bool) -> list[str]:
    amounts = [*([pounds(each.regional)] if area else []), pounds(each.leaking), pounds(each.unplaced)]
    return [each.name, pounds(each.local), percent(each.local_share), interval(each), *amounts]


def _bands(report: Report) -> Table:
    rows = [[band.name, pounds(band.amount), percent(band.share), f"{band.suppliers:,}"] for band in report.bands]
    columns = words("Distance") + numbers("Amount", "Share of spend in scope", "Suppliers")
    total = ["In scope", pounds(report.headline.total), "", ""]
    return Table(f"Spend in scope by straight-line distance from {report.centre}", columns, rows, total)


def _leak(found: Sequence[Destination], kind: str) -> Table:
    rows = [
        [each.name, each.region, pounds(each.amount), percent(each.share), pounds(each.influenceable), f"{each.suppliers:,}"]
        for each in found
    ]
    columns = numbers("Amount", "Share of the leak", "of it influenceable", "Suppliers")
    return Table(f"Leaking spend by {kind}", words("Where", "In") + columns, rows)


def _bars(title: str, shown: Sequence[Bar], fill: str, layout: Layout) -> Drawing:
    begin, y = (31.0 if layout.wide else 0.0), 0.0
    room = min(beside(begin, [_said(each) for each in shown], SIZE, layout), 54)
    most = max(each.amount for each in shown)
    marks: list[Element] = []
    for each in shown:
        names = wrap(_named(each), SIZE, layout.pixels * (0.29 if layout.wide else 1), 2)
        top = y if layout.wide else y + STEP * len(names) + 3
        first = y + (BAR - STEP * len(names)) / 2 + 14 if layout.wide else y + 14
        marks += [letters(0, first + STEP * i, name, size=SIZE) for i, name in enumerate(names)]
        long = max(length(each.amount, most, room), layout.percent(2) if each.amount > 0 else 0)
        marks += [block(begin, top, long, BAR, fill), letters(begin + long, top + 17, _said(each), size=SIZE, dx=8)]
        y = top + BAR + 12
    desc = "; ".join(f"{_named(each)} {_said(each)}" for each in shown)
    return Drawing(title, f"Bars. {desc}.", y, tuple(marks))


def _named(each: Bar) -> str:
    return f"{each.name[:1].upper()}{each.name[1:]}"


def _said(each: Bar) -> str:
    return f"{short(each.amount)} · {percent(each.share)}"


def titles(report: Report) -> dict[str, str]:
    """What each part is headed with."""
    near = next((band for band in report.bands if told(band.amount) and band.amount), None)
    leading = next(iter(_leading(report)), None)
    other = sorted(report.definitions, key=lambda each: (each.local_share, each.name))
    return {
        "distance": f"{percent(near.share)} is paid {near.name} from {report.centre}" if near else "",
        "destinations": f"{percent(leading.share)} of the leak goes to {_the(leading.name)}" if leading else "",
        "definitions": _spread(other),
        "neighbourhoods": _nearest(report),
    }


def _nearest(report: Report) -> str:
    """How much goes to the most deprived fifth of the nation with most of the spend."""
    most = max(report.neighbourhoods.nations, key=lambda each: each.known, default=None)
    if not most or not most.known:
        return "By ward"
    return f"{percent(most.fifth_share)} of what is spent in {most.nation} goes to its most deprived fifth of neighbourhoods"


def _spread(other: Sequence[Definition]) -> str:
    if not other:
        return ""
    low, high = other[0], other[-1]
    return f"From {percent(low.local_share)} ({low.name}) to {percent(high.local_share)} ({high.name}): it depends what local means"


def _the(name: str) -> str:
    return name if name[:1].islower() or name in ("England", "Scotland", "Wales", "Northern Ireland", "London") else f"the {name}"


def measured(report: Report) -> str:
    """How distances are to be read."""
    return f"In straight lines from {report.centre}. A supplier that is placed only by a part of its postcode has no distance."
