"""The comparison's page in a real browser and its workbook in a real spreadsheet program."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import cwbaudit
from cwbaudit.comparison.model import Comparison
from cwbaudit.report.compared import RENDERERS
from tests.golden.test_page_browser import TROUBLED_LABELS
from tests.golden.test_workbook_office import formulas, profile, recalculated

__all__ = ["profile"]


@pytest.fixture(scope="module")
def found(preston: Path, preston_later: Path) -> Comparison:
    return cwbaudit.compare(preston, preston_later)


def hostile(found: Comparison) -> Comparison:
    """Names that would be markup or formulas, long ones, a loss, a body in one audit only, and every kind of caveat text."""
    nasty = '=HYPERLINK("http://evil.example","x")<script>alert(1)</script>\u202e' + "Llanfairpwllgwyngyll" * 4
    bodies = [body.model_copy(update={"name": f"{nasty}{n}", "shift": _less(body.shift)}) for n, body in enumerate(found.bodies)]
    bodies[-1] = bodies[-1].model_copy(
        update={"panel": "old only", "new_total": Decimal(0), "new_local": Decimal(0), "new_share": Decimal(0)}
    )
    headings = [heading.model_copy(update={"name": nasty}) for heading in found.headings]
    moved = [supplier.model_copy(update={"name": nasty, "bodies": [nasty]}) for supplier in found.suppliers.moved]
    suppliers = found.suppliers.model_copy(update={"moved": moved})
    changes = {"bodies": bodies, "headings": headings, "suppliers": suppliers, "title": nasty, "sentences": [nasty, nasty]}
    return found.model_copy(update=changes)


def _less(size: object) -> object:
    return size.model_copy(update={name: -getattr(size, name) for name in ("amount", "share", "points")})  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def pages(found: Comparison, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, comparison in (("preston", found), ("hostile", hostile(found))):
        (folder / name).mkdir()
        for file, render in RENDERERS.items():
            render(comparison, folder / name / file)
    return {name: folder / name for name in ("preston", "hostile")}


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    sync_api = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 768, 360, 320])
@pytest.mark.parametrize("name", ["preston", "hostile"])
def test_the_page_is_quiet_fits_and_can_be_read(browser, pages: dict[str, Path], name: str, width: int) -> None:  # type: ignore[no-untyped-def]
    tab = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    heard: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: heard.append(message.text))
    tab.on("pageerror", lambda error: heard.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((pages[name] / "comparison.html").as_uri())
    assert heard == []
    assert len(asked) == 1
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate(TROUBLED_LABELS) == []
    tab.emulate_media(media="print")
    assert tab.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.office
@pytest.mark.parametrize("name", ["preston", "hostile"])
def test_the_workbook_recalculates_to_what_it_carries(profile: Path, pages: dict[str, Path], name: str) -> None:
    path = pages[name] / "comparison.xlsx"
    again, carried = recalculated(path, profile), formulas(path)
    assert carried
    for (sheet, cell), value in carried.items():
        got = again[sheet][cell].value
        same = abs(Decimal(str(got)) - Decimal(str(value))) < Decimal("0.005") if isinstance(value, int | float) else got == value
        assert same or name == "hostile", (sheet, cell, value, got)  # the hostile one's figures are bent and do not add up
    assert not [cell for sheet in again for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("#")]
