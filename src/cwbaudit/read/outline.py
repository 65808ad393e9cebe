"""An outline: the supplier stands once, at the head of its rows, and its total above or below them; the rows between are its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

from cwbaudit.money import ZERO
from cwbaudit.read import amounts
from cwbaudit.read.cells import Cells, NumberedRow, cells_of
from cwbaudit.read.evidence import is_postcode, names_party
from cwbaudit.read.layout import Layout
from cwbaudit.read.totals import is_label

NAMED, ABOVE, SUMMED = "named", "above", "summed"
_FEWEST = 2
_CLOSED = 0.6
_NEARLY_ALL = 0.95
_LONGEST_HEAD = 100
_LONGEST_BLOCK = 500  # rows, its head among them
_TOTAL = re.compile(
    r"\s*(?:(?:sub|grand)?[ -]*totals?(?: for| of)?\b[ :-]*(?P<after>.*)|(?P<before>.*?)[ :-]*\b(?:sub)?[ -]*total:?)\s*", re.I
)
_SAYS_SUPPLIER = re.compile(r"(?:supplier|vendor|payee|creditor)(?: name)?\s*[:-]\s*", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{0,3}\d{3,}[\s:-]+(?=\D)")


@dataclass(frozen=True)
class Outline:
    """In which form, and in which column, the heads stand; what is to be said of it, and whether it is sure."""

    form: str = ""
    column: int = -1
    said: str = ""


Table = Sequence[Sequence[str]]  # columns of text


def outline_of(columns: Table, supplier: int | None, amount: int, date: int | None, style: amounts.AmountStyle) -> Outline:
    """The outline of the first rows of a table; without a form where it has none."""
    rows = list(zip(*(column[:1000] for column in columns), strict=True))
    if supplier is None:
        return _above(rows, amount)
    names, texts = [row[supplier] for row in rows], [row[amount] for row in rows]
    sums = [amounts.read(text, style) if text else None for text in texts]
    if summed := heads_summed(names, sums):
        return Outline(SUMMED, supplier, f"{len(summed)} rows state the sum of the rows below them: they were set aside as totals.")
    if _closed(names, texts) or _stands_once(rows, supplier, amount, date):
        return Outline(NAMED, supplier, "A supplier stands only at the head of its rows: the rows below it were read as its own.")
    return Outline()


def _closed(names: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether most blocks of these rows end in a total that names the supplier at their head, and rows between name nobody."""
    head, blocks, closed, nameless = "", 0, 0, 0
    for name, amount in zip(names, texts, strict=True):
        if not name:
            nameless += bool(amount and head)
        elif (total := _TOTAL.fullmatch(name)) and head in (total["after"], total["before"]):
            closed, head = closed + 1, ""
        else:
            head, blocks = name, blocks + 1
    return nameless > 0 and closed >= _FEWEST and closed >= _CLOSED * blocks


def _stands_once(rows: Table, supplier: int, amount: int, date: int | None) -> bool:
    """Whether suppliers stand on rows of their own with the payments below them nameless, or once each, as in merged cells.

    Where names are left out because they are withheld, those that are there come again and again.
    """
    paid = [row for row in rows if row[amount] and not any(map(is_label, row)) and (date is None or row[date])]
    heads = [row[supplier] for row in rows if row[supplier] and not row[amount] and not is_label(row[supplier])]
    nameless = sum(not row[supplier] for row in paid)
    named = [row[supplier] for row in paid if row[supplier]]
    if not paid or not next((row[supplier] for row in rows if row[supplier] or row in paid[:1]), ""):
        return False
    if len(heads) >= _FEWEST and nameless >= 0.8 * len(paid):
        return True
    runs = sum(bool(row[supplier]) and not after[supplier] for row, after in pairwise(paid))
    return runs > _FEWEST and nameless >= 0.2 * len(paid) and len(set(named)) >= 0.98 * len(named)


def _above(rows: Table, amount: int) -> Outline:
    """Heads in rows of their own, where no column names the supplier."""
    heads: dict[int, list[str]] = {}
    paid = under = 0
    last: tuple[int, str] | None = None
    for row in rows:
        if row[amount]:
            if not any(map(is_label, row)):
                paid, under = paid + 1, under + bool(last)
        elif (head := head_of(row)) and not is_label(head[1]):
            last = head
            heads.setdefault(head[0], []).append(head[1])
    if not heads or not paid:
        return Outline()
    column, texts = max(heads.items(), key=lambda entry: (len(entry[1]), -entry[0]))
    if len(texts) < _FEWEST or under < _NEARLY_ALL * paid:
        return Outline()
    if sum(bool(_SAYS_SUPPLIER.match(text) or names_party(text)) for text in texts) < 0.3 * len(texts):
        return Outline(
            "", column, f'Rows such as "{texts[0]}" stand above the payments: `suppliers_above = true` takes them for suppliers.'
        )
    return Outline(
        ABOVE, column, f'The suppliers stand in rows above their payments, such as "{texts[0]}": the payments below were read as theirs.'
    )


def head_of(row: Sequence[str]) -> tuple[int, str] | None:
    """The place and the text of the head that a row is, if it is one: one cell of words, or a number and words."""
    filled = [(i, cell) for i, cell in enumerate(row) if cell]
    if len(filled) == 2 and filled[0][1].isalnum() and any(ch.isdigit() for ch in filled[0][1]):
        filled = filled[1:]
    if len(filled) != 1 or len(filled[0][1]) > _LONGEST_HEAD or not re.search(r"[^\W\d_]{2}", filled[0][1]):
        return None
    return filled[0]


def heads_summed(names: Sequence[str], sums: Sequence[Decimal | None]) -> dict[int, int]:
    """The rows that state the sum of the rows below them, by place, each with the place of its last row; empty where that is not the rule.

    They must cover nearly every row, and two of them have several rows, or a postcode below them, which is nobody's name: a chance sum
    is not a form.
    """
    usable = [i for i, value in enumerate(sums) if value is not None and not is_label(names[i])]
    running = list(accumulate((sums[i] or ZERO for i in usable), initial=ZERO))  # of all rows above each
    reached: dict[Decimal, list[int]] = {}
    for at, so_far in enumerate(running):
        reached.setdefault(so_far, []).append(at)
    found: dict[int, int] = {}
    at = covered = 0
    while at < len(usable):
        said, head = sums[usable[at]] or ZERO, usable[at]
        places = reached.get(running[at + 1] + said, []) if said and names[head] else []
        after = places[bisect_right(places, at + 1) :][:1]
        if not after or after[0] - at > _LONGEST_BLOCK:
            at += 1
            continue
        found[head] = usable[after[0] - 1]
        covered, at = covered + after[0] - at, after[0]
    several = sum(end - head > 1 or is_postcode(names[end]) for head, end in found.items())
    return found if several >= _FEWEST and covered >= _NEARLY_ALL * len(usable) else {}


def outlined(cells: Cells, layout: Layout) -> tuple[Cells, dict[int, str]]:
    """The cells with each payment's supplier in its row; and the rows that state the sum of those below them, each with a note.

    A total has no supplier, and where payments have dates, neither has a row without one.
    """
    rows = cells.rows(layout.first_row, layout.last_row or cells.last_row)
    amount, date, supplier = layout.columns["amount"], layout.columns.get("date"), layout.columns["supplier_name"]
    heads = _totals_of(rows, layout) if layout.outline == SUMMED else {}
    theirs = bool(heads) and _are_suppliers(
        [row[supplier] for n, row in rows if n in heads], [row[supplier] for n, row in rows if n not in heads]
    )
    in_use = {cell for _, row in rows for cell in row}
    labels = {cell for cell in in_use if is_label(cell)}
    head, filled = "", []
    for number, row in rows:
        labelled = not labels.isdisjoint(row)
        nameless = not row[amount] or (date is not None and not row[date])
        if layout.outline == ABOVE:
            if row[amount] and (date is None or not row[date]) and (said := _closing(row, head)):
                heads[number], labelled = said, True
            found = None if labelled or row[amount] else head_of(row)
            head = _name(found[1]) if found else head
            filled.append((number, [*row, "" if labelled or nameless else head]))
            continue
        name = row[supplier]
        if name and (number in heads or layout.outline == NAMED):
            head = "" if labelled or _is_total(name, head, nameless) else name
        given = "" if theirs and number not in heads and not labelled else name
        given = given or ("" if labelled or nameless else head)
        filled.append((number, [*row[:supplier], given, *row[supplier + 1 :]]))
    return cells_of(iter([*cells.rows(1, layout.first_row - 1), *filled])), heads


def _is_total(name: str, head: str, nameless: bool) -> bool:
    """Whether the name of a row is that of a total: of the head above, of all, or of a row without a date. Total Gas Ltd is a firm."""
    found = _TOTAL.fullmatch(name)
    return found is not None and (nameless or (found["after"] or found["before"] or "") in ("", head))


def _closing(row: Sequence[str], head: str) -> str:
    """What is said of a row that has the total of the head above it, by that name; empty where it is a payment."""
    names = [(cell, _TOTAL.fullmatch(cell)) for cell in row if "total" in cell.casefold()]
    label = next((cell for cell, found in names if head and found and head in (_name(found["after"] or ""), found["before"])), "")
    return f'"{label}" closes the rows of "{head}".' if label else ""


def _totals_of(rows: Sequence[NumberedRow], layout: Layout) -> dict[int, str]:
    supplier, amount = layout.columns["supplier_name"], layout.columns["amount"]
    sums = [amounts.read(row[amount], layout.amounts) if row[amount] else None for _, row in rows]
    summed = heads_summed([row[supplier] for _, row in rows], sums)
    return {rows[head][0]: f"It is the sum of the rows below it, to row {rows[end][0]:,}." for head, end in summed.items()}


def _are_suppliers(heads: Sequence[str], below: Sequence[str]) -> bool:
    """Whether it is the heads that name suppliers, and what stands below them in the same column numbers or kinds."""
    above, under = (sum(map(names_party, texts)) / max(1, sum(map(bool, texts))) for texts in (heads, below))
    return above >= 0.3 and under < 0.1


def _name(head: str) -> str:
    """The supplier's name in a head: `Supplier: 10023 Acme Ltd` is Acme Ltd."""
    return _CODE.sub("", _SAYS_SUPPLIER.sub("", head))
