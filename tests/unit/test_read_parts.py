"""Amounts in several columns: summed where the columns tell that they are parts, refused or left where they do not, and settled by a key."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import sql
from cwbaudit.read import check, read, survey

DATES = [f"{day:02d}/04/2025" for day in range(1, 29)]


def _table(header: str, rows: list[str]) -> str:
    return "\n".join([header, *rows]) + "\n"


def _check(tmp_path: Path, text: str) -> dict[str, Any]:
    (tmp_path / "spend.csv").write_text(text, encoding="utf-8")
    (found,) = check([tmp_path / "spend.csv"])
    return found


EITHER = [f"Firm {i % 7} Ltd,{day},{'' if i % 3 else '10.50'},{'20.25' if i % 3 else ''}" for i, day in enumerate(DATES)]
BOTH = [f"Firm {i % 7} Ltd,{day},{i + 10}.50,{i * 3 + 20}.25" for i, day in enumerate(DATES)]
SUM = Decimal("10.50") * 10 + Decimal("20.25") * 18


@pytest.mark.parametrize(
    "names", ["Capital,Revenue", "BACS Amount,Cheque Amount", "Paid by BACS (£),Paid by cheque (£)", "Schools,Highways"]
)
def test_a_payment_that_stands_in_one_of_two_columns_is_read_from_both(tmp_path: Path, names: str) -> None:
    found = _check(tmp_path, _table(f"Supplier,Paid on,{names}", EITHER))
    assert (found["rows"], Decimal(found["total"]), found["set_aside"]) == (28, SUM, {})
    one, two = names.split(",")
    assert any(f'amount = ["{one}", "{two}"]' in said for said in found["close_calls"])
    assert f'amount = ["{one}", "{two}"]' in found["pin"]


def test_payments_that_have_sums_in_both_columns_are_not_added_up_unasked(tmp_path: Path) -> None:
    found = _check(tmp_path, _table("Supplier,Paid on,Goods,Carriage", BOTH))
    assert found["refused"]
    assert 'columns = { amount = ["Goods", "Carriage"] }' in found["refused"]


NO_PARTS = {
    "with and without VAT": [f"Firm {i} Ltd,{i + 10}.00,{Decimal(i + 10) * 6 / 5:.2f}" for i in range(9)],
    "twice the same": [f"Firm {i} Ltd,{i + 10}.25,{i + 10}.25" for i in range(9)],
}


@pytest.mark.parametrize("name", NO_PARTS)
def test_columns_that_say_the_same_twice_are_not_added_up(tmp_path: Path, name: str) -> None:
    assert _check(tmp_path, _table("Supplier,This,That", NO_PARTS[name]))["refused"]


@pytest.mark.parametrize(
    ("names", "total"), [("Spend,Budget", 459), ("Invoice Amount,Amount Paid", 105), ("Amount,Income", 105), ("Amount,VAT", 105)]
)
def test_a_column_that_is_called_something_else_is_no_part(tmp_path: Path, names: str, total: int) -> None:
    rows = BOTH if "Budget" in names else EITHER
    found = _check(tmp_path, _table(f"Supplier,Paid on,{names}", rows))
    assert found["columns"]["amount"] in names.split(",")
    assert " + " not in found["columns"]["amount"]


def test_the_column_that_is_the_sum_of_the_others_is_the_amount(tmp_path: Path) -> None:
    rows = [f"Firm {i} Ltd,{i}.50,{i * 2}.25,{i}.00,{i * 4}.75" for i in range(1, 12)]
    found = _check(tmp_path, _table("Supplier,Adults,Schools,Place,Everything", rows))
    assert (found["columns"]["amount"], found["total"]) == ("Everything", "272.25")
    assert any('"Everything" is the sum of 3 columns beside it' in why for why in found["why"])


def test_years_side_by_side_are_compared_and_not_added_up(tmp_path: Path) -> None:
    rows = [f"Firm {i} Ltd,{i}.50,{i * 2}.25,{i}.00" for i in range(1, 12)]
    assert "side by side in 3 columns" in _check(tmp_path, _table("Supplier,2022/23,2023/24,2024/25", rows))["refused"]
    mixed = [f"Firm {i} Ltd,{i}.50,{i}.25,{i}.00,{i * 3}.70" for i in range(1, 12)]
    assert "side by side in 4 columns" in _check(tmp_path, _table("Supplier,Apr 2025,May 2025,Jun 2025,Q1 2025", mixed))["refused"]


@pytest.mark.parametrize(
    ("header", "amount"),
    [
        ("Supplier,Apr,May,Q1,Jul,Aug,Q2,Full Year", "Full Year"),
        ("Supplier,Apr,May,Q1,Jul,Aug,Q2,2025/26", "2025/26"),
        ("Supplier,Apr,May,Q1,Jul,Aug,Q2", "Apr + May + Jul + Aug"),
    ],
)
def test_quarters_that_are_the_sums_of_their_months_are_counted_once(tmp_path: Path, header: str, amount: str) -> None:
    rows = [f"Firm {i} Ltd,{i}.50,{i}.25,{2 * i}.75,{i}.00,{i}.10,{2 * i}.10,{4 * i}.85" for i in range(1, 12)]
    width = header.count(",") + 1
    found = _check(tmp_path, _table(header, [",".join(row.split(",")[:width]) for row in rows]))
    assert (found["columns"]["amount"], found["total"]) == (amount, "273.35")


def _audit(tmp_path: Path, text: str, **settings: Any) -> tuple[list[tuple[Any, ...]], list[dict[str, Any]]]:
    (tmp_path / "spend.csv").write_text(text, encoding="utf-8")
    source = SourceConfig(body="Anytown", files=(SourceFile(path=tmp_path / "spend.csv", label="spend.csv"),), **settings)
    lines, findings = read((source,), survey((source,)))
    return sql("select supplier_name, amount from l order by row", l=lines).rows(), sql("select * from f", f=findings).dicts()


def test_the_key_sums_what_it_names_and_the_finding_is_gone(tmp_path: Path) -> None:
    text = _table(
        "Supplier,Paid on,Goods,Carriage",
        [*BOTH[:2], "Acme Ltd,03/04/2025,n/a,5.00", "Acme Ltd,04/04/2025,(5.00),1.00", "Acme Ltd,05/04/2025,,"],
    )
    lines, findings = _audit(tmp_path, text, columns={"amount": ("Goods", "Carriage")})
    assert lines == [("Firm 0 Ltd", Decimal("30.75")), ("Firm 1 Ltd", Decimal("34.75")), ("Acme Ltd", Decimal("-4.00"))]
    assert [(one["code"], one["value"]) for one in findings] == [("amount-unreadable", "n/a + 5.00"), ("amount-missing", "Acme Ltd")]


def test_parts_that_nobody_named_are_a_finding_with_their_sum(tmp_path: Path) -> None:
    lines, findings = _audit(tmp_path, _table("Supplier,Paid on,Capital,Revenue", EITHER))
    assert sum(amount for _, amount in lines) == SUM
    (found,) = findings
    assert (found["code"], found["amount"], found["row"]) == ("amount-in-parts", SUM, 1)
    assert 'columns = { amount = ["Capital", "Revenue"] }' in found["note"]


def test_only_some_columns_may_be_several(tmp_path: Path) -> None:
    file = SourceFile(path=tmp_path / "spend.csv", label="spend.csv")
    with pytest.raises(ValueError, match="only `amount`, `address`, `supplier_name`, `date` may be several columns"):
        SourceConfig(body="Anytown", files=(file,), columns={"postcode": ("One", "Two")})


def test_a_column_in_other_currencies_without_one_in_pounds_is_said(tmp_path: Path) -> None:
    rows = [f"Firm {i} Ltd,{day},{i + 1}.50,{'USD' if i % 4 == 0 else 'GBP'}" for i, day in enumerate(DATES)]
    found = _check(tmp_path, _table("Supplier,Paid on,Amount,Currency", rows))
    assert found["columns"]["amount"] == "Amount"
    assert any('"Currency" names USD beside 7 of the sampled sums' in said for said in found["close_calls"])


def test_a_supplier_that_is_called_all_or_total_is_a_supplier(tmp_path: Path) -> None:
    rows = [f"Firm {i} Ltd,{i + 1}.50" for i in range(5)]
    found = _check(tmp_path, _table("Supplier,Amount", [*rows, "All Saints Ltd,20.00", "Total Gas & Power,99.00"]))
    assert (found["rows"], found["set_aside"]) == (7, {})
