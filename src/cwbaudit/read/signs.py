"""Which sums are credits where no minus says so: credits in a column of their own, or a column that says it of each row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from cwbaudit.engine import quoted
from cwbaudit.money import ZERO
from cwbaudit.read import amounts
from cwbaudit.read.columns import Assignment
from cwbaudit.read.evidence import Evidence

AS_PUBLISHED, REVERSED = "as published", "reversed"
# Oracle writes CREDIT beside STANDARD, Sage PC beside PI, SAP H beside S: those of the last two lists mean it only beside their partner.
_CREDIT = re.compile(
    r"cr|crn|crd|scn|cr note|(?:(?:supplier|purchase|vendor|ap|invoice|sales) )?credit(?:s|ed)?(?: (?:note|memo|adjustment|invoice)s?)?"
    r"|minus|negative"
)
_DEBIT = re.compile(
    r"dr|inv|debits?|(?:(?:supplier|purchase|vendor|ap|po|non po|standard|sales) )?invoices?|standard"
    r"|prepayment|payments?|paid|plus|positive|charges?"
)
_PAIRS = (("c", "d"), ("-", "+"), ("h", "s"), ("pc", "pi"), ("cn", "in"), ("refund", "payment"), ("refund", "invoice"))
_SAYS_SIGN = re.compile(r"\b(?:dr|cr|debit|credit|d c|c d|sign|ind|indicator|d or c|db|type)\b|[+]|^\W*$", re.IGNORECASE)
_NO_LETTERS = re.compile("[^a-z]+")
_MOST_KINDS = 12
_NEARLY_ALL, _HARDLY_ANY = 0.95, 0.05
_FEWEST = 8
_LOOKED_AT = 1_000  # rows from the top, with none left out between them


@dataclass(frozen=True)
class _Said:
    """What a column says: the texts that mean a credit, and whether it tells nothing but credits from payments."""

    credit: tuple[str, ...]
    only: bool


def credit_column(names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], found: Assignment) -> None:
    """A column of credits is one where the amount has nothing on its rows, whatever the amount is called: `found` then has it."""
    credit, amount = found.bystanders.get("credit"), found.columns.get("amount")
    if credit is None or amount is None or evidence[credit].money < 0.9:
        return
    pairs = [(_sum(a, evidence[amount]), _sum(c, evidence[credit])) for a, c in zip(columns[amount], columns[credit], strict=True)]
    credited = [a for a, c in pairs if c]
    if credited and sum(not a for a in credited) >= _NEARLY_ALL * len(credited):
        found.columns["credit"] = found.bystanders.pop("credit")
        found.close.append(
            f'"{names[credit]}" has sums where "{names[amount]}" has none: they were taken off, as credits. If they are none, '
            f'`signs = "{AS_PUBLISHED}"` leaves them out.'
        )


def told_credits(
    names: Sequence[str],
    columns: Sequence[Sequence[str]],
    evidence: Sequence[Evidence],
    found: Assignment,
    signs: str,
) -> tuple[str, ...]:
    """The texts of the column `sign` that mean a credit, where one tells it; `found` then has that column, and says so."""
    amount = found.columns.get("amount")
    if amount is None or signs == AS_PUBLISHED or "credit" in found.columns:
        return ()
    if (pinned := found.columns.get("sign")) is not None:
        said = _said(names[pinned], columns[pinned], pinned=True)
        return said.credit if said else ()
    busy = {found.columns.get(role) for role in ("amount", "supplier_name", "date", "supplier_ref", "postcode", "company_number")}
    for i, name in enumerate(names):
        if i in busy or i >= len(columns) or evidence[i].dates > 0.5 or not evidence[i].filled:
            continue
        said = _said(name, columns[i])
        if said and _settles(i, said, [_sum(text, evidence[amount]) for text in columns[amount]], columns[i], names, found):
            return said.credit
    return ()


def mostly_negative(texts: Sequence[str], e: Evidence, name: str, signs: str) -> str:
    """What is said of a column in which nearly every sum has a minus; empty where there is nothing to say."""
    sums = [value for text in texts if (value := _sum(text, e))]
    below = sum(value < 0 for value in sums)
    if signs or len(sums) < _FEWEST or below < 0.8 * len(sums):
        return ""
    return (
        f'{below / len(sums):.0%} of the sums under "{name}" are negative, and were read so. If the body writes what it pays with a minus, '
        f'set `signs = "{REVERSED}"`; if they are credits, `signs = "{AS_PUBLISHED}"`.'
    )


def money_out(names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], amount: int | None) -> str:
    """What is said of a bank account's own view, in which what is paid takes the balance down: the signs are turned; empty for any other.

    The balance beside the sums proves it: from row to row it changes by the sum, whichever way the rows are sorted.
    """
    if amount is None:
        return ""
    sums = [_sum(text, evidence[amount]) for text in columns[amount][:_LOOKED_AT]]
    if len(sums) < _FEWEST or sum(value < 0 for value in sums) < 0.8 * sum(map(bool, sums)):
        return ""
    for i, e in enumerate(evidence):
        if i == amount or e.money < 0.9 or e.filled < 0.9 * evidence[amount].filled:
            continue
        held = [_sum(text, e) for text in columns[i][:_LOOKED_AT]]
        steps = [(after - before, one, other) for (before, one), (after, other) in pairwise(zip(held, sums, strict=True))]
        down, up = sum(step == other for step, _, other in steps), sum(-step == one for step, one, _ in steps)
        if max(down, up) >= 0.9 * len(steps):
            return (
                f'"{names[i]}" goes down by what is paid, so "{names[amount]}" is as the bank sees it: its signs were turned. '
                f'`signs = "{AS_PUBLISHED}"` would leave them.'
            )
    return ""


def _settles(i: int, said: _Said, sums: Sequence[Decimal], texts: Sequence[str], names: Sequence[str], found: Assignment) -> bool:
    """Whether the column is what tells credits; where that is close, it is said instead."""
    credited = [value for value, text in zip(sums, texts, strict=True) if value and text in said.credit]
    others = [value for value, text in zip(sums, texts, strict=True) if value and text not in said.credit]
    unsigned = sum(value > 0 for value in credited)
    below = sum(value < 0 for value in others)
    if not credited or unsigned <= _HARDLY_ANY * len(credited):
        return False  # they have their minus already
    listed = " and ".join(f'"{text}"' for text in said.credit)
    if said.only and unsigned >= _NEARLY_ALL * len(credited) and below <= _HARDLY_ANY * len(others):
        for role in [role for role, place in found.columns.items() if place == i]:
            del found.columns[role]
        found.columns["sign"] = i
        found.close.append(
            f'"{names[i]}" tells credits from payments: sums beside {listed} were taken off. `signs = "{AS_PUBLISHED}"` would add them.'
        )
        return True
    found.sign_doubt = (
        f'"{names[i]}" says {listed} beside sums of which some have no minus; they were read as published. '
        f'columns = {{ sign = "{names[i]}" }} would take them off, `signs = "{AS_PUBLISHED}"` settles that they stay.'
    )
    return False


def _said(name: str, texts: Sequence[str], *, pinned: bool = False) -> _Said | None:
    """What the texts of a column say of credits; None where they say nothing."""
    counts = Counter(text for text in texts if text)
    forms = {text: _form(text) for text in counts}
    credit = {text for text, form in forms.items() if _CREDIT.fullmatch(form)}
    debit = {text for text, form in forms.items() if _DEBIT.fullmatch(form)}
    for minus, plus in _PAIRS:
        beside = {text for text, form in forms.items() if form == plus}
        if (pinned or len(counts) == 2) and (pinned or (beside and _SAYS_SIGN.search(_spaced(name)))):
            credit |= {text for text, form in forms.items() if form == minus}
            debit |= beside
    blank = any(not text for text in texts)
    if not credit:
        return None
    only = len(counts) <= _MOST_KINDS and set(counts) == credit | debit and (bool(debit) or blank)
    return _Said(tuple(sorted(credit)), only)


def _form(text: str) -> str:
    return text if text in ("-", "+") else _NO_LETTERS.sub(" ", text.casefold()).strip()


def _spaced(name: str) -> str:
    return "" if name.startswith("column ") else re.sub(r"[/_.-]+", " ", name)


def _sum(text: str, e: Evidence) -> Decimal:
    return (amounts.read(text, e.style) or ZERO) if text else ZERO


def signed(amount: str, sign: str, credit: Sequence[str]) -> str:
    """The amount with its minus, for a query; one that is marked and has a minus too is text that cannot be read."""
    listed = ", ".join(map(quoted, credit))
    return f"""(case when {sign} not in ({listed}) or not regexp_matches({amount}, '[1-9]') then {amount}
        when regexp_matches({amount}, '[-(]|[Cc][Rr]') then {amount} || ' marked ' || {sign} else '-' || {amount} end)"""
