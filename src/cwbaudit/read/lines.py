"""read: every payment of every source as a line, every other row as a finding, what a register says in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import ReconciliationError, SourceError
from cwbaudit.money import ZERO, pounds
from cwbaudit.read import findings
from cwbaudit.read.cells import Cells
from cwbaudit.read.grid import grids
from cwbaudit.read.held import MOST_BYTES
from cwbaudit.read.identity import Part, identified, lines_of
from cwbaudit.read.kept import forget, take
from cwbaudit.read.layout import Layout, within
from cwbaudit.read.parts import combined
from cwbaudit.read.payments import Rows, rows_of
from cwbaudit.read.register import Register, entries
from cwbaudit.read.spelled import answers, spellings
from cwbaudit.read.twins import between_bodies, dropped_from, likely_equal, overlaps, same_lines
from cwbaudit.tables import FINDINGS

if TYPE_CHECKING:
    import pyarrow as pa

_Surveyed = dict[tuple[str, str], list[dict[str, Any]]]


def read(sources: tuple[SourceConfig, ...], surveyed: Tabular) -> tuple[Tabular, Tabular]:
    """LINES and FINDINGS of all sources, as the survey understood them; ReconciliationError where a control total is not met."""
    known: _Surveyed = defaultdict(list)
    for row in sql("select source, body, path, sheet, encoding, delimiter, layout from s order by source", s=surveyed).dicts():
        known[row["body"], row["path"]].append(row)
    notes: list[dict[str, Any]] = []
    tables = _tables(sources, known, notes)
    parts = [Part(i, label, sources[i].body, rows) for i, found in enumerate(tables) for label, rows in found.items()]
    dropping = {source.body for source in sources if source.drop_repeats}
    with ThreadPoolExecutor(1) as aside:
        likely = aside.submit(likely_equal, parts)
        spelled, answered = _spelled(sources, parts, known)
    twins = same_lines(parts, likely.result(), dropping)
    notes += overlaps(twins, dropping) if len(parts) > 1 else ()
    notes += between_bodies(parts, likely.result()) if len({part.body for part in parts}) > 1 else ()
    for i, source in enumerate(sources):
        _agree(source, tables[i], dropped_from(twins, tables[i]))
        notes += [*answered[i], *(note for label, rows in tables[i].items() for note in findings.of_rows(label, rows))]
    forget()
    return identified(parts, spelled, twins), FINDINGS.build(notes)


def _spelled(
    sources: tuple[SourceConfig, ...], parts: Sequence[Part], known: _Surveyed
) -> tuple[list[pa.Table], list[list[dict[str, Any]]]]:
    """How each part spells its suppliers, with what its source's register says of them; and what each register could not say."""
    spelled: list[pa.Table] = []
    answered: list[list[dict[str, Any]]] = []
    for i, source in enumerate(sources):
        own = [part for part in parts if part.source == i]
        given, notes = answers(lines_of(own), _register(source, known))
        spelled += [spellings(part.body, part.rows.suppliers(), given) for part in own]
        answered.append(notes)
    return spelled, answered


def _tables(sources: tuple[SourceConfig, ...], known: _Surveyed, notes: list[dict[str, Any]]) -> list[dict[str, Rows]]:
    """The rows of each table of each source, by its name; of all together no more in memory than of one large table."""
    every: list[dict[str, Rows]] = []
    left = MOST_BYTES
    for source in sources:
        found: dict[str, Rows] = {}
        for file in source.files:
            for row in known[source.body, file.label]:
                layout = Layout.from_json(row["layout"])
                if layout.kind == "payments":
                    rows = rows_of(_cells(file, row), layout, keep_totals=source.keep_totals, most=left)
                    left -= rows.held.in_memory
                    found[row["source"]] = rows
                    notes += findings.of_layout(row["source"], layout, rows)
        every.append(found)
    return every


def _cells(file: SourceFile, row: Mapping[str, str]) -> Cells:
    if (kept := take(file.path, row["sheet"])) is not None:
        return kept
    for grid in grids(file.path, encoding=row["encoding"], delimiter=row["delimiter"], sheet=row["sheet"]):
        if grid.sheet == row["sheet"]:
            return grid.cells()
    raise SourceError(f'The sheet "{row["sheet"]}" is no longer there.', where=str(file.path), fix="Run the audit again.")


def _agree(source: SourceConfig, tables: Mapping[str, Rows], dropped: tuple[int, Decimal]) -> None:
    """The body's lines sum to its control total, to the penny."""
    if source.control_total is None:
        return
    total = sum((rows.payments()[1] for rows in tables.values()), -dropped[1])
    if total == source.control_total:
        return
    aside: dict[str, tuple[int, Decimal]] = {"lines-dropped": dropped} if dropped[0] else {}
    for rows in tables.values():
        for status, (count, amount) in rows.set_aside().items():
            before = aside.get(status, (0, ZERO))
            aside[status] = (before[0] + count, before[1] + amount)
    listed = "; ".join(f"{status}: {count:,} rows, {pounds(amount)}" for status, (count, amount) in sorted(aside.items()))
    raise ReconciliationError(
        f"{source.body}: the lines sum to {pounds(total)}, the control total is {pounds(source.control_total)}.",
        where=f"{', '.join(tables)}: the difference is {pounds(total - source.control_total)}. Set aside: {listed or 'nothing'}.",
        fix="Find the difference in the files, or correct `control_total`; nothing was written.",
    )


def _register(source: SourceConfig, known: _Surveyed) -> Register | None:
    """The supplier registers of the source as one; None where it has none."""
    if not source.register_files:
        return None
    register = Register(", ".join(file.label for file in source.register_files))
    for file in source.register_files:
        for row in known[source.body, file.label]:
            layout = Layout.from_json(row["layout"])
            if layout.kind == "supplier register":
                names = ", ".join(f"c{place}" for place in layout.columns.values())
                query = f"select {names} from cells order by row"
                cells = combined(_cells(file, row), layout)
                register.add(entries(sql(query, cells=within(cells, layout)).rows(), tuple(layout.columns)))
    return register
