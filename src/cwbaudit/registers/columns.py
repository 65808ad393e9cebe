"""Which column of a register or a list holds what: found by its name, never by its position."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Names without case, spaces and signs; the first of a list that a header has is taken.
NAMES = {
    "name": (
        "companyname", "registeredname", "charityname", "organisationname", "organizationname", "suppliername", "ratepayer",
        "ratepayername", "accountholder", "businessname", "tradingname", "vendorname", "name", "title", "supplier", "organisation",
        "company", "vendor", "entity",
    ),
    "number": (
        "companynumber", "registerednumber", "registeredcharitynumber", "regcharitynumber", "charitynumber", "companyregistrationnumber",
        "registrationnumber", "companyno", "companyregno", "charityno", "regnumber", "regno", "number",
    ),
    "postcode": (
        "regaddresspostcode", "registeredpostcode", "charitycontactpostcode", "postcode", "postalcode", "registeredofficepostcode",
        "contactpostcode", "propertypostcode", "addresspostcode", "zip",
    ),
    "address": (
        "registeredofficeaddress", "registeredaddress", "publicaddress", "fulladdress", "businessaddress", "propertyaddress", "address",
    ),
    "status": ("companystatus", "registeredstatus", "charityregistrationstatus", "charitystatus", "status"),
    "type": ("companycategory", "legalform", "charitytype", "companytype", "organisationtype", "type"),
    "accounts": ("accountsaccountcategory", "accountcategory"),
    "sic1": ("siccodesictext1", "siccode", "siccode1", "natureofbusiness", "sic"),
    "sic2": ("siccodesictext2", "siccode2"),
    "sic3": ("siccodesictext3", "siccode3"),
    "sic4": ("siccodesictext4", "siccode4"),
}  # fmt: skip


# Where no header is in the lists: `Trust name`, `Name of school`, `Site postcode`; not what else has a name.
_ENDS = {
    "name": re.compile(
        r"(?!.*(?:contact|person|first|last|family|sur|fore|user|file|street|road|town|city|ward|area|body|parent|director)).*name|nameof.*"
    ),
    "postcode": re.compile(".*postcode"),
}


def plain(header: str) -> str:
    """A header as it is compared: `RegAddress.PostCode` is regaddresspostcode."""
    return "".join(char for char in header.casefold() if char.isalnum())


def trading(header: Sequence[str], name: int) -> int | None:
    """Where the trading names stand, which is not where the names do; None where a header has none."""
    found = (place for place, said in enumerate(header) if plain(said) == "tradingname" and place != name)
    return next(found, None)


def places(header: Sequence[str], *, charities: bool = False) -> dict[str, int]:
    """Where each of our columns stands in this header; those it lacks are left out.

    In a register of charities a company number, which some of them have, too, is not the entry's.
    """
    if charities:
        header = ["" if plain(name).startswith("company") else name for name in header]
    stands = {name: place for place, name in reversed([*enumerate(map(plain, header))])}
    found = {ours: next((stands[name] for name in theirs if name in stands), None) for ours, theirs in NAMES.items()}
    for ours, form in _ENDS.items():
        if found[ours] is None:
            found[ours] = next((place for name, place in stands.items() if form.fullmatch(name)), None)
    return {ours: place for ours, place in found.items() if place is not None}
