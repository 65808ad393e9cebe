"""The parts of the Markdown report about where: other definitions, destinations, distance, neighbourhoods."""

from __future__ import annotations

from cwbaudit.money import percent, pounds
from cwbaudit.report.markdown_parts import escaped, table
from cwbaudit.report.model import Report
from cwbaudit.report.phrases import interval, missing


def definitions(report: Report) -> list[str]:
    """The same spend under each definition, and what each says."""
    if not report.definitions:
        return []
    rows = [
        [
            escaped(each.name), pounds(each.local), percent(each.local_share), interval(each), pounds(each.regional), pounds(each.leaking),
            pounds(each.unplaced),
        ]
        for each in report.definitions
    ]  # fmt: skip
    said = "\n".join(f"- {escaped(each.name)}: {escaped(' '.join([each.definition, *each.notes]))}" for each in report.definitions)
    return [table(["Definition", "Local", "Local share", "between", "Regional", "Leaking", "Unplaced"], rows), said]


def destinations(report: Report) -> list[str]:
    """Where leaking spend goes: all regions and nations, and the largest authorities."""
    blocks = []
    for heading, found in (("Region or nation", report.leak_by_region), ("Authority", report.leak_by_authority)):
        rows = [
            [escaped(each.name), pounds(each.amount), percent(each.share), pounds(each.influenceable), f"{each.suppliers:,}"]
            for each in found
        ]
        blocks += [table([heading, "Leaking", "of the leak", "of which influenceable", "Suppliers"], rows)] if rows else []
    if report.abroad:
        far = [f"{each.kilometres:,} km" if each.kilometres is not None else "" for each in report.abroad]
        rows = [
            [escaped(each.name), pounds(each.amount), percent(each.share), f"{each.suppliers:,}", away]
            for each, away in zip(report.abroad, far, strict=True)
        ]
        blocks.append(table(["Outside the UK", "Spend in scope", "Share", "Suppliers", "On average away"], rows))
        blocks += [escaped(missing(report))] if missing(report) else []
    return blocks


def distance(report: Report) -> list[str]:
    """Spend in scope by distance."""
    if not report.bands:
        return []
    rows = [[escaped(band.name), pounds(band.amount), percent(band.share), f"{band.suppliers:,}"] for band in report.bands]
    said = f"In straight lines from {escaped(report.centre)}."
    return [said, table(["Distance", "Spend in scope", "Share", "Suppliers"], rows)]


WARDS_SHOWN = 20


def neighbourhoods(report: Report) -> list[str]:
    """Spend by deprivation, each nation by itself, and by ward, the largest."""
    found = report.neighbourhoods
    if not (found.wards or found.nations):
        return []
    blocks = [escaped(found.told)]
    for each in found.nations:
        rows = [[str(d.decile), pounds(d.amount), percent(d.share), f"{d.suppliers:,}"] for d in each.deciles]
        blocks.append(table([f"Decile, {each.nation}", "Spend in scope", "Share of what is known", "Suppliers"], rows))
        blocks.append(
            f"{percent(each.tenth_share)} ({pounds(each.tenth)}) is in the most deprived tenth, {percent(each.fifth_share)} "
            f"({pounds(each.fifth)}) in the most deprived fifth. {pounds(each.total - each.known)} in {each.nation} is with suppliers "
            "whose neighbourhood is not known."
        )
    rows = [
        [escaped(w.name), escaped(w.authority), pounds(w.amount), percent(w.share), f"{w.suppliers:,}"] for w in found.wards[:WARDS_SHOWN]
    ]
    if rows:
        rows.append(["Ward not known", "", pounds(found.without_ward), "", ""])
        blocks.append(table(["Ward", "In", "Spend in scope", "Share", "Suppliers"], rows))
    if len(found.wards) > WARDS_SHOWN:
        blocks.append(f"The largest {WARDS_SHOWN} of {len(found.wards):,} wards; all of them are in the workbook.")
    return blocks
