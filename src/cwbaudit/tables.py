"""Every table and every column, declared once: schema, checks, data package and reference docs derive from here."""

from __future__ import annotations

from cwbaudit.table import Column, Table
from cwbaudit.terms import Basis, Exclusion, Ground, HeadingSource, Influence, Locality, Method, Precision, RegisteredAs, Scope, Size, Term
from cwbaudit.terms import Kind as PayeeKind


def _text(name: str, meaning: str, *, optional: bool = False, one_of: type[Term] | None = None) -> Column:
    return Column(name, "text", meaning, optional, one_of)


_AMOUNT = Column("amount", "money", "pounds and pence; a credit is negative")
_LINES = Column("lines", "count", "how many source lines the amount is the sum of")
_BODY = _text("body", "the anchor institution that spends")
_ALIAS_ID = _text("alias_id", "hash of the way the supplier is written: body, name, reference and postcode")
_SUPPLIER_ID = _text("supplier_id", "the supplier; made from its name, so it does not move when rows do")
_CATEGORY = _text("category", "what was bought, as the body names it; empty when it does not say")
_CODE = _text(
    "category_code", "its code in a classification, after the name of the scheme where the column says it; empty when none is given"
)
_HEADING = _text("heading", "the kind of purchase in the words of the shared vocabulary; unknown when nothing tells it")
_HEADING_SOURCE = _text("heading_source", "what told the heading", one_of=HeadingSource)
_CONTRACT = _text("contract_ref", "the body's reference of the contract; empty when it does not say")
_LOCALITY = _text("locality", "local, regional, leaking or unplaced", one_of=Locality)
_INFLUENCE = _text("influence", "influenceable, locked or unassessed", one_of=Influence)
_DECLARED = _text("declared_influence", "what the body itself says of influence, as written; empty when it does not say")
_SCOPE = _text("scope", "in scope or excluded", one_of=Scope)
_EXCLUSION = _text("exclusion", "why it is excluded; empty when in scope", one_of=Exclusion)
_WARD_CODE = _text("ward_code", "GSS code of its electoral ward; empty without an imported directory, or when not placed by a unit")
_WARD = _text("ward", "name of that ward, or its code where the directory does not name it")
_LOCKED_UNTIL = Column("locked_until", "date", "when a lock ends; null when not locked or without an end", optional=True)

SOURCES = Table(
    "sources",
    "file, or sheet of a workbook, that was read, and what was understood of it",
    (
        _text("source", "path from the audit's folder, with the sheet in square brackets where there are several"),
        _BODY,
        _text("path", "the file"),
        _text("sheet", "the sheet; empty for a text file"),
        _text("kind", "payments, supplier register or contracts register"),
        _text("sha256", "fingerprint of the file's bytes"),
        _text("encoding", "how the bytes are text"),
        _text("delimiter", "what parts the cells; empty for a workbook"),
        Column("header_row", "count", "1-based row of the header"),
        _text("columns", "JSON object: our column name to theirs"),
        _text("amount_basis", "net, gross or unstated: whether VAT is in the amount"),
        _text("date_format", "how dates are written; empty when there are none"),
        Column("rows_read", "count", "rows below the header that are not blank"),
        Column("blank_rows", "count", "blank rows below the header"),
        _text("why", "JSON list of sentences: what spoke for this reading, and the close calls"),
        _text("layout", "JSON object: all that is needed to read the table again in the same way"),
    ),
    key=("source",),
    order=("source",),
)

LINES = Table(
    "lines",
    "payment, or supplier total, as published",
    (
        _text("line_id", "hash of the line's content and of its turn among identical lines"),
        _text("source", "where it was read"),
        Column("row", "count", "1-based row in that file or sheet"),
        _BODY,
        Column("date", "date", "date of payment", optional=True),
        _text("supplier_name", "the supplier as written"),
        _text("supplier_ref", "the body's own reference of the supplier; empty when it does not say"),
        _text("company_number", "the supplier's company number as written; empty when it does not say"),
        _text("charity_number", "the supplier's charity number as written; empty when it does not say"),
        _text("vat_number", "the supplier's VAT number as written; empty when it does not say"),
        _text("postcode", "the supplier's postcode as written; empty when it does not say"),
        _text("postcode_basis", "where that postcode was written", one_of=Basis),
        _text("address", "the supplier's address as written, its parts parted by commas; empty when it does not say"),
        _CATEGORY,
        _CODE,
        _text("service", "the part of the body that spends; empty when it does not say"),
        _text("description", "what the body says of the payment"),
        _CONTRACT,
        _DECLARED,
        _AMOUNT,
        _LINES,
        _ALIAS_ID,
    ),
    key=("line_id",),
    order=("source", "row", "line_id"),
)

ALIASES = Table(
    "aliases",
    "distinct way a supplier is written by a body",
    (
        _ALIAS_ID,
        _BODY,
        _text("supplier_name", "the supplier as written"),
        _text("supplier_ref", "the body's reference of it"),
        _text("company_number", "its company number as written"),
        _text("charity_number", "its charity number as written"),
        _text("vat_number", "its VAT number as written"),
        _text("postcode", "its postcode as written"),
        _text("postcode_basis", "where that postcode was written", one_of=Basis),
        _text("address", "its address as written"),
        _SUPPLIER_ID,
        _text(
            "supplier",
            "the supplier's name in this audit: its most spent-on spelling, a firm's before a person's where a number joined them",
        ),
        _text("method", "how the alias was joined to the supplier", one_of=Method),
        Column("score", "number", "likeness to the supplier's other names, 0 to 100"),
        _text("decided_by", "the person who decided; empty when nobody did"),
        _text("because", "what spoke for it"),
        _text("against", "what spoke against it; empty when nothing did"),
        _AMOUNT,
        _LINES,
    ),
    key=("alias_id",),
    order=("alias_id",),
)

MATCHES = Table(
    "matches",
    "supplier that a register which the audit asks for may mean; none when it asks for none",
    (
        _SUPPLIER_ID,
        _text("register", "which register: companies, charities or cooperatives"),
        _text("matched_name", "the name of its entry"),
        _text("matched_number", "the number of its entry"),
        _text("matched_by", "decision where a person said so; number where the entry's number stands beside the supplier; else name"),
        Column("match_score", "number", "likeness of the names, 0 to 100"),
        _text("match_band", "joined; or review, where a person should look and nothing is taken from the entry"),
        _text("postcode", "the registered postcode; empty when the register gives none"),
        _text("status", "the status as the register writes it"),
        _text("registered_as", "the legal form", one_of=RegisteredAs),
        _text("sic", "up to four codes of SIC 2007, parted by spaces"),
        _text("activities", "the same with their names, as the register writes them, parted by semicolons; empty when it gives none"),
        _text("size", "band of size from the accounts last filed", one_of=Size),
        _text("also", "other entries beyond doubt that have another name or postcode; in doubt, others that it may be"),
        _text(
            "note", "who decided, when and why; else what speaks against the entry, also the status of one that is no more; empty otherwise"
        ),
    ),
    key=("supplier_id",),
    order=("supplier_id",),
)

SUPPLIERS = Table(
    "suppliers",
    "supplier",
    (
        _SUPPLIER_ID,
        _text("name", "the supplier's name in this audit"),
        _text("kind", "what kind of payee its names say it is", one_of=PayeeKind),
        _text("kind_because", "the words or the number that say so"),
        _text("company_number", "its company number, where one is stated; empty otherwise"),
        _text("charity_number", "its charity number, likewise"),
        _text("vat_number", "its VAT number, likewise"),
        _text("postcode", "its postcode in standard form; empty when none could be read"),
        _text("postcode_as_written", "the same as the source writes it"),
        _text("postcode_basis", "where the postcode came from", one_of=Basis),
        _text("address", "its address as the body or its supplier register writes it, that of the postcode first; empty when neither does"),
        _text("precision", "how finely it was placed", one_of=Precision),
        Column("easting", "number", "metres east on its national grid", optional=True),
        Column("northing", "number", "metres north on its national grid", optional=True),
        _text("authority_code", "GSS code of the local authority; empty when unplaced or outside the UK"),
        _text("authority", "name of the local authority"),
        _text("county", "county, where there is one"),
        _text("region", "English region; the nation's name elsewhere"),
        _text("nation", "England, Scotland, Wales, Northern Ireland or outside the UK; empty when unplaced"),
        _WARD_CODE,
        _WARD,
        _text(
            "lsoa_code", "the small area of the census that it lies in; empty without an imported directory, or when not placed by a unit"
        ),
        _text("country", "two letters of ISO 3166: GB, or the country outside the UK where the postcode tells it; empty when not known"),
        Column("latitude", "number", "degrees north, of suppliers outside the UK where the country's postcodes were given", optional=True),
        Column("longitude", "number", "degrees east, likewise", optional=True),
        Column("deprivation_rank", "count", "deprivation of that area within its own nation; 1 is the most deprived", optional=True),
        Column("deprivation_decile", "count", "the tenth of its own nation that it is in; 1 is the most deprived", optional=True),
        _text("note", "what was repaired, in doubt or in dispute"),
        _text("registered_number", "its number in a register that the audit asks for; empty when not matched beyond doubt"),
        _text("registered_status", "its status there, as the register writes it"),
        _text("registered_as", "its legal form there", one_of=RegisteredAs),
        _text("registered_postcode", "the postcode of its registered office, as the register writes it"),
        _text("sic", "up to four codes of SIC 2007, parted by spaces"),
        _text("activities", "the same with their names, as the register writes them, parted by semicolons; empty when it gives none"),
        _text("size", "band of size from the accounts last filed", one_of=Size),
        _AMOUNT,
        _LINES,
    ),
    key=("supplier_id",),
    order=("supplier_id",),
)

CONTRACTS = Table(
    "contracts",
    "contract in a body's register, and supplier of it",
    (
        _text("source", "where it was read"),
        Column("row", "count", "1-based row in that file or sheet"),
        _BODY,
        _text("reference", "the body's reference of the contract; empty when it does not say"),
        _text("title", "what it is called"),
        _text("buyer", "whose contract it is, as written; empty when it does not say"),
        _text("supplier_name", "with whom, as written"),
        Column("start_date", "date", "when it starts", optional=True),
        Column("end_date", "date", "when it ends", optional=True),
        Column("review_date", "date", "when it is to be reviewed", optional=True),
        Column("value", "money", "what the register says it is worth; null where it has several suppliers", optional=True),
        _text("sme", "whether the supplier is a small or medium-sized firm, as written"),
        _text("vcse", "whether it is a voluntary or community organisation, as written"),
    ),
    key=("source", "row", "supplier_name"),
    order=("source", "row", "supplier_name"),
)

BASES = Table(
    "bases",
    "supplier and basis of a postcode: where it would be by that basis alone",
    (
        _SUPPLIER_ID,
        _text("basis", "where the postcode came from", one_of=Basis),
        _text("postcode", "the postcode in standard form"),
        _text("precision", "how finely it was placed", one_of=Precision),
        Column("easting", "number", "metres east on its national grid", optional=True),
        Column("northing", "number", "metres north on its national grid", optional=True),
        _text("authority_code", "GSS code of the local authority; empty when unplaced or outside the UK"),
        _text("authority", "name of the local authority"),
        _text("nation", "England, Scotland, Wales, Northern Ireland or outside the UK; empty when unplaced"),
        _WARD_CODE,
        _WARD,
    ),
    key=("supplier_id", "basis"),
    order=("supplier_id", "basis"),
)

HEADINGS = Table(
    "headings",
    "category of a body, with a supplier",
    (
        _BODY,
        _SUPPLIER_ID,
        _CATEGORY,
        _HEADING,
        _HEADING_SOURCE,
        _text("heading_because", "the words that told it, and where they stand; or the reason of who decided"),
        _AMOUNT,
        _LINES,
    ),
    key=("body", "supplier_id", "category"),
    order=("body", "supplier_id", "category"),
)

VERDICTS = Table(
    "verdicts",
    "kind of spend: a body, a supplier, a category, a contract, a declaration",
    (
        _BODY,
        _SUPPLIER_ID,
        _CATEGORY,
        _CONTRACT,
        _DECLARED,
        _HEADING,
        _HEADING_SOURCE,
        _SCOPE,
        _EXCLUSION,
        _text("scope_rule", "the rule that decided scope"),
        _text("scope_because", "its reason"),
        _LOCALITY,
        _text("locality_rule", "the part of the place's definition that decided locality"),
        _text("locality_because", "its reason"),
        _INFLUENCE,
        _text("influence_ground", "what the verdict rests on", one_of=Ground),
        _text("influence_rule", "the rule that decided influence"),
        _text("influence_because", "its reason"),
        _LOCKED_UNTIL,
        _AMOUNT,
        _LINES,
    ),
    key=("body", "supplier_id", "category", "contract_ref", "declared_influence"),
    order=("body", "supplier_id", "category", "contract_ref", "declared_influence"),
)

SPEND = Table(
    "spend",
    "cell of the cube: every line once, by everything the reports ask about",
    (
        _BODY,
        _text("period", "year and month of payment, YYYY-MM; empty when the line has no date"),
        _CATEGORY,
        _HEADING,
        _SUPPLIER_ID,
        _SCOPE,
        _EXCLUSION,
        _LOCALITY,
        _INFLUENCE,
        _LOCKED_UNTIL,
        _AMOUNT,
        _LINES,
    ),
    key=("body", "period", "category", "heading", "supplier_id", "scope", "exclusion", "locality", "influence", "locked_until"),
    order=("body", "period", "category", "heading", "supplier_id", "scope", "exclusion", "locality", "influence", "locked_until"),
)

FINDINGS = Table(
    "findings",
    "thing wrong with the data",
    (
        _text("code", "entry of the catalogue"),
        _text("severity", "error, warning or note"),
        _text("source", "where it was read; empty when it is about a supplier or a rule"),
        Column("row", "count", "1-based row in that file or sheet", optional=True),
        _text("field", "our column name, or the key of the config"),
        _text("value", "what is written there"),
        Column("amount", "money", "pounds affected; null when not known", optional=True),
        _text("note", "what was done"),
    ),
    key=(),
    order=("code", "source", "row", "field", "value", "note"),
)

TABLES = (SOURCES, LINES, ALIASES, MATCHES, SUPPLIERS, BASES, HEADINGS, CONTRACTS, VERDICTS, SPEND, FINDINGS)
