"""What is written beside a name, and which names stand within it: the payer's numbers and notes, what else a supplier trades as."""

from __future__ import annotations

import re

_DIGIT = re.compile(r"\d")
ACCOUNT = re.compile(
    r"\(?\b(?:a/?c|acc(?:oun)?t|vendor|supplier|ref|cust(?:omer)?)\b\.?\s*(?:no\.?|number|ref)?\s*[:#-]?\s*[a-z]?\d+\)?", re.IGNORECASE
)
LONG_NUMBER = re.compile(r"\A\d{5,}(?=[a-z])|(?<=[a-z]{4})\d{5,}\b|\b[a-z]{0,3}\d{5,}[a-z]?\b", re.IGNORECASE)
NOTE = re.compile(
    r"(?:(?:\b|(?<=[a-z]{4}))do not use|\b(?:don'?t use|dnu|not in use))\b(?:\W*(?:see|use)\W+[a-z]*\d*)?|\b(?:see|use)\W+[a-z]*\d{3,}\b"
    r"|\binv(?:oice)?s?\W+prefi?x\W+\w+|\binv\W+\d+s?\b",
    re.IGNORECASE,
)
_AFTER_ITS_FORM = re.compile(
    r"(\b(?:limited|ltd|plc|llp|cic)\b\.?)\W+(?:c/o\b.*|in (?:administration|liquidation|(?:administrative )?receivership)\b\W*\Z)",
    re.IGNORECASE,
)
CARD = re.compile(r"\*(?=[a-z]*\d)[a-z0-9]{7,}\b", re.IGNORECASE)  # as a shop's card machine writes each payment
FIVE_DIGITS = re.compile(r"\d{5}")
_OF_ACCOUNTS = ("ac", "a/c", "vendor", "supplier", "ref", "cust")  # without one of these there is no such pattern
_OF_NOTES = ("use", "dnu", "inv")
_AFTER_FORMS = ("c/o", "in admin", "in liq", "in rec")
_TRADING = re.compile(
    r"(?<=[\w.)\]] )(?:\(?(?:t/[as]s?\b\.?|formerly\b(?: known)?(?: as\b)?)|ta\b|trading as\b|trdg as\b)|\bt/a\b", re.IGNORECASE
)
_OF_TRADING = ("t/", " ta", "trading as", "trdg as", "formerly")
_OF_ANYTHING = (*_OF_NOTES, *_OF_TRADING)
_ENDING = re.compile(r".{3,}?\s(?:limited|ltd|plc|llp|cic)\b\.?(?=\W*\w{2,})", re.IGNORECASE)
_FORM = re.compile(r"\b(?:limited|ltd|plc|llp)\b", re.IGNORECASE)
_SUM = re.compile(r"\W*total\b", re.IGNORECASE)


def without_account(text: str) -> str:
    """Account and vendor numbers are the payer's, not the supplier's, and a payment's own is nobody's.

    `(A/C 00417)`, `V001234`, a number glued to the front, `Amazon*9M3OY7W75`.
    """
    if not _DIGIT.search(text):
        return text
    kept = ACCOUNT.sub(" ", text) if _may_say(text, _OF_ACCOUNTS) else text
    kept = CARD.sub(" ", kept) if "*" in kept else kept
    kept = LONG_NUMBER.sub(" ", kept) if FIVE_DIGITS.search(kept) else kept
    if kept == text:
        return text
    return kept if sum(map(str.isalpha, kept)) > 2 else text


def without_note(text: str) -> str:
    """What a clerk tells the payer is no part of the name: `DO NOT USE SEE 55604`, `INV PREFIX 905`; and behind a legal form `c/o Hill
    Accountants` and `(in administration)`."""
    if _may_say(text, _AFTER_FORMS):
        text = _AFTER_ITS_FORM.sub(r"\1", text)
    if not _may_say(text, _OF_NOTES):
        return text
    kept = NOTE.sub(" ", text)
    return kept if sum(map(str.isalpha, kept)) > 2 else text


def without_trading(text: str) -> str:
    """`T/A`, `trading as` and `formerly` part two names of one supplier; both are kept, the words between them go."""
    return _TRADING.sub(" ", text) if _may_say(text, _OF_TRADING) else text


def trades(name: str) -> bool:
    """Whether a name says what else its bearer trades as, or was called."""
    return _may_say(name, _OF_TRADING) and bool(_TRADING.search(name))


def bare(name: str) -> bool:
    """Whether nothing is written beside a name, no number or note of the payer's, nor what else its bearer trades as. A number that is part
    of the name is nothing beside it."""
    if not (_DIGIT.search(name) or _may_say(name, _OF_ANYTHING)):
        return True
    return without_note(without_account(name)) == name and not trades(name)


def whole(name: str) -> bool:
    """Whether nothing beside the name, no number and no note, is written with it: only then does its width tell anything."""
    return not _DIGIT.search(name) and not (_may_say(name, _OF_NOTES) and NOTE.search(name))


def _may_say(text: str, hints: tuple[str, ...]) -> bool:
    """Whether one of these is in a text, or may be behind its other signs: a look that spares most names a search for patterns."""
    if not text.isascii():
        return True
    small = text.lower()
    for hint in hints:  # noqa: SIM110 `any` takes three times as long
        if hint in small:
            return True
    return False


def parts(name: str) -> tuple[str, ...]:
    """Other names that stand within a name: before and after `T/A`, `formerly` or `#`, and the legal name that ends at its `Ltd`.

    `Hill Care Ltd T/A Rose Lodge` -> Hill Care Ltd, Rose Lodge. `Hill Care Ltd Preston` -> Hill Care Ltd. Nothing where there is but one.
    """
    if "#" in name or trades(name):
        found = [part.strip(" ()-,.") for part in _TRADING.sub("#", name).split("#")]
        return tuple(part for part in found if sum(map(str.isalpha, part)) > 3)
    ending = _ENDING.match(name)
    if ending and _SUM.match(name, ending.end()):  # the row of another supplier's total ran in
        return ()
    return (name[: ending.end()],) if ending and not _FORM.search(name, ending.end()) else ()
