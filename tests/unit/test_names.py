"""The normal form of a name: what is set aside, what is kept, and that it can be explained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cwbaudit import names
from cwbaudit.names import beside
from cwbaudit.names.abbreviations import SPELLED
from cwbaudit.names.normal import by_all_steps


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northfield Construction Ltd", "NORTHFIELD CONSTRUCTION LIMITED"),
        ("Northfield Construction", "Northfield Constr. Limtied"),
        ("Northfield Construction", "Northfield Construction Limi"),
        ("The Ribble & Sons Co.", "RIBBLE AND SONS"),
        ("N.W. Builders", "N W BUILDERS"),
        ("St John's Hosp", "ST JOHN S HOSPITAL"),
        ("Café Bowland", "CAFE BOWLAND"),
        ("Café Bowland", "CafÃ© Bowland"),
        ("Wyre Print", "Wyre Print (A/C 00417)"),
        ("Wyre Print", "Wyre Print*9m3oy7w75"),
        ("Wyre Print", "000417WYRE PRINT"),
        ("Wyre Print", "Wyre Print V001234"),
        ("Pendle Co-op", "PENDLE CO-OPERATIVE"),
        ("Pendle Co operative Society", "Pendle Cko-Operative Society"),
        ("Pendle Print Ltd (Wigan)", "Pendle Print Limietd - Wigan"),
        ("Bowland Trust CIC", "Bowland Trust Community Interest Company"),
        ("Bowland plc", "Bowland Public Limited Company"),
        ("Bowland Services Ltd", "Bowland Servicesltd"),
        ("Lancashire Care NHS FT", "Lancashire Care NHS Foundation Trust"),
        ("Bowland Print", "BOWLAND PRINT - DO NOT USE SEE 55604"),
        ("Bowland Print", "Bowland Print (INV PREFIX 905)"),
        ("HMRC", "H.M. Revenue & Customs"),
        ("Bowland Print Ltd", "Bowland Print Lgd"),
        ("LB of Camden", "London Borough of Camden"),
        ("North Kesteven DC", "North Kesteven District Council"),
        ("W LINDSEY DISTRICT COUNCIL", "West Lindsey District Council"),
        ("N.E. Derbyshire D.C.", "North East Derbyshire District Council"),
        ("Boston BC Rates", "Boston Borough Council Rates"),
        ("King's Lynn & West Norfolk BC", "Kings Lynn and West Norfolk Borough Council"),
        ("City of Bradford MDC", "City of Bradford Metropolitan District Council"),
        ("Lincs CC", "Lincolnshire County Council"),
        ("Rutland CC", "Rutland County Council"),
        ("Caerphilly CBC", "Caerphilly County Borough Council"),
        ("W. Sussex CC", "West Sussex County Council"),
        ("Lincolnshire PCC", "Lincolnshire Police & Crime Commissioner"),
        ("PCC for Avon & Somerset", "Police and Crime Commissioner for Avon and Somerset"),
        ("Bowland Print Ltd", "Bowland Print Ltd c/o Hill Accountants"),
        ("Bowland Print Ltd", "Bowland Print Limited (In Administration)"),
    ],
)
def test_ways_of_writing_one_name_have_one_key(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bowland Ltd", "Bowland LLP"),
        ("Bowland Ltd", "Bowland CIC"),
        ("Surgery 1", "Surgery 2"),
        ("Ribble Valley", "Valley Ribble"),
        ("TA Smith", "Smith"),
        ("Bowland Inventory 4", "Bowland"),
        ("Bowland LCD", "Bowland Ltd"),
        ("Southport CC", "Southport County Council"),
        ("Preston CC", "Preston County Council"),
        ("Navenby PC", "Navenby Parish Council"),
        ("PCC of Holy Trinity Boston", "Police and Crime Commissioner of Holy Trinity Boston"),
        ("Boston BC Ltd", "Boston Borough Council"),
        ("W Lindsey District Nursing", "West Lindsey District Nursing"),
        ("W Lindsay Council", "West Lindsay Council"),
        ("Youth Club c/o Hill", "Youth Club"),
        ("Excellence in Administration", "Excellence"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)


@pytest.mark.parametrize("name", ["Ltd", "The", "&", "123456", "", "  ", "(A/C 00417)"])
def test_a_name_of_nothing_else_keeps_what_it_has(name: str) -> None:
    assert names.key(name) == names.key(names.key(name))
    assert names.key(name) or not name.strip()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Hill Care Ltd T/A Rose Lodge", ("Hill Care Ltd", "Rose Lodge")),
        ("Hill Care Ltd trading as Rose Lodge", ("Hill Care Ltd", "Rose Lodge")),
        ("Hill Care Ltd#Mayday Homes", ("Hill Care Ltd", "Mayday Homes")),
        ("Hill Care Ltd T/S Rose Lodge", ("Hill Care Ltd", "Rose Lodge")),
        ("Hill Care Ltd (formerly known as Mayday Homes Ltd)", ("Hill Care Ltd", "Mayday Homes Ltd")),
        ("Hill Care Ltd - Preston", ("Hill Care Ltd",)),
        ("Hill Care Ltd", ()),
        ("Hill Care Ltd and Rose Lodge Ltd", ()),
        ("TA Centre Preston", ()),
    ],
)
def test_names_within_names(name: str, parts: tuple[str, ...]) -> None:
    assert names.parts(name) == parts


def test_the_steps_tell_how_the_key_came_about() -> None:
    told = dict(names.steps("The N.W. Bldg Co. Limited (A/C 00417)"))
    assert told["account numbers"] == "The N.W. Bldg Co. Limited"
    assert told["initials"] == "The NW Bldg Co. Limited"
    assert told["and, the"] == "nw bldg co limited"
    assert told["legal form set aside"] == names.key("The N.W. Bldg Co. Limited (A/C 00417)") == "nw building"


@given(st.text(max_size=40))
def test_any_text_has_a_key_that_is_its_own(text: str) -> None:
    assert names.key(text.strip()) == names.key(f"  {text.strip()} ")
    assert names.key(text) == names.key(text.upper()) or not text.isascii()


@given(st.text(alphabet="abLTDo tTaA.&-'/()co-opnotdnuse1é ", max_size=30))
def test_the_short_way_to_the_words_is_the_long_way(text: str) -> None:
    told = names.steps(text)
    found = " ".join(names.read(text))
    assert found == " ".join(text.split()) or found in [after for _, after in told]


beside_a_name = st.sampled_from(
    [
        "Hill",
        "Care",
        "Ltd",
        "T/A",
        "TA",
        "Trading-as",
        "Formerly",
        "A/C",
        "Hill*9m3oy7w75",
        "Inv",
        "Prefix",
        "Invoices",
        "Use",
        "See",
        "Don't",
        "Not",
        "dnu",
        "DO",
        "in",
        "#",
        "905",
        "No.",
        "&",
        "(Preston)",
        "t",
    ]
)


@given(st.lists(beside_a_name, min_size=1, max_size=6).map(" ".join))
def test_nothing_is_written_beside_a_name_that_is_plain(name: str) -> None:
    """Such a name is spared the search for notes, numbers and trading names, and is read as by all steps."""
    if said := names.plain(name):
        assert names.whole(name) or any(map(str.isdigit, name))
        assert not names.trades(name)
        assert names.normal(said) == names.normal(names.stripped(name))


of_a_name = st.one_of(
    st.sampled_from(
        sorted({*SPELLED, *names.LEGAL, "and", "public", "community", "interest", "limi", "servicesltd", "co", "operative", "total"})
    ),
    st.sampled_from(["a", "b", "s", "1", "hill", "care", "boston", "kent", "w", "lindsey", "ne", "derbyshire", "dc", "bc", "cc", "pcc"]),
    st.text(alphabet="limtedcoprav", min_size=1, max_size=9),
)


@given(st.lists(of_a_name, max_size=8), st.booleans())
def test_words_that_no_step_changes_are_spared_the_steps(found: list[str], twice: bool) -> None:
    found = found * 2 if twice else found
    assert names.normal(found) == by_all_steps(found)


@given(st.from_regex(beside.NOTE) | st.from_regex(beside.ACCOUNT))
def test_a_look_for_hints_misses_no_note_and_no_account(text: str) -> None:
    assert beside.without_note(text) == (kept if sum(map(str.isalpha, kept := beside.NOTE.sub(" ", text))) > 2 else text)
    kept = beside.LONG_NUMBER.sub(" ", beside.ACCOUNT.sub(" ", text))
    assert beside.without_account(text) == (kept if sum(map(str.isalpha, kept)) > 2 else text)
