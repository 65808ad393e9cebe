"""Suppliers outside the United Kingdom: their countries, and by pgeocode how far they are, from files alone."""

from __future__ import annotations

import socket
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from cwbaudit.errors import GazetteerError
from cwbaudit.grids import around_the_globe, degrees
from cwbaudit.locate import credits_for, import_country, locate, open_gazetteer
from cwbaudit.locate.abroad import country_of
from cwbaudit.locate.answers import answers
from cwbaudit.place import Circle
from cwbaudit.report.outside import abroad
from cwbaudit.tables import ALIASES
from tests.unit.test_locate_suppliers import alias

IRELAND = (
    "IE\tD02\tDublin 2\tLeinster\tL\tDublin\t\t\t\t53.3389\t-6.2526\t4\n"
    "IE\tT12\tCork\tMunster\tM\tCork\t\t\t\t51.8985\t-8.4756\t4\n"
)  # fmt: skip
PRESTON = Circle(0, "Preston", 353800, 429300)


@pytest.fixture(autouse=True)
def own_countries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Countries' files in a folder of their own, and no network."""
    monkeypatch.setattr("cwbaudit.locate.overseas.overseas_folder", lambda: tmp_path / "overseas")

    def refused(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refused)


def ireland(folder: Path) -> Path:
    path = folder / "IE.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("IE.txt", IRELAND)
        archive.writestr("readme.txt", "x")
    return path


def test_the_country_is_told_only_where_the_text_leaves_no_doubt() -> None:
    texts = {
        "D02 AF30": ("IE", "D02"), "Dublin 2, D02AF30, Ireland": ("IE", "D02"), "Eire": ("IE", ""), "JE2 3AB": ("JE", "JE2"),
        "gy11wr": ("GG", "GY1"), "IM1 1AA": ("IM", "IM1"), "1012 AB": ("NL", "1012"), "NL-1012AB": ("NL", "1012"), "D-10115": ("DE", "10115"),
        "10001-1234": ("US", "10001"), "M5V 2T6": ("CA", "M5V"), "GX11 1AA": ("GI", "GX111AA"), "France": ("FR", ""), "USA": ("US", ""),
        "75008": ("", ""), "111 22": ("", ""), "Isle of Man": ("IM", ""),
    }  # fmt: skip
    found = answers(texts, open_gazetteer(print))
    assert {text: country_of(text, answer.reading.kind) for text, answer in found.items()} == texts


def test_coordinates_come_from_the_given_file_and_are_credited(tmp_path: Path) -> None:
    assert import_country("ie", ireland(tmp_path)) == 2
    gazetteer = open_gazetteer(print)
    assert [each[:3] for each in gazetteer.overseas] == ["IE-"]
    aliases = ALIASES.build([alias("Liffey", "D02 AF30"), alias("Lagan", "BT1 5GS"), alias("Seine", "75008"), alias("Lee", "T12X70A")])
    suppliers, _ = locate(aliases, (), gazetteer)
    rows = {row["name"]: row for row in suppliers.to_pylist()}  # type: ignore[union-attr]
    assert (rows["Liffey"]["country"], rows["Liffey"]["latitude"], rows["Liffey"]["longitude"]) == ("IE", 53.3389, -6.2526)
    assert (rows["Lagan"]["country"], rows["Lagan"]["latitude"]) == ("GB", None)
    assert (rows["Seine"]["country"], rows["Seine"]["latitude"]) == ("", None)
    assert any("GeoNames" in line for line in credits_for(suppliers))
    assert {row["nation"] for row in rows.values()} == {"outside the UK", "Northern Ireland"}


def test_without_the_file_the_report_says_the_step_and_nothing_is_fetched(tmp_path: Path) -> None:
    gazetteer = open_gazetteer(print)
    assert gazetteer.overseas == ()
    suppliers, _ = locate(ALIASES.build([alias("Liffey", "D02 AF30")]), (), gazetteer)
    rows = [row | {"in_scope": row["amount"]} for row in suppliers.to_pylist()]  # type: ignore[union-attr]
    (found,) = abroad(rows, PRESTON, gazetteer.overseas)
    assert (found.name, found.kilometres) == ("Ireland", None)
    assert "gazetteer import-country IE IE.zip" in found.missing
    assert "GeoNames" not in " ".join(credits_for(suppliers))


def test_distance_is_the_mean_of_the_pounds_and_every_pound_abroad_is_in_one_country() -> None:
    def paid(country: str, amount: str, latitude: float | None, longitude: float | None) -> dict[str, object]:
        at = {"latitude": latitude, "longitude": longitude, "in_scope": Decimal(amount), "country": country}
        return at | {"precision": "unit" if country == "GB" else "country"}

    here = degrees(*PRESTON.centre)
    assert here == pytest.approx((53.758, -2.702), abs=0.001)
    rows = [
        paid("IE", "30.00", 53.3389, -6.2526),
        paid("IE", "10.00", 51.8985, -8.4756),
        paid("", "5.00", None, None),
        paid("GB", "55.00", None, None),
    ]
    ireland_, unknown = abroad(rows, PRESTON, ("IE-0",))
    dublin, cork = (around_the_globe(here, at) / 1000 for at in ((53.3389, -6.2526), (51.8985, -8.4756)))
    assert (round(dublin), round(cork)) == (239, 439)
    assert ireland_.kilometres == round((30 * dublin + 10 * cork) / 40)
    assert (ireland_.share, unknown.amount, unknown.kilometres, unknown.missing) == (Decimal("0.4"), Decimal("5.00"), None, "")


@pytest.mark.parametrize(
    ("country", "name", "content", "said"),
    [
        ("IE", "IE.txt", "GB\tPR1\tPreston\t\t\t\t\t\t\t53.7\t-2.7\t4\n", "no file of Ireland"),
        ("IE", "IE.txt", "Supplier,Amount\n", "no file of Ireland"),
        ("IE", "IE.zip", "no zip", "no file of Ireland"),
        ("IE", "IE.csv", "x", "neither"),
        ("XX", "XX.txt", IRELAND, "no country code"),
    ],
)
def test_what_is_no_country_file_is_refused_and_nothing_is_kept(country: str, name: str, content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=said):
        import_country(country, tmp_path / name)
    assert open_gazetteer(print).overseas == ()
