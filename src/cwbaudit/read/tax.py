"""Whether VAT is in the amounts: by their name, or by the sums beside them, which say it to the penny."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from cwbaudit.read import amounts
from cwbaudit.read.cells import NumberedRow
from cwbaudit.read.evidence import Evidence
from cwbaudit.read.parts import Parts
from cwbaudit.read.vocabulary import basis, plain

_RATE = Decimal("1.2")
_SLACK = Decimal("0.01")
_NEARLY_ALL = 0.9
_FEWEST = 5
_LONGEST = 160  # letters of a note
_OF_ALL = re.compile(r"\b(?:figures?|amounts?|values?|sums?|spend|expenditure|payments?|costs?|totals?|prices?|all|shown|data)\b")
# `Payments over 500 excluding VAT` says what is listed, not what its amounts are; VAT that is not recovered is no more than a part.
_OF_SOME = re.compile(
    r"\b(?:over|above|exceed\w*|threshold|least|more than|irrecoverable|non|unless|some|may|except|if)\b|(?:not|cannot)\b.*\brecover"
)
_VAT = r"(?: of)?(?: any| all)?(?: recover(?:able|ed))? vat\b"
_WITHOUT = re.compile(rf"\b(?:net of|exclud\w+|exc?l?|exclusive|without|less){_VAT}|\bvat (?:is |has been )?excluded\b")
_WITH = re.compile(rf"\b(?:gross of|includ\w+|incl?|inclusive|with){_VAT}|\bvat (?:is |has been )?included\b")
_FIELD = re.compile("sum of .+")  # as Excel calls the one field of a pivot, in the cell above it
_Sums = list[Decimal | None]


def vat_basis(
    names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], amount: int, vat: int | None
) -> tuple[str, str]:
    """`net`, `gross` or `unstated`, and what is to be said of it."""
    said = basis(names[amount])
    if said == "net":
        return said, ""
    read = {i: _sums(columns[i], e) for i, e in enumerate(evidence) if e.filled and e.money > 0.6}
    if amount not in read:
        return said, ""
    ours, tax = read[amount], read.get(vat, []) if vat is not None else []
    for i, other in read.items():
        if said != "unstated" or i in (amount, vat):
            continue
        with_tax = tax or [None if a is None else (_RATE - 1) * a for a in ours]
        if _agree(a + t - b for a, t, b in _triples(ours, with_tax, other)):
            return "net", f'"{names[i]}" is "{names[amount]}" with VAT: the amounts are without.'
        with_tax = tax or [None if b is None else (_RATE - 1) * b for b in other]
        if _agree(a - t - b for a, t, b in _triples(ours, with_tax, other)):
            return "gross", f'"{names[i]}" is "{names[amount]}" without VAT: columns = {{ amount = "{names[i]}" }} would take that.'
    if said == "gross" and any(tax) and vat is not None:
        return said, f'"{names[vat]}" holds the VAT that is in the amounts; no column is without it.'
    return said, ""


def noted_basis(notes: Sequence[NumberedRow], sheet: str = "") -> tuple[str, str]:
    """What a note above or below the table says of VAT in all its amounts, and how; `unstated` where none does, or two disagree."""
    found: dict[str, str] = {}
    for number, row in notes:
        filled = [cell for cell in row if cell]
        for cell in filled if len(filled) == 1 else ():  # beside a sum it is the name of that
            text = plain(cell)
            if len(cell) > _LONGEST or not _OF_ALL.search(text) or _OF_SOME.search(text):
                continue
            of_field = basis(cell).replace("unstated", "") if _FIELD.fullmatch(text) else ""
            if said := "net" if _WITHOUT.search(text) else "gross" if _WITH.search(text) else of_field:
                found.setdefault(said, f'Row {number}{sheet} says "{cell}": the amounts are {"without" if said == "net" else "with"} VAT.')
    return next(iter(found.items())) if len(found) == 1 else ("unstated", "")


def with_irrecoverable(
    names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], amount: int | None
) -> Parts | None:
    """The column that is the amount with the VAT that the body cannot recover, where there is one: it is what the body spends.

    HM Treasury's guidance on spend over £25,000 asks for it: VAT is left out where it is recovered, and counted where it is not.
    """
    lost = [i for i, name in enumerate(names) if i < len(evidence) and "irrecov" in plain(name).replace("not recov", "irrecov")]
    if amount is None or len(lost) != 1 or lost[0] == amount or evidence[lost[0]].money < 0.6:
        return None
    read = {i: _sums(columns[i], e) for i, e in enumerate(evidence) if e.filled and e.money > 0.6}
    ours, tax = read.get(amount, []), read.get(lost[0], [])
    recovered = [i for i in read if i not in lost and "recov" in plain(names[i])]
    for i, other in read.items():
        if i in (amount, *lost, *recovered) or not _agree(a + t - b for a, t, b in _triples(ours, tax, other)):
            continue
        if all(abs(a + (t or 0) - b) <= _SLACK for a, t, b in zip(ours, tax, other, strict=True) if a is not None and b is not None):
            said = f'"{names[i]}" is "{names[amount]}" with the VAT that is not recovered: it was taken as the amount. '
            return Parts((i,), said + f'columns = {{ amount = "{names[amount]}" }} would leave that VAT out.')
    return None


def _sums(texts: Sequence[str], e: Evidence) -> _Sums:
    return [amounts.read(text, e.style) if text else None for text in texts]


def _triples(ours: _Sums, tax: _Sums, other: _Sums) -> Iterable[tuple[Decimal, Decimal, Decimal]]:
    """Rows that state all three, and no nought."""
    return ((a, t, b) for a, t, b in zip(ours, tax, other, strict=True) if a and t and b)


def _agree(differences: Iterable[Decimal]) -> bool:
    every = [abs(difference) <= _SLACK for difference in differences]
    return len(every) >= _FEWEST and sum(every) >= _NEARLY_ALL * len(every)
