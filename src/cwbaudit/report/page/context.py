"""Everything the template may print, by the name it uses. A section without content is None or empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cwbaudit.money import short
from cwbaudit.report.model import Report
from cwbaudit.report.page import calendar, tables, whatif, where, wording
from cwbaudit.report.page.cards import cards, meanings
from cwbaudit.report.page.concentration import concentration
from cwbaudit.report.page.concentration import title as concentration_title
from cwbaudit.report.page.flow import flow
from cwbaudit.report.page.further import further
from cwbaudit.report.page.outline_map import outline_map
from cwbaudit.report.page.outline_map import title as map_title
from cwbaudit.report.page.shares import ranked as by_local_share
from cwbaudit.report.page.shares import shares
from cwbaudit.report.page.start import ranked, start
from cwbaudit.report.page.suppliers import leaking_most, shared, suppliers, targets
from cwbaudit.report.page.tornado import swing, tornado
from cwbaudit.report.page.whole import whole
from cwbaudit.report.phrases import complete
from cwbaudit.terms import Influence


@dataclass(frozen=True)
class Link:
    """A line of the table of contents: shown when there is such content."""

    target: str
    name: str
    content: str


CONTENTS = (
    Link("flow", "Where it goes", "flow"),
    Link("bodies", "By body", "shares"),
    Link("categories", "Where to start", "start"),
    Link("calendar", "When it comes free", "calendar"),
    Link("map", "On the map", "map"),
    Link("destinations", "Where the leak goes", "destinations"),
    Link("neighbourhoods", "By neighbourhood", "wards"),
    Link("scenario-1", "What if", "scenarios"),
    Link("sensitivity", "How sure", "sensitivity"),
    Link("concentration", "How concentrated", "concentration"),
    Link("targets", "Whom to look at", "targets"),
    Link("suppliers", "Suppliers", "suppliers"),
    Link("further-1", "More lists", "further"),
    Link("working", "How it was made", "report"),
)


def context(report: Report) -> dict[str, Any]:
    """The page's content."""
    content = {
        "report": report,
        "further": further(report),
        **_top(report),
        **drawn(report),
        **_suppliers(report),
        **_working(report),
    }
    return content | {"contents": [link for link in CONTENTS if content[link.content]]}


def drawn(report: Report) -> dict[str, Any]:
    """What the page's content has of the figures: the drawings, what each found, and the lists beside them."""
    return {
        "headline": wording.headline(report),
        **_figures(report),
        **_where(report),
        "concentration": concentration(report),
        "concentration_title": concentration_title(report),
    }


def _top(report: Report) -> dict[str, Any]:
    split = report.headline
    return {
        "period": wording.period(report),
        "bodies_count": wording.count(len(report.bodies), "body", "bodies"),
        "suppliers_count": wording.count(split.suppliers, "supplier", "suppliers"),
        "lines_count": wording.count(split.lines, "payment", "payments"),
        "cards": cards(report),
        "terms": meanings(report),
        "region": wording.region(report),
        "total": short(split.total),
        "influence": {word.value: word.meaning for word in Influence},
    }


def _figures(report: Report) -> dict[str, Any]:
    split = report.headline
    drawable = complete(split) and split.total > 0
    moving = drawable and (split.leaking > 0 or split.regional > 0)
    order = ranked(report)
    by_share = by_local_share(report)
    titles = {
        "flow": wording.flow(report) if moving else "",
        "bodies": wording.bodies(by_share) if by_share else "",
        "categories": wording.categories(order) if order else "",
        "influence": wording.influence_of(split),
        "calendar": calendar.title(report) if calendar.dated(report) else "",
    }
    return {
        "titles": titles,
        "whole": whole(report) if drawable else None,
        "flow": flow(report) if moving else None,
        "shares": shares(report) if by_share and complete(split) else None,
        "start": start(report) if order else None,
        "calendar": calendar.calendar(report) if calendar.dated(report) else None,
        "scenarios": whatif.scenarios(report),
        "in_short": None,
        "slider": whatif.slider(report),
        "sensitivity": tornado(report) if report.sensitivity else None,
        "sensitivity_title": swing(report.sensitivity) if report.sensitivity else "",
        "effect": tables.effect(report.effect, "today's spend"),
    }


def _where(report: Report) -> dict[str, Any]:
    return {
        "where": where.titles(report) | {"map": map_title(report)},
        "map": outline_map(report),
        "definitions": where.definitions(report),
        "destinations": where.destinations(report),
        "distance": where.distance(report),
        "measured": where.measured(report),
        "wards": where.wards(report),
        "deprivation": where.deprivation(report),
    }


def _suppliers(report: Report) -> dict[str, Any]:
    largest = report.suppliers[0].name if report.suppliers else ""
    found = leaking_most(report)
    return {
        "targets": targets(report),
        "targets_title": f"{found[0].name} leaks most that could be bought elsewhere: {short(found[0].influenceable)}" if found else "",
        "suppliers": suppliers(report) if report.suppliers else None,
        "suppliers_title": f"The largest supplier is {largest}"
        if report.edition.kind == "internal"
        else "Organisations, and how much they are paid",
        "shared": shared(report),
    }


def _working(report: Report) -> dict[str, Any]:
    errors = sum(finding.count for finding in report.findings if finding.severity == "error")
    said = (
        wording.count(errors, "thing", "things") + " in the data must be put right" if errors else "The data has small faults, all counted"
    )
    return {
        "reasons": tables.reasons(report),
        "grounds": tables.grounds(report),
        "headings": tables.headings(report),
        "ledger": tables.ledger(report),
        "findings": tables.findings(report),
        "findings_title": said,
        "sources": tables.sources(report),
        "authorities": not all(name in report.place.definition for name in report.place.local + report.place.regional),
        "readings": tables.readings(report),
    }
