"""Money as finance systems write it: what is a sum, and what is refused rather than guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cwbaudit import money

SUMS = {
    "1234.56": "1234.56", "1,234.56": "1234.56", "£1,234.56": "1234.56", " £ 1,234.56 ": "1234.56", "GBP 12": "12",
    "12.5": "12.5",    "(123.45)": "-123.45", "(£1,234.56)": "-1234.56", "( 5.00 )": "-5.00", "-£5": "-5", "£-5": "-5", "- 5": "-5",
    "5-": "-5", "5.00 CR": "-5.00",    "5.00DR": "5.00", "\u22125.00": "-5.00", "\u20135": "-5", "Â£7.00": "7.00", "\ufffd7.00": "7.00", "'12.00": "12.00", ".5": "0.5",
    "7.": "7",    "£-": "0.00", "-": "0.00", "£ - ": "0.00", " -   ": "0.00", "-0.00": "0.00", "1\u00a0": "1", "+3.10": "3.10", "1234567.891": "1234567.891",
}  # fmt: skip
REFUSED = [
    "", " ", "£", "1_000", "1e3", "NaN", "Infinity", "\u0661\u0662", "1 234", "1 234.56", "12,34", "1,23,456", "1.234,56", "1,2345", "(5",
    "5)",    "(-5)", "-5-", "-5 CR", "--5", "5.0.0", "$5", "€5", "5 apples", "05/04/2024", "#REF!", "abc", "1,234,56", ",5", "5,",
]  # fmt: skip


@pytest.mark.parametrize(("text", "exact"), SUMS.items())
def test_what_is_a_sum(text: str, exact: str) -> None:
    assert money.parse(text) == Decimal(exact)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused(text: str) -> None:
    assert money.parse(text) is None


@given(st.decimals(-(10**15), 10**15, places=2))
def test_what_we_print_reads_back(amount: Decimal) -> None:
    assert money.parse(money.pounds(amount)) == amount


@given(st.text())
def test_any_text_is_a_sum_or_refused(text: str) -> None:
    read = money.parse(text)
    assert read is None or read.is_finite()
