"""Amounts in several columns of which none is the whole: capital beside revenue, or one for each way of paying, month or department.

They are one payment in parts: the amount is their sum, which is said, and `columns = { amount = ["Capital", "Revenue"] }` settles it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from cwbaudit.arrays import array
from cwbaudit.money import ZERO
from cwbaudit.read import addresses, amounts
from cwbaudit.read.cells import Cells, gathered
from cwbaudit.read.columns import Assignment
from cwbaudit.read.evidence import Evidence, weigh
from cwbaudit.read.held import widened
from cwbaudit.read.layout import Layout, sample
from cwbaudit.read.vocabulary import is_share, other_currency, plain, roles, unit

if TYPE_CHECKING:
    import pyarrow as pa

JOIN = " + "
# A column of sums with such a word in its name is no part of a payment.
_NO_PART = re.compile(
    r"\b(?:vat|tax|net|nett|gross|totals?|budgets?|forecasts?|estimates?|balance|variance|rate|price|unit|quantity|qty|hours|count|"
    r"previous|prior|last|order(?:ed)?|commitments?|contract|limit|threshold|income|receipts?|credits?|refunds?|recharges?|discount|retention|"
    r"savings?|target|lifetime|cumulative|year|latitude|longitude|lat|long|lng|easting|northing|score|rating|age|"
    r"(?:paid|money|cash) in$)\b"
)
_INVOICED, _PAID = re.compile(r"\binvoiced?s?\b"), re.compile(r"\b(?:paid|payments?|settled)\b")
_FEWEST, _NEARLY_ALL = 2, 0.98
_APART = 0.9  # of the rows have a sum in one column only: an invoice may be part capital, part revenue
_MOST = 60
_SLACK = Decimal("0.02")
_AKIN = ((1, 1), (6, 5), (5, 6), (1, 5), (5, 1))  # the same; without and with VAT; VAT and the rest
_Sums = list[Decimal]


@dataclass(frozen=True)
class Parts:
    """The places of the columns that make the amount, in their order, and what is said of them."""

    places: tuple[int, ...]
    said: str


def find_parts(names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], found: Assignment) -> Parts | None:
    """The columns that together are the amount, or the one that is the sum of others; None where they do not tell, or one is the whole.

    Parts are told by their sums: where payments stand in rows, a row has one or another; where a row is a supplier, any of them.
    """
    named = found.columns.get("amount")
    free = [i for i in range(min(len(names), len(columns))) if i == named or _can_be(names[i], evidence[i], i, found)]
    if not 2 <= len(free) <= _MOST or (named is not None and named not in free):
        return None
    sums = {i: [(amounts.read(text, evidence[i].style) or ZERO) if text else ZERO for text in columns[i]] for i in free}
    if named is not None:
        parts = [named, *(i for i in free if i != named and _stand_in(sums[i], sums[named]))]
        return (
            _told(parts, names, "hardly a row has more than one of them") if len(parts) > 1 and _apart([sums[i] for i in parts]) else None
        )
    if (whole := next((i for i in free if len(free) > 2 and _is_whole(sums, i)), None)) is not None:
        return Parts((whole,), f'"{names[whole]}" is the sum of {len(free) - 1} columns beside it, and our amount.')
    if _apart(list(sums.values())):
        return _told(free, names, "hardly a row has more than one of them")
    if "date" not in found.columns and "supplier_name" in found.columns and not _told_twice(sums):
        suppliers = [text for text in columns[found.columns["supplier_name"]] if text]
        if len(set(suppliers)) >= _NEARLY_ALL * len(suppliers):
            return _told(free, names, "each row is a supplier, and no column is the sum of the others")
    return None


def alike(names: Sequence[str], evidence: Sequence[Evidence], found: Assignment) -> list[str]:
    """The names of the columns that may be parts of the amount."""
    return [name for i, (name, e) in enumerate(zip(names, evidence, strict=False)) if _can_be(name, e, i, found)]


def _can_be(name: str, e: Evidence, place: int, found: Assignment) -> bool:
    """Whether a column is of sums, is nothing else, and is called nothing that no part of a payment is."""
    if place in found.columns.values() or place in found.bystanders.values() or e.money < 0.9 or e.running or e.filled < _FEWEST:
        return False
    plain_sums = e.pennies > 0.2 and e.dates < 0.5 and unit(name)[0] == "pounds" and not other_currency(name)
    return (
        plain_sums
        and not (name.startswith("column ") or is_share(name) or _NO_PART.search(plain(name)))
        and set(roles(name)) <= {"amount", "service"}
    )


def _stand_in(other: _Sums, named: _Sums) -> bool:
    """Whether a column has sums where the named one has none, and hardly any where it has."""
    filled = [not there for there, here in zip(named, other, strict=True) if here]
    return sum(filled) >= max(_FEWEST, _APART * len(filled))


def _apart(columns: Sequence[_Sums]) -> bool:
    """Whether hardly a row has a sum in more than one column, and each column has some."""
    filled = [sum(map(bool, row)) for row in zip(*columns, strict=True) if any(row)]
    return all(sum(map(bool, column)) >= _FEWEST for column in columns) and sum(n == 1 for n in filled) >= _APART * len(filled)


def _is_whole(sums: dict[int, _Sums], i: int) -> bool:
    others = [column for j, column in sums.items() if j != i]
    rows = [(said, sum(row, ZERO)) for said, row in zip(sums[i], zip(*others, strict=True), strict=True) if said or any(row)]
    split = sum(sum(map(bool, row)) > 1 for row in zip(*others, strict=True))  # two columns alike are no sum of one another
    return split >= _FEWEST and sum(abs(said - added) <= _SLACK for said, added in rows) >= 0.9 * len(rows)


def _told_twice(sums: dict[int, _Sums]) -> bool:
    """Whether two of the columns say the same wherever either does, or one is the other's VAT or the other with VAT."""
    for one, other in combinations(sums.values(), 2):
        either = [(a, b) for a, b in zip(one, other, strict=True) if a or b]
        akin = sum(any(abs(a * times - b * by) <= _SLACK * by for times, by in _AKIN) for a, b in either if a and b)
        if akin > 0.5 * len(either):
            return True
    return False


def _told(places: Sequence[int], names: Sequence[str], why: str) -> Parts | None:
    stages = [{bool(word.search(plain(names[i]))) for i in places} for word in (_INVOICED, _PAID)]
    if len(stages[0]) > 1 and len(stages[1]) > 1:
        return None  # what was invoiced and what was paid of it: a ledger has both, in rows of their own
    order = tuple(sorted(places))
    first, last = names[order[0]], names[order[-1]]
    listed = JOIN.join(f'"{names[i]}"' for i in order) if len(order) < 5 else f'{len(order)} columns, from "{first}" to "{last}",'
    return Parts(order, f"The amount is the sum of {listed}: {why}. To take only some: {key([names[i] for i in order])}")


def key(names: Sequence[str]) -> str:
    """The key that names the columns of the amount."""
    listed = ", ".join(f'"{name}"' for name in (names if len(names) < 5 else [*names[:2], "..."]))
    return f"columns = {{ amount = [{listed}] }}"


def whole(texts: Sequence[str], styles: Sequence[amounts.AmountStyle]) -> str:
    """The sum of these texts; empty where all are, and the texts as they are where one of them states no sum."""
    filled = [(text, style) for text, style in zip(texts, styles, strict=True) if text]
    read = [amounts.read(text, style) for text, style in filled]
    known = [amount for amount in read if amount is not None]
    if len(known) < len(read):
        return JOIN.join(text for text, _ in filled)
    return format(sum(known, Decimal(0)), "f") if known else ""


def take(parts: Parts, names: tuple[str, ...], columns: list[list[str]], evidence: list[Evidence], found: Assignment) -> tuple[str, ...]:
    """The names of the columns, with that of the sums where there are several parts: `columns`, `evidence` and `found` then have it."""
    calls = ('"{0}" was taken as amount', "No header says which column is the amount")
    before = names[found.columns["amount"]] if "amount" in found.columns else ""
    found.close = [call for call in found.close if not call.startswith(tuple(start.format(before) for start in calls))]
    found.why = [why for why in found.why if not why.startswith(f'"{before}" is our amount')]
    if len(parts.places) == 1:
        found.columns["amount"] = parts.places[0]
        (found.close if "columns = {" in parts.said else found.why).append(parts.said)  # what a key would change is a close call
        return names
    name, texts, weighed = joined(names, columns, evidence, parts.places)
    columns.append(texts)
    evidence.append(weighed)
    found.columns["amount"] = len(names)
    found.close += [parts.said] if parts.said else []
    return (*names, name)


def joined(
    names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], places: Sequence[int]
) -> tuple[str, list[str], Evidence]:
    """The column of the sums: its name, its texts and what they say."""
    texts = [whole(row, [evidence[i].style for i in places]) for row in zip(*(columns[i] for i in places), strict=True)]
    return JOIN.join(names[i] for i in places), texts, weigh(texts)


def combined(cells: Cells, layout: Layout) -> Cells:
    """The cells with what is made of several columns in further ones: the sums of an amount's parts, an address, and what else is."""
    if not layout.parts and not layout.address and not layout.made:
        return cells
    import pyarrow as pa

    columns = sample(cells, layout.first_row, without=layout.header_rows)
    styles = [amounts.judge(Counter(filter(None, columns[i]))) for i in layout.parts]
    made: list[tuple[tuple[int, ...], Callable[[Sequence[str]], str]]] = [
        (layout.parts, lambda row: whole(row, styles)), (layout.address, addresses.joined),
    ]  # fmt: skip

    def stretches() -> Iterator[pa.Table]:
        for part in cells.held.stretches():
            full = widened(part, ("row", *cells.names))
            for places, text in made:
                if places:
                    rows = zip(*(full.column(f"c{i}").to_pylist() for i in places), strict=True)
                    full = full.append_column(f"c{full.num_columns - 1}", array([text(row) for row in rows], pa.string()))
            for one in layout.made:
                full = full.append_column(f"c{full.num_columns - 1}", one.column(full))
            yield full

    return gathered(stretches(), [cells.last_row])
