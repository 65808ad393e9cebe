"""Totals that stand above what they add up: a pivot's rows of groups, of which only the last level are payments."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from cwbaudit.money import ZERO

# A column of figures adds up to a penny or so less than its printed total where a spreadsheet summed unrounded parts.
_SLACK = Decimal("0.02")
_FEWEST = 2
_MOST = 0.6
_SAID = "It names no supplier and is the sum of the lines below it."


def same(amount: Decimal, other: Decimal) -> bool:
    """Whether a row that states `amount` states that sum; nought states none."""
    return bool(amount) and abs(amount - other) <= _SLACK


def stated_above(nameless: Sequence[tuple[int, Decimal, Decimal]], total: Decimal) -> dict[int, str]:
    """Of the rows that name nobody and have no date, those that state the sum of the rows below them, each with a note.

    Each is its number, its sum, and the sum of all rows above it; `total` is that of all rows. None is one where that is not the rule of
    the table: two at least, and most of them, must be such sums. A total of such totals stands right above the first of them.
    """
    if len(nameless) < _FEWEST:
        return {}
    ends = [*(before for _, _, before in nameless[1:]), total]
    below = [end - before - amount for (_, amount, before), end in zip(nameless, ends, strict=True)]
    found = {
        row: _SAID for i, (row, amount, _) in enumerate(nameless) if same(amount, below[i] or sum(takewhile(bool, below[i + 1 :]), ZERO))
    }
    return found if len(found) >= _FEWEST and len(found) >= _MOST * len(nameless) else {}
