"""What the engine takes for a sum at once is what is read of it one by one, to the penny and with its sign."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cwbaudit.arrays import array
from cwbaudit.engine import sql
from cwbaudit.money import to_penny
from cwbaudit.read import amounts, usual
from cwbaudit.read.amounts import AmountStyle

STYLES = (
    AmountStyle(),
    AmountStyle(sign="?"),
    AmountStyle(sign="€", decimal_comma=True),
    AmountStyle(decimal_comma=True),
    AmountStyle(times=-1),
    AmountStyle(letters=True),
    AmountStyle(spaced=True),
)
WRITTEN = st.lists(st.sampled_from([*"0123456789,.-+()£? €CRDrc<", "00", "1,234", ",500", ".50", "000", "GBP", "-£"]), max_size=9).map(
    "".join
)
SUMS = st.from_regex(r"[-(]?£? ?-?[0-9]{1,4}(,[0-9]{3}){0,2}([.,][0-9]{0,5})?\)?( ?CR| DR|-)?", fullmatch=True)


def read_at_once(texts: list[str], style: AmountStyle) -> list[tuple[int, Decimal | None]]:
    import pyarrow as pa

    said = pa.table({"place": array(range(len(texts)), pa.int64()), "said": array(texts, pa.string())})
    query = f"select form, {usual.value(style)} from (select *, {usual.form(style)} as form from s) order by place"
    return [(int(form), value) for form, value in sql(query, s=said).rows()]


@settings(max_examples=150, deadline=None)
@given(st.lists(WRITTEN | SUMS, min_size=1, max_size=60), st.sampled_from(STYLES))
def test_a_sum_that_is_read_at_once_is_the_same_as_one_that_is_read_by_itself(texts: list[str], style: AmountStyle) -> None:
    for text, (form, value) in zip(texts, read_at_once(texts, style), strict=True):
        if form == 1 and style.decimal_comma:
            continue  # 12.50 in a column of decimal commas is a plain number all the same
        if form:
            exact = amounts.read(text, style)
            assert exact is not None, text
            assert (to_penny(exact), to_penny(exact) - exact) == (value, 0), text
        else:
            assert value is None


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("1,234.56", "1234.56"), ("£1,234.56", "1234.56"), ("-£1,234.56", "-1234.56"), ("£ -12", "-12.00"), ("(1,234.50)", "-1234.50"),
        ("£(12.00)", "-12.00"), ("1,234.56-", "-1234.56"), ("1,234.56 CR", "-1234.56"), ("1234.56DR", "1234.56"), ("1234.5600", "1234.56"),
        ("-5", "-5.00"), ("0.00-", "0.00"),
    ],
)  # fmt: skip
def test_sums_as_most_systems_write_them_are_read_at_once(text: str, pounds: str) -> None:
    ((form, value),) = read_at_once([text], AmountStyle())
    assert form
    assert value == Decimal(pounds)


@pytest.mark.parametrize("text", ["", "12,34", "1,2345", "1234.567", "--5", "(5", "5)", "-(5)", "-5-", "1e3", "5 6", "GBP 5", "£", "5 C"])
def test_what_is_no_usual_sum_is_left_to_be_looked_at(text: str) -> None:
    assert read_at_once([text], AmountStyle()) == [(0, None)]
