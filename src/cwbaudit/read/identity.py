"""What makes a line that line: an id of its content, the same wherever its row stands, and the way its supplier is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cwbaudit.engine import Relation, quoted, sql
from cwbaudit.names import NO_NAME
from cwbaudit.read.payments import Rows
from cwbaudit.tables import LINES

if TYPE_CHECKING:
    import pyarrow as pa

_LINE = f"""
    select {{source}} as source, row, {{body}} as body, date, case when supplier_name = '' then '{NO_NAME}' else supplier_name end
        as supplier_name, supplier_ref, company_number, postcode, category, service, description, contract_ref, declared_influence, amount
    from rows
"""
# Everything that is read of a line but its place.
CONTENT = """md5(concat_ws(chr(31), body, coalesce(cast(date as varchar), ''), supplier_name, supplier_ref, company_number, postcode,
    category, service, description, contract_ref, cast(amount as varchar), nullif(declared_influence, '')))"""
# The id is of the content and of its turn among identical lines, so it does not move when other rows come or go.
_IDENTIFIED = """
    select {line_id} as line_id, source, l.row, body, date, l.supplier_name, l.supplier_ref, s.given_number as company_number,
        s.given_postcode as postcode, s.postcode_basis, category, service, description, contract_ref, declared_influence, amount,
        1 as lines, s.alias_id
    from (select *, {content} as content from line) l {turns}
    join spelled s on s.supplier_name = l.supplier_name and s.supplier_ref = l.supplier_ref
        and s.company_number = l.company_number and s.postcode = l.postcode
    {kept}
"""
_TURNED = "case when t.turn > 1 then md5(content || chr(30) || t.turn) else content end"


@dataclass(frozen=True)
class Part:
    """The rows of one table of one body, by its label; `source` is the place of its [[source]] in the config."""

    source: int
    label: str
    body: str
    rows: Rows

    def lines(self) -> Relation:
        """Its payments as lines, without their ids."""
        return sql(_LINE.format(source=quoted(self.label), body=quoted(self.body)), rows=self.rows.lines)


def lines_of(parts: Sequence[Part]) -> Relation:
    """The lines of all parts, one part after the other."""
    every = {f"part_{i}": part.lines() for i, part in enumerate(parts)}
    union = " union all ".join(f"select * from {name}" for name in every)
    return sql(union, **every) if every else sql("select * from none", none=LINES.build([]))


def identified(parts: Sequence[Part], spelled: Mapping[int, pa.Table], twins: pa.Table) -> Relation:
    """The rows of LINES in the order of that table: each part's lines with their ids, those that are dropped left out."""
    every: dict[str, Relation] = {}
    for part in sorted(parts, key=lambda part: part.label):
        query = f"select row, turn, dropped from t where source = {quoted(part.label)} and (dropped or turn > 1)"
        turns = sql(query, t=twins).arrow()
        some = turns.num_rows > 0
        how = _IDENTIFIED.format(
            content=CONTENT, line_id=_TURNED if some else "content", turns="left join turns t on t.row = l.row" if some else "",
            kept="where t.dropped is not true" if some else "",
        )  # fmt: skip
        every[f"part_{len(every)}"] = sql(how, line=part.lines(), turns=turns, spelled=spelled[part.source])
    union = " union all ".join(f"select * from {name}" for name in every)
    return replace(sql(union, **every), in_order=True) if every else sql("select * from none", none=LINES.build([]))
