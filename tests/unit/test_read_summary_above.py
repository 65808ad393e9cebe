"""A summary above the payments is no payments: it is passed over, and that is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cwbaudit.read import check

FIRMS = ["Hill Ltd", "Dale Ltd", "Fell & Co", "Tarn plc"]
PAYMENTS = ["Date,Supplier,Service,Amount", *(f"{i + 13}/05/2026,{FIRMS[i % 4]},Care,{10 + i}.50" for i in range(12))]


def _check(tmp_path: Path, *lines: str) -> dict[str, Any]:
    (tmp_path / "file.csv").write_text("\n".join([*lines, *PAYMENTS]) + "\n", encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    return found


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["Anytown,,,", "Department,Payments,Total,", "Adults,8,\"£1,100.50\",", "Places,4,91.50,", ",,,"], "from row 3 to 4"),
        (["Top suppliers,,,", "Supplier,Amount,,", "Hill Ltd,40.50,,", "Dale Ltd,43.50,,", "Fell & Co,46.50,,", ",,,"], "from row 3 to 5"),
    ],
)  # fmt: skip
def test_a_summary_above_the_header_is_not_counted_and_said(tmp_path: Path, lines: list[str], rows: str) -> None:
    found = _check(tmp_path, *lines)
    assert (found["rows"], found["total"], found["header_row"]) == (12, "192.00", len(lines) + 1)
    assert any(f"above the header have sums, {rows}" in said for said in found["close_calls"])


@pytest.mark.parametrize("lines", [[], ["Payments over £500.00,,,"], ["Anytown,,,", "Total,,,192.00"]])
def test_titles_and_a_total_above_the_header_need_no_word(tmp_path: Path, lines: list[str]) -> None:
    found = _check(tmp_path, *lines)
    assert (found["rows"], found["total"], found["close_calls"]) == (12, "192.00", [])
