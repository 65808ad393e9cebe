"""The kinds of register, and how each is known by its header."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from cwbaudit.errors import SourceError
from cwbaudit.registers.columns import places, plain


class Kind(StrEnum):
    """One register of each kind is kept."""

    COMPANIES = "companies"
    CHARITIES = "charities"
    COOPERATIVES = "cooperatives"
    LIST = "list"


PUBLISHED = {
    Kind.COMPANIES: "the Free Company Data Product of Companies House (BasicCompanyData), as a zip or CSV",
    Kind.CHARITIES: "the extract of a charity register with names and registered numbers, as a zip, CSV, text or JSON file",
    Kind.COOPERATIVES: "the organisations file of the Co-operatives UK open data, as CSV",
    Kind.LIST: "a CSV file or a workbook with a column of names, such as a list of business rates or a directory of local firms",
}
_NEEDED = {
    Kind.COMPANIES: ("name", "number", "status", "type"),
    Kind.CHARITIES: ("name", "number"),
    Kind.COOPERATIVES: ("name", "number"),
    Kind.LIST: ("name",),
}


def kind_of(header: Sequence[str], wanted: Kind | None, where: str) -> Kind:
    """The kind that this header is of, or `wanted` where the header can be that; SourceError that names what it lacks, or what it is."""
    known = _known(header)
    kind = wanted or known
    if known is not kind and Kind.LIST not in (known, kind):
        what = f"Its columns are those of a register of {known}, not of {kind}."
        raise SourceError(what, where=f"{where}: {', '.join(header)[:300]}", fix=f"Leave --kind out, or import {PUBLISHED[kind]}.")
    missing = [name for name in _NEEDED[kind] if name not in places(header, charities=kind is Kind.CHARITIES)]
    if missing:
        what = f"It has no column for: {', '.join(missing)}."
        fix = "Call its column of names `name`." if kind is Kind.LIST and any(header) else f"Import {PUBLISHED[kind]}."
        raise SourceError(what, where=f"{where}: {', '.join(header)[:300]}", fix=fix)
    return kind


def _known(header: Sequence[str]) -> Kind:
    names = {plain(name) for name in header}
    if "cukorganisationid" in names and "registerednumber" in names:
        return Kind.COOPERATIVES
    if "companynumber" in names and names & {"companycategory", "companytype", "companystatus"}:
        return Kind.COMPANIES
    charities = names & {"registeredcharitynumber", "charityname"} and "number" in places(header, charities=True)
    return Kind.CHARITIES if charities else Kind.LIST
