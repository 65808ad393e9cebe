"""A company register of full size, made of real columns: imported in under three minutes and two gigabytes."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.bench
ROWS = 5_700_000


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


def test_five_million_companies(realdata: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="memory is measured on POSIX systems")
    sample = next((realdata / "C").glob("BasicCompanyData-*.csv"))
    path = full_size(sample, tmp_path / "BasicCompanyDataAsOneFile-2026-09-01.zip")
    started = time.monotonic()
    env = {**os.environ, "CWBAUDIT_CACHE": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-m", "cwbaudit", "register", "import", path, "--json"], env=env, check=True, capture_output=True)
    seconds = time.monotonic() - started
    gigabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 20)
    index = sum(file.stat().st_size for file in (tmp_path / "cache").rglob("*.parquet")) / (1 << 20)
    print(f"{ROWS:,} companies: {seconds:.0f} s, {gigabytes:.2f} GB, index {index:.0f} MB")
    assert seconds < 180
    assert gigabytes < 2
