"""Lists of contracts as they are kept by hand: what contracts are worth is never counted as what was paid."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import sql
from cwbaudit.errors import SourceError
from cwbaudit.read import check
from cwbaudit.read.contracts import contracts
from cwbaudit.read.survey import survey
from tests.unit.test_read_supplier_totals import NAMES, PAID, book, columns

STARTS, ENDS = ["01/04/2022"] * 8, ["31/03/2027"] * 8
WORTH: dict[str, list[list[Any]]] = {
    "an end alone, of annual values": columns(["Supplier", "Contract title", "Annual value", "Expiry date"], NAMES, NAMES, PAID, ENDS),
    "start and finish": columns(["Contract Ref", "Contractor", "Start", "Finish", "Value (£)"], [*range(8)], NAMES, STARTS, ENDS, PAID),
    "both days in one cell": columns(
        ["Title", "Supplier", "Contract period", "Total contract value"], NAMES, NAMES, ["01/04/2022 - 31/03/2027"] * 8, PAID
    ),
    "both days in words": columns(
        ["Contract", "Awarded to", "Contract period", "Value p.a."], NAMES, NAMES, ["1 April 2022 to 31 March 2027"] * 8, PAID
    ),
    "commencement and expiry": columns(["Contract", "Supplier", "Commencement", "Expires", "Est. annual value"], NAMES, NAMES, STARTS, ENDS, PAID),
}  # fmt: skip


@pytest.mark.parametrize("what", WORTH)
def test_what_contracts_are_worth_is_no_payment(what: str, tmp_path: Path) -> None:
    path = book(tmp_path, {"Register": WORTH[what]})
    (found,) = check([path])
    assert (found["kind"], found["entries"], found["rows"]) == ("contracts register", 8, 0)
    file = SourceFile(path=path, label=path.name)
    with pytest.raises(SourceError, match="lists contracts and what they are worth, not payments"):
        survey((SourceConfig(body="Us", files=(file,)),))
    sources = (SourceConfig(body="Us", files=(_paid(tmp_path),), contracts=(file,)),)
    rows, _ = contracts(sources, survey(sources))
    assert set(sql("select end_date from c", c=rows).rows()) == {(date(2027, 3, 31),)}
    ours = {"supplier_name": WORTH[what][0][1], "amount": WORTH[what][0][4 if len(WORTH[what][0]) > 4 else 2]}
    assert len(sql("select * from s", s=survey((SourceConfig(body="Us", files=(file,), columns=ours),))).rows()) == 1, "as the user says"


def test_spend_beside_the_dates_of_contracts_is_spend(tmp_path: Path) -> None:
    for header in ("Spend 2024/25", "Paid in year", "Actual spend"):
        rows = columns(["Supplier", header, "Contract ref", "Contract start", "Contract end date"], NAMES, PAID, [*range(8)], STARTS, ENDS)
        (found,) = check([book(tmp_path, {"Top 8": rows})])
        assert (found["kind"], found["total"], found["columns"].get("date")) == ("supplier totals", "16000.00", None)


def test_a_sheet_of_contracts_beside_the_spend_is_not_counted(tmp_path: Path) -> None:
    path = book(tmp_path, {"Spend": columns(["Supplier", "Spend"], NAMES, PAID), "Contracts": WORTH["start and finish"]})
    assert [(one["kind"], one["total"]) for one in check([path])] == [("supplier totals", "16000.00"), ("contracts register", "0.00")]
    file = SourceFile(path=path, label=path.name)
    found = survey((SourceConfig(body="Us", files=(file,), contracts=(file,)),))
    assert sql("select source, kind from s order by source", s=found).rows() == [
        ("suppliers.xlsx", "payments"), ("suppliers.xlsx [Contracts]", "contracts register"),
    ]  # fmt: skip


def _paid(folder: Path) -> SourceFile:
    (folder / "paid").mkdir(exist_ok=True)
    return SourceFile(path=book(folder / "paid", {"Spend": columns(["Supplier", "Spend"], NAMES, PAID)}), label="paid/suppliers.xlsx")
