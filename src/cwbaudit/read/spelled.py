"""How a body writes its suppliers, each way once, in order: with the postcode its register gives where the payment has none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cwbaudit.arrays import table
from cwbaudit.catalogue import finding
from cwbaudit.engine import Tabular, quoted, sql
from cwbaudit.names import NO_NAME
from cwbaudit.read.register import Register
from cwbaudit.terms import Basis

if TYPE_CHECKING:
    import pyarrow as pa

_UNPLACED = """
    select supplier_ref, supplier_name, count(*), sum(amount), min(source), min(row) from lines where postcode = ''
    group by 1, 2 order by 2, 1
"""
_SPELLED = f"""
    select *, md5(concat_ws(chr(31), {{body}}, supplier_name, supplier_ref, given_number, given_postcode, postcode_basis)) as alias_id
    from (
        select l.*,
            case when l.postcode <> '' then l.postcode else coalesce(g.postcode, '') end as given_postcode,
            case when l.company_number <> '' then l.company_number else coalesce(g.company_number, '') end as given_number,
            case when l.postcode <> '' then '{Basis.SPEND_FILE}' when g.postcode <> '' then '{Basis.SUPPLIER_REGISTER}'
                else '{Basis.NONE}' end as postcode_basis
        from (select distinct supplier_name, supplier_ref, company_number, postcode from lines) l
        left join given g on l.postcode = '' and g.supplier_ref = l.supplier_ref and g.supplier_name = l.supplier_name
    ) order by supplier_name, supplier_ref, company_number, postcode
"""


def spellings(body: str, lines: Tabular, register: Register | None) -> tuple[pa.Table, list[dict[str, Any]]]:
    """Each way that the body's lines write a supplier, with its alias_id; and what the register could not answer."""
    given: list[tuple[str, str, str, str]] = []
    unmatched: dict[str, list[Any]] = {}
    asked = sql(_UNPLACED, lines=lines).rows() if register else []
    for reference, name, count, amount, source, row in asked:
        postcode, number, note = register.find(reference, name if name != NO_NAME else "") if register else ("", "", "")
        if postcode or number:
            given.append((reference, name, postcode, number))
        if not postcode:
            before = unmatched.setdefault(name, [0, Decimal(0), source, row, note])
            before[0], before[1] = before[0] + count, before[1] + Decimal(amount)
    found = sql(_SPELLED.format(body=quoted(body)), lines=lines, given=_table(given)).arrow()
    return found, [_finding(name, *seen) for name, seen in unmatched.items()]


def _finding(name: str, count: int, amount: Decimal, source: str, row: int, note: str) -> dict[str, Any]:
    said = f"{count:,} line{'s' if count > 1 else ''} without a postcode. {note}".strip()
    return finding("register-unmatched", source=source, row=row, field="supplier_name", value=name, amount=amount, note=said)


def _table(given: list[tuple[str, str, str, str]]) -> pa.Table:
    import pyarrow as pa

    names = ("supplier_ref", "supplier_name", "postcode", "company_number")
    return table({name: ([entry[i] for entry in given], pa.string()) for i, name in enumerate(names)})
