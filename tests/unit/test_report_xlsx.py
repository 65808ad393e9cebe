"""The workbook, read back: the report's own figures, nothing alive from data, the same bytes every time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from cwbaudit.report import workbook as sheets
from cwbaudit.report.model import Report
from cwbaudit.report.printable import printable
from cwbaudit.report.workbook.sheet import LONGEST, cell_text, exact
from cwbaudit.report.xlsx import xlsx
from tests.unit import made_reports as made

REPORTS: dict[str, Callable[[], Report]] = {
    "preston": made.preston,
    "one line": made.one_line,
    "no region, no finding, nothing excluded": lambda: made.one_line(region="", findings=[], excluded=False),
    "all leaking": lambda: made.one_line(locality="leaking"),
    "all unplaced": lambda: made.one_line(locality="unplaced"),
    "refund": lambda: made.one_line("-10.00"),
    "nothing": lambda: made.report([]),
    "negative cells": made.negative,
    "hostile names": lambda: made.with_names(made.HOSTILE),
}


@pytest.fixture(scope="module", params=REPORTS)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    report, path = REPORTS[request.param](), tmp_path_factory.mktemp("book") / "report.xlsx"
    xlsx(report, path)
    return report, path


def column(rows: list[list[object]], title: str) -> dict[object, object]:
    """A column of the table that has a header of this title, by the text in the table's first column."""
    top = next(i for i, row in enumerate(rows) if title in row)
    at = rows[top].index(title)
    return {row[0]: row[at] for row in rows[top + 1 :]}


def penny(value: object) -> Decimal:
    """A cell's number as pounds and pence."""
    return Decimal(str(value)).quantize(Decimal("0.01"))


def test_the_headline_reads_back_to_the_penny(written: tuple[Report, Path]) -> None:
    report, path = written
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Summary").to_python()
    found = {str(name).split(":")[0].lower(): value for name, value in column(rows, "Amount").items()}
    for name in ("local", "leaking", "unplaced"):
        assert penny(found[name]) == getattr(report.headline, name)
    assert penny(found["spend in scope"]) == report.headline.total
    shares = {str(name).split(":")[0].lower(): value for name, value in column(rows, "Share of spend").items()}
    assert Decimal(str(shares["local"])) == report.headline.local_share
    assert Decimal(str(shares["leaking"])) == report.headline.leaking_share


@pytest.mark.parametrize("reader", ["calamine", "openpyxl"])
def test_bodies_categories_and_suppliers_read_back(reader: str, tmp_path: Path) -> None:
    report, path = made.preston(), tmp_path / "report.xlsx"
    xlsx(report, path)
    if reader == "calamine":
        read = {
            name: CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
            for name in ("Bodies", "Categories", "Suppliers")
        }
    else:
        book = openpyxl.load_workbook(path, data_only=True)
        read = {name: [list(row) for row in book[name].values] for name in ("Bodies", "Categories", "Suppliers")}
    leaking = column(read["Bodies"], "Leaking, influenceable")
    assert {body.name: body.influence.influenceable for body in report.bodies} == {b.name: penny(leaking[b.name]) for b in report.bodies}
    totals = column(read["Categories"], "Spend in scope")
    assert {c.name: c.total for c in report.categories} == {c.name: penny(totals[c.name]) for c in report.categories}
    amounts = column(read["Suppliers"], "Amount")
    assert {s.name: s.amount for s in report.suppliers} == {s.name: penny(amounts[s.name]) for s in report.suppliers}
    assert sum(penny(amounts[s.name]) for s in report.suppliers) == report.headline.total


def test_contents_lead_to_every_sheet(written: tuple[Report, Path]) -> None:
    book = openpyxl.load_workbook(written[1])
    links = [cell.hyperlink.location for row in book["Cover"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_no_formula_and_no_outside_link_comes_from_data(written: tuple[Report, Path]) -> None:
    report, path = written
    evil = [printable(name) for name in made.HOSTILE if name.startswith("=") or "evil" in name]
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            for formula in re.findall(r"<(?:f|c:f|definedName|formula\d?|calculatedColumnFormula)\b[^>]*>([^<]*)<", text):
                assert not any(word in formula for word in ("evil", "HYPERLINK", "cmd", "1+1", "SUM(1)")), (name, formula)
            assert 'TargetMode="External"' not in text, name
            assert "externalLink" not in name
    cells = [c for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f" and any(word in str(c.value) for word in evil)]
    if report.title in made.HOSTILE:
        assert {cell_text(name) for name in made.HOSTILE} <= {c.value for c in cells if c.data_type == "s"} | {""}


def test_no_file_of_the_workbook_writes_untyped_cells() -> None:
    folder = Path(str(sheets.__file__)).parent
    for source in [*folder.glob("*.py"), folder.parent / "xlsx.py"]:
        assert not re.search(r"\.write(?:_row|_column|_rich_string)?\(", source.read_text(encoding="utf-8")), source.name


def test_every_part_is_well_formed_xml_whatever_the_names(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    xlsx(made.with_names(made.HOSTILE), tmp_path / "report.xlsx")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        for name in archive.namelist():
            ElementTree.parse(io.BytesIO(archive.read(name)))


def test_the_same_report_gives_the_same_bytes_in_another_time_zone_and_a_second_time(tmp_path: Path) -> None:
    source = "from pathlib import Path; import sys; from tests.unit import made_reports as m; from cwbaudit.report.xlsx import xlsx; "
    source += "xlsx(m.preston(), Path(sys.argv[1])); xlsx(m.preston(), Path(sys.argv[1] + '-again'))"
    books = []
    for number, (zone, seed) in enumerate([("UTC", "1"), ("Pacific/Auckland", "2"), ("America/New_York", "3")]):
        path = tmp_path / f"{number}.xlsx"
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        subprocess.run([sys.executable, "-c", source, str(path)], check=True, env=environment, cwd=Path(__file__).parents[2])
        books += [path.read_bytes(), Path(f"{path}-again").read_bytes()]
    assert len(set(books)) == 1


def test_properties_name_the_audit_and_take_their_date_from_the_period(tmp_path: Path) -> None:
    for period, year in ((made.preston().period_to, 2013), (None, 2000)):
        path = tmp_path / f"{year}.xlsx"
        xlsx(made.one_line(period_to=period), path)
        properties = openpyxl.load_workbook(path).properties
        assert (properties.title, properties.creator, properties.created.year) == ("Preston anchors 2012-13", "cwbaudit 0.1.0", year)


def test_names_are_defined_for_single_cells_only(written: tuple[Report, Path]) -> None:
    names = openpyxl.load_workbook(written[1]).defined_names
    assert {"Total_Spend", "Local_Spend", "Target_Local_Share", "Target_Moved"} <= set(names)
    for name in names.values():
        assert re.fullmatch(r"'[^']+'!\$[A-Z]+\$\d+", name.attr_text), name.attr_text


def test_only_the_yellow_cells_of_the_what_if_sheets_can_be_changed(tmp_path: Path) -> None:
    xlsx(made.preston(), tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    target = next(iter(book.defined_names["Target_Local_Share"].destinations))[1].replace("$", "")
    for name in ("What-if", "What-if by category"):
        assert book[name].protection.sheet
        open_cells = [c for row in book[name].iter_rows() for c in row if not c.protection.locked]
        assert {c.fill.fgColor.rgb for c in open_cells} == {"FFFFF4C2"}
        assert (len(open_cells) == 1 and open_cells[0].coordinate == target) or name != "What-if"


def test_a_what_if_opens_on_the_first_target_with_the_audits_own_answer(tmp_path: Path) -> None:
    report = made.preston(targets=("0.10", "0.90"))
    xlsx(report, tmp_path / "report.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "report.xlsx")).get_sheet_by_name("What-if").to_python()
    said = {row[0]: row[1] for row in rows}
    first, second = report.scenarios
    assert Decimal(str(said["Target share of spend for Preston"])) == first.target
    assert penny(said["Can move"]) == first.moved
    assert Decimal(str(said["Local share after"])) == first.local_share_after
    assert Decimal(str(said["Highest local share within reach"])) == first.ceiling == second.ceiling
    assert said["Check"] == "OK"
    assert penny(column(rows, "Moved, by formula")[second.name]) == second.moved


def test_sheets_without_content_are_left_out_or_say_so(tmp_path: Path) -> None:
    xlsx(made.one_line(region="", findings=[], excluded=False), tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    words = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert "Scenarios" not in book.sheetnames
    assert "What-if by category" not in book.sheetnames
    assert "Nothing was found to be wrong" in words
    assert "Nothing was left out" in words
    assert not {"Regional", "Share in the region"} & {cell.value for row in book["Bodies"].iter_rows() for cell in row}
    assert "Regional:" not in words


def test_sheets_print_on_a4_one_page_wide(written: tuple[Report, Path]) -> None:
    for sheet in openpyxl.load_workbook(written[1]):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToWidth or 1) == (9, "landscape", 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert not sheet.merged_cells.ranges


@pytest.mark.parametrize("amount", ["0.01", "-0.01", "0.29", "9999999999999.99", "-9999999999999.99", "750000000.00", "1234567890123.45"])
def test_money_survives_as_a_number(amount: str) -> None:
    assert Decimal(f"{exact(Decimal(amount)):.15g}") == Decimal(amount)


@pytest.mark.parametrize("amount", ["10000000000000.00", "0.000000000000000001234567890123456789", "99999999999999999.99"])
def test_money_that_a_cell_cannot_hold_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="more digits"):
        exact(Decimal(amount))


def test_text_is_cut_at_what_a_cell_holds() -> None:
    assert len(cell_text("x" * 40_000)) == LONGEST
    assert cell_text("a\ud800b") == "a\ufffdb"
    assert cell_text("Tŷ Bwyd Ŵyn & Êl") == "Tŷ Bwyd Ŵyn & Êl"


def test_what_suppliers_in_common_are_paid_can_be_added_up(tmp_path: Path) -> None:
    report, path = made.preston(), tmp_path / "report.xlsx"
    xlsx(report, path)
    paid = column(CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Shared").to_python(), "Paid")
    amounts = {supplier.name: supplier.amount for supplier in report.suppliers if len(supplier.bodies) > 1}
    assert paid
    assert {name: penny(amount) for name, amount in paid.items()} == {name: amounts[name] for name in paid}
