"""read: every payment of every source as a line, every other row as a finding, every postcode of a register in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import Relation, Tabular, quoted, sql
from cwbaudit.errors import ReconciliationError, SourceError
from cwbaudit.money import ZERO, pounds
from cwbaudit.read import findings
from cwbaudit.read.grid import grids
from cwbaudit.read.joining import joined
from cwbaudit.read.kept import forget, take
from cwbaudit.read.layout import Layout, within
from cwbaudit.read.overlap import overlaps
from cwbaudit.read.payments import LINE_NAME, Rows, rows_of
from cwbaudit.read.register import Register, entries
from cwbaudit.tables import FINDINGS, LINES

if TYPE_CHECKING:
    import pyarrow as pa

_LINE = """
    select {source} as source, row, {body} as body, date, {name} as supplier_name, supplier_ref, company_number, postcode,
        category, service, description, contract_ref, declared_influence, amount
    from {table} where status = 'payment'
"""

_SAID = """body, date, supplier_name, supplier_ref, company_number, postcode, category, service, description, contract_ref,
    declared_influence, amount"""
_CONTENT = """md5(concat_ws(chr(31), body, coalesce(cast(date as varchar), ''), supplier_name, supplier_ref, company_number, postcode,
    category, service, description, contract_ref, cast(amount as varchar), nullif(declared_influence, '')))"""
# The id is of the content and of its turn among identical lines, so it does not move when other rows come or go. Only lines that
# may have a twin are ranked: ranking all of a million costs more than reading them. The engine's own hash finds those; it is in no id.
_TURNS = f"""
    select source, row, row_number() over (partition by {_CONTENT} order by source, row) as turn
    from joined where hash({_SAID}) in (select hash({_SAID}) as h from joined group by h having count(*) > 1)
"""
_IDENTIFIED = f"""
    select case when turn is null or turn = 1 then content else md5(content || chr(30) || turn) end as line_id,
        source, row, body, date, supplier_name, supplier_ref, company_number, postcode, postcode_basis, category, service,
        description, contract_ref, declared_influence, amount, 1 as lines,
        md5(concat_ws(chr(31), body, supplier_name, supplier_ref, company_number, postcode, postcode_basis)) as alias_id
    from (select l.*, turn, {_CONTENT} as content from joined l left join turns t on t.source = l.source and t.row = l.row)
"""
_Surveyed = dict[tuple[str, str], list[dict[str, Any]]]


def read(sources: tuple[SourceConfig, ...], surveyed: Tabular) -> tuple[Tabular, Tabular]:
    """LINES and FINDINGS of all sources, as the survey understood them; ReconciliationError where a control total is not met."""
    known: _Surveyed = defaultdict(list)
    for row in sql("select source, body, path, sheet, encoding, delimiter, layout from s order by source", s=surveyed).dicts():
        known[row["body"], row["path"]].append(row)
    parts: dict[str, Tabular] = {}
    notes: list[dict[str, Any]] = []
    for i, source in enumerate(sources):
        tables = _tables(source, known)
        _agree(source, tables)
        found = joined(_payments(source.body, tables), _register(source, known))
        parts[f"part_{i}"] = found.lines
        notes += overlaps(found.lines) if len(tables) > 1 else []
        notes += [*found.findings, *(note for label, rows in tables.items() for note in findings.of_rows(label, rows))]
    forget()
    every = sql(" union all by name ".join(f"select * from {name}" for name in parts), **parts) if parts else LINES.build([])
    turns = sql(_TURNS, joined=every).arrow()
    return sql(_IDENTIFIED, joined=every, turns=turns), FINDINGS.build(notes)


def _tables(source: SourceConfig, known: _Surveyed) -> dict[str, Rows]:
    """The rows of each table of the source, by its name."""
    return {
        row["source"]: rows_of(_cells(file, row), layout, keep_totals=source.keep_totals)
        for file in source.files
        for row in known[source.body, file.label]
        if (layout := Layout.from_json(row["layout"])).kind == "payments"
    }


def _cells(file: SourceFile, row: Mapping[str, str]) -> pa.Table:
    if (kept := take(file.path, row["sheet"])) is not None:
        return kept.table
    for grid in grids(file.path, encoding=row["encoding"], delimiter=row["delimiter"], sheet=row["sheet"]):
        if grid.sheet == row["sheet"]:
            return grid.cells().table
    raise SourceError(f'The sheet "{row["sheet"]}" is no longer there.', where=str(file.path), fix="Run the audit again.")


def _payments(body: str, tables: Mapping[str, Rows]) -> Relation:
    named = {f"table_{i}": rows.table for i, rows in enumerate(tables.values())}
    queries = [
        _LINE.format(source=quoted(label), body=quoted(body), name=LINE_NAME, table=name)
        for label, name in zip(tables, named, strict=True)
    ]  # fmt: skip
    return sql(" union all ".join(queries), **named)


def _agree(source: SourceConfig, tables: Mapping[str, Rows]) -> None:
    """The body's lines sum to its control total, to the penny."""
    if source.control_total is None:
        return
    total = sum((rows.payments()[1] for rows in tables.values()), ZERO)
    if total == source.control_total:
        return
    aside: dict[str, tuple[int, Decimal]] = {}
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
    register = Register()
    for file in source.register_files:
        for row in known[source.body, file.label]:
            layout = Layout.from_json(row["layout"])
            if layout.kind == "supplier register":
                names = ", ".join(f"c{place}" for place in layout.columns.values())
                query = f"select {names} from cells order by row"
                register.add(entries(sql(query, cells=within(_cells(file, row), layout)).rows(), tuple(layout.columns)))
    return register
