"""Sixty spreadsheet payloads and eighty of markup in every text of a report: none is calculated, linked or taken for an element."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import html5lib
import openpyxl
import pytest

from cwbaudit.api import load
from cwbaudit.report.accessible.book import accessible
from cwbaudit.report.html import html
from cwbaudit.report.markdown import markdown
from cwbaudit.report.model import Report
from cwbaudit.report.pictures import pictures
from cwbaudit.report.standalone import svg
from cwbaudit.report.xlsx import xlsx
from tests.unit.poison import MARKUP, SPREADSHEET, poisoned

HARMLESS = ("x",)
FEW = (0, 41)  # turns of the default run; every payload comes to every text in all of them
FORMULA = re.compile(r"<(?:f|c:f|definedName|formula\d?|calculatedColumnFormula)\b[^>]*>([^<]*)<")


def turns(payloads: tuple[str, ...], mark: str) -> list[object]:
    """A few turns by default, the others where there is time."""
    return [pytest.param(turn, marks=() if turn in FEW else getattr(pytest.mark, mark)) for turn in range(len(payloads))]


@pytest.fixture(scope="module")
def sample(preston: Path) -> Report:
    """The sample's own report: it has something of nearly everything."""
    return load(preston).report


def shape(page: str) -> set[tuple[str, tuple[str, ...]]]:
    """Every kind of element of the page with the names of its attributes, as a browser reads it."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return {(str(element.tag), tuple(sorted(element.attrib))) for element in tree.iter()}


def formulas(path: Path) -> list[str]:
    """Every formula of the workbook, without the rows that it speaks of: a long name moves what stands below it."""
    with zipfile.ZipFile(path) as archive:
        found = [formula for name in archive.namelist() for formula in FORMULA.findall(archive.read(name).decode())]
    return sorted(re.sub(r"\d+", "0", formula) for formula in found)


def test_there_are_as_many_payloads_as_promised() -> None:
    assert len(set(SPREADSHEET)) == 60
    assert len(set(MARKUP)) == 80


@pytest.mark.parametrize("turn", turns(MARKUP, "browser"))
def test_markup_makes_no_element_and_no_attribute(turn: int, sample: Report) -> None:
    page = html(poisoned(sample, MARKUP, turn))
    assert shape(page) <= shape(html(poisoned(sample, HARMLESS, 0))) | shape(html(sample))
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert all(link.get("href", "").startswith("#") for link in tree.iter("a"))
    assert page.lower().count("</script") == 2


@pytest.mark.parametrize("turn", FEW)
def test_markup_makes_no_element_of_a_figure(turn: int, sample: Report) -> None:
    from xml.etree import ElementTree

    tags = {"svg", "g", "title", "desc", "rect", "line", "path", "text", "tspan", "circle"}
    for picture in pictures(poisoned(sample, MARKUP, turn)):
        elements = list(ElementTree.fromstring(svg(picture)).iter())
        assert {element.tag.rpartition("}")[2] for element in elements} <= tags
        assert not [key for element in elements for key in element.attrib if key.startswith("on") or "href" in key]


@pytest.mark.parametrize("turn", turns(SPREADSHEET, "office"))
@pytest.mark.parametrize("write", [xlsx, accessible])
def test_nothing_from_data_is_calculated_or_linked(write, turn: int, sample: Report, tmp_path: Path) -> None:
    write(poisoned(sample, HARMLESS, 0), tmp_path / "harmless.xlsx")
    write(poisoned(sample, SPREADSHEET, turn), tmp_path / "hostile.xlsx")
    assert formulas(tmp_path / "hostile.xlsx") == formulas(tmp_path / "harmless.xlsx")
    book = openpyxl.load_workbook(tmp_path / "hostile.xlsx")
    links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == len(book.sheetnames) - (2 if write is accessible else 1)
    assert {link.location.strip("'").partition("'")[0] for link in links} <= set(book.sheetnames)
    with zipfile.ZipFile(tmp_path / "hostile.xlsx") as archive:
        assert not [name for name in archive.namelist() if 'TargetMode="External"' in archive.read(name).decode()]


@pytest.mark.parametrize("turn", FEW)
def test_markdown_keeps_its_tables_and_has_no_html(turn: int, sample: Report) -> None:
    text = markdown(poisoned(sample, MARKUP, turn))
    assert not re.search(r"(?<!\\)<(?:script|img|svg|iframe|h1|a )", text)
