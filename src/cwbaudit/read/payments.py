"""The rows of one table, each as what it is: a payment, or a row set aside and why. No row below the header is left out.

The engine reads plain amounts by a strict pattern; only the distinct odd texts, and the distinct dates, are read one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cwbaudit.arrays import table
from cwbaudit.engine import Relation, Tabular, quoted, sql
from cwbaudit.money import to_penny
from cwbaudit.read import amounts, dates
from cwbaudit.read.cells import Cells
from cwbaudit.read.layout import Layout, within
from cwbaudit.read.totals import noted, total_rows

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
_MOST_BYTES = 1 << 26  # of cells whose rows are kept in memory
_LARGEST = Decimal(10) ** 15

# The amount and the date of each row; texts are read twice from the cells rather than put down in between.
_READ = """
    select c.*, d.date, case when plain then cast(number as decimal(18,2)) else m.amount end as amount,
        case when plain then 0 else m.residue end as residue
    from (
        select row, {columns}, {date} as date_text, plain, case when plain then {amount} end as number,
            case when plain then '' else {amount} end as amount_text,
            case when {odd} then {filled} else 99 end as filled, case when {odd} then coalesce({cells}) else '' end as first_text
        from (select *, regexp_full_match({amount}, '{pattern}') as plain from cells)
    ) c left join money m on m.text = c.amount_text left join days d on d.text = c.date_text
"""
_NARROW = f"""
    select row, supplier_name, amount_text, case when date is null then date_text else '' end as date_text, date is not null as dated,
        filled, first_text, plain, amount, residue, cast(hash({", ".join(TEXTS)}, date, amount) >> 1 as bigint) as likeness
    from r
"""
_PAYMENTS = f"select row, {', '.join(TEXTS)}, date, amount from r {{without}}"

_STATUS = """
    select *, case
        when total is not null then 'total-row'
        when row in ({again}) or ({repeated}) then 'repeated-header'
        when plain or (amount is not null and regexp_matches(amount_text, '[0-9]')) then 'payment'
        when filled <= 1 or (supplier_name = '' and not regexp_matches(amount_text, '[0-9#]')) then 'not-a-payment'
        when amount_text = '' or amount is not null then 'amount-missing'
        else 'amount-unreadable'
    end as status
    from (select r.*, t.note as total from read_rows r left join totals t on t.row = r.row)
"""


@dataclass(frozen=True)
class Rows:
    """Every filled row below the header with its status; `payment` rows carry money, the others say why they do not.

    `table` has what tells them apart, and a `likeness` that is equal for lines that are equal (the engine's own hash, which is in no
    id and in no file); `lines` the payments with all that is read of them.
    """

    table: Tabular
    lines: Relation

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


def rows_of(cells: Cells, layout: Layout, *, keep_totals: bool = False) -> Rows:
    """The rows of `cells` under `layout`."""
    inside = within(cells, layout)
    every = _read(inside, cells.names, layout)
    narrow = sql(_NARROW, r=every)
    read_rows = narrow.stored() if cells.nbytes > _MOST_BYTES else narrow.arrow()
    totals = noted({}) if keep_totals else total_rows(read_rows, inside)
    repeated = " and ".join(
        f"lower({column}) = {quoted(layout.names[place].casefold())}"
        for ours, column in (("supplier_name", "supplier_name"), ("amount", "amount_text"))
        if (place := layout.columns.get(ours)) is not None
    )
    again = ", ".join(map(str, layout.repeated)) or "-1"
    table = sql(_STATUS.format(repeated=repeated or "false", again=again), read_rows=read_rows, totals=totals)
    aside = sql("select row from t where status <> 'payment'", t=table).arrow()
    without = "where row not in (select row from aside)" if aside.num_rows else ""
    return Rows(table, sql(_PAYMENTS.format(without=without), r=every, aside=aside))


def _read(cells: Relation, every: list[str], layout: Layout) -> Relation:
    def column(ours: str) -> str:
        place = layout.columns.get(ours)
        return f"c{place}" if place is not None and place < len(every) else "''"

    query = _READ.format(
        columns=", ".join(f"{column(name)} as {name}" for name in TEXTS),
        amount=column("amount"), date=column("date"), pattern=_PLAIN,
        odd=f"{column('supplier_name')} = '' or not (plain or regexp_matches({column('amount')}, '[0-9]'))",
        filled=" + ".join(f"cast({name} <> '' as integer)" for name in every),
        cells=", ".join([*(f"nullif({name}, '')" for name in every), "''"]),
    )  # fmt: skip
    return sql(query, cells=cells, money=_money(cells, column("amount"), layout), days=_days(cells, column("date"), layout))


def _money(cells: Relation, column: str, layout: Layout) -> Tabular:
    """Each odd amount once: its text, the sum to the penny, and what the rounding took away."""
    import pyarrow as pa

    odd = _distinct(cells, column, f"not regexp_full_match({column}, '{_PLAIN}')")
    found = {text: amount for text in odd if (amount := amounts.read(text, layout.amounts)) is not None and abs(amount) < _LARGEST}
    pennies = [to_penny(amount) for amount in found.values()]
    return table({
        "text": (list(found), pa.string()),
        "amount": (pennies, pa.decimal128(18, 2)),
        "residue": ([_fits(amount - near) for amount, near in zip(found.values(), pennies, strict=True)], pa.decimal128(24, 20)),
    })  # fmt: skip


def _fits(residue: Decimal) -> Decimal:
    return residue.quantize(Decimal("1e-20"))


def _days(cells: Relation, column: str, layout: Layout) -> Tabular:
    import pyarrow as pa

    texts = _distinct(cells, column) if layout.columns.get("date") is not None else []
    found = {text: day for text in texts if (day := dates.read(text, layout.dates)) is not None}
    return table({"text": (list(found), pa.string()), "date": (list(found.values()), pa.date32())})


def _distinct(cells: Relation, column: str, where: str = "true") -> list[str]:
    query = f"select distinct {column} as text from cells where {column} <> '' and {where} order by 1"
    return [text for (text,) in sql(query, cells=cells).rows()]
