"""Every command that a page shows is run, in order, and exits as the page says; output that a page shows is what was printed."""

from __future__ import annotations

from pathlib import Path

import console
import pytest

PAGES = [page for page in console.pages() if console.commands(page)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(console.ROOT).as_posix())
def test_commands_of_a_page_do_what_it_says(page: Path, audited: Path, tmp_path: Path) -> None:
    console.prepare(page, tmp_path, audited)
    for step, ran in console.follow(page, tmp_path):
        where = f"{page.name}, line {step.line}: $ {step.command}"
        assert ran.code == step.code, f"{where}\n{ran.out}{ran.err}"
        shown, printed = "\n".join(step.shown), "\n".join(ran.lines)
        assert console.agrees(step.shown, ran.lines), (
            f"{where}\nthe page shows:\n{shown}\nit printed:\n{printed}\n(`make docs` writes it anew)"
        )
