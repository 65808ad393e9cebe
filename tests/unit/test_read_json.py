"""Payments in JSON: a list of records, alone or in what a portal puts around it, is a table like any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cwbaudit.read import check

ROWS = [
    (f"{day:02d}/05/2026", name, amount) for day, name, amount in ((1, "Hill Ltd", 10.1), (2, "Dale Ltd", -2.25), (3, "Fell & Co", 1e3))
]
RECORDS = [{"Payment Date": day, "Supplier": name, "Amount": amount} for day, name, amount in ROWS]
NAMES = ["Payment Date", "Supplier", "Amount"]


def _check(tmp_path: Path, text: str) -> dict[str, Any]:
    (tmp_path / "payments.json").write_text(text, encoding="utf-8")
    (found,) = check([tmp_path / "payments.json"])
    return found


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS, indent=2),
        "\n".join(map(json.dumps, RECORDS)),
        json.dumps({"success": True, "result": {"total": 3, "records": RECORDS}}),
        json.dumps(
            {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None, "properties": row} for row in RECORDS]}
        ),
        json.dumps({"meta": {"view": {"columns": [{"id": i, "name": name} for i, name in enumerate(NAMES)]}}, "data": ROWS}),
        json.dumps([NAMES, *ROWS]),
        json.dumps([{"Payment Date": day, "Payment": {"Supplier": name, "Amount": amount}} for day, name, amount in ROWS]),
    ],
    ids=["list", "lines", "ckan", "features", "socrata", "rows", "nested"],
)
def test_records_are_read_in_whatever_they_are_wrapped(tmp_path: Path, text: str) -> None:
    found = _check(tmp_path, text)
    assert (found["refused"], found["rows"], found["total"]) == (None, 3, "1007.85")
    assert [found["columns"][name].removeprefix("Payment ") for name in ("date", "supplier_name", "amount")] == ["Date", *NAMES[1:]]


def test_a_field_that_only_some_records_have_is_a_column(tmp_path: Path) -> None:
    found = _check(tmp_path, json.dumps([RECORDS[0], RECORDS[1] | {"Supplier Postcode": "PR1 2HE"}, RECORDS[2] | {"Supplier": None}]))
    assert (found["rows"], found["total"], found["columns"]["postcode"]) == (3, "1007.85", "Supplier Postcode")


@pytest.mark.parametrize("text", ['{"a": {"b": [1, 2, 3]}}', '[{"a": 1}]', '{"rows": [[1, 2], [3, 4]]}', '[{"a": {"b": {"c": 1}}}]'])
def test_what_is_no_list_of_records_is_refused(tmp_path: Path, text: str) -> None:
    assert _check(tmp_path, text)["refused"]


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    found = _check(tmp_path, json.dumps(RECORDS).replace("10.1", "12345678901.10"))
    assert found["total"] == "12345679898.85"


def test_a_document_that_would_fill_the_memory_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cwbaudit.read.documents.MOST_BYTES", 150)
    found = _check(tmp_path, json.dumps(RECORDS, indent=2))
    assert "cannot be read at once" in found["refused"]
    assert "CSV" in found["refused"]
