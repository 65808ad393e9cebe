"""The whole method on one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from cwbaudit import fingerprint
from cwbaudit.classify import classify
from cwbaudit.config import Config, Workbook
from cwbaudit.enrol import asked_for, enrol
from cwbaudit.folder import Audit, Making, Tick
from cwbaudit.locate import bases, credits_for, locate, open_gazetteer, place
from cwbaudit.measure import measure
from cwbaudit.read import contracts, read, survey
from cwbaudit.report.model import Report
from cwbaudit.resolve import resolve
from cwbaudit.sort import sort
from cwbaudit.tables import ALIASES, BASES, CONTRACTS, HEADINGS, LINES, MATCHES, SOURCES, SPEND, SUPPLIERS, TABLES, VERDICTS


def run(config: Config, folder: Path, *, tick: Tick, fresh: bool = False, raw: bool = False) -> tuple[Audit, list[str]]:
    """The audit that `config` describes, in `folder`; only what has changed is made again. Warnings beside it."""
    where = place(config.place, lambda: open_gazetteer(tick))
    gazetteer, registers = open_gazetteer(tick), asked_for(config.registers)
    with Making(folder, title=config.audit.title, tick=tick, fresh=fresh) as audit:
        audit.make(SOURCES, survey, config.sources)
        audit.make(LINES, read, config.sources, audit[SOURCES])
        audit.make(ALIASES, resolve, audit[LINES], config.decisions.suppliers)
        audit.make(
            MATCHES, enrol, audit[ALIASES], registers, config.decisions.numbers, config.decisions.suppliers, audit.findings_of(ALIASES)
        )
        audit.make(SUPPLIERS, locate, audit[ALIASES], config.decisions.postcodes, gazetteer, audit[MATCHES], config.place.bases)
        audit.make(BASES, bases, audit[ALIASES], config.decisions.postcodes, gazetteer, audit[MATCHES])
        audit.make(HEADINGS, sort, audit[LINES], audit[ALIASES], audit[MATCHES], config.heading, config.decisions)
        audit.make(CONTRACTS, contracts, config.sources, audit[SOURCES])
        judged = (audit[LINES], audit[ALIASES], audit[SUPPLIERS], audit[HEADINGS], audit[CONTRACTS])
        closing = config.audit.period.end if config.audit.period else None
        horizon = config.influence.beyond(closing)
        audit.make(
            VERDICTS, classify, *judged, where, config.scope, config.influence, config.decisions.influence, horizon, config.tops, closing
        )
        audit.make(SPEND, measure, audit[LINES], audit[ALIASES], audit[VERDICTS])

        @cache
        def report() -> Report:
            from cwbaudit.report.build import build

            tables = {table.name: audit[table] for table in (SOURCES, LINES, ALIASES, MATCHES, SUPPLIERS, BASES, VERDICTS, SPEND)}
            return build(config, where, credits_for(audit[SUPPLIERS]), said, gazetteer, findings=audit.findings(), **tables)

        said = [register.told for register in registers]
        key = fingerprint.of(audit.state(), config.audit, config.place, where, config.scenarios, config.sources)
        key = fingerprint.of(key, config.influence.default, horizon, config.influence.contract_date, config.report, said)
        key = fingerprint.of(key, [scenario.line for scenario in config.scenarios], config.effect)
        for name, render in renderers(config.report.workbook).items():
            audit.output(name, key, lambda path, render=render: render(report(), path))  # type: ignore[misc]
        audit.output_folder(PICTURES, key, lambda folder: pictures(report(), folder))
        for table in TABLES:
            audit.csv(table, raw=raw)
        return audit.commit()


def _json(report: Report, path: Path) -> None:
    path.write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")


def _html(report: Report, path: Path) -> None:
    from cwbaudit.report.html import html

    path.write_text(html(report), encoding="utf-8", newline="\n")


def _markdown(report: Report, path: Path) -> None:
    from cwbaudit.report.markdown import markdown

    path.write_text(markdown(report), encoding="utf-8", newline="\n")


def _xlsx(report: Report, path: Path) -> None:
    from cwbaudit.report.xlsx import xlsx

    xlsx(report, path)


def _accessible(report: Report, path: Path) -> None:
    from cwbaudit.report.accessible.book import accessible

    accessible(report, path)


def pictures(report: Report, folder: Path) -> None:
    """Every figure of the page in `folder`, as SVG and PNG."""
    from cwbaudit.report.pictures import write_pictures

    write_pictures(report, folder)


PICTURES = "figures"
RENDERERS = {"report.json": _json, "report.html": _html, "report.xlsx": _xlsx, "report.md": _markdown}


def renderers(workbook: Workbook) -> Mapping[str, Callable[[Report, Path], None]]:
    """Each report by the name of its file, the workbook in the profile that is asked for."""
    return RENDERERS | {"report.xlsx": _accessible if workbook == "accessible" else _xlsx}
