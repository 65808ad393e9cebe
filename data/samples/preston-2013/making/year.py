"""What makes one year's sample differ from another's: its dates, its files, its plan and its cast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from making import cast, plan
from making.cast import Part, Payee
from making.plan import Target


@dataclass(frozen=True)
class Year:
    """One year's sample; `local_target` is what its first scenario asks for, in percent."""

    seed: str
    start: date
    extracted: datetime
    files: Mapping[str, str]
    register: str
    plan: Mapping[str, str]
    targets: Mapping[str, Target]
    cast: tuple[Part, ...]
    payees: tuple[Payee, ...]
    supplier_decisions: tuple[tuple[str, str, str, str], ...]
    postcode_decisions: tuple[tuple[str, str], ...]
    signed: tuple[str, str]
    local_target: int

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.start.year + 1, 3, 31)


FIRST = Year(
    seed="preston-2013",
    start=date(2012, 4, 1),
    extracted=datetime(2013, 5, 14, 9, 30),
    files={
        "City Council": "spend/city-council-top-300-2012-13.xlsx",
        "County Council": "spend/county-council-2012-13.csv",
        "Constabulary": "spend/constabulary_payments_1213.csv",
        "Housing Association": "spend/housing-association-contractors.xlsx",
        "Further Education College": "spend/fe-college-payments-2012-13.csv",
        "Sixth-form College": "spend/sixth-form-college-suppliers.csv",
    },
    register="spend/fe-college-supplier-register.csv",
    plan=plan.PLAN,
    targets=plan.targets(),
    cast=cast.CAST,
    payees=cast.OUT_OF_SCOPE,
    supplier_decisions=cast.SUPPLIER_DECISIONS,
    postcode_decisions=cast.POSTCODE_DECISIONS,
    signed=("audit lead", "2013-06-03"),
    local_target=10,
)
