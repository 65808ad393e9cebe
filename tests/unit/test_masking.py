"""People planted in an audit are in its tables and in no report: every byte of every output is searched for them."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cwbaudit.report.masking import made
from tests.conftest import Ran
from tests.unit.test_kinds import labelled

PLACES = ("PR1 2HE", "BB1 7DY", "EC1A 1BB", "PR1 8BU", "ZZ99 9ZZ")
CONFIG = """
[audit]
title = "Canaries"
[place]
name = "Preston"
region_name = "Lancashire"
local = { authorities = ["Preston"] }
regional = { counties = ["Lancashire"] }
[[source]]
body = "City Council"
files = ["spend.csv"]
[influence]
default = "influenceable"
[[scenario]]
name = "all"
local_share = 1
[[scenario]]
name = "one"
[[scenario.shift]]
where = { supplier = "CANARY" }
share = 0.5
"""


def canaries() -> list[str]:
    """Sixty names: titled, initials, given names; and one spelled twice, so that likeness asks about it."""
    people = labelled("people")
    return [*people[0:20], *people[52:72], *people[90:109], "Adam Thistlewoode"]


def planted(folder: Path, more: str = "") -> Path:
    """An audit.toml over a spend file in which canaries stand in every way that a finding can quote."""
    rows: list[list[str]] = [["Supplier", "Postcode", "Category", "Amount", "Date"]]
    names = [*canaries(), "Adam Thistlewood"]
    for number, name in enumerate(names):
        postcode = ("", "PR1 2H", "PRI 2HE", *PLACES)[number % 8]
        rows.append([name, postcode, "Care" if number % 3 else f"Paid to {name}", f"{1000 + number}.00", "01/04/2024"])
    rows += [[name, PLACES[2], "Care", "55.00", "01/04/2024"] for name in names[:10]]  # a second place: they disagree
    rows += [["Olivia Ashdown", "", "Care", "nought", "01/04/2024"], ["Ian Bowthwaite", "", "", "", ""]]
    rows += [["Ashdown Ltd", "PR1 2HE", "Care", "5000.00", "01/04/2024"], ["Redacted personal data", "", "Care", "9.00", "01/04/2024"]]
    rows += [["Preston Parish Council", "PR1 2HE", "Care", "70.00", "01/04/2024"]]
    with (folder / "spend.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (folder / "audit.toml").write_text(CONFIG.replace("CANARY", "Adam Thistlewood") + more, encoding="utf-8")
    return folder / "audit.toml"


def outputs(folder: Path) -> dict[str, str]:
    """The text of every report, and of every part of the workbook."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("report.*") if path.suffix != ".xlsx"}
    with zipfile.ZipFile(io.BytesIO((folder / "report.xlsx").read_bytes())) as book:
        texts |= {name: book.read(name).decode("utf-8", "replace") for name in book.namelist()}
    return texts


def told(texts: dict[str, str]) -> list[tuple[str, str]]:
    """Which canaries are in which text, in any case, blanks and marks aside."""
    flat = {where: re.sub(r"[^\w]+", "", html.unescape(text).casefold()) for where, text in texts.items()}
    small = {name: re.sub(r"[^\w]+", "", name.casefold()) for name in [*canaries(), "Olivia Ashdown", "Ian Bowthwaite"]}
    return [(name, where) for where, text in flat.items() for name, wanted in small.items() if wanted in text]


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import cwbaudit

    folder = tmp_path_factory.mktemp("canaries")
    ran = cwbaudit("run", planted(folder))
    assert ran.code in (0, 3), ran.err
    assert not told({"stdout": ran.out, "stderr": ran.err})
    return folder / "audit"


def test_no_report_names_a_person(audit: Path) -> None:
    found = outputs(audit)
    assert len(found) > 15 and "docProps/core.xml" in found
    assert told(found) == []
    assert "Individual 1" in found["report.html"] and "Individual 1" in found["report.md"]


def test_no_report_holds_a_persons_postcode(audit: Path) -> None:
    report = json.loads((audit / "report.json").read_text(encoding="utf-8"))
    people = [supplier for supplier in report["suppliers"] if supplier["name"].startswith(("Individual", "Redacted"))]
    assert people and not any(supplier["postcode"] for supplier in people)
    assert all(re.fullmatch(r"(individual|redacted)-\d+", supplier["supplier_id"]) for supplier in people)
    assert not re.search(r"EC1A ?1BB|BB1 ?7DY|PR1 ?8BU|ZZ99", json.dumps(report))


def test_a_what_if_names_nobody(audit: Path, command: Callable[..., Ran]) -> None:
    assert told({"out": command("what-if", audit, "--local", "90%", "--json").out}) == []
    asked = command("what-if", audit, "--share", "50%", "--supplier", "Adam Thistlewood")
    assert "Individual" in asked.out and not told({"out": asked.out})


def test_who_is_joined_to_a_firm_is_called_by_the_firms_name_in_both_editions(tmp_path: Path, command: Callable[..., Ran]) -> None:
    """By a number or by a decision; firms whose own names begin as the person's keep them, and no number makes a firm of Mr Bowthwaite."""
    firm, other = "Garsdale Peter Joinery Ltd", "Garsdale Peter Works Ltd"
    rows = [
        ("Garsdale Peter", "9000", "04567891", "Repairs by Garsdale Peter"), (firm, "90", "04567891", f"Repairs of {other}"),
        (other, "900", "04567892", f"Repairs by {other}"), ("Adam Thistlewood", "800", "", "Plants from Adam Thistlewood"),
        ("Fellgate Nursery Ltd", "70", "", "Plants"), ("Mr Ian Bowthwaite", "700", "03456789", "Care"),
        ("Bowthwaite Ian", "80", "03456789", "Care"),
    ]  # fmt: skip
    text = "".join(f'"{name}",PR1 2HE,"{what}",{amount},01/04/2024,{number}\n' for name, amount, number, what in rows)
    (tmp_path / "spend.csv").write_text("Supplier,Postcode,Category,Amount,Date,Company Number\n" + text, encoding="utf-8")
    (tmp_path / "audit.toml").write_text(CONFIG.partition("[[scenario]]")[0], encoding="utf-8")
    (tmp_path / "decisions").mkdir()
    decided = "name,verdict,supplier,who,when,why\nAdam Thistlewood,same,Fellgate Nursery Ltd,JS,2026-11-02,it is his\n"
    (tmp_path / "decisions" / "suppliers.csv").write_text(decided, encoding="utf-8")
    ran = command("run", tmp_path, "--publish")
    assert ran.code in (0, 3), ran.err
    for edition in (tmp_path / "audit", tmp_path / "audit-published"):
        found = outputs(edition)
        whole = "\n".join(found.values())
        assert not re.search(
            "Bowthwaite|Adam Thistlewood|by Garsdale Peter(?! Works| Joinery)|Joinery Ltd Joinery|Joinery Ltd Works", whole
        )
        people, firms = [], set()
        for supplier in json.loads(found["report.json"])["suppliers"]:
            people += [supplier["kind"]] if "Individual" in supplier["name"] else []
            firms |= {supplier["name"]} - {"Individual 1"}
        assert firms == {firm, other, "Fellgate Nursery Ltd"}
        assert people == (["sole trader or individual"] if edition.name == "audit" else []), "the published edition lists firms alone"
    labels = json.dumps(json.loads(outputs(tmp_path / "audit")["report.json"])["categories"])
    assert all(
        said in labels for said in (f"Repairs by {firm}", f"Repairs by {other}", f"Repairs of {other}", "Plants from Fellgate Nursery Ltd")
    )


def test_the_report_says_how_many_are_masked(audit: Path) -> None:
    report = json.loads((audit / "report.json").read_text(encoding="utf-8"))
    assert report["individuals"]["shown"] == "masked"
    assert report["individuals"]["suppliers"] >= 60
    assert any("they are not named here" in text for text in report["assumptions"])
    assert report["ledger"]["public_bodies"] == "70.00"


def test_the_tables_keep_the_names(audit: Path) -> None:
    import cwbaudit
    from cwbaudit.tables import SUPPLIERS

    assert {"Adam Thistlewood", "Mr J Thistlewood"} <= set(cwbaudit.load(audit).frame(SUPPLIERS)["name"])


def test_named_shows_them(tmp_path: Path) -> None:
    import cwbaudit

    cwbaudit.audit(planted(tmp_path, '[report]\nindividuals = "named"\n'))
    shown = {where for _, where in told(outputs(tmp_path / "audit"))}
    assert {"report.json", "report.html", "report.md", "xl/sharedStrings.xml"} <= shown


def test_masks_replace_whole_names_only() -> None:
    masks = made(
        {"a": "Individual 1", "b": "Individual 2"}, {"J Ash": "Individual 1", "J Ash-Moor": "Individual 2", "PR1 2HE": "(withheld)"}
    )
    assert masks.text("j ash, at PR1 2HE") == "Individual 1, at (withheld)"
    assert masks.text("J Ash-Moor; J Ashdown; AJ Ash") == "Individual 2; J Ashdown; AJ Ash"
