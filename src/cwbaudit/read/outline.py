"""An outline: the supplier stands on the first row of its block and its total below, so the rows between are its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cwbaudit.arrays import array

if TYPE_CHECKING:
    import pyarrow as pa

_FEWEST = 2
_CLOSED = 0.6
_TOTAL = re.compile(
    r"\s*(?:(?:sub|grand)?[ -]*totals?(?: for| of)?\b[ :-]*(?P<after>.*)|(?P<before>.*?)[ :-]*\b(?:sub)?[ -]*total:?)\s*", re.I
)


def is_outline(names: Sequence[str], amounts: Sequence[str]) -> bool:
    """Whether most blocks of these rows end in a total that names the supplier at their head, and rows between name nobody."""
    head, blocks, closed, nameless = "", 0, 0, 0
    for name, amount in zip(names, amounts, strict=True):
        if not name:
            nameless += bool(amount and head)
        elif (total := _TOTAL.fullmatch(name)) and head in (total["after"], total["before"]):
            closed, head = closed + 1, ""
        else:
            head, blocks = name, blocks + 1
    return nameless > 0 and closed >= _FEWEST and closed >= _CLOSED * blocks


def carried_down(stretches: Iterable[pa.Table], column: str) -> Iterator[pa.Table]:
    """The stretches, in each nameless row the name above it; under a total there is none."""
    import pyarrow as pa

    head = ""
    for stretch in stretches:
        filled = []
        for name in stretch.column(column).to_pylist():
            if name:
                head = "" if _TOTAL.fullmatch(name) else name
            filled.append(name or head)
        yield stretch.set_column(stretch.column_names.index(column), column, array(filled, pa.string()))
