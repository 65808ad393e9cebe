"""contracts: the bodies' own registers of contracts, as the LGA's schema or a spreadsheet of one's own names their columns."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import SourceError, finding
from cwbaudit.money import parse, to_penny
from cwbaudit.read import dates
from cwbaudit.read.cells import Cells
from cwbaudit.read.grid import grids
from cwbaudit.read.layout import Layout, counted, within
from cwbaudit.read.vocabulary import plain
from cwbaudit.tables import CONTRACTS, FINDINGS

KIND = "contracts register"
_HEAD = 30
_DAYS = ("start_date", "end_date", "review_date")
_TEXTS = ("reference", "title", "supplier_name", "sme", "vcse")


def contracts(sources: tuple[SourceConfig, ...], surveyed: Tabular) -> tuple[Tabular, Tabular]:
    """CONTRACTS of all registers, as the survey understood them, and findings for dates that cannot be read."""
    files = {(source.body, file.label): file for source in sources for file in source.contract_files}
    query = "select * from s where kind = $kind order by source".replace("$kind", f"'{KIND}'")
    rows: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for known in sql(query, s=surveyed).dicts():
        layout = Layout.from_json(known["layout"])
        for row in _of_table(_cells(files[known["body"], known["path"]], known), layout):
            rows.append(row | {"source": known["source"], "body": known["body"]})
            notes += _unreadable(rows[-1])
    return CONTRACTS.build(rows), FINDINGS.build(notes)


def register_layout(cells: Cells, where: str) -> Layout:
    """Where the header of a register is and which column is what; SourceError where it names no contract or no date."""
    heads = [(_recognised(list(row[1:])), row) for row in _first_rows(cells)]
    columns, row = max(heads, key=lambda head: len(head[0]), default=({}, (0,)))
    if not ({"reference", "supplier_name"} & set(columns)) or not ({"end_date", "review_date"} & set(columns)):
        shown = ", ".join(f'"{cell}"' for cell in row[1:] if cell)[:400]
        raise SourceError(
            "A contracts register needs a reference or a supplier, and an end or a review date.",
            where=f"{where}: {shown}", fix='Name its columns as the LGA schema does: "Contract reference", "Supplier name", "End date".',
        )  # fmt: skip
    number = int(row[0])
    return Layout(kind="contracts register", header_rows=(number,), first_row=number + 1, names=tuple(row[1:]), columns=columns)


def _first_rows(cells: Cells) -> list[tuple[Any, ...]]:
    return [(number, *row) for number, row in cells.head(_HEAD)]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    text = resources.files("cwbaudit").joinpath("data/contracts.toml").read_text(encoding="utf-8")
    return {ours: tuple(theirs) for ours, theirs in tomllib.loads(text).items()}


def _recognised(cells: list[str]) -> dict[str, int]:
    """Our name to the place of the column that is called so; of several, by the first of the known names."""
    places = {plain(cell): i for i, cell in reversed(list(enumerate(cells))) if cell}
    found: dict[str, int] = {}
    for ours, theirs in _names().items():
        place = next((places[name] for name in theirs if name in places and places[name] not in found.values()), None)
        if place is not None:
            found[ours] = place
    return found


def _cells(file: SourceFile, known: Mapping[str, str]) -> Cells:
    for grid in grids(file.path, encoding=known["encoding"], delimiter=known["delimiter"], sheet=known["sheet"]):
        if grid.sheet == known["sheet"]:
            return grid.cells()
    raise SourceError(f'The sheet "{known["sheet"]}" is no longer there.', where=str(file.path), fix="Run the audit again.")


def _of_table(cells: Cells, layout: Layout) -> Iterator[dict[str, Any]]:
    """Every row that names a contract; a date that cannot be read is None, its text kept apart."""
    styles = {ours: dates.judge(counted(cells, place, 0)) for ours, place in layout.columns.items() if ours in _DAYS}
    for number, *texts in sql("select * from c order by row", c=within(cells, layout)).rows():
        said = {ours: texts[place] for ours, place in layout.columns.items()}
        if not (said.get("reference") or said.get("supplier_name")):
            continue
        days: dict[str, date | None] = {ours: dates.read(said[ours], style) for ours, style in styles.items()}
        value = parse(said.get("value", ""))
        yield {
            "row": number, **{ours: said.get(ours, "") for ours in _TEXTS}, **days, "value": None if value is None else to_penny(value),
            "unread": {ours: said[ours] for ours, day in days.items() if day is None and said[ours]},
        }  # fmt: skip


def _unreadable(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for ours, text in row["unread"].items():
        note = f"The {ours.replace('_', ' ')} of {row['reference'] or row['title'] or 'a contract'}."
        yield finding(
            "contract-date-unreadable", source=row["source"], row=row["row"], field=ours, value=text, amount=row["value"], note=note
        )
