"""Real spend files, as published: the payment rows and the exact total of their manifest, with no configuration."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from cwbaudit.read import check

REAL = Path(__file__).parents[3] / "shared" / "realdata"
pytestmark = pytest.mark.skipif(not (REAL / "manifest.tsv").is_file(), reason="the real spend files lie beside the project, not in it")

# Where the manifest reads a file otherwise than its publisher can have meant, and what is read instead.
CORRECTED = {
    # Row 9,648 says `1241,32`, which the manifest takes for 124,132.00 by dropping the comma. A comma between thousands has three digits
    # on its right, so it can only part the pence; and the 52 other payments to that firm lie between 342.06 and 3,129.35 (1,480.48 and
    # 1,218.54 in the same month). It is counted as 1,241.32, with a finding: 105,191,005.05 - 124,132.00 + 1,241.32.
    "A/council/babergh_2019-2025.xlsx": (19769, "105068114.37"),
}


def _manifest() -> list[dict[str, str]]:
    if not (REAL / "manifest.tsv").is_file():
        return []
    with (REAL / "manifest.tsv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["kind"] == "A" and (REAL / row["path"]).is_file()]


@pytest.mark.parametrize("row", _manifest(), ids=lambda row: row["path"])
def test_rows_and_total_of_a_real_file(row: dict[str, str]) -> None:
    (entry, *_) = check([REAL / row["path"]])
    if "is_html" in row["path"]:
        assert "web page" in entry["refused"]
        return
    rows, total = CORRECTED.get(row["path"], (int(row["payment_rows"]), row["control_total_2dp"]))
    assert (entry["refused"], entry["rows"]) == (None, rows)
    assert abs(Decimal(entry["total"]) - Decimal(total)) <= Decimal("0.01")
