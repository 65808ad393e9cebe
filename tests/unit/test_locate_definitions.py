"""Places of a date, statutory places, parts by name, and the two grids."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cwbaudit.config import PlaceConfig
from cwbaudit.errors import ConfigError
from cwbaudit.grids import IRISH, apart, british
from cwbaudit.locate import open_gazetteer, place
from cwbaudit.locate.authorities import authorities
from cwbaudit.locate.outlines import centre_of
from cwbaudit.locate.statutory import statutory
from cwbaudit.place import Place


def made(**config: Any) -> Place:
    return place(PlaceConfig.model_validate({"name": "Here"} | config), lambda: open_gazetteer(lambda said: None))


def test_irish_points_are_carried_over_to_the_british_grid() -> None:
    belfast, stranraer = british(333_800, 374_000, IRISH), british(206_000, 560_700)
    assert british(333_800, 374_000) == (333_800, 374_000)  # on the British grid this would be the Wirral
    assert apart(belfast, stranraer) == pytest.approx(67_300, rel=0.02)


def test_a_circle_around_a_postcode() -> None:
    (circle,) = made(local={"within": {"km": 2.5, "of": "pr12he"}}).local_parts.circles
    assert (circle.metres, circle.of) == (2500, "PR1 2HE")
    assert apart(circle.centre, (353_500, 429_300)) < 1500


@pytest.mark.parametrize(
    ("local", "where", "fix"),
    [
        ({"within": {"km": 1, "of": "nonsense"}}, "place.local.within", "[353800, 429300]"),
        ({"postcode_areas": ["QQ"]}, "place.local.postcode_areas", '["PR"]'),
        ({"postcode_districts": ["Preston"]}, "place.local.postcode_districts", '["PR1"]'),
    ],
)
def test_parts_that_are_none_are_refused(local: dict[str, Any], where: str, fix: str) -> None:
    with pytest.raises(ConfigError) as caught:
        made(local=local)
    assert caught.value.where == where
    assert fix in caught.value.fix


def test_a_place_as_of_a_date_is_counted_as_what_it_became() -> None:
    found = made(local={"authorities": ["Craven"]}, regional={"counties": ["Cumbria"]}, as_of=date(2012, 1, 1))
    assert set(found.local.values()) == {"North Yorkshire"}
    assert set(found.regional.values()) == {"Cumberland", "Westmorland and Furness"}
    assert any("all of North Yorkshire" in note for note in found.notes)
    assert "1 January 2012" in found.definition


@pytest.mark.parametrize(
    ("name", "as_of", "said"),
    [
        ("Cumberland", date(2012, 1, 1), "Allerdale, Carlisle and Copeland"),
        ("Craven", date(2024, 1, 1), "North Yorkshire"),
        ("Preston", date(1990, 1, 1), "1 April 2009"),
    ],
)
def test_a_name_of_another_time_is_refused(name: str, as_of: date, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        made(local={"authorities": [name]}, as_of=as_of)
    assert said in caught.value.fix


@pytest.mark.parametrize(
    ("own", "counties"),
    [
        ("Preston", {"Lancashire"}),
        ("Wyre", {"Lancashire", "Blackpool"}),
        ("Camden", {"Barnet", "Brent", "Camden", "City of London", "Haringey", "Islington", "Westminster"}),
        ("Tower Hamlets", {"Tower Hamlets", "City of London", "Greenwich", "Hackney", "Lewisham", "Newham", "Southwark"}),
        ("Isle of Wight", {"Isle of Wight"}),
        ("Manchester", {"Greater Manchester", "Cheshire East"}),
        ("Cornwall", {"Cornwall", "Devon", "Plymouth"}),
        ("Rutland", {"Rutland", "Leicestershire", "Lincolnshire", "North Northamptonshire"}),
        ("Northumberland", {"Northumberland", "County Durham", "Cumberland", "Tyne and Wear", "Westmorland and Furness"}),
    ],
)
def test_the_statutory_area_with_what_borders_on_it(own: str, counties: set[str]) -> None:
    """As anybody can read off a map of England."""
    code = next(a.code for a in authorities().values() if a.name == own)
    found = statutory("own-and-bordering", frozenset({code}), "place.also")
    assert {named.name for named in found if named.kind == "county"} == counties
    assert [named.codes for named in statutory("own", frozenset({code}), "place.also")] == [frozenset({code})]


def test_the_statutory_area_is_englands() -> None:
    with pytest.raises(ConfigError, match="not in England"):
        statutory("own", frozenset({"S12000036"}), "place.also")


def test_every_authority_of_great_britain_has_a_middle() -> None:
    for code, authority in authorities().items():
        assert (centre_of(frozenset({code})) is not None) == (authority.nation != "Northern Ireland")
    assert centre_of(frozenset({"E07000123", "E07000128"})) is None


def test_definitions_need_names_of_their_own_and_one_kind() -> None:
    for also in ({"name": "s"}, {"name": "s", "statutory": "own", "local": {"authorities": ["Wyre"]}}):
        with pytest.raises(ValueError, match="either"):
            PlaceConfig.model_validate({"name": "Here", "local": {"authorities": ["Preston"]}, "also": [also]})
