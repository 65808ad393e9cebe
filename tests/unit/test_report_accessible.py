"""The accessible workbook keeps the checklist, says the same figures, and nothing in it is alive."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cwbaudit.report.accessible.book import accessible
from cwbaudit.report.model import Report
from cwbaudit.report.workbook.sheet import cell_text
from cwbaudit.report.xlsx import xlsx
from tests.unit import made_reports as made
from tests.unit.checklist import broken

REPORTS: dict[str, Callable[[], Report]] = {
    "preston": lambda: made.preston(number=60),
    "one line": made.one_line,
    "no region, no finding": lambda: made.one_line(region="", findings=[], excluded=False),
    "nothing": lambda: made.report([]),
    "negative": made.negative,
    "hostile": lambda: made.with_names(made.HOSTILE),
}


@pytest.fixture(scope="module", params=REPORTS)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    report, path = REPORTS[request.param](), tmp_path_factory.mktemp("book") / "report.xlsx"
    accessible(report, path)
    return report, path


def rows(book: openpyxl.Workbook, sheet: str) -> list[dict[str, object]]:
    """A sheet's table, a row at a time, by header."""
    table = next(iter(book[sheet].tables.values()))
    head, *body = [[cell.value for cell in row] for row in book[sheet][table.ref]]
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def pounds(value: object) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


def test_it_keeps_the_checklist(written: tuple[Report, Path]) -> None:
    assert broken(written[1]) == []


def test_the_checklist_is_no_formality(tmp_path: Path) -> None:
    xlsx(made.preston(number=60), tmp_path / "analyst.xlsx")
    said = " ".join(broken(tmp_path / "analyst.xlsx"))
    for rule in ("sheet of notes", "chart", "frozen", "filter", "protected", "formula", "fill", "one table a sheet", "is empty"):
        assert rule in said, rule


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda book: book["Bodies"].merge_cells("A2:B2"), "merged"),
        (lambda book: setattr(book["Bodies"], "sheet_state", "hidden"), "hidden"),
        (lambda book: book["Bodies"].__setitem__("B8", None), "no cell of the table is empty"),
        (lambda book: book["Bodies"].__setitem__("Z3", "beside"), "beside"),
        (lambda book: book["Notes"].__setitem__("A6", "note 99"), "every note that is referred to"),
        (lambda book: book["Bodies"].__setitem__("A8", "[q]"), "shorthand"),
        (lambda book: setattr(book.properties, "subject", ""), "property subject"),
        (lambda book: book.__delitem__("Bodies"), "contents link"),
    ],
)
def test_each_rule_can_be_broken(spoil: Callable[[openpyxl.Workbook], object], rule: str, tmp_path: Path) -> None:
    accessible(made.negative(), tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    spoil(book)
    book.save(tmp_path / "spoilt.xlsx")
    assert rule in " ".join(broken(tmp_path / "spoilt.xlsx"))


def test_it_says_the_reports_own_figures(written: tuple[Report, Path]) -> None:
    report, book = written[0], openpyxl.load_workbook(written[1])
    headline = {str(row["Where the money goes"]).split(":")[0].lower(): row for row in rows(book, "Headline")}
    for name in ("local", "leaking", "unplaced"):
        assert pounds(headline[name]["Amount"]) == getattr(report.headline, name)
    if report.bodies:
        found = [(row["Body"], pounds(row["Spend in scope"])) for row in rows(book, "Bodies")]
        assert found == [*((cell_text(body.name) or "[x]", body.total) for body in report.bodies), ("All", report.headline.total)]
        assert sum(pounds(row["Amount"]) for row in rows(book, "Suppliers")) == report.headline.total
    moved = [pounds(row["Moved"]) for row in rows(book, "What_ifs")] if report.scenarios else []
    assert moved == [scenario.moved for scenario in report.scenarios]


def test_nothing_in_it_is_a_formula_or_leads_outside(written: tuple[Report, Path]) -> None:
    with zipfile.ZipFile(written[1]) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            assert "<f>" not in text, name
            assert 'TargetMode="External"' not in text, name


def test_the_same_report_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accessible(made.negative(), tmp_path / "one.xlsx")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    accessible(made.negative(), tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
