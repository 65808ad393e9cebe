"""From names in the config to two sets of authorities."""

import pytest

from cwbaudit.config import Area, PlaceConfig
from cwbaudit.errors import ConfigError
from cwbaudit.locate import Gazetteer, place
from cwbaudit.locate.authorities import authorities
from cwbaudit.place import Place

NOTHING = Area()


def nowhere() -> Gazetteer:
    raise AssertionError("names need no directory")


def _place(local: Area, regional: Area = NOTHING, region_name: str = "") -> Place:
    return place(PlaceConfig(name="Here", local=local, regional=regional, region_name=region_name), nowhere)


def _local(name: str) -> set[str]:
    return set(_place(Area(named=(name,))).local.values())


def test_the_example_of_the_design() -> None:
    found = _place(Area(authorities=("Preston",)), Area(counties=("Lancashire",), authorities=("Blackburn with Darwen", "Blackpool")))
    assert found.local == {"E07000123": "Preston"}
    assert len(found.regional) == 13
    assert "E07000123" not in found.regional
    assert found.region_name == "Lancashire"
    assert found.notes == ()
    assert "Local is Here: 1 local authority (Preston)." in found.definition
    assert "13 more" in found.definition
    assert "April 2025" in found.definition


def test_lancashire_is_the_county_and_the_note_says_what_the_combined_authority_has_more() -> None:
    found = _place(Area(named=("Preston",)), Area(named=("Lancashire",)))
    assert len(found.regional) == 11
    (note,) = found.notes
    assert "county (12 local authorities)" in note
    assert "also has Blackburn with Darwen and Blackpool" in note
    assert '"combined authority: Lancashire"' in note


@pytest.mark.parametrize(
    ("name", "count"),
    [("combined authority: Lancashire", 14), ("county:Lancashire", 12), ("Region: North East", 12), ("combined_authority: north east", 7)],
)
def test_a_prefix_picks_the_kind_and_leaves_nothing_to_note(name: str, count: int) -> None:
    found = _place(Area(named=(name,)))
    assert (len(found.local), found.notes) == (count, ())


@pytest.mark.parametrize(
    ("name", "authority"),
    [
        (" preston ", "Preston"),
        ("E07000123", "Preston"),
        ("e07000123", "Preston"),
        ("Kingston upon Hull", "Kingston upon Hull, City of"),
        ("Hull", "Kingston upon Hull, City of"),
        ("Bristol", "Bristol, City of"),
        ("City of Bristol", "Bristol, City of"),
        ("Herefordshire", "Herefordshire, County of"),
        ("Stoke on Trent", "Stoke-on-Trent"),
        ("St Helens", "St. Helens"),
        ("King\u2019s Lynn & West Norfolk", "King's Lynn and West Norfolk"),
        ("London Borough of Camden", "Camden"),
        ("Preston City Council", "Preston"),
        ("Glasgow", "Glasgow City"),
        ("Edinburgh", "City of Edinburgh"),
        ("City of London", "City of London"),
        ("Durham", "County Durham"),
    ],
)
def test_names_and_codes_of_one_authority(name: str, authority: str) -> None:
    assert _local(name) == {authority}


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("Craven", "North Yorkshire"),
        ("Bournemouth", "Bournemouth, Christchurch and Poole"),
        ("E07000163", "North Yorkshire"),
        ("E08000016", "Barnsley"),
    ],
)
def test_an_old_authority_is_what_it_became_and_the_note_says_so(name: str, now: str) -> None:
    found = _place(Area(authorities=(name,)))
    assert set(found.local.values()) == {now}
    assert len(found.notes) == 1
    assert now in found.notes[0] or "E08000038" in found.notes[0]


def test_a_name_that_is_still_in_use_is_not_taken_for_an_old_one() -> None:
    assert _place(Area(named=("Northumberland",))).notes == ()


@pytest.mark.parametrize(
    ("area", "where", "fix"),
    [
        (Area(named=("Prestn",)), "place.local.named", 'Did you mean "Preston"?'),
        (Area(authorities=("Prestn",)), "place.local.authorities", 'Did you mean "Preston"?'),
        (Area(counties=("Lancs",)), "place.local.counties", 'Did you mean "Lancashire"?'),
        (Area(authorities=("Lancashire",)), "place.local.authorities", 'counties = ["Lancashire"]'),
        (Area(counties=("E12000002",)), "place.local.counties", 'regions = ["North West"]'),
        (Area(named=("Richmond",)), "place.local.named", 'Did you mean "Richmond upon Thames"?'),
        (Area(authorities=("Newcastle",)), "place.local.authorities", '"Newcastle upon Tyne" or "Newcastle-under-Lyme"'),
        (NOTHING, "place.local", "Preston"),
    ],
)
def test_an_unknown_name_is_refused_with_its_key_and_what_may_have_been_meant(area: Area, where: str, fix: str) -> None:
    with pytest.raises(ConfigError) as caught:
        _place(area)
    assert caught.value.where == where
    assert fix in caught.value.fix


def test_the_key_of_an_unknown_regional_name_is_the_region() -> None:
    with pytest.raises(ConfigError) as caught:
        _place(Area(named=("Preston",)), Area(regions=("North Wset",)))
    assert caught.value.where == "place.regional.regions"
    assert caught.value.fix == 'Did you mean "North West"?'


def test_regions_partition_england_and_nations_the_kingdom() -> None:
    regions = ("North East", "North West", "Yorkshire and The Humber", "East Midlands", "West Midlands", "East of England", "London",
               "South East", "South West")  # fmt: skip
    parts = [set(_place(Area(regions=(region,))).local) for region in regions]
    assert sum(map(len, parts)) == len(set().union(*parts)) == 296
    assert set().union(*parts) == set(_place(Area(nations=("England",))).local)
    nations = [set(_place(Area(nations=(nation,))).local) for nation in ("England", "Scotland", "Wales", "Northern Ireland")]
    assert sum(map(len, nations)) == len(set().union(*nations)) == len(authorities()) == 361


def test_every_english_county_and_combined_authority_can_be_a_region() -> None:
    for authority in authorities().values():
        for kind, name in (("counties", authority.county), ("combined_authorities", authority.combined_authority)):
            if name:
                around = _place(Area(authorities=(authority.code,)), Area(**{kind: (name,)}))
                assert around.local == {authority.code: authority.name}
                assert around.region_name == name


def test_the_order_of_definitions_changes_nothing_but_words() -> None:
    one = _place(Area(authorities=("Preston", "Wyre")), Area(authorities=("Fylde", "Blackpool", "Preston")))
    two = _place(Area(authorities=("Wyre", "Preston")), Area(authorities=("Preston", "Blackpool", "Fylde")))
    assert (list(one.local), list(one.regional)) == (list(two.local), list(two.regional))


def test_a_region_inside_the_local_area_is_noted() -> None:
    found = _place(Area(counties=("Lancashire",)), Area(authorities=("Preston",)))
    assert found.regional == {}
    assert any("leaking" in note for note in found.notes)


def test_the_region_has_a_name_even_when_none_is_given() -> None:
    assert _place(Area(named=("Preston",)), Area(named=("Wyre", "Fylde"))).region_name == "Preston, Wyre and Fylde"
    assert _place(Area(named=("Preston",)), Area(named=("Wyre",)), "The Fylde coast").region_name == "The Fylde coast"
    assert _place(Area(named=("Preston",))).region_name == "Here"
