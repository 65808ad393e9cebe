"""Places: what counts as local, by authority, by postcode, by distance; and the same spend under several definitions.

A supplier is local when any part of the local area holds it. Where that cannot be told it is unplaced, never leaking.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from cwbaudit.config import PlaceConfig
from cwbaudit.locate import place
from cwbaudit.locate.gazetteer import Gazetteer
from cwbaudit.place import Place, Spot
from cwbaudit.report import geography
from tests.texttables import placed, same, spend

SUPPLIERS = """
    | name                | postcode | authority_code | authority    | region     | nation           | easting | northing | precision |
    | Fylde Road Printers | PR1 2HE  | E07000123      | Preston      | North West | England          |  353800 |   429300 | unit      |
    | Penwortham Grocers  | PR1 0AA  | E07000126      | South Ribble | North West | England          |  352000 |   428000 | unit      |
    | Wyre Caterers       | FY6 7AA  | E07000128      | Wyre         | North West | England          |  334000 |   439000 | unit      |
    | Garstang Box        | PR3 9ZZ  | E07000128      | Wyre         | North West | England          |         |          | district  |
    | Lagan Software      | BT1 5GS  | N09000003      | Belfast      |            | Northern Ireland |  333800 |   374000 | unit      |
    | Dublin Software     |          |                |              |            | outside the UK   |         |          | country   |
    | Nobody Knows        |          |                |              |            |                  |         |          | none      |
"""
SPENT = """
    | supplier_id         | locality | influence     | amount |
    | Fylde Road Printers | local    | influenceable |  10.00 |
    | Penwortham Grocers  | leaking  | influenceable |  20.00 |
    | Wyre Caterers       | regional | locked        |   5.00 |
    | Garstang Box        | regional | unassessed    |   2.00 |
    | Lagan Software      | leaking  | unassessed    |   3.00 |
    | Dublin Software     | leaking  | unassessed    |   4.00 |
    | Nobody Knows        | unplaced | unassessed    |   6.00 |
"""


def nowhere() -> Gazetteer:
    raise AssertionError("these places need no directory")


def made(**config: Any) -> Place:
    return place(PlaceConfig.model_validate({"name": "Here"} | config), nowhere)


def judged(where: Place) -> pa.Table:
    """Each supplier's locality and why."""
    rows = placed(SUPPLIERS).to_pylist()
    found = [(row["name"], *where.locality(Spot.of(row))) for row in rows]
    return pa.table({"name": [f[0] for f in found], "locality": [f[1].value for f in found], "because": [f[2] for f in found]})


def test_a_postcode_district_takes_in_what_lies_in_another_authority() -> None:
    """`local = { postcode_districts = ["PR1"] }`. A supplier without a full postcode cannot be told; abroad it is outside."""
    assert same(judged(made(local={"postcode_districts": ["PR1"]})), """
        | name                | locality | because                                                                             |
        | Fylde Road Printers | local    | Its postcode district, PR1, is in the local area, Here.                             |
        | Penwortham Grocers  | local    | Its postcode district, PR1, is in the local area, Here.                             |
        | Wyre Caterers       | leaking  | Wyre is outside the local area, Here, and no region around it was defined.          |
        | Garstang Box        | leaking  | Wyre is outside the local area, Here, and no region around it was defined.          |
        | Lagan Software      | leaking  | Belfast is outside the local area, Here, and no region around it was defined.       |
        | Dublin Software     | leaking  | It is outside the UK.                                                               |
        | Nobody Knows        | unplaced | Its place is not known; it is counted apart, never as leaking.                      |
    """)  # fmt: skip


def test_a_circle_needs_a_grid_reference_and_knows_both_grids() -> None:
    """`within = { km = 15, of = [353800, 429300] }`. Belfast, whose grid is another, is 233 km away and not on the Wirral."""
    assert same(judged(made(local={"within": {"km": 15, "of": [353800, 429300]}})), """
        | name                | locality | because                                                                                                          |
        | Fylde Road Printers | local    | It is 0.0 km from 353800 429300, within the 15 km that are in the local area, Here.                              |
        | Penwortham Grocers  | local    | It is 2.2 km from 353800 429300, within the 15 km that are in the local area, Here.                              |
        | Wyre Caterers       | leaking  | Wyre is outside the local area, Here, and no region around it was defined.                                       |
        | Garstang Box        | unplaced | Its grid reference is not known, so whether it is inside cannot be told; it is counted apart, never as leaking.  |
        | Lagan Software      | leaking  | Belfast is outside the local area, Here, and no region around it was defined.                                    |
        | Dublin Software     | leaking  | It is outside the UK.                                                                                            |
        | Nobody Knows        | unplaced | Its place is not known; it is counted apart, never as leaking.                                                   |
    """)  # fmt: skip


def test_the_same_spend_under_several_definitions() -> None:
    """`[[place.also]]`. The shares are of the same £50; the interval is what unplaced spend leaves open."""
    where = made(
        local={"authorities": ["Preston"]},
        regional={"authorities": ["Wyre"]},
        also=[
            {"name": "PR", "local": {"postcode_areas": ["PR"]}},
            {"name": "15 km", "local": {"within": {"km": 15, "of": "353800 429300"}}},
            {"name": "Own area and bordering counties", "statutory": "own-and-bordering"},
        ],
    )
    rows = geography.by_supplier(spend(SPENT), placed(SUPPLIERS))
    found = [{**each.model_dump(), "amount": each.local} for each in geography.definitions(rows, where)]
    columns = ("name", "amount", "local_share", "local_share_low", "local_share_high")
    table = pa.table({name: [f"{row[name]}" if "share" in name else row[name] for row in found] for name in columns})
    assert same(table, """
        | name                            | amount | local_share | local_share_low | local_share_high |
        | Here                            |  10.00 | 0.200000    | 0.200000        | 0.320000         |
        | PR                              |  32.00 | 0.640000    | 0.640000        | 0.760000         |
        | 15 km                           |  30.00 | 0.600000    | 0.600000        | 0.760000         |
        | Own area and bordering counties |  37.00 | 0.740000    | 0.740000        | 0.860000         |
    """)  # fmt: skip


def test_every_pound_is_in_one_distance_band() -> None:
    """In straight lines from the centre."""
    where = made(local={"authorities": ["Preston"]}, centre="353800 429300")
    assert where.centre
    bands = geography.bands(geography.by_supplier(spend(SPENT), placed(SUPPLIERS)), where.centre)
    assert same(pa.table({"name": [b.name for b in bands], "amount": [b.amount for b in bands]}), """
        | name               | amount |
        | 0 to 10 km         |  30.00 |
        | 10 to 25 km        |   5.00 |
        | 25 to 50 km        |   0.00 |
        | 50 to 100 km       |   0.00 |
        | over 100 km        |   3.00 |
        | outside the UK     |   4.00 |
        | distance not known |   8.00 |
    """)  # fmt: skip


def test_the_leak_by_region_or_nation() -> None:
    """Only what leaks, the largest first."""
    by_region, by_authority = geography.destinations(geography.by_supplier(spend(SPENT), placed(SUPPLIERS)))
    assert same(pa.table({"name": [d.name for d in by_region], "amount": [d.amount for d in by_region]}), """
        | name             | amount |
        | North West       |  20.00 |
        | outside the UK   |   4.00 |
        | Northern Ireland |   3.00 |
    """)  # fmt: skip
    assert [each.name for each in by_authority] == ["South Ribble", "outside the UK", "Belfast"]
