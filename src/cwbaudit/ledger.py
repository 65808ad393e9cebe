"""The law of the ledger: every table that carries money sums to the control total, per body and in all, to the penny.

There is no tolerance. One function checks it, after every step.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import ReconciliationError
from cwbaudit.money import ZERO, pounds
from cwbaudit.table import Table

Control: TypeAlias = dict[tuple[str, str], tuple[Decimal, int]]


def control_of(lines: Tabular) -> Control:
    """What the lines sum to, and how many they are, per source and body."""
    rows = sql("select source, body, sum(amount), sum(lines) from lines group by all order by all", lines=lines).rows()
    return {(source, body): (Decimal(amount), int(count)) for source, body, amount, count in rows}


def control_rows(control: Control) -> list[dict[str, Any]]:
    """The control totals as the manifest keeps them."""
    return [
        {"source": source, "body": body, "amount": f"{amount:.2f}", "lines": lines}
        for (source, body), (amount, lines) in sorted(control.items())
    ]


def control_from(rows: list[dict[str, Any]]) -> Control:
    """The control totals that `control_rows` wrote."""
    return {(row["source"], row["body"]): (Decimal(row["amount"]), row["lines"]) for row in rows}


def reconcile(table: Table, path: Path, control: Control) -> None:
    """ReconciliationError unless the table sums to `control`, by every key of it that the table has."""
    keys = [name for name in ("source", "body") if name in table.names]
    expected: dict[tuple[str, ...], tuple[Decimal, int]] = {}
    for (source, body), (amount, lines) in control.items():
        key = tuple(value for name, value in (("source", source), ("body", body)) if name in keys)
        before = expected.get(key, (ZERO, 0))
        expected[key] = (before[0] + amount, before[1] + lines)
    columns = "".join(f"{name}, " for name in keys)
    found_rows = sql(
        f"select {columns}coalesce(sum(amount), 0), coalesce(sum(lines), 0) from t {'group by all' if keys else ''}", t=path
    ).rows()
    found = {tuple(row[:-2]): (Decimal(row[-2]), int(row[-1])) for row in found_rows}
    for key in sorted(set(expected) | set(found)):
        want, have = expected.get(key, (ZERO, 0)), found.get(key, (ZERO, 0))
        if want != have:
            raise ReconciliationError(
                f"The table {table.name} does not agree with the lines that were read.",
                where=f"{' / '.join(key) or 'in all'}: lines {pounds(want[0])} ({want[1]:,}), "
                f"{table.name} {pounds(have[0])} ({have[1]:,}); difference {pounds(have[0] - want[0])}",
                fix="This is a fault of cwbaudit: please report it with the figures above. Nothing was written.",
            )
