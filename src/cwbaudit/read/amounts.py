"""Amounts by the column: what sign it writes for pounds, whether commas are its decimals; and each distinct text read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cwbaudit import money

_FOREIGN = ("$", "€", "?", "\ufffd", "#")
_CURRENCIES, _SOME = ("$", "€"), 0.2
_BARE = re.compile(r"[-(]?\d[\d,]*(?:\.\d+)?\)?")
_DECIMAL_COMMA = re.compile(r"[-(]?[£€]? ?\d{1,3}(?:\.?\d{3})*,\d{2}\)?-?")
_POINT = re.compile(r"\.\d{1,2}\)?-?$")
# A comma that groups thousands has three digits on its right: after more than three and before the last two it can only part the pence.
PENCE_COMMA = r"[-(]?£?[0-9]{4,},[0-9]{2}\)?-?"
_PENCE_COMMA = re.compile(PENCE_COMMA)
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"(?P<sum>.*\d) ?(?P<mark>[CD])", re.IGNORECASE)
_SPACE = re.compile("[ \u00a0\u2009\u202f]")
_SPACED = re.compile(rf"[-(]?£? ?\d{{1,3}}(?:{_SPACE.pattern}\d{{3}})+(?:[.,]\d{{1,2}})?\)?-?")
_BELOW = re.compile(r"[-(]?£? ?\d{1,3}(?:[.,]\d{1,2})?\)?-?")
_COMMA_PENCE = re.compile(r",\d{1,2}\)?-?$")
_PENCE = re.compile(r"[.,]\d{1,2}\)?-?$")
_ROUNDED = re.compile(r"(?P<sum>.*\d) ?(?P<unit>k|thousand|mn?|million)", re.IGNORECASE)  # £1.2m, £345k
# What a spreadsheet leaves of a sum that it saved as a power of ten: 1.25E+05 has its first digits only.
POWER = r"-?[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{1,2}"
_EXPONENT = re.compile(r"-?\d(?:\.\d+)?E-\d{1,2}|" + POWER, re.IGNORECASE)  # -1.45E-11 is what binary subtraction leaves of nought


@dataclass(frozen=True)
class AmountStyle:
    """How a column writes money beyond what every column may: a foreign sign for pounds, commas as decimals, thousands or pence.

    With `letters`, C after a sum is CR and D is DR; with `spaced`, a space parts the thousands; with `rounded`, sums
    are written as £1.2m and £345k. `credits_signed` is of credits in a
    column of their own: they have a minus, or brackets, there.
    """

    sign: str = ""
    decimal_comma: bool = False
    times: int = 1
    parts: int = 1
    credits_signed: bool = False
    letters: bool = False
    spaced: bool = False
    rounded: bool = False
    close_call: str = ""


def read(text: str, style: AmountStyle) -> Decimal | None:
    """The exact sum that `text` states in this column; None when it states none."""
    if style.sign:
        text = text.replace(style.sign, "£" if "£" not in text else "", 1)
    if style.letters and (marked := _LETTER.fullmatch(text)):
        text = f"{marked['sum']} {marked['mark']}R"
    if style.rounded and (short := _ROUNDED.fullmatch(text)):
        stated, times = money.parse(short["sum"]), 1000 if short["unit"][0] in "kKtT" else 1_000_000
        return None if stated is None else stated * times * (1 if style.times > 0 else -1)  # their unit is said by themselves
    if style.spaced and _SPACED.fullmatch(text):
        text = _SPACE.sub("", text)
    if style.decimal_comma:
        text = text.replace(".", "").replace(",", ".")
    elif "," in text and _PENCE_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    amount = _stated(text)
    return amount if amount is None or style.times == style.parts == 1 else amount * style.times / style.parts


def _stated(text: str) -> Decimal | None:
    if ("E" in text or "e" in text) and _EXPONENT.fullmatch(text):
        return Decimal(text)
    return money.parse(text)


def judge(values: Mapping[str, int]) -> AmountStyle:
    """The style of a column from its distinct values and how often each occurs."""
    values = {text: count for text, count in values.items() if _DIGIT.search(text)}
    filled = sum(values.values())
    commas = sum(count for text, count in values.items() if _DECIMAL_COMMA.fullmatch(text))
    points = sum(count for text, count in values.items() if _POINT.search(text))
    comma = commas > points and commas > 0.5 * filled
    for sign in _FOREIGN:
        signed = sum(count for text, count in values.items() if sign in text)
        if filled and signed > 0.9 * filled:
            return AmountStyle(sign, comma, close_call=f'Every amount is written with "{sign}"; they were read as pounds.')
        if sign in _CURRENCIES and signed > _SOME * filled and signed + _bare(values) >= filled:
            call = f'{signed / filled:.0%} of the amounts are written with "{sign}", the others with no sign; all were read as pounds.'
            return AmountStyle(sign, comma, close_call=call)
    lettered = {text: count for text, count in values.items() if _LETTER.fullmatch(text)}
    if sum(lettered.values()) > 0.9 * filled and {text[-1].upper() for text in lettered} == {"C", "D"}:
        return AmountStyle(letters=True, close_call='"C" after a sum was read as a credit, "D" as a debit.')
    short = {text: count for text, count in values.items() if (m := _ROUNDED.fullmatch(text)) and money.parse(m["sum"]) is not None}
    if short and sum(short.values()) + _bare(values) >= 0.9 * filled and sum(short.values()) > _SOME * filled:
        call = f'Sums are written like "{next(iter(short))}": k was read as thousands and m as millions, so they are as rounded as that.'
        return AmountStyle(rounded=True, close_call=call)
    if close := _spaces(values, filled):
        comma = sum(count for text, count in values.items() if _COMMA_PENCE.search(text)) > 0.5 * filled
        return AmountStyle(spaced=True, decimal_comma=comma, close_call=close)
    if comma:
        return AmountStyle(decimal_comma=True, close_call="The comma parts pounds from pence in this column; it was read so.")
    return AmountStyle()


def _bare(values: Mapping[str, int]) -> int:
    """How many amounts have no sign of any currency: formulas and typed texts in one column of a workbook."""
    return sum(count for text, count in values.items() if _BARE.fullmatch(text))


def _spaces(values: Mapping[str, int], filled: int) -> str:
    """What is said of a column whose thousands are parted by a space; empty where it has none, or may hold two numbers in a cell."""
    spaced = [text for text in values if _SPACED.fullmatch(text)]
    sums = sum(
        count for text, count in values.items() if _SPACED.fullmatch(text) or _BELOW.fullmatch(text) or money.parse(text) is not None
    )
    if not spaced or sums < 0.9 * filled or sum(map(bool, map(_PENCE.search, spaced))) < 0.5 * len(spaced):
        return ""
    return f'A space parts the thousands in this column, as in "{spaced[0]}"; it was read so.'
