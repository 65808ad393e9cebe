"""What a file is: payments, supplier totals, a supplier register or a contracts register."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cwbaudit.engine import sql
from cwbaudit.errors import SourceError
from cwbaudit.read.across import periods
from cwbaudit.read.contracts import lists_contracts
from cwbaudit.read.evidence import weigh
from cwbaudit.read.grid import grids
from cwbaudit.read.layout import sample, within
from cwbaudit.read.listed import lists_suppliers
from cwbaudit.read.parts import combined
from cwbaudit.read.survey import Understanding, understand

SUPPLIERS = "supplier register"


def shaped(path: Path) -> list[Understanding]:
    """The tables of a file, each as what it is; SourceError, with what a spend file lacks, where it is none of them."""
    try:
        return _with_registers(understand(path, path.name, contracts=True), path)
    except SourceError:
        found = _contracts(path) or _suppliers(path)
        if not found:
            raise
        return found


def shape(found: Understanding) -> str:
    """The name of what the table is. One line for each supplier, and no date: these are totals, not payments."""
    layout = found.layout
    if layout.outline or layout.kind != "payments" or "date" in layout.columns or "supplier_name" not in layout.columns:
        return layout.kind
    name = f"c{layout.columns['supplier_name']}"
    query = f"select count(distinct {name}), count(*) from c where {name} <> ''"
    distinct, rows = sql(query, c=within(combined(found.cells, layout), layout)).one()
    return "supplier totals" if rows > 1 and distinct == rows else "payments"


def _with_registers(read: list[Understanding], path: Path) -> list[Understanding]:
    """The tables, and the sheets beside them that list the suppliers: which the first table says, because no audit takes them unasked."""
    sheets = {one.grid.sheet for one in read}
    first, *_ = read
    if not (unread := [grid for grid in grids(path) if grid.sheet not in sheets]) or first.layout.kind != "payments":
        return read
    beside = [one for one in _suppliers(path) if one.grid.sheet in {grid.sheet for grid in unread}]
    said = tuple(
        f'The sheet "{one.grid.sheet}" is a supplier register: register = ["{path.name}"] would ask it for postcodes.' for one in beside
    )
    why = tuple(text for text in first.layout.why if not any(text.startswith(f'The sheet "{one.grid.sheet}" was') for one in beside))
    return [replace(first, layout=replace(first.layout, why=why, close=(*first.layout.close, *said))), *read[1:], *beside]


def _contracts(path: Path) -> list[Understanding]:
    every = [(grid, grid.cells()) for grid in grids(path)]
    found = [(grid, cells, lists_contracts(cells, path.name)) for grid, cells in every]
    return [Understanding(path.name, path, grid, cells, layout) for grid, cells, layout in found if layout]


def _suppliers(path: Path) -> list[Understanding]:
    """The supplier registers of the file; only where their header says so, because many a list has names and postcodes."""
    try:
        found = understand(path, path.name, register=True)
    except SourceError:
        return []
    return [one for one in found if not periods(one.layout.names) and _lists_suppliers(one)]  # months: their spend was meant


def _lists_suppliers(one: Understanding) -> bool:
    columns = sample(combined(one.cells, one.layout), one.layout.first_row, without=one.layout.header_rows)
    named = [place for ours, place in one.layout.columns.items() if ours in ("supplier_name", "supplier_ref")]
    return any(lists_suppliers(one.layout.names[place], weigh(columns[place])) for place in named)
