"""Kinds of payee: what names say, and how well people are told from firms on names labelled by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwbaudit.kinds import kind, kind_of, names_a_person, trading
from cwbaudit.people import PEOPLE
from cwbaudit.terms import Kind

HERE = Path(__file__).parent


def labelled(name: str) -> list[str]:
    """The names of a list, its comments apart."""
    lines = (HERE / f"names_{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("lot", "least_recall", "least_precision"),
    [
        ("", 0.98, 0.97),  # written before the lists of words; only faults in the forms were mended against them
        ("_fresh", 0.98, 0.90),  # names of many cultures, and brands without a legal form
        ("_later", 0.98, 0.88),  # rarer names, and firms that are called by people's names
        ("_blind", 0.95, 0.90),  # by another hand: names that are trades and things too, brands that are people's names
    ],
)
def test_people_are_found_and_firms_left_alone(
    lot: str, least_recall: float, least_precision: float, capsys: pytest.CaptureFixture[str]
) -> None:
    people, firms = labelled(f"people{lot}"), labelled(f"firms{lot}")
    found = [name for name in people if kind(name)[0] in PEOPLE]
    wrong = [name for name in firms if kind(name)[0] in PEOPLE]
    recall, precision = len(found) / len(people), len(found) / (len(found) + len(wrong))
    with capsys.disabled():
        print(f"\n  people: recall {recall:.3f} of {len(people)}, precision {precision:.3f} beside {len(firms)} firms")
    assert len(people) >= 200 and len(firms) >= 200 and len({*people, *firms}) == len(people) + len(firms)
    assert recall >= least_recall, sorted(set(people) - set(found))
    assert precision >= least_precision, wrong


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Northfield Construction Ltd", Kind.COMPANY), ("Thistlewood Plumbing", Kind.COMPANY), ("John Lewis", Kind.COMPANY),
        ("Fellgate Community Transport CIC", Kind.CIC), ("Ribble Credit Union Ltd", Kind.COOPERATIVE), ("Anytown Co-op", Kind.COOPERATIVE),
        ("St Catherine's Hospice", Kind.CHARITY), ("Preston Council for Voluntary Service", Kind.CHARITY),
        ("Lancashire County Council", Kind.PUBLIC_BODY), ("LANCASHIRE TEACHING HOSPITALS NHS TRUST", Kind.PUBLIC_BODY),
        ("Police & Crime Commissioner for Lancashire", Kind.PUBLIC_BODY), ("Calderdale MBC", Kind.PUBLIC_BODY),
        ("St Mary's RC Primary School", Kind.SCHOOL), ("Fellside Academy Trust Ltd", Kind.SCHOOL), ("Preston's College", Kind.SCHOOL),
        ("H.M. Revenue & Customs", Kind.TAX), ("HMRC VAT", Kind.TAX), ("H M R C", Kind.TAX), ("Inland Revenue", Kind.TAX),
        ("Lancashire County Pension Fund", Kind.PENSION), ("TEACHERS' PENSIONS", Kind.PENSION),
        ("Greater Manchester Superann Fund", Kind.PENSION),
        ("REDACTED PERSONAL DATA", Kind.REDACTED), ("Redacted - Commercial Confidentiality", Kind.REDACTED), ("xxxxxx", Kind.REDACTED),
        ("Named Individual", Kind.REDACTED), ("Personal expense, name witheld", Kind.REDACTED), ("Name removed", Kind.REDACTED),
        ("Personal health", Kind.REDACTED), ("INDIVIDUAL", Kind.REDACTED), ("Mr J Thistlewood", Kind.INDIVIDUAL),
        ("Estate of E Garsdale", Kind.INDIVIDUAL), ("J Thistlewood", Kind.SOLE_TRADER), ("Susan Wood", Kind.SOLE_TRADER),
        ("Dr N Vasilenko", Kind.SOLE_TRADER), ("Adam Thistlewood t/a Fellgate Joinery", Kind.SOLE_TRADER),
        ("Mr A Thistlewood trading as Fellgate Joinery", Kind.SOLE_TRADER), ("Mr & Mrs P Garsdale t/a Rose Bank Care Home", Kind.SOLE_TRADER),
        ("D Garsdale & J Hathersage", Kind.SOLE_TRADER), ("Wxyz Grabowski", Kind.SOLE_TRADER), ("Gurwinder Wxyz", Kind.SOLE_TRADER),
        ("East Lindsey DC", Kind.PUBLIC_BODY), ("North Kesteven BC", Kind.PUBLIC_BODY), ("Lincolnshire CC", Kind.PUBLIC_BODY),
        ("BOLTON MDC", Kind.PUBLIC_BODY), ("TELFORD & WREKIN DC", Kind.PUBLIC_BODY), ("Calderdale Metropolitan BC", Kind.PUBLIC_BODY),
        ("Lincolnshire PCC", Kind.PUBLIC_BODY), ("Bracebridge Heath PC", Kind.PUBLIC_BODY), ("Sleaford TC", Kind.PUBLIC_BODY),
        ("St Swithin's PCC", Kind.CHARITY), ("Nottingham HA", Kind.CHARITY), ("Oxford Town HA", Kind.CHARITY),
        ("Queen Elizabeth Grammar", Kind.SCHOOL), ("Redbridge King Solomon High", Kind.SCHOOL), ("West End", Kind.COMPANY),
        # what may be a family name with initials, a cricket club, a shop
        ("Smith PC", Kind.SOLE_TRADER), ("Thistlewood PC", Kind.UNKNOWN), ("Thistlewood HA", Kind.SOLE_TRADER), ("Bolton D C", Kind.SOLE_TRADER),
        ("Swinton Moorside CC", Kind.UNKNOWN), ("Lincoln Gaming PC", Kind.COMPANY), ("Aim High", Kind.COMPANY),
        ("St Georges", Kind.UNKNOWN), ("Albert Docks", Kind.COMPANY), ("Zyqwex", Kind.UNKNOWN), ("", Kind.UNKNOWN),
    ],
)  # fmt: skip
def test_a_name_says_what_it_is(name: str, expected: Kind) -> None:
    found, because = kind(name)
    assert (found, bool(because)) == (expected, True)


@pytest.mark.parametrize(
    ("number", "expected"),
    [("01234567", Kind.COMPANY), ("CE012345", Kind.CHARITY), ("IP12345R", Kind.COOPERATIVE), ("", Kind.SOLE_TRADER)],
)  # fmt: skip
def test_a_company_number_outranks_what_looks_like_a_person(number: str, expected: Kind) -> None:
    assert kind("Adam Thistlewood", number)[0] is expected


def test_no_number_makes_a_firm_of_mrs() -> None:
    """A firm is not called so; it would be published by her name. It stays in scope, unlike what is paid to private persons."""
    for numbers in (("01234567", ""), ("", "1098765"), ("CE012345", "")):
        assert kind("Mrs A Thistlewood", *numbers)[0] is Kind.SOLE_TRADER
        assert kind_of(["Thistlewood Adam", "Mrs A Thistlewood"], *numbers)[0] is Kind.SOLE_TRADER
    assert kind_of(["Mrs A Thistlewood", "Zyqwex"], "01234567")[0] is Kind.COMPANY, "it is called by the name that is no person's"
    assert kind("Mrs Thistlewood's Bakery Ltd", "01234567")[0] is Kind.COMPANY


def test_one_spelling_that_states_a_form_is_enough() -> None:
    """Bodies drop the legal form; the supplier is a company all the same."""
    assert kind_of(["J THISTLEWOOD", "J Thistlewood Ltd"])[0] is Kind.COMPANY
    assert kind_of(["Zyqwex", "J Thistlewood"])[0] is Kind.SOLE_TRADER


def test_who_trades_under_a_name_is_a_sole_trader_whatever_its_words() -> None:
    """A trading name's words are a guess; a legal form is not, nor a number beside the trading name."""
    trader = "D J Pickwell t/a Pickwell Joinery"
    assert kind_of([trader, "Pickwell Joinery", "D.J. Pickwell"])[0] is Kind.SOLE_TRADER
    assert kind_of([trader], "01234567")[0] is Kind.SOLE_TRADER
    assert kind_of([trader, "Pickwell Joinery Ltd"])[0] is Kind.COMPANY
    assert kind_of([trader, "Pickwell Joinery"], "01234567")[0] is Kind.COMPANY


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("D J Pickwell t/a Pickwell Joinery", "D J Pickwell", "Pickwell Joinery"),
        ("D.J. Pickwell (T/A Fen Fencing)", "D.J. Pickwell", "Fen Fencing"),
        ("Mrs A Thistlewood trading as Fell Cakes Ltd", "Mrs A Thistlewood", "Fell Cakes Ltd"),
        ("Garsdale Ltd t/a Fell Cakes", "", ""), ("Fellgate TA Centre", "", ""),
    ],
)  # fmt: skip
def test_what_stands_before_a_trading_name(name: str, before: str, after: str) -> None:
    assert trading(name) == (before, after)
    assert names_a_person(name) is bool(before)


def test_a_person_with_a_title_among_a_firms_words_is_named_by_that_spelling() -> None:
    assert all(map(names_a_person, ("A G CARE LIMITED/MR B J JONES", "Hair Design Mrs S Wright", "Miss Olivia Ashdown - Kings Chambers")))
    assert not any(map(names_a_person, ("MS STORAGE EQUIPMENT LTD", "Miss Tilly'S Ltd", "Mr Mobiles And P C Ltd", "Mr Fitzpatrick S Ltd")))


def test_the_reason_quotes_the_words() -> None:
    assert kind("East Lindsey DC")[1] == 'public bodies are called so ("dc" behind the name of a local authority)'
    assert kind("Witham Park Surgery")[1] == 'its name has a word of trade ("surgery")', "a park is no trade"
    assert kind("The Priory LSST")[1] == 'it says nothing of its trade, and "priory" speaks against a person'
    assert kind("Lancashire County Council")[1] == 'public bodies are called so ("county council")'
