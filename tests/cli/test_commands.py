"""The commands as a user runs them: what they print, where, and how they end."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import Ran

Command = Callable[..., Ran]


@pytest.fixture
def own_copy(preston: Path, tmp_path: Path) -> Path:
    """A copy of the audited sample that a test may change."""
    return Path(shutil.copytree(preston, tmp_path / "preston-2013"))


def test_demo_prints_a_headline_a_councillor_could_read(process: Command, own_copy: Path) -> None:
    ran = process("demo", "--out", own_copy)
    assert ran.code == 0
    assert "5.0% of £750.0m stays in Preston, 39.0% in Lancashire" in ran.out
    assert "£457.5m leaks" in ran.out
    assert all(word in ran.out for word in ("influenceable", "locked", "not yet assessed"))
    assert "From 5.0% to 10.0% means £37.5m more a year for Preston" in " ".join(ran.out.split())
    assert all(name in ran.err for name in ("report.html", "report.xlsx", "report.md", "report.json"))


def test_json_is_on_stdout_and_nothing_else_is(process: Command, own_copy: Path) -> None:
    ran = process("demo", "--out", own_copy, "--json")
    headline = json.loads(ran.out)["headline"]
    assert headline["total"] == "750000000.00"
    assert headline["local"] == "37500000.00"
    assert headline["leaking"] == "457500000.00"
    assert headline["unplaced"] == "0.00"
    assert Decimal(headline["local"]) + Decimal(headline["regional"]) == Decimal("292500000.00")
    assert Decimal(headline["local_share"]) == Decimal("0.05")
    assert Decimal(headline["region_share"]) == Decimal("0.39")
    assert sum(map(Decimal, headline["influence"].values())) == Decimal("457500000.00")


def test_the_city_council_and_the_target_come_out_as_published(preston: Path) -> None:
    report = json.loads((preston / "audit" / "report.json").read_text(encoding="utf-8"))
    (city,) = [body for body in report["bodies"] if body["name"] == "City Council"]
    assert (city["local_share"], city["leaking"], city["influence"]["influenceable"]) == ("0.140000", "8000000.00", "3000000.00")
    (target,) = [scenario for scenario in report["scenarios"] if scenario["name"] == "local-10"]
    assert (target["moved"], target["local_share_after"], target["reachable"]) == ("37500000.00", "0.100000", True)
    assert sum(Decimal(move["amount"]) for move in target["by_category"]) == Decimal("37500000.00")


def test_a_second_run_changes_no_file(command: Command, own_copy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (own_copy / "audit").rglob("*") if path.is_file()}
    assert command("run", own_copy / "audit.toml", "--quiet").code == 0
    assert {path: path.stat().st_mtime_ns for path in (own_copy / "audit").rglob("*") if path.is_file()} == before


def test_run_finds_audit_toml_in_the_current_folder(process: Command, own_copy: Path) -> None:
    assert "stays in Preston" in process("run", cwd=own_copy).out


def test_files_alone_make_an_audit(command: Command, preston: Path, tmp_path: Path) -> None:
    files = [preston / "spend" / name for name in ("county-council-2012-13.csv", "sixth-form-college-suppliers.csv")]
    ran = command("run", *files, "--local", "Preston", "--region", "Lancashire", "--json", cwd=tmp_path)
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    assert report["ledger"]["published"] == "609085494.88"
    assert [body["name"] for body in report["bodies"]] == ["County council", "Sixth form college suppliers"]
    assert report["influence_default"] == "unassessed"
    assert any("combined authority" in line for line in report["assumptions"])
    assert (tmp_path / "audit" / "report.html").is_file()


def test_what_if_answers_from_the_finished_audit(process: Command, preston: Path) -> None:
    ran = process("what-if", preston, "--local", "10%", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["moved"] == "37500000.00"
    assert "£37.5m" in process("what-if", preston, "--local", "0.10").out


EFFECT = """
[effect]
local_respend    = 0.76
other_respend    = 0.36
source           = "nef for Northumberland, 2005"
jobs_per_million = 10
jobs_source      = "a study"
"""


def test_what_if_says_what_the_move_is_worth(command: Command, own_copy: Path) -> None:
    """£37,500,000.00 at £1.40 a pound and 10 jobs a million; 75% of £750m stays out: (750 + 75 + 0.76 × 75) / 750 = 1.176. Not without
    rates, and on those that the audit was run with, whatever audit.toml says since."""
    asked = ("what-if", own_copy, "--local", "10%")
    assert json.loads(command(*asked, "--json").out)["effect"] == []
    config = own_copy / "audit.toml"
    before = config.read_text(encoding="utf-8")
    config.write_text(before + EFFECT, encoding="utf-8")
    assert command("run", config, "--quiet").code == 0
    config.write_text(before + EFFECT.replace("0.76", "0.99"), encoding="utf-8")
    found = {one["name"]: one for one in json.loads(command(*asked, "--json").out)["effect"]}
    assert {name: one["printed"] for name, one in found.items()} == {
        "Local value of each pound that moves": "1.400", "Local value of what moves": "£52,500,000.00", "Jobs": "375.0",
        "LM3, strict": "1.176", "LM3, extended": "1.500",
    }  # fmt: skip
    shown = " ".join(command(*asked).out.split())
    assert "Jobs: 375.0" in shown
    assert "moved / £1,000,000 × jobs per million: £37,500,000.00 / £1,000,000 × 10 = 375.0. Rates: a study." in shown


def test_what_if_shifts_what_it_is_told_to(command: Command, preston: Path) -> None:
    ran = command("what-if", preston, "--share", "100%", "--body", "city council", "--json")
    report = json.loads((preston / "audit" / "report.json").read_text(encoding="utf-8"))
    (city,) = [body for body in report["bodies"] if body["name"] == "City Council"]
    movable = Decimal(city["influence"]["influenceable"]) + Decimal(city["regional_influence"]["influenceable"])
    assert Decimal(json.loads(ran.out)["moved"]) == movable


def test_a_target_that_cannot_be_reached_is_refused_with_its_ceiling(command: Command, preston: Path) -> None:
    ran = command("what-if", preston, "--local", "60%")
    assert ran.code == 3
    assert "cannot be reached" in ran.out
    found = json.loads(command("what-if", preston, "--local", "60%", "--json").out)
    assert found["reachable"] is False
    assert found["local_share_after"] == found["ceiling"]
    assert Decimal(found["shortfall"]) == Decimal("450000000.00") - Decimal(found["local_after"])


def test_a_target_of_one_body_is_of_its_spend_and_draws_on_it_alone(command: Command, preston: Path) -> None:
    found = json.loads(command("what-if", preston, "--local", "20%", "--body", "City Council", "--order", "largest", "--json").out)
    assert (found["part"], found["total"], found["local_share_after"]) == ("City Council", "28000000.00", "0.200000")
    assert [move["name"] for move in found["by_body"]] == ["City Council"]
    assert (found["moved"], found["order"]) == ("1680000.00", "largest")


def test_what_stands_in_the_way_is_said_with_dates(command: Command, preston: Path) -> None:
    found = json.loads(command("what-if", preston, "--local", "60%", "--json").out)
    assert sum(Decimal(lock["amount"]) for lock in found["locks"]) == Decimal(found["standing_in_the_way"]["locked"])
    assert any("until 31 August 2031" in said for said in found["obstacles"])
    assert any("unassessed" in said for said in found["obstacles"])


def moved_by(command: Command, preston: Path, *policy: str) -> Decimal:
    ran = command("what-if", preston, *policy, "--body", "City Council", "--json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert [step["amount"] for step in found["by_step"]] == [found["moved"]]
    return Decimal(found["moved"])


def test_policies_move_what_they_reach(command: Command, preston: Path) -> None:
    home = moved_by(command, preston, "--policy", "home")
    assert home == Decimal("13478403.07")  # all the Council's influenceable spend that is not local
    assert abs(moved_by(command, preston, "--policy", "lots:1/2") - home / 2) <= Decimal("0.005")
    assert 0 < moved_by(command, preston, "--policy", "small:25000") < moved_by(command, preston, "--policy", "reserved") < home


PATHED = """
[[scenario]]
name = "path"
[[scenario.path]]
by = 2014-03-31
local_share = 0.20
[[scenario.path]]
by = 2016-03-31
local_share = 0.45

[[scenario]]
name = "misspelt"
[[scenario.policy]]
kind = "home"
where = { category = "Cattering" }
"""


def test_a_path_in_the_config_is_in_every_report_and_a_stray_name_is_pointed_out(command: Command, own_copy: Path) -> None:
    config = own_copy / "audit.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text + PATHED, encoding="utf-8")
    report = json.loads(command("run", config, "--json").out)
    (it,) = [scenario for scenario in report["scenarios"] if scenario["name"] == "path"]
    assert sum(Decimal(step["moved"]) for step in it["path"]) == Decimal(it["moved"])
    assert it["path"][-1]["local_share_after"] == it["local_share_after"] == "0.450000"
    assert Decimal(it["path"][1]["released"]) > 0
    page, said = (config.parent / "audit" / "report.html").read_text(encoding="utf-8"), (config.parent / "audit" / "report.md")
    assert "The path, step by step (path)" in page
    assert "Released by locks that ended" in said.read_text(encoding="utf-8")
    (stray,) = [finding for finding in report["findings"] if finding["code"] == "scenario-unused"]
    line = text.count("\n") + PATHED[: PATHED.index('name = "misspelt"')].count("\n") + 1
    assert f'scenario "misspelt", line {line} of audit.toml: no category is called "Cattering"' in stray["example"]


def test_report_shows_a_finished_audit_and_writes_it_elsewhere(command: Command, preston: Path, tmp_path: Path) -> None:
    ran = command("report", preston, "--out", tmp_path / "for the board")
    assert "stays in Preston" in ran.out
    for name in ("report.html", "report.xlsx", "report.md", "report.json"):
        assert (tmp_path / "for the board" / name).read_bytes() == (preston / "audit" / name).read_bytes()


def test_explain_a_supplier_down_to_the_row(command: Command, preston: Path) -> None:
    found = json.loads(command("explain", preston, "N.FIELD CONSTRUCTION", "--json").out)
    assert "Northfield Construction" in found["supplier"]["name"]
    (alias,) = [alias for alias in found["aliases"] if alias["supplier_name"] == "N.FIELD CONSTRUCTION"]
    assert (alias["method"], alias["decided_by"]) == ("decision", "audit lead")
    assert all(verdict["influence_because"] and verdict["scope_because"] and verdict["locality_because"] for verdict in found["verdicts"])
    assert sum(Decimal(line["amount"]) for line in found["lines"]) == Decimal(found["supplier"]["amount"])
    assert sum(Decimal(cell["amount"]) for cell in found["cells"]) == Decimal(found["supplier"]["amount"])


def test_explain_a_line_by_file_and_row(process: Command, preston: Path) -> None:
    found = json.loads(process("explain", preston, "city-council-top-300-2012-13.xlsx:9", "--json").out)
    assert [line["row"] for line in found["lines"]] == [9]
    assert len(found["aliases"]) == len(found["verdicts"]) == len(found["cells"]) == 1
    assert "row 9" in process("explain", preston, "city-council-top-300-2012-13.xlsx:9").out


def test_explain_nobody_suggests_somebody(command: Command, preston: Path) -> None:
    ran = command("explain", preston, "Northfeld Constructon Lt")
    assert ran.code == 2
    assert "Northfield Construction" in ran.err


def test_check_says_how_a_file_is_understood(process: Command, preston: Path) -> None:
    path = preston / "spend" / "county-council-2012-13.csv"
    (source,) = json.loads(process("check", path, "--json").out)["sources"]
    assert (source["encoding"], source["header_row"], source["rows"], source["total"]) == ("cp1252", 1, 367, "603985953.26")
    assert source["columns"]["supplier_name"] == "Creditor"
    assert source["refused"] is None
    shown = process("check", path).out
    pin = next(line for line in shown.splitlines() if line.startswith("to pin it")).removeprefix("to pin it").strip()
    assert tomllib.loads(pin)["columns"] == source["columns"], "the line to copy is whole, however narrow the screen"
    assert "£603,985,953.26" in shown
    assert "columns = {" in shown


def test_months_of_one_body_are_its_files_and_a_town_is_no_month(tmp_path: Path) -> None:
    from cwbaudit.api import from_files

    files = ["hyndburn_2023-07.csv", "hyndburn_2024-02.csv", "Hyndburn Feb 2025.csv", "2012-13.csv", "march-town-council.csv"]
    for name in files:
        (tmp_path / name).write_text("Supplier,Amount\nBaker,10.00\n", encoding="utf-8")
    config = from_files([tmp_path / name for name in files], local=["Hyndburn"], region=[], base=tmp_path)
    assert [(source.body, len(source.files)) for source in config.sources] == [
        ("Hyndburn", 3), ("2012 13", 1), ("March town council", 1),
    ]  # fmt: skip


def test_the_audit_here_is_meant_where_none_is_named(command: Command, preston: Path, tmp_path: Path) -> None:
    assert "stays in Preston" in command("report", cwd=preston).out
    for words in (["report"], ["review"], ["what-if", "--local", "10%"]):
        ran = command(*words, cwd=tmp_path)
        assert (ran.code, f"There is no audit at {tmp_path}" in ran.err) == (2, True), ran.err


@pytest.mark.parametrize(
    ("words", "option"), [(["--local", "Prestn"], "--local"), (["--local", "Preston", "--region", "Lancashir"], "--region")]
)
@pytest.mark.parametrize("ask", ["run", "init"])
def test_a_place_misspelt_in_an_option_is_the_options_mistake(
    command: Command, tmp_path: Path, ask: str, words: list[str], option: str
) -> None:
    (tmp_path / "town.csv").write_text("Supplier,Amount,Postcode\nBaker,10.00,PR1 2HE\n", encoding="utf-8")
    ran = command(ask, "town.csv", *words, cwd=tmp_path)
    assert (ran.code, f"where  {option}\n" in ran.err, "Did you mean" in ran.err) == (10, True, True), ran.err


def test_init_writes_a_config_that_runs(process: Command, preston: Path, tmp_path: Path) -> None:
    for name in ("constabulary_payments_1213.csv", "sixth-form-college-suppliers.csv"):
        shutil.copy(preston / "spend" / name, tmp_path)
    ran = process("init", "constabulary_payments_1213.csv", "sixth-form-college-suppliers.csv", "--local", "Preston", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "# understood: header in row 1" in (tmp_path / "audit.toml").read_text(encoding="utf-8")
    assert process("run", "--quiet", cwd=tmp_path).code == 0
    again = process("init", "constabulary_payments_1213.csv", "--local", "Preston", cwd=tmp_path)
    assert (again.code, "there already" in again.err) == (2, True)


@pytest.mark.parametrize(
    ("local", "first", "second"),
    [
        ("Preston", 'counties = ["Lancashire"]', 'combined_authorities = ["Lancashire"]'),
        ("Trafford", 'counties = ["Greater Manchester"]', 'regions = ["North West"]'),
    ],
)
def test_init_offers_what_lies_around_and_each_offer_runs(command: Command, tmp_path: Path, local: str, first: str, second: str) -> None:
    (tmp_path / "town.csv").write_text("Supplier,Amount,Postcode\nBaker,10.00,PR1 2HE\nMiller,5.00,BB2 1AA\n", encoding="utf-8")
    ran = command("init", "town.csv", "--local", local, "--out", "[place].toml", cwd=tmp_path)
    assert (ran.code, "Wrote [place].toml" in ran.out, "Around it: " in ran.out) == (0, True, True), ran.out
    text = (tmp_path / "[place].toml").read_text(encoding="utf-8")
    assert text.index(first) < text.index(second)
    offers = [line for line in text.splitlines() if line.startswith("# regional ")]
    for offer in offers:
        config = text.replace("regional    = { named = [] }", offer.removeprefix("# "))
        (tmp_path / "audit.toml").write_text(config, encoding="utf-8")
        ran = command("run", "audit.toml", "--json", cwd=tmp_path)
        assert json.loads(ran.out)["place"]["region_name"], offer
    assert "Around it" not in command("init", "town.csv", "--local", local, "--region", "North West", "--force", cwd=tmp_path).out


def test_no_headline_where_too_much_is_unplaced_unless_the_config_says_so(command: Command, tmp_path: Path) -> None:
    (tmp_path / "town.csv").write_text("Supplier,Amount,Postcode\nBaker,10.00,PR1 2HE\nNobody,5.00,\n", encoding="utf-8")
    assert command("init", "town.csv", "--local", "Preston", cwd=tmp_path).code == 0
    ran = command("run", "--json", cwd=tmp_path)
    report = json.loads(ran.out)
    assert ran.code == 3
    assert "33.3% of spend in scope" in report["refused"]
    assert report["sentences"] == [report["refused"]]
    assert (report["headline"]["local_share_low"], report["headline"]["local_share_high"]) == ("0.666667", "1.000000")
    config = tmp_path / "audit.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("[place]", "[place]\nmax_unplaced = 0.5"), encoding="utf-8")
    ran = command("run", "--json", cwd=tmp_path)
    assert (ran.code, json.loads(ran.out)["refused"]) == (0, "")


def test_doctor_finds_this_machine_well(process: Command) -> None:
    ran = process("doctor", "--json")
    assert ran.code == 0, ran.out
    assert {"cwbaudit", "Python", "duckdb", "postcode directory"} <= {check["name"] for check in json.loads(ran.out)["checks"]}


def test_no_colour_without_a_terminal_and_no_progress_either(process: Command, tmp_path: Path) -> None:
    (tmp_path / "town.csv").write_text("Supplier,Amount,Postcode\nBaker,10.00,PR1 2HE\n", encoding="utf-8")
    ran = process("run", "town.csv", "--local", "Preston", cwd=tmp_path)
    assert "100.0%" in ran.out
    assert "\x1b" not in ran.out + ran.err
    assert process("run", "town.csv", "--local", "Preston", "--fresh", "--quiet", cwd=tmp_path).err == ""


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_a_console_that_knows_few_letters_does_not_end_the_run(process: Command, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "gwynedd.csv").write_text(
        "Supplier,Amount,Postcode\nCwmni Tŷ Gwŷdd Cyf,10.00,LL57 1AA\nŁódź Sp. z o.o.,1.00,\n", encoding="utf-8"
    )
    ran = process("run", "gwynedd.csv", "--local", "Gwynedd", cwd=tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert ran.code == 0, ran.err
    assert "90.9%" in ran.out
    assert "Traceback" not in ran.err


def test_run_takes_the_largest_suppliers_alone_and_says_what_they_cover(command: Command, tmp_path: Path) -> None:
    rows = ["Supplier Name,Net Amount,Postcode", "Large Ltd,100.00,PR1 2AB", "LARGE LTD,60.00,PR1 2AB", "Middle Ltd,50.00,PR1 2AB"]
    rows += ["Credited Ltd,500.00,PR1 2AB", "Credited Ltd,-480.00,PR1 2AB"]
    (tmp_path / "spend.csv").write_text("\n".join(rows) + "\n")
    ran = command("run", "spend.csv", "--local", "Preston", "--top", 2, "--json", cwd=tmp_path)
    ledger = json.loads(ran.out)["ledger"]
    assert (ledger["published"], ledger["in_scope"]) == ("230.00", "210.00")
    (out,) = ledger["exclusions"]
    assert (out["exclusion"], out["amount"], out["lines"]) == ("smaller suppliers", "20.00", 2)
    assert out["because"] == "Only the 2 largest of the 3 suppliers of Spend are taken, after credits: £210.00 of £230.00, 91.3%."
    assert "the 2 largest of the 3 suppliers" in " ".join(command("report", "audit", cwd=tmp_path).out.split())


REGISTERS = {
    "city.csv": "Supplier Name,Net Amount,Payment Date,Supplier ID\nLarge Ltd,100.00,01/04/2024,100\nMiddle Ltd,50.00,03/04/2024,101\n",
    "suppliers.csv": "Supplier ID,Supplier Name,Postcode\n100,Large Ltd,PR1 2AB\n101,Middle Ltd,PR1 2AB\n",
    "contracts.csv": "Contract Reference,Supplier Name,Start Date,End Date,Contract Value\nC1,Large Ltd,01/04/2023,31/03/2026,9000.00\n",
    "totals.csv": "Supplier Name,Annual Spend\nLarge Ltd,100000.00\nMiddle Ltd,50000.00\nSmall Ltd,2500.50\n",
    "schools.csv": "School,Headteacher,Postcode\nAshton,Mrs A,PR1 2AB\nBroughton,Mr B,PR1 2AC\n",
}


@pytest.fixture
def registers(tmp_path: Path) -> Path:
    for name, text in REGISTERS.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_check_says_what_a_file_is(command: Command, registers: Path) -> None:
    ran = command("check", *REGISTERS, "--json", cwd=registers)
    found = {Path(source["path"]).name: source for source in json.loads(ran.out)["sources"]}
    assert {name: source["kind"] for name, source in found.items()} == {
        "city.csv": "payments", "suppliers.csv": "supplier register", "contracts.csv": "contracts register", "totals.csv": "supplier totals",
        "schools.csv": "",
    }  # fmt: skip
    assert "no spend file" in found["schools.csv"]["refused"]
    assert (found["contracts.csv"]["entries"], found["contracts.csv"]["rows"], found["contracts.csv"]["total"]) == (1, 0, "0.00")


def test_init_puts_registers_in_their_place(command: Command, registers: Path) -> None:
    assert command("init", "city.csv", "suppliers.csv", "contracts.csv", "--local", "Preston", cwd=registers).code == 0
    text = (registers / "audit.toml").read_text(encoding="utf-8")
    (source,) = tomllib.loads(text)["source"]
    assert (source["files"], source["register"]) == (["city.csv"], ["suppliers.csv"])
    assert '# contracts = ["contracts.csv"]' in text
