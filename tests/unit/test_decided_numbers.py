"""Which entry of a register a supplier is, settled by a person: asked in the workbook, kept in decisions/numbers.csv, above every score."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cwbaudit import api, config
from cwbaudit.config.decisions import load_decisions
from cwbaudit.engine import sql
from cwbaudit.errors import ConfigError
from cwbaudit.folder import Audit
from cwbaudit.pipeline import run
from cwbaudit.review import Applied, apply, review
from cwbaudit.review.pages import ENTRIES, JOINS, UNHEADED
from cwbaudit.review.questions import Settled, questions
from cwbaudit.review.registered import findings
from cwbaudit.review.suppliers import Suppliers
from cwbaudit.tables import MATCHES, SUPPLIERS
from tests.unit.test_registers_in_an_audit import asked_of, folder, plain_reports, several, shown

__all__ = ["folder"]  # the fixture of the tests that need registers or payments of their own

MOORSIDE = "Supplier,Amount,Date\nMoorside Grants,90.00,2024-05-01\nAshgill Ltd,10.00,2024-05-02\n"
TWO = [
    "MOORSIDE GRANTS LIMITED,01234567,LA1 1PJ,Private Limited Company,Active",
    "MOORSIDE GRANTS LTD,SC345678,M1 1AE,Private Limited Company,Liquidation",
    "THE OLD MILL LIMITED,07654399,PR1 2HE,Private Limited Company,Active",
]
HEADER = "supplier,verdict,register,number,who,when,why\n"


def decide(home: Path, *rows: str) -> None:
    (home / "decisions").mkdir(exist_ok=True)
    (home / "decisions" / "numbers.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit of two suppliers, one of which may be two entries of a register, and its fresh workbook."""
    home = tmp_path_factory.mktemp("moorside")
    with pytest.MonkeyPatch.context() as patch:
        plain_reports(patch, home)
        audit, _, _ = several(home, MOORSIDE, companies=TWO)
        review(audit, home)
    return home


@pytest.fixture
def moorside(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it for a test to answer in."""
    home = Path(shutil.copytree(made, tmp_path / "moorside"))
    plain_reports(monkeypatch, home)
    return home


def again(home: Path) -> Audit:
    """The audit, run once more."""
    audit, _ = run(config.load(home / "audit.toml"), home / "audit", tick=lambda _: None)
    return audit


def entry_of(audit: Audit, name: str) -> str:
    """The number of the entry that a supplier is; empty where it is none."""
    return {str(row["name"]): str(row["registered_number"]) for row in audit.frame(SUPPLIERS).to_dict("records")}[name]


def doubts(audit: Audit) -> list[tuple[str, str]]:
    query = "select code, note from f where code like 'register-%' order by code"
    return [(code, note) for code, note in sql(query, f=audit.folder / audit.resources["findings-matches"]["path"]).rows()]


def unused(audit: Audit) -> list[tuple[str, str]]:
    query = "select value, note from f where code = 'decision-unused' order by note"
    return [(value, note) for value, note in sql(query, f=audit.folder / audit.resources["findings-matches"]["path"]).rows()]


class Sheet:
    """The sheet of register matches in doubt as an analyst fills it in; rows by the supplier's name."""

    def __init__(self, home: Path) -> None:
        self.path = home / "review.xlsx"
        self.book = openpyxl.load_workbook(self.path)
        self.sheet = self.book[ENTRIES.title]
        self.at = {cell.value: cell.column for cell in self.sheet[4]}

    def cell(self, supplier: str, header: str, number: str = "") -> Any:
        for (cell,) in self.sheet.iter_rows(min_row=5, max_col=1):
            if cell.value == supplier and number in ("", self.sheet.cell(cell.row, self.at["Number"]).value):
                return self.sheet.cell(cell.row, self.at[header])
        raise AssertionError(f"no row for {supplier} {number}")

    def answer(self, supplier: str, said: object = None, number: object = None, note: object = None) -> None:
        for header, value in (("This entry?", said), ("Right number", number), ("Your note", note)):
            self.cell(supplier, header).value = value
        self.book.save(self.path)


def take(home: Path) -> Applied:
    return apply(api.load(home), home, when="2026-11-02", who="J Smith")


def test_of_two_entries_of_one_name_a_person_is_asked_with_what_speaks_for_and_against(moorside: Path) -> None:
    audit = api.load(moorside)
    assert entry_of(audit, "Moorside Grants") == ""
    ((code, note),) = doubts(audit)
    assert (code, 'as like: "MOORSIDE GRANTS LTD" (SC345678), M1 1AE' in note) == ("register-match-in-doubt", True)
    (asked,) = [question for question in asked_of(audit) if question.page is ENTRIES]
    assert (asked.names, str(asked.at_stake)) == (("Moorside Grants", "companies", "01234567"), "90.00")
    assert asked.cells["Speaks for"] == "the same name, but for legal form and punctuation"
    assert "it may be another entry as well" in str(asked.cells["Speaks against"])
    assert asked.cells["May also be"] == '"MOORSIDE GRANTS LTD" (SC345678), M1 1AE'
    assert asked.cells["What it says of the entry"] == "LA1 1PJ\ncompany, Active"


def test_the_entry_that_is_not_the_supplier_leaves_the_other_and_neither_is_asked_again(moorside: Path) -> None:
    Sheet(moorside).answer("Moorside Grants", "Different", note="Another trust")
    taken = take(moorside)
    assert [(one.supplier, one.verdict, one.kind, one.number) for one in taken.numbers] == [
        ("Moorside Grants", "different", "companies", "01234567")
    ]
    written = list(csv.reader((moorside / "decisions" / "numbers.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert written[1] == ["Moorside Grants", "different", "companies", "01234567", "J Smith", "2026-11-02", "Another trust"]
    assert take(moorside).known_before == 1
    audit = again(moorside)
    assert (entry_of(audit, "Moorside Grants"), doubts(audit)) == ("SC345678", [])
    entries = {sheet.sheet: sheet for sheet in review(audit, moorside).sheets}[ENTRIES.title]
    assert (entries.open, entries.decided) == (0, 1)
    assert Sheet(moorside).cell("Moorside Grants", "Status").value == "decided: different"


@pytest.mark.parametrize(
    ("said", "number", "found"),
    [
        ("same", None, "01234567"), ("same", "01234567", "01234567"), (None, "sc 345678", "SC345678"), ("different", 7654399, "07654399"),
        ("unsure", "7654399", "07654399"),
    ],
)  # fmt: skip
def test_the_entry_that_a_person_names_is_taken_whatever_it_is_called(moorside: Path, said: str | None, number: object, found: str) -> None:
    Sheet(moorside).answer("Moorside Grants", said, number, note="On its letterhead")
    assert take(moorside).unlisted == []
    audit = again(moorside)
    assert (entry_of(audit, "Moorside Grants"), doubts(audit)) == (found, [])
    (match,) = audit.frame(MATCHES).to_dict("records")
    assert (match["matched_by"], match["match_band"]) == ("decision", "joined")
    (line,) = [line for line in shown(audit, "Moorside Grants") if line.startswith("register")]
    assert line.endswith("by decision; J Smith on 2026-11-02: On its letterhead")
    assert {sheet.sheet: sheet.open for sheet in review(audit, moorside).sheets}[ENTRIES.title] == 0


def test_what_is_decided_outranks_the_number_beside_the_supplier(folder: Path) -> None:
    payments = "Supplier,Amount,Date,Company Number\nMoorside Grants,90.00,2024-05-01,07654399\n"
    decide(folder, "MOORSIDE GRANTS LTD,same,companies,1234567,,,")
    _, suppliers, _ = several(folder, payments, companies=TWO)
    assert suppliers["Moorside Grants"]["registered_number"] == "01234567"
    decide(folder, "Moorside Grants,different,companies,07654399,,,")
    audit, suppliers, _ = several(folder, payments, companies=TWO)
    assert suppliers["Moorside Grants"]["registered_number"] == ""
    assert unused(audit) == []


def test_it_is_of_one_register_and_what_others_say_is_no_question_any_more(folder: Path) -> None:
    decide(folder, "Moorside Grants,same,companies,SC345678,,,")
    audit, suppliers, notes = several(folder, MOORSIDE, companies=TWO, charities=["Moorside Grants,1098765,LA1 1PJ"])
    assert suppliers["Moorside Grants"]["registered_number"] == "SC345678"
    assert notes == {}
    assert [question.page.title for question in asked_of(audit) if "Moorside Grants" in question.names] == [UNHEADED.title]
    (match,) = audit.frame(MATCHES).to_dict("records")
    assert match["also"] == '"Moorside Grants" (1098765), LA1 1PJ, charities, by name'


def test_a_decision_that_decides_nothing_is_said(folder: Path) -> None:
    decide(
        folder, "Moorside Grants,same,companies,09999998,,,", "Nobody Ltd,different,companies,01234567,,,",
        "Ashgill Ltd,same,charities,1098765,,,",
    )  # fmt: skip
    audit, suppliers, notes = several(folder, MOORSIDE, companies=TWO)
    assert suppliers["Moorside Grants"]["registered_number"] == ""
    assert "register-match-in-doubt" not in notes, "the person has said that it is none of these"
    assert unused(audit) == [
        ("Moorside Grants", "decisions/numbers.csv, row 2; the register of companies has no number 09999998"),
        ("Nobody Ltd", "decisions/numbers.csv, row 3; no supplier is written so"),
        ("Ashgill Ltd", "decisions/numbers.csv, row 4; the audit asks for no register of charities"),
    ]


def test_where_no_register_is_asked_for_the_decisions_are_said_to_be_unused(folder: Path) -> None:
    decide(folder, "Moorside Grants,same,companies,01234567,,,")
    audit, _, _ = several(folder, MOORSIDE)
    assert unused(audit) == [("Moorside Grants", "decisions/numbers.csv, row 2; the audit asks for no register of companies")]


def test_two_names_of_one_supplier_have_one_entry(folder: Path) -> None:
    payments = MOORSIDE + "Moorside Grants Limited,5.00,2024-05-03\n"
    decide(folder, "Moorside Grants,same,companies,01234567,,,", "Ashgill Ltd,same,companies,07654399,,,")
    (folder / "decisions" / "suppliers.csv").write_text("name,verdict,supplier,who,when,why\nAshgill Ltd,same,Moorside Grants,,,\n")
    audit, suppliers, _ = several(folder, payments, companies=TWO)
    assert [row["registered_number"] for row in suppliers.values()] == ["01234567"]
    assert unused(audit) == [
        (
            "Ashgill Ltd",
            'decisions/numbers.csv, row 3; it is one supplier with "Moorside Grants", which is 01234567 by decisions/numbers.csv, row 2',
        )
    ]


def test_what_a_supplier_is_under_one_name_it_is_under_its_others(folder: Path) -> None:
    decide(folder, "Moorside Grants,different,companies,01234567,,,", "Ashgill Ltd,same,companies,01234567,,,")
    (folder / "decisions" / "suppliers.csv").write_text("name,verdict,supplier,who,when,why\nAshgill Ltd,same,Moorside Grants,,,\n")
    _, suppliers, _ = several(folder, MOORSIDE, companies=TWO)
    assert [row["registered_number"] for row in suppliers.values()] == ["01234567"]


def test_two_suppliers_that_are_one_entry_are_asked_about_until_somebody_says_that_they_differ(folder: Path) -> None:
    payments = "Supplier,Amount,Date,Company Number\nOld Mill Ltd,90.00,2024-05-01,\nRiverside Mill,10.00,2024-05-02,7654399\n"
    audit, suppliers, _ = several(folder, payments, companies=TWO)
    assert {row["registered_number"] for row in suppliers.values()} == {"07654399"}
    (asked,) = [question for question in asked_of(audit) if question.page is JOINS]
    assert asked.names == ("Old Mill Ltd", "Riverside Mill")
    assert str(asked.cells["Speaks for"]).splitlines()[0] == "both are 07654399 in the register of companies"
    (folder / "decisions").mkdir()
    said = folder / "decisions" / "suppliers.csv"
    said.write_text("name,verdict,supplier,who,when,why\nRiverside Mill,different,Old Mill Ltd,,,\n")
    audit, _, _ = several(folder, payments, companies=TWO)
    assert [question for question in asked_of(audit) if question.page is JOINS] == []
    said.write_text("name,verdict,supplier,who,when,why\nRiverside Mill,same,Old Mill Ltd,,,\n")
    _, suppliers, _ = several(folder, payments, companies=TWO)
    assert [(row["name"], row["registered_number"]) for row in suppliers.values()] == [("Old Mill Ltd", "07654399")]


def test_whoever_joins_two_names_sees_what_registers_and_decisions_say_of_both(folder: Path) -> None:
    """One number, two numbers, and a number that is decided to be only the one's; each pair is asked about and counted once."""
    payments = (
        "Supplier,Amount,Date,Company Number\nHargrave Electrical Ltd,90.00,2024-05-01,\n"
        "Hargrave Electrical Contractors,40.00,2024-05-01,04210001\nLindum Fire & Security Ltd,30.00,2024-05-01,\n"
        "Lindum Security Ltd,20.00,2024-05-01,\nAshgill Joinery Ltd,9.00,2024-05-01,\nAshgill Fine Joinery,8.00,2024-05-01,\n"
    )
    entries = ("HARGRAVE ELECTRICAL", "LINDUM FIRE & SECURITY", "LINDUM SECURITY", "ASHGILL JOINERY")
    listed = [f"{name} LIMITED,0421000{i},LA1 1PJ,Private Limited Company,Active" for i, name in enumerate(entries, 1)]
    decide(folder, "Ashgill Fine Joinery,different,companies,04210004,J Smith,2026-11-02,")
    audit, _, _ = several(folder, payments, companies=listed)
    suppliers = Suppliers(audit)
    found = questions(audit, suppliers, Settled(load_decisions(folder / "decisions"), suppliers))
    asked = {str(q.names[0]): q for q in found if q.page is JOINS}
    assert {name: q.at_stake for name, q in asked.items()} == {
        "Hargrave Electrical Ltd": 40, "Lindum Fire & Security Ltd": 20, "Ashgill Joinery Ltd": 8,
    }  # fmt: skip
    said = {name: str(q.cells["Speaks against"]).splitlines()[0] for name, q in asked.items()}
    assert str(asked["Hargrave Electrical Ltd"].cells["Speaks for"]).splitlines()[0] == "both are 04210001 in the register of companies"
    assert said["Lindum Fire & Security Ltd"] == "one is 04210002, one is 04210003 in the register of companies"
    assert said["Ashgill Joinery Ltd"] == (
        'decided: "Ashgill Fine Joinery" is not 04210004 in the register of companies, and "Ashgill Joinery Ltd" is (J Smith 2026-11-02)'
    )
    told = [value for table in ("aliases", "matches") for _, value, _ in findings(audit, table, "possible-same-supplier")]
    assert len(told) == 3  # nobody's pounds twice, though a register has two of them under one number


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["A,same,companies,01234567,,,", "a,same,companies,07654399,,,"], ["07654399", "01234567", "row 3", "row 2"]),
        (["A,different,companies,1234567,,,", "A Ltd,same,companies,01234567,,,"], ["and not to be it", "row 2", "row 3"]),
        (["A,same,company,01234567,,,"], ['"company" is no register', "row 2, column register", "Did you mean"]),
        (["A,same,companies,n/a,,,"], ['"n/a" is no number', "row 2, column number"]),
        (["A,yes,companies,01234567,,,"], ['"yes" is no verdict']),
    ],
)
def test_what_cannot_stand_in_the_file_stops_the_run(tmp_path: Path, rows: list[str], said: list[str]) -> None:
    decide(tmp_path, *rows)
    with pytest.raises(ConfigError) as refused:
        load_decisions(tmp_path / "decisions")
    for text in said:
        assert text in str(refused.value)


def test_one_number_in_two_registers_and_two_that_it_is_not_can_stand(tmp_path: Path) -> None:
    decide(
        tmp_path, "A,same,companies,01234567,,,", "A,same,charities,1234567,,,", "A,different,companies,07654399,,,",
        "A,different,companies,07654388,,,",
    )  # fmt: skip
    assert len(load_decisions(tmp_path / "decisions").numbers) == 4


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"said": "yes"}, ['column C (This entry?): "yes" is no verdict', "same, different or unsure"]),
        ({"number": "see letter"}, ['column D (Right number): "see letter" is no number of a register of companies']),
        ({"said": "same", "number": "SC345678"}, ['"SC345678" does not go with same', "01234567", "clear one"]),
        ({"said": "different", "number": "1234567"}, ["does not go with different"]),
        ({"number": "=A1"}, ["is a formula"]),
    ],
)
def test_a_mistake_in_the_sheet_is_named_and_nothing_is_taken(moorside: Path, answer: dict[str, object], said: list[str]) -> None:
    Sheet(moorside).answer("Moorside Grants", **answer)
    with pytest.raises(ConfigError) as refused:
        take(moorside)
    for text in (f"{ENTRIES.title}, row 5", *said):
        assert text in str(refused.value)
    assert not (moorside / "decisions").exists()


def test_an_answer_beside_a_number_that_was_overwritten_is_not_guessed_at(moorside: Path) -> None:
    sheet = Sheet(moorside)
    sheet.cell("Moorside Grants", "Number").value = "07654399"
    sheet.answer("Moorside Grants", "same")
    with pytest.raises(ConfigError, match="is not the id of"):
        take(moorside)


def test_an_answer_against_an_earlier_one_names_both(moorside: Path) -> None:
    Sheet(moorside).answer("Moorside Grants", "same")
    decide(moorside, "Moorside Grants,same,companies,SC345678,A Jones,2026-10-01,")
    with pytest.raises(ConfigError) as refused:
        take(moorside)
    assert (
        f'{ENTRIES.title}, row 5, column C (This entry?): "Moorside Grants" is 01234567 in the register of companies here, '
        "and is SC345678 in the register of companies by: decisions/numbers.csv, row 2"
    ) in str(refused.value)


def test_a_number_that_the_register_has_not_is_taken_and_warned_of(moorside: Path) -> None:
    Sheet(moorside).answer("Moorside Grants", None, "09999998")
    taken = take(moorside)
    assert taken.unlisted == ["09999998 is not in the register of companies"]
    assert [one.number for one in taken.numbers] == ["09999998"]


def test_an_analysts_row_stays_while_its_doubt_is_there_and_a_new_doubt_comes_below(moorside: Path) -> None:
    Sheet(moorside).answer("Moorside Grants", "unsure", note="Rang on Monday")
    audit, _, _ = several(
        moorside,
        MOORSIDE,
        companies=[*TWO, "ASHGILL LIMITED,02345671,LS1 4AP,Company,Active", "ASHGILL LTD,SC300001,M1 1AE,Company,Active"],
    )
    found = {sheet.sheet: sheet for sheet in review(audit, moorside).sheets}[ENTRIES.title]
    assert (found.open, found.new) == (2, 1)
    sheet = Sheet(moorside)
    assert sheet.cell("Moorside Grants", "Your note").value == "Rang on Monday"
    assert sheet.cell("Ashgill Ltd", "Status").value == "new"


def test_a_workbook_of_before_gets_the_sheet_that_it_lacks(moorside: Path) -> None:
    book = openpyxl.load_workbook(moorside / "review.xlsx")
    del book[ENTRIES.title]
    book.save(moorside / "review.xlsx")
    with pytest.raises(ConfigError, match='no sheet "Register matches in doubt"') as refused:
        take(moorside)
    assert "cwbaudit review adds what is missing" in refused.value.fix
    review(api.load(moorside), moorside)
    assert take(moorside).numbers == []
    assert Sheet(moorside).cell("Moorside Grants", "Number").value == "01234567"
