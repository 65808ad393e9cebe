"""The page in a real browser: quiet, closed, legible at every width, and answering."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal as D
from pathlib import Path

import pytest

from cwbaudit.api import load
from cwbaudit.money import short
from cwbaudit.report.html import html
from cwbaudit.report.model import Report
from tests.conftest import Ran
from tests.unit import made_reports as made
from tests.unit.poison import MARKUP, poisoned

pytestmark = pytest.mark.browser

WELSH = (
    "Cyngor Sir Ynys Môn",
    "Bwrdd Iechyd Prifysgol Betsi Cadwaladr",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "Tŷ Ŵyl",
)
REPORTS: dict[str, Callable[[], Report]] = {
    "preston": made.preston,
    "large": lambda: made.preston(targets=("0.10", "0.60"), number=2000),
    "one line": made.one_line,
    "nothing": lambda: made.report([]),
    "negative": made.negative,
    "welsh": lambda: made.with_names(WELSH),
    "hostile": lambda: made.with_names(made.HOSTILE),
    "all local": lambda: made.one_line("1250000.00", targets=("0.5",)),
    "empty headings": lambda: made.report(
        [
            made.Cell("Council", "", f"Supplier {n}", ("local", "regional", "leaking", "unplaced")[n % 4], "influenceable", D(1000 + n))
            for n in range(9)
        ],
        targets=("0.5",),
    ),
    "markup": lambda: made.with_names(MARKUP),
}
TROUBLED_LABELS = """() => {
  const troubled = [];
  for (const svg of document.querySelectorAll("figure > svg")) {
    if (!svg.getClientRects().length) continue;
    const edge = svg.getBoundingClientRect();
    const labels = [...svg.querySelectorAll("text")].filter(text => text.getClientRects().length).map(text => [text.textContent, text.getBoundingClientRect()]);
    const leaves = box => box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 3 || box.bottom > edge.bottom + 3;
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
    labels.forEach(([words, box], index) => {
      if (leaves(box)) troubled.push(["outside", words]);
      for (const [other, its] of labels.slice(index + 1)) if (meet(box, its)) troubled.push([words, other]);
    });
  }
  return troubled;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    sync_api = pytest.importorskip("playwright.sync_api")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def show(browser, tmp_path_factory) -> Callable[..., object]:
    """Open a report's page; the tab keeps what it said in `heard` and what it asked for in `asked`."""
    folder = tmp_path_factory.mktemp("pages")

    def opened(name: str, width: int = 1280, **context: object):
        path = Path(folder) / f"{name}.html"
        path.write_text(html(REPORTS[name]()), encoding="utf-8")
        tab = browser.new_context(viewport={"width": width, "height": 900}, **context).new_page()
        tab.heard, tab.asked = [], []
        tab.on("console", lambda message: tab.heard.append(message.text))
        tab.on("pageerror", lambda error: tab.heard.append(str(error)))
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.goto(path.as_uri())
        return tab

    return opened


@pytest.mark.parametrize("width", [1280, 768, 360, 320])
@pytest.mark.parametrize("name", REPORTS)
def test_it_is_quiet_fits_and_can_be_read(show, name: str, width: int) -> None:
    tab = show(name, width)
    assert tab.heard == []
    assert len(tab.asked) == 1
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate(TROUBLED_LABELS) == []


AXED = ("one line", "large", "all local", "empty headings", "welsh", "hostile")
UNFOLD = "document.querySelectorAll('details').forEach(details => details.open = true)"


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", AXED)
def test_axe_finds_no_violation(show, name: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = show(name, width)
    tab.evaluate(UNFOLD)
    found = Axe().run(tab).response
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]] == []
    assert {"html-has-lang", "document-title", "list", "label"} <= {each["id"] for each in found["passes"]}
    assert tab.heard == []


@pytest.fixture(scope="module")
def published(preston: Path, command: Callable[..., Ran], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "edition"
    ran = command("report", preston, "--publish", "--out", folder)
    assert ran.code == 0, ran.err
    return folder / "report.html"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_published_page_is_as_quiet_and_as_good(browser, published: Path, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    heard, asked = [], []
    tab.on("console", lambda message: heard.append(message.text))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(published.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate(TROUBLED_LABELS) == []
    tab.evaluate(UNFOLD)
    found = Axe().run(tab).response
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]] == []
    assert (heard, len(asked)) == ([], 1)


@pytest.fixture(scope="module")
def sample(preston: Path) -> Report:
    return load(preston).report


@pytest.mark.parametrize("turn", range(0, len(MARKUP), 16))
def test_markup_in_every_text_runs_nothing_and_breaks_no_policy(browser, sample: Report, turn: int, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(html(poisoned(sample, MARKUP, turn)), encoding="utf-8")
    tab = browser.new_page()
    heard, asked = [], []
    tab.on("console", lambda message: heard.append(message.text))
    tab.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda request: asked.append(request.url))
    tab.add_init_script("document.addEventListener('securitypolicyviolation', event => console.log(event.violatedDirective))")
    tab.goto(page.as_uri())
    tab.evaluate(UNFOLD)
    assert tab.evaluate("window.__pwned") is None
    assert (heard, len(asked)) == ([], 1)
    assert tab.evaluate("document.querySelectorAll('img, iframe, object, embed, video, base, link, script[src]').length") == 0


def test_the_policy_would_stop_a_script_that_got_in(browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(html(made.one_line()).replace("</main>", "<script>window.__pwned=1</script></main>"), encoding="utf-8")
    tab = browser.new_page()
    heard = []
    tab.on("console", lambda message: heard.append(message.text))
    tab.goto(page.as_uri())
    assert tab.evaluate("window.__pwned") is None
    assert any("Content Security Policy" in said for said in heard)


def test_every_table_is_on_paper(show) -> None:
    tab = show("preston")
    hidden = "[...document.querySelectorAll('table')].filter(table => !table.checkVisibility({contentVisibilityAuto: true})).length"
    assert tab.evaluate(hidden) > 0
    tab.emulate_media(media="print")
    tab.wait_for_function(f"{hidden} === 0")  # the browser unfolds when it next draws, which may be after this line
    assert tab.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_the_slider_answers_as_the_scenarios_do(show) -> None:
    tab = show("preston")
    answers = {}
    for scenario in made.preston().scenarios:
        tab.locator("#what-if-share").fill(str(int(scenario.target * 100)))
        answers[scenario.name] = tab.locator("#what-if-answer").text_content()
        assert short(scenario.moved) in answers[scenario.name]
        assert ("Reachable" in answers[scenario.name]) == scenario.reachable
        assert scenario.reachable or f"Out of reach by {short(scenario.shortfall)}" in answers[scenario.name]
    tab.locator("#what-if-share").fill("0")
    assert "nothing needs to move" in tab.locator("#what-if-answer").text_content()


def test_the_supplier_table_sorts_and_filters(show) -> None:
    tab = show("preston")
    report = made.preston()
    names = "[...document.querySelectorAll('#supplier-table tbody tr:not([hidden]) th')].map(cell => cell.textContent)"
    tab.locator("#supplier-table thead button", has_text="In scope").click()
    assert tab.evaluate(names)[0] == report.suppliers[0].name
    tab.locator("#supplier-table thead button", has_text="In scope").click()
    assert tab.evaluate(names)[0] == report.suppliers[-1].name
    tab.locator("#supplier-where").select_option("regional")
    regional = {supplier.name for supplier in report.suppliers if supplier.locality == "regional"}
    assert set(tab.evaluate(names)) == regional
    tab.locator("#supplier-words").fill("ribble care")
    shown = {name for name in regional if "ribble" in name.lower() and "care" in name.lower()}
    assert shown <= set(tab.evaluate(names)) <= regional
    assert tab.locator("#supplier-count").text_content() == f"{len(tab.evaluate(names))} of {len(report.suppliers)} shown"


def test_without_script_nothing_is_offered_that_needs_it(show) -> None:
    tab = show("preston", java_script_enabled=False)
    assert not tab.locator("#what-if").is_visible()
    assert not tab.locator("#supplier-filter").is_visible()
    assert tab.locator("#supplier-table").is_visible()
    assert tab.locator("#figure-flow svg").first.is_visible()


def test_hostile_names_run_nothing(show) -> None:
    tab = show("hostile")
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    tab.reload()
    tab.mouse.wheel(0, 20_000)
    assert asked == []
    assert tab.evaluate("document.images.length + document.links.length - document.querySelectorAll('a[href^=\"#\"]').length") == 0
