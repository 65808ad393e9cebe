"""What was understood of each file, before a line of it is counted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import Tabular, load
from cwbaudit.errors import SourceError
from cwbaudit.read.across import year
from cwbaudit.read.cells import Cells, NumberedRow
from cwbaudit.read.contracts import as_contracts, lists_contracts, no_payments, register_layout
from cwbaudit.read.credit_notes import taken_off
from cwbaudit.read.grid import NOTICES, Grid, grids
from cwbaudit.read.judge import Settings
from cwbaudit.read.kept import keep
from cwbaudit.read.layout import Layout, inside
from cwbaudit.read.several import layouts, summed_up
from cwbaudit.read.tax import noted_basis
from cwbaudit.read.units import said_elsewhere
from cwbaudit.tables import SOURCES

_NOTES = 60  # rows of a sheet of notes
_PIECE = 1 << 24  # bytes; each piece costs a wait for the interpreter, which is busy with reading the same file


@dataclass(frozen=True)
class Understanding:
    """One table of one file: the grid it lies in, its cells, and what is what."""

    label: str
    path: Path
    grid: Grid
    cells: Cells
    layout: Layout

    @property
    def why(self) -> list[str]:
        """Sentences: what spoke for this reading, the close calls last."""
        return [*self.grid.why, *self.layout.why, *self.layout.close]

    @cached_property
    def rows_read(self) -> int:
        """How many rows of data are not blank."""
        return sum(stretch.num_rows for stretch in inside(self.cells, self.layout, "row"))

    @property
    def blank_rows(self) -> int:
        """How many rows below the header are blank."""
        last = self.layout.last_row or self.cells.last_row
        headers = sum(1 for row in self.layout.header_rows if self.layout.first_row <= row <= last)
        return max(0, last - self.layout.first_row + 1) - self.rows_read - headers


def survey(sources: tuple[SourceConfig, ...]) -> Tabular:
    """One row of SOURCES per table found; SourceError where a file holds none."""
    paths = [file.path for source in sources for file in _files(source)]
    with ThreadPoolExecutor(1) as aside:  # a file is hashed, and the engine brought in, while it is read
        hashed = {path: aside.submit(_digest, path) for path in paths[:1]}
        aside.submit(load)
        hashed |= {path: aside.submit(_digest, path) for path in paths[1:]}
        found = [(source.body, file, one) for source in sources for file, one in _of_source(source)]
        return SOURCES.build([_row(body, file, one, hashed[one.path].result()) for body, file, one in found])


def _files(source: SourceConfig) -> tuple[SourceFile, ...]:
    return (*source.files, *source.register_files, *source.contract_files)


def _digest(path: Path) -> str:
    digest, piece = hashlib.sha256(), memoryview(bytearray(_PIECE))
    with path.open("rb", buffering=0) as opened:
        while count := opened.readinto(piece):
            digest.update(piece[:count])
    return digest.hexdigest()


def _of_source(source: SourceConfig) -> Iterator[tuple[SourceFile, Understanding]]:
    paid = set()
    for file in source.files:
        for found in understand(file.path, file.label, source):
            paid.add((file.path, found.grid.sheet))
            yield file, found
    for file in source.register_files:
        yield from ((file, found) for found in _supplier_registers(file, source, paid))
    for file in source.contract_files:
        yield from ((file, found) for found in _contract_registers(file, paid))


def _supplier_registers(file: SourceFile, source: SourceConfig, paid: set[tuple[Path, str]]) -> list[Understanding]:
    """The sheets of a file that list suppliers, those left out that hold the payments: one workbook may have both."""
    every = understand(file.path, file.label, source, register=True)
    found = [one for one in every if (file.path, one.grid.sheet) not in paid]
    if not found:
        raise SourceError(
            "This is read as payments, and has no other sheet that lists suppliers.", where=file.label,
            fix="Leave it out of `register`: a postcode beside a payment is used without it.",
        )  # fmt: skip
    return _beside_payments(found, file, paid)


def _beside_payments(found: list[Understanding], file: SourceFile, paid: set[tuple[Path, str]]) -> list[Understanding]:
    """The tables under names of their own where their workbook holds payments too."""
    if file.path not in {path for path, _ in paid}:
        return found
    return [replace(one, label=f"{file.label} [{one.grid.sheet}]") for one in found]


def _contract_registers(file: SourceFile, paid: set[tuple[Path, str]]) -> list[Understanding]:
    """The sheets of a file that are contracts registers, without those that hold the payments; SourceError where none is."""
    found, refusals = [], []
    for grid in grids(file.path):
        if (file.path, grid.sheet) in paid:
            continue
        where = f"{file.label} [{grid.sheet}]" if grid.sheet else file.label
        cells = grid.cells()
        try:
            found.append(Understanding(file.label, file.path, grid, cells, register_layout(cells, where)))
        except SourceError as error:
            refusals.append(error)
    if not found:
        raise refusals[0] if refusals else SourceError("This is read as payments.", where=file.label, fix="Leave it out of `contracts`.")
    return _beside_payments(_named(found), file, paid)


def understand(
    path: Path, label: str, config: SourceConfig | None = None, *, register: bool = False, contracts: bool = False
) -> list[Understanding]:
    """The spend tables (or the supplier registers) of one file, with its registers of contracts if asked; SourceError where it has none."""
    settings = _settings(config, register)
    every = grids(path)
    wanted = [grid for grid in every if not (config and config.sheet and grid.sheet and not register) or grid.sheet == config.sheet]
    if not wanted:
        listed = ", ".join(f'"{grid.sheet}"' for grid in every)
        raise SourceError(f'There is no sheet "{config.sheet if config else ""}".', where=str(path), fix=f"The workbook has: {listed}.")
    found, refusals = _tables(wanted, label, path, settings, contracts)
    if not found:
        raise refusals[0] if len(refusals) == 1 else _none_of(refusals, path, every)
    return found


def _settings(config: SourceConfig | None, register: bool) -> Settings:
    if register:
        return Settings(columns=dict(config.register_columns) if config else {}, kind="supplier register")
    if config is None:
        return Settings()
    return Settings(
        dict(config.columns),
        config.header_row,
        config.date_format,
        config.amount_basis,
        signs=config.signs,
        suppliers_above=config.suppliers_above,
        unit=config.unit,
        leave_out=config.leave_out,
        number_in_name=config.number_in_name,
    )


def _tables(
    wanted: Iterable[Grid], label: str, path: Path, settings: Settings, contracts: bool
) -> tuple[list[Understanding], list[SourceError]]:
    found: list[Understanding] = []
    refusals: list[SourceError] = []
    unread: list[str] = []
    notes: list[tuple[str, list[NumberedRow]]] = []
    for grid in wanted:
        where = f"{label} [{grid.sheet}]" if grid.sheet else label
        cells = grid.cells()
        keep(path, grid.sheet, cells)
        try:
            if NOTICES in grid.why:
                raise SourceError(
                    "These are notices of contracts, not payments.", where=where, fix="Name the file under `contracts` of its [[source]]."
                )
            if not cells.filled:
                raise SourceError("This table has no filled cell.", where=where, fix="Check that it is the right file.")
            every = taken_off(cells, layouts(cells, where, settings), grid.sheet, settings.signs)
            let = [None if settings.columns or one.kind != "payments" else as_contracts(cells, one, where) for one in every]
            if all(let) and not contracts:
                raise no_payments(where)
            kept = [theirs or ours for ours, theirs in zip(every, let, strict=True) if contracts or not theirs]
            found += [Understanding(label, path, grid, cells, layout) for layout in kept]
        except SourceError as error:
            asked = settings.kind == "payments" and not settings.columns and NOTICES not in grid.why
            refusals.append(no_payments(where) if asked and lists_contracts(cells, where) else error)
            notes.append((grid.sheet, cells.head(_NOTES)))
            unread += [f'The sheet "{grid.sheet}" was not read: {refusals[-1].what}'] if cells.filled else []
    shown = [one for one in found if one.grid.visible] or found
    hidden = [one.grid.sheet for one in found if one not in shown and settings.kind == "payments"]
    decide = [f'The hidden sheet "{name}" has payments too and was not read: sheet = "{name}" would read it instead.' for name in hidden]
    if settings.kind == "payments":
        shown = [_as_noted(one, notes, settings) if one.layout.kind == "payments" else one for one in shown]
    read = _each_once(_named(shown))
    return _saying(read, unread, [*decide, *_of_years(read)] if settings.kind == "payments" else []), refusals


def _as_noted(found: Understanding, notes: list[tuple[str, list[NumberedRow]]], settings: Settings) -> Understanding:
    """The table in the units, and with or without the VAT, that a sheet of notes beside it says of all its figures."""
    layout = found.layout
    for sheet, rows in notes:
        style = layout.amounts if settings.unit else said_elsewhere(layout.amounts, sheet, rows)
        if style != layout.amounts:
            told = style.close_call.removeprefix(layout.amounts.close_call).strip()
            layout = replace(layout, amounts=style, close=(*layout.close, told))
        basis, said = noted_basis(rows, f' of the sheet "{sheet}"') if layout.amount_basis == "unstated" else ("unstated", "")
        if said:
            layout = replace(layout, amount_basis=basis, why=(*layout.why, said))
    return replace(found, layout=layout)


def _saying(found: list[Understanding], also: list[str], decide: list[str]) -> list[Understanding]:
    """The first of the tables says what was not read beside it, and what is to be decided of all."""
    if not found:
        return []
    layout = found[0].layout
    first = replace(found[0], layout=replace(layout, why=(*layout.why, *also), close=(*layout.close, *decide)))
    return [first, *found[1:]]


def _of_years(found: list[Understanding]) -> list[str]:
    """What is said of sheets that are each another year's: a body's list of suppliers mostly covers one."""
    sheets = list(dict.fromkeys(one.grid.sheet for one in found))
    years = {year(sheet) for sheet in sheets}
    if len(sheets) < 2 or "" in years or len(years) < 2:
        return []
    listed = " and ".join(f'"{sheet}"' for sheet in (sheets if len(sheets) < 4 else [sheets[0], sheets[-1]]))
    return [f'The sheets are of several years, {listed}, and all are counted: sheet = "{max(sheets, key=year)}" would take one.']


def _named(found: list[Understanding]) -> list[Understanding]:
    """Each table under a name of its own: with its sheet where there are several, with its rows where a sheet holds several."""
    sheets = {one.grid.sheet for one in found}
    named = []
    for one in found:
        parts = [one.grid.sheet] if len(sheets) > 1 else []
        if sum(other.grid.sheet == one.grid.sheet for other in found) > 1:
            parts.append(f"rows {one.layout.first_row}-{one.layout.last_row or one.cells.last_row}")
        if sum((other.grid.sheet, other.layout.first_row) == (one.grid.sheet, one.layout.first_row) for other in found) > 1:
            parts.append(f"columns from {min(one.layout.columns.values()) + 1}")
        named.append(replace(one, label=f"{one.label} [{', '.join(parts)}]") if parts else one)
    return named


def _each_once(found: list[Understanding]) -> list[Understanding]:
    """Without the sheets that only sum up another of their workbook, which then says so. Two files of a bundle are two files."""
    members = dict.fromkeys(one.grid.member for one in found)
    return [kept for member in members for kept in _of_one_file([one for one in found if one.grid.member == member])]


def _of_one_file(found: list[Understanding]) -> list[Understanding]:
    if len(found) < 2:
        return found
    sums = summed_up([(one.label, one.cells, one.layout) for one in found])
    kept = []
    for one in found:
        of = [said for by, said in sums.values() if by == one.label]
        if one.label not in sums:
            kept.append(replace(one, layout=replace(one.layout, close=(*one.layout.close, *of))))
    return kept


def _none_of(refusals: list[SourceError], path: Path, every: list[Grid]) -> SourceError:
    """The refusal of a workbook in which no sheet serves; the first sheet's reason stands for all."""
    if not refusals:
        return SourceError("This workbook has no sheet.", where=str(path))
    listed = ", ".join(f'"{grid.sheet}"' for grid in every[:12])
    first = refusals[0]
    return SourceError(f"No sheet of this workbook is a spend table ({listed}). The first: {first.what}", where=first.where, fix=first.fix)


def _row(body: str, file: SourceFile, found: Understanding, digest: str) -> dict[str, Any]:
    layout = found.layout
    return {
        "source": found.label, "body": body, "path": file.label, "sheet": found.grid.sheet, "kind": layout.kind, "sha256": digest,
        "encoding": found.grid.encoding, "delimiter": found.grid.delimiter, "header_row": layout.header_row,
        "columns": json.dumps(layout.theirs(), ensure_ascii=False), "amount_basis": layout.amount_basis, "date_format": layout.dates.name,
        "rows_read": found.rows_read, "blank_rows": found.blank_rows, "why": json.dumps(found.why, ensure_ascii=False),
        "layout": layout.to_json(),
    }  # fmt: skip
