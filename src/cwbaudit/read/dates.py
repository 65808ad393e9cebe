"""Dates as public bodies write them, read by evidence: what the whole column can only mean, never what one value might.

`04/05/2013` is the fourth of May in a UK file and the fifth of April in an American export. The column decides by the values that
can be read one way only; where it has none, the UK order is taken and said so, with the key that settles it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?Z?(?:[+-]\d{2}:?\d{2})?)?"
_AT_A_TIME = rf"^(\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}){_TIME}$"  # what only dates are that may have a time
_BEGINS = re.compile(r"(?:[A-Za-z]{3,9}(?: ?(?:-|\u2013|to) ?[A-Za-z]{3,9})?[-/.,' ]{0,2})?\d")  # as every date does, of all those below
_NUMERIC = re.compile(rf"(\d{{1,2}})([/.\-])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_WORDED = re.compile(rf"(?:[A-Za-z]{{3,9}},? )?(\d{{1,2}})(?:st|nd|rd|th)?([-/. ]?)([A-Za-z]{{3,9}})\.?,?([-/. ]?)(\d{{4}}|\d{{2}}){_TIME}")
_US_WORDED = re.compile(rf"([A-Za-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}")
_MONTH_ONLY = re.compile(r"([A-Za-z]{3,9})[-/. ']{0,2}(\d{4}|\d{2})|(\d{4})[-/](\d{1,2})|(\d{1,2})[/\-](\d{4})")
_FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d{2})")
# Some months as one: `July 2010-September 2010`, `Apr to Jun 2014`.
_MONTHS_SPAN = re.compile(r"([A-Za-z]{3,9})\.?(?: ?(\d{4}))? ?(?:-|\u2013|to) ?([A-Za-z]{3,9})\.? ?(\d{4})")
_COMPACT = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")  # a sum or a reference, as a rule
_RUN_TOGETHER = re.compile(r"(\d{1,2})(\d{2})(20\d{2}|19\d{2})")  # 05042025; its middle is no month of `_COMPACT`
_RUN_OR_COMPACT = re.compile(rf"{_RUN_TOGETHER.pattern}|{_COMPACT.pattern}")
_SERIAL = re.compile(r"([2-5]\d{4})(?:\.\d+)?")
_DAY_NUMBER = re.compile(r"[34]\d{4}")  # 1982 to 2036
_MILLISECONDS = re.compile(r"1\d{12}")  # since 1970, as portals of maps write a day: 2001 to 2033
_WORD = re.compile(r"[^\W\d_]{2}")  # a note below the table
_CLOSE = 3  # months
_FEWEST = 3  # days: the first of some months may lie beside one by chance
_EPOCH, _EPOCH_OF_SECONDS = date(1899, 12, 30), date(1970, 1, 1)
_HOUR, _DAY = 3_600_000, 86_400_000
_MONTH = "month only"
DAY_FIRST, MONTH_FIRST = "DD/MM/YYYY", "MM/DD/YYYY"


@dataclass(frozen=True)
class DateStyle:
    """How a column writes dates: the format's name, whether the month comes first, whether bare numbers are Excel's day counts, and
    whether day and month are turned in those that begin with the year."""

    name: str = ""
    month_first: bool = False
    serials: bool = False
    why: str = ""
    close_call: str = ""
    turned: bool = False


@lru_cache(maxsize=100_000)
def read(text: str, style: DateStyle) -> date | None:
    """The date that `text` states under `style`; None when it states none. Of a month, or of several, it is the first day."""
    if match := _NUMERIC.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        month, day = (first, second) if style.month_first else (second, first)
        return _date(year, month, day) or _date(year, day, month)
    if match := _ISO.fullmatch(text):
        month, day = (4, 3) if style.turned else (3, 4)
        return _date(int(match[1]), int(match[month]), int(match[day]))
    if match := _WORDED.fullmatch(text):
        return _date(_year(match[5]), _month(match[3]), int(match[1]))
    if match := _US_WORDED.fullmatch(text):
        return _date(int(match[3]), _month(match[1]), int(match[2]))
    if match := _COMPACT.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _RUN_TOGETHER.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        return _date(year, *((first, second) if style.month_first else (second, first)))
    if style.serials and _MILLISECONDS.fullmatch(text):  # midnight of our summer time is 23:00 of the day before
        return _EPOCH_OF_SECONDS + timedelta(days=(int(text) + _HOUR) // _DAY)
    if style.serials and (match := _SERIAL.fullmatch(text)):
        return _EPOCH + timedelta(days=int(match[1]))
    return _month_alone(text)


def without_times(texts: pa.Array) -> pa.Array:
    """The texts without the time of day of those that are a date and a time, which are read as the same day."""
    import pyarrow.compute as pc

    if not pc.any(pc.match_substring(texts, ":")).as_py():
        return texts
    return pc.replace_substring_regex(texts, _AT_A_TIME, r"\1")


def shape(text: str) -> str:
    """The name of the format in which `text` is written; empty when it is no date."""
    if not _BEGINS.match(text) or (_NUMBER.fullmatch(text) and not _RUN_OR_COMPACT.fullmatch(text)):
        return ""
    if match := _NUMERIC.fullmatch(text):
        if max(int(match[1]), int(match[3])) > 31 or min(int(match[1]), int(match[3])) > 12:
            return ""
        return f"DD{match[2]}MM{match[2]}{'Y' * len(match[4])}"
    if match := _ISO.fullmatch(text):
        return f"YYYY{match[2]}MM{match[2]}DD" if int(match[3]) <= 12 else ""
    if (match := _WORDED.fullmatch(text)) and _month(match[3]):
        return f"DD{match[2]}Mon{match[4]}{'Y' * len(match[5])}"
    if (match := _US_WORDED.fullmatch(text)) and _month(match[1]):
        return "Mon DD YYYY"
    if (match := _COMPACT.fullmatch(text)) and _date(int(match[1]), int(match[2]), int(match[3])):
        return "YYYYMMDD"
    if (match := _RUN_TOGETHER.fullmatch(text)) and int(match[2]) <= 12 and _date(int(match[3]), int(match[2]), int(match[1])):
        return "DDMMYYYY"
    return _MONTH if _month_alone(text) and not _is_financial_year(text) else ""


def _is_financial_year(text: str) -> bool:
    """Whether a text is rather the year from April 2011 than December of it: `2011/12`."""
    found = _FINANCIAL_YEAR.fullmatch(text)
    return found is not None and int(found[2]) == (int(found[1]) + 1) % 100


def is_day_number(text: str) -> bool:
    """Whether `text` may be a day as Excel counts them, or as milliseconds since 1970, of our own times."""
    return (len(text) == 5 and bool(_DAY_NUMBER.fullmatch(text))) or (len(text) == 13 and bool(_MILLISECONDS.fullmatch(text)))


def judge(values: Mapping[str, int], setting: str = "") -> DateStyle:
    """The style of a column from its distinct values and how often each occurs; `setting` is the source's `date_format`."""
    shapes: Counter[str] = Counter()
    first_over, second_over, numeric, serial = 0, 0, 0, 0
    for text, count in values.items():
        name = shape(text)
        shapes[name] += count
        if match := _NUMERIC.fullmatch(text):
            numeric += count
            first_over += count * (12 < int(match[1]) <= 31 and int(match[3]) <= 12)
            second_over += count * (12 < int(match[3]) <= 31 and int(match[1]) <= 12)
        elif _SERIAL.fullmatch(text) or _MILLISECONDS.fullmatch(text):
            serial += count
    known = sum(count for name, count in shapes.items() if name)
    serials = serial > 0 and serial + known > 0.9 * sum(count for text, count in values.items() if shape(text) or not _WORD.search(text))
    month_first, why, close = _order(numeric, first_over, second_over, setting)
    if not (setting or first_over or second_over) and (told := _beside_day_numbers(values)):
        month_first, why, close = told
    turned = False
    if not setting and (beside := _beside_the_rest(values, month_first)):
        month_first, turned, close = beside
    name = max((n for n in shapes if n), key=lambda n: (shapes[n], n), default=_counted(values) if serials else "")
    if name == _MONTH:
        why = "they name months and no day: the first day of the first month is taken"
    if month_first and name.startswith("DD") and numeric:
        name = f"MM{name[2]}DD{name[5:]}"
    return DateStyle(name, month_first, serials, why, close, turned)


def _counted(values: Mapping[str, int]) -> str:
    return "milliseconds since 1970" if any(map(_MILLISECONDS.fullmatch, values)) else "Excel day number"


def _beside_the_rest(values: Mapping[str, int], month_first: bool) -> tuple[bool, bool, str] | None:
    """Whether the month comes first, whether dates that begin with the year are turned, and what is said of it; None: the usual way.

    A program set to another country's dates turns day and month of those that it can turn, and leaves the others as they were. So
    where the dates that can be read one way only lie close together, and all others lie among them when turned and none as they
    stand, those were turned.
    """
    sure: dict[date, int] = {}
    doubtful: dict[bool, list[tuple[int, int]]] = {False: [], True: []}  # of those that begin with the year, True
    for text in values:
        iso = _ISO.fullmatch(text)
        if match := iso or _NUMERIC.fullmatch(text):
            year, first, second = (match[1], match[3], match[4]) if iso else (match[4], match[1], match[3])
            one, other = (_date(_year(year), int(month), int(day)) for month, day in ((first, second), (second, first)))
            usual, turned = (one, other) if iso or month_first else (other, one)
            if usual and turned and usual != turned:
                doubtful[bool(iso)].append((_months(usual), _months(turned)))
            elif found := usual or (None if iso else turned):
                sure[found] = _months(found)
    if len(sure) < _FEWEST or max(sure.values()) - min(sure.values()) >= _CLOSE:
        return None
    span = range(min(sure.values()), max(sure.values()) + 1)
    wrong = [
        iso for iso, pairs in doubtful.items()
        if len({usual for usual, _ in pairs}) > 1 and all(usual not in span and turned in span for usual, turned in pairs)
    ]  # fmt: skip
    if not wrong:
        return None
    count = sum(len(doubtful[iso]) for iso in wrong)
    said = f"{count} dates have their day and month turned: only so do they lie beside the others. `date_format` settles it."
    return month_first != (False in wrong), True in wrong, said


def _beside_day_numbers(values: Mapping[str, int]) -> tuple[bool, str, str] | None:
    """The order of day and month where no date tells it, but days as Excel counts them stand in the same column and lie close together.

    Only in the right order do all dates lie among them. Numbers that came of turned dates leave no text that could be turned.
    """
    counted = [_months(_EPOCH + timedelta(days=int(text))) for text in values if len(text) == 5 and _SERIAL.fullmatch(text)]
    dated = [match for match in map(_NUMERIC.fullmatch, values) if match]
    if not counted or max(counted) - min(counted) >= _CLOSE or len(dated) < _FEWEST:
        return None
    among = [all(min(counted) <= 12 * _year(match[4]) + int(match[at]) <= max(counted) for match in dated) for at in (3, 1)]
    if among[0] == among[1]:
        return None
    return among[1], f"only with the {'month' if among[1] else 'day'} first do they lie beside the days that Excel counted", ""


def _months(day: date) -> int:
    return 12 * day.year + day.month


def _order(numeric: int, first_over: int, second_over: int, setting: str) -> tuple[bool, str, str]:
    """Whether the month comes first; why; and what is in doubt."""
    if setting:
        upper = setting.upper().replace("%", "")
        return upper.find("M") < upper.find("D"), f"date_format = {setting!r}", ""
    if not numeric:
        return False, "", ""
    if first_over and second_over:
        month_first = second_over > first_over
        some, other = sorted((first_over, second_over))
        return month_first, f"{other} dates can only be read one way, {some} only the other", (
            f"{some} dates have {'the day' if month_first else 'the month'} first and {other} have it second: those that could be either "
            f"were read as most are. `date_format` settles it."
        )  # fmt: skip
    if second_over:
        return True, f"{_have(second_over)} a second number over 12, none a first: the month comes first, as in American exports", ""
    if first_over:
        return False, f"{_have(first_over)} a first number over 12, none a second: the day comes first", ""
    return (
        False,
        "no number over 12 tells day from month: the UK order is taken",
        (f'Day and month cannot be told apart here; read as day first. `date_format = "{MONTH_FIRST}"` would turn them.'),
    )


def _have(count: int) -> str:
    return "1 date has" if count == 1 else f"{count} dates have"


def _month_alone(text: str) -> date | None:
    match = _MONTH_ONLY.fullmatch(text)
    if match is None:
        several = _MONTHS_SPAN.fullmatch(text)
        first, last = (_month(several[1]), _month(several[3])) if several else (0, 0)
        return _date(int(several[2] or int(several[4]) - (first > last)), first, 1) if several and first and last else None
    if match[1]:
        return _date(_year(match[2]), _month(match[1]), 1)
    return _date(int(match[3] or match[6]), int(match[4] or match[5]), 1)


def _month(word: str) -> int:
    low = word.casefold()
    low = "sep" if low == "sept" else low
    return next((i for i, name in enumerate(_MONTHS, 1) if name.startswith(low)), 0)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else (2000 if int(digits) < 69 else 1900) + int(digits)


def _date(year: int, month: int, day: int) -> date | None:
    if not 1950 <= year <= 2100:
        return None
    try:
        return datetime(year, month, day).date()
    except ValueError:
        return None
