"""Printed lists: columns under a line of dashes are read by their places, and commas in them part nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwbaudit.engine import sql
from cwbaudit.read import check
from cwbaudit.read.payments import rows_of
from cwbaudit.read.shapes import shaped

HEAD = "Supplier Name             Vendor   Paid On     Payment Amount"
RULE = "------------------------- -------- ----------- --------------"
PAYMENTS = [("Acorn, Bell & Co", "01-APR-2025", "6,743.97"), ("Bridge Care Homes Ltd", "02-APR-2025", "13,473.13")]
PAYMENTS += [("Cedar Legal LLP", "03-APR-2025", "<727.50>"), ("Dunmore Roofing Ltd", "04-APR-2025", "88.00")]


def page(number: int) -> list[str]:
    rows = [f"{name:25} {f'V10{i}':8} {day:11} {amount:>14}" for i, (name, day, amount) in enumerate(PAYMENTS)]
    return [f"SOMEWHERE COUNCIL          Payment Register, for April, 2025        Page: {number}", "", HEAD, RULE, *rows]


@pytest.mark.parametrize("rule", [RULE, RULE.replace("-", "=")])
def test_a_printed_list_is_read_by_the_places_of_its_columns(tmp_path: Path, rule: str) -> None:
    path = tmp_path / "register.txt"
    foot = [
        "                                               --------------",
        f"{'Report Total:':>46} {'39,155.20':>14}",
        "*** End of Report ***",
    ]
    path.write_text("\n".join([*page(1), "\f", *page(2), *foot]).replace(RULE, rule), encoding="utf-8")
    (entry,) = check([path])
    assert (entry["rows"], entry["total"], entry["header_row"]) == (8, "39155.20", 3)
    assert entry["set_aside"]["total-row"] == {"count": 1, "total": "39155.20"}
    (found,) = shaped(path)
    lines = sql("select row, supplier_name, cast(date as varchar) from l order by row", l=rows_of(found.cells, found.layout).lines())
    assert lines.rows()[:2] == [(5, "Acorn, Bell & Co", "2025-04-01"), (6, "Bridge Care Homes Ltd", "2025-04-02")]


def test_a_line_of_dashes_parts_nothing_where_a_mark_does(tmp_path: Path) -> None:
    path = tmp_path / "spend.csv"
    rows = "".join(f'"{name}",{day},"{amount}"\n' for name, day, amount in PAYMENTS)
    path.write_text(f"Supplier,Paid On,Amount\n-------- ------- ------\n{rows}", encoding="utf-8")
    (entry,) = check([path])
    assert (entry["rows"], entry["total"], entry["delimiter"]) == (4, "19577.60", ",")
