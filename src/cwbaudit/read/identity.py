"""What makes a line that line: an id of its content, the same wherever its row stands, and the way its supplier is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from cwbaudit.arrays import numbers, repeated, whole_numbers
from cwbaudit.engine import Relation, Stream, quoted, sql
from cwbaudit.names import NO_NAME
from cwbaudit.read.held import arranged, without
from cwbaudit.read.payments import Rows
from cwbaudit.tables import LINES

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 245_760  # rows that are given their ids while those before are written
_LINE = f"""
    select {{source}} as source, row, {{body}} as body, date, case when supplier_name = '' then '{NO_NAME}' else supplier_name end
        as supplier_name, supplier_ref, company_number, postcode, category, category_code, service, description, contract_ref,
        declared_influence, transaction_ref, amount
    from rows
"""
# Everything that is read of a line but its place.
CONTENT = """md5(concat_ws(chr(31), body, coalesce(cast(date as varchar), ''), supplier_name, supplier_ref, company_number, postcode,
    category, service, description, contract_ref, cast(amount as varchar), nullif(declared_influence, ''), nullif(category_code, '')))"""
# The id is of the content and of its turn among identical lines, so it does not move when other rows come or go.
_IDENTIFIED = """
    select l.row, {line_id} as line_id, l.spelling
    from (select *, {content} as content, {spelling} as spelling from line) l {turns}
"""
# The engine's own hash of how a supplier is written: it finds the spelling of a line, and is in no file.
_SPELLING = "cast(hash(supplier_name, supplier_ref, company_number, postcode, {salt}) >> 1 as bigint)"
_TURNED = "case when t.turn > 1 then md5(content || chr(30) || t.turn) else content end"
_SPELLED = {
    "supplier_name": "supplier_name", "supplier_ref": "supplier_ref", "company_number": "given_number", "postcode": "given_postcode",
    "postcode_basis": "postcode_basis", "alias_id": "alias_id",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """The rows of one table of one body, by its label; `source` is the place of its [[source]] in the config."""

    source: int
    label: str
    body: str
    rows: Rows

    def lines(self, of: pa.Table | None = None) -> Relation:
        """Its payments as lines, or some of them, without their ids."""
        return sql(_LINE.format(source=quoted(self.label), body=quoted(self.body)), rows=self.rows.lines(of))


def lines_of(parts: Sequence[Part], of: Sequence[pa.Table] = ()) -> Relation:
    """The lines of all parts, one part after the other; of each only these, where they are given."""
    every = {f"part_{i}": part.lines(of[i] if of else None) for i, part in enumerate(parts)}
    union = " union all ".join(f"select * from {name}" for name in every)
    return sql(union, **every) if every else sql("select * from none", none=LINES.build([]))


def identified(parts: Sequence[Part], spelled: Mapping[int, pa.Table], twins: pa.Table) -> Stream:
    """The rows of LINES in the order of that table: each part's lines with their ids, those that are dropped left out."""
    in_order = sorted(parts, key=lambda part: part.label)
    return Stream(LINES.arrow(), lambda: (lines for part in in_order for lines in _of_part(part, spelled[part.source], twins)))


def _of_part(part: Part, spelled: pa.Table, twins: pa.Table) -> Iterator[pa.Table]:
    salt, marks = _told_apart(spelled)
    own = sql(f"select row, turn, dropped from t where source = {quoted(part.label)}", t=twins).arrow()
    dropped = [row for (row,) in sql("select row from t where dropped order by row", t=own).rows()]
    turns = sql("select row, turn from t where turn > 1 and not dropped", t=own).arrow()
    for stretch in part.rows.stretches():
        kept = without(stretch, dropped)
        for start in range(0, kept.num_rows, _AT_ONCE):
            some = kept.slice(start, _AT_ONCE)
            ids = _ids(part.lines(some), turns, salt)
            yield _lines(part, some, arranged(ids, some), spelled, marks)


def _told_apart(spelled: pa.Table) -> tuple[int, pa.Array]:
    """A number for each spelling that no other has, and the salt that makes them so: hashes that met would be made anew with another."""
    import numpy as np

    for salt in count():
        query = f"select {_SPELLING.format(salt=salt)} as mark from spelled"
        marks = sql(query, spelled=spelled).arrow().column("mark").combine_chunks()
        if len(np.unique(numbers(marks))) == len(marks):
            return salt, marks
    raise AssertionError


def _ids(lines: Relation, turns: pa.Table, salt: int) -> pa.Table:
    """The id of each of the lines, and the number of its spelling."""
    turned = turns.num_rows > 0
    how = _IDENTIFIED.format(
        content=CONTENT, line_id=_TURNED if turned else "content", turns="left join turns t on t.row = l.row" if turned else "",
        spelling=_SPELLING.format(salt=salt),
    )  # fmt: skip
    return sql(how, line=lines, turns=turns).arrow()


def _lines(part: Part, some: pa.Table, ids: pa.Table, spelled: pa.Table, marks: pa.Array) -> pa.Table:
    """These payments as rows of LINES. What the stretch holds already is taken as it is, and only the ids go through the engine."""
    import pyarrow as pa
    import pyarrow.compute as pc

    place, rows = pc.index_in(ids.column("spelling"), value_set=marks), some.num_rows
    columns = {name: some.column(name) for name in some.column_names} | {"line_id": ids.column("line_id")}
    columns |= {ours: spelled.column(theirs).take(place) for ours, theirs in _SPELLED.items()}
    columns |= {"source": repeated(part.label, rows), "body": repeated(part.body, rows), "lines": _ones(rows)}
    schema = LINES.arrow()
    return pa.table([columns[name] if name in columns else repeated("", rows) for name in schema.names], schema=schema)


def _ones(count: int) -> pa.Array:
    import numpy as np

    return whole_numbers(np.ones(count, np.int64))
