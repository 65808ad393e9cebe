"""A bank's own list, in which money goes both ways; a note that says in what the sums are; lists that name firms and pay them nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.read import check
from cwbaudit.read.payments import rows_of
from cwbaudit.read.survey import understand

NAMES = ["Baker Ltd", "Miller & Sons", "Fellgate Care", "Northway Housing", "Ribble Energy", "Anvil Studio"]


def read(folder: Path, text: str, **settings: Any) -> tuple[int, str]:
    path = folder / "spend.csv"
    path.write_text(text, encoding="utf-8")
    config = SourceConfig(body="Town", files=(SourceFile(path=path, label=path.name),), **settings)
    (found,) = understand(path, path.name, config)
    count, total, _ = rows_of(found.cells, found.layout).payments()
    return count, str(total)


@pytest.mark.parametrize("columns", ["Paid out,Paid in", "Paid in,Paid out", "Money In,Money Out"])
def test_of_a_bank_s_list_what_goes_out_is_read_and_who_was_paid_is_in_the_text(tmp_path: Path, columns: str) -> None:
    out_first = "out" in columns.split(",", maxsplit=1)[0].lower()
    rows = [
        f"{i + 1:02d} May 2026,{'HMRC VTR' if i % 3 == 2 else NAMES[i % 6]},{'1.00' if (i % 3 == 2) != out_first else ''},"
        f"{'1.00' if (i % 3 == 2) == out_first else ''},{100 - i}.00"
        for i in range(12)
    ]
    path = tmp_path / "bank.csv"
    path.write_text("\n".join([f"Date,Description,{columns},Balance", *rows, ""]), encoding="utf-8")
    (entry,) = check([path])
    assert (entry["rows"], entry["total"], entry["columns"]["supplier_name"]) == (8, "8.00", "Description")
    assert any('"Description" was taken' in call for call in entry["close_calls"])


SAID = {
    "All figures are shown in £'000": "thousands", "(£000)": "thousands", "Supplier spend 2024/25 (£000s)": "thousands",
    "Values are expressed in thousands of pounds": "thousands", "All amounts in £m": "millions",
    "Payments over £25 thousand": "", "Spend over £5k in 2025": "", "Figures are rounded to the nearest thousand": "",
    "Suppliers paid more than £1 million": "", "In thousands of cases we pay within 30 days": "",
}  # fmt: skip


@pytest.mark.parametrize("note", SAID)
@pytest.mark.parametrize("below", [False, True])
def test_a_note_says_in_what_the_sums_are(tmp_path: Path, note: str, below: bool) -> None:
    rows = ["Supplier,Category,Spend", *(f"{name},IT,{10 + i}" for i, name in enumerate(NAMES))]
    text = "\n".join([*rows, "", f'"{note}"'] if below else [f'"{note}"', "", *rows]) + "\n"
    times = {"": 1, "thousands": 1000, "millions": 1_000_000}[SAID[note]]
    assert read(tmp_path, text) == (6, f"{75 * times}.00")
    assert read(tmp_path, text, unit="pounds") == (6, "75.00")
    (entry,) = check([tmp_path / "spend.csv"])
    assert any(note in call and SAID[note] in call for call in entry["close_calls"]) == bool(SAID[note])


def test_the_unit_can_be_settled_where_nothing_says_it(tmp_path: Path) -> None:
    text = "Supplier,Category,Spend\n" + "".join(f"{name},IT,{10 + i}\n" for i, name in enumerate(NAMES))
    assert read(tmp_path, text, unit="thousands") == (6, "75000.00")


def test_gifts_that_were_offered_are_no_payments(tmp_path: Path) -> None:
    path = tmp_path / "gifts.csv"
    rows = [f"{i + 1:02d}/05/2026,Head of IT,{name},Lunch,25.00,Declined" for i, name in enumerate(NAMES)]
    path.write_text(
        "\n".join(["Date,Officer,Offered by,Gift or hospitality,Estimated value (£),Accepted/Declined", *rows]), encoding="utf-8"
    )
    (entry,) = check([path])
    assert "gifts and hospitality" in entry["refused"]
