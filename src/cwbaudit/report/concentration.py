"""How few suppliers take how much: the largest together, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from cwbaudit.money import ZERO, share
from cwbaudit.report.model import Concentration, Largest, Supplier
from cwbaudit.terms import Locality

STEPS = tuple(size * 10**power for power in range(1, 7) for size in (1, 2, 5))  # 10, 20, 50, 100 ... ; five comes before


def concentration(largest_first: Sequence[Supplier], total: Decimal) -> Concentration | None:
    """The steps for these suppliers, whose amounts add up to `total`; None where that is not above nought."""
    if total <= 0:
        return None
    sums = list(accumulate(supplier.amount for supplier in largest_first))
    leaks = list(accumulate(supplier.amount if supplier.locality == Locality.LEAKING else ZERO for supplier in largest_first))
    counts = [*(count for count in (5, *STEPS) if count < len(sums)), len(sums)]
    return Concentration(
        half=next(count for count, amount in enumerate(sums, 1) if amount * 2 >= total),
        steps=[
            Largest(suppliers=count, amount=sums[count - 1], share=share(sums[count - 1], total), leaking=leaks[count - 1])
            for count in counts
        ],
    )
