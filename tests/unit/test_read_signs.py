"""Credits that no minus tells: in a column of their own, or by what stands beside them; what is close is said, with its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import sql
from cwbaudit.read import check, read, survey

NAMES = ("Acorn Building Ltd", "Bridge Care Homes Ltd", "Cedar Legal LLP", "Dale Transport plc")
HEAD = "Date,Supplier,Ref"


def table(folder: Path, columns: str, payment: str, credit: str) -> Path:
    """Twelve rows, every third a credit of £1.00 and the others payments of £10.00: £76.00 after credits."""
    rows = [f"{i + 1:02d}/04/2025,{NAMES[i % 4]},T{7 * i},{credit if i % 3 == 2 else payment}" for i in range(12)]
    path = folder / "spend.csv"
    path.write_text("\n".join([f"{HEAD},{columns}", *rows, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("columns", "payment", "credit"),
    [
        ("Debit,Credit", "10.00,", ",1.00"), ("Debit,Credit", "10.00,0.00", "0.00,1.00"), ("Invoice Value,Credit Note Value", "10.00,", ",1.00"),
        ("Payments,Refunds", "10.00,", ",1.00"), ("Amount,D/C", "10.00,D", "1.00,C"), ("Amount,Dr/Cr", "10.00,Dr", "1.00,Cr"),
        ("Amount,Type", "10.00,INV", "1.00,CRN"), ("Net Amount,Document Type", "£10.00,Invoice", "£1.00,Credit Note"),
        ("Amount,Debit/Credit Ind.", "10.00,S", "1.00,H"), ("Amount,+/-", "10.00,+", "1.00,-"), ("Amount,", "10.00,", "1.00,CR"),
        ("Amount,Type", "10.00,Invoice", "-1.00,Credit Note"), ("Amount", "10.00 D", "1.00 C"), ("Amount", "10.00DR", "1.00CR"),
    ],
)  # fmt: skip
def test_credits_are_taken_off(tmp_path: Path, columns: str, payment: str, credit: str) -> None:
    (entry,) = check([table(tmp_path, columns, payment, credit)])
    assert (entry["rows"], entry["total"]) == (12, "76.00")


@pytest.mark.parametrize(
    ("columns", "payment", "credit"),
    [
        ("Amount,Description", "10.00,Bricks", "1.00,Credit Note"),  # a column that says other things, too
        ("Amount,Capital or Revenue", "10.00,R", "1.00,C"),
        ("Amount,Method", "10.00,BACS Credit", "1.00,Direct Debit"),
        ("Amount,Category", "10.00,Repairs", "1.00,Refunds"),
    ],
)
def test_what_is_not_sure_to_be_a_credit_stays_as_it_is_written(tmp_path: Path, columns: str, payment: str, credit: str) -> None:
    (entry,) = check([table(tmp_path, columns, payment, credit)])
    assert (entry["rows"], entry["total"]) == (12, "84.00")
    assert any("columns = { sign =" in call for call in entry["close_calls"]) == ("Credit Note" in credit)


def test_the_user_settles_it(tmp_path: Path) -> None:
    path = table(tmp_path, "Amount,Description", "10.00,Bricks", "1.00,Credit Note")
    assert _total(path) == ("84.00", ["sign-doubtful"])
    assert _total(path, columns={"sign": "Description"}) == ("76.00", [])
    assert _total(path, signs="as published") == ("84.00", [])
    assert _total(table(tmp_path, "Amount,Type", "10.00,INV", "1.00,CRN"), signs="as published") == ("84.00", [])


def test_payments_written_with_a_minus_are_said_and_turned_only_when_told(tmp_path: Path) -> None:
    path = table(tmp_path, "Amount", "-10.00", "-1.00")
    assert _total(path) == ("-84.00", ["sign-doubtful"])
    assert _total(path, signs="reversed") == ("84.00", [])


def test_a_credit_with_a_minus_of_its_own_is_not_counted_twice_over(tmp_path: Path) -> None:
    path = table(tmp_path, "Amount,Type", "10.00,INV", "1.00,CRN")
    more = "".join(f"01/05/2025,Elm Ltd,T9{i},1.00,CRN\n" for i in range(40))
    path.write_text(path.read_text(encoding="utf-8") + more + "01/05/2025,Elm Ltd,T900,-5.00,CRN\n", encoding="utf-8")
    (entry,) = check([path])
    assert (entry["rows"], entry["total"]) == (52, "36.00")
    assert entry["set_aside"] == {"amount-unreadable": {"count": 1, "total": None}}


def _total(path: Path, **settings: object) -> tuple[str, list[str]]:
    files = [SourceFile(path=path, label=path.name)]
    sources = (SourceConfig.model_validate({"body": "Anytown", "files": files, **settings}),)
    lines, found = read(sources, survey(sources))
    (total,) = sql("select sum(amount) from l", l=lines).one()
    return str(total), [code for (code,) in sql("select code from f order by code", f=found).rows()]
