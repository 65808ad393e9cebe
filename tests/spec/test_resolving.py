"""Resolving: when two ways of writing are one supplier.

Names are compared without case, punctuation, `The`, `&` and legal form. Beyond that, likeness joins only what it is sure of; what is
merely alike is left for a person, whose word outranks every score.
"""

from __future__ import annotations

import pytest

from cwbaudit.config.decisions import SupplierDecision
from cwbaudit.engine import sql
from cwbaudit.resolve import match, names_of, resolve
from tests.texttables import lines, same


def decision(name: str, verdict: str, supplier: str) -> SupplierDecision:
    where = "decisions/suppliers.csv, row 2"
    return SupplierDecision(name=name, verdict=verdict, supplier=supplier, who="audit lead", when="2013-06-03", why="phoned", written=where)


def test_case_punctuation_and_legal_form_are_set_aside() -> None:
    """The spelling with most spend names the supplier."""
    read = lines("""
        | body         | supplier_name                          |  amount |
        | City Council | Northfield Construction Ltd            |  100.00 |
        | Constabulary | NORTHFIELD CONSTRUCTION LIMITED        |   60.00 |
        | College      | The Northfield Construction (A/C 0417) |   40.00 |
        | College      | Ribble & Sons                          |    5.00 |
        | Constabulary | RIBBLE AND SONS LTD.                   |    6.00 |
    """)
    found, findings = resolve(read, ())
    assert same(found, """
        | supplier_name                          | supplier                    | method   |  amount |
        | Northfield Construction Ltd            | Northfield Construction Ltd | own name |  100.00 |
        | NORTHFIELD CONSTRUCTION LIMITED        | Northfield Construction Ltd | exact    |   60.00 |
        | The Northfield Construction (A/C 0417) | Northfield Construction Ltd | exact    |   40.00 |
        | Ribble & Sons                          | RIBBLE AND SONS LTD.        | exact    |    5.00 |
        | RIBBLE AND SONS LTD.                   | RIBBLE AND SONS LTD.        | own name |    6.00 |
    """)  # fmt: skip
    assert sql("select * from f", f=findings).rows() == []


def test_a_slip_of_the_keyboard_is_joined() -> None:
    """One letter wrong in a long name: joined, and the likeness is recorded."""
    read = lines("""
        | supplier_name             | amount |
        | Northfield Constructions  | 100.00 |
        | Northfeild Constructions  |  60.00 |
    """)
    found, _ = resolve(read, ())
    assert same(found, """
        | supplier_name             | supplier                 | method   |
        | Northfield Constructions  | Northfield Constructions | own name |
        | Northfeild Constructions  | Northfield Constructions | likeness |
    """)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NHS Supply Chain", "NHS Supply Chain Maintenance Inv Prefix 201"),
        ("NHS Supply Chain", "ST1450 NHS Supply Chain"),
        ("Preston City Council", "Preston City Council Business Rates Section"),
        ("Southwark Council", "London Borough of Southwark"),
        ("University of East Anglia", "East Anglia University Of"),
        ("Brownhill Surgery", "Brownhil Surgery"),
        ("NHS North Tyneside CCG", "NEAS North Tyneside CCG"),
        ("Ribble Supply Chain", "Ribble Supply Chainorders"),
        ("Pendle Co-operative Society", "Pendle Co-Oeprative Society"),
        ("Ribble Assoc Ltd", "Ribble Association"),
        ("Bowland Forest Consultants", "TheBowland Forest Consultants"),
        ("Ribble Teaching Hospitals NHS Foundation Trust", "Ribble Hospitals NHS Trust"),
        ("University of Lancaster", "LANCASTER UNIVERSITY OF"),
        ("RIBBLEAA VALLEYAA DAY NURSERY", "Ribble Valley Day Nursery"),
        ("Bowland&#039;s Bakery &amp; Sons", "Bowlands Bakery and Sons"),
        ("NHS Resolution", "NHS Resolution ST1150"),
        ("NHS Supply Chain", "NHS Supply Chain Pharmacy Use Only"),
        ("City of Preston", "Preston City Council"),
        ("Preston and Chorley Hospitals", "Preston & Chorley Hospitals NHS Trust"),
        ("Wigan Council", "Wigan Metropolitan Borough Council"),
        ("BowlandandPendle Forest Nursery", "Bowland and Pendle Forest Nursery"),
        ("Bowland Forest Hospital for", "Bowland Forest Hospital for Children"),
        ("NHS Litigation AuthorityCNST", "NHS Litigation Authority"),
        ("NHS Business Services Authority Pensions", "NHS Business Services Authority"),
        ("Department of Health Leeds", "Department of Health"),
        ("Group NHS Supply Chain", "NHS Supply Chain"),
        ("NHS Supply Chain CapitalDO NOT USE SEE 4711", "NHS Supply Chain"),
        ("Total Bowland Forest Hospital NHS Trust", "Bowland Forest Hospital NHS Trust"),
        ("Bowland Hospital NHS Trust Total Bowland Hospital NHS Trust", "Bowland Hospital NHS Trust"),
        ("RXN Bowland Forest Hospital NHS Trust", "Bowland Forest Hospital NHS Trust"),
        ("Bowland Forest Hospital NHS F Trust", "Bowland Forest Hospital NHS Trust"),
        ("Ribble University Local Health Board", "Ribble University Health Board"),
        ("BROWNHILLAA SURGERY", "Brownhill Surgery"),
        ("Wandsworth Borough Council", "Wandsworth London Borough Council"),
        ("London Borough of Merton", "Merton Borough Council"),
        ("Care Quality Commission (CQC)", "CARE QUALITY COMMISSION (CQC) CQC033"),
        ("North Lincolnshire Council", "N LINCOLNSHIRE DC"),
        ("Ermine Street Care Home Ltd", "ERMINE ST CARE HOME"),
        ("Tennyson Road Garage Ltd", "Tennyson Rd Garage"),
    ],
)
def test_what_is_written_round_a_name_makes_no_other_supplier(one: str, other: str) -> None:
    """Codes, departments and what a body was paid for; a letter more or less; a trust's honours."""
    found, _ = resolve(lines(f"| supplier_name | amount |\n| {one} | 100.00 |\n| {other} | 60.00 |"), ())
    assert sql("select count(distinct supplier_id) from f", f=found).one() == (1,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Mary's Junior School", "St Mary's Senior School"),
        ("Fulwood Surgery 1 Partnership", "Fulwood Surgery 2 Partnership"),
        ("OCS Group", "COS Group"),
        ("Northfield Construction", "Northfield Facilities"),
        ("North Lancashire Cleaning", "South Lancashire Cleaning"),
        ("Team Fostering", "The Fostering Team Ltd"),
        ("Healthcare at Home Ltd", "Healthcare Homes Ltd"),
        ("Woodlanders Day Nursery", "Woodlands Day Nursery"),
        ("UK Fostering Ltd", "Fostering Ltd"),
        ("NHS North East London CSU", "North East London NHS Foundation Trust"),
        ("Wyre Council Pension Fund", "Wyre Council"),
        ("Springfield Medical Centre", "Springfields Medical Centre"),
        ("Neston Surgery", "Eston Surgery"),
        ("Wood Catering Supplies", "Woodstock Catering Supplies"),
        ("Chip Credit Union", "Chippenham Credit Union"),
        ("Marven Medical Practice", "Marden Medical Practice"),
        ("Greens Health Centre", "Greensand Health Centre"),
        ("Preston City", "Preston City Council"),
        ("Bowland Care NHS Trust", "Bowland Care Ltd"),
        ("Bowland Care NHS Trust", "Bowland Care NHS Trust Fund"),
        ("Preston Hospital", "Preston Hospital NHS Trust"),
        ("NHS Preston", "Preston NHS Foundation Trust"),
        ("Bowland Care Limited Total Pendle Hill Surgery", "Bowland Care Ltd"),
        ("Pendle Bowes Finance Ltd", "Pendle Bowes Ltd"),
        ("Foster Care Link", "Foster Careline Ltd"),
        ("Inter City Cleaning Services Ltd", "Innercity Cleaning Services Ltd"),
        ("Bowland Forest Hospital NHS Trust Total", "Bowland Forest Hospital NHS Trust"),
        ("Trust Preston", "The Preston Foundation Trust"),
        ("Lawyers in Local Government", "Local Government Lawyer"),
        ("Computers", "Computeam Ltd"),
        ("InHealth Ltd", "ITHealth Ltd"),
        ("St Luke's Hospice", "St Luke's Hospice Plymouth"),
        ("Holiday Lodge Preston", "Holiday Lodge UK Ltd"),
        ("Guildhall Surgery", "Guildhall and Preston Surgery"),
        ("Wyre Council", "Wyre Town Council"),
        ("Wyre Borough Council", "Wyre County Council"),
    ],
)
def test_what_tells_suppliers_apart_keeps_them_apart(one: str, other: str) -> None:
    """Schools of one saint, numbers, short names and parts of a group are never joined by likeness."""
    found, _ = resolve(lines(f"| supplier_name | amount |\n| {one} | 100.00 |\n| {other} | 60.00 |"), ())
    assert sql("select count(distinct supplier_id) from f", f=found).one() == (2,)


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("Care Homes UK Ltd", "Pendle Care Homes Ltd", False),
        ("The Training Co", "Maple Training", False),
        ("Enterprise", "Enterprise Plants Ltd", False),
        ("The Street Furniture Company", "Orchard Street Furniture", False),
        ("Ribblesdale Roofing", "Ribblesdale Roofing Supplies", True),
        ("Street Furniture Company", "Street Furniture Hire Company", True),
        ("Ribblesdale", "Ribblesdale Furniture", True),
        ("SQW Consulting", "SQW Ltd T/A SQW Consulting", True),
        ("Little Acorns Nursery Ltd", "Little Acorns Nurseries Ltd", True),
        ("Stanley Grange", "Stanley Grange Care Home", True),
        ("Little Bowlanders", "Little Bowlanders Private Day Nursery Ltd", True),
        ("Stanley Grange Nursing Home", "Stanley Grange Residential Care Home", False),
        ("The Manor", "The Manor Care Home", False),
        ("Lincoln CC", "City of Lincoln Council", True),
        ("Navenby PC", "Navenby Parish Council", True),
        ("NKDC", "North Kesteven District Council", True),
        ("Southport CC", "Southport Cricket Club", False),
        ("NKDC", "North Kesteven Parish Council", False),
        ("1st Class Fencing", "First Class Fencing Ltd", True),
        ("Humberside Seals", "Humberside Seal Sanctuary", True),
        ("Ribblesdale Pets", "Ribblesdale Pet Hospital", True),
    ],
)
def test_what_is_asked(one: str, other: str, asked: bool) -> None:
    """Whether a house is the care home of its name; not whether a firm is the one that is called only what many firms are."""
    found, findings = resolve(lines(f"| supplier_name | amount |\n| {one} | 100.00 |\n| {other} | 60.00 |"), ())
    assert sql("select count(distinct supplier_id) from f", f=found).one() == (2,)
    assert sql("select count(*) from f where code = 'possible-same-supplier'", f=findings).one() == (asked,)


def test_two_company_numbers_are_two_suppliers() -> None:
    """However alike the names are."""
    read = lines("""
        | supplier_name            | company_number | amount |
        | Northfield Constructions | 01234567       | 100.00 |
        | Northfeild Constructions | 07654321       |  60.00 |
    """)
    found, findings = resolve(read, ())
    assert sql("select count(distinct supplier_id) from f", f=found).one() == (2,)
    assert same(findings, """
        | code                   | value                    |
        | possible-same-supplier | Northfeild Constructions |
    """)  # fmt: skip


def test_a_name_cut_at_a_fixed_width_is_recognised() -> None:
    """Three names of just the body's greatest length show that its system cuts them off."""
    read = lines("""
        | body         | supplier_name                                   | amount |
        | Constabulary | Ribblesdale Environmental Wast                  |   1.00 |
        | Constabulary | Pendle Hill Surveying Partners                  |   1.00 |
        | Constabulary | Bowland Forest Catering Servic                  |   1.00 |
        | Constabulary | Wyre Print                                      |   1.00 |
        | City Council | Ribblesdale Environmental Waste Management Ltd  |   5.00 |
    """)
    found, _ = resolve(read, ())
    assert same(sql("select * from f where supplier_name like 'Ribb%'", f=found), """
        | supplier_name                                   | supplier                                       | method   |
        | Ribblesdale Environmental Wast                  | Ribblesdale Environmental Waste Management Ltd | likeness |
        | Ribblesdale Environmental Waste Management Ltd  | Ribblesdale Environmental Waste Management Ltd | own name |
    """)  # fmt: skip


def test_a_persons_word_outranks_the_score() -> None:
    """Decided the same: joined, with who said so of the spelling that they saw. Decided different: apart, and never asked again."""
    read = lines("""
        | supplier_name               | amount |
        | Northfield Construction Ltd | 100.00 |
        | NORTHFIELD CONSTRUCTION     |  80.00 |
        | N.FIELD CONSTRUCTION        |  60.00 |
        | N. Field Construction Ltd   |  50.00 |
        | Ribble Valley Catering      |   9.00 |
        | Ribble Valley Caterings     |   8.00 |
    """)
    decided = (
        decision("N.FIELD CONSTRUCTION", "same", "Northfield Construction Ltd"),
        decision("Ribble Valley Catering", "different", "Ribble Valley Caterings"),
    )
    found, findings = resolve(read, decided)
    assert same(found, """
        | supplier_name               | supplier                    | method   | decided_by |
        | Northfield Construction Ltd | Northfield Construction Ltd | own name |            |
        | NORTHFIELD CONSTRUCTION     | Northfield Construction Ltd | exact    |            |
        | N.FIELD CONSTRUCTION        | Northfield Construction Ltd | decision | audit lead |
        | N. Field Construction Ltd   | Northfield Construction Ltd | exact    |            |
        | Ribble Valley Catering      | Ribble Valley Catering      | own name |            |
        | Ribble Valley Caterings     | Ribble Valley Caterings     | own name |            |
    """)  # fmt: skip
    assert sql("select * from f", f=findings).rows() == []
    (why,) = sql("select because from a where supplier_name = 'N. Field Construction Ltd'", a=found).rows()[0]
    assert why == (
        'the same as "N.FIELD CONSTRUCTION" once case, punctuation and legal form are set aside: "n field construction"; '
        'which is decided the same as "Northfield Construction Ltd" (audit lead 2013-06-03): phoned'
    )
    (own,) = sql("select because from a where supplier_name = 'NORTHFIELD CONSTRUCTION'", a=found).rows()[0]
    assert "decided" not in own, "nobody had to decide that"


def test_a_name_that_is_short_of_its_middle_is_asked_about_and_joined_at_one_postcode() -> None:
    """N.Field may be Northfield: where both are at one postcode it is."""
    read = lines("""
        | supplier_name                    | postcode | amount |
        | Northfield Construction Ltd      | PR1 2HE  | 100.00 |
        | N.FIELD CONSTRUCTION (A/C 00417) | PR1 2HE  |  60.00 |
        | Wolverhampton Hire Ltd           |          |   9.00 |
        | W Hampton Hire                   |          |   8.00 |
        | W Hampton Catering               |          |   7.00 |
    """)
    found, findings = resolve(read, ())
    assert same(sql("select * from f where supplier_name like 'N%'", f=found), """
        | supplier_name                    | supplier                    | method   |
        | Northfield Construction Ltd      | Northfield Construction Ltd | own name |
        | N.FIELD CONSTRUCTION (A/C 00417) | Northfield Construction Ltd | likeness |
    """)  # fmt: skip
    (doubt,) = sql("select value, note from f", f=findings).rows()
    assert doubt == ("W Hampton Hire", '78% like "Wolverhampton Hire Ltd" (£9.00); "w hampton" may be short for "wolverhampton"')


def test_what_may_be_short_for_two_names_is_asked_about_wherever_it_is() -> None:
    """A postcode is shared in an office block, too."""
    read = lines("""
        | supplier_name            | postcode | amount |
        | Northfield Construction  | PR1 2HE  | 100.00 |
        | Netherfield Construction | PR1 2HE  |  60.00 |
        | N.Field Construction     | PR1 2HE  |   9.00 |
    """)
    found, findings = resolve(read, ())
    assert sql("select count(distinct supplier_id) from f", f=found).one() == (3,)
    asked = sql("select note from f where note like '%short for%'", f=findings).rows()
    assert len(asked) == 2
    assert all("it may be short for others, too" in note for (note,) in asked)


_OF_TWO_FORMS = """
    | supplier_name      | amount |
    | Pendle Legal       |   3.00 |
    | PENDLE LEGAL       |   4.00 |
    | Pendle Legal Ltd   |   5.00 |
    | Pendle Legal LLP   |   6.00 |
    | Hodder Legal       |   7.00 |
    | Hodder Legal Ltd   |   8.00 |
"""


def test_a_name_without_a_form_is_asked_about_where_firms_of_two_forms_are_called_so() -> None:
    """Neither the company nor the LLP is nearer; without an LLP it is the company."""
    found, findings = resolve(lines(_OF_TWO_FORMS), ())
    assert same(sql("select supplier, count(*) as written from f group by all order by 1", f=found), """
        | supplier         | written |
        | Hodder Legal Ltd |       2 |
        | PENDLE LEGAL     |       2 |
        | Pendle Legal LLP |       1 |
        | Pendle Legal Ltd |       1 |
    """)  # fmt: skip
    assert sql("select count(*) from f where note like '%firms of two forms are called so%'", f=findings).one() == (2,)


@pytest.mark.parametrize("firm", ["Pendle Legal LLP", "Pendle Legal Ltd"])
def test_a_decision_says_which_of_two_forms_a_name_means(firm: str) -> None:
    """It does not join the two firms, and nothing is asked any more."""
    found, findings = resolve(lines(_OF_TWO_FORMS), (decision("Pendle Legal", "same", firm),))
    told = sql("select supplier_name, supplier_id from f where supplier_name ilike 'pendle%' order by 1", f=found).rows()
    meant = dict(told)
    assert meant["PENDLE LEGAL"] == meant["Pendle Legal"] == meant[firm]
    assert len(set(meant.values())) == 2
    assert sql("select * from f", f=findings).rows() == []


def test_a_name_that_is_no_firm_of_either_form_stays_by_itself() -> None:
    """A decision may part it from both; where there is no LLP it is the company, and the decision is reported."""
    apart = [decision("Pendle Legal", "different", f"Pendle Legal {form}") for form in ("Ltd", "LLP")]
    found, findings = resolve(lines(_OF_TWO_FORMS), (*apart, decision("Hodder Legal", "different", "Hodder Legal Ltd")))
    assert sql("select count(distinct supplier_id) from f where supplier_name ilike 'pendle%'", f=found).one() == (3,)
    assert sql("select code, value from f", f=findings).rows() == [("decision-unused", "Hodder Legal")]


def test_a_decision_names_the_supplier() -> None:
    """As the person wrote it, even where more is spent under the other name."""
    read = lines("""
        | supplier_name               | amount |
        | Northfield Construction Ltd |  10.00 |
        | N.FIELD CONSTRUCTION        |  60.00 |
    """)
    found, _ = resolve(read, (decision("N.FIELD CONSTRUCTION", "same", "Northfield Construction Ltd"),))
    assert sql("select distinct supplier from f", f=found).rows() == [("Northfield Construction Ltd",)]


def test_a_decision_about_nobody_is_reported() -> None:
    """It changed nothing, and says so."""
    _, findings = resolve(lines("| supplier_name | amount |\n| Wyre Print | 1.00 |"), (decision("Wyre Print", "same", "Wyre Printers"),))
    assert same(findings, """
        | code            | value         | note                           |
        | decision-unused | Wyre Printers | decisions/suppliers.csv, row 2 |
    """)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NORTHFIELDCONSTRUCTION LTD", "Northfield Construction"),
        ("Construction Northfield", "Northfield Construction"),
        ("Northfield Construction Ltd T/A Ribble Roofing", "Northfield Construction Ltd"),
        ("Northfield Construction Ltd T/A Ribblesdale Roofing", "Ribblesdale Roofing"),
        ("Northfield Construction Ltd (formerly Ribblesdale Roofing Ltd)", "Ribblesdale Roofing Ltd"),
        ("Northfield Construction Rent Account", "Northfield Construction Rent A/C"),
        ("Northfield Mental Hlth Partnership", "Northfield Mental Health Partnership"),
        ("Northfield Construction Ltd - Preston Branch", "Northfield Construction Ltd"),
        ("Northfield Construction UK Ltd", "Northfield Construction"),
        ("Northfield Construction LLP", "Northfield Construction"),
        ("Ribblesdale Teaching Hospitals NHS FT", "Ribblesdale Teaching Hosp NHS Trust"),
        ("Bowland Arts Research Council", "Bowland Arts Research Council (BARC)"),
        ("Thye Northfield Boathouse Ltd", "Northfield Boathouse Ltd"),
        ("Northfield Boathouse Avnd Ribble Quay", "Northfield Boathouse and Ribble Quay"),
        ("Northfieldconstruvction Ltd", "Northfield Construction Ltd"),
        ("Northfield Catering Lid", "Northfield Catering"),
        ("Northfield Community Tenants Co-", "Northfield Community Tenants Co-operative"),
    ],
)
def test_ways_of_writing_one_supplier_are_joined(one: str, other: str) -> None:
    """Words run together or moved, a name within a name, a branch, UK, a legal form left out, initials, slips of the keyboard."""
    found, _ = resolve(lines(f"| supplier_name | amount |\n| {one} | 100.00 |\n| {other} | 60.00 |"), ())
    assert sql("select count(distinct supplier_id) from f", f=found).one() == (1,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northfield Construction Ltd", "Northfield Construction LLP"),
        ("Northfield Construction (Preston) Ltd", "Northfield Construction (Wigan) Ltd"),
        ("Preston Northfield Construction", "Northfield Construction"),
        ("Northfield Construction Holdings Ltd", "Northfield Construction Ltd"),
        ("Northfield Homes (No 2) Ltd", "Northfield Homes Ltd"),
        ("Apsley Surgery", "Ashley Surgery"),
        ("Pendle T/A Ribble Roofing", "Pendle T/A Bowland Catering"),
        ("Theo Northfield Boathouse", "Northfield Boathouse"),
        ("Northfield Boathouse & Co-", "Northfield Boathouse Co-operative"),
    ],
)
def test_what_may_be_another_firm_is_kept_apart(one: str, other: str) -> None:
    """Another form or place, another member of a group, another village, one surname with two trades."""
    found, _ = resolve(lines(f"| supplier_name | amount |\n| {one} | 100.00 |\n| {other} | 60.00 |"), ())
    assert sql("select count(distinct supplier_id) from f", f=found).one() == (2,)


def test_evidence_beside_the_name() -> None:
    """One company number joins any names; a reference joins names that are alike; a postcode settles what the name leaves in doubt."""
    read = lines("""
        | body         | supplier_name              | company_number | supplier_ref | postcode | amount |
        | City Council | Ribble Roofing             | 01234567       |              |          |   9.00 |
        | Constabulary | Pendle Holdings            | 1234567        |              |          |   1.00 |
        | City Council | Bowland Catering           |                | V17          |          |   9.00 |
        | City Council | Bowland Forest Catering    |                | V17          |          |   1.00 |
        | City Council | Hodder Rail Infrastructure |                |              | PR1 2RL  |   9.00 |
        | Constabulary | Hodder Rail                |                |              | PR12RL   |   1.00 |
        | City Council | Stanley Grange             |                |              | LA1 1AA  |   9.00 |
        | Constabulary | Stanley Grange Care Home   |                |              | LA1 1AA  |   1.00 |
    """)
    found, _ = resolve(read, ())
    assert same(sql("select * from f where amount = 1", f=found), """
        | supplier_name           | supplier                   | method    |
        | Pendle Holdings         | Ribble Roofing             | number    |
        | Bowland Forest Catering | Bowland Catering           | reference |
        | Hodder Rail             | Hodder Rail Infrastructure | likeness  |
        | Stanley Grange Care Home | Stanley Grange            | likeness  |
    """)  # fmt: skip


def test_a_sundry_reference_joins_nobody() -> None:
    """A reference beside more than three names is an account for odds and ends."""
    rows = "\n".join(f"| Bowland {trade} | V99 | 1.00 |" for trade in ("Catering", "Roofing", "Print", "Tyres"))
    found, _ = resolve(lines(f"| supplier_name | supplier_ref | amount |\n{rows}"), ())
    assert sql("select count(distinct supplier_id) from f", f=found).one() == (4,)


def test_one_name_beside_two_numbers_is_two_suppliers() -> None:
    """And the line without a number is with neither by guess."""
    read = lines("""
        | supplier_name | company_number | amount |
        | Wyre Print    | 01234567       |   3.00 |
        | Wyre Print    | 07654321       |   2.00 |
    """)
    found, _ = resolve(read, ())
    assert sql("select count(distinct supplier_id) from f", f=found).one() == (2,)


def test_a_name_cut_where_two_begin_is_left_to_a_person() -> None:
    """A cut name belongs to the one name that begins so; where two do, nobody can know."""
    read = lines("""
        | supplier_name                                | amount |
        | Ribblesdale Environmental Wast               |   1.00 |
        | Ribblesdale Environmental Waste Hire Ltd     |   1.00 |
        | Ribblesdale Environmental Wastepaper Ltd     |   1.00 |
    """)
    found, findings = resolve(read, ())
    assert sql("select count(distinct supplier_id) from f", f=found).one() == (3,)
    assert ("several names begin so",) in sql("select regexp_extract(note, 'several names begin so') from f", f=findings).rows()


def test_a_whole_name_is_not_taken_for_a_cut_one() -> None:
    """What is already known for one firm's whole name, or is written with its legal form, is no other firm's name cut off."""
    read = lines("""
        | supplier_name                            | amount |
        | Walnut Tree Housing Associati            |   1.00 |
        | Walnut Tree Housing Association          |   1.00 |
        | Walnut Tree Housing Association Scotland |   1.00 |
        | Bowland Fells Community Caters           |   1.00 |
        | Bowland Fells Community Caters Ltd       |   1.00 |
        | Bowland Fells Community Caters Hire Ltd  |   1.00 |
    """)
    found, _ = resolve(read, ())
    assert same(sql("select distinct supplier, count(*) over (partition by supplier_id) as written from f order by 1", f=found), """
        | supplier                                 | written |
        | Bowland Fells Community Caters Hire Ltd  |       1 |
        | Bowland Fells Community Caters Ltd       |       2 |
        | Walnut Tree Housing Association          |       2 |
        | Walnut Tree Housing Association Scotland |       1 |
    """)  # fmt: skip


def test_a_trading_name_joins_no_two_forms() -> None:
    """An LLP is not the company of the same name, whatever either trades as."""
    read = lines("""
        | supplier_name                                     | amount |
        | Ribble Valley Shop LLP                            |   1.00 |
        | Ribble Valley Shop LLP Preston Branch             |   1.00 |
        | Ribble Valley Shop Ltd                            |   1.00 |
        | Ribble Valley Shop T/A Pendle Catering            |   1.00 |
    """)
    found, _ = resolve(read, ())
    ids = "select count(distinct supplier_id) from f where supplier_name in ('Ribble Valley Shop LLP', 'Ribble Valley Shop Ltd')"
    assert sql(ids, f=found).one() == (2,)


def test_a_list_of_names_on_its_own() -> None:
    """Each row keeps its place and what it held, and gets its supplier."""
    listed = names_of([{"supplier_name": "Wyre Print", "n": 1}, {"supplier_name": "WYRE PRINT LTD", "n": 2}, {"supplier_name": "", "n": 3}])
    assert [row["n"] for row in listed] == [1, 2, 3]
    assert listed[0]["supplier_id"] == listed[1]["supplier_id"] != listed[2]["supplier_id"]
    assert [(row["supplier"], row["method"], row["score"]) for row in listed[:2]] == [
        ("WYRE PRINT LTD", "exact", 100.0), ("WYRE PRINT LTD", "own name", 100.0),
    ]  # fmt: skip


REGISTER = [
    ("NORTHFIELD CONSTRUCTION LIMITED", "01111111", "PR1 1AA"),
    ("NORTHFIELD FACILITIES LIMITED", "02222222", "PR1 1AA"),
    ("WYRE PRINT LIMITED", "03333333", "PR2 2BB"),
    ("WYRE PRINT LIMITED", "04444444", "LA1 1CC"),
    ("BOWLAND FOREST CATERING LIMITED", "05123456", ""),
    ("RIBBLESDALE PENDLE AND BOWLAND FORUM", "06666666", ""),
    ("RIBBLESDALE PENDLE AND BOWLAND UNIVERSITY HOSPITAL", "07777777", ""),
    ("WYRE SURVEYING LLP", "OC388888", ""),
    ("NORTHFIELD PLANT HIRE LIMITED", "05123457", ""),
    ("HODDER TRUST", "1111112", "", "Removed"),
    ("HODDER TRUST", "1111113", ""),
    ("LOUD ABBEY TRUST", "1111114", "PR1 1AA", "Removed"),
    ("BRENNAND PLUMBING & HEATING SERVICES LIMITED", "08888881", ""),
]


@pytest.mark.parametrize(
    ("row", "number", "band"),
    [
        ({"supplier_name": "Northfield Constr. Ltd"}, "01111111", "joined"),
        ({"supplier_name": "Northfeild Construction"}, "01111111", "joined"),
        ({"supplier_name": "Northfield Roofing"}, "", "apart"),
        ({"supplier_name": "Wyre Print"}, "03333333", "review"),
        ({"supplier_name": "Wyre Print", "postcode": "LA1 1CC"}, "04444444", "joined"),
        ({"supplier_name": "Bowland Events", "company_number": "5123456"}, "05123456", "joined"),
        ({"supplier_name": "BFC", "company_number": "5123456"}, "05123456", "joined"),
        ({"supplier_name": "Quite another", "company_number": "5123456"}, "05123456", "review"),
        ({"supplier_name": "Northfield Facilities Ltd", "company_number": "05123457"}, "05123457", "review"),
        ({"supplier_name": "Northfield Facilities Ltd", "company_number": "09999998"}, "02222222", "review"),
        ({"supplier_name": "Hodder Trust"}, "1111113", "joined"),
        ({"supplier_name": "Hodder Trust", "charity_number": "1111112"}, "1111112", "joined"),
        ({"supplier_name": "Loud Abbey Trust"}, "1111114", "review"),
        ({"supplier_name": "Bowland Forest Catering & Events"}, "05123456", "review"),
        ({"supplier_name": "Bowland Forest Catering LLP"}, "", "apart"),
        ({"supplier_name": "Quite Another Ltd T/A Bowland Forest Catering"}, "05123456", "review"),
        ({"supplier_name": "RIBBLESDALE PENDLE AND BOWLAND"}, "06666666", "review"),
        ({"supplier_name": "Wyre Surveying Limited Preston"}, "", "apart"),
    ],
)
def test_matching_against_a_register(row: dict[str, str], number: str, band: str) -> None:
    """The number decides, where its entry is not called quite otherwise; else the name, and the postcode where the register holds the name
    twice. A name whose number is another's or nobody's, by which a firm trades, or that is cut off where two entries go on, is asked about,
    and so is an entry that is no more."""
    (matched,) = match([row], REGISTER)
    assert (matched["matched_number"], matched["match_band"]) == (number, band)


def test_a_match_in_doubt_says_why() -> None:
    rows = [
        {"supplier_name": "Northfield Facilities Ltd", "company_number": "05123457"},
        {"supplier_name": "Northfield Facilities Ltd", "company_number": "09999998"},
        {"supplier_name": "Loud Abbey Trust"},
        {"supplier_name": "Wyre Print"},
        {"supplier_name": "Hodder Trust", "charity_number": "1111112"},
        {"supplier_name": "Northfield Constr. Ltd"},
    ]
    assert [row["match_note"] for row in match(rows, REGISTER)] == [
        'written with number 05123457, which the register has as "NORTHFIELD PLANT HIRE LIMITED"; '
        'the name is as in "NORTHFIELD FACILITIES LIMITED" (02222222)',
        "its own number is 09999998",
        "its status is Removed",
        'may also be "WYRE PRINT LIMITED" (04444444)',
        "its status is Removed",
        "",
    ]


def test_a_postcode_that_speaks_for_an_entry_that_is_no_more_is_asked_about() -> None:
    register = [("HODDER TRUST", "1111112", "PR1 1AA", "Removed"), ("HODDER TRUST", "1111113", "LA1 1CC")]
    (matched,) = match([{"supplier_name": "Hodder Trust", "postcode": "PR1 1AA"}], register)
    assert (matched["matched_number"], matched["match_band"]) == ("1111113", "review")
    assert matched["match_note"] == 'may also be "HODDER TRUST" (1111112)'


def test_a_cut_spelling_says_no_more_than_the_whole_one_beside_it() -> None:
    """Alone the cut name is the one entry that begins so; its supplier's whole name leaves open whether that has a word more."""
    cut, whole = "Brennand Plumbing & Heati", "Brennand Plumbing & Heating"
    (alone,) = match([{"supplier_name": cut, "supplier_id": "one"}], REGISTER)
    assert alone["match_band"] == "joined"
    both = match([{"supplier_name": name, "supplier_id": "one"} for name in (cut, whole)], REGISTER)
    assert [(row["matched_number"], row["match_band"]) for row in both] == [("08888881", "review")] * 2
    apart = match([{"supplier_name": name, "supplier_id": name} for name in (cut, whole)], REGISTER)
    assert [row["match_band"] for row in apart] == ["joined", "review"]


def test_a_name_without_a_form_comes_to_neither_firm_by_a_misspelling_of_one() -> None:
    read = lines("""
        | supplier_name                     | amount |
        | Bowland Foxglove Printers         |   1.00 |
        | Bowland Foxglove Printers Limited |   1.00 |
        | Bowland Foxgluve Printers Ltd     |   1.00 |
        | Bowland Foxglove Printers LLP     |   1.00 |
    """)
    found, _ = resolve(read, ())
    assert same(sql("select distinct supplier, count(*) over (partition by supplier_id) as written from f order by 1", f=found), """
        | supplier                          | written |
        | Bowland Foxglove Printers         |       1 |
        | Bowland Foxglove Printers LLP     |       1 |
        | Bowland Foxglove Printers Limited |       2 |
    """)  # fmt: skip
