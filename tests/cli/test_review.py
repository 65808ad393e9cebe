"""Review through the command, on the sample: ask, answer in the workbook, apply, run, ask again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tests.conftest import Ran

Command = Callable[..., Ran]
PINK = PatternFill("solid", start_color="FFC0CB", end_color="FFC0CB")
JOINS, UNPLACED, DISPUTED = "Joins in doubt", "Without a place", "Places in doubt"
WHINFELL, LARCHBECK = "Whinfell Scaffolding Limited", "LARCHBECK COACHES LTD"


@pytest.fixture(scope="module")
def asked(command: Command, preston: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(preston, tmp_path_factory.mktemp("asked") / "preston"))
    (folder / "decisions" / "postcodes.csv").unlink()
    assert command("run", folder, "--quiet").code == 0
    asked = open_by_sheet(command("review", folder, "--json"))
    assert (asked[JOINS] >= 2, asked[UNPLACED], asked[DISPUTED]) == (True, 2, 0)
    return folder


@pytest.fixture
def own(asked: Path, tmp_path: Path) -> Path:
    """The sample, audited before anybody decided where two of its suppliers are, with its fresh workbook."""
    return Path(shutil.copytree(asked, tmp_path / "preston"))


def open_by_sheet(ran: Ran) -> dict[str, int]:
    assert ran.code == 0, ran.err
    return {sheet["sheet"]: sheet["open"] for sheet in json.loads(ran.out)["sheets"] if sheet["sheet"] in (JOINS, UNPLACED, DISPUTED)}


def fill_in(path: Path) -> None:
    """Sort both sheets the other way round, colour a row, answer, and say why."""
    book = openpyxl.load_workbook(path)
    for title in (JOINS, UNPLACED):
        sheet = book[title]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        for number, values in enumerate(reversed(rows), 5):
            for column, value in enumerate(values, 1):
                sheet.cell(number, column).value = value
    verdicts = {WHINFELL: ("different", "Two yards; telephoned both"), LARCHBECK: ("same", "One bank account")}
    for row in book[JOINS].iter_rows(min_row=5):
        row[2].value, row[3].value = verdicts.get(row[0].value, ("different", None))
        row[0].fill = PINK
    postcodes = {"Fellgate Community Transport CIC": "fy54nj", "OXENRIGG SKILLS ACADEMY LTD": "L8 1YF"}
    for row in book[UNPLACED].iter_rows(min_row=5):
        row[1].value = postcodes[row[0].value]
    book["Read me"]["B12"] = "J Smith"
    book.save(path)


def test_from_question_to_figure_and_never_asked_again(command: Command, own: Path) -> None:
    before = json.loads((own / "audit" / "report.json").read_text(encoding="utf-8"))["headline"]
    fill_in(own / "review.xlsx")
    old = (own / "decisions" / "suppliers.csv").read_text(encoding="utf-8-sig")

    ran = command("review", "apply", own, "--when", "2026-11-02", "--json")
    assert ran.code == 0, ran.err
    taken = json.loads(ran.out)
    joins = openpyxl.load_workbook(own / "review.xlsx")[JOINS].max_row - 4
    assert (len(taken["suppliers"]), len(taken["postcodes"]), taken["who"]) == (joins, 2, "J Smith")
    new = (own / "decisions" / "suppliers.csv").read_text(encoding="utf-8-sig")
    assert new.startswith(old)
    assert "Whinfold Scaffolding Ltd,different,Whinfell Scaffolding Limited,J Smith,2026-11-02,Two yards; telephoned both" in new
    assert json.loads(command("review", "apply", own, "--json").out)["written"] == []

    ran = command("run", own, "--json")
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    assert report["headline"]["unplaced"] == "0.00" != before["unplaced"]
    assert report["headline"]["total"] == before["total"]
    assert not [item for item in report["findings"] if item["code"] in ("possible-same-supplier", "supplier-unplaced")]
    joined = json.loads(command("explain", own, "LARCHBECK COACH HIRE", "--json").out)
    assert joined["supplier"]["name"] == LARCHBECK
    assert any("One bank account" in alias["because"] for alias in joined["aliases"])

    again = command("review", own, "--json")
    # whom a person joined now has two places: that is a new question, and the only one
    assert open_by_sheet(again) == {JOINS: 0, UNPLACED: 0, DISPUTED: 1}
    assert openpyxl.load_workbook(own / "review.xlsx")[DISPUTED]["A5"].value == LARCHBECK
    sheet = openpyxl.load_workbook(own / "review.xlsx")[JOINS]
    told = {row[0].value: (row[0].fill.start_color.rgb, row[3].value, row[13].value) for row in sheet.iter_rows(min_row=5)}
    assert told.pop(LARCHBECK) == ("00FFC0CB", "One bank account", "decided: same")
    assert told[WHINFELL] == ("00FFC0CB", "Two yards; telephoned both", "decided: different")
    assert {(colour, status) for colour, _, status in told.values()} == {("00FFC0CB", "decided: different")}
    (own / "review.xlsx").unlink()
    assert open_by_sheet(command("review", own, "--json")) == {JOINS: 0, UNPLACED: 0, DISPUTED: 1}


def test_a_wrong_answer_ends_with_10_and_takes_nothing(command: Command, own: Path) -> None:
    book = openpyxl.load_workbook(own / "review.xlsx")
    book[JOINS]["C5"] = "smae"
    book.save(own / "review.xlsx")
    ran = command("review", "apply", own)
    assert (ran.code, ran.out) == (10, "")
    assert 'Joins in doubt, row 5, column C (Same supplier?): "smae" is no verdict' in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["apply", "{own}", "--when", "yesterday"], 2, '"yesterday" is not a day'),
        (["apply", "{own}", "--workbook", "{own}/mine.xlsx"], 10, "There is no workbook"),
        (["apply", "{own}/spend"], 2, "no audit"),
        (["{own}/spend"], 2, "no audit"),
        (["{own}", "--most", "0"], 2, "--most"),
    ],
)
def test_wrong_usage(command: Command, preston: Path, arguments: list[str], code: int, complaint: str) -> None:
    ran = command("review", *(argument.format(own=preston) for argument in arguments))
    assert ran.code == code, ran.err
    assert complaint in ran.err


def test_the_person_who_decides(process: Command, own: Path) -> None:
    book = openpyxl.load_workbook(own / "review.xlsx")
    book[UNPLACED]["B5"] = "PR1 2RL"
    book.save(own / "review.xlsx")
    ran = process("review", "apply", own, "--who", "A Jones", "--when", "2026-11-03")
    assert ran.code == 0
    assert "Decided by A Jones on 2026-11-03" in ran.out
    assert ",PR1 2RL,A Jones,2026-11-03," in (own / "decisions" / "postcodes.csv").read_text(encoding="utf-8-sig")


def test_a_postcode_that_no_directory_has_is_taken_and_said_to_place_nobody(command: Command, own: Path) -> None:
    book = openpyxl.load_workbook(own / "review.xlsx")
    for row, postcode in zip(book[UNPLACED].iter_rows(min_row=5), ("PR1 9ZZ", "France"), strict=True):
        row[1].value = postcode
    book.save(own / "review.xlsx")
    ran = command("review", "apply", own)
    assert ran.code == 0, ran.err
    assert "warning: PR1 9ZZ is in no postcode directory: it places nobody." in " ".join(ran.out.split())
    assert ran.out.count("warning") == 1
