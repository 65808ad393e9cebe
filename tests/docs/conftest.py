"""The docs folder's own modules, and one audited copy of the sample for all pages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))

import console


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `cwbaudit demo` has been run."""
    folder = tmp_path_factory.mktemp("audited")
    ran = console.run(["demo", "--json"], folder)
    assert ran.code == 0, ran.err
    return folder
