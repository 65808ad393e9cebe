"""Figures as files: SVG that needs nothing else, PNG of the same bytes everywhere, and nothing alive in either."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cwbaudit.report.model import Report
from cwbaudit.report.pictures import pictures, write_pictures
from cwbaudit.report.standalone import png, svg
from tests.unit import made_reports as made

SVG = "{http://www.w3.org/2000/svg}"
MARKS = {"svg", "g", "title", "desc", "rect", "line", "path", "text", "tspan", "circle", "polygon", "polyline"}
REPORTS: dict[str, Callable[[], Report]] = {
    "preston": made.preston,
    "one line": made.one_line,
    "negative": made.negative,
    "hostile": lambda: made.with_names(made.HOSTILE),
}


@pytest.fixture(scope="module", params=REPORTS)
def drawn(request: pytest.FixtureRequest) -> dict[str, str]:
    return {picture.name: svg(picture) for picture in pictures(REPORTS[request.param]())}


def test_a_figure_needs_no_style_sheet_and_fetches_nothing(drawn: dict[str, str]) -> None:
    assert "whole" in drawn
    for name, document in drawn.items():
        root = ElementTree.fromstring(document)
        assert root.get("font-family", "").startswith("Arial"), name
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= MARKS
        for element in root.iter():
            assert not {"class", "style", "href"} & set(element.attrib), name
            assert not [key for key in element.attrib if key.startswith("on") or "xlink" in key], name


def test_a_figure_says_what_it_found_of_what_and_by_whom() -> None:
    report = made.preston()
    for picture in pictures(report):
        root = ElementTree.fromstring(svg(picture))
        said = " ".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
        assert " ".join(picture.title.split()[:4]) in said
        assert "Shares are of spend in scope: £" in said
        assert "Crown copyright" in said
        named = {element.get("id"): element.text for element in root if element.tag in (f"{SVG}title", f"{SVG}desc")}
        assert all(named[ident] for ident in root.get("aria-labelledby", "").split())


def test_every_figure_of_the_page_is_there() -> None:
    from cwbaudit.report.html import html
    from tests.unit.pages import read

    report = made.preston()
    on_page = {node.attributes["id"].removeprefix("figure-") for node in read(html(report)).all("figure")}
    assert {picture.name for picture in pictures(report)} == on_page


def test_a_png_is_sixteen_hundred_pixels_wide_and_not_blank() -> None:
    made_of = {picture.name: png(svg(picture)) for picture in pictures(made.negative())}
    for name, data in made_of.items():
        assert data.startswith(b"\x89PNG"), name
        assert struct.unpack(">I", data[16:20]) == (1600,)
    assert len(set(made_of.values())) == len(made_of)


def test_the_same_report_gives_the_same_bytes_on_a_machine_without_fonts(tmp_path: Path) -> None:
    write_pictures(made.one_line(), tmp_path)
    source = "from pathlib import Path; import sys; from tests.unit import made_reports as m; "
    source += "from cwbaudit.report.pictures import write_pictures; write_pictures(m.one_line(), Path(sys.argv[1]))"
    other = tmp_path / "other"
    other.mkdir()
    bare = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "3", "LC_ALL": "C", "HOME": str(other), "FONTCONFIG_FILE": "/dev/null"}
    subprocess.run([sys.executable, "-c", source, str(other)], check=True, env={**os.environ, **bare}, cwd=Path(__file__).parents[2])
    for path in tmp_path.glob("*.*g"):
        assert path.read_bytes() == (other / path.name).read_bytes(), path.name
