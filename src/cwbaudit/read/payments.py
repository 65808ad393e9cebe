"""The rows of one table, each as what it is: a payment, or a row set aside and why. No row below the header is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from cwbaudit.arrays import numbers, repeated
from cwbaudit.engine import Relation, Tabular, sql
from cwbaudit.money import ZERO
from cwbaudit.read.cells import Cells
from cwbaudit.read.held import MOST_BYTES, Held, Holding, without
from cwbaudit.read.layout import Layout, inside
from cwbaudit.read.once import no_ways
from cwbaudit.read.outline import outlined
from cwbaudit.read.parts import combined
from cwbaudit.read.totals import noted, total_rows
from cwbaudit.read.values import FURTHER, NAME, SUPPLIER, TEXTS, Values

if TYPE_CHECKING:
    import pyarrow as pa

_STATUS = """
    select *, case
        when left_out <> '' then 'left-out'
        when total is not null then 'total-row'
        when {repeated} then 'repeated-header'
        when plain or (amount is not null and regexp_matches(amount_text, '[0-9]')) then 'payment'
        when filled <= 1 or (supplier_name = '' and not regexp_matches(amount_text, '[0-9#]')) then 'not-a-payment'
        when amount_text = '' or amount is not null then 'amount-missing'
        else 'amount-unreadable'
    end as status
    from (select r.*, t.note as total from odd r left join totals t on t.row = r.row) order by row
"""


@dataclass(frozen=True)
class Rows:
    """Every filled row below the header: a payment, or set aside for a reason.

    `held` has what is read of each row, in order, under our names: those texts that the table has, its date and amount, a `likeness`
    that is equal for lines that are equal, and the `way` in which its supplier is written. `odd` are the rows of which something is to
    be said, each with its `status`; all others are payments. `written` is how the payments write their suppliers, each way once, in
    those columns that the table has.
    """

    held: Held
    odd: pa.Table
    written: pa.Table

    @property
    def count(self) -> int:
        """How many payments there are."""
        return self.held.filled - int(self._aside.num_rows)

    def payments(self) -> tuple[int, Decimal, Decimal]:
        """How many payments there are, what they sum to in whole pennies, and the exact sum as published."""
        (amount,) = sql("select coalesce(sum(amount), 0) from r", r=self.held.table()).one()
        aside = self.set_aside().values()
        (residue,) = sql("select coalesce(sum(residue), 0) from r where status = 'payment'", r=self.odd).one()
        total = Decimal(amount) - sum(amount for _, amount in aside)
        return self.count, total, total + Decimal(residue)

    def set_aside(self) -> dict[str, tuple[int, Decimal]]:
        """By reason: how many rows, and what those of them that have a readable amount sum to."""
        return {reason: (count, amount or ZERO) for reason, (count, amount) in self.reasons().items()}

    def reasons(self) -> dict[str, tuple[int, Decimal | None]]:
        """The same; None where no row has an amount that can be read."""
        query = "select status, count(*), sum(amount) from r where status <> 'payment' group by 1 order by 1"
        found = sql(query, r=self.odd).rows()
        return {status: (int(count), None if amount is None else Decimal(amount)) for status, count, amount in found}

    def stretches(self, *wanted: str) -> Iterator[pa.Table]:
        """The payments in order, a stretch at a time, with those of their texts that the table has; or their row and the wanted columns."""
        aside = numbers(self._aside.column(0)).tolist()
        for stretch in self.held.stretches(*(("row", *wanted) if wanted else ())):
            yield without(stretch, aside)

    def lines(self, of: pa.Table | None = None) -> Relation:
        """The payments with all that is read of them, or some of these; a text that the table does not have is empty."""
        texts = ", ".join(name if name in self.held.names else f"'' as {name}" for name in TEXTS)
        query = f"select row, {texts}, date, amount from held"
        if of is not None:
            return sql(query, held=of)
        aside = self._aside
        kept = " where row not in (select row from aside)" if aside.num_rows else ""
        return sql(query + kept, held=self.held.table(), aside=aside)

    def suppliers(self) -> Relation:
        """How the payments write their suppliers, each `way` once; a text that the table does not have is empty."""
        texts = ", ".join(name if name in self.written.column_names else f"'' as {name}" for name in (*SUPPLIER, *FURTHER))
        return sql(f"select * replace ({NAME}) from (select {texts}, way from written)", written=self.written)

    @cached_property
    def _aside(self) -> pa.Table:
        import pyarrow.compute as pc

        return self.odd.select(["row"]).filter(pc.invert(pc.is_in(self.odd.column("status"), value_set=repeated("payment", 1))))


def rows_of(cells: Cells, layout: Layout, *, keep_totals: bool = False, most: int = MOST_BYTES) -> Rows:
    """The rows of `cells` under `layout`, no more than `most` bytes of them in memory."""
    import pyarrow as pa

    cells = combined(cells, layout)
    totals_above: dict[int, str] = {}
    guides = layout.repeated
    if layout.outline:
        cells, totals_above = outlined(cells, layout)
        layout = replace(layout, repeated=(*layout.repeated, *totals_above))
    values, holding, doubtful = Values(layout, tuple(cells.names)), Holding(most), []
    ways, stretches = no_ways(), inside(cells, layout)
    for stretch in chain([next(stretches, cells.some.slice(0, 0))], stretches):  # of no rows the columns at least
        read, doubted, written = values.read(stretch)
        ways, place = ways.joined(written)
        holding.take(_renumbered(read, place))
        doubtful.append(_renumbered(doubted, place))
    held, odd = holding.done(), pa.concat_tables(doubtful)
    counted = _counted(held, odd, guides) if layout.left_out or guides else (held.table(), odd)
    totals = noted({}) if keep_totals else total_rows(*counted, cells, totals_above)
    query = _STATUS.format(repeated=values.repeated("supplier_name", "amount_text"))
    judged = sql(query, odd=odd, totals=totals).arrow()
    aside = sql("select cast(way as bigint) as way from r where status <> 'payment'", r=judged).arrow()
    return Rows(held, judged, ways.without(aside.column("way")))


def _counted(held: Held, odd: pa.Table, guides: Sequence[int]) -> tuple[Tabular, Tabular]:
    """The rows, and those in doubt, without what is left out, and without the header where it comes again: no total has it."""
    aside = f"left_out <> '' or row in ({', '.join(map(str, guides)) or '-1'})"
    rows = sql(f"select row, date, supplier_name, amount from r where row not in (select row from o where {aside})", r=held.table(), o=odd)
    return rows, sql(f"select * from o where not ({aside})", o=odd).arrow()


def _renumbered(rows: pa.Table, place: pa.Array) -> pa.Table:
    """The rows with the place of their `way` among all ways."""
    import pyarrow.compute as pc

    return rows.set_column(rows.column_names.index("way"), "way", pc.take(place, rows.column("way")))
