"""Which rows are totals: by a label, or because a row that names nobody states the sum of the rows around it.

Suppliers called TOTAL GAS & POWER are suppliers. A row that is set aside as a total says how it was known, and whether it agrees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from cwbaudit.arrays import table
from cwbaudit.engine import Tabular, quoted, sql
from cwbaudit.money import ZERO, pounds
from cwbaudit.read.headed import same, stated_above

if TYPE_CHECKING:
    import pyarrow as pa

    from cwbaudit.read.cells import Cells

_FORWARD = r"(?:(?:sub)?[- ]?totals? |balances? |sums? |amounts? )?(?:carried|brought) (?:forward|down|over)|[cb]/[fd]w?d?"
_ANY_PART = r"(?:sub|grand)[ -]*totals?\b.*"
_LABEL = re.compile(
    r"(?:(?:grand|sub|overall|report|column|page|net|gross|running|final|cumulative|monthly|year|period|invoice|payment|batch)[ -]*)*"
    r"totals?(?: (?:for|of|amount|paid|payments?|spend|spent|expenditure|value|net|gross|this|to|over)\b.*)?[\s.:£=]*"
    rf"|sums?[\s:=]*|sum of .*|totals?\s*:.*|{_ANY_PART}|.{{1,60}}\b(?:sub)?total:?|(?:{_FORWARD})\b.{{0,30}}"
    r"|net movements?\b.*|(?:opening|closing) balances?\b.*|totaal.*|cyfanswm.*|gesamt(?:betrag|summe)?"
    r"|overall|(?:net|gross|overall) (?:expenditure|spend(?:ing)?|payments?|costs?)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:row|record|line|invoice|payment|transaction)? ?count:?|(?:number|no\.?) of (?:\w+ )?(?:\w+):?", re.IGNORECASE)
_THINGS = re.compile(r"(?:total )?(?:row|record|line|invoice|payment|transaction|item)s:?", re.IGNORECASE)  # beside their number
_BARE = re.compile(rf"(?:grand|sub|overall|report)?[ -]*totals?[\s.:£=]*|sums?[\s:=]*|{_ANY_PART}|(?:{_FORWARD})[\s.:£=]*", re.IGNORECASE)
# Subtotal Design Ltd may be a firm, or the label of the rows of Design Ltd.
_FIRM = re.compile(r"(?:sub|grand)[ -]*totals?[ :-]+(?P<rest>.*\b(?:ltd|limited|plc|llp|cic|inc)\b\.?)", re.IGNORECASE)
_OF_A_BAND = re.compile(r"totals? \S.{0,60}", re.IGNORECASE)  # `Total Cemetery`, at the end of the account that is called so
_MOST_NESTED, _LOOKED_AT, _MOST_LOOKED_UP = 100, 500, 5000
_SEVERAL, _LABEL_AND_SUM, _MANY_WORDS = 3, 2, 3
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]{2}")

# What a supplier is called in a row that may be a total or a count; or it has no name.
MAYBE = (
    "regexp_matches(lower({supplier}), '\\b(sub)?total|^sums?\\b|\\bcount:?$|^(number|no\\.?) of |"
    "^(row|record|line|invoice|payment|transaction|item)s:?$|"
    "(carried|brought) (forward|down|over)|^[cb]/[fd]|"
    "^(totaal|cyfanswm|gesamt)|^(all|overall) |^overall$|^top [0-9]+|^(net|gross) (expenditure|spend|payments?|costs?)')"
)
_MAYBE = f"(supplier_name = '' or {MAYBE.format(supplier='supplier_name')})"
# The sum of all rows above a candidate: of whole blocks first, then within its own block, so that no long table is ever sorted.
_CANDIDATES = f"""
    with may as (select *, row // 1024 as block from odd where amount is not null and {_MAYBE}),
    blocks as (select row // 1024 as block, sum(amount) as amount from r where amount is not null group by 1),
    above as (
        select block, coalesce(sum(amount) over (order by block rows between unbounded preceding and 1 preceding), 0) as above,
            sum(amount) over () as total
        from blocks
    ),
    near as (
        select row, coalesce(sum(amount) over (partition by row // 1024 order by row rows between unbounded preceding and 1 preceding), 0)
            as before
        from r where amount is not null and row // 1024 in (select block from may)
    )
    select may.row, may.amount, above + before, supplier_name, dated, date_text, filled, total
    from may join near on near.row = may.row join above on above.block = may.block order by may.row
"""


def total_rows(rows: Tabular, odd: Tabular, cells: Cells, known: Mapping[int, str]) -> Tabular:
    """The rows that are totals, each with a note; `rows` with their amounts, of which `odd` are in doubt, `cells` as written.

    Those of `known` are totals beyond doubt.
    """
    found: dict[int, str] = {}
    candidates = sql(_CANDIDATES, r=rows, odd=odd).rows() if _any(odd) else []
    nameless = [(row, amount, before) for row, amount, before, supplier, dated, *_ in candidates if not (supplier or dated)]
    known = {**known, **stated_above(nameless, candidates[0][-1] if candidates else ZERO)}
    before_it = _sums_of(rows, known)
    aside, marks = ZERO, [ZERO]  # sum of the totals found so far; the running sum at each of them
    top, dates = sql("select coalesce(min(row), 0), 2 * count(date) > count(*) from r where amount is not null", r=rows).one()
    firms = _firms(rows, {supplier for _, _, _, supplier, *_ in candidates})
    usual, worded = _worded(cells, [row for row, _, _, supplier, *_ in candidates if supplier][:_MOST_LOOKED_UP])
    labels = _labels(cells, [row for row, _, _, supplier, *_ in candidates if not supplier][:_MOST_LOOKED_UP])
    for row, amount, before, supplier, dated, date_text, filled, total in candidates:
        if row in known:
            continue
        heads = sum((value for number, value in before_it if number < row), ZERO)
        running, label = before - aside - heads, labels.get(row, "")
        agrees = _agreement(amount, running, marks, total - aside - amount - sum((value for _, value in before_it), ZERO))
        if not agrees and not _says_total(label):
            label = ""
        undated = not dated and (date_text == label or not _DIGIT.search(date_text))
        lines = row - (top - 1 if agrees == "all lines above" else max([top - 1, *found]))
        if supplier and worded.get(row, 0) >= usual and not (agrees and lines > _SEVERAL):
            continue  # it says all that a payment says, and no total does
        note = "" if supplier in firms and not agrees else _judge(amount, running, agrees, supplier, label, not undated, filled)
        if not note and undated and supplier and supplier not in firms:
            note = _by_name(amount, running, agrees, supplier, lines, filled if dates else 99)
        if not note and undated and filled <= _LABEL_AND_SUM and _THINGS.fullmatch(supplier or label) and _counts(rows, row, amount, found):
            note = f'"{supplier or label}" stands beside the number of the lines above.'
        if note:
            found[row] = note
            aside += amount
            marks.append(running)
    return noted({**_without_sums(odd, cells), **found, **known})


def _without_sums(odd: Tabular, cells: Cells) -> dict[int, str]:
    """Rows that name nobody, say total, and have a debit and a credit, or else no sum that can be read."""
    query = "select row from r where amount is null and supplier_name = '' and regexp_matches(amount_text, '[0-9]') order by row limit 5000"
    labels = _labels(cells, [row for (row,) in sql(query, r=odd).rows()])
    return {row: f'Labelled "{label}"; its own sum cannot be read.' for row, label in labels.items()}


def _worded(cells: Cells, rows: list[int]) -> tuple[int, dict[int, int]]:
    """How many cells of words most rows have, three at least; and how many each of these has."""
    if not rows:
        return 0, {}
    several = sorted(_words(row) for _, row in cells.head(_LOOKED_AT))
    return max(_MANY_WORDS, several[len(several) // 2]), {number: _words(row) for number, row in cells.at(rows)}


def _words(row: Sequence[str]) -> int:
    return sum(bool(_LETTERS.search(cell)) for cell in row)


def _counts(rows: Tabular, row: int, amount: Decimal, found: Mapping[int, str]) -> bool:
    """Whether the amount is how many lines there are above, totals left out."""
    (above,) = sql(f"select count(*) from r where amount is not null and row < {row}", r=rows).one()
    return bool(amount == above - len(found))


def _firms(rows: Tabular, suppliers: set[str]) -> set[str]:
    """Those of the suppliers that are firms whose name begins as a total's label does: no supplier has the rest of it for a name."""
    rests = {supplier: found["rest"] for supplier in suppliers if (found := _FIRM.fullmatch(supplier))}
    if not rests:
        return set()
    listed = ", ".join(quoted(rest.casefold()) for rest in sorted(rests.values()))
    there = {
        name for (name,) in sql(f"select distinct lower(supplier_name) from r where lower(supplier_name) in ({listed})", r=rows).rows()
    }
    return {supplier for supplier, rest in rests.items() if rest.casefold() not in there}


def _sums_of(rows: Tabular, known: Mapping[int, str]) -> list[tuple[int, Decimal]]:
    """What these rows state."""
    listed = ", ".join(map(str, known))
    found = sql(f"select row, amount from r where amount is not null and row in ({listed}) order by row", r=rows).rows() if known else []
    return [(int(row), Decimal(amount)) for row, amount in found]


def is_label(text: str) -> bool:
    """Whether a cell says by itself that its row is a total."""
    return bool(text) and "total" in text.casefold() and bool(_LABEL.fullmatch(text))


def _says_total(text: str) -> bool:
    return bool(_LABEL.fullmatch(text) or _COUNT.fullmatch(text))


def noted(found: Mapping[int, str]) -> pa.Table:
    """Rows with their notes, for the engine."""
    import pyarrow as pa

    return table({"row": (list(found), pa.int64()), "note": (list(found.values()), pa.string())})


def _any(odd: Tabular) -> bool:
    (count,) = sql(f"select count(*) from r where amount is not null and {_MAYBE}", r=odd).one()
    return bool(count)


def _agreement(amount: Decimal, running: Decimal, marks: Sequence[Decimal], others: Decimal) -> str:
    """Which lines the row is the sum of: those above, those since one of the last totals, or all but itself; empty for none."""
    if same(amount, running):
        return "all lines above"
    if same(amount, running - marks[-1]):
        return "the lines since the last total"
    if any(same(amount, running - mark) for mark in marks[-_MOST_NESTED:-1]):
        return "the lines since an earlier total"
    return "all other lines" if same(amount, others) else ""


def _judge(amount: Decimal, running: Decimal, agrees: str, supplier: str, label: str, dated: bool, filled: int) -> str:
    """Why the row is a total; empty when it is a payment."""
    word = label or (supplier if _LABEL.fullmatch(supplier) else "")
    if word and (agrees or (not dated and (not supplier or _BARE.fullmatch(word)))):
        said = f"it is the sum of {agrees}" if agrees else f"but the lines above sum to {pounds(running)}, not {pounds(amount)}"
        return f'Labelled "{word}"; {said}.'
    if not dated and (supplier or filled <= 3) and _COUNT.fullmatch(label or supplier):
        return f'Labelled "{label or supplier}": it counts lines.'
    if agrees and not supplier and not dated and amount and filled <= 4:
        return f"It names no supplier and is the sum of {agrees}."
    return ""


def _by_name(amount: Decimal, running: Decimal, agrees: str, supplier: str, lines: int, filled: int) -> str:
    """Why a row is a total that is called so where suppliers stand, in the body's own words: `Total April`, `All traders`, `Trust total`.

    It is the sum of several lines, or of the one line above; or it says total, and has nothing but a sum where other rows have dates.
    """
    if agrees and (lines > _SEVERAL or (filled <= _LABEL_AND_SUM and _OF_A_BAND.fullmatch(supplier))):
        return f'Called "{supplier}" and undated; it is the sum of {agrees}.'
    if _LABEL.fullmatch(supplier) and filled <= _LABEL_AND_SUM:
        return f'Labelled "{supplier}", with nothing but a sum; but the lines above sum to {pounds(running)}, not {pounds(amount)}.'
    return ""


def _labels(cells: Cells, rows: list[int]) -> dict[int, str]:
    """For rows that name no supplier: the cell that says total, where one does."""
    if not rows:
        return {}
    found = {}
    for number, texts in cells.at(rows):
        label = next((text for text in texts if text and (_says_total(text) or _OF_A_BAND.fullmatch(text))), "")
        if label:
            found[number] = label
    return found
