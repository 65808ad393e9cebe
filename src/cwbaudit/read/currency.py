"""Sums in the currency of their row, as cards and foreign invoices have them: the amount is the column of the same sums in pounds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cwbaudit.money import ZERO
from cwbaudit.read import amounts
from cwbaudit.read.columns import Assignment
from cwbaudit.read.evidence import Evidence
from cwbaudit.read.parts import Parts

_POUNDS = frozenset({"GBP", "STG", "£", "UKP"})
_OTHERS = """
    EUR USD CHF AUD CAD NZD JPY SEK NOK DKK PLN CZK HUF INR ZAR HKD SGD CNY AED TRY THB MXN BRL ILS RON BGN KES NGN PKR KRW
"""
_CODES = _POUNDS | {"€", "$", *_OTHERS.split()}
_NEARLY_ALL = 0.95


def in_pounds(names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], found: Assignment) -> Parts | None:
    """The column that has the amounts in pounds, where one names their currency; the two agree wherever that is the pound.

    Where no column has them in pounds, `found` says how many sums are in other currencies.
    """
    amount = found.columns.get("amount")
    where = next((i for i, texts in enumerate(columns) if i != amount and _names_currencies(texts)), None)
    if amount is None or where is None:
        return None
    ours = [text.upper() in _POUNDS or not text for text in columns[where]]
    sums = {i: _sums(columns[i], e) for i, e in enumerate(evidence) if e.money > 0.9 and e.filled}
    rivals = [i for i in sums if i != amount and _same_in_pounds(sums[amount], sums[i], ours)]
    listed = ", ".join(sorted(_CODES.intersection(text.upper() for text in columns[where]) - _POUNDS))
    if len(rivals) == 1:
        told = {amount: _in_pounds(names[amount]), rivals[0]: _in_pounds(names[rivals[0]])}
        better = rivals[0] if told[rivals[0]] and not told[amount] else amount if told[amount] and not told[rivals[0]] else None
        if better is not None:
            other = rivals[0] if better == amount else amount
            said = f'"{names[other]}" is in the currencies of "{names[where]}" ({listed}); "{names[better]}" is the same in pounds.'
            return Parts((better,), said)
    count = sum(not pounds for pounds in ours)
    found.close.append(
        f'"{names[where]}" names {listed} beside {count:,} of the sampled sums: those under "{names[amount]}" were read as pounds. '
        'If another column has them in pounds: columns = { amount = "..." }'
    )
    return None


def _names_currencies(texts: Sequence[str]) -> bool:
    """Whether a column holds codes of currencies, the pound's and others'; the label of a total may stand below them."""
    filled = [text.upper() for text in texts if text]
    codes = _CODES.intersection(filled)
    if sum(text in codes for text in filled) < _NEARLY_ALL * len(filled) or len(set(filled) - codes) > 1:
        return False
    return len(codes) > 1 and not _POUNDS.isdisjoint(codes)


def _sums(texts: Sequence[str], e: Evidence) -> list[Decimal]:
    return [(amounts.read(text, e.style) or ZERO) if text else ZERO for text in texts]


def _same_in_pounds(one: Sequence[Decimal], other: Sequence[Decimal], pounds: Sequence[bool]) -> bool:
    """Whether two columns agree where the currency is the pound, and not where it is another."""
    here = [a == b for a, b, ours in zip(one, other, pounds, strict=True) if ours and a]
    there = [a == b for a, b, ours in zip(one, other, pounds, strict=True) if not ours and a]
    return bool(here and there) and sum(here) >= _NEARLY_ALL * len(here) and sum(there) <= 0.5 * len(there)


def _in_pounds(name: str) -> bool:
    plain = name.casefold()
    return any(word in plain for word in ("gbp", "£", "sterling", "billed", "billing", "local", "base", "converted"))
