"""The rows of one table, each as what it is: a payment, or a row set aside and why. No row below the header is left out.

The engine reads plain amounts by a strict pattern; only the distinct odd texts, and the distinct dates, are read one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cwbaudit.engine import Tabular, sql
from cwbaudit.money import to_penny
from cwbaudit.names import NO_NAME
from cwbaudit.read import amounts, dates
from cwbaudit.read.layout import Layout, within
from cwbaudit.read.totals import total_rows

if TYPE_CHECKING:
    import pyarrow as pa

TEXTS = (
    "supplier_name",
    "supplier_ref",
    "company_number",
    "postcode",
    "category",
    "service",
    "description",
    "contract_ref",
    "declared_influence",
)
_PLAIN = r"-?[0-9]{1,13}(\.[0-9]{1,2})?"
_LARGEST = Decimal(10) ** 15

_READ = """
    select c.row, {texts}, amount_text, date_text, filled, first_text, d.date,
        case when plain then cast(amount_text as decimal(18,2)) else m.amount end as amount,
        case when plain then 0 else m.residue end as residue
    from (
        select row, {columns}, {amount} as amount_text, {date} as date_text,
            case when {odd} then {filled} else 99 end as filled, case when {odd} then coalesce({cells}) else '' end as first_text,
            regexp_full_match({amount}, '{pattern}') as plain
        from cells
    ) c left join money m on m.text = c.amount_text left join days d on d.text = c.date_text
"""

_STATUS = """
    select *, case
        when total is not null then 'total-row'
        when row in ({again}) or ({repeated}) then 'repeated-header'
        when amount is not null and regexp_matches(amount_text, '[0-9]') then 'payment'
        when filled <= 1 or (supplier_name = '' and not regexp_matches(amount_text, '[0-9#]')) then 'not-a-payment'
        when amount_text = '' or amount is not null then 'amount-missing'
        else 'amount-unreadable'
    end as status
    from (select r.*, t.note as total from read_rows r left join totals t on t.row = r.row)
"""


@dataclass(frozen=True)
class Rows:
    """Every filled row below the header with its status; `payment` rows carry money, the others say why they do not."""

    table: Tabular

    def payments(self) -> tuple[int, Decimal, Decimal]:
        """How many payments there are, what they sum to in whole pennies, and the exact sum as published."""
        count, amount, residue = sql(
            "select count(*), coalesce(sum(amount), 0), coalesce(sum(residue), 0) from r where status = 'payment'", r=self.table
        ).one()
        return int(count), Decimal(amount), Decimal(amount) + Decimal(residue)

    def set_aside(self) -> dict[str, tuple[int, Decimal]]:
        """By reason: how many rows, and what those of them that have a readable amount sum to."""
        query = "select status, count(*), coalesce(sum(amount), 0) from r where status <> 'payment' group by 1 order by 1"
        return {status: (int(count), Decimal(amount)) for status, count, amount in sql(query, r=self.table).rows()}


def rows_of(cells: pa.Table, layout: Layout, *, keep_totals: bool = False) -> Rows:
    """The rows of `cells` under `layout`."""
    cells = within(cells, layout)
    read_rows = _read(cells, layout)
    totals = total_rows(read_rows, cells) if not keep_totals else _no_totals()
    repeated = " and ".join(
        f"lower({column}) = {_literal(layout.names[place].casefold())}"
        for ours, column in (("supplier_name", "supplier_name"), ("amount", "amount_text"))
        if (place := layout.columns.get(ours)) is not None
    )
    again = ", ".join(map(str, layout.repeated)) or "-1"
    return Rows(sql(_STATUS.format(repeated=repeated or "false", again=again), read_rows=read_rows, totals=totals))


def _read(cells: pa.Table, layout: Layout) -> pa.Table:
    def column(ours: str) -> str:
        place = layout.columns.get(ours)
        return f"c{place}" if place is not None and place + 1 < cells.num_columns else "''"

    every = cells.column_names[1:]
    query = _READ.format(
        texts=", ".join(TEXTS), columns=", ".join(f"{column(name)} as {name}" for name in TEXTS),
        amount=column("amount"), date=column("date"), pattern=_PLAIN,
        odd=f"{column('supplier_name')} = '' or not regexp_matches({column('amount')}, '[0-9]')",
        filled=" + ".join(f"cast({name} <> '' as integer)" for name in every),
        cells=", ".join([*(f"nullif({name}, '')" for name in every), "''"]),
    )  # fmt: skip
    return sql(query, cells=cells, money=_money(cells, column("amount"), layout), days=_days(cells, column("date"), layout)).arrow()


def _money(cells: pa.Table, column: str, layout: Layout) -> Tabular:
    """Each odd amount once: its text, the sum to the penny, and what the rounding took away."""
    import pyarrow as pa

    odd = _distinct(cells, column, f"not regexp_full_match({column}, '{_PLAIN}')")
    found = {text: amount for text in odd if (amount := amounts.read(text, layout.amounts)) is not None and abs(amount) < _LARGEST}
    exact = [(text, to_penny(amount), amount - to_penny(amount)) for text, amount in found.items()]
    return pa.table({
        "text": pa.array([text for text, _, _ in exact], pa.string()),
        "amount": pa.array([amount for _, amount, _ in exact], pa.decimal128(18, 2)),
        "residue": pa.array([_fits(residue) for _, _, residue in exact], pa.decimal128(24, 20)),
    })  # fmt: skip


def _fits(residue: Decimal) -> Decimal:
    return residue.quantize(Decimal("1e-20"))


def _days(cells: pa.Table, column: str, layout: Layout) -> Tabular:
    import pyarrow as pa

    texts = _distinct(cells, column) if layout.columns.get("date") is not None else []
    found = {text: day for text in texts if (day := dates.read(text, layout.dates)) is not None}
    return pa.table({"text": pa.array(list(found), pa.string()), "date": pa.array(list(found.values()), pa.date32())})


def _distinct(cells: pa.Table, column: str, where: str = "true") -> list[str]:
    query = f"select distinct {column} as text from cells where {column} <> '' and {where} order by 1"
    return [text for (text,) in sql(query, cells=cells).rows()]


def _no_totals() -> Tabular:
    import pyarrow as pa

    return pa.table({"row": pa.array([], pa.int64()), "note": pa.array([], pa.string())})


def _literal(text: str) -> str:
    from cwbaudit.engine import quoted

    return quoted(text)


LINE_NAME = f"case when supplier_name = '' then '{NO_NAME}' else supplier_name end"
