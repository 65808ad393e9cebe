"""The analyst's workbook brought up to date in place: what they did to it stays, what is new is added, what is settled says so."""

from __future__ import annotations

import shutil
from copy import copy
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from cwbaudit import api
from cwbaudit.errors import ConfigError
from cwbaudit.review import Asked, apply, home, review
from cwbaudit.review.pages import PAGES, identity
from cwbaudit.review.sameness import Sameness
from tests.unit.test_review_answers import BIRKRIGG, CONFIG, COWSLIP, SPEND, UNPLACED

GREEN = PatternFill("solid", start_color="00FF00", end_color="00FF00")


def audited(folder: Path, spend: str) -> Asked:
    (folder / "spend.csv").write_text(spend, encoding="utf-8")
    (folder / "audit.toml").write_text(CONFIG, encoding="utf-8")
    return review(api.audit(folder / "audit.toml"), folder)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    audited(folder, SPEND)
    return folder


@pytest.fixture
def mine(first: Path, tmp_path: Path) -> Path:
    """A workbook that an analyst has worked in: sorted, coloured, widened, annotated, with a column and a sheet of their own."""
    folder = Path(shutil.copytree(first, tmp_path / "mine"))
    book = openpyxl.load_workbook(folder / "review.xlsx")
    sheet = book[UNPLACED]
    rows = [[copy(cell.value) for cell in row] for row in sheet.iter_rows(min_row=5)]
    for number, values in enumerate(reversed(rows), 5):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value
            if isinstance(value, str):
                sheet.cell(number, column).data_type = "s"
    sheet["A6"].fill = GREEN
    sheet["A6"].comment = Comment("ring them", "JS")
    sheet.column_dimensions["A"].width = 51
    sheet["M4"], sheet["M6"] = "To ask", "Anna"
    sheet["C6"] = "rang on Monday"
    sheet.row_dimensions[6].height = 60
    book.create_sheet("My sums")["A1"] = "=1+1"
    book.save(folder / "review.xlsx")
    return folder


def names(folder: Path) -> list[object]:
    sheet = openpyxl.load_workbook(folder / "review.xlsx")[UNPLACED]
    return [row[0] for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_what_the_analyst_did_stays(mine: Path) -> None:
    found = audited(mine, SPEND + "Fellgate Foods Ltd,,Food,9999.00\n")
    book = openpyxl.load_workbook(mine / "review.xlsx")
    sheet = book[UNPLACED]
    assert names(mine) == ["=Elterwater Ltd", COWSLIP, BIRKRIGG, "Fellgate Foods Ltd"]
    assert sheet["A6"].fill.start_color.rgb == "0000FF00"
    assert sheet["A6"].comment.text == "ring them"
    assert (sheet["M4"].value, sheet["M6"].value, sheet["C6"].value) == ("To ask", "Anna", "rang on Monday")
    assert (sheet.column_dimensions["A"].width, sheet.row_dimensions[6].height) == (51, 60)
    assert book["My sums"]["A1"].value == "=1+1"
    assert sheet["A5"].data_type == "s"
    assert [sheet.cell(row, 11).value for row in range(5, 9)] == ["open", "open", "open", "new"]
    assert sheet["B8"].fill.start_color.rgb == sheet["B5"].fill.start_color.rgb
    assert not sheet["B8"].protection.locked
    assert sheet["A8"].protection.locked
    assert sheet.auto_filter.ref == "A4:L8"
    assert (found.sheets[1].new, found.sheets[1].open) == (1, 4)
    front = {row[0]: row[1] for row in book["Read me"].iter_rows(values_only=True)}
    assert front[UNPLACED] == 4


def test_nothing_to_change_changes_no_byte(mine: Path) -> None:
    audited(mine, SPEND)
    before = (mine / "review.xlsx").read_bytes()
    assert not audited(mine, SPEND).written
    assert (mine / "review.xlsx").read_bytes() == before


def test_a_fresh_workbook_has_the_same_bytes(first: Path, tmp_path: Path) -> None:
    review(api.load(first), first, workbook=tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == (first / "review.xlsx").read_bytes()


def test_under_a_new_title_it_is_said_what_the_workbook_was_of_and_the_answers_are_taken(mine: Path) -> None:
    book = openpyxl.load_workbook(mine / "review.xlsx")
    book[UNPLACED]["B7"] = "PR1 2RL"
    book.save(mine / "review.xlsx")
    config = (mine / "audit.toml").read_text(encoding="utf-8").replace('"Small"', '"Small, the year after"')
    (mine / "audit.toml").write_text(config, encoding="utf-8")
    later = api.audit(mine / "audit.toml")
    with pytest.raises(ConfigError, match='is of "Small", and this audit is "Small, the year after"'):
        apply(later, mine, when="2026-11-02")
    assert (review(later, mine).was_of, review(later, mine).was_of) == ("Small", "")
    assert openpyxl.load_workbook(mine / "review.xlsx")["Read me"]["A2"].value == "Small, the year after"
    assert [one.postcode for one in apply(later, mine, when="2026-11-02").postcodes] == ["PR1 2RL"]


def test_pounds_that_moved_are_brought_up_to_date(mine: Path) -> None:
    audited(mine, SPEND.replace("7000.00", "7100.00"))
    assert openpyxl.load_workbook(mine / "review.xlsx")[UNPLACED]["D6"].value == 7100


def test_what_is_settled_says_so_and_what_is_gone_is_not_deleted(mine: Path) -> None:
    book = openpyxl.load_workbook(mine / "review.xlsx")
    book[UNPLACED]["B7"] = "PR1 2RL"
    book.save(mine / "review.xlsx")
    apply(api.load(mine), mine, when="2026-11-02", who="JS")
    found = audited(mine, SPEND.replace("Cowslip Catering Ltd,see invoice", "Somebody Else Ltd,LS1 4AP"))
    sheet = openpyxl.load_workbook(mine / "review.xlsx")[UNPLACED]
    assert [sheet.cell(row, 11).value for row in (5, 6, 7)] == ["open", "no longer in the data", "decided: PR1 2RL"]
    assert sheet["A6"].fill.start_color.rgb == "0000FF00"
    assert (found.sheets[1].open, found.sheets[1].decided, found.sheets[1].no_longer) == (1, 1, 1)
    (mine / "review.xlsx").unlink()
    audited(mine, SPEND)
    assert BIRKRIGG not in names(mine)


def test_at_most_so_many_are_asked_and_the_rest_is_told(first: Path, tmp_path: Path) -> None:
    found = review(api.load(first), first, workbook=tmp_path / "few.xlsx", most=1)
    (sheet,) = [sheet for sheet in found.sheets if sheet.sheet == UNPLACED]
    assert (sheet.open, sheet.not_shown, str(sheet.pounds), str(sheet.pounds_not_shown)) == (1, 2, "8500.00", "7400.00")


def test_what_cannot_be_kept_is_told_and_the_old_workbook_is_kept(mine: Path) -> None:
    import zipfile

    with zipfile.ZipFile(mine / "review.xlsx", "a") as packed:
        packed.writestr("xl/threadedComments/threadedComment1.xml", "<ThreadedComments/>")
    before = (mine / "review.xlsx").read_bytes()
    found = audited(mine, SPEND + "Fellgate Foods Ltd,,Food,9999.00\n")
    assert found.cannot_keep == "threaded comments"
    assert found.kept_copy
    assert found.kept_copy.read_bytes() == before


def offered(book: openpyxl.Workbook, rule: str) -> list[str]:
    """The words of a drop-down, which stand in its rule or on a hidden sheet."""
    if rule.startswith('"'):
        return rule.strip('"').split(",")
    sheet, _, area = rule.partition("!")
    assert book[sheet.strip("'")].sheet_state == "hidden"
    return [cell.value for (cell,) in book[sheet.strip("'")][area.replace("$", "")]]


def test_only_yellow_cells_are_open_and_the_drop_downs_are_there(first: Path) -> None:
    book = openpyxl.load_workbook(first / "review.xlsx")
    for page in PAGES:
        sheet = book[page.title]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        for row in sheet.iter_rows(min_row=5, max_col=len(page.columns)):
            assert [not cell.protection.locked for cell in row] == [column.yellow for column in page.columns]
        lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        assert [offered(book, rule) for rule in lists] == ([list(page.words)] if page.words else [])


def test_ids_rest_on_the_names_alone() -> None:
    assert identity("A Ltd", "B Ltd") == identity("B  LTD ", "a ltd")
    assert identity("A Ltd") != identity("B Ltd")
    assert identity("A", "B") != identity("A\nB", "")


def test_sameness_follows_steps() -> None:
    from cwbaudit.config.decisions import SupplierDecision

    def said(name: str, verdict: str, supplier: str) -> SupplierDecision:
        return SupplierDecision(name=name, verdict=verdict, supplier=supplier, who="", when="", why="", written=f"{name}{supplier}")  # type: ignore[arg-type]

    same = Sameness([said("A", "same", "B"), said("B", "same", "C"), said("C", "different", "D")])
    assert same.verdict("A", "C") == "same"
    assert same.verdict("A", "D") == "different"
    assert same.verdict("A", "E") == ""
    assert same.chain("A", "C") == ("AB", "BC")
    assert same.chain("A", "D") == ()


def test_home_is_where_the_config_is(first: Path, tmp_path: Path) -> None:
    loaded = api.load(first)
    for asked in (first, first / "audit.toml", first / "audit"):
        assert home(asked, loaded) == first
