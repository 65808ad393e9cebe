"""The firms with a part to play: locked contracts, suppliers only a person can settle, and payees that are out of scope."""

from __future__ import annotations

from dataclasses import dataclass, field

from making.plan import BODIES

CITY, COUNTY, POLICE, HOUSING, COLLEGE, SIXTH = BODIES


@dataclass(frozen=True)
class Part:
    """A named supplier: what it sells to whom from where; `spelled` where the story needs one way of writing."""

    base: str
    form: str
    category: str
    home: str
    bodies: tuple[str, ...]
    contract: dict[str, str] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    postcode: dict[str, str] = field(default_factory=dict)  # body -> what it holds instead of the postcode

    @property
    def tied(self) -> bool:
        """Whether a rule names this firm, or its category, as locked."""
        return self not in _STORIES


_UTILITIES = (
    Part("Norvale Energy Supply", "plc", "Energy", "leaking", BODIES),
    Part("Brackenfirth Power", "Ltd", "Energy", "leaking", (CITY, COUNTY, POLICE, COLLEGE)),
    Part("Tidewell Gas Trading", "Ltd", "Energy", "leaking", (COUNTY, POLICE, HOUSING, SIXTH)),
    Part("Pennmere Water", "plc", "Water", "leaking", BODIES),
    Part("Crestlaw Mutual Insurance", "", "Insurance", "leaking", (CITY, COUNTY, POLICE, HOUSING)),
    Part("Harbourgate Risk Brokers", "Ltd", "Insurance", "leaking", (CITY, COUNTY, COLLEGE, SIXTH)),
    Part("Ardenlea Underwriting", "plc", "Insurance", "leaking", (POLICE, HOUSING)),
)
_CONTRACTS = (
    Part("Ribblemoor Schools Partnership", "Ltd", "PFI unitary charges", "leaking", (COUNTY,)),
    Part("Fellside Learning Estates (Phase 1)", "Ltd", "PFI unitary charges", "leaking", (COUNTY,)),
    Part("Wyreholme Academies Project Co", "Ltd", "PFI unitary charges", "leaking", (COUNTY,)),
    Part("Greenhollow Resource Recovery", "plc", "Waste and recycling", "leaking", (COUNTY,)),
    Part("Tarnbrook Highways Term Maintenance", "Ltd", "Highways and civil engineering", "leaking", (COUNTY,)),
    Part("Aquamere Leisure Operations", "Ltd", "Leisure and culture", "leaking", (CITY,)),
    Part("Vantage Fleet Rental", "plc", "Vehicles and fuel", "leaking", (CITY,), contract={CITY: "C/2008/112"}),
    Part("Stannergate Heating Renewals", "Ltd", "Construction and repairs", "leaking", (HOUSING,), contract={HOUSING: "HA-2009-031"}),
    Part("Clydebeck Window Systems", "Ltd", "Construction and repairs", "leaking", (HOUSING,), contract={HOUSING: "HA-2009-044"}),
    Part("Argent Row Safety Systems", "plc", "ICT", "leaking", (POLICE,)),
    Part("Custodian Record Networks", "Ltd", "ICT", "leaking", (POLICE,)),
    Part("Kenlock Forensic Laboratories", "Ltd", "Forensic services", "leaking", (POLICE,)),
    Part("Osmotherley Digital Forensics", "Ltd", "Forensic services", "leaking", (POLICE,)),
    Part("Trentholm DNA Profiling", "Ltd", "Forensic services", "leaking", (POLICE,)),
    Part("Blue Meridian Vehicle Conversions", "Ltd", "Vehicles and fuel", "leaking", (POLICE,)),
    Part("Motorway & Marine Fuels", "plc", "Vehicles and fuel", "leaking", (POLICE,)),
    Part("Oakmere Awarding Body", "", "Examination fees", "leaking", (COLLEGE, SIXTH)),
    Part("Meridale Qualifications", "", "Examination fees", "leaking", (COLLEGE, SIXTH)),
    Part("Cambriate Examinations Syndicate", "", "Examination fees", "leaking", (COLLEGE, SIXTH)),
    Part("Trades & Technical Certification Council", "", "Examination fees", "leaking", (COLLEGE,)),
)
_STORIES = (
    # Settled as the same supplier in decisions/suppliers.csv: no likeness of letters would dare.
    Part("Northfield Construction", "Ltd", "Construction and repairs", "local", (CITY, COUNTY, HOUSING, SIXTH),
         spelled={COUNTY: "N.FIELD CONSTRUCTION"}),
    Part("Brockhurst Hale Riddings", "LLP", "Legal and professional", "local", (CITY, HOUSING, COLLEGE),
         spelled={COLLEGE: "BHR Solicitors"}),
    Part("Alderfold Facilities Management", "Ltd", "Cleaning and facilities", "leaking", (CITY, COUNTY, POLICE),
         spelled={POLICE: "Pellbank Office Services"}),
    # Settled as different: alike to 98 in 100, one in Preston, one in Leeds or thereabouts.
    Part("Harcastle Print Services", "Ltd", "Office supplies and print", "local", (CITY,)),
    Part("Hardcastle Print Services", "Ltd", "Office supplies and print", "leaking", (POLICE,)),
    # Left for a person: between 85 and 94.
    Part("Whinfold Scaffolding", "Ltd", "Construction and repairs", "local", (CITY,)),
    Part("Whinfell Scaffolding", "Ltd", "Construction and repairs", "regional", (HOUSING,)),
    Part("Larchbeck Coaches", "Ltd", "Transport and travel", "regional", (COUNTY,)),
    Part("Larchbeck Coach Hire", "", "Transport and travel", "regional", (COLLEGE,)),
    # Nobody holds a usable postcode: decisions/postcodes.csv says where they are.
    Part("Fellgate Community Transport", "CIC", "Transport and travel", "regional", (CITY, SIXTH), postcode={CITY: "", SIXTH: ""}),
    Part("Oxenrigg Skills Academy", "Ltd", "Training and development", "leaking", (COUNTY, POLICE),
         postcode={COUNTY: "PR99 9ZZ", POLICE: "not known"}),
    # One anchor has no postcode for a supplier that another anchor can place.
    Part("Quernmoor Bakery Supplies", "Ltd", "Catering and food", "local", (CITY, SIXTH), postcode={SIXTH: ""}),
    Part("Sablehurst Fencing Contractors", "Ltd", "Grounds maintenance", "regional", (COUNTY, HOUSING), postcode={HOUSING: "TBC"}),
)  # fmt: skip
CAST = (*_UTILITIES, *_CONTRACTS, *_STORIES)


@dataclass(frozen=True)
class Payee:
    """A line that is not spend with a supplier: the reason why, in the audit's word, and pence."""

    body: str
    name: str
    category: str
    exclusion: str
    rule: str
    amount: int


OUT_OF_SCOPE = (
    Payee(CITY, "HM Revenue & Customs", "Tax and national insurance", "tax", "tax", 391_244_017),
    Payee(CITY, "County Pension Fund", "Pensions", "pensions", "pensions", 284_611_560),
    Payee(CITY, "REDACTED PERSONAL DATA", "Payments to individuals", "individuals", "individuals", 41_290_633),
    Payee(COUNTY, "HM REVENUE AND CUSTOMS", "Tax and national insurance", "tax", "tax", 622_490_008),
    Payee(COUNTY, "COUNTY PENSION FUND", "Pensions", "pensions", "pensions", 548_017_226),
    Payee(COUNTY, "CONSTABULARY", "Community safety contribution", "transfers", "between-anchors", 125_000_000),
    Payee(COUNTY, "REGIONAL FLOOD AND COASTAL LEVY", "Levies", "levies and precepts", "levies", 118_640_000),
    Payee(COUNTY, "LOCAL AUTHORITY LOANS BUREAU", "Loans and interest", "financing", "financing", 231_875_000),
    Payee(POLICE, "HM Revenue & Customs", "Tax and national insurance", "tax", "tax", 410_236_642),
    Payee(POLICE, "Police Pension Account", "Pensions", "pensions", "pensions", 216_903_884),
    Payee(HOUSING, "H M Revenue & Customs", "Tax and national insurance", "tax", "tax", 108_870_415),
    Payee(HOUSING, "Housing Bond Trustees", "Loans and interest", "financing", "financing", 94_500_000),
    Payee(COLLEGE, "Further Education Teachers Pensions", "Pensions", "pensions", "pensions", 81_344_207),
    Payee(COLLEGE, "Student bursaries (summary)", "Payments to individuals", "individuals", "individuals", 22_160_550),
    Payee(SIXTH, "City Council", "Business rates", "tax", "business-rates", 11_342_700),
)

SUPPLIER_DECISIONS = (
    ("N.FIELD CONSTRUCTION", "same", "Northfield Construction Ltd",
     "Same purchase orders and bank account; the county ledger's name field is short."),
    ("BHR Solicitors", "same", "Brockhurst Hale Riddings LLP",
     "The firm's own invoices carry both names."),
    ("Pellbank Office Services", "same", "Alderfold Facilities Management Ltd",
     "Renamed in August 2012; the supplier's letter is on file."),
    ("Harcastle Print Services Ltd", "different", "Hardcastle Print Services Ltd",
     "Two firms: a print works in Preston and a supplier beyond Lancashire. Checked by telephone."),
)  # fmt: skip
POSTCODE_DECISIONS = (
    ("Fellgate Community Transport CIC", "From the charity's annual report; neither anchor holds an address."),
    ("Oxenrigg Skills Academy Ltd", "From its letterhead; PR99 9ZZ is what the county system puts in for none."),
)
