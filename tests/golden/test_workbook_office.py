"""The workbook in a real spreadsheet program: it opens, recalculates to the values it carries, and its yellow cell works."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cwbaudit.api import audit
from cwbaudit.report.model import Report
from cwbaudit.report.xlsx import xlsx
from tests.unit import made_reports as made
from tests.unit.poison import SPREADSHEET

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "preston-2013"
pytestmark = pytest.mark.office

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

REPORTS = {
    "preston": made.preston,
    "large": lambda: made.preston(number=2_000, seed=2),
    "one line": made.one_line,
    "no region": lambda: made.one_line(region="", findings=[]),
    "all leaking": lambda: made.one_line(locality="leaking"),
    "nothing": lambda: made.report([]),
    "negative": made.negative,
    "hostile": lambda: made.with_names(made.HOSTILE),
    "payloads": lambda: made.with_names(SPREADSHEET),
    "welsh": lambda: made.with_names(("Cyngor Sir Ynys Môn", "Tŷ Ŵyl", "Siôn Êl")),
    "all unplaced": lambda: made.one_line(locality="unplaced"),
    "a refund": lambda: made.one_line("-10.00"),
    "a penny": lambda: made.one_line("0.01", locality="leaking"),
    "as much as a cell holds": lambda: made.one_line("9999990000000.99"),
    **{f"seed {seed}": (lambda seed=seed: made.preston(targets=("0.333", "0.5"), number=40 * seed, seed=seed)) for seed in range(3, 9)},
}


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice profile of our own that recalculates whatever it opens."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    return folder


def recalculated(book: Path, profile: Path) -> openpyxl.Workbook:
    """The workbook's values after LibreOffice has opened, recalculated and saved it."""
    out = book.parent / "recalculated"
    command = [
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
        str(book),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(out / book.name, data_only=True)


def formulas(book: Path) -> dict[tuple[str, str], object]:
    """Every formula cell with the value that we wrote beside it."""
    written, cached = openpyxl.load_workbook(book), openpyxl.load_workbook(book, data_only=True)
    return {
        (sheet.title, cell.coordinate): cached[sheet.title][cell.coordinate].value
        for sheet in written
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def named(book: openpyxl.Workbook, name: str) -> object:
    """The value of a named cell."""
    sheet, cell = next(iter(book.defined_names[name].destinations))
    return book[sheet][cell].value


def test_there_are_twenty_workbooks() -> None:
    assert len(REPORTS) >= 20


@pytest.mark.parametrize("name", REPORTS)
def test_every_formula_recalculates_to_the_value_it_carries(name: str, tmp_path: Path, profile: Path) -> None:
    book = tmp_path / "report.xlsx"
    xlsx(REPORTS[name](), book)
    after, carried = recalculated(book, profile), formulas(book)
    assert carried, "there are formulas"
    for (sheet, cell), value in carried.items():
        found = after[sheet][cell].value
        if isinstance(value, int | float):
            assert found == pytest.approx(value, abs=1e-6), (sheet, cell)
        else:
            assert found == value, (sheet, cell)
    assert named(after, "Target_Verdict") is not None


def test_the_sample_recalculates_to_the_published_figures(tmp_path: Path, profile: Path) -> None:
    folder = audit(SAMPLE / "audit.toml", tmp_path / "audit").folder
    after = recalculated(folder / "report.xlsx", profile)
    assert named(after, "Total_Spend") == 750_000_000
    assert named(after, "Local_Spend") == 37_500_000
    assert named(after, "Leaking_Spend") == 457_500_000
    assert named(after, "Target_Moved") == 37_500_000
    cells = [cell.value for sheet in after for row in sheet.iter_rows() for cell in row]
    assert cells.count("OK") >= 4
    assert "MISMATCH" not in cells
    assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith("#")]


def asked(report: Report, target: Decimal, folder: Path, profile: Path) -> openpyxl.Workbook:
    """The workbook recalculated with another target typed in the yellow cell."""
    book = folder / f"asked-{target}.xlsx"
    xlsx(report, book)
    changed = openpyxl.load_workbook(book)
    sheet, cell = next(iter(changed.defined_names["Target_Local_Share"].destinations))
    changed[sheet][cell] = float(target)
    changed.save(book)
    return recalculated(book, profile)


@pytest.mark.parametrize(
    ("target", "verdict"),
    [("0", "Already met"), ("0.05", "Already met"), ("0.25", "Within reach"), ("0.5", "Out of reach"), ("1", "Out of reach")],
)
def test_the_yellow_cell_answers_as_the_audit_does(target: str, verdict: str, tmp_path: Path, profile: Path) -> None:
    report = made.preston(targets=("0.10", "0.60", target))
    ours = report.scenarios[-1]
    after = asked(report, Decimal(target), tmp_path, profile)
    assert named(after, "Target_Verdict") == verdict
    assert round(named(after, "Target_Moved"), 2) == float(ours.moved)  # type: ignore[call-overload]
    sheet = after["What-if"]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value}
    assert round(said["Missing"], 2) == float(ours.shortfall)
    assert said["Local share after"] == pytest.approx(float(ours.local_share_after), abs=1e-6)
    assert said["Highest local share within reach"] == pytest.approx(float(ours.ceiling), abs=1e-6)
    assert said["Check"] == "OK"


def test_a_hundred_targets_agree_to_the_penny(tmp_path: Path, profile: Path) -> None:
    targets = [*(f"0.{n:02}" for n in range(1, 51)), *(f"0.{n * 977 % 10_000:04}" for n in range(1, 51))]
    book = tmp_path / "targets.xlsx"
    for amount in ("12345678.95", "4999.85"):
        cells = [
            made.Cell("A", "Food", "X", "leaking", "influenceable", Decimal(amount)),
            made.Cell("A", "Food", "Y", "local", "locked", Decimal("10.10")),
        ]
        report = made.report(cells, targets=targets)
        xlsx(report, book)
        checks = [
            cell.value for row in recalculated(book, profile)["What-if"].iter_rows() for cell in row if cell.value in ("OK", "MISMATCH")
        ]
        assert checks == ["OK"] * (1 + len(targets))


def test_the_check_cell_says_so_when_a_figure_is_not_ours(tmp_path: Path, profile: Path) -> None:
    report = made.preston()
    wrong = [s.model_copy(update={"moved": s.moved + Decimal("0.01")}) for s in report.scenarios]
    book = tmp_path / "wrong.xlsx"
    xlsx(report.model_copy(update={"scenarios": wrong}), book)
    said = {row[0].value: row[1].value for row in recalculated(book, profile)["What-if"].iter_rows(max_col=2) if row[0].value}
    assert said["Check"] == "MISMATCH"


def test_yellow_cells_by_category_add_up(tmp_path: Path, profile: Path) -> None:
    report, book = made.preston(), tmp_path / "category.xlsx"
    xlsx(report, book)
    changed = openpyxl.load_workbook(book)
    sheet = changed["What-if by category"]
    header = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Your share to bring home")
    for row in range(header.row + 1, sheet.max_row + 1):
        sheet.cell(row, header.column).value = 1
    changed.save(book)
    after = recalculated(book, profile)["What-if by category"]
    said = {row[0].value: row[1].value for row in after.iter_rows(max_col=2) if row[0].value}
    head = report.headline
    assert said["Brought home in all"] == pytest.approx(
        float(head.influence.influenceable + head.regional_influence.influenceable), abs=0.005
    )
    assert said["Local share after"] == pytest.approx(float(report.scenarios[0].ceiling), abs=1e-6)
