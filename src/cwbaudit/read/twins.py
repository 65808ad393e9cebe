"""Lines that are equal in all that is read of them: in one file, or in two files of a body.

Equal lines of one file are counted, each with its turn. Those of two files are shown with their pounds; they are counted as published,
or, where the source says `drop_repeats`, once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cwbaudit.arrays import numbers, whole_numbers
from cwbaudit.engine import quoted, sql
from cwbaudit.errors import finding
from cwbaudit.read.identity import CONTENT, Part, lines_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

# Only lines whose likeness is not theirs alone are compared: comparing all of a million costs more than reading them.
_TWINS = f"""
    with same as (select source, body, row, amount, {CONTENT} as content from lines semi join alike using (source, row)),
    placed as (select *, row_number() over (partition by content, source order by row) as here from same),
    judged as (
        select *, list_contains({{dropping}}, body) and row_number() over (partition by content, here order by source) > 1 as dropped
        from placed
    )
    select source, body, row, amount, content, dropped,
        row_number() over (partition by content, dropped order by source, row) as turn
    from judged order by source, row
"""
# Of a body that drops repeats, each dropped line is said once: with the first file that has it.
_PAIRS = """
    with placed as (
        select *, row_number() over (partition by content, source order by row) as here,
            list_contains({dropping}, body) as dropping
        from twins
    ),
    paired as (
        select b.body, a.source as first, b.source as second, b.amount, b.row, b.dropping,
            row_number() over (partition by b.content, b.source, b.here order by a.source) as nth
        from placed a join placed b on a.content = b.content and a.here = b.here and a.source < b.source
    )
    select body, first, second, count(*), sum(amount), min(row), dropping from paired where nth = 1 or not dropping
    group by all order by 1, 2, 3
"""


def same_lines(parts: Sequence[Part], dropping: Collection[str]) -> pa.Table:
    """The lines that have an equal one: where they are, which of them is which, and whether it is dropped for a body in `dropping`."""
    alike = _alike(parts)
    query = _TWINS.format(dropping=_listed(dropping))
    return sql(query, lines=lines_of(parts if alike.num_rows else []), alike=alike).arrow()


def overlaps(twins: pa.Table, dropping: Collection[str]) -> Iterator[dict[str, Any]]:
    """One finding per pair of files of a body that share lines."""
    for _, first, second, count, amount, row, dropped in sql(_PAIRS.format(dropping=_listed(dropping)), twins=twins).rows():
        many = f"{int(count):,} lines of it are" if count > 1 else "1 line of it is"
        note = f"{many} in {first} too; {'dropped from it, as `drop_repeats` says' if dropped else 'counted in both'}."
        code = "lines-dropped" if dropped else "lines-in-two-files"
        yield finding(code, source=second, row=row, field="source", value=first, amount=Decimal(amount), note=note)


def dropped_from(twins: pa.Table, labels: Collection[str]) -> tuple[int, Decimal]:
    """How many lines of these tables are dropped, and what they sum to."""
    query = f"select count(*), coalesce(sum(amount), 0) from twins where dropped and list_contains({_listed(labels)}, source)"
    count, amount = sql(query, twins=twins).one()
    return int(count), Decimal(amount)


def _alike(parts: Sequence[Part]) -> pa.Table:
    """Where the lines are whose likeness another line has. Eight bytes a line are all that is held of them."""
    import numpy as np
    import pyarrow as pa

    ordered = np.concatenate([np.zeros(0, np.int64), *(_likenesses(part) for part in parts)])
    ordered.sort()
    shared = pa.table({"likeness": whole_numbers(np.unique(ordered[1:][ordered[1:] == ordered[:-1]]))})
    query = "select {source} as source, row from r semi join shared using (likeness)"
    where = {
        f"part_{i}": sql(query.format(source=quoted(part.label)), r=part.rows.table, shared=shared)
        for i, part in enumerate(parts)
        if shared.num_rows
    }
    union = " union all ".join(f"select * from {name}" for name in where)
    return sql(union or "select '' as source, 0 as row where false", **where).arrow()


def _likenesses(part: Part) -> np.ndarray[Any, Any]:
    """The likeness of each line, filled in place as the engine hands them over."""
    import numpy as np

    payments = sql("select likeness from r where status = 'payment'", r=part.rows.table)
    found, done = np.empty(part.rows.payments()[0], np.int64), 0
    with payments.reader() as batches:
        for batch in batches:
            found[done : done + batch.num_rows] = numbers(batch.column(0))
            done += batch.num_rows
    return found


def _listed(bodies: Collection[str]) -> str:
    return "[" + ", ".join(quoted(body) for body in sorted(bodies)) + "]::varchar[]"
