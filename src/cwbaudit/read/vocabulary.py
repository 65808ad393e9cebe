"""What a header's words say a column is: the names that public bodies really use, and the words that settle the rest.

Names come from 4,767 published spend tables (461 distinct header rows), with their typing errors; a name that was never seen is
judged by its words. A score is between 0 and 1: 1 is a name that means one thing everywhere, 0.3 is a name of last resort.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

_STRENGTH = {"sure": 1.0, "likely": 0.8, "perhaps": 0.55, "last": 0.35}

# Words that make a name of the first group into something else: `supplier type` is no supplier.
_NOT_A_NAME = re.compile(
    r"\b(?:type|id|number|no|num|ref|reference|code|post|postcode|category|address|vat|group|country|region|town|sme|date|count|status|site|identifier|uri|url|email|phone|website)\b"
)
_PARTY = re.compile(r"\b(?:supplier|vendor|seller|payee|beneficiary|creditor|merchant|recipient|contractor|cyflenwr|buddiolwr)\b")
_MONEY = re.compile(
    r"\b(?:amount|amt|value|spend|expenditure|outlay|pounds|paid|payments?|cost|total|sum|gbp"
    r"|net|nett|gross|actuals?|invoiced|ytd|swm|(?:money|cash) out"
    r"|gwerth|gwariant)\b"
)
_NOT_MONEY = re.compile(
    r"\b(?:date|day|type|code|category|description|area|account|number|no|ref|reference|document|voucher|method|mode|run|name|period|narrative|class|reason|count|id|"
    r"percent|status|centre|applied|requested|sought|purpose|rateable|reliefs?|vat registration|key|group|detail|unit|month|year|"
    r"level [a-z]|(?:paid|money|cash) in$)\b"
)
# What is agreed, or was paid before as well, is not what was paid now; it is read where no column says that.
_NOT_YET = re.compile(
    r"\b(?:contract(?:ed)?|award(?:ed)?|budget(?:ed)?|estimated?|forecast|orders?|ordered|po|committed|commitment|approved|agreed"
    r"|balance|outstanding|remaining|prior|previous|last)\b"
)
_UNTIL_NOW = re.compile(r" to date$")
_BEFORE_AS_WELL, _TO_DATE = re.compile(r"\b(?:to date|cumulative|ytd|running|since)\b"), 0.45  # it was paid, which is more than agreed
# A share of the whole has the words of a sum, and is none: `% of spend`, but not `Net of 20% VAT`.
_OF_SUMS = ("amount", "credit", "vat")
_SHARE = re.compile(r"(?<!\d)(?<!\d )%|\b(?:percent(?:age)?s?|pct|proportions?)\b|\bshares? of\b", re.IGNORECASE)
# Where the goods went or the work was done: mostly the body's own place, which tells nothing of where the supplier is.
_ELSEWHERE = re.compile(
    r"\b(?:property|premises|deliver(?:y|ed)(?: to)?|ship to|site|establishment|school|location|works?|project|job|asset|depot|customer"
    r"|client|scheme|tenant|our)\b.*\b(?:post ?code|postal code|p ?code)\b"
)
_PAID = r"\b(?:paid|pay|payment|clear(?:ed|ing)|settle(?:d|ment)|remitt(?:ed|ance)|bacs|cheque|process(?:ed|ing)|spend|spent|transaction)\b"
_BILLED = r"\b(?:invoiced?|document|tax point|due|order(?:ed)?|received|raised)\b"
_PUBLISHED = r"\b(?:published?|publication|extract(?:ed)?|report|printed|created|download(?:ed)?|refresh(?:ed)?)\b"
_WHOM = re.compile(
    r"\b(?:paid|payable|payments?(?: made)?) to\b|\bwho(?:m)?(?: was| we)? paid\b|\bpaid (?:company|organisation|firm|business|body)\b"
    r"|\b(?:company|organisation|firm|business)(?: name)? paid\b|\b(?:company|business|trading) name\b|\bprovider of\b|\bwhere spent\b"
    r"|\bpurchased from\b"
    r"|\b(?:supplier|vendor|payee|creditor)s? (?:s )?(?:\w+ )?name\b|\bname of (?:the )?(?:supplier|vendor|payee|creditor)\b"
)
_KIND = r"\b(?:type|desc(?:ription)?|name|group|heading|category|classification|level 0)\b"
_BOUGHT = (
    r"\b(?:expense|expenditure|account|g ?l|subj(?:ective)?|nominal|ledger|detail(?:ed)? code|cost (?:element|type)|spend|purchase"
    r"|procurement|analysis|goods|merchant|mcc|commodity)\b"
)
_WORD_RULES: tuple[tuple[str, float, re.Pattern[str], re.Pattern[str] | None], ...] = (
    ("vat_number", 0.8, re.compile(r"\bvat\b.*\b(?:reg|registration|number|no)\b"), None),
    ("company_number", 0.8, re.compile(r"\b(?:company|companies house)\b.*\b(?:number|no|reg|registration)\b"), None),
    ("charity_number", 0.8, re.compile(r"\bcharity\b"), None),
    ("other_postcode", 0.8, _ELSEWHERE, re.compile(rf"{_PARTY.pattern}|\b(?:invoice|registered)\b")),
    ("postcode", 0.8, re.compile(r"\bpost ?code\b|\bpostal code\b|\bp ?code\b"), None),
    ("supplier_name", 0.75, _WHOM, re.compile(r"\b(?:type|category|group|address|date|amount|value|status|sme)\b")),
    ("supplier_type", 0.7, re.compile(r"\b(?:sme|vcse)\b|(?:supplier|vendor|creditor|payee) type\b"), None),
    (
        "supplier_ref",
        0.7,
        re.compile(r"\b(?:supplier|vendor|creditor|payee|beneficiary|recipient)\b.*\b(?:id|identifier|number|no|num|ref|reference|code)\b"),
        re.compile(r"\b(?:country|location|region|type|category|group)\b"),
    ),
    (
        "address",
        0.6,
        re.compile(r"\b(?:address|addr\d?|street)\b"),
        re.compile(r"\b(?:e ?mail|web|website|url|ip|property|premises|delivery|works?|project)\b|^site\b"),
    ),
    ("supplier_name", 0.75, _PARTY, _NOT_A_NAME),
    ("contract_ref", 0.7, re.compile(r"\b(?:contract|purchase order|po)\b.*\b(?:number|no|ref|reference|id|title)\b"), None),
    (
        "vat",
        0.7,
        re.compile(r"\b(?:irrecoverable|recoverable|recovered|input|output) vat\b|^(?:vat|tax)\b"),
        re.compile(r"\b(?:net|gross|amount inc|excl|incl|exclusive|inclusive|excluded|included|point|code)\b"),
    ),
    ("date", 0.3, re.compile(rf"{_PUBLISHED}.*\bdate\b|\bdate\b.*{_PUBLISHED}"), re.compile(_PAID)),
    ("date", 0.5, re.compile(rf"{_BILLED}.*\bdate\b|\bdate\b.*{_BILLED}"), re.compile(rf"{_PAID}|\bto date\b")),
    ("date", 0.85, re.compile(rf"{_PAID}.*\bdate\b|\bdate\b.*{_PAID}"), re.compile(r"\b(?:due|received|start|end|terms?|to date)\b")),
    (
        "date",
        0.65,
        re.compile(r"\b(?:date|day|dyddiad|datum)\b|\b(?:paid|posted|cleared|settled) on\b|\bw [ec]\b|\bweek (?:ending|commencing)\b"),
        re.compile(r"\b(?:up|to date|of birth|start|end|expiry|review)\b"),
    ),
    (
        "amount",
        0.6,
        re.compile(
            r"\b(?:paid|spent|spend|payments?|amount|value|cost) (?:in|during|this)(?: the)?(?: financial)? (?:year|month|quarter|period)\b"
        ),
        None,
    ),
    ("amount", 0.6, _MONEY, _NOT_MONEY),
    (
        "transaction_ref",
        0.6,
        re.compile(r"\b(?:transaction|trans|invoice|document|doc|voucher|payment|cheque)\b.*\b(?:no|num|number|ref|reference|id)\b"),
        None,
    ),
    (
        "category",
        0.55,
        re.compile(rf"{_BOUGHT}.*{_KIND}|\btype of (?:spend|goods|expen\w+)\b|\bwhat (?:was|we) bought\b|\btaxonomy\b"),
        None,
    ),
    ("category", 0.5, re.compile(r"\b(?:category|expense type|expenditure type|classification|commodity|subjective|proclass|cpv)\b"), None),
    (
        "service",
        0.5,
        re.compile(
            r"\b(?:directorate|service|(?:cost|c) centre|expense area|division|department|care group|faculty|org(?:anisational)? unit"
            r"|(?:business|service|unit) (?:unit|area|name)|(?:budget|spending|head of service) area)\b|^(?:function|area|group)$"
        ),
        re.compile(r"\b(?:manager|holder|officer|owner|approver|user)\b"),
    ),
    ("description", 0.5, re.compile(r"\b(?:description|narrative|purpose|details)\b"), None),
    (
        "supplier_name",
        0.45,
        re.compile(r"^(?:full )?name\b"),
        re.compile(r"\b(?:of|budget|account|cost|service|department|directorate|file|project|scheme|area|body|officer|contact|holder)\b"),
    ),
    ("publisher", 0.5, re.compile(r"\b(?:organisation|authority|body|council|entity)\b"), None),
)
_DIGIT, _DIGITS = re.compile("[0-9]"), str.maketrans("123456789", "000000000")
_POUND = ("£", "\u00c2£", "\ufffd")
_SHORT = {
    "amt": "amount", "amnt": "amount", "val": "value", "desc": "description", "descr": "description", "dept": "department",
    "inv": "invoice",
    "supp": "supplier", "vend": "vendor", "dt": "date", "doc": "document",
    "nm": "name", "cd": "code", "vchr": "voucher", "txn": "transaction", "trx": "transaction", "cc": "cost centre",
    "exp": "expense", "cat": "category", "pymt": "payment",
}  # fmt: skip
_TURN = re.compile(r" \([2-9]\)$")  # as `header.unique` names the second of one name: it means what the first does
_APART, _FIRST_NUMBER = re.compile("[^a-z0-9]+"), re.compile("^[0-9]+ (?=[a-z])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NET = re.compile(
    r"\bnett?(?:amount|value|total)?\b|\bvat exclu\w+\b|\b(?:before|pre) vat\b|\bgoods (?:value|amount)\b"
    r"|\bex(?:c|cl|cluding|cludes)? (?:of )?vat\b|\bexvat\b|\bnet of vat\b|\bless vat\b|\bwithout vat\b"
    r"|\bexclusive of vat\b|\bexcl?$|\bexcl? (?:btw|tva|mwst)\b"
)
_GROSS = re.compile(
    r"\bgross(?:amount|value|total)?\b|\bvat inclu\w+\b"
    r"|\binc(?:l|luding|ludes|lusive)?(?: of)? vat\b|\bincvat\b|\bwith vat\b|\bplus vat\b|\bincl?$|\bincl? (?:btw|tva|mwst)\b"
)

_THOUSANDS = re.compile(r"(?:£|gbp|\()\s?['\u2019]?000|\b000['\u2019]?s\b|['\u2019]000|£\s?k\b|\bthousands?\b")
_CURRENCY = re.compile(r"€|\$|\b(?:EUR|USD|CHF|AUD|CAD|euros?|dollars?)\b", re.IGNORECASE)
_MILLIONS = re.compile(r"£\s?mn?\b|\bmillions?\b")


@cache
def _known() -> dict[str, dict[str, float]]:
    """Every known name: role to likelihood. Roles beyond config.COLUMNS are known so that they are not mistaken for others."""
    text = resources.files("cwbaudit").joinpath("data/columns.toml").read_text(encoding="utf-8")
    known: dict[str, dict[str, float]] = {}
    for role, levels in tomllib.loads(text).items():
        for level, names in levels.items():
            for name in names:
                known.setdefault(name, {})[role] = _STRENGTH[level]
    return known


@cache
def _of_length() -> dict[int, list[str]]:
    """The known names by their length: a slip or two away there are few."""
    found: dict[int, list[str]] = {}
    for name in _known():
        found.setdefault(len(name), []).append(name)
    return found


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """A header in the form that is compared: `8 Net_Amount (£)` and `NetAmount` are both `net amount`."""
    text = header if header.isupper() else _CAMEL.sub(" ", header)
    return _FIRST_NUMBER.sub("", _APART.sub(" ", text.casefold()).strip())


@lru_cache(maxsize=4096)
def roles(header: str) -> dict[str, float]:
    """What the header may mean: role to likelihood; empty for a header that says nothing."""
    name = plain(_TURN.sub("", header))
    if not name and header.strip(" ()[]") in _POUND:
        return {"amount": _STRENGTH["likely"]}
    if name in ("k", "m", "mn") and "£" in header:
        return {"amount": _STRENGTH["perhaps"]}
    if not name or len(name) > 90:
        return {}
    full = " ".join(_SHORT.get(word, word) for word in name.split())
    known = _known().get(name) or _known().get(name.replace(" ", "")) or _known().get(full)
    found = known or _mistyped(name) or _by_words(full.translate(_DIGITS))
    return {role: said for role, said in found.items() if role not in _OF_SUMS} if is_share(header) else found


def is_share(header: str) -> bool:
    """Whether the header is of parts of a hundred, or of one, and not of sums."""
    return bool(_SHARE.search(header))


def _mistyped(name: str) -> dict[str, float]:
    """The meaning of a known name one slip away: Suppkuer, Entuty, Directotate. Short names are not stretched."""
    if not 6 <= len(name) <= 40 or _DIGIT.search(name):
        return {}
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    allowed = 1 if len(name) < 8 else 2
    of_like_length = [known for length in range(len(name) - allowed, len(name) + allowed + 1) for known in _of_length().get(length, ())]
    near = process.extractOne(name, of_like_length, scorer=DamerauLevenshtein.distance, score_cutoff=allowed)
    if near is None or near[0][0] != name[0] or not _word_by_word(near[0], name):
        return {}
    return {role: round(score * 0.9, 3) for role, score in _known()[near[0]].items()}


def _word_by_word(known: str, name: str) -> bool:
    """Whether no single word had to become another: `paid` is no slip of `id`. Words run together are compared as a whole."""
    from rapidfuzz.distance import DamerauLevenshtein

    pairs = list(zip(known.split(), name.split(), strict=False))
    whole = len(known.split()) != len(name.split())
    return whole or all(3 * DamerauLevenshtein.distance(a, b) <= max(len(a), len(b)) for a, b in pairs)


@lru_cache(maxsize=4096)
def _by_words(name: str) -> dict[str, float]:
    """The meaning by single words; none has a digit, so that one is as good as another."""
    for role, score, having, unless in _WORD_RULES:
        if having.search(name) and not (unless and unless.search(_UNTIL_NOW.sub("", name) if role == "amount" else name)):
            if role == "amount" and _NOT_YET.search(name):
                return {role: _STRENGTH["last"]}
            if role == "amount" and _BEFORE_AS_WELL.search(name):
                return {role: _TO_DATE}
            return {role: 0.85 if role == "amount" and basis(name) == "net" else score}
    return {}


def basis(header: str) -> str:
    """Whether the header says that VAT is out of the amount (`net`), in it (`gross`), or nothing (`unstated`)."""
    name = plain(header)
    if _NET.search(name):
        return "net"
    return "gross" if _GROSS.search(name) else "unstated"


def says_debit(header: str) -> bool:
    """Whether the header says that the column holds the debits of sums that are parted into debits and credits."""
    return bool(re.search(r"\b(?:debits?|dr)\b", plain(header)))


def unit(header: str) -> tuple[str, int, int]:
    """In what sums under the header are, by how much they are to be multiplied, and divided: `Spend £000` is in thousands."""
    text = header.casefold()
    found = (
        ("thousands", 1000, 1) if _THOUSANDS.search(text) else ("millions", 1_000_000, 1) if _MILLIONS.search(text) else ("pounds", 1, 1)
    )
    return ("pence", 1, 100) if re.search(r"\bpence\b", plain(header)) or "(p)" in text else found


def other_currency(header: str) -> str:
    """The currency that the header names, where it is not the pound; empty otherwise."""
    found = _CURRENCY.search(header)
    return found[0].strip() if found and not re.search(r"£|\bGBP\b|sterling", header, re.IGNORECASE) else ""


def header_likeness(cells: list[str]) -> float:
    """How much a row reads as a header of a spend table: the sum of its distinct roles' likelihoods; 0 for a row of values."""
    best: dict[str, float] = {}
    for cell in cells:
        for role, score in roles(cell).items() if cell else ():
            best[role] = max(best.get(role, 0.0), score)
    return round(sum(best.values()), 3)
