"""What was understood of one grid: where its header is, which column is what, how it writes dates and money."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from cwbaudit.arrays import codes, numbers, whole_numbers
from cwbaudit.engine import Relation, sql
from cwbaudit.read.amounts import AmountStyle
from cwbaudit.read.cells import Cells
from cwbaudit.read.dates import DateStyle
from cwbaudit.read.held import without
from cwbaudit.read.left_out import LeftOut
from cwbaudit.read.made import NUMBER, Made

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["payments", "supplier register", "contracts register"]

_MANY_CELLS, _MOST_NOTES = 2, 12
_SUM = re.compile(r"[-(\u2212]?\s?£?\s?-?[\d, ]+(?:[.,]\d\d?)(?:\s?(?:CR|DR))?[)-]?|£.*", re.IGNORECASE)  # not a day that Excel counts
ABOVE_ROWS = "(rows above the payments)"


@dataclass(frozen=True)
class Layout:
    """Enough to read the grid again without judging again; `columns` is our name to the column's place from 0.

    `last_row` 0 is the end of the sheet; `repeated` are rows in which the header comes again; in an `outline` a supplier stands once,
    at the head of its rows (of which form: outline.py).
    `credit_texts` are what the column `sign` says beside a credit; `sign_doubt` is what is to be said of signs that may be wrong.
    `parts` are the places of the columns that together are the amount, `parts_said` what is to be said where nobody named them;
    `address` those that together are the supplier's address, `made` what else is made of other columns; `left_out` are rows that are no
    spend, by what a column says.
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
    outline: str = ""
    credit_texts: tuple[str, ...] = ()
    sign_doubt: str = ""
    parts: tuple[int, ...] = ()
    parts_said: str = ""
    address: tuple[int, ...] = ()
    made: tuple[Made, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def header_row(self) -> int:
        """The 1-based row of the header's last line, under which the data begins; 0 when there is none."""
        return self.header_rows[-1] if self.header_rows else 0

    def theirs(self) -> dict[str, str]:
        """Our column name to theirs."""
        return {ours: self.names[i] for ours, i in self.columns.items()}

    def pin(self) -> str:
        """The line for audit.toml that fixes this reading of the columns, in their order: files of one form have one line."""
        stands = sorted(self.columns.items(), key=lambda column: column[1])
        listed: dict[str, str | list[str]] = {ours: self.names[i] for ours, i in stands if self.names[i] != ABOVE_ROWS}
        for ours, places in (("amount", self.parts), ("address", self.address), *((one.ours, one.places) for one in self.made)):
            theirs = [self.names[i] for i in places]
            listed |= {ours: theirs if len(theirs) > 1 else theirs[0]} if places else {}
        listed = {
            ours: theirs for ours, theirs in listed.items() if ours not in {one.ours for one in self.made if one.how.startswith(NUMBER)}
        }
        inside = ", ".join(f"{ours} = {json.dumps(theirs, ensure_ascii=False)}" for ours, theirs in listed.items())
        named = {"payments": "columns", "supplier register": "register_columns"}.get(self.kind)
        return f"{named} = {{ {inside} }}" if named else ""

    def to_json(self) -> str:
        """The layout as it is kept in the table of sources."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Layout:
        """The layout that `to_json` wrote."""
        raw = json.loads(text)
        raw |= {"amounts": AmountStyle(**raw["amounts"]), "dates": DateStyle(**raw["dates"])}
        raw |= {name: tuple(raw[name]) for name in ("header_rows", "repeated", "names", "why", "close", "credit_texts", "parts", "address")}
        raw["made"] = tuple(Made(ours, how, tuple(places)) for ours, how, places in raw["made"])
        raw["left_out"] = tuple(LeftOut(place, tuple(texts)) for place, texts in raw["left_out"])
        return cls(**raw)


def within(cells: Cells, layout: Layout) -> Relation:
    """The rows of one table: from its first row to its last, its header left out."""
    last = f" and row <= {layout.last_row}" if layout.last_row else ""
    header = f" and row not in ({', '.join(map(str, layout.header_rows))})" if layout.header_rows else ""
    return sql(f"select * from cells where row >= {layout.first_row}{last}{header}", cells=cells.table)


def inside(cells: Cells, layout: Layout, *wanted: str) -> Iterator[pa.Table]:
    """The same rows in order, a stretch at a time; or their row and the wanted columns."""
    import numpy as np

    for stretch in cells.held.stretches(*wanted):
        rows = numbers(stretch.column("row"))
        start = int(np.searchsorted(rows, layout.first_row))
        end = int(np.searchsorted(rows, layout.last_row, "right")) if layout.last_row else len(rows)
        if end > start:
            yield without(stretch.slice(start, end - start), [row for row in layout.header_rows if row >= layout.first_row])


def sample(cells: Cells, first_row: int, *, without: tuple[int, ...] = ()) -> list[list[str]]:
    """The rows from `first_row` on by which the columns are judged; columns of text."""
    import numpy as np

    rows = numbers(cells.some.column("row"))
    chosen = np.flatnonzero((rows >= first_row) & ~np.isin(rows, without))
    some = cells.some if len(chosen) == len(rows) else cells.some.take(whole_numbers(chosen))
    return [some.column(name).to_pylist() for name in cells.names]


def notes_begin(columns: Sequence[Sequence[str]]) -> int:
    """How many of the sampled rows come before notes and totals below the table: the last ones, which say hardly a thing but sums where
    others say more.

    In a small table they would count for as much as the payments do.
    """
    rows = list(zip(*columns, strict=True))
    if not any(_says(row) >= _MANY_CELLS for row in rows):
        return len(rows)
    return next((end for end in range(len(rows), max(0, len(rows) - _MOST_NOTES), -1) if _says(rows[end - 1]) > 1), len(rows))


def _says(row: Sequence[str]) -> int:
    """How many cells of the row say anything but a sum."""
    return sum(bool(cell) and not _SUM.fullmatch(cell) for cell in row)


def counted(cells: Cells, column: int, first_row: int, alike: Callable[[pa.Array], pa.Array] | None = None) -> Counter[str]:
    """How often each distinct text occurs in one column below the header; `alike` gives the text that stands for those like it."""
    import numpy as np
    import pyarrow.compute as pc

    counts: Counter[str] = Counter()
    if column < len(cells.names):
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for stretch in cells.held.stretches("row", f"c{column}"):
                start = int(np.searchsorted(numbers(stretch.column("row")), first_row))
                for found in pool.map(pc.value_counts, stretch.column(1).slice(start).chunks):
                    texts, times = found.field("values"), numbers(found.field("counts"))
                    if alike:
                        met = alike(texts).dictionary_encode()
                        texts, times = met.dictionary, np.bincount(codes(met.indices), times, len(met.dictionary)).astype(np.int64)
                    for text, count in zip(texts.to_pylist(), times.tolist(), strict=True):
                        counts[text] += count
    return Counter({text: counts[text] for text in sorted(counts) if text})


def commonest(values: Sequence[str]) -> str:
    """The value that fills most of a column, where it fills nearly all of it; empty otherwise."""
    counts = Counter(value for value in values if value)
    value, count = counts.most_common(1)[0] if counts else ("", 0)
    return value if count > 0.9 * counts.total() else ""
