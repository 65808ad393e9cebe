"""What to write instead: a line that is not TOML, or a value of another kind than its key takes, in the words of whoever wrote it."""

from __future__ import annotations

import re

_QUOTES = 'Text stands in quotes ("Preston"), dates and numbers without (2012-04-01, 25_000_000.00).'
_SHARE = "A share is a part of one: 10% is 0.10."
_DAY = "Write a day as year-month-day, without quotes: 2012-04-01."

# The first whose form is in the line, texts in straight quotes aside.
_LINES = (
    (re.compile("[“”„‘’]"), 'Use straight quotes, "Preston": a word processor has bent these.'),
    (re.compile(r"\d\s*%"), _SHARE),
    (re.compile("£"), "Write a sum without a pound sign: 25_000_000.00."),
    (re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-(?:1[3-9]|[2-9]\d)-|\d{4}-\d\d-(?:3[2-9]|[4-9]\d)"), _DAY),
    (re.compile(r"\d,\d{3}(?!\d)"), "Write a sum without commas: 25_000_000.00."),
)  # fmt: skip
# By how pydantic names what is wrong: what the value is not, and what to write.
_VALUES = (
    ("date", "is no day", _DAY),
    ("decimal", "is no number", f"Write digits alone, without quotes, commas or signs: 25_000_000.00. {_SHARE}"),
    ("int", "is no whole number", "Write digits alone, without quotes."),
    ("bool", "is neither true nor false", "Write true or false, without quotes."),
    ("string", "is no text", "Put it in quotes."),
    ("list", "is no list", 'Put it in square brackets: ["...", "..."].'),
    ("tuple", "is no list", 'Put it in square brackets: ["...", "..."].'),
    ("model", "is no table of keys", "Put it in braces with its key: { key = ... }."),
    ("dict", "is no table of keys", "Put it in braces with its key: { key = ... }."),
)


def of_line(line: str, said: str) -> str:
    """What to write instead of a line that cannot be read; `said` is what the reader of TOML found wrong."""
    if "\\" in line and ("escape" in said.casefold() or "hex" in said.casefold()):
        return "Write folders with a forward slash: spend/payments.xlsx."
    bare = re.sub(r'"[^"]*"|#.*', "", line)
    return next((fix for form, fix in _LINES if form.search(bare)), _QUOTES)


def of_value(kind: str, message: str, value: object, highest: object = None) -> tuple[str, str]:
    """What is wrong with a value, and what to write instead; `message` where there are no plainer words for its `kind`."""
    if kind == "too_short":
        return "is empty", "Name one at least."
    said = "" if isinstance(value, (dict, list)) else f"It says: {str(value)[:80]}"
    for begins, what, fix in _VALUES:
        if kind.startswith(begins) and kind.endswith(("_type", "_parsing", "_inexact", "_size")):
            return what, ". ".join(part for part in (said, fix) if part)
    return message, f"{said}. {_SHARE}" if highest == 1 else said
