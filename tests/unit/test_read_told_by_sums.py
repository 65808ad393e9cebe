"""What a column is, told by the sums beside it: VAT that is not recovered, the year before, a bank's balance, the totals of accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cwbaudit.read import check

NAMES = [f"Firm {i} Ltd" for i in range(1, 11)]
DAYS = [f"{day:02d}/05/2026" for day in range(1, 11)]


def _check(tmp_path: Path, *lines: str) -> dict[str, Any]:
    (tmp_path / "file.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (found,) = check([tmp_path / "file.csv"])
    return found


def test_vat_that_is_not_recovered_is_spend_where_a_column_has_it_in(tmp_path: Path) -> None:
    rows = [
        f"{day},{name},12.00,{0 if i % 2 else 2},{2 if i % 2 else 0},10.00,{12 if i % 2 else 10}.00"
        for i, (day, name) in enumerate(zip(DAYS, NAMES, strict=True))
    ]
    found = _check(tmp_path, "Date,Supplier,Gross,VAT Recoverable,VAT Irrecoverable,Net,Reported Spend", *rows)
    assert (found["columns"]["amount"], found["total"]) == ("Reported Spend", "110.00")
    assert any('columns = { amount = "Net" } would leave that VAT out' in said for said in found["close_calls"])


def test_a_comparison_with_the_year_before_is_read_by_the_later_year(tmp_path: Path) -> None:
    rows = [f"{name},{10 + i}.50,{30 - i}.25,{19.75 - 2 * i:.2f}" for i, name in enumerate(NAMES)]
    found = _check(tmp_path, "Supplier,2024/25 £,2025/26 £,Change £", *rows)
    assert (found["columns"]["amount"], found["total"]) == ("2025/26 £", "257.50")
    assert any('columns = { amount = "2024/25 £" } would take the other' in said for said in found["close_calls"])


def test_the_signs_of_a_bank_account_are_turned_where_its_balance_proves_them(tmp_path: Path) -> None:
    rows = [
        f"{day},{name},{'4.00' if i == 3 else '-10.00'},{1000 - 10 * (i + 1) + (14 if i > 2 else 0)}.00"
        for i, (day, name) in enumerate(zip(DAYS, NAMES, strict=True))
    ]
    found = _check(tmp_path, "Value Date,Paid To,Amount,Balance", *rows)
    assert found["total"] == "86.00"
    assert any("its signs were turned" in said for said in found["close_calls"])
    apart = _check(tmp_path, "Value Date,Paid To,Amount,Balance", *(row.rsplit(",", 1)[0] + ",7.00" for row in rows))
    assert apart["total"] == "-86.00"


def test_accounts_end_in_totals_with_a_debit_and_a_credit_and_in_their_net_movement(tmp_path: Path) -> None:
    found = _check(
        tmp_path, "Date,Contact,Description,Debit,Credit,Running Balance", "Allotments,,,,,",
        *(f"{day},{name},Hire,10.00,,{10 * (i + 1)}.00" for i, (day, name) in enumerate(zip(DAYS, NAMES, strict=True))),
        "11/05/2026,Firm 1 Ltd,Note,,5.00,95.00", "Total Allotments,,,100.00,5.00,95.00", "Net movement Allotments,,,95.00,,", "Cemetery,,,,,",
        *(f"{day},{name},Hire,20.00,,{20 * (i + 1)}.00" for i, (day, name) in enumerate(zip(DAYS, NAMES, strict=True))),
        "Total Cemetery,,,200.00,,200.00", "Net movement Cemetery,,,200.00,,", "Total,,,300.00,5.00,",
    )  # fmt: skip
    assert (found["rows"], found["total"], found["columns"]["supplier_name"]) == (21, "295.00", "Contact")
    assert set(found["set_aside"]) == {"total-row", "not-a-payment"}


def test_a_payment_that_names_nobody_and_says_total_in_its_details_is_counted(tmp_path: Path) -> None:
    rows = [f"{name},Hire,{i + 1}.00" for i, name in enumerate(NAMES)]
    found = _check(tmp_path, "Supplier,Details,Amount", *rows[:5], ",Total Fuels card,7.77", *rows[5:])
    assert (found["rows"], found["total"]) == (11, "62.77")
