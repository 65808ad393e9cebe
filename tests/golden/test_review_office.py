"""The review workbook in a real spreadsheet program: it opens, and the drop-downs, locks and colours are still there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from cwbaudit.review.pages import PAGES
from tests.unit.test_review_workbook import SPEND, audited

pytestmark = pytest.mark.office


def offered(book: openpyxl.Workbook, formula: str) -> list[str]:
    """The words of a drop-down: written in its rule, or in the cells that it names."""
    if formula.startswith('"'):
        return formula.strip('"').split(",")
    sheet, _, cells = formula.partition("!")
    return [str(cell.value) for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]


def test_libreoffice_keeps_what_matters(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    audited(tmp_path, SPEND)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "out",
         tmp_path / "review.xlsx"], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    before = openpyxl.load_workbook(tmp_path / "review.xlsx")
    after = openpyxl.load_workbook(tmp_path / "out" / "review.xlsx")
    assert after.sheetnames == before.sheetnames
    for page in PAGES:
        sheet = after[page.title]
        rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        assert [offered(after, rule.formula1) for rule in rules] == ([list(page.words)] if page.words else [])
        assert sheet.protection.sheet
        for row, old in zip(sheet.iter_rows(min_row=4), before[page.title].iter_rows(min_row=4), strict=False):
            for cell, was in zip(row, old, strict=False):
                assert cell.value == was.value
                assert cell.protection.locked == was.protection.locked
                assert was.value is None or cell.fill.start_color.rgb[-6:] == was.fill.start_color.rgb[-6:]
    assert audited(tmp_path, SPEND).written is False
    shutil.copy(tmp_path / "out" / "review.xlsx", tmp_path / "review.xlsx")
    found = audited(tmp_path, SPEND)
    assert [(sheet.open, sheet.new) for sheet in found.sheets] == [(0, 0), (3, 0), (0, 0), (1, 0), (1, 0)]
