"""The tables as CSV: read by Excel as UTF-8, never run as formulas, described in the Data Package, and the same as Parquet."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cwbaudit.csvfile import write_csv
from cwbaudit.csvtext import csv_text
from cwbaudit.tables import FINDINGS, TABLES

PAYLOADS = [
    f"{lead}{start}{body}"
    for lead in ("", " ", "\t", "\x00")
    for start in ("=", "+", "-", "@", "＝", "＋", "－", "＠")
    for body in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.org","x")')
]


def rows(path: Path) -> list[list[str]]:
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(text.decode("utf-8-sig").splitlines(keepends=True)))


def finding(value: str) -> dict[str, object]:
    return {"code": "x", "severity": "note", "source": "", "row": None, "field": "", "value": value, "amount": None, "note": ""}


def test_no_text_is_run_and_every_number_stays_one(tmp_path: Path) -> None:
    values = [*PAYLOADS, "-12.50", "+3", "-£1,200.00", "plain", "O'Brien", 'a "b", c', "Siân Ŵyn"]
    write_csv(FINDINGS, FINDINGS.build([finding(value) for value in values]), tmp_path / "safe.csv", raw=False)
    safe = [row[FINDINGS.names.index("value")] for row in rows(tmp_path / "safe.csv")[1:]]
    assert safe == [f"'{value}" for value in PAYLOADS] + values[len(PAYLOADS) :]
    assert len(PAYLOADS) >= 60
    write_csv(FINDINGS, FINDINGS.build([finding(value) for value in values]), tmp_path / "raw.csv", raw=True)
    assert [row[FINDINGS.names.index("value")] for row in rows(tmp_path / "raw.csv")[1:]] == values


@pytest.mark.parametrize("payload", PAYLOADS[:24])
def test_flat_tables_are_as_safe(payload: str) -> None:
    assert csv_text([{payload: payload}]).count("'" + payload[:1]) == 2 or f"\"'{payload[:1]}" in csv_text([{payload: payload}])
    assert "'" + payload[:1] not in csv_text([{"name": payload}], raw=True)


def test_an_audit_has_its_tables_as_csv(preston: Path) -> None:
    folder = preston / "audit"
    manifest = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    told = {entry["path"]: entry for entry in manifest["resources"] if entry["format"] == "csv"}
    assert set(told) == {f"csv/{table.name}.csv" for table in TABLES}
    for table in TABLES:
        path = folder / "csv" / f"{table.name}.csv"
        header, *found = rows(path)
        assert tuple(header) == table.names
        assert len(found) == told[f"csv/{path.name}"]["rows"]
        assert "begins with an apostrophe" in told[f"csv/{path.name}"]["description"]
        if table is not FINDINGS:
            whole = pq.read_table(folder / f"{table.name}.parquet")
            money = [c.name for c in table.columns if c.kind == "money"]
            for name in money:
                at = header.index(name)
                assert [row[at] for row in found] == ["" if v is None else str(v) for v in whole[name].to_pylist()]
