"""The year 2016-17."""

from __future__ import annotations

from datetime import date, datetime

from making.year import Year

from later.cast import DECISIONS, PAYEES, POSTCODES, STAYING
from later.plan import plan, targets

SECOND = Year(
    seed="preston-2017",
    start=date(2016, 4, 1),
    extracted=datetime(2017, 5, 16, 10, 15),
    files={
        "City Council": "spend/city-council-top-300-2016-17.xlsx",
        "County Council": "spend/county-council-2016-17.csv",
        "Constabulary": "spend/constabulary_payments_1617.csv",
        "Housing Association": "spend/housing-association-contractors.xlsx",
        "Further Education College": "spend/fe-college-payments-2016-17.csv",
        "Sixth-form College": "spend/sixth-form-college-suppliers.csv",
    },
    register="spend/fe-college-supplier-register.csv",
    plan=plan(),
    targets=targets(),
    cast=STAYING,
    payees=PAYEES,
    supplier_decisions=DECISIONS,
    postcode_decisions=POSTCODES,
    signed=("audit lead", "2017-06-05"),
    local_target=25,
)
