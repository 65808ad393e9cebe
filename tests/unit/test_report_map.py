"""The map: what it shades, how large its bubbles are, and that it never outweighs the page."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from cwbaudit.locate.authorities import authorities
from cwbaudit.locate.outlines import middle, outlined, rings
from cwbaudit.report.model import AuthoritySpend, Place, Report
from cwbaudit.report.page.outline_map import outline_map, title
from cwbaudit.report.page.palette import ON_MAP
from tests.unit import made_reports as made

LANCASHIRE = [code for code, a in authorities().items() if a.combined_authority == "Lancashire"]


def report(local: list[str], regional: list[str], **paid: str) -> Report:
    codes = {a.name: code for code, a in authorities().items()}
    spend = [
        AuthoritySpend(code=codes[name.replace("_", " ")], name=name, amount=Decimal(amount), suppliers=1) for name, amount in paid.items()
    ]
    place = Place(
        name="Here", region_name="Around", local=local, regional=regional, definition="", local_codes=local, regional_codes=regional
    )
    return made.one_line().model_copy(update={"place": place, "authorities": spend})


def drawn(of: Report) -> ElementTree.Element:
    figure = outline_map(of)
    assert figure
    return ElementTree.fromstring(str(figure.drawings[0]))


def test_local_and_regional_are_shaded_and_bubbles_have_their_area() -> None:
    regional = [code for code in LANCASHIRE if code != "E07000123"]
    root = drawn(report(["E07000123"], regional, Chorley="400.00", Preston="100.00", Camden="900.00", Wyre="-5.00"))
    fills = [path.get("fill") for path in root.iter("path")]
    assert (fills.count(ON_MAP["local"].fill), fills.count(ON_MAP["regional"].fill)) == (1, 13)
    circles = list(root.iter("circle"))
    assert [circle[0].text for circle in circles] == ["Chorley: £400.00", "Preston: £100.00"]  # Camden is off the map, a credit has no area
    one, other = (float(circle.get("r") or 0) for circle in circles)
    assert one / other == pytest.approx(2, rel=0.02)


def lightness(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05


def test_bubbles_stand_out_and_areas_differ_in_lightness_alone() -> None:
    root = drawn(report(["E07000123"], [code for code in LANCASHIRE if code != "E07000123"], Preston="100.00"))
    areas = sorted({lightness(path.get("fill") or "") for path in root.iter("path")})
    bubbles = next(group for group in root.iter("g") if group.find("circle") is not None)
    assert len(areas) == 3
    assert all(one / lightness(bubbles.get("fill") or "") > 3 for one in areas)
    assert all(two / one > 1.4 for one, two in pairwise(areas))


@pytest.mark.parametrize("nation", ["England", "Great Britain"])
def test_a_map_of_hundreds_of_authorities_stays_light(nation: str) -> None:
    codes = [code for code, a in authorities().items() if a.nation == nation or nation == "Great Britain"]
    assert len(str(outline_map(report(codes, [], Camden="1.00")).drawings[0])) < 60_000  # type: ignore[union-attr]


def test_northern_ireland_has_no_outline_and_no_map() -> None:
    assert outline_map(report(["N09000003"], [], Belfast="1.00")) is None


def test_the_title_names_the_authority_that_is_paid_most_in_the_place() -> None:
    assert title(report(["E07000123"], ["E07000118"], Camden="9.00", Chorley="4.00")) == "Suppliers in Chorley are paid most in Around: £4"


def test_every_outline_is_of_closed_rings_around_its_middle() -> None:
    assert set(outlined()) == {code for code, a in authorities().items() if a.nation != "Northern Ireland"}
    for code in outlined():
        at = middle(code)
        assert at
        assert all(len(ring) > 2 for ring in rings(code))
        xs = [x for ring in rings(code) for x, _ in ring]
        assert min(xs) - 1 <= at[0] <= max(xs) + 1, code


def test_names_of_places_are_escaped() -> None:
    of = report(["E07000123"], [], Preston="1.00")
    hostile = of.place.model_copy(update={"region_name": "<script>", "name": "<script>"})
    assert not re.search("<script", str(outline_map(of.model_copy(update={"place": hostile})).drawings[0]))  # type: ignore[union-attr]
