"""Lines of invoices: where the sum of the whole invoice stands on each of its lines, the amount is that of the line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from cwbaudit.money import ZERO
from cwbaudit.read import amounts
from cwbaudit.read.columns import Assignment
from cwbaudit.read.evidence import Evidence

_SLACK = Decimal("0.05")  # an invoice that is parted by shares is a penny or two away from the sum of its lines
_FEWEST, _NEARLY_ALL = 3, 0.8


def line_amounts(names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], found: Assignment) -> list[str]:
    """Why another column is the amount, if it is: `found` then has it in its place."""
    whole, invoice = found.columns.get("amount"), found.columns.get("transaction_ref")
    if whole is None or invoice is None:
        return []
    invoices = defaultdict(list)
    for row, number in enumerate(columns[invoice]):
        if number:
            invoices[number].append(row)
    several = [rows for rows in invoices.values() if len(rows) > 1 and len({columns[whole][row] for row in rows}) == 1]
    for i, e in enumerate(evidence):
        if i in (whole, invoice) or e.money < 0.6 or len(several) < _FEWEST:
            continue
        agreeing = [_adds_up(rows, columns[i], e, columns[whole][rows[0]], evidence[whole]) for rows in several]
        if sum(agreeing) >= _NEARLY_ALL * len(agreeing):
            found.columns["amount"] = i
            found.close = [call for call in found.close if not call.startswith(f'"{names[whole]}" was taken as amount')]
            return [
                f'"{names[whole]}" repeats the sum of an invoice on each of its lines; "{names[i]}" is that of the line, and our amount.'
            ]
    return []


def _adds_up(rows: Sequence[int], texts: Sequence[str], e: Evidence, said: str, of_whole: Evidence) -> bool:
    total = amounts.read(said, of_whole.style)
    return total is not None and abs(sum((amounts.read(texts[row], e.style) or ZERO for row in rows), ZERO) - total) <= _SLACK
