"""The Report: every figure that any renderer shows, worked out once. A renderer formats; it never adds up.

Money is written in JSON as a string with two decimals, a share as a string with six. `docs/reference/report.schema.json` is
generated from these models.
"""

from cwbaudit.report.model.edition import Edition
from cwbaudit.report.model.further import Group, Quality, Rated, Start, Substitute
from cwbaudit.report.model.influence import Grounded, Quarter, Reason, Release
from cwbaudit.report.model.parts import Money, Part, Share
from cwbaudit.report.model.places import (
    Abroad,
    AuthoritySpend,
    Band,
    Branch,
    ByBasis,
    Decile,
    Definition,
    Deprivation,
    Destination,
    Matched,
    Neighbourhoods,
    Place,
    WardSpend,
)  # fmt: skip
from cwbaudit.report.model.record import Excluded, FindingCount, Ledger, Source
from cwbaudit.report.model.report import Report
from cwbaudit.report.model.scenarios import Derivation, Lock, Move, PathStep, Scenario, Sensitivity, Supposed
from cwbaudit.report.model.spend import (
    Body,
    ByInfluence,
    Category,
    Concentration,
    Heading,
    HeadingSource,
    Individuals,
    Largest,
    PayeeKind,
    Split,
    Supplier,
)

__all__ = [
    "Abroad",
    "AuthoritySpend",
    "Band",
    "Body",
    "Branch",
    "ByBasis",
    "ByInfluence",
    "Category",
    "Concentration",
    "Decile",
    "Definition",
    "Deprivation",
    "Derivation",
    "Destination",
    "Edition",
    "Excluded",
    "FindingCount",
    "Grounded",
    "Group",
    "Heading",
    "HeadingSource",
    "Individuals",
    "Largest",
    "Ledger",
    "Lock",
    "Matched",
    "Money",
    "Move",
    "Neighbourhoods",
    "Part",
    "PathStep",
    "PayeeKind",
    "Place",
    "Quality",
    "Quarter",
    "Rated",
    "Reason",
    "Release",
    "Report",
    "Scenario",
    "Sensitivity",
    "Share",
    "Source",
    "Split",
    "Start",
    "Substitute",
    "Supplier",
    "Supposed",
    "WardSpend",
]
