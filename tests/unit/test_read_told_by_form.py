"""Tables told by their form: lines quoted whole, columns as dictionaries, days run together or counted, sheets that go on from another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cwbaudit.read import check

NAMES = ("Acorn Building Ltd", "Bridge Care Homes Ltd", "Cedar, Legal & Co", "Dale Transport plc")


def text(folder: Path, lines: list[str], name: str = "spend.csv") -> dict[str, Any]:
    (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    (entry,) = check([folder / name])
    return entry


def test_lines_that_are_quoted_whole_are_rows(tmp_path: Path) -> None:
    rows = ["Date,Supplier,Amount", *(f'0{i + 1}/05/2026,"{name}","1,000.00"' for i, name in enumerate(NAMES))]
    entry = text(tmp_path, ['"' + row.replace('"', '""') + '"' for row in rows])
    assert (entry["rows"], entry["total"]) == (4, "4000.00")
    assert [row["supplier_name"] for row in entry["first_rows"]] == list(NAMES)


def test_a_column_of_quoted_names_is_no_quoted_line(tmp_path: Path) -> None:
    rows = ["Date,Supplier,Amount", *(f'"0{i + 1}/05/2026","{name}","1,000.00"' for i, name in enumerate(NAMES))]
    assert text(tmp_path, rows)["total"] == "4000.00"


@pytest.mark.parametrize(
    ("days", "first", "form"),
    [
        (["05042025", "17042025", "01052025", "30052025"], "2025-04-05", "DDMMYYYY"),
        (["5042025", "17042025", "1052025", "30052025"], "2025-04-05", "DDMMYYYY"),
        (["1743811200000", "1744844400000", "1746054000000", "1748559600000"], "2025-04-05", "milliseconds since 1970"),
    ],
)
def test_days_without_marks_between(tmp_path: Path, days: list[str], first: str, form: str) -> None:
    entry = text(tmp_path, ["Pay Date,Supplier,Amount", *(f'{day},"{name}",10.50' for day, name in zip(days, NAMES, strict=True))])
    assert (entry["first_rows"][0]["date"], entry["date_format"]) == (first, form)
    assert entry["first_rows"][1]["date"] == "2025-04-17"  # in milliseconds it is 23:00 of the day before: our summer's midnight


def test_a_date_column_without_dates_is_said(tmp_path: Path) -> None:
    entry = text(tmp_path, ["Payment date,Supplier,Amount", *(f'W{i},"{name}",10.50' for i, name in enumerate(NAMES))])
    assert any('"Payment date" has no date' in call for call in entry["close_calls"])


def test_columns_as_dictionaries_and_the_cells_of_google_s_sheets(tmp_path: Path) -> None:
    columns = {
        "Supplier": dict(enumerate(NAMES)),
        "Date": {i: f"2026-05-0{i + 1}" for i in range(4)},
        "Amount": dict.fromkeys(range(4), 10.5),
    }
    google = {"table": {
        "cols": [{"id": "A", "label": "Supplier"}, {"id": "B", "label": "Date"}, {"id": "C", "label": "Amount"}],
        "rows": [
            {"c": [{"v": name}, {"v": f"Date(2026,4,{i + 1})", "f": f"0{i + 1}/05/2026"}, {"v": 10.5, "f": "£10.50"}]}
            for i, name in enumerate(NAMES)
        ],
    }}  # fmt: skip
    for document in (columns, google):
        entry = text(tmp_path, [json.dumps(document)], "spend.json")
        assert (entry["rows"], entry["total"], entry["first_rows"][0]["date"]) == (4, "42.00", "2026-05-01")


def book(folder: Path, sheets: dict[str, list[list[Any]]]) -> list[dict[str, Any]]:
    made = openpyxl.Workbook()
    for i, (name, rows) in enumerate(sheets.items()):
        sheet = made.active if not i else made.create_sheet()
        sheet.title = name
        for row in (["Supplier", "Date", "Amount"], *rows):
            sheet.append(row)
    made.save(folder / "spend.xlsx")
    return [entry for entry in check([folder / "spend.xlsx"]) if entry["rows"]]


def test_sheets_of_the_year_to_date_are_read_once(tmp_path: Path) -> None:
    rows = [[NAMES[i % 4], f"{i + 1:02d}/05/2026", 10.5 + i] for i in range(12)]
    (entry,) = book(tmp_path, {"April": rows[:4], "May": rows[:8], "June": rows})
    assert (entry["rows"], entry["total"]) == (12, "192.00")
    assert sum("was taken for a part of it" in call for call in entry["close_calls"]) == 2


def test_the_same_sums_of_two_months_are_two_payments(tmp_path: Path) -> None:
    april = [[name, "15/04/2026", 10.5] for name in NAMES]
    may = [[name, "15/05/2026", 10.5] for name in (*NAMES, "Elm Ltd")]
    assert sum(entry["rows"] for entry in book(tmp_path, {"April": april, "May": may})) == 9
    undated = {name: [[row[0], "", row[2]] for row in rows] for name, rows in {"April": april, "May": may}.items()}
    assert sum(entry["rows"] for entry in book(tmp_path, undated)) == 9
