"""Lines that are equal in all that is read of them: in one file, in two files of a body, or in a file that stands under two bodies.

Where all files of a body number their payments, lines are equal only if these numbers are. Equal lines of one file are counted, each
with its turn. Those of two files are shown with their pounds; they are counted as published, or, where the source says
`drop_repeats`, once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cwbaudit.arrays import numbers, truths
from cwbaudit.catalogue import finding
from cwbaudit.engine import quoted, sql
from cwbaudit.read.identity import Part, lines_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_BITS = 22
_FEWEST = 10  # lines that make a file of another body a copy, where they are half of the smaller file too
_SAID = """coalesce(cast(date as varchar), ''), supplier_name, supplier_ref, company_number, postcode,
    charity_number, vat_number, address, category, category_code, service, description, contract_ref, declared_influence,
    cast(amount as varchar)"""
_CONTENT = f"md5(concat_ws(chr(31), body, {_SAID}))"
# Only lines whose likeness is not theirs alone are compared: comparing all of a million costs more than reading them.
_TWINS = f"""
    with same as (
        select source, body, row, amount, {_CONTENT} as content,
            case when list_contains({{numbered}}, body) then transaction_ref else '' end as number
        from lines
    ),
    placed as (select *, row_number() over (partition by content, number, source order by row) as here from same),
    judged as (
        select *, list_contains({{dropping}}, body) and row_number() over (partition by content, number, here order by source) > 1
            as dropped
        from placed
    )
    select source, body, row, amount, content, number, dropped,
        row_number() over (partition by content, dropped order by source, row) as turn
    from judged order by source, row
"""
# Of a body that drops repeats, each dropped line is said once: with the first file that has it.
_PAIRS = """
    with placed as (
        select *, row_number() over (partition by content, number, source order by row) as here,
            list_contains({dropping}, body) as dropping
        from twins
    ),
    paired as (
        select b.body, a.source as first, b.source as second, b.amount, b.row, b.dropping,
            row_number() over (partition by b.content, b.number, b.source, b.here order by a.source) as nth
        from placed a join placed b on a.content = b.content and a.number = b.number and a.here = b.here and a.source < b.source
    )
    select body, first, second, count(*), sum(amount), min(row), dropping from paired where nth = 1 or not dropping
    group by all order by 1, 2, 3
"""
# A few lines alike are chance: two bodies may pay one firm the same on a day.
_BETWEEN = f"""
    with same as (select source, body, row, amount, md5(concat_ws(chr(31), transaction_ref, {_SAID})) as content from lines),
    placed as (select *, row_number() over (partition by content, source order by row) as here from same)
    select a.source as first, a.body as body, b.source as second, count(*), sum(b.amount), min(b.row)
    from placed a join placed b on a.content = b.content and a.here = b.here and a.source < b.source and a.body <> b.body
    group by all having count(*) >= {_FEWEST} order by 1, 2, 3
"""


def same_lines(parts: Sequence[Part], likely: Sequence[pa.Table], dropping: Collection[str]) -> pa.Table:
    """The lines that have an equal one: where they are, which of them is which, and whether it is dropped for a body in `dropping`.

    `likely` are those lines of each part among which they are.
    """
    numberless = {part.body for part in parts if "transaction_ref" not in part.rows.held.names}
    query = _TWINS.format(dropping=_listed(dropping), numbered=_listed({part.body for part in parts} - numberless))
    return sql(query, lines=lines_of(parts, likely)).arrow()


def overlaps(twins: pa.Table, dropping: Collection[str]) -> Iterator[dict[str, Any]]:
    """One finding per pair of files of a body that share lines."""
    for _, first, second, count, amount, row, dropped in sql(_PAIRS.format(dropping=_listed(dropping)), twins=twins).rows():
        many = f"{int(count):,} lines of it are" if count > 1 else "1 line of it is"
        note = f"{many} in {first} too; {'dropped from it, as `drop_repeats` says' if dropped else 'counted in both'}."
        code = "lines-dropped" if dropped else "lines-in-two-files"
        yield finding(code, source=second, row=row, field="source", value=first, amount=Decimal(amount), note=note)


def between_bodies(parts: Sequence[Part], likely: Sequence[pa.Table]) -> Iterator[dict[str, Any]]:
    """One finding per pair of files of different bodies where most of the smaller one is in the other, line by line."""
    sizes = {part.label: part.rows.count for part in parts}
    for first, body, second, count, amount, row in sql(_BETWEEN, lines=lines_of(parts, likely)).rows():
        if 2 * count >= min(sizes[first], sizes[second]):
            note = f"{int(count):,} lines of it are in {first} too, a file of {body}; counted for both bodies."
            yield finding("lines-in-two-files", source=second, row=row, field="source", value=first, amount=Decimal(amount), note=note)


def dropped_from(twins: pa.Table, labels: Collection[str]) -> tuple[int, Decimal]:
    """How many lines of these tables are dropped, and what they sum to."""
    query = f"select count(*), coalesce(sum(amount), 0) from twins where dropped and list_contains({_listed(labels)}, source)"
    count, amount = sql(query, twins=twins).one()
    return int(count), Decimal(amount)


def likely_equal(parts: Sequence[Part]) -> list[pa.Table]:
    """The payments of each part whose likeness another has. Eight bytes a line are all that is held of the others.

    The engine is not asked: it has other work meanwhile.
    """
    import numpy as np
    import pyarrow as pa

    ordered, done = np.empty(sum(part.rows.count for part in parts), np.int64), 0
    for part in parts:
        for stretch in part.rows.stretches("likeness"):
            ordered[done : done + stretch.num_rows] = numbers(stretch.column("likeness"))
            done += stretch.num_rows
    ordered.sort()
    shared = ordered[1:][ordered[1:] == ordered[:-1]]
    return [pa.concat_tables([_among(stretch, shared) for stretch in part.rows.stretches()]) for part in parts]


def _among(stretch: pa.Table, shared: np.ndarray[Any, Any]) -> pa.Table:
    """The rows of the stretch whose likeness is one of these, which are in order."""
    import numpy as np

    own = numbers(stretch.column("likeness"))
    if not len(shared):
        return stretch.slice(0, 0)
    may = np.zeros(1 << _BITS, bool)
    may[shared & (len(may) - 1)] = True  # most lines are told by their last bits to be none of them
    chosen = may[own & (len(may) - 1)]
    some = np.flatnonzero(chosen)
    chosen[some] = shared[np.minimum(np.searchsorted(shared, own[some]), len(shared) - 1)] == own[some]
    return stretch.filter(truths(chosen))


def _listed(bodies: Collection[str]) -> str:
    return "[" + ", ".join(quoted(body) for body in sorted(bodies)) + "]::varchar[]"
