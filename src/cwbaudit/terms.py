"""The field's words. Each has one meaning, printed in help, docs and reports from here."""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """A word with its meaning beside it."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Term:
        term = str.__new__(cls, value)
        term._value_ = value
        term.meaning = meaning
        return term


class Locality(Term):
    """Where the supplier that is paid is based."""

    LOCAL = "local", "paid to a supplier based in the local area"
    REGIONAL = "regional", "paid to a supplier outside the local area but inside the region"
    LEAKING = "leaking", "paid to a supplier outside the region"
    UNPLACED = "unplaced", "paid to a supplier whose place is not known; never counted as leaking"


class Influence(Term):
    """Whether the body could spend it elsewhere."""

    INFLUENCEABLE = "influenceable", "a rule or a person says that it could be bought elsewhere"
    LOCKED = "locked", "tied by law, contract or the lack of a market, for ever or until a date"
    UNASSESSED = "unassessed", "nobody has judged it yet; never counted as influenceable"


class Ground(Term):
    """On what ground a verdict of influence rests, strongest first: a presumption is no finding."""

    DECISION = "decision", "a person decided it, in decisions/influence.csv"
    RULE = "rule of the audit", "a rule of the audit.toml that the bodies have agreed"
    DECLARED = "declared in the data", "the body itself declares it, in its spend file"
    CONTRACT = "contract date", "the contracts register says until when it is committed"
    PRESUMPTION = "shipped presumption", "nobody has looked: what is usual for such spend, asked for by the config"
    DEFAULT = "default", "nothing reaches it: the config's stated default"


class HeadingSource(Term):
    """What told under which heading spend falls, strongest first."""

    DECISION = "decision", "a person decided it for the label"
    RULE = "rule", "a heading rule of the audit"
    CODE = "code", "a CPV code that the body gives"
    LABEL = "label", "words of the body's own category"
    DESCRIPTION = "description", "words of the payments' descriptions"
    SUPPLIER_NAME = "supplier name", "words by which the supplier names its business"
    SIC = "supplier SIC", "the supplier's line of business in a company register that the audit uses"
    UNKNOWN = "unknown", "nothing told it; it stays unknown"


class Scope(Term):
    """Whether it is spend with suppliers at all."""

    IN_SCOPE = "in scope", "counted in every share"
    EXCLUDED = "excluded", "left out of every share, listed with its reason and its pounds"


class Exclusion(Term):
    """Why spend is out of scope."""

    NONE = "", "in scope"
    TAX = "tax", "tax and national insurance"
    PENSIONS = "pensions", "pension contributions"
    LEVIES = "levies and precepts", "levies and precepts passed to another public body"
    BENEFITS = "benefits", "benefits paid to or for people"
    INDIVIDUALS = "individuals", "payments to redacted or named individuals"
    TRANSFERS = "transfers", "transfers between the audit's own bodies"
    FINANCING = "financing", "loans, interest, investment and treasury"
    SMALLER = "smaller suppliers", "suppliers below the largest of their body, where the audit takes these alone"
    OTHER = "other", "out of scope for the reason its rule states"


class Basis(Term):
    """Where a supplier's postcode came from, strongest first."""

    DECISION = "decision", "a person decided it"
    SPEND_FILE = "spend file", "written beside the payment"
    SUPPLIER_REGISTER = "supplier register", "the body's own list of suppliers"
    COMPANY_REGISTER = "company register", "the registered office"
    NONE = "none", "no postcode is known"


class Precision(Term):
    """How finely a supplier could be placed."""

    UNIT = "unit", "by its full postcode"
    SECTOR = "sector", "by a postcode sector that lies in one authority"
    DISTRICT = "district", "by a postcode district that lies in one authority"
    COUNTRY = "country", "outside Great Britain and Northern Ireland"
    NONE = "none", "not placed"


class RegisteredAs(Term):
    """What a register says that a supplier is."""

    COMPANY = "company", "a company with shares"
    GUARANTEE = "company by guarantee", "a company limited by guarantee: often, not always, not for profit"
    CIC = "community interest company", "a company whose assets are locked for the community"
    CHARITY = "charity", "a charitable incorporated organisation, or on a register of charities"
    MUTUAL = "co-operative or mutual", "a registered society, or in the open data on co-operatives"
    PARTNERSHIP = "partnership", "a limited partnership or limited liability partnership"
    OVERSEAS = "overseas", "a company or entity of another country"
    OTHER = "other", "registered in another form"
    UNKNOWN = "", "not said, or the supplier was not found in a register"


class Size(Term):
    """A band of size, from the category of the accounts last filed: what a company claims to be, no count of staff or turnover."""

    MICRO = "micro", "filed as a micro-entity"
    SMALL = "small", "filed under an exemption of small companies"
    MEDIUM = "medium", "filed as a medium-sized company"
    LARGE = "large or group", "filed full or group accounts: claims no exemption, which small companies may choose too"
    SUBSIDIARY = "subsidiary", "filed under the exemption of a subsidiary that its parent guarantees"
    DORMANT = "dormant", "filed as dormant"
    UNKNOWN = "", "no accounts filed, or not said, or the supplier was not found in a register"


class Method(Term):
    """How two ways of writing a supplier were found to be one."""

    DECISION = "decision", "a person decided it"
    NUMBER = "number", "both are written with one company, charity or VAT number"
    REFERENCE = "reference", "the body pays both under one reference of its own, and the names are alike"
    EXACT = "exact", "the same name once case, punctuation and legal form are set aside"
    LIKENESS = "likeness", "names alike beyond the joining threshold, with nothing against"
    OWN_NAME = "own name", "written just as the supplier is named here"


class Order(Term):
    """In which order a what-if draws on the spend that may move."""

    PROPORTIONAL = "proportional", "the same part of every cell that may move"
    LARGEST = "largest", "supplier by supplier, the one with most that may move first"
    SOONEST = "soonest", "what is free already first, then what locks release, in the order of their dates"
    HEADING = "heading", "heading by heading, the one with most that may move first"
    CATEGORY = "category", "the same by the bodies' own categories"


class ContractDate(Term):
    """Which date of a contract sets its spend free, where its register gives both."""

    END = "end", "when it ends; without an end, when it is to be reviewed"
    REVIEW = "review", "when it is to be reviewed; without a review, or when that was before the period closed, when it ends"


class Kind(Term):
    """What kind of payee a supplier is, as its name and its number say."""

    COMPANY = "company", "a firm, by its legal form, its company number or the words of its trade"
    CHARITY = "charity", "a charity or another body not run for profit, such as a housing association or a church"
    CIC = "community interest company", "a company that works for a community and whose assets are locked"
    COOPERATIVE = "co-operative or mutual", "owned by its members: a co-operative, credit union, building society or the like"
    PUBLIC_BODY = "public body", "a council, an NHS body, police, fire, a department or agency of government"
    SCHOOL = "school", "a school, academy trust, college or university"
    TAX = "tax authority", "collects taxes and national insurance"
    PENSION = "pension fund", "holds or pays pensions"
    INDIVIDUAL = "individual", "a private person: Mr, Mrs, Miss or an estate stands in the name, and no trade; masked in reports"
    SOLE_TRADER = "sole trader or individual", "a person's name: a trader or a private person; counted, flagged, and masked in reports"
    REDACTED = "redacted", "the body withholds the name; masked in reports"
    UNKNOWN = "unknown", "nothing in its name says"
