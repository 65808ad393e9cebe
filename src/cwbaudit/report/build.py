"""Builds the Report: asks the tables for every figure and puts the words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cwbaudit import __version__
from cwbaudit.catalogue import CATALOGUE
from cwbaudit.config import Config, Period
from cwbaudit.config.asked import EffectConfig, ScenarioConfig
from cwbaudit.engine import Tabular, sql
from cwbaudit.locate import Gazetteer
from cwbaudit.money import ZERO
from cwbaudit.place import Place
from cwbaudit.report import basis, effects, figures, geography, masking, whatif, words
from cwbaudit.report.calendar import calendar
from cwbaudit.report.concentration import concentration
from cwbaudit.report.further import further
from cwbaudit.report.model import FindingCount, Individuals, PayeeKind, Report, Scenario, Split, Supplier
from cwbaudit.report.model import Place as PlacePart
from cwbaudit.report.played import Tables
from cwbaudit.report.sensitivity import Grounds, sensitivity
from cwbaudit.report.strays import strays


def build(
    config: Config, place: Place, credits_: Sequence[str], registers: Sequence[str], gazetteer: Gazetteer | None = None, *,
    sources: Tabular, lines: Tabular, aliases: Tabular, matches: Tabular, suppliers: Tabular, bases: Tabular,
    verdicts: Tabular, spend: Tabular, findings: Tabular,
) -> Report:  # fmt: skip
    """Every figure of the audit whose tables these are."""
    split, by_body = figures.headline(spend), figures.bodies(spend)
    known = figures.suppliers(spend, suppliers, aliases)
    tables = Tables(spend, aliases, suppliers, lines, verdicts, sources)
    hidden = masking.masks(spend, suppliers, aliases) if config.report.individuals == "masked" else masking.Masks()
    played = scenarios(config.scenarios, place.name, config.audit.period, tables, hidden, config.effect)
    by_kind = figures.kinds(verdicts, suppliers)
    individuals = _individuals(config, by_kind)
    book = figures.ledger(lines, verdicts, findings, by_kind)
    shared = [supplier for supplier in known if len(supplier.bodies) > 1]
    read = figures.sources(sources, lines, findings, _control(config, sources))
    headings, told = figures.headings(spend), figures.heading_sources(verdicts)
    average, refused = figures.average(by_body), words.refusal(split, config.place.max_unplaced)
    period, nearby = config.audit.period, geography.where(place, spend, suppliers, gazetteer)
    report = Report(
        tool=f"cwbaudit {__version__}", title=config.audit.title, period_from=period.start if period else None,
        period_to=period.end if period else None, place=_place(place), headline=split, refused=refused,
        sentences=[refused] if refused else words.sentences(split, place), **nearby,
        bodies=by_body, average_local_share=average, categories=figures.categories(spend),
        headings=headings, heading_sources=told, suppliers=known,
        concentration=concentration(known, split.total), influence_default=config.influence.default,
        shared_suppliers=len(shared), shared_amount=_pounds(shared),
        reasons=figures.reasons(verdicts), grounds=figures.grounds(verdicts), calendar=calendar(spend),
        ledger=book, scenarios=played, kinds=by_kind, individuals=individuals,
        effect=effects.of_today(split, config.effect), rates=config.effect,
        sensitivity=sensitivity(config.scenarios, tables, Grounds(place, bases)),
        findings=figures.finding_counts(
            findings, [*_unreachable(played), *strays(config.scenarios, tables), *_refused(refused, split)]
        ), sources=read,
        assumptions=[
            *words.assumptions(config, place, [source.amount_basis for source in read]),
            *words.postcode_bases(config.place.bases, registers),
            *words.payees(individuals, book.public_bodies, split.total),
            nearby["neighbourhoods"].told,
        ],
        bases=basis.headlines(spend, bases, place), branches=basis.branches(spend, suppliers, bases, place),
        registers=list(registers), matched=basis.matched(spend, matches), credits=list(credits_),
        **further(config, split, headings, told, read, spend=spend, suppliers=suppliers),
    )  # fmt: skip
    return masking.masked(report, hidden)


def scenarios(
    wanted: Sequence[ScenarioConfig], place: str, period: Period | None, tables: Tables, hidden: masking.Masks,
    rates: EffectConfig | None = None,
) -> list[Scenario]:  # fmt: skip
    """Each what-if played on the same cube, naming nobody whom `hidden` masks."""
    named, a_year = tables.named() | hidden.firms | hidden.names, words.a_year(period)
    return [masking.scenario(whatif.play(tables, scenario, named, place, a_year, rates), hidden) for scenario in wanted]


def _individuals(config: Config, by_kind: Sequence[PayeeKind]) -> Individuals:
    found = [row for row in by_kind if row.kind in masking.MASKED]
    return Individuals(
        shown=config.report.individuals, suppliers=sum(row.suppliers for row in found),
        amount=sum((row.amount for row in found), ZERO), in_scope=sum((row.in_scope for row in found), ZERO),
    )  # fmt: skip


def _pounds(suppliers: Sequence[Supplier]) -> Decimal:
    return sum((supplier.amount for supplier in suppliers), ZERO)


def _place(place: Place) -> PlacePart:
    local = [*sorted(place.local.values()), *place.local_parts.names]
    regional = [*sorted(place.regional.values()), *place.regional_parts.names]
    return PlacePart(
        name=place.name, region_name=place.region_name, local=local, regional=regional, definition=place.definition,
        local_codes=sorted(place.local), regional_codes=sorted(place.regional),
    )  # fmt: skip


def _control(config: Config, sources: Tabular) -> dict[str, Decimal]:
    """The agreed control total by source, where a config source is one file."""
    labels = {
        source.files[0].label: source.control_total
        for source in config.sources
        if len(source.files) == 1 and source.control_total is not None
    }
    found = sql("select source, path from sources", sources=sources).rows()
    per_path = {path: [source for source, p in found if p == path] for _, path in found}
    return {per_path[label][0]: total for label, total in labels.items() if total is not None and len(per_path.get(label, [])) == 1}


def _unreachable(played: Sequence[Scenario]) -> list[FindingCount]:
    missed = [scenario for scenario in played if not scenario.reachable]
    if not missed:
        return []
    amount = sum((scenario.shortfall for scenario in missed), ZERO)
    return [_counted("scenario-unreachable", len(missed), amount, f"{missed[0].name}: {missed[0].finding}")]


def _refused(why: str, split: Split) -> list[FindingCount]:
    return [_counted("headline-refused", 1, split.unplaced, why)] if why else []


def _counted(code: str, count: int, amount: Decimal, example: str) -> FindingCount:
    kind = CATALOGUE[code]
    return FindingCount(
        code=kind.code, severity=kind.severity, title=kind.title, meaning=kind.meaning, remedy=kind.remedy, count=count,
        amount=amount, example=example,
    )  # fmt: skip
