"""Tables one below another in a sheet, each under a header of its own: where the next begins, told before any of them is judged.

Judged together, the columns of one would speak against those of another that stand in the same place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cwbaudit.read.cells import Cells, NumberedRow
from cwbaudit.read.header import telling
from cwbaudit.read.vocabulary import plain

_LOOKED_AT = 1_000
_FEWEST = 2  # rows with several cells make a table
_IN = re.compile(
    r"(?:total )?(?:receipts?|income|money in|paid in|money received)\b(?!.*\b(?:payments?|expenditure|spend|paid out)\b).{0,40}"
)
_PAYER = re.compile(r"from|(?:received|receipts?|income) from|from whom(?: received)?|payer|source of income")


def next_table(cells: Cells) -> int:
    """The number of the row where a table with other columns begins below the first one; 0 where none does.

    Both have a sum, and both a date or neither, and one of these or the supplier stands elsewhere: a small summary above a long list is
    no table of its own, and neither is the same header again.
    """
    rows = cells.head(_LOOKED_AT)
    heads = [(at, told) for at, (_, row) in enumerate(rows) if (told := telling(row))]
    best = max((told for _, told in heads), key=len, default={})
    alike = [(at, told) for at, told in heads if "amount" in told and ("date" in told) == ("date" in best)]
    for (at, told), (after, other) in pairwise(alike):
        if not all(other.get(role, place) == place for role, place in told.items()):
            end = next((later for later, _ in alike if later > after), len(rows))
            if _is_table(rows[at + 1 : after]) and _is_table(rows[after + 1 : end]):
                return rows[after][0]
    return 0


def _is_table(rows: Sequence[NumberedRow]) -> bool:
    return sum(sum(map(bool, row)) > 1 for _, row in rows) >= _FEWEST


def is_of_receipts(above: Sequence[NumberedRow], names: Sequence[str]) -> bool:
    """Whether a table is of money that came in: the cell alone in the row above its header says so, or the name of a column does."""
    title = [cell for cell in above[-1][1] if cell] if above else []
    said = len(title) == 1 and bool(_IN.fullmatch(plain(title[0])))
    return said or any(_PAYER.fullmatch(plain(name)) for name in names)
