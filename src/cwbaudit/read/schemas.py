"""The schemas of the Local Government Association for spend and for contracts, told by the names of their fields."""

from __future__ import annotations

from collections.abc import Sequence

SPEND = "LGA Spend"  # its amounts are net, its dates DD/MM/YYYY
_SPEND = """
    organisationlabel organisationuri organisationalunit servicecategorylabel servicecategoryuri beneficiaryname beneficiaryotherid
    companieshouseregistrationnumber charitycommissionnumber vcsegrant paymentdate transactionnumber amount irrecoverablevatamount
    purpose categoryinternalname cpvlabel cpvcode proclasslabel proclasscode cardtransaction contractref
"""
_CONTRACTS = """
    contractreference opencontractingid contracttitle contracttype organisationalunit description cpvcode proclasscode startdate
    enddate reviewdate lastextensiondate contractvalue fixedcost suppliername companieshouseregistrationnumber charitycommissionnumber
    othersupplierid smesupplier vcsesupplier vcsesuppliertype processtype areaserveduri
"""
# What a table of the schema cannot be without, and how much of it must be of the schema.
_SCHEMAS = (
    (SPEND, frozenset(_SPEND.split()), frozenset({"beneficiaryname", "paymentdate", "amount"})),
    ("LGA Contracts", frozenset(_CONTRACTS.split()), frozenset({"contractreference", "suppliername", "enddate"})),
)
_FEWEST, _MOSTLY = 5, 0.6


def schema(names: Sequence[str]) -> tuple[str, str]:
    """The name of the schema that these columns follow, and how many of them are fields of it; empty when they follow none."""
    filled = ["".join(name.casefold().replace("_", "").split()) for name in names if not name.startswith("column ")]
    for name, fields, needed in _SCHEMAS:
        count = len(fields.intersection(filled))
        if needed <= set(filled) and count >= max(_FEWEST, _MOSTLY * len(filled)):
            return name, f"{count} of its {len(filled)} columns are fields of the {name} schema"
    return "", ""
