"""Dates that a program set to another country's turned, told by the dates that it could not turn; and months as dates."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from cwbaudit.read import dates

MAY = ["4/5/2010", "6/5/2010", "11/5/2010", "5/13/2010", "5/18/2010", "5/20/2010", "5/25/2010"]
JANUARY = ["2014-02-01", "2014-03-01", "2014-11-01", "13/01/2014", "14/01/2014", "17/01/2014"]


@pytest.mark.parametrize(
    ("texts", "text", "day"),
    [
        (MAY, "4/5/2010", date(2010, 5, 4)),
        (MAY, "5/13/2010", date(2010, 5, 13)),
        (JANUARY, "2014-11-01", date(2014, 1, 11)),
        (JANUARY, "14/01/2014", date(2014, 1, 14)),
    ],
)
def test_dates_that_only_turned_lie_among_the_others_are_turned_and_said(texts: list[str], text: str, day: date) -> None:
    style = dates.judge(Counter(texts))
    assert dates.read(text, style) == day
    assert "only so do they lie beside the others" in style.close_call


@pytest.mark.parametrize(
    ("texts", "text", "day"),
    [
        ([*MAY, "5/6/2010"], "4/5/2010", date(2010, 4, 5)),  # one lies among the others as it stands
        ([text for text in MAY if "13" not in text] + ["3/30/2010", "9/14/2010"], "4/5/2010", date(2010, 4, 5)),  # half a year of others
        (["01/03/2014", "01/05/2014", "14/01/2014", "20/01/2014"], "01/03/2014", date(2014, 3, 1)),  # too few others
        ([*JANUARY, "2014-03-20"], "2014-11-01", date(2014, 11, 1)),  # of those that begin with the year one cannot be turned
        (["2014-02-01", "2014-03-02", "2014-03-15"], "2014-02-01", date(2014, 2, 1)),
    ],
)
def test_dates_stay_as_they_are_written_where_the_others_do_not_tell(texts: list[str], text: str, day: date) -> None:
    assert dates.read(text, dates.judge(Counter(texts))) == day


def test_a_setting_outranks_what_the_others_tell() -> None:
    assert dates.read("4/5/2010", dates.judge(Counter(MAY), "MM/DD/YYYY")) == date(2010, 4, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("July 2010-September 2010", date(2010, 7, 1)), ("Apr to Jun 2014", date(2014, 4, 1)), ("October-December 2012", date(2012, 10, 1)),
        ("Nov 2013 - Jan 2014", date(2013, 11, 1)), ("Nov - Jan 2014", date(2013, 11, 1)), ("Mayor to Juniper 2014", None), ("Fees to Jun 2014", None),
    ],
)  # fmt: skip
def test_of_several_months_the_first_day_is_taken(text: str, day: date | None) -> None:
    assert dates.read(text, dates.DateStyle()) == day
    assert bool(dates.shape(text)) == bool(day)


@pytest.mark.parametrize(
    ("texts", "text", "day", "doubt"),
    [
        (["01/08/2014", "04/08/2014", "05/08/2014", "41852", "41855"], "04/08/2014", date(2014, 8, 4), False),
        (["08/01/2014", "08/04/2014", "08/05/2014", "41852", "41855"], "08/04/2014", date(2014, 8, 4), False),
        (["01/08/2014", "04/08/2014", "05/09/2014", "41852", "41974"], "04/08/2014", date(2014, 8, 4), True),  # days of half a year
        (["08/07/2014", "07/08/2014", "08/08/2014", "41852", "41829"], "08/07/2014", date(2014, 7, 8), True),  # either lies among them
        (["04/08/2014", "08/04/2014", "05/08/2014", "41852"], "04/08/2014", date(2014, 8, 4), True),  # neither does
    ],
)
def test_the_days_that_excel_counted_tell_day_from_month_beside_them(texts: list[str], text: str, day: date, doubt: bool) -> None:
    style = dates.judge(Counter(texts))
    assert (dates.read(text, style), bool(style.close_call)) == (day, doubt)
    assert ("Excel counted" in style.why) != doubt
    assert dates.read("41852", style) == date(2014, 8, 1)
