"""Registers of full size, made of real columns: imported in under three minutes and two gigabytes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.bench
ROWS = 5_700_000
CHARITIES = 390_000


def full_size(sample: Path, path: Path, rows: int = ROWS) -> Path:
    """A zip of one CSV file with the sample's header and its rows again and again, each with a name and number of its own."""
    header, *own = list(csv.reader(io.StringIO(sample.read_text(encoding="utf-8"))))
    lines = ["," + ",".join(f'"{cell}"' for cell in row[2:]) + "\n" for row in own]
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(path.stem + ".csv", "w", force_zip64=True) as out,
    ):
        out.write((",".join(header) + "\n").encode())
        for start in range(0, rows, 10_000):
            block = (f'"{own[i % len(own)][0]} {i}","{i:08d}"{lines[i % len(lines)]}' for i in range(start, min(rows, start + 10_000)))
            out.write("".join(block).encode())
    return path


def every_charity(path: Path, rows: int = CHARITIES) -> Path:
    """The extract of the charity register of England and Wales with all its columns, as JSON or as text with tabs."""
    said = "To advance – in the area of benefit – education and the relief of poverty, and to provide a “village hall”. "
    told = {
        "date_of_extract": "2026-09-01T00:00:00", "organisation_number": 1, "registered_charity_number": 1, "linked_charity_number": 0,
        "charity_name": "", "charity_type": "Charitable company", "charity_registration_status": "Registered",
        "date_of_registration": "1962-05-17T00:00:00", "date_of_removal": None, "charity_reporting_status": "Submission Received",
        "latest_acc_fin_period_start_date": "2024-04-01T00:00:00", "latest_acc_fin_period_end_date": "2025-03-31T00:00:00",
        "latest_income": 12345.0, "latest_expenditure": 12345.0, "charity_contact_address1": "The Village Hall",
        "charity_contact_address2": "1 High Street", "charity_contact_address3": "NORTHFIELD", "charity_contact_address4": "Lancashire",
        "charity_contact_address5": None, "charity_contact_postcode": "PR1 2HE", "charity_contact_phone": "01772 000000",
        "charity_contact_email": "office@example.org.uk", "charity_contact_web": "www.example.org.uk",
        "charity_company_registration_number": "01234567", "charity_insolvent": False, "charity_in_administration": False,
        "charity_previously_excepted": None, "charity_is_cdf_or_cif": None, "charity_is_cio": False, "cio_is_dissolved": None,
        "date_cio_dissolution_notice": None, "charity_activities": "", "charity_gift_aid": True, "charity_has_land": False,
    }  # fmt: skip
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        out.write("[" if path.suffix == ".json" else "\t".join(told) + "\r\n")
        for i in range(rows):
            told |= {"registered_charity_number": 200_000 + i, "charity_name": f"Village Hall {i}", "charity_activities": said * (i % 7)}
            plain = "\t".join("" if cell is None else str(cell) for cell in told.values()) + "\r\n"
            out.write(("," if i else "") + json.dumps(told, ensure_ascii=False) if path.suffix == ".json" else plain)
        out.write("]" if path.suffix == ".json" else "")
    return path


def imported(path: Path, folder: Path) -> tuple[float, float]:
    """How many seconds the import took, and how many gigabytes at most."""
    began = time.monotonic()
    env = {**os.environ, "CWBAUDIT_CACHE": str(folder / "cache")}
    command = [sys.executable, "-m", "cwbaudit", "register", "import", path, "--json"]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0
    index = sum(file.stat().st_size for file in (folder / "cache").rglob("*.parquet")) / (1 << 20)
    seconds, gigabytes = time.monotonic() - began, used.ru_maxrss / (1 << 20)
    print(f"\n{path.name}: {seconds:.0f} s, {gigabytes:.2f} GB, index {index:.0f} MB")
    return seconds, gigabytes


waits = pytest.mark.skipif(not hasattr(os, "wait4"), reason="memory is measured on POSIX systems")


@waits
def test_five_million_companies(realdata: Path, tmp_path: Path) -> None:
    sample = next((realdata / "C").glob("BasicCompanyData-*.csv"))
    seconds, gigabytes = imported(full_size(sample, tmp_path / "BasicCompanyDataAsOneFile-2026-09-01.zip"), tmp_path)
    assert seconds < 180
    assert gigabytes < 2


@waits
@pytest.mark.parametrize("form", ["json", "txt"])
def test_every_charity(tmp_path: Path, form: str) -> None:
    seconds, gigabytes = imported(every_charity(tmp_path / f"publicextract.charity.{form}"), tmp_path)
    assert seconds < 180
    assert gigabytes < 1
