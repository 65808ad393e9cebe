"""The date and the amount of each row under a layout, and which rows need a second look.

The engine reads usual amounts by strict patterns; only the distinct odd texts, and the distinct dates, are read one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cwbaudit.arrays import array, repeated, small_numbers, table
from cwbaudit.engine import quoted, sql
from cwbaudit.money import to_penny
from cwbaudit.names import NO_NAME
from cwbaudit.read import amounts, dates, usual
from cwbaudit.read.amounts import PENCE_COMMA, POWER
from cwbaudit.read.held import among, arranged
from cwbaudit.read.layout import Layout
from cwbaudit.read.left_out import NOTHING
from cwbaudit.read.once import Ways, each_once
from cwbaudit.read.signs import signed
from cwbaudit.read.totals import MAYBE

if TYPE_CHECKING:
    import pyarrow as pa

SUPPLIER = ("supplier_name", "supplier_ref", "company_number", "postcode")
FURTHER = ("charity_number", "vat_number", "address")  # what a body seldom writes of a supplier
TEXTS = (
    *SUPPLIER,
    *FURTHER,
    "category",
    "category_code",
    "service",
    "description",
    "contract_ref",
    "declared_influence",
    "transaction_ref",
)
# The number of a payment is in no likeness: lines that differ by nothing else take turns among themselves.
_REST = tuple(name for name in TEXTS if name not in (*SUPPLIER, *FURTHER, "transaction_ref"))
NAME = f"case when supplier_name = '' then {quoted(NO_NAME)} else supplier_name end as supplier_name"
_SPELLING = f"hash(case when {{name}} = '' then {quoted(NO_NAME)} else {{name}} end, {{reference}}, {{number}}, {{postcode}})"
# Not available, as a person writes it, and what a spreadsheet shows of a look-up that found nothing. A firm may be called NA.
_NOBODY = ("N/A", "n/a", "N/a", "#N/A", "#REF!", "#NAME?", "#VALUE!", "#NULL!", "#DIV/0!", "#NUM!")
# Credits in a column of their own, as the debits' negatives; a row with both is one that cannot be read.
_EITHER = """(case when not regexp_matches({credit}, '[1-9]') then {debit}
    when not regexp_matches({debit}, '[1-9]') then '{sign}' || {credit} else {debit} || ' less ' || {credit} end)"""
_SCHEMES = re.compile("cpv|proclass|unspsc", re.IGNORECASE)
_LARGEST = Decimal(10) ** 15
_FITS = Decimal("1e-20")

# What is odd of the amounts and dates is looked up after: a query without a join keeps the order of the rows.
_READ = """
    select row, {spelling} as spelling, hash({texts}) as rest, form > 0 as plain, {value} as amount,
        case when form = 0 then said end as odd_amount
    from (select *, {form} as form from (select *, {amount} as said from stretch))
"""
# A likeness is equal for lines that are equal. It is the engine's own hash: it tells which lines to compare, and is in no id and no file.
_LIKENESS = "select row, cast(hash(spelling, rest, date, amount) >> 1 as bigint) as likeness from r"
_MAYBE = f"select supplier_name = '' or {MAYBE.format(supplier='supplier_name')} as maybe from written"
_DOUBTFUL = f"supplier_name = '' or not (plain or regexp_matches(amount_text, '[0-9]')) or {MAYBE.format(supplier='supplier_name')}"
# Their numbers first, for which few columns are looked at, then all of these few rows.
_ODD_ROWS = """
    select row from stretch
    where amount is null or (date is null and {date} <> '') or maybe or {repeated} or {left_out} <> ''
        or (not plain and {amount} in (
            select text from money where residue <> 0 or not regexp_matches(text, '[0-9]') or regexp_full_match(text, '{told}')
        ))
    order by row
"""
_ODD = """
    select row, supplier_name, amount_text, case when date is null then date_text else '' end as date_text, date is not null as dated,
        case when {doubtful} then {filled} else 99 end as filled,
        case when {doubtful} then coalesce({cells}) else '' end as first_text, plain, way, r.amount, coalesce(m.residue, 0) as residue,
        {left_out} as left_out
    from (select *, {supplier} as supplier_name, {amount} as amount_text, {date} as date_text from few) r
    left join money m on m.text = r.amount_text
"""


def spelling(cell: Callable[[str], str]) -> str:
    """The engine's own hash of how a supplier is written: it tells which rows to compare, and is in no id and no file.

    `cell` names the column that has ours. A table without a further column has the hash of one in which it is empty.
    """
    name, reference, number, postcode = map(cell, SUPPLIER)
    made = _SPELLING.format(name=name, reference=reference, number=number, postcode=postcode)
    further = [cell(ours) for ours in FURTHER]
    if any(column != "''" for column in further):
        made = f"xor({made}, case when {' || '.join(further)} = '' then 0::ubigint else hash({', '.join(further)}) end)"
    return f"cast({made} >> 1 as bigint)"


def ending(prefix: str = "") -> str:
    """What an id has of the further columns, which are called so after `prefix`: nothing where all are empty, so that it is as ever."""
    columns = [prefix + ours for ours in FURTHER]
    return f"case when {' || '.join(columns)} = '' then '' else chr(31) || concat_ws(chr(31), {', '.join(columns)}) end"


@dataclass(frozen=True)
class Values:
    """What one table says row by row, under its layout; `names` are its columns of cells."""

    layout: Layout
    names: tuple[str, ...]

    def cell(self, ours: str) -> str:
        """The column of cells that has our column, for a query; empty text where there is none."""
        place = self.layout.columns.get(ours)
        column = f"c{place}" if place is not None and place < len(self.names) else "''"
        if ours == "amount" and "credit" in self.layout.columns:
            sign = "" if self.layout.amounts.credits_signed else "-"
            return _EITHER.format(debit=column, credit=self.cell("credit"), sign=sign)
        if ours == "amount" and self.layout.credit_texts:
            return signed(column, self.cell("sign"), self.layout.credit_texts)
        return column

    def read(self, stretch: pa.Table) -> tuple[pa.Table, pa.Table, Ways]:
        """What is read of each row, under our names; the rows of which something is to be said, or which may be no payment; and all ways
        of writing suppliers, whose places are the `way` of the others.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        stretch = self._named_or_not(stretch)
        texts = ", ".join(self.cell(name) for name in _REST if self.cell(name) != "''") or "''"
        style = self.layout.amounts
        query = _READ.format(
            spelling=spelling(self.cell), texts=texts, amount=self.cell("amount"), form=usual.form(style), value=usual.value(style)
        )
        found = arranged(sql(query, stretch=stretch).arrow(), stretch)
        odd, amount = found.column("odd_amount"), found.column("amount")
        money = _money(_each(odd), self.layout)
        with ThreadPoolExecutor(1) as aside:  # without the engine, which compares the lines meanwhile
            written = aside.submit(each_once, self._suppliers(stretch), found.column("spelling"))
            date = self._dates(stretch)
            if amount.null_count:
                unread = pc.is_null(amount).combine_chunks()
                amount = pc.replace_with_mask(amount, unread, _looked_up(odd.filter(unread), money, "amount").combine_chunks())
            read = {"date": date, "amount": amount}
            hashed = pa.table(read | {name: found.column(name) for name in ("row", "spelling", "rest")})
            likeness = arranged(sql(_LIKENESS, r=hashed).arrow(), stretch).column("likeness")
        ways, place = written.result()
        maybe = sql(_MAYBE, written=ways.texts).arrow().column("maybe").take(place)
        known = {"date": date, "amount": amount, "plain": found.column("plain"), "maybe": maybe, "way": place}
        read |= {"likeness": likeness, "way": place}
        return self._named(stretch, read), self._odd(stretch, known, money), ways

    def _dates(self, stretch: pa.Table) -> pa.ChunkedArray:
        """The day that each row states, if it does; each different text is read once, whatever the time of day."""
        import pyarrow as pa

        met = self._texts(stretch, "date").dictionary_encode()
        every = dates.without_times(met.chunk(0).dictionary if met.num_chunks else array([], pa.string())).dictionary_encode()
        read = array([dates.read(text, self.layout.dates) for text in every.dictionary.to_pylist()], pa.date32())
        days = read.take(every.indices)  # all chunks have the same dictionary
        return pa.chunked_array([days.take(part.indices) for part in met.chunks], pa.date32())

    def _suppliers(self, stretch: pa.Table) -> pa.Table:
        """What is written of the supplier in each row, under our names; those texts that the table has."""
        import pyarrow as pa

        return pa.table(
            {name: self._texts(stretch, name) for name in (*SUPPLIER, *FURTHER) if name == "supplier_name" or self.cell(name) != "''"}
        )

    def _odd(self, stretch: pa.Table, known: Mapping[str, pa.ChunkedArray], money: pa.Table) -> pa.Table:
        """The rows of which something is to be said, or which may be no payment; all others are payments beyond doubt."""
        supplier, amount = self.cell("supplier_name"), self.cell("amount")
        for name, column in known.items():
            stretch = stretch.append_column(name, column)
        query = _ODD_ROWS.format(
            amount=amount, date=self.cell("date"), told=f"{PENCE_COMMA}|{POWER}", repeated=self.repeated(supplier, amount),
            left_out=self.left_out,
        )  # fmt: skip
        doubted = self._doubted(stretch)
        some = among(doubted, sql(query, stretch=doubted, money=money).arrow())
        query = _ODD.format(
            supplier=supplier, amount=amount, date=self.cell("date"), doubtful=_DOUBTFUL,
            filled=" + ".join(f"cast({name} <> '' as integer)" for name in self.names),
            cells=", ".join([*(f"nullif({name}, '')" for name in self.names), "''"]), left_out=self.left_out,
        )  # fmt: skip
        return sql(query, few=some, money=money).arrow()

    def _doubted(self, stretch: pa.Table) -> pa.Table:
        """The rows that may be odd, told with little work: none that has a plain amount, its date and a supplier beyond doubt."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if not self._wordy or self.layout.left_out:
            return stretch
        undated = pc.and_(pc.is_null(stretch.column("date")), pc.cast(pc.binary_length(self._texts(stretch, "date")), pa.bool_()))
        doubted = pc.or_(pc.or_(undated, pc.invert(stretch.column("plain"))), stretch.column("maybe"))
        if self.layout.repeated:
            doubted = pc.or_(doubted, pc.is_in(stretch.column("row"), value_set=array(self.layout.repeated, pa.int64())))
        few = 2 * pc.sum(doubted).as_py() < stretch.num_rows if stretch.num_rows else False
        return stretch.filter(doubted) if few else stretch  # to take most of the rows costs more than to look through all

    def _named_or_not(self, stretch: pa.Table) -> pa.Table:
        """The stretch with no supplier where the cell says that there is none."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        cell = self.cell("supplier_name")
        if cell not in stretch.column_names:
            return stretch
        texts = stretch.column(cell)
        listed = array(_NOBODY, pa.string())
        longest = small_numbers(np.array([max(map(len, _NOBODY))]))[0]  # a number of Python's own would bring in pandas
        short = texts.filter(pc.less_equal(pc.binary_length(texts), longest))  # hardly any are, and that is told at once
        if not pc.any(pc.is_in(short, value_set=listed)).as_py():
            return stretch
        named = pc.if_else(pc.is_in(texts, value_set=listed), repeated("", 1)[0], texts)
        return stretch.set_column(stretch.column_names.index(cell), cell, named)

    def _texts(self, stretch: pa.Table, ours: str) -> pa.ChunkedArray:
        """One of our columns as it is written; empty texts where the table has none."""
        import pyarrow as pa

        cell = self.cell(ours)
        return stretch.column(cell) if cell in stretch.column_names else pa.chunked_array([repeated("", stretch.num_rows)])

    def _named(self, stretch: pa.Table, read: Mapping[str, pa.ChunkedArray]) -> pa.Table:
        """The stretch with what is read of each row, under our names."""
        import pyarrow as pa

        texts = {name: stretch.column(self.cell(name)) for name in TEXTS if self.cell(name) != "''"}
        if "category_code" in texts:
            texts["category_code"] = self._after_scheme(texts["category_code"])
        return pa.table({"row": stretch.column("row"), **texts, **read})

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
        return f"(row in ({listed}) or ({'not plain and ' if self._wordy else ''}{again or 'false'}))"

    @property
    def left_out(self) -> str:
        """What a row says by which it is no spend, for a query; empty text where it says nothing of the kind."""
        whens = [
            f"when coalesce(lower(c{one.place}), '') in ({', '.join(quoted(text.lower()) for text in one.texts)})"
            f" then coalesce(nullif(c{one.place}, ''), '{NOTHING}')"
            for one in self.layout.left_out if one.texts and one.place < len(self.names)
        ]  # fmt: skip
        return f"(case {' '.join(whens)} else '' end)" if whens else "''"

    @property
    def _wordy(self) -> bool:
        """Whether the header of the amounts is no amount itself, so that a row that says it again has no plain one."""
        place = self.layout.columns.get("amount")
        return place is not None and amounts.read(self.layout.names[place], self.layout.amounts) is None


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


def _looked_up(texts: pa.ChunkedArray, known: pa.Table, wanted: str) -> pa.ChunkedArray:
    """What is known of each of the texts, which are all among the known ones or null."""
    import pyarrow.compute as pc

    return known.column(wanted).combine_chunks().take(pc.index_in(texts, value_set=known.column("text").combine_chunks()))


def _each(texts: pa.ChunkedArray) -> list[str]:
    """Each of the texts once, those left out that say nothing."""
    import pyarrow.compute as pc

    if texts.null_count == len(texts):
        return []
    return sorted(text for text in pc.unique(texts).to_pylist() if text)
