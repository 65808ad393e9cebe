"""An audit and a register: used only when asked for, what is taken from it, and the headline under each basis of postcodes."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from cwbaudit import config, pipeline
from cwbaudit.config.decisions import load_decisions
from cwbaudit.engine import sql
from cwbaudit.errors import ConfigError
from cwbaudit.explain import explain
from cwbaudit.folder import Audit
from cwbaudit.pipeline import run
from cwbaudit.registers.importing import import_register
from cwbaudit.report.model import Report
from cwbaudit.review.pages import DISPUTED, UNPLACED
from cwbaudit.review.questions import Question, Settled, questions
from cwbaudit.review.suppliers import Suppliers
from cwbaudit.screen import explained
from cwbaudit.tables import MATCHES, SUPPLIERS

SPEND = (
    "Supplier,Amount,Postcode,Date\n"
    "Northfield Construction Ltd,100.00,PR1 2HE,2024-05-01\n"
    "Helping Hands C.I.C.,50.00,,2024-05-02\n"
    "Nobody Knows Ltd,25.00,,2024-05-03\n"
)
REGISTER = (
    "CompanyName, CompanyNumber,RegAddress.PostCode,CompanyCategory,CompanyStatus,Accounts.AccountCategory,SICCode.SicText_1\n"
    '"NORTHFIELD CONSTRUCTION LIMITED","01234567","LS1 4AP","Private Limited Company","Active","MICRO ENTITY","41100 - Building"\n'
    '"HELPING HANDS C.I.C.","07654321","LA1 1PJ","Community Interest Company","Active","DORMANT","None Supplied"\n'
)
TOML = """
[place]
name = "Preston"
local = {{ authorities = ["Preston"] }}
regional = {{ counties = ["Lancashire"] }}
{place}
[[source]]
body = "Council"
files = ["spend.csv"]
[influence]
default = "unassessed"
{registers}
"""


def plain_reports(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Registers in `home`, and of the reports the figures alone: what the pages look like is no matter here, and takes longest."""
    from cwbaudit.registers import index

    figures = pipeline.renderers("analyst")["report.json"]
    patch.setattr(index, "registers_folder", lambda: home / "registers")
    patch.setattr(pipeline, "renderers", lambda _: {"report.json": figures})
    patch.setattr(pipeline, "pictures", lambda report, folder: None)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with spend, and a register that was imported on this machine; postcodes from where they always are."""
    from cwbaudit.locate import open_gazetteer

    open_gazetteer(lambda _: None)
    plain_reports(monkeypatch, tmp_path)
    (tmp_path / "spend.csv").write_text(SPEND, encoding="utf-8")
    (tmp_path / "BasicCompanyDataAsOneFile-2026-09-01.csv").write_text(REGISTER, encoding="utf-8")
    import_register(tmp_path / "BasicCompanyDataAsOneFile-2026-09-01.csv", None, lambda _: None)
    return tmp_path


def audited(folder: Path, registers: str = "", place: str = "") -> tuple[Audit, Report]:
    (folder / "audit.toml").write_text(TOML.format(registers=registers, place=place), encoding="utf-8")
    audit, _ = run(config.load(folder / "audit.toml"), folder / "audit", tick=lambda _: None)
    return audit, audit.report


def test_a_register_on_the_machine_changes_nothing_unless_asked_for(folder: Path) -> None:
    audit, report = audited(folder)
    assert audit.frame(MATCHES).empty
    assert (report.headline.local, report.headline.unplaced, report.registers) == (Decimal("100.00"), Decimal("75.00"), [])
    assert any("No register of companies was used" in text for text in report.assumptions)


def test_what_is_taken_from_it_and_what_it_moves(folder: Path) -> None:
    audit, report = audited(folder, "[registers]\ncompanies = true\nvintage = { companies = '2026-09-01' }")
    rows = {row["name"]: row for row in audit.frame(SUPPLIERS).to_dict("records")}
    hands, northfield = rows["Helping Hands C.I.C."], rows["Northfield Construction Ltd"]
    assert (hands["postcode_basis"], hands["authority"]) == ("company register", "Lancaster")
    assert (hands["registered_as"], hands["size"], hands["registered_number"]) == ("community interest company", "dormant", "07654321")
    assert (northfield["authority"], northfield["sic"], northfield["registered_postcode"]) == ("Preston", "41100", "LS1 4AP")
    assert "registered at LS1 4AP (Leeds)" in northfield["note"]
    assert northfield["activities"] == "41100 Building"
    assert "business  41100 Building" in shown(audit, "Northfield Construction Ltd")
    head = report.headline
    assert (head.local, head.regional, head.unplaced) == (Decimal("100.00"), Decimal("50.00"), Decimal("25.00"))
    assert "companies register, 2026-09-01, 2 entries" in report.registers[0]
    assert [(row.name, row.authority, row.registered) for row in report.branches] == [("Northfield Construction Ltd", "Preston", "Leeds")]
    assert [(row.basis, row.local, row.regional, row.leaking, row.unplaced) for row in report.bases] == [
        ("spend file", Decimal(100), Decimal(0), Decimal(0), Decimal(75)),
        ("company register", Decimal(0), Decimal(50), Decimal(100), Decimal(25)),
    ]
    assert [(row.band, row.suppliers, row.amount) for row in report.matched] == [("joined", 2, Decimal(150)), ("apart", 1, Decimal(25))]


def test_the_order_of_the_bases_is_the_configs(folder: Path) -> None:
    _, report = audited(folder, "[registers]\ncompanies = true", 'bases = ["company register", "spend file"]')
    assert (report.headline.local, report.headline.leaking) == (Decimal(0), Decimal("100.00"))


@pytest.mark.parametrize(
    ("registers", "said"),
    [("charities = true", "none was imported"), ("companies = true\nvintage = { companies = '2025-01-01' }", "of 2025-01-01")],
)
def test_a_register_that_is_asked_for_must_be_there(folder: Path, registers: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as refused:
        audited(folder, f"[registers]\n{registers}")
    assert "cwbaudit register import" in refused.value.fix


@pytest.mark.parametrize("where", ["spend file", "supplier register"])
def test_a_charity_number_finds_its_entry_among_charities_and_not_among_companies(folder: Path, where: str) -> None:
    """SC012345 is a company at Companies House, and in the Scottish register a charity; the names alone are not like enough."""
    charities = "registered_charity_number\tcharity_name\tcharity_contact_postcode\nSC012345\tThe Old Mill at Ravenglass\tLA1 1PJ\n100123\tThe New Mill at Eskdale\tPR1 2HE\n"
    (folder / "charities.txt").write_text(charities, encoding="utf-8")
    import_register(folder / "charities.txt", None, lambda _: None)
    (folder / "BasicCompanyData-2026-10-01.csv").write_text(
        REGISTER + '"SOMEBODY ELSE LTD","SC012345","M1 1AE","Private Limited Company","Active","",""\n'
    )
    import_register(folder / "BasicCompanyData-2026-10-01.csv", None, lambda _: None)
    payees = [("Ravenglass Grants", "SC012345"), ("Eskdale Grants", "NIC100123"), ("Nobody Knows Ltd", "")]
    if where == "spend file":
        rows = ["Supplier,Amount,Date,Charity Number", *(f"{name},10.00,2024-05-01,{number}" for name, number in payees)]
    else:
        rows = ["Supplier,Supplier Ref,Amount,Date", *(f"{name},{i},10.00,2024-05-01" for i, (name, _) in enumerate(payees))]
        entries = ["Supplier Ref,Charity Number", *(f"{i},{number}" for i, (_, number) in enumerate(payees))]
        (folder / "suppliers.csv").write_text("\n".join(entries), encoding="utf-8")
    (folder / "spend.csv").write_text("\n".join(rows), encoding="utf-8")
    toml = TOML.format(registers="[registers]\ncompanies = true\ncharities = true", place="")
    toml = toml.replace("[influence]", 'register = ["suppliers.csv"]\n[influence]') if where == "supplier register" else toml
    (folder / "audit.toml").write_text(toml, encoding="utf-8")
    audit, _ = run(config.load(folder / "audit.toml"), folder / "audit", tick=lambda _: None)
    found = {row["name"]: (row["registered_number"], row["authority"], row["kind"]) for row in audit.frame(SUPPLIERS).to_dict("records")}
    assert found == {
        "Ravenglass Grants": ("SC012345", "Lancaster", "charity"), "Eskdale Grants": ("100123", "Preston", "charity"),
        "Nobody Knows Ltd": ("", "", "company"),
    }  # fmt: skip


HEADERS = {
    "companies": "CompanyName,CompanyNumber,RegAddress.PostCode,CompanyCategory,CompanyStatus\n",
    "charities": "charity_name,registered_charity_number,charity_contact_postcode\n",
    "cooperatives": "Registered Name,Registered Number,Registered Postcode,CUK Organisation ID\n",
}


def several(folder: Path, payments: str, **entries: list[str]) -> tuple[Audit, dict[str, dict[str, object]], dict[str, str]]:
    """An audit of these payments with these registers: its suppliers by name, and the notes of the doubts about their entries by code."""
    for kind, rows in entries.items():
        (folder / f"{kind}.csv").write_text(HEADERS[kind] + "\n".join(rows), encoding="utf-8")
        import_register(folder / f"{kind}.csv", None, lambda _: None)
    (folder / "spend.csv").write_text(payments, encoding="utf-8")
    audit, _ = audited(folder, "[registers]\n" + "\n".join(f"{kind} = true" for kind in entries))
    return audit, {row["name"]: row for row in audit.frame(SUPPLIERS).to_dict("records")}, told_by_registers(audit)


def told_by_registers(audit: Audit) -> dict[str, str]:
    """The notes of the doubts about suppliers' entries, by code."""
    query = "select code, note from f where code like 'register-%'"
    return dict(sql(query, f=audit.folder / audit.resources["findings-matches"]["path"]).rows())


@pytest.mark.parametrize(
    ("column", "number", "by_name", "by_number"),
    [
        ("Charity Number", "1098765", "companies", "charities"), ("Company Number", "01234567", "charities", "companies"),
        ("Company Number", "IP12345R", "charities", "cooperatives"),
    ],
)  # fmt: skip
def test_an_entry_found_by_number_counts_before_one_of_the_same_name_in_whichever_register(
    folder: Path, column: str, number: str, by_name: str, by_number: str
) -> None:
    entries = {
        by_name: ["MOORSIDE GRANTS,1055555,M1 1AE,Private Limited Company,Active"],
        by_number: [f"THE OLD MILL AT MOORSIDE,{number},LA1 1PJ,Society,Active"],
    }
    audit, suppliers, notes = several(folder, f"Supplier,Amount,Date,{column}\nMoorside Grants,10.00,2024-05-01,{number}\n", **entries)
    row = suppliers["Moorside Grants"]
    assert (row["registered_number"], row["postcode"], row["postcode_basis"]) == (number, "LA1 1PJ", "company register")
    (match,) = audit.frame(MATCHES).to_dict("records")
    other = f'"MOORSIDE GRANTS" (1055555), M1 1AE, {by_name}, by name'
    assert (match["register"], match["matched_by"], match["also"]) == (by_number, "number", other)
    assert notes == {
        "register-entries-differ": f'taken: "THE OLD MILL AT MOORSIDE" ({number}), LA1 1PJ, {by_number}, by number; also: {other}'
    }


def test_a_charity_that_is_a_company_too_is_said_only_where_its_entries_differ(folder: Path) -> None:
    payments = "Supplier,Amount,Date\nMoorside Grants,10.00,2024-05-01\n"
    charity = ["Moorside Grants,1098765,la1 1pj"]
    _, _, notes = several(
        folder, payments, companies=["MOORSIDE GRANTS LIMITED,01234567,LA1 1PJ,Private Limited Company,Active"], charities=charity
    )
    assert notes == {}
    _, suppliers, notes = several(
        folder, payments, companies=["MOORSIDE GRANTS LIMITED,01234567,M1 1AE,Private Limited Company,Active"], charities=charity
    )
    assert suppliers["Moorside Grants"]["registered_number"] == "01234567", "the order decides between two found by name"
    assert [*notes] == ["register-entries-differ"] and "1098765" in notes["register-entries-differ"]


def test_a_supplier_under_both_names_of_an_entry_is_that_entry_and_no_doubt_is_told(folder: Path) -> None:
    payments = "Supplier,Amount,Date\nTriangle Wholefoods Collective Ltd,10.00,2024-05-01\nSuma Foods,5.00,2024-05-02\n"
    (folder / "decisions").mkdir()
    same = "name,verdict,supplier,who,when,why\nSuma Foods,same,Triangle Wholefoods Collective Ltd,,,\n"
    (folder / "decisions" / "suppliers.csv").write_text(same)
    header = HEADERS["cooperatives"].replace("Registered Name", "Trading Name,Registered Name")
    (folder / "coops.csv").write_text(f"{header}Suma Foods,Triangle Wholefoods Collective Limited,21975R,PR1 2HE,R1\n")
    import_register(folder / "coops.csv", None, lambda _: None)
    (folder / "spend.csv").write_text(payments, encoding="utf-8")
    audit, _ = audited(folder, "[registers]\ncooperatives = true")
    (supplier,) = audit.frame(SUPPLIERS).to_dict("records")
    assert (supplier["registered_number"], supplier["postcode"]) == ("21975R", "PR1 2HE")
    assert told_by_registers(audit) == {}


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_number_whose_entry_is_called_otherwise_is_asked_about_and_so_is_an_entry_that_is_no_more(folder: Path, elsewhere: bool) -> None:
    payments = "Supplier,Amount,Date,Company Number,Charity Number\n"
    payments += "Ashgill Foods Ltd,10.00,2024-05-01,{},{}\nASHGILL FOODS LIMITED,5.00,2024-05-01,,\nMoorside Trust,1.00,2024-05-01,,\n"
    companies = ["ASHGILL FOODS LIMITED,01234567,LA1 1PJ,Private Limited Company,Active"]
    charities = ["THE OLD MILL,1098765,M1 1AE"] if elsewhere else []
    companies += ["" if elsewhere else "OLD MILL LIMITED,07654399,M1 1AE,Private Limited Company,Active"]
    companies += ["MOORSIDE TRUST,07654398,M1 1AE,Private Limited Company,Dissolved"]
    registers = {"companies": companies} | ({"charities": charities} if elsewhere else {})
    numbers = ("", "1098765") if elsewhere else ("07654399", "")
    audit, suppliers, _ = several(folder, payments.format(*numbers), **registers)
    assert {row["registered_number"] for row in suppliers.values()} == {""}
    foods, trust = sorted(audit.frame(MATCHES).to_dict("records"), key=lambda row: str(row["matched_name"] == "MOORSIDE TRUST"))
    called, number = ("THE OLD MILL", "1098765") if elsewhere else ("OLD MILL LIMITED", "07654399")
    assert (foods["matched_number"], foods["matched_by"], foods["match_band"]) == (number, "number", "review")
    assert foods["note"].startswith(f'written with number {number}, which the register has as "{called}"')
    assert foods["also"].count('"ASHGILL FOODS LIMITED" (01234567)') == 1
    assert (trust["match_band"], trust["note"]) == ("review", "its status is Dissolved")
    (folder / "decisions").mkdir()
    decided = folder / "decisions" / "numbers.csv"
    register = "charities" if elsewhere else "companies"
    for verdict, taken in (("same", number), ("different", "01234567")):
        decided.write_text(f"supplier,verdict,register,number,who,when,why\nAshgill Foods Ltd,{verdict},{register},{number},,,\n")
        _, suppliers, _ = several(folder, payments.format(*numbers), **registers)
        assert [row["registered_number"] for name, row in suppliers.items() if "trust" not in name.lower()] == [taken], (
            "it is not asked again"
        )


def test_a_name_is_not_enough_where_the_number_beside_it_is_of_another(folder: Path) -> None:
    payments = "Supplier,Amount,Date,Company Number\nMoorside Grants Ltd,10.00,2024-05-01,07654399\nMoorside Grants Ltd,5.00,2024-05-01,\n"
    audit, suppliers, notes = several(folder, payments, companies=["MOORSIDE GRANTS LTD,01234567,LA1 1PJ,Private Limited Company,Active"])
    assert suppliers["Moorside Grants Ltd"]["registered_number"] == ""
    assert notes == {"register-match-in-doubt": '100% like "MOORSIDE GRANTS LTD" (01234567), companies; its own number is 07654399'}
    (asked,) = [question for question in asked_of(audit) if question.page is UNPLACED]
    assert 'register of companies: it may be "MOORSIDE GRANTS LTD" (01234567), LA1 1PJ, 100% alike' in str(
        asked.cells["Why it was not enough"]
    )


def test_whoever_reviews_is_asked_which_of_two_entries_says_where_a_supplier_is(folder: Path) -> None:
    companies = ["MOORSIDE GRANTS LIMITED,01234567,LA1 1PJ,Private Limited Company,Active"]
    audit, _, _ = several(
        folder,
        "Supplier,Amount,Date\nMoorside Grants,10.00,2024-05-01\n",
        companies=companies,
        charities=["Moorside Grants,1098765,M1 1AE"],
    )
    (asked,) = [question for question in asked_of(audit) if question.page is DISPUTED]
    assert asked.cells["Postcode taken"] == "LA1 1PJ"
    also = '"Moorside Grants" (1098765), M1 1AE, charities, by name'
    assert asked.cells["What is in doubt"] == f"registers differ; also: {also}"
    (line,) = [line for line in shown(audit, "Moorside Grants") if line.startswith("register")]
    assert line == f'register  companies: "MOORSIDE GRANTS LIMITED" (01234567), LA1 1PJ, by name; also: {also}'


@pytest.mark.parametrize("address", [True, False])
def test_whoever_reviews_sees_the_entries_of_the_supplier_register_between_which_to_choose(folder: Path, address: bool) -> None:
    (folder / "spend.csv").write_text(
        "Supplier,Supplier Ref,Amount,Date\nAsh Ltd,7,10.00,2024-05-01\nElm Ltd,9,5.00,2024-05-01\n", encoding="utf-8"
    )
    entries = ["Supplier Ref,Postcode,Address", "7,PR1 2HE,1 Park Road", "7,LA1 1PJ,9 Moor Lane", "8,M1 1AE,2 Quay"]
    (folder / "suppliers.csv").write_text("\n".join(row if address else row.rpartition(",")[0] for row in entries), encoding="utf-8")
    toml = TOML.format(registers="", place="").replace("[influence]", 'register = ["suppliers.csv"]\n[influence]')
    (folder / "audit.toml").write_text(toml, encoding="utf-8")
    audit, _ = run(config.load(folder / "audit.toml"), folder / "audit", tick=lambda _: None)
    ash, elm = [question.cells for question in asked_of(audit) if question.page is UNPLACED]
    assert ash["Why it was not enough"] == "no postcode is known\nsupplier register: The register gives 2 answers: LA1 1PJ, PR1 2HE."
    assert ash["Address as written"] == ("1 Park Road, PR1 2HE / 9 Moor Lane, LA1 1PJ" if address else "LA1 1PJ / PR1 2HE")
    assert elm["Why it was not enough"] == "no postcode is known\nsupplier register: It has no entry."


def shown(audit: Audit, name: str) -> list[str]:
    """What `explain` prints of a supplier."""
    console = Console(file=StringIO(), width=400)
    console.print(explained(explain(audit, name)))
    return str(console.file.getvalue()).splitlines()  # type: ignore[attr-defined]


def asked_of(audit: Audit) -> list[Question]:
    """What a person is asked, where nothing is decided."""
    suppliers = Suppliers(audit)
    return questions(audit, suppliers, Settled(load_decisions(audit.folder / "none"), suppliers))


def test_the_address_kept_with_a_supplier_is_that_of_the_postcode_that_decides(folder: Path) -> None:
    rows = [
        "Supplier,Amount,Date,Address",
        '"Ash Ltd",900.00,2024-05-01,"9 Moor Lane, Preston"',
        '"Ash Ltd",10.00,2024-05-01,"1 Quay, Lancaster LA1 1PJ"',
    ]
    (folder / "spend.csv").write_text("\n".join(rows), encoding="utf-8")
    audit, _ = audited(folder)
    (row,) = audit.frame(SUPPLIERS).to_dict("records")
    assert (row["postcode"], row["address"]) == ("LA1 1PJ", "1 Quay, Lancaster LA1 1PJ")
