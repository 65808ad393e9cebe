"""One entry of a register as it is kept, worked out in SQL from the columns as published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cwbaudit import engine
from cwbaudit.read.addresses import ENDING
from cwbaudit.registers.kinds import Kind
from cwbaudit.terms import RegisteredAs, Size

if TYPE_CHECKING:
    import pyarrow as pa

RAW = ("name", "number", "postcode", "address", "status", "type", "accounts", "sic1", "sic2", "sic3", "sic4")
TRADING = "trading"
FORM = 4  # of what is kept; another form makes an index of before unreadable

_TYPES = (  # the first that the published words contain
    (RegisteredAs.CIC, ("community interest",)),
    (RegisteredAs.CHARITY, ("charitable incorporated",)),
    (RegisteredAs.MUTUAL, ("registered society", "industrial and provident", "co-operative", "cooperative")),
    (RegisteredAs.PARTNERSHIP, ("partnership", "llp")),
    (RegisteredAs.OVERSEAS, ("overseas", "uk establishment")),
    (RegisteredAs.GUARANTEE, ("guarantee", "guar/nsc", "pri/lbg")),
    (RegisteredAs.COMPANY, ("limited", "unlimited", "public", "plc")),
)
_SIZES = {
    Size.MICRO: ("MICRO ENTITY",),
    Size.SMALL: (
        "SMALL", "TOTAL EXEMPTION FULL", "TOTAL EXEMPTION SMALL", "UNAUDITED ABRIDGED", "AUDITED ABRIDGED", "PARTIAL EXEMPTION",
    ),
    Size.MEDIUM: ("MEDIUM",),
    Size.LARGE: ("FULL", "GROUP"),
    Size.SUBSIDIARY: ("AUDIT EXEMPTION SUBSIDIARY", "FILING EXEMPTION SUBSIDIARY"),
    Size.DORMANT: ("DORMANT",),
}  # fmt: skip
# A list's own `type` may mean anything: a relief, a kind of building.
_WHOLE = {Kind.CHARITIES: RegisteredAs.CHARITY, Kind.COOPERATIVES: RegisteredAs.MUTUAL, Kind.LIST: RegisteredAs.UNKNOWN}

# As the registers write it: dissolved, converted-closed, Removed, Dead; not Active - Proposal to Strike off, nor Liquidation.
_GONE = re.compile(
    r"(?:removed|dissolved|converted|closed|dead|deregistered|de-registered|ceased|cancelled|struck off)\b.*", re.IGNORECASE | re.DOTALL
)
_NAMED = r"^\s*(UKSIC07-)?([0-9]{5})[ -]+([^0-9\s-].*)$"  # 41100 - Development of building projects

# Codes of four digits are of the classification before 2007, where they mean something else; those of UKSIC07- are not.
_ENTRY = """
select trim(name) as name, upper(replace(number, ' ', '')) as number,
       coalesce(nullif(upper(trim(postcode)), ''), regexp_extract(upper(address), {ending}, 1)) as postcode, trim(status) as status,
       {type} as type, {size} as size,
       array_to_string(list_transform(
           regexp_extract_all(concat_ws(' ', sic1, sic2, sic3, sic4), 'UKSIC07-[0-9]{{2,5}}|\\b[0-9]{{5}}\\b')[1:4],
           lambda code: replace(code, 'UKSIC07-', '')
       ), ' ') as sic,
       array_to_string(list_transform(
           list_filter([sic1, sic2, sic3, sic4], lambda said: regexp_matches(said, {named})),
           lambda said: regexp_replace(trim(said), {named}, '\\2 \\3')
       ), '; ') as activities
from raw where trim(name) <> ''
"""


def gone(status: str) -> str:
    """The status of an entry that is no more; nothing where it is live, or where the register says nothing of it."""
    return status if _GONE.match(status) else ""


def kept(raw: pa.Table, kind: Kind) -> pa.Table:
    """The rows of `raw` that have a name, as they are kept; a column that the register lacks is empty."""
    import pyarrow as pa

    blank = pa.array([""] * raw.num_rows, pa.string())
    whole = pa.table({name: raw[name] if name in raw.column_names else blank for name in RAW})
    patterns = {"ending": engine.quoted(ENDING), "named": engine.quoted(_NAMED)}
    return engine.sql(_ENTRY.format(type=_type(kind), size=_size(), **patterns), raw=whole).arrow()


def trading(raw: pa.Table, kind: Kind) -> pa.Table:
    """The same rows under their trading names, those that have another than their name: one entry, found by either."""
    import pyarrow.compute as pc

    known, other = (pc.utf8_lower(pc.utf8_trim_whitespace(raw[name])) for name in ("name", TRADING))
    rows = raw.filter(pc.and_(pc.not_equal(known, other), pc.not_equal(known, "")))  # without a trading name, kept drops it
    return kept(rows.drop_columns(["name"]).rename_columns({TRADING: "name"}), kind)


def _type(kind: Kind) -> str:
    if kind in _WHOLE:
        return engine.quoted(_WHOLE[kind].value)
    cases = [
        f"when {' or '.join(f'contains(lower(type), {engine.quoted(word)})' for word in words)} then {engine.quoted(term.value)}"
        for term, words in _TYPES
    ]
    return f"case when trim(type) = '' then '' {' '.join(cases)} else 'other' end"


def _size() -> str:
    cases = [
        f"when upper(trim(accounts)) in ({', '.join(map(engine.quoted, words))}) then '{size.value}'" for size, words in _SIZES.items()
    ]
    return f"case {' '.join(cases)} else '' end"
