"""Every command that a page shows is run, in order, and exits as the page says; output that a page shows is what was printed."""

from __future__ import annotations

from pathlib import Path

import console
import pytest

FIRST = ("README.md", "tutorial.md", "what-ifs.md", "rules.md")  # what a new user reads; the rest with `make test-full`
PAGES = [
    pytest.param(page, marks=() if page.name in FIRST else pytest.mark.slow, id=page.relative_to(console.ROOT).as_posix())
    for page in console.pages()
    if console.commands(page)
]


@pytest.mark.parametrize("page", PAGES)
def test_commands_of_a_page_do_what_it_says(page: Path, audited: Path, tmp_path: Path) -> None:
    console.prepare(page, tmp_path, audited)
    for step, ran in console.follow(page, tmp_path):
        where = f"{page.name}, line {step.line}: $ {step.command}"
        if ran.code != step.code:
            pytest.fail(f"{where}\nexited with {ran.code}, not {step.code}\n{ran.out}{ran.err}", pytrace=False)
        if not console.agrees(step.shown, ran.lines):
            shown, printed = "\n".join(step.shown), "\n".join(ran.lines)
            pytest.fail(f"{where}\nthe page shows:\n{shown}\n\nit printed:\n{printed}\n\n`make docs` writes it anew", pytrace=False)
