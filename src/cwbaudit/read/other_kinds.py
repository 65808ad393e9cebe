"""Lists with sums and names that are no payments, told by the words of their headers: they are refused, not counted.

Two different words of one kind tell it, and only where no column says that it names a supplier: a payment may have a rateable value beside
it, or an asset's number. Councils publish all of these beside their spend, under the same publication scheme.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cwbaudit.errors import SourceError
from cwbaudit.read.vocabulary import plain, roles

_FEWEST, _NAMED = 2, 0.7
_PAYS = re.compile(r"\b(?:paid|payee|payments?|spend|spent|expenditure)\b")  # a cash book has both sides
_MONEY_IN = "money that comes in"
_KINDS: dict[str, tuple[str, ...]] = {
    "accounts of business rates or council tax, which others owe": (
        r"rateable value|\brv\b", r"liable|ratepayer|rate payer", r"property (?:ref|id|no|desc|address)\w*|uprn|full property address",
        r"reliefs?|exemptions?|discount", r"account (?:start|balance|credit|holder)\w*|liab\w* start\w*", r"\bvoa?\b|band",
        r"empty|void|occupied",
    ),
    "a register of assets": (
        r"asset", r"acqui(?:red|sition)|purchase (?:cost|price|date|year)|date (?:of )?purchased?|year bought", r"book value|\bnbv\b",
        r"useful life|asset life|remaining life|depreciation|amorti[sz]ation",
        r"insur(?:ed|ance) (?:value|cost)|replacement (?:value|cost)",
        r"dispos(?:ed|al)\w*", r"tenure|freehold|leasehold|floor area|uprn",
    ),
    "a list of posts and pay": (
        r"salary|salaries|remuneration|pay (?:floor|ceiling|band|scale|range|grade)", r"(?:job|post|role) title|\bposts?\b|position|job",
        r"\bfte\b|headcount|contracted hours", r"\bgrade\b", r"reports? to|line manager|unit head|senior post",
        r"pension|bonus|benefits in kind|employer",
    ),
    "a budget": (
        r"(?:original|revised|approved|base|current|annual|latest|full year) (?:\w+ )?budget|budget \d{4}.*", r"forecast|outturn|projected",
        r"variance|over under ?spend|virement", r"estimates?",
    ),
    "loans or investments": (
        r"principal|nominal value|loan amount", r"maturity|repayable|date repaid|end of loan",
        r"interest rate|coupon|rate of interest|yield", r"lender|borrower|issuer",
    ),
    "a register of gifts and hospitality": (
        r"gifts?\b|hospitality", r"(?:offered|given|provided|received) (?:by|from)|donor|provider of|offeror",
        r"accepted|declined|refused", r"estimated value|approximate value|value of (?:gift|hospitality)",
    ),
    _MONEY_IN: (
        r"debtors?|tenant|payer|customers?", r"sales? (?:invoice|ledger)\w*", r"arrears|amount (?:owed|due)|balance due|overdue",
        r"income|receipts? (?:no|number|date)|amount received|date received|received from", r"rent (?:due|charged|roll)",
    ),
}  # fmt: skip


# What is still owed, parted by how long it has been: `Current`, `30 days`, `61-90 days`, `Over 90`.
_AGE = re.compile(r"(?:over )?\d{1,3} (?:(?:to )?\d{2,3} )?(?:days?|months?|mths?)\b.*|over \d{2,3}|(?:0|1|30|31|60|61|90|91) \d{2,3}")
_NO_LETTER = re.compile("[^a-z0-9]+")
_SPENT = re.compile(r"\b(?:paid|payments?|spend|spent|expenditure|turnover|invoiced|ytd|purchases)\b")
_AGES = 3


def refuse_what_is_owed(names: Sequence[str], where: str) -> None:
    """SourceError where the row is the header of a list of creditors by the age of what they are owed."""
    ages = [name for name in names if _AGE.fullmatch(_NO_LETTER.sub(" ", name.casefold()).strip())]
    if len(ages) < _AGES or any(_SPENT.search(plain(name)) for name in names):
        return
    raise SourceError(
        f'By "{ages[0]}" and "{ages[-1]}" this is a list of what is still owed, by its age, not of what was paid.',
        where=where,
        fix="Ask for what each supplier was paid in the year. To read this all the same, name its columns: "
        'columns = { supplier_name = "...", amount = "..." }',
    )


def refuse_others(names: Sequence[str], where: str) -> None:
    """SourceError where the header is of another kind of list than payments."""
    refuse_what_is_owed(names, where)
    if any(roles(name).get("supplier_name", 0.0) >= _NAMED for name in names):
        return
    for kind, words in _KINDS.items():
        if kind == _MONEY_IN and any(_PAYS.search(plain(name)) for name in names):
            continue
        told = {word: name for word in words for name in reversed(names) if re.search(rf"(?:{word})", plain(name))}
        if len(set(told.values())) >= _FEWEST and len(told) >= _FEWEST:
            listed = " and ".join(f'"{name}"' for name in list(dict.fromkeys(told.values()))[:2])
            raise SourceError(
                f"By {listed} and without a supplier, this reads as {kind}, not as payments.",
                where=where,
                fix='If these are payments, name their columns: columns = { supplier_name = "...", amount = "..." }',
            )
