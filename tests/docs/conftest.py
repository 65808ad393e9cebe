"""The audited copy of the sample that all pages start from."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def audited(preston: Path) -> Path:
    """A folder in which `cwbaudit demo` has been run."""
    return preston.parent
