"""What was understood of one grid: where its header is, which column is what, how it writes dates and money."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from cwbaudit.read.amounts import AmountStyle
from cwbaudit.read.dates import DateStyle

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["payments", "supplier register", "contracts register"]


@dataclass(frozen=True)
class Layout:
    """Enough to read the grid again without judging again; `columns` is our name to the column's place from 0.

    `last_row` 0 is the end of the sheet; `repeated` are rows in which the header comes again.
    """

    kind: Kind
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int = 0
    repeated: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    amount_basis: str = "unstated"
    amounts: AmountStyle = field(default_factory=AmountStyle)
    dates: DateStyle = field(default_factory=DateStyle)
    why: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    publisher: str = ""

    @property
    def header_row(self) -> int:
        """The 1-based row of the header's last line, under which the data begins; 0 when there is none."""
        return self.header_rows[-1] if self.header_rows else 0

    def theirs(self) -> dict[str, str]:
        """Our column name to theirs."""
        return {ours: self.names[i] for ours, i in self.columns.items()}

    def pin(self) -> str:
        """The line for audit.toml that fixes this reading of the columns."""
        inside = ", ".join(f"{ours} = {json.dumps(theirs, ensure_ascii=False)}" for ours, theirs in self.theirs().items())
        return f"columns = {{ {inside} }}"

    def to_json(self) -> str:
        """The layout as it is kept in the table of sources."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Layout:
        """The layout that `to_json` wrote."""
        raw = json.loads(text)
        raw |= {"amounts": AmountStyle(**raw["amounts"]), "dates": DateStyle(**raw["dates"])}
        raw |= {name: tuple(raw[name]) for name in ("header_rows", "repeated", "names", "why", "close")}
        return cls(**raw)


def within(cells: pa.Table, layout: Layout) -> pa.Table:
    """The rows of one table: from its first row to its last, its header left out."""
    import pyarrow.compute as pc

    rows = cells.column("row").to_numpy()
    start = int(rows.searchsorted(layout.first_row))
    stop = int(rows.searchsorted(layout.last_row, side="right")) if layout.last_row else len(rows)
    part = cells.slice(start, max(0, stop - start))
    for row in layout.header_rows:
        if layout.first_row <= row <= (layout.last_row or row):
            part = part.filter(pc.not_equal(part.column("row"), row))
    return part


def sample(cells: pa.Table, first_row: int, *, without: tuple[int, ...] = (), most: int = 2000) -> list[list[str]]:
    """Up to `most` rows from `first_row` on, half of them from the top and half spread evenly over the rest; columns of text."""
    import numpy as np
    import pyarrow as pa

    rows = cells.column("row").to_numpy()
    below = np.flatnonzero((rows >= first_row) & ~np.isin(rows, without))
    head, rest = below[: most // 2], below[most // 2 :]
    step = max(1, len(rest) // (most // 2))
    some = cells.take(pa.array(np.concatenate([head, rest[::step][: most // 2]]), pa.int64()))
    return [some.column(name).to_pylist() for name in some.column_names[1:]]


def counted(cells: pa.Table, column: int, first_row: int) -> Counter[str]:
    """How often each distinct text occurs in one column below the header."""
    import pyarrow.compute as pc

    if column + 1 >= cells.num_columns:
        return Counter()
    start = int(cells.column("row").to_numpy().searchsorted(first_row))
    below = cells.column(f"c{column}").slice(start)
    return Counter({entry["values"]: entry["counts"] for entry in pc.value_counts(below).to_pylist() if entry["values"]})


def commonest(values: Sequence[str]) -> str:
    """The value that fills most of a column, where it fills nearly all of it; empty otherwise."""
    counts = Counter(value for value in values if value)
    value, count = counts.most_common(1)[0] if counts else ("", 0)
    return value if count > 0.9 * counts.total() else ""
