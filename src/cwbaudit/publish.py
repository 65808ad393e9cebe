"""The published edition of an audit in a folder of its own: the reports, and their figures as open data, as one Data Package."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from cwbaudit import __version__, fingerprint
from cwbaudit.alone import alone
from cwbaudit.config import Config, Workbook
from cwbaudit.csvtext import BOM, SAFE
from cwbaudit.errors import UsageError
from cwbaudit.folder import MANIFEST, Audit, Tick
from cwbaudit.locate import open_gazetteer, place
from cwbaudit.pipeline import PICTURES, pictures, renderers
from cwbaudit.report.flat import Flat, flat
from cwbaudit.report.model import Report
from cwbaudit.swap import mend, replaceable, take_place
from cwbaudit.tables import ALIASES, LINES, SOURCES, SPEND, SUPPLIERS, VERDICTS

NAME = "cwbaudit-published"
TABLES = "tables"


def folder_of(audit: Path) -> Path:
    """Where an audit's published edition is written unless another folder is named: beside it."""
    return audit.with_name(f"{audit.name}-published")


def publish(
    config: Config, audit: Audit, folder: Path, *, tick: Tick, raw: bool = False, workbook: Workbook = "accessible"
) -> tuple[Report, list[str]]:
    """Write the published edition into `folder`, whole or not at all; the edition, and warnings beside it.

    UsageError where `folder` is something else or another run writes to it at the time, or where audit.toml has another place by now
    than the audit was run with.
    """
    folder = replaceable(folder)
    with alone(folder):
        return _published(config, audit, folder, tick, raw, workbook)


def _published(config: Config, audit: Audit, folder: Path, tick: Tick, raw: bool, workbook: Workbook) -> tuple[Report, list[str]]:
    from cwbaudit.report.published.edition import Tables, published

    before = _before(folder)
    where = place(config.place, lambda: open_gazetteer(tick))
    found = audit.report
    if found.place.definition != where.definition:
        raise UsageError("audit.toml has another place now than when this audit was run.", fix="Run it again: cwbaudit run --publish")
    tables = Tables(**{table.name: audit[table] for table in (SOURCES, LINES, ALIASES, SUPPLIERS, VERDICTS, SPEND)})
    tick("report: the published edition")
    edition = published(found, config, where, tables)
    work = folder.with_name(f".{folder.name}.tmp-{os.getpid()}")
    shutil.rmtree(work, ignore_errors=True)
    try:
        _write(edition, work, raw, workbook)
        return edition, take_place(work, folder, before)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _before(folder: Path) -> set[str]:
    """The files of an edition that was published here before; UsageError where the folder holds anything else."""
    mend(folder)
    manifest = folder / MANIFEST
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return set()
    try:
        said: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
        if said["name"] == NAME:
            return {MANIFEST, *said["cwbaudit"]["outputs"], *(entry["path"] for entry in said["resources"])}
    except (OSError, ValueError, KeyError):
        pass
    raise UsageError(
        f"{folder} is there already and holds no published edition.", fix="Name another folder with --out: nothing of yours is replaced."
    )


def _write(edition: Report, work: Path, raw: bool, workbook: Workbook) -> None:
    (work / TABLES).mkdir(parents=True)
    for name, render in renderers(workbook).items():
        render(edition, work / name)
    (work / PICTURES).mkdir()
    pictures(edition, work / PICTURES)
    resources = write_tables(edition, work / TABLES, raw=raw)
    outputs = {
        path.relative_to(work).as_posix(): fingerprint.of_file(path)
        for path in sorted(work.glob("**/*"))
        if path.is_file() and path.parent.name != TABLES
    }
    manifest = {
        "profile": "data-package", "name": NAME, "title": edition.title, "description": edition.edition.says, "resources": resources,
        "cwbaudit": {"version": __version__, "outputs": outputs},
    }  # fmt: skip
    (work / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def write_tables(report: Report, folder: Path, *, raw: bool) -> list[dict[str, Any]]:
    """Every list of the report as CSV and as Parquet in `folder`; what a Data Package says of them."""
    from cwbaudit.engine import write_parquet

    resources = []
    for table in flat(report):
        csv_path, parquet = folder / f"{table.name}.csv", folder / f"{table.name}.parquet"
        csv_path.write_text(BOM + table.csv(raw=raw), encoding="utf-8", newline="")
        arrow = table.arrow()
        write_parquet(parquet, arrow.schema, [arrow])
        resources += [_resource(table, csv_path, raw), _resource(table, parquet, raw)]
    return resources


def _resource(table: Flat, path: Path, raw: bool) -> dict[str, Any]:
    kind = path.suffix[1:]
    text = {"encoding": "utf-8", "dialect": {"delimiter": ","}} if kind == "csv" else {}
    meaning = f"{table.meaning} In this file {SAFE}." if kind == "csv" and not raw else table.meaning
    return {
        "name": table.name.replace("_", "-") + ("" if kind == "csv" else "-parquet"),
        "path": f"{TABLES}/{path.name}", "format": kind, "hash": f"sha256:{fingerprint.of_file(path)}",
        "bytes": path.stat().st_size, "rows": len(table.rows), "description": meaning, **text, "schema": table.schema(),
    }  # fmt: skip
