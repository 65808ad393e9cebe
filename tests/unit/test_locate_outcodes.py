"""The claim of the README, reproduced: what is lost by placing with the first half of the postcode alone, at its very best."""

import pytest

from cwbaudit.engine import sql
from cwbaudit.locate import Gazetteer, open_gazetteer

# The best that any table of outward codes can do: each goes to the authority that most of its postcodes lie in.
_BY_OUTCODE = """
with units as (
    select key, left(key, len(key) - 3) as outcode, authority_code from directory
    where len(key) >= 5 and not contains(key, ' ') and authority_code <> '' and left(authority_code, 1) not in ('L', 'M')
),
counts as (select outcode, authority_code, count(*) as n from units group by all),
guess as (select outcode, arg_min(authority_code, (-n, authority_code)) as guessed from counts group by outcode)
select count(*) as postcodes, count(*) filter (guessed <> authority_code) as wrong,
       count(*) filter (authority_code = 'E07000123') as preston,
       count(*) filter (authority_code = 'E07000123' and guessed <> authority_code) as missed,
       count(*) filter (guessed = 'E07000123') as called,
       count(*) filter (guessed = 'E07000123' and guessed <> authority_code) as falsely
from units join guess using (outcode)
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer(lambda message: None)


def test_placing_by_the_outward_code_is_wrong_for_one_in_fourteen_and_one_in_ten_of_preston(gazetteer: Gazetteer) -> None:
    (row,) = sql(_BY_OUTCODE, directory=gazetteer.path).dicts()
    assert 1 / 15 < row["wrong"] / row["postcodes"] < 1 / 14
    assert round(100 * row["missed"] / row["preston"]) == 10
    assert round(100 * row["falsely"] / row["called"]) == 9
