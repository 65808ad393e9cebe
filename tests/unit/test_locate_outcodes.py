"""What README says of the first half of the postcode, reproduced by the script in data/maps: at its very best it is wrong this often."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_readme_says_what_the_script_finds() -> None:
    spec = importlib.util.spec_from_file_location("outcodes", ROOT / "data" / "maps" / "outcodes.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = module.measured()
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert 1 / 15 < found["wrong by district"] < 1 / 14 + 0.0005
    assert "1 in 14 postcodes of Great Britain in the wrong council" in readme
    lost, elsewhere = found["of Preston's, lost by district"], found["of those called Preston, elsewhere"]
    assert f"({lost:.0%} and {elsewhere:.0%} of all ever issued)" in readme
    assert found["wrong by sector"] == pytest.approx(0.037, abs=0.001)
