"""Rows that a column says are no spend: payments that were cancelled, and in a supplier's account the payments of invoices listed there.

`leave_out = { "Status" = ["Cancelled"] }` of a source settles which rows these are, `leave_out = {}` that there are none; `""` is an
empty cell.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from cwbaudit.money import ZERO
from cwbaudit.read import amounts
from cwbaudit.read.columns import Assignment
from cwbaudit.read.evidence import Evidence
from cwbaudit.read.vocabulary import plain

_STATE = re.compile(r"\b(?:status|state|cancel\w*|void\w*|revers\w*|reconcil\w*|cleared|outcome)\b")
_VOID = re.compile(
    r"(?:(?:payment|cheque|invoice|document) )?(?:cancel(?:l?ed|lation)?|void(?:ed)?|stop(?:ped)?|revoked|rejected|recalled|deleted"
    r"|withdrawn|revers(?:ed|al)|spoil(?:ed|t)|annulled|bounced)(?: (?:payment|cheque|invoice))?"
)
_WAITING = re.compile(r"unpaid|not paid|pending|on hold|held|awaiting .*|draft|unapproved|(?:in )?disputed?|outstanding")
_INCLUDED = re.compile(r"\b(?:in scope|includ(?:e|ed)|to be counted)\b")
_EXCLUDED = re.compile(r"\b(?:out of scope|exclud(?:e|ed)|not (?:in scope|included)|remove)\b")
_SAYS_VOID, _YES, _NO = (
    re.compile(r"\b(?:cancelled|canceled|void(?:ed)?|reversed|stopped|deleted)\b"),
    {"y", "yes", "true"},
    {"n", "no", "false"},
)
_INVOICE = re.compile(r"(?:(?:supplier|purchase|vendor|ap|po|non po|standard) )?(?:invoices?|bills?)|inv|pi|kr|re|standard")
_CREDIT = re.compile(r"(?:(?:supplier|purchase|vendor|ap|bill) )?credits?(?: (?:note|memo)s?)?|crn|pc|kg")
_PAYMENT = re.compile(
    r"(?:(?:supplier|purchase|vendor|ap|bill|bank) )?(?:payments?|pmts?|pymts?)(?: (?:cheque|check|bacs|card|on account))*|pp|pa|kz|zp"
)
_REFUND = re.compile(r"(?:(?:supplier|purchase|vendor|bill) )?refunds?|pr")
_SAGE = {"pi", "pc", "pp", "pa", "pr"}  # its credits and payments are written without a minus
_MOST_KINDS = 12
NOTHING = "(nothing)"  # what an empty cell says, where rows are left out by one
_NEARLY_ALL = 0.95
_Texts = Callable[[int], Counter[str]]
_Asked = Callable[[], list[Decimal]]


class LeftOut(NamedTuple):
    """Rows with one of these texts, however they are cased, under the column of this place."""

    place: int
    texts: tuple[str, ...]


def find_left_out(
    names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], found: Assignment, every: _Texts
) -> tuple[LeftOut, ...]:
    """The rows that are no spend, of which `found` then says so; `every` gives how often each text of a whole column occurs."""
    amount = found.columns.get("amount")
    if amount is None or amount >= len(columns):
        return ()
    sums = cache(lambda: _sums(columns[amount], evidence[amount]))  # asked for where a column says something, and few do
    for i in range(min(len(names), len(columns))):
        if i == amount or not 0 < evidence[i].distinct <= _MOST_KINDS or evidence[i].dates:
            continue
        kinds = every(i) if _STATE.search(plain(names[i])) else Counter(filter(None, columns[i]))
        for told in (_void, _of_invoices):
            if texts := told(names[i], kinds, columns[i], sums, columns, found):
                return (LeftOut(i, texts),)
        _waiting(names[i], kinds, found)
        _out_of_scope(names[i], kinds, found)
    return ()


def named_left_out(
    settled: Mapping[str, Iterable[str]], place: Callable[[str, str], int], found: Assignment, every: _Texts
) -> tuple[LeftOut, ...]:
    """What the user leaves out; a text that no row says is said."""
    out = tuple(LeftOut(place("leave_out", name), tuple(texts)) for name, texts in settled.items())
    for name, one in zip(settled, out, strict=True):
        there = {text.casefold() for text in every(one.place)}
        missing = [text for text in one.texts if text and text.casefold() not in there]
        found.close += [f'No row says {_listed(missing)} under "{name}", as `leave_out` has it.'] if missing else []
    return out


def kept_rows(columns: Sequence[Sequence[str]], out: Sequence[LeftOut]) -> list[list[str]]:
    """The sampled columns without the rows that are left out."""
    if not out:
        return [list(column) for column in columns]
    folded = [(one.place, {text.casefold() for text in one.texts}) for one in out]
    kept = [row for row in zip(*columns, strict=True) if not any(row[place].casefold() in texts for place, texts in folded)]
    return [list(column) for column in zip(*kept, strict=True)] if kept else [[] for _ in columns]


def owed(
    names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], found: Assignment, out: Sequence[LeftOut]
) -> str:
    """What is said of a supplier's account, in which what is owed has a minus: the signs are turned; empty for any other.

    Its types prove it: invoices have a minus, and the payments that are left out, or the credit notes, have none.
    """
    amount = found.columns.get("amount")
    if amount is None:
        return ""
    sums: list[Decimal] = []
    for i in dict.fromkeys([*(one.place for one in out), *range(min(len(names), len(columns)))]):
        if i == amount or i >= len(columns) or not 0 < evidence[i].distinct <= _MOST_KINDS:
            continue
        forms = {text: _form(text) for text in set(columns[i]) if text}
        invoices = {text for text, form in forms.items() if _INVOICE.fullmatch(form)}
        others = {text for text, form in forms.items() if _PAYMENT.fullmatch(form) or _CREDIT.fullmatch(form)}
        if not invoices or not others:
            continue
        sums = sums or _sums(columns[amount], evidence[amount])
        if _one_way(sums, columns[i], invoices) < 0 < _one_way(sums, columns[i], others):
            return (
                f'By "{names[i]}" these are suppliers\' accounts, in which invoices have a minus under "{names[amount]}": its signs were '
                'turned. `signs = "as published"` would leave them.'
            )
    return ""


def _void(
    name: str, kinds: Counter[str], texts: Sequence[str], sums: _Asked, columns: Sequence[Sequence[str]], found: Assignment
) -> tuple[str, ...]:
    """The texts that say that a payment was never made, or was taken back with no row that says so in money."""
    forms = {text: _form(text) for text in kinds}
    void = {text for text, form in forms.items() if _VOID.fullmatch(form)}
    if _SAYS_VOID.search(plain(name)) and set(forms.values()) <= _YES | _NO:
        void = {text for text, form in forms.items() if form in _YES}
    if not void or not _STATE.search(plain(name)) or not (len(void) < len(kinds) or any(not text for text in texts)):
        return ()
    place = found.columns.get("supplier_name", len(columns))
    supplier = columns[place] if place < len(columns) else [""] * len(texts)
    backed = {(who, amount) for who, amount in zip(supplier, sums(), strict=True) if amount < 0}
    struck = [(who, -amount) for who, amount, text in zip(supplier, sums(), texts, strict=True) if text in void and amount > 0]
    if struck and 2 * sum(row in backed for row in struck) >= len(struck):
        return ()  # each has a row of its own that takes it off
    count = sum(kinds[text] for text in void)
    many = f"{count:,} rows" if count != 1 else "1 row"
    found.close.append(f'"{name}" says {_listed(void)} in {many}: left out, as never paid. `leave_out = {{}}` would count them.')
    return tuple(sorted(void))


def _of_invoices(
    name: str, kinds: Counter[str], texts: Sequence[str], sums: _Asked, columns: Sequence[Sequence[str]], found: Assignment
) -> tuple[str, ...]:
    """The texts of payments, and of refunds, beside the invoices that they pay: counted together they cancel out, or double."""
    forms = {text: _form(text) for text in kinds}
    invoices = {text for text, form in forms.items() if _INVOICE.fullmatch(form)}
    paid = {text for text, form in forms.items() if _PAYMENT.fullmatch(form)}
    sage = set(forms.values()) <= _SAGE
    if not invoices or not paid or not (sage or _one_way(sums(), texts, invoices) * _one_way(sums(), texts, paid) < 0):
        return ()
    left = paid | {text for text, form in forms.items() if _REFUND.fullmatch(form)}
    found.close.append(
        f'"{name}" has invoices and the payments of them: counted together they would cancel out or count twice. The invoices were read, '
        f"and {_listed(left)} left out. `leave_out = {{ {json.dumps(name)} = [...] }}` settles what is."
    )
    return tuple(sorted(left))


def _waiting(name: str, kinds: Counter[str], found: Assignment) -> None:
    """What is said of rows that are not paid yet: they are counted."""
    waiting = {text for text in kinds if _WAITING.fullmatch(_form(text))}
    if waiting and len(waiting) < len(kinds) and _STATE.search(plain(name)):
        key = f"leave_out = {{ {json.dumps(name)} = {json.dumps(sorted(waiting))} }}"
        found.close.append(f'"{name}" says {_listed(waiting)} in some rows: they were counted. `{key}` would leave them out.')


def _out_of_scope(name: str, kinds: Counter[str], found: Assignment) -> None:
    """What is said of rows that the body itself marked as not to be counted, and that were."""
    in_it, out_of_it = (word.search(plain(name)) for word in (_INCLUDED, _EXCLUDED))
    forms = {text: _form(text) for text in kinds}
    if not (in_it or out_of_it) or len(kinds) > 2 or not set(forms.values()) <= _YES | _NO:
        return
    out = {text for text, form in forms.items() if form in (_YES if out_of_it else _NO)}
    if out and len(out) < len(kinds):
        key = f"leave_out = {{ {json.dumps(name)} = {json.dumps(sorted(out))} }}"
        found.close.append(f'"{name}" says {_listed(out)} in some rows: they were counted. `{key}` would leave them out.')


def _sums(texts: Sequence[str], e: Evidence) -> list[Decimal]:
    return [(amounts.read(text, e.style) or ZERO) if text else ZERO for text in texts]


def _one_way(sums: Sequence[Decimal], texts: Sequence[str], those: set[str]) -> int:
    """1 where nearly all sums beside those texts are above nought, -1 where they are below, 0 where they are neither."""
    beside = [value for value, text in zip(sums, texts, strict=True) if value and text in those]
    above = sum(value > 0 for value in beside)
    if not beside:
        return 0
    return 1 if above >= _NEARLY_ALL * len(beside) else -1 if above <= (1 - _NEARLY_ALL) * len(beside) else 0


def _listed(texts: Iterable[str]) -> str:
    return " and ".join(f'"{text}"' for text in sorted(texts))


def _form(text: str) -> str:
    return " ".join(re.sub(r"[^a-z]+", " ", text.casefold()).split())
