"""The date and the amount of each row under a layout, and which rows need a second look.

The engine reads plain amounts by a strict pattern; only the distinct odd texts, and the distinct dates, are read one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cwbaudit.arrays import table
from cwbaudit.engine import Relation, quoted, sql
from cwbaudit.money import to_penny
from cwbaudit.read import amounts, dates
from cwbaudit.read.amounts import PENCE_COMMA
from cwbaudit.read.cells import Cells
from cwbaudit.read.held import arranged
from cwbaudit.read.layout import Layout, within
from cwbaudit.read.totals import MAYBE

if TYPE_CHECKING:
    import pyarrow as pa

TEXTS = (
    "supplier_name",
    "supplier_ref",
    "company_number",
    "postcode",
    "category",
    "category_code",
    "service",
    "description",
    "contract_ref",
    "declared_influence",
    "transaction_ref",
)
# The number of a payment is in no likeness: lines that differ by nothing else take turns among themselves.
_ALIKE = tuple(name for name in TEXTS if name != "transaction_ref")
_PLAIN = r"-?[0-9]{1,13}(\.[0-9]{1,2})?"
_NO_TEXT = r"[^\s\S]"
# Credits in a column of their own, as the debits' negatives; a row with both is one that cannot be read.
_EITHER = """(case when not regexp_matches({credit}, '[1-9]') then {debit}
    when not regexp_matches({debit}, '[1-9]') then '{sign}' || {credit} else {debit} || ' less ' || {credit} end)"""
_SCHEMES = re.compile("cpv|proclass|unspsc", re.IGNORECASE)
_LARGEST = Decimal(10) ** 15
_FITS = Decimal("1e-20")

# A likeness is equal for lines that are equal. It is the engine's own hash: it tells which lines to compare, and is in no id and no file.
_READ = """
    select row, date, amount, cast(hash({texts}, date, amount) >> 1 as bigint) as likeness
    from (
        select c.*, d.date, case when plain then cast(number as decimal(18,2)) else m.amount end as amount
        from (
            select row, {texts}, {date} as date_text, plain, case when plain then {amount} end as number,
                case when plain then '' else {amount} end as amount_text
            from (select *, regexp_full_match({amount}, '{plain}') as plain from stretch)
        ) c join money m on m.text = c.amount_text join days d on d.text = c.date_text
    )
"""
_ODD = """
    select row, supplier_name, amount_text, case when date is null then date_text else '' end as date_text, date is not null as dated,
        case when {doubtful} then {filled} else 99 end as filled, case when {doubtful} then coalesce({cells}) else '' end as first_text,
        plain, r.amount, coalesce(m.residue, 0) as residue
    from (
        select *, {supplier} as supplier_name, {amount} as amount_text, {date} as date_text,
            regexp_full_match({amount}, '{plain}') as plain
        from stretch
        where amount is null or (date is null and {date} <> '') or {supplier} in (select text from maybe) or {repeated}
            or {amount} in (
                select text from money where residue <> 0 or not regexp_matches(text, '[0-9]') or regexp_full_match(text, '{comma}')
            )
    ) r left join money m on m.text = r.amount_text
"""


@dataclass(frozen=True)
class Values:
    """What the distinct texts of one table's amounts and dates say."""

    layout: Layout
    names: tuple[str, ...]
    money: pa.Table
    days: pa.Table
    maybe: pa.Table

    @classmethod
    def of(cls, cells: Cells, layout: Layout) -> Values:
        """The values of `cells` under `layout`."""
        none = cls(layout, tuple(cells.names), _money([], layout), _days([], layout), _maybe(within(cells, layout), "''"))
        rows, amount, date = within(cells, layout), none.cell("amount"), none.cell("date")
        odd = _distinct(rows, amount, f"not regexp_full_match({amount}, '{none.plain}')")
        days = _days(_distinct(rows, date) if date != "''" else [], layout)
        return replace(none, money=_money(odd, layout), days=days, maybe=_maybe(rows, none.cell("supplier_name")))

    def cell(self, ours: str) -> str:
        """The column of cells that has our column, for a query; empty text where there is none."""
        place = self.layout.columns.get(ours)
        column = f"c{place}" if place is not None and place < len(self.names) else "''"
        if ours == "amount" and "credit" in self.layout.columns:
            sign = "" if self.layout.amounts.credits_signed else "-"
            return _EITHER.format(debit=column, credit=self.cell("credit"), sign=sign)
        return column

    @property
    def plain(self) -> str:
        """The pattern of texts that are taken as they stand."""
        return _PLAIN if (self.layout.amounts.times, self.layout.amounts.parts) == (1, 1) else _NO_TEXT

    def read(self, stretch: pa.Table) -> pa.Table:
        """The stretch with the `date`, the `amount` and the `likeness` of each row."""
        texts = ", ".join(f"{self.cell(name)}" for name in _ALIKE if self.cell(name) != "''") or "''"
        query = _READ.format(texts=texts, date=self.cell("date"), amount=self.cell("amount"), plain=self.plain)
        found = arranged(sql(query, stretch=stretch, money=self.money, days=self.days).arrow(), stretch)
        for name in ("date", "amount", "likeness"):
            stretch = stretch.append_column(name, found.column(name))
        return stretch

    def odd(self, read: pa.Table) -> pa.Table:
        """The rows of which something is to be said, or which may be no payment; all others are payments beyond doubt."""
        supplier, amount = self.cell("supplier_name"), self.cell("amount")
        query = _ODD.format(
            supplier=supplier, amount=amount, date=self.cell("date"), plain=self.plain, comma=PENCE_COMMA,
            repeated=self.repeated(supplier, amount),
            doubtful="supplier_name = '' or not (plain or regexp_matches(amount_text, '[0-9]'))",
            filled=" + ".join(f"cast({name} <> '' as integer)" for name in self.names),
            cells=", ".join([*(f"nullif({name}, '')" for name in self.names), "''"]),
        )  # fmt: skip
        return sql(query, stretch=read, money=self.money, maybe=self.maybe).arrow()

    def named(self, read: pa.Table) -> pa.Table:
        """The stretch with what is read of each row, under our names."""
        import pyarrow as pa

        texts = {name: read.column(self.cell(name)) for name in TEXTS if self.cell(name) != "''"}
        if "category_code" in texts:
            texts["category_code"] = self._after_scheme(texts["category_code"])
        return pa.table({"row": read.column("row"), **texts, **{name: read.column(name) for name in ("date", "amount", "likeness")}})

    def _after_scheme(self, codes: pa.ChunkedArray) -> pa.ChunkedArray:
        """Codes after the name of the scheme that their header says: a number alone does not tell of which it is."""
        import pyarrow.compute as pc

        header = self.layout.names[self.layout.columns["category_code"]]
        scheme = _SCHEMES.search(header)
        if not scheme:
            return codes
        return pc.if_else(pc.equal(codes, ""), "", pc.binary_join_element_wise(scheme[0].lower(), codes, " "))

    def repeated(self, supplier: str, amount: str) -> str:
        """Whether a row says the header again, for a query in which its supplier and its amount are called so."""
        again = " and ".join(
            f"lower({column}) = {quoted(self.layout.names[place].casefold())}"
            for ours, column in (("supplier_name", supplier), ("amount", amount))
            if (place := self.layout.columns.get(ours)) is not None
        )
        listed = ", ".join(map(str, self.layout.repeated)) or "-1"
        return f"(row in ({listed}) or ({again or 'false'}))"


def _money(texts: list[str], layout: Layout) -> pa.Table:
    """Each odd amount once, and no amount: its text, the sum to the penny where it states one, and what the rounding took away."""
    import pyarrow as pa

    every = ["", *texts]
    exact = [amounts.read(text, layout.amounts) for text in every]
    known = [amount if amount is not None and abs(amount) < _LARGEST else None for amount in exact]
    pennies = [None if amount is None else to_penny(amount) for amount in known]
    residues = [None if a is None or b is None else (a - b).quantize(_FITS) for a, b in zip(known, pennies, strict=True)]
    return table({
        "text": (every, pa.string()), "amount": (pennies, pa.decimal128(18, 2)), "residue": (residues, pa.decimal128(24, 20)),
    })  # fmt: skip


def _days(texts: list[str], layout: Layout) -> pa.Table:
    """Each text that stands for a date once, and no date: the day that it states, if it does."""
    import pyarrow as pa

    every = ["", *texts]
    return table({"text": (every, pa.string()), "date": ([dates.read(text, layout.dates) for text in every], pa.date32())})


def _distinct(rows: Relation, column: str, where: str = "true") -> list[str]:
    query = f"select distinct {column} as text from rows where {column} <> '' and {where} order by 1"
    return [text for (text,) in sql(query, rows=rows).rows()]


def _maybe(rows: Relation, supplier: str) -> pa.Table:
    """The names of suppliers that may be the label of a total, each once; no name is one."""
    # `times < 0` is never so, but keeps the engine from asking every row before it has made them distinct
    query = f"""
        select text from (select {supplier} as text, count(*) as times from rows group by 1)
        where times < 0 or text = '' or {MAYBE.format(supplier="text")}
    """
    return sql(query, rows=rows).arrow()
