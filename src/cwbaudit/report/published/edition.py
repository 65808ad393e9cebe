"""Report -> the Report that may be published. Whatever is not named here is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cwbaudit.config import Config
from cwbaudit.engine import Tabular
from cwbaudit.errors import UsageError
from cwbaudit.place import Place, Spot
from cwbaudit.report import figures, geography, masking
from cwbaudit.report.model import Edition, Report, Split
from cwbaudit.report.phrases import complete
from cwbaudit.report.published import gather, listed, scenarios, splits, words
from cwbaudit.report.published.equations import free_by_then
from cwbaudit.report.published.hide import hidden
from cwbaudit.report.published.protect import Rule
from cwbaudit.report.published.scrub import scrubbed
from cwbaudit.report.published.splits import Told

AS_IT_IS = ("schema_version", "tool", "title", "period_from", "period_to", "place", "centre", "influence_default", "registers", "credits")


@dataclass(frozen=True)
class Tables:
    """The tables of an audit that say who stands behind its figures."""

    sources: Tabular
    lines: Tabular
    aliases: Tabular
    suppliers: Tabular
    verdicts: Tabular
    spend: Tabular


def published(report: Report, config: Config, place: Place, tables: Tables) -> Report:
    """The edition for everybody; UsageError where the audit gives no headline, so that there is nothing to publish."""
    if report.refused:
        raise UsageError(
            "This audit gives no headline, so there is nothing to publish.",
            where=report.refused,
            fix="Place more of the spend first: cwbaudit review",
        )
    rows = geography.by_supplier(tables.spend, tables.suppliers)
    told = _told(config, place, tables, rows)
    whole = splits.whole(told)
    bodies = splits.bodies(told, [body.name for body in report.bodies])
    shown = Report(
        **{name: getattr(report, name) for name in AS_IT_IS}, edition=_edition(config, told), headline=whole, bodies=bodies,
        sentences=words.sentences(whole, place), average_local_share=figures.average(bodies), categories=splits.categories(told),
        headings=splits.headings(told, [heading.name for heading in report.headings]),
        suppliers=listed.suppliers(report, config.publish.suppliers), assumptions=[], reasons=[],
        **listed.shared(report, told), **listed.lists(report, told),
        **listed.places(report, told, _definitions(report, whole, place, rows, told.found.rule)),
        **scenarios.played(report, whole, bodies, told, config),
    )  # fmt: skip
    shown = shown.model_copy(update={"assumptions": words.assumptions(report, shown)})
    return scrubbed(masking.masked(shown, masking.masks(tables.spend, tables.suppliers, tables.aliases)))


def _told(config: Config, place: Place, tables: Tables, rows: Sequence[Mapping[str, Any]]) -> Told:
    rule = Rule(config.publish.smallest, config.publish.dominance)
    found = gather.Gathered(rule)
    gather.splits(found, tables.spend)
    gather.lists(
        found, verdicts=tables.verdicts, suppliers=tables.suppliers, spend=tables.spend, lines=tables.lines, aliases=tables.aliases
    )
    gather.where(found, rows, _bands(place, rows))
    free_by_then(found)
    return Told(found, hidden(found, _areas(rows)))


def _areas(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """In which locality, or region that spend leaks to, each authority is; nothing for one that is in several."""
    return {row["authority_code"]: gather.area(row) for row in rows if row["authority_code"]}


def _bands(place: Place, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, Decimal]]:
    for row in rows if place.centre else ():
        yield geography.band_of(Spot.of(row), place.centre), row["supplier_id"], row["in_scope"]  # type: ignore[arg-type]


def _definitions(report: Report, whole: Split, place: Place, rows: Sequence[Mapping[str, Any]], rule: Rule) -> list[Any]:
    """The definitions of which none differs from another by too few suppliers."""
    if not report.definitions or not complete(whole):
        return []
    kept: list[int] = []
    placed = [[each.locality(Spot.of(row))[0] for row in rows] for each in (place, *place.also)]
    for at in range(len(placed)):
        apart = [[a != b for a, b in zip(placed[at], placed[other], strict=True)] for other in kept]
        if all(_enough(rows, picked, rule) for picked in [*_parts(placed[at]), *apart]):
            kept.append(at)
    return [report.definitions[at] for at in kept] if len(kept) > 1 else []


def _parts(localities: Sequence[Any]) -> list[list[bool]]:
    return [[locality == wanted for locality in localities] for wanted in sorted(set(localities))]


def _enough(rows: Sequence[Mapping[str, Any]], picked: Sequence[bool], rule: Rule) -> bool:
    found = gather.Gathered(rule)
    found.count("some", (("", row["supplier_id"], row["in_scope"]) for row, wanted in zip(rows, picked, strict=True) if wanted))
    return not rule.unsafe(found.cells.values())


def _edition(config: Config, told: Told) -> Edition:
    hidden = sum(told.found.cells[key].shown and told.found.cells[key].suppliers > 0 for key in told.hidden)
    return Edition(kind="published", says=words.edition(config.publish), withheld=hidden)
