"""The reports of an audit with 100,000 suppliers: processor time of each, memory of all, and the size of the page."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
CHILD = """
import json, sys, time
from pathlib import Path
from cwbaudit.pipeline import pictures, renderers
from tests.unit import made_reports as made

report, folder = made.preston(number=100_000), Path(sys.argv[1])
took = {"suppliers": len(report.suppliers)}
for profile in ("analyst", "accessible"):
    for name, render in renderers(profile).items():
        if profile == "analyst" or name == "report.xlsx":
            start = time.process_time()
            render(report, folder / name)
            took[f"{profile} {name}"] = time.process_time() - start
start = time.process_time()
pictures(report, folder)
took["figures"] = time.process_time() - start
# The peak of this very process: that which getrusage tells may be its parent's.
took["peak"] = int(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))) / 1024
print(json.dumps(took))
"""


def test_a_hundred_thousand_suppliers_in_half_a_minute_and_a_gigabyte(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("peak memory is read from /proc")
    ran = subprocess.run([sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, text=True, check=True, cwd=ROOT)
    took = json.loads(ran.stdout)
    suppliers, peak = took.pop("suppliers"), took.pop("peak")
    whole = sum(seconds for name, seconds in took.items() if not name.startswith("accessible"))
    page = (tmp_path / "report.html").stat().st_size
    for name, seconds in took.items():
        print(f"\n{name:26} {seconds:6.1f} s", end="")
    print(f"\n{suppliers:,} suppliers: {whole:.1f} s of processor time for all but the accessible one, {peak:.0f} MB, page {page:,} bytes")
    assert suppliers == 100_000
    assert whole < 30
    assert peak < 1024
    assert page < 300_000
