"""docs/reference is what docs/generate.py would write today."""

from __future__ import annotations

import generate
import pytest
from console import ROOT

PAGES = generate.pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_is_current(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == PAGES[name], f"docs/reference/{name} is stale: run `make docs`"


def test_the_validation_page_is_what_the_program_finds() -> None:
    assert generate.VALIDATION.read_text(encoding="utf-8") == generate.validated(), "run `make docs`"
