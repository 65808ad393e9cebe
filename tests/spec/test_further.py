"""Where to start, who else could supply, concentration, groups, quality and rated assumptions: small cases with their answers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import cwbaudit
from cwbaudit.report.model import Report

CONFIG = """
[place]
name = "Preston"
region_name = "Lancashire"
local = { authorities = ["Preston"] }
regional = { counties = ["Lancashire"] }
[[source]]
body = "Council"
files = ["council.csv"]
control_total = 1000.00
[[source]]
body = "College"
files = ["college.csv"]
[influence]
default = "unassessed"
[[influence.rule]]
id = "free"
influence = "influenceable"
where = { category = ["Catering", "Legal fees"] }
because = "Let each year."
"""
COUNCIL = """Supplier,Postcode,Category,Amount
Leeds Catering Ltd,LS1 1UR,Catering,600.00
Leeds Solicitors LLP,LS1 1UR,Legal fees,300.00
Ash Community Interest Company,PR1 2HE,Grants,100.00
"""
COLLEGE = """Supplier,Postcode,Category,Amount
Preston Catering Ltd,PR1 2HE,Catering,80.00
Preston Bakers Co-operative Ltd,PR1 8BU,Catering,20.00
Leeds Catering Ltd,LS1 1UR,Catering,10.00
"""


def audited(folder: Path) -> Report:
    for name, text in (("audit.toml", CONFIG), ("council.csv", COUNCIL), ("college.csv", COLLEGE)):
        (folder / name).write_text(text, encoding="utf-8")
    return cwbaudit.audit(folder / "audit.toml").report


def test_every_list(tmp_path: Path) -> None:
    report = audited(tmp_path)
    assert [(each.heading, str(each.influenceable), str(each.running_share)) for each in report.start] == [
        ("food and catering", "610.00", "0.670330"),
        ("legal", "300.00", "1.000000"),
    ]
    (one,) = report.substitutes  # the college leaks too, but nobody else buys its catering locally; legal services nobody does
    assert (one.heading, one.body, str(one.influenceable), one.local_suppliers) == ("food and catering", "Council", "600.00", 2)
    assert one.names == ["Preston Catering Ltd", "Preston Bakers Co-operative Ltd"]
    assert one.used_by == ["College"]
    groups = {each.name: (each.suppliers, str(each.amount)) for each in report.groups}
    assert groups["VCSE"] == (2, "120.00") and groups["co-operatives and mutuals"] == (1, "20.00")
    assert groups["size not known"] == (5, "1110.00") and groups["SME"] == (0, "0.00")
    assert {(each.about, each.evidence): str(each.amount) for each in report.quality}["place", "by a full postcode"] == "1110.00"


def test_assumptions_are_rated_by_evidence_and_by_pounds(tmp_path: Path) -> None:
    rated = {each.assumption: each for each in audited(tmp_path).rated}
    assert rated["The files are all that was paid."].quality == "amber"  # one file has a control total, the other none
    assert rated["Spend that could not be placed is counted apart."].impact == "green"
    assert all(each.impact == ("red" if each.amount >= Decimal("55.50") else each.impact) for each in rated.values())


def test_every_form_shows_each_list_with_its_title(tmp_path: Path) -> None:
    import html

    import openpyxl

    from cwbaudit.pipeline import renderers
    from cwbaudit.report.tabled import tabled

    report, folder = audited(tmp_path), tmp_path / "audit"
    page = html.unescape((folder / "report.html").read_text(encoding="utf-8"))
    paper = (folder / "report.md").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(folder / "report.xlsx", read_only=True)
    renderers("accessible")["report.xlsx"](report, folder / "accessible.xlsx")
    lists, plain = tabled(report), openpyxl.load_workbook(folder / "accessible.xlsx", read_only=True)
    numbered = {mark: text for mark, text, *_ in plain["Notes"].iter_rows(values_only=True, min_row=5)}
    assert {each.name for each in lists} >= {"Start", "Substitutes", "Shared", "Kinds", "Groups", "Quality", "Ratings"}
    for each in lists:
        assert each.kicker in page and each.title in page
        assert f"## {each.kicker}" in paper
        assert each.note, "every list says of what it is"
        assert each.note in page and each.note in paper
        assert each.note in " ".join(str(cell) for row in book[each.name].iter_rows(values_only=True, max_row=8) for cell in row if cell)
        title = next(plain[each.name].iter_rows(values_only=True, max_row=1))[0]
        assert numbered[title.rpartition("[")[2].rstrip("]")].startswith(each.note)
        assert each.name in book.sheetnames and each.name in plain.sheetnames
        first = each.columns[0].printed(each.rows[0])
        assert first in page and any(first in str(cell) for row in book[each.name].iter_rows(values_only=True) for cell in row)
