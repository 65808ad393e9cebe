"""The firms with a part to play in 2016-17: those of four years before whose contracts still run, and what people decided about names."""

from __future__ import annotations

from dataclasses import replace

from making.cast import CAST, OUT_OF_SCOPE, POSTCODE_DECISIONS, SUPPLIER_DECISIONS

ENDED = {
    "Greenhollow Resource Recovery",  # the county ended the waste PFI in 2014 and lets the plants' running itself
    "Tarnbrook Highways Term Maintenance",  # ran until March 2016, then let in lots
    "Vantage Fleet Rental",  # ran until September 2014
    "Stannergate Heating Renewals",  # ran until December 2014
    "Clydebeck Window Systems",
    "Brackenfirth Power",
    "Ardenlea Underwriting",
    "Custodian Record Networks",
}
MOVED = {"Alderfold Facilities Management": "local", "Larchbeck Coach Hire": "local"}  # opened a depot in Preston
STAYING = tuple(replace(part, home=MOVED.get(part.base, part.home)) for part in CAST if part.base not in ENDED)

_PENCE = (
    402_118_340, 301_772_915, 38_006_127, 561_204_877, 539_880_412, 125_000_000, 121_940_000, 208_350_000, 398_427_519, 224_016_308,
    112_449_063, 88_200_000, 84_905_731, 20_514_250, 11_806_400,
)  # fmt: skip
PAYEES = tuple(replace(payee, amount=pence) for payee, pence in zip(OUT_OF_SCOPE, _PENCE, strict=True))

_WHY = {
    "Pellbank Office Services": "Renamed in August 2012; the Constabulary's record still has the old name.",
    "N.FIELD CONSTRUCTION": "Decided in 2013; nothing has changed since.",
}
DECISIONS = tuple((name, verdict, other, _WHY.get(name, why)) for name, verdict, other, why in SUPPLIER_DECISIONS)
POSTCODES = POSTCODE_DECISIONS
