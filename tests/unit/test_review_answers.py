"""What a person can get wrong in the review workbook: each mistake is named with its sheet, row, column and value, and nothing is taken."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cwbaudit import api
from cwbaudit.config.decisions import load_decisions
from cwbaudit.engine import sql
from cwbaudit.errors import ConfigError, SourceError
from cwbaudit.review import Applied, apply, review
from cwbaudit.review.answers import standard
from cwbaudit.review.pages import identity
from cwbaudit.tables import HEADINGS

SPEND = """Supplier,Postcode,Category,Amount
Ashgill Joinery Ltd,PR1 2RL,Repairs,9000.00
Birkrigg Roofing Ltd,,Repairs,8000.00
Birkrigg Roofing Limited,n/a,Repairs,500.00
Cowslip Catering Ltd,see invoice,Food,7000.00
Dunnerdale Print Ltd,PR1 2RL,Print,6000.00
Dunnerdale Print Ltd,LS1 4AP,Print,5000.00
=Elterwater Ltd,,Print,400.00
Fellfoot Ltd,PR1 2RL,Sundries,300.00
Fellfoot Ltd,PR1 2RL,Print,40.00
"""
CONFIG = """[audit]
title = "Small"
[place]
name = "Preston"
local = { authorities = ["Preston"] }
[[source]]
body = "Council"
files = "spend.csv"
[influence]
default = "unassessed"
"""
WHEN = "2026-11-02"
JOINS, UNPLACED, ENTRIES, DISPUTED, UNHEADED = (
    "Joins in doubt", "Without a place", "Register matches in doubt", "Places in doubt", "Without a heading",
)  # fmt: skip
ASHGILL, BIRKRIGG, COWSLIP, DUNNERDALE = "Ashgill Joinery Ltd", "Birkrigg Roofing Ltd", "Cowslip Catering Ltd", "Dunnerdale Print Ltd"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    (folder / "spend.csv").write_text(SPEND, encoding="utf-8")
    (folder / "audit.toml").write_text(CONFIG, encoding="utf-8")
    review(api.audit(folder / "audit.toml"), folder)
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """An audit of five suppliers with its fresh workbook."""
    return Path(shutil.copytree(made, tmp_path / "small"))


class Book:
    """The workbook as an analyst fills it in."""

    def __init__(self, home: Path) -> None:
        self.path = home / "review.xlsx"
        self.book = openpyxl.load_workbook(self.path)

    def column(self, sheet: str, header: str) -> int:
        return next(cell.column for cell in self.book[sheet][4] if cell.value == header)

    def row(self, sheet: str, name: str) -> int:
        return next(row[0].row for row in self.book[sheet].iter_rows(min_row=5) if row[0].value == name)

    def write(self, sheet: str, row: int | str, **said: Any) -> None:
        number = self.row(sheet, row) if isinstance(row, str) else row
        for header, value in said.items():
            self.book[sheet].cell(number, self.column(sheet, header.replace("_", " "))).value = value

    def pair(self, name: str, other: str, verdict: str) -> None:
        """A row of the joins sheet as `review` writes it, with its answer."""
        row = max(self.book[JOINS].max_row, 4) + 1
        self.write(JOINS, row, Name=name, Other_name=other, Id=identity(name, other))
        self.book[JOINS].cell(row, self.column(JOINS, "Same supplier?")).value = verdict

    def place(self, name: str, postcode: str, note: str = "", sheet: str = UNPLACED) -> None:
        self.write(sheet, name, Right_postcode=postcode, Your_note=note)
        self.book[sheet].cell(self.row(sheet, name), self.column(sheet, "Your note")).data_type = "s"  # '= typed as text

    def save(self) -> None:
        self.book.save(self.path)


def take(home: Path) -> Applied:
    return apply(api.load(home), home, when=WHEN, who="J Smith")


def test_what_is_asked(home: Path) -> None:
    book = Book(home)
    rows = [[cell.value for cell in row] for row in book.book[UNPLACED].iter_rows(min_row=5, max_col=10)]
    assert [(row[0], row[3]) for row in rows] == [(BIRKRIGG, 8500), (COWSLIP, 7000), ("=Elterwater Ltd", 400)]
    assert rows[0][4] == "Birkrigg Roofing Limited"
    assert rows[1][8:] == ["see invoice", "it cannot be read as a postcode"]
    (dispute,) = book.book[DISPUTED].iter_rows(min_row=5, values_only=True)
    assert dispute[0] == DUNNERDALE
    assert "PR1 2RL" in dispute[7]
    assert "LS1 4AP" in dispute[7]
    name = book.book[UNPLACED].cell(7, 1)
    assert (name.data_type, name.quotePrefix) == ("s", True)


def test_answers_become_decisions(home: Path) -> None:
    book = Book(home)
    book.place(BIRKRIGG, " pr12rl ", note="=Letterhead")
    book.place(COWSLIP, "Ireland")
    book.write(DISPUTED, DUNNERDALE, **{"Keep the place?": "Keep"})
    book.pair(ASHGILL, DUNNERDALE, "DIFFERENT")
    book.save()
    found = take(home)
    assert [(one.supplier, one.postcode) for one in found.postcodes] == [
        (BIRKRIGG, "PR1 2RL"), (COWSLIP, "Ireland"), (DUNNERDALE, "PR1 2RL"),
    ]  # fmt: skip
    assert [(one.name, one.verdict, one.supplier) for one in found.suppliers] == [(DUNNERDALE, "different", ASHGILL)]
    raw = (home / "decisions" / "postcodes.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfsupplier,postcode,who,when,why\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == 4
    assert f"{BIRKRIGG},PR1 2RL,J Smith,{WHEN},'=Letterhead\r\n".encode() in raw
    assert len(load_decisions(home / "decisions").postcodes) == 3


def test_applying_twice_takes_nothing_twice(home: Path) -> None:
    book = Book(home)
    book.place(BIRKRIGG, "PR1 2RL")
    book.save()
    assert take(home).known_before == 0
    before = (home / "decisions" / "postcodes.csv").read_bytes()
    again = take(home)
    assert (again.postcodes, again.known_before, again.written) == ([], 1, [])
    assert (home / "decisions" / "postcodes.csv").read_bytes() == before


def test_rows_that_were_there_stay_in_the_file_s_own_columns(home: Path) -> None:
    (home / "decisions").mkdir()
    old = 'when,who,supplier,postcode,why,ticket\n2025-01-01,A Jones,"Ashgill Joinery, Ltd",PR1 2RL,"said ""yes""",T-7'
    (home / "decisions" / "postcodes.csv").write_text(old, encoding="utf-8", newline="")
    book = Book(home)
    book.place(COWSLIP, "LS1 4AP", note="Two\nlines")
    book.save()
    take(home)
    text = (home / "decisions" / "postcodes.csv").read_bytes().decode("utf-8-sig")
    assert text.startswith(old.replace("\n", "\r\n") + "\r\n")
    rows = list(csv.reader(text.splitlines()))
    assert rows[2] == [WHEN, "J Smith", COWSLIP, "LS1 4AP", "Two lines", ""]


def test_blank_and_unsure_are_left_open(home: Path) -> None:
    book = Book(home)
    book.pair(ASHGILL, COWSLIP, "unsure")
    book.pair(ASHGILL, BIRKRIGG, " ")
    book.save()
    found = take(home)
    assert (found.suppliers, found.postcodes, found.written, found.left_open) == ([], [], [], 7)
    assert not (home / "decisions").exists()


def verdict(book: Book) -> None:
    book.pair(ASHGILL, BIRKRIGG, "smae")


def verdict_of_another_sheet(book: Book) -> None:
    book.write(DISPUTED, DUNNERDALE, **{"Keep the place?": "same"})


def formula(book: Book) -> None:
    book.place(BIRKRIGG, '="PR1"&" 2RL"')


def no_postcode(book: Book) -> None:
    book.place(BIRKRIGG, "Fishergate")


def half_a_postcode(book: Book) -> None:
    book.place(BIRKRIGG, "PR1")


def number(book: Book) -> None:
    book.write(UNPLACED, BIRKRIGG, Right_postcode=12345)


def two_in_one_cell(book: Book) -> None:
    book.place(BIRKRIGG, "PR1 2RL or LS1 4AP")


def words_around(book: Book) -> None:
    book.place(BIRKRIGG, "not PR1 2RL")


def keep_and_another(book: Book) -> None:
    book.write(DISPUTED, DUNNERDALE, **{"Keep the place?": "keep", "Right postcode": "LS1 4AP"})


def no_id(book: Book) -> None:
    book.pair(ASHGILL, BIRKRIGG, "same")
    book.write(JOINS, ASHGILL, Id=None)


def unknown_id(book: Book) -> None:
    book.place(BIRKRIGG, "PR1 2RL")
    book.write(UNPLACED, BIRKRIGG, Id="r-000000000000")


def names_sorted_apart(book: Book) -> None:
    book.place(COWSLIP, "PR1 2RL")
    book.write(UNPLACED, 5, Supplier=COWSLIP)
    book.write(UNPLACED, 6, Supplier=BIRKRIGG)


def stale(book: Book) -> None:
    book.pair(ASHGILL, "Gone & Away Ltd", "same")


def triangle(book: Book) -> None:
    book.pair(ASHGILL, BIRKRIGG, "same")
    book.pair(BIRKRIGG, COWSLIP, "same")
    book.pair(ASHGILL, COWSLIP, "different")


def copied_row_answered_otherwise(book: Book) -> None:
    book.pair(ASHGILL, BIRKRIGG, "same")
    book.pair(BIRKRIGG, ASHGILL, "different")


def two_postcodes(book: Book) -> None:
    book.place(BIRKRIGG, "PR1 2RL")
    book.write(UNPLACED, COWSLIP, Supplier=BIRKRIGG, Right_postcode="LS1 4AP", Id=identity(BIRKRIGG))


def two_postcodes_through_a_join(book: Book) -> None:
    book.place(BIRKRIGG, "PR1 2RL")
    book.place(COWSLIP, "LS1 4AP")
    book.pair(BIRKRIGG, COWSLIP, "same")


def sheet_gone(book: Book) -> None:
    book.book[JOINS].title = "Joins"


def every_sheet_gone(book: Book) -> None:
    for title in (JOINS, UNPLACED, ENTRIES, DISPUTED, UNHEADED):
        book.book[title].title = f"My {title}"


def column_gone(book: Book) -> None:
    book.book[JOINS].delete_cols(book.column(JOINS, "Id"))


def of_another_audit(book: Book) -> None:
    """Names that both audits have would be decided unseen."""
    verdict_of_ours(book)
    book.book["Read me"]["A2"] = "Small, the year after"


def verdict_of_ours(book: Book) -> None:
    book.pair(ASHGILL, BIRKRIGG, "different")


def no_heading(book: Book) -> None:
    book.write(UNHEADED, 5, **{"Right heading": "Konstruction"})


def header_gone(book: Book) -> None:
    book.book[UNPLACED].cell(4, book.column(UNPLACED, "Right postcode")).value = "Postcode"


MISTAKES: list[tuple[Callable[[Book], None], list[str]]] = [
    (verdict, [f"{JOINS}, row 5, column C (Same supplier?)", '"smae" is no verdict', "same, different or unsure"]),
    (verdict_of_another_sheet, [f"{DISPUTED}, row 5, column B (Keep the place?)", '"same" is no answer here', "keep or unsure"]),
    (formula, [f"{UNPLACED}, row 5, column B (Right postcode)", "is a formula"]),
    (no_postcode, [f"{UNPLACED}, row 5, column B (Right postcode)", '"Fishergate" is not a postcode']),
    (half_a_postcode, ['"PR1" is not a postcode']),
    (number, ['"12345" is not a postcode']),
    (two_in_one_cell, ['"PR1 2RL or LS1 4AP" is not a postcode']),
    (words_around, ['"not PR1 2RL" is not a postcode']),
    (keep_and_another, [f"{DISPUTED}, row 5, column C (Right postcode)", '"LS1 4AP" is another place than the one to keep, PR1 2RL']),
    (no_id, [f"{JOINS}, row 5, column O (Id)", "has no id"]),
    (unknown_id, [f"{UNPLACED}, row 5, column L (Id)", '"r-000000000000" is not the id of "Birkrigg Roofing Ltd"']),
    (names_sorted_apart, [f"{UNPLACED}, row 6, column L (Id)", "were only some columns sorted?"]),
    (stale, [f"{JOINS}, row 5, column O (Id)", "is stale", '"Gone & Away Ltd" is no longer in the audit']),
    (triangle, [f"{JOINS}, row 7, column C", "are different here, and the same by", f"{JOINS}, row 5", f"{JOINS}, row 6"]),
    (copied_row_answered_otherwise, [f"{JOINS}, row 6, column C", f"the same by: {JOINS}, row 5"]),
    (two_postcodes, [f"{UNPLACED}, row 6, column B", "is at LS1 4AP here, and at PR1 2RL by", f"{UNPLACED}, row 5"]),
    (two_postcodes_through_a_join, ["is at LS1 4AP here, and at PR1 2RL by", f'which is "{BIRKRIGG}"']),
    (sheet_gone, ['no sheet "Joins in doubt"', "Joins"]),
    (every_sheet_gone, ["review.xlsx is no review workbook", f"My {JOINS}", "--workbook"]),
    (column_gone, ['no column "Id"', f"{JOINS}, row 4", "cwbaudit review --workbook"]),
    (of_another_audit, ['is of "Small, the year after", and this audit is "Small"', "nothing was taken", "cwbaudit review writes"]),
    (no_heading, [f"{UNHEADED}, row 5, column B (Right heading)", '"Konstruction" is no heading. Did you mean "construction"?']),
    (header_gone, ['no column "Right postcode"', f"{UNPLACED}, row 4", 'Did you mean "Postcode"']),
]


@pytest.mark.parametrize(("spoil", "named"), MISTAKES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_mistake_is_named_and_nothing_is_taken(home: Path, spoil: Callable[[Book], None], named: list[str]) -> None:
    book = Book(home)
    book.write(DISPUTED, DUNNERDALE, Right_postcode="PR1 2RL")
    spoil(book)
    book.save()
    with pytest.raises(ConfigError) as caught:
        take(home)
    for text in named:
        assert text in str(caught.value)
    assert not (home / "decisions").exists()


def test_every_mistake_is_named_at_once(home: Path) -> None:
    book = Book(home)
    verdict(book)
    no_postcode(book)
    book.place(COWSLIP, "nowhere")
    book.save()
    with pytest.raises(ConfigError) as caught:
        take(home)
    assert "3 things" in caught.value.what
    assert caught.value.where.count("\n") == 2


def old_decisions(home: Path, suppliers: str = "", postcodes: str = "") -> None:
    (home / "decisions").mkdir()
    (home / "decisions" / "suppliers.csv").write_text(f"name,verdict,supplier,who,when,why\n{suppliers}", encoding="utf-8")
    (home / "decisions" / "postcodes.csv").write_text(f"supplier,postcode,who,when,why\n{postcodes}", encoding="utf-8")


def test_a_contradiction_of_an_earlier_decision_names_both(home: Path) -> None:
    old_decisions(home, f"{ASHGILL},same,{BIRKRIGG},,,\n{ASHGILL},different,{COWSLIP},,,\n", f"{DUNNERDALE},LS1 4AP,,,\n")
    book = Book(home)
    book.pair(BIRKRIGG, COWSLIP, "same")
    book.write(DISPUTED, DUNNERDALE, **{"Keep the place?": "keep"})
    book.save()
    before = {path.name: path.read_bytes() for path in (home / "decisions").iterdir()}
    with pytest.raises(ConfigError) as caught:
        take(home)
    assert "decisions/suppliers.csv, row 3" in caught.value.where
    assert "decisions/suppliers.csv, row 2; Joins in doubt, row 5" in caught.value.where
    assert "at PR1 2RL here, and at LS1 4AP by: decisions/postcodes.csv, row 2" in caught.value.where
    assert {path.name: path.read_bytes() for path in (home / "decisions").iterdir()} == before


@pytest.mark.parametrize("mark", ["~$review.xlsx", ".~lock.review.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_left_alone(home: Path, mark: str) -> None:
    (home / mark).write_bytes(b"")
    before = (home / "review.xlsx").read_bytes()
    for attempt in (lambda: take(home), lambda: review(api.load(home), home)):
        with pytest.raises(SourceError, match="open in another program"):
            attempt()
    assert (home / "review.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no Excel workbook: the file is empty"), (b"PK\x03\x04 torn", "damaged"), (b"<html>403</html>", "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password, or was saved in the format .xls"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_said_to_be_none(home: Path, data: bytes, said: str) -> None:
    (home / "review.xlsx").write_bytes(data)
    for attempt in (lambda: take(home), lambda: review(api.load(home), home)):
        with pytest.raises(SourceError, match=said):
            attempt()
    assert (home / "review.xlsx").read_bytes() == data


def test_without_a_workbook(home: Path) -> None:
    (home / "review.xlsx").unlink()
    with pytest.raises(ConfigError, match="There is no workbook"):
        take(home)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PR1 2RL", "PR1 2RL"), ("pr12rl", "PR1 2RL"), ("PR1-2RL", "PR1 2RL"), ("JE2 3AB", "JE2 3AB"), ("Ireland", "Ireland"),
        ("D02 AF30", "D02 AF30"), ("", ""), ("n/a", ""), ("PR1", ""), ("75008", ""), ("BF1 2AA", ""), ("PR1 2RL LS1 4AP", ""),
    ],
)  # fmt: skip
def test_what_counts_as_a_place(text: str, expected: str) -> None:
    assert standard(text) == expected


def test_what_nothing_tells_is_asked_for_and_the_answer_tells_that_alone(home: Path) -> None:
    """One supplier's sundries are under no heading: a choice from a drop-down puts them under one, and what was told stays."""
    book = Book(home)
    (row,) = book.book[UNHEADED].iter_rows(min_row=5, values_only=True)
    assert (row[0], row[3], row[4]) == ("Fellfoot Ltd", 300, "Sundries (£300.00)")
    (rule,) = book.book[UNHEADED].data_validations.dataValidation
    assert rule.formula1.startswith("'Lists'!$A$1:$A$")
    book.write(UNHEADED, "Fellfoot Ltd", Right_heading="Legal", Your_note="They draft leases.")
    book.save()
    assert [(one.supplier, one.heading) for one in take(home).headings] == [("Fellfoot Ltd", "legal")]
    done = api.audit(home / "audit.toml")
    told = sql("select category, heading, heading_source, heading_because from h where category = 'Sundries'", h=done[HEADINGS]).rows()
    assert told == [("Sundries", "legal", "decision", "They draft leases.")]
    assert {sheet.sheet: (sheet.open, sheet.decided) for sheet in review(done, home).sheets}[UNHEADED] == (0, 1)


def test_a_word_that_is_no_heading_is_refused(home: Path) -> None:
    book = Book(home)
    book.write(UNHEADED, "Fellfoot Ltd", Right_heading="legall")
    book.save()
    with pytest.raises(ConfigError) as caught:
        take(home)
    assert f'{UNHEADED}, row 5, column B (Right heading): "legall"' in caught.value.where
    assert not (home / "decisions").exists()
