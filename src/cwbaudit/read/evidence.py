"""What the values of a column say it can be and what it cannot: shares over a sample, no header asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from cwbaudit.read import amounts, dates

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.IGNORECASE)
_COMPANY = re.compile(r"(?:[A-Z]{2}|\d{1,2})\d{6}", re.IGNORECASE)
_DIGITS = str.maketrans("123456789", "000000000")
_PENNIES = re.compile(r"\d[.,]\d{2}\D*$")
_POUNDS = re.compile(r"[-(]? ?£ ?[-(]?\d")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_CODE = re.compile(r"[A-Z]{1,4}[-/]?\d{2,}[A-Z]?")
_FIRM = re.compile(r"\b(?:ltd|limited|plc|llp|cic|& sons?|& co|partnership)\b|\(uk\)", re.IGNORECASE)  # no department is called so
_PARTY = re.compile(
    r"\b(?:ltd|limited|plc|llp|inc|cic|council|borough|trust|university|college|school|services?|group|association|solutions|& sons?|"
    r"partners(?:hip)?|hospital|housing|society|uk|redacted|hmrc|solicitors|consult\w+|construction|systems|foundation|company|co)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Evidence:
    """Shares between 0 and 1 of a column's filled cells, and how many there are."""

    rows: int
    filled: int
    distinct: int
    money: float
    pennies: float
    pounds: float
    dates: float
    serials: float
    postcodes: float
    companies: float
    words: float
    codes: float
    parties: float
    firms: float
    length: float
    running: bool
    style: amounts.AmountStyle

    @property
    def constant(self) -> bool:
        """One value on every row: what a publisher's own name looks like."""
        return self.distinct == 1 and self.filled >= 8

    @property
    def sparse(self) -> bool:
        """Hardly ever filled."""
        return self.filled < 0.02 * self.rows


def weigh(values: Iterable[str]) -> Evidence:
    """The evidence of one column's sampled cells, blank ones included."""
    every = list(values)
    counts = Counter(value for value in every if value)
    filled = counts.total()
    forms = by_form(counts)
    style = amounts.judge(forms)
    shapes = {text: dates.shape(text) for text in counts}
    by_day = counts if any(shapes.values()) else forms  # without dates, texts that differ by their digits alone are words or none

    def share(test: Callable[[str], object], texts: Mapping[str, int] = forms) -> float:
        return sum(count for text, count in texts.items() if test(text)) / filled if filled else 0.0

    return Evidence(
        rows=len(every),
        filled=filled,
        distinct=len(counts),
        money=share(lambda text: amounts.read(text, style) is not None),
        pennies=share(_PENNIES.search),
        pounds=share(_POUNDS.match),
        dates=share(shapes.__getitem__, counts),
        serials=share(dates.is_day_number, counts),
        postcodes=share(_POSTCODE.fullmatch),
        companies=share(_COMPANY.fullmatch),
        words=share(lambda text: _LETTERS.search(text) and not shapes[text] and not _CODE.fullmatch(text), by_day),
        codes=share(_CODE.fullmatch),
        firms=share(_FIRM.search),
        parties=share(lambda text: _PARTY.search(text) and "://" not in text),
        length=sum(len(text) * count for text, count in forms.items()) / filled if filled else 0.0,
        running=_running([value for value in every if value]),
        style=style,
    )


def by_form(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Of the texts that differ by their digits alone the first, and how often all of them come: what is asked of most texts, and of
    sums, is the same for any digits."""
    first: dict[str, str] = {}
    forms: Counter[str] = Counter()
    for text, count in counts.items():
        forms[first.setdefault(text.translate(_DIGITS), text)] += count
    return forms


def names_party(text: str) -> bool:
    """Whether a text has a word that firms and public bodies have in their names."""
    return bool(_PARTY.search(text))


def is_postcode(text: str) -> bool:
    """Whether a text has the form of a full postcode."""
    return bool(_POSTCODE.fullmatch(text))


def _running(values: list[str]) -> bool:
    """Whether the column counts: whole numbers that nearly always rise by a little, as reference and row numbers do."""
    numbers = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 16]
    if len(numbers) < 8 or len(numbers) < 0.9 * len(values):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return sum(0 < step <= 1000 for step in steps) > 0.9 * len(steps)
