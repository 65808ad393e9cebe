"""Lines that two files of one body both hold: shown with their pounds, counted as published, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import finding

_SHARED = """
    with each_file as (
        select source, date, supplier_name, supplier_ref, category, service, description, contract_ref, amount,
            count(*) as times, min(row) as row
        from lines group by all
    )
    select a.source, b.source, sum(least(a.times, b.times)), sum(a.amount * least(a.times, b.times)), min(b.row)
    from each_file a join each_file b on a.source < b.source and a.amount = b.amount and a.supplier_name = b.supplier_name
        and a.date is not distinct from b.date and a.supplier_ref = b.supplier_ref and a.category = b.category and a.service = b.service
        and a.description = b.description and a.contract_ref = b.contract_ref
    group by 1, 2 order by 1, 2
"""


def overlaps(lines: Tabular) -> Iterator[dict[str, Any]]:
    """One finding per pair of files that share lines, equal in all that is read of them."""
    for first, second, count, amount, row in sql(_SHARED, lines=lines).rows():
        note = f"{int(count):,} line{'s' if count > 1 else ''} of it are in {first} too; they are counted in both."
        yield finding("lines-in-two-files", source=second, row=row, field="source", value=first, amount=Decimal(amount), note=note)
