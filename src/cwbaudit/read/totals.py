"""Which rows are totals: by a label, or because a row that names nobody states the sum of the rows around it.

Suppliers called TOTAL GAS & POWER are suppliers. A row that is set aside as a total says how it was known, and whether it agrees.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

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
_BARE = re.compile(r"(?:grand|sub|overall|report)?[ -]*totals?[\s.:£=]*|sums?[\s:=]*", re.IGNORECASE)
# A column of figures adds up to a penny or so less than its printed total where a spreadsheet summed unrounded parts.
_SLACK = Decimal("0.02")

_MAYBE = "(supplier_name = '' or regexp_matches(lower(supplier_name), '\\btotal|^sums?\\b'))"
_CANDIDATES = f"""
    select row, amount, before, supplier_name, date_text, filled, total from (
        select row, amount, supplier_name, date_text, filled,
            coalesce(sum(amount) over (order by row rows between unbounded preceding and 1 preceding), 0) as before,
            sum(amount) over () as total
        from r where amount is not null
    ) where {_MAYBE}
    order by row
"""


def total_rows(rows: pa.Table, cells: pa.Table) -> Tabular:
    """The rows that are totals, each with a note; `rows` as read, `cells` as written."""
    import pyarrow as pa

    found: dict[int, str] = {}
    aside, since = ZERO, ZERO  # sum of the totals found so far; the running sum at the last of them
    candidates = sql(_CANDIDATES, r=rows).rows() if _any(rows) else []
    labels = _labels(cells, [row for row, _, _, supplier, *_ in candidates if not supplier][:5000])
    for row, amount, before, supplier, date_text, filled, total in candidates:
        running = before - aside
        note = _judge(amount, running, running - since, total - aside - amount, supplier, labels.get(row, ""), date_text, filled)
        if note:
            found[row] = note
            aside += amount
            since = running
    return pa.table({"row": pa.array(list(found), pa.int64()), "note": pa.array(list(found.values()), pa.string())})


def _any(rows: pa.Table) -> bool:
    (count,) = sql(f"select count(*) from r where amount is not null and {_MAYBE}", r=rows).one()
    return bool(count)


def _judge(
    amount: Decimal, running: Decimal, since: Decimal, others: Decimal, supplier: str, label: str, date_text: str, filled: int
) -> str:
    """Why the row is a total; empty when it is a payment."""
    agrees = "all lines above" if _same(amount, running) else "the lines since the last total" if _same(amount, since) else ""
    agrees = agrees or ("all other lines" if _same(amount, others) else "")
    word = label or (supplier if _LABEL.fullmatch(supplier) else "")
    if word and (agrees or (not date_text and (not supplier or _BARE.fullmatch(word)))):
        said = f"it is the sum of {agrees}" if agrees else f"but the lines above sum to {pounds(running)}, not {pounds(amount)}"
        return f'Labelled "{word}"; {said}.'
    if agrees and not supplier and not date_text and amount and filled <= 4:
        return f"It names no supplier and is the sum of {agrees}."
    return ""


def _same(amount: Decimal, other: Decimal) -> bool:
    return bool(amount) and abs(amount - other) <= _SLACK


def _labels(cells: pa.Table, rows: list[int]) -> dict[int, str]:
    """For rows that name no supplier: the cell that says total, where one does."""
    if not rows:
        return {}
    wanted = sql(f"select * from c where row in ({', '.join(map(str, rows))})", c=cells).rows()
    found = {}
    for number, *texts in wanted:
        label = next((text for text in texts if text and _LABEL.fullmatch(text)), "")
        if label:
            found[number] = label
    return found
