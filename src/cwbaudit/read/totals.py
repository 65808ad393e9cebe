"""Which rows are totals: by a label, or because a row that names nobody states the sum of the rows around it.

Suppliers called TOTAL GAS & POWER are suppliers. A row that is set aside as a total says how it was known, and whether it agrees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from cwbaudit.arrays import table
from cwbaudit.engine import Tabular, sql
from cwbaudit.money import ZERO, pounds

if TYPE_CHECKING:
    import pyarrow as pa

_LABEL = re.compile(
    r"(?:(?:grand|sub|overall|report|column|page|net|gross|running|final|cumulative|monthly|year|period|invoice|payment|batch)[ -]*)*"
    r"totals?(?: (?:for|of|amount|paid|payments?|spend|spent|expenditure|value|net|gross|this|to|over)\b.*)?[\s.:£=]*"
    r"|sums?[\s:=]*|sum of .*|totals?\s*:.*|grand total.*|.{1,60}\b(?:sub)?total:?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:row|record|line|invoice|payment|transaction)? ?count:?|(?:number|no\.?) of (?:\w+ )?(?:\w+):?", re.IGNORECASE)
_BARE = re.compile(r"(?:grand|sub|overall|report)?[ -]*totals?[\s.:£=]*|sums?[\s:=]*", re.IGNORECASE)
# A column of figures adds up to a penny or so less than its printed total where a spreadsheet summed unrounded parts.
_SLACK = Decimal("0.02")

# What a supplier is called in a row that may be a total or a count; or it has no name.
MAYBE = "regexp_matches(lower({supplier}), '\\btotal|^sums?\\b|\\bcount:?$|^(number|no\\.?) of ')"
_MAYBE = f"(supplier_name = '' or {MAYBE.format(supplier='supplier_name')})"
# The sum of all rows above a candidate: of whole blocks first, then within its own block, so that no long table is ever sorted.
_CANDIDATES = f"""
    with may as (select *, row // 1024 as block from odd where amount is not null and {_MAYBE}),
    blocks as (select row // 1024 as block, sum(amount) as amount from r where amount is not null group by 1),
    above as (
        select block, coalesce(sum(amount) over (order by block rows between unbounded preceding and 1 preceding), 0) as above,
            sum(amount) over () as total
        from blocks
    ),
    near as (
        select row, coalesce(sum(amount) over (partition by row // 1024 order by row rows between unbounded preceding and 1 preceding), 0)
            as before
        from r where amount is not null and row // 1024 in (select block from may)
    )
    select may.row, may.amount, above + before, supplier_name, dated or date_text <> '', filled, total
    from may join near on near.row = may.row join above on above.block = may.block order by may.row
"""


def total_rows(rows: Tabular, odd: Tabular, cells: Tabular) -> Tabular:
    """The rows that are totals, each with a note; `rows` with their amounts, of which `odd` are in doubt, `cells` as written."""
    found: dict[int, str] = {}
    aside, since = ZERO, ZERO  # sum of the totals found so far; the running sum at the last of them
    candidates = sql(_CANDIDATES, r=rows, odd=odd).rows() if _any(odd) else []
    labels = _labels(cells, [row for row, _, _, supplier, *_ in candidates if not supplier][:5000])
    for row, amount, before, supplier, dated, filled, total in candidates:
        running = before - aside
        note = _judge(amount, running, running - since, total - aside - amount, supplier, labels.get(row, ""), dated, filled)
        if note:
            found[row] = note
            aside += amount
            since = running
    return noted(found)


def noted(found: Mapping[int, str]) -> pa.Table:
    """Rows with their notes, for the engine."""
    import pyarrow as pa

    return table({"row": (list(found), pa.int64()), "note": (list(found.values()), pa.string())})


def _any(odd: Tabular) -> bool:
    (count,) = sql(f"select count(*) from r where amount is not null and {_MAYBE}", r=odd).one()
    return bool(count)


def _judge(amount: Decimal, running: Decimal, since: Decimal, others: Decimal, supplier: str, label: str, dated: bool, filled: int) -> str:
    """Why the row is a total; empty when it is a payment."""
    agrees = "all lines above" if _same(amount, running) else "the lines since the last total" if _same(amount, since) else ""
    agrees = agrees or ("all other lines" if _same(amount, others) else "")
    word = label or (supplier if _LABEL.fullmatch(supplier) else "")
    if word and (agrees or (not dated and (not supplier or _BARE.fullmatch(word)))):
        said = f"it is the sum of {agrees}" if agrees else f"but the lines above sum to {pounds(running)}, not {pounds(amount)}"
        return f'Labelled "{word}"; {said}.'
    if not dated and (supplier or filled <= 3) and _COUNT.fullmatch(label or supplier):
        return f'Labelled "{label or supplier}": it counts lines.'
    if agrees and not supplier and not dated and amount and filled <= 4:
        return f"It names no supplier and is the sum of {agrees}."
    return ""


def _same(amount: Decimal, other: Decimal) -> bool:
    return bool(amount) and abs(amount - other) <= _SLACK


def _labels(cells: Tabular, rows: list[int]) -> dict[int, str]:
    """For rows that name no supplier: the cell that says total, where one does."""
    if not rows:
        return {}
    wanted = sql(f"select * from c where row in ({', '.join(map(str, rows))})", c=cells).rows()
    found = {}
    for number, *texts in wanted:
        label = next((text for text in texts if text and (_LABEL.fullmatch(text) or _COUNT.fullmatch(text))), "")
        if label:
            found[number] = label
    return found
