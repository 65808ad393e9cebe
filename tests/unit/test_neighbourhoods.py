"""Wards and deprivation, from the zip of a directory to the figures of a report."""

from __future__ import annotations

import csv
import zipfile
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from cwbaudit.config import Area
from cwbaudit.errors import ConfigError, GazetteerError
from cwbaudit.locate import Gazetteer, import_directory, lookup, open_gazetteer
from cwbaudit.locate.deprivation import areas_of, read_ranks, with_deciles
from cwbaudit.locate.index import FORM
from cwbaudit.locate.parts import parts
from cwbaudit.locate.wards import known
from cwbaudit.report.neighbourhoods import neighbourhoods

HEADER = "pcds,doterm,lad25cd,wd25cd,east1m,north1m,lsoa11cd,lsoa21cd,imd20ind"
ROWS = (
    "PR1 2HE,,E07000123,E05012345,353800,429300,E01025300,E01025300,1",
    "PR2 1AA,202406,E07000123,E05012346,353900,429400,E01025301,E01035301,32844",
    "PR4 1AA,,E07000126,E05012347,353900,429400,E01025302,E01025302,3285",
    "CF10 1AA,,W06000015,W05001234,318000,176000,W01001234,W01001234,191",
    "BT1 5GS,,N09000003,N08000301,333500,374500,95GG01,N20000001,0",
    "JE2 3AB,,L99999999,L99999999,,,L99999999,L99999999,0",
)
WARDS = "WD25CD,WD25NM,WD25NMW\r\nE05012345,City Centre,\r\nE05012346,Deepdale,\r\nE05012347,City Centre,\r\n"


def silent(message: str) -> None:
    pass


def imported(folder: Path, rows: tuple[str, ...] = ROWS, deprivation: str = "") -> Gazetteer:
    path = folder / "ONSPD.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Data/ONSPD_AUG_2025_UK.csv", "\r\n".join([HEADER, *rows]) + "\r\n")
        archive.writestr("Documents/Ward names and codes UK as at 05_25.csv", "\ufeff" + WARDS)
    ranks = folder / "ranks.csv"
    ranks.write_text(deprivation, encoding="utf-8")
    return import_directory(path, silent, ranks if deprivation else None)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CWBAUDIT_CACHE", str(tmp_path / "cache"))


def test_an_imported_directory_tells_ward_small_area_decile_and_when_a_postcode_went_out_of_use(tmp_path: Path) -> None:
    one, two, wales, ulster = lookup(["PR1 2HE", "pr2 1aa", "CF10 1AA", "BT1 5GS"], imported(tmp_path))
    assert (one["ward"], one["ward_code"], one["lsoa_code"]) == ("City Centre", "E05012345", "E01025300")
    assert (one["deprivation_rank"], one["deprivation_decile"], one["terminated"], one["note"]) == (1, 1, None, "")
    assert (two["lsoa_code"], two["deprivation_decile"], two["terminated"]) == ("E01035301", 10, 202406)
    assert two["note"] == "out of use since June 2024"
    assert (wales["ward"], wales["deprivation_decile"]) == ("W05001234", 2)  # of 1,909 areas, not of England's 32,844
    assert (ulster["deprivation_rank"], ulster["deprivation_decile"]) == (None, None)


def test_ranks_of_a_file_take_the_place_of_the_directorys_own(tmp_path: Path) -> None:
    text = "LSOA code (2021),LSOA name (2021),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Income Rank (where 1 is most deprived)\n"
    found = imported(tmp_path, deprivation=f'{text}E01025300,x,"33,755",1\nE01035301,x,1,9\n')
    one, two, three, wales = lookup(["PR1 2HE", "PR2 1AA", "PR4 1AA", "CF10 1AA"], found)
    assert [row["deprivation_rank"] for row in (one, two)] == [33755, 1]
    assert [row["deprivation_decile"] for row in (one, two)] == [10, 1]
    assert three["deprivation_rank"] == 3285  # not in the file: the directory's own
    assert wales["deprivation_rank"] == 191
    assert found.beyond.ranked_by == "ranks.csv"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("LSOA11CD,Income Rank\nE01,1\n", "ranks of the Index"),
        ("area,IMD19\nE01,1\n", "LSOA codes"),
        ("LSOA11CD,IMD19\nE01,4.5\n", "whole number"),
    ],
)
def test_a_file_without_ranks_is_refused_by_name(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=said) as caught:
        imported(tmp_path, deprivation=text)
    assert "ranks.csv" in caught.value.where


def test_every_official_decile_of_england_is_found_from_its_rank(realdata: Path) -> None:
    with (realdata / "E" / "IMD2025_LSOA21_England.csv").open(encoding="utf-8-sig", newline="") as file:
        official = {row["lsoa21_code"]: int(row["IMD_decile"]) for row in csv.DictReader(file)}
    ranks = read_ranks(realdata / "E" / "IMD2025_LSOA21_England.csv").ranks
    rows, areas = with_deciles(
        pa.table({"authority_code": ["E07000123"] * len(ranks), "rank": list(ranks.values()), "code": list(ranks)}), "imd25ind"
    )
    assert areas == {"England": 33755}
    assert dict(zip(rows["code"].to_pylist(), rows["decile"].to_pylist(), strict=True)) == official
    older = read_ranks(realdata / "E" / "IMD2019_LSOA11_England.csv")
    assert (older.year, len(older.ranks), max(older.ranks.values())) == ("11", 32844, 32844)


def test_the_last_rank_tells_an_earlier_index_of_the_same_column() -> None:
    assert areas_of("imd", {"E": 32482, "W": 1896, "S": 6000, "N": 890}) == {"E": 32482, "N": 890, "S": 6976, "W": 1896}
    assert areas_of("imd25ind", {"E": 33000, "W": 1909}) == {"E": 33755, "W": 1909}  # Wales still by its index of 2019


def test_wards_are_named_by_code_by_name_or_with_their_authority(tmp_path: Path) -> None:
    found = imported(tmp_path)
    made = parts(Area(wards=("deepdale", "City Centre, South Ribble")), "place.local", lambda: found)
    assert made.wards == {"E05012347": "City Centre", "E05012346": "Deepdale"}
    assert made.around_wards == ("E07000123", "E07000126")
    with pytest.raises(ConfigError, match="2 wards are called") as caught:
        parts(Area(wards=("City Centre",)), "place.local", lambda: found)
    assert '"City Centre, Preston" (E05012345)' in caught.value.fix
    with pytest.raises(ConfigError, match="no ward") as caught:
        parts(Area(wards=("Deepdal",)), "place.local", lambda: found)
    assert "Deepdale" in caught.value.fix
    assert len(known(found.path)) == 5


def test_wards_need_an_imported_directory() -> None:
    embedded = Gazetteer(Path("none"), "Test", 0, "test")
    with pytest.raises(ConfigError, match="imported directory") as caught:
        parts(Area(wards=("Deepdale",)), "place.local", lambda: embedded)
    assert "gazetteer import" in caught.value.fix


def paid(nation: str, decile: int | None, amount: str, ward: str = "") -> dict[str, object]:
    return {
        "nation": nation, "deprivation_decile": decile, "in_scope": Decimal(amount), "ward_code": ward, "ward": ward, "authority": "Somewhere",
    }  # fmt: skip


def test_deciles_of_different_nations_are_never_mixed_and_every_pound_is_somewhere(tmp_path: Path) -> None:
    rows = [
        paid("England", 1, "60.00", "A"), paid("England", 2, "20.00", "A"), paid("England", 10, "20.00", "B"), paid("England", None, "7.00"),
        paid("Wales", 1, "5.00", "C"), paid("outside the UK", None, "9.00"), paid("", None, "1.00"),
    ]  # fmt: skip
    found = neighbourhoods(rows, imported(tmp_path))
    england, wales = found.nations
    assert (england.nation, england.areas, england.total, england.known) == ("England", 32844, Decimal("107.00"), Decimal("100.00"))
    assert (england.tenth_share, england.fifth_share) == (Decimal("0.6"), Decimal("0.8"))
    assert (wales.nation, wales.areas, wales.tenth_share) == ("Wales", 1909, 1)
    assert sum(decile.amount for decile in england.deciles) == england.known
    assert [(ward.code, ward.amount) for ward in found.wards] == [("A", 80), ("B", 20), ("C", 5)]
    assert sum(ward.amount for ward in found.wards) + found.without_ward == sum(row["in_scope"] for row in rows)  # type: ignore[misc]


def test_without_an_import_the_report_says_what_is_missing() -> None:
    found = neighbourhoods([paid("England", None, "60.00")], Gazetteer(Path("none"), "Test", 0, "test"))
    assert not (found.wards or found.nations)
    assert "missing" in found.told
    assert "cwbaudit gazetteer import" in found.told


def test_an_import_of_an_older_cwbaudit_is_refused_in_words(tmp_path: Path) -> None:
    about = imported(tmp_path).path.parent / "about.json"
    about.write_text(about.read_text(encoding="utf-8").replace(f'"form": {FORM}', '"form": 1'), encoding="utf-8")
    with pytest.raises(GazetteerError, match="older cwbaudit"):
        open_gazetteer(silent)


@pytest.mark.parametrize(
    ("sample", "name"),
    [
        ("ONSPD_may2018_columns_sample.csv", "ONSPD_MAY_2018_UK.csv"),
        ("ONSPD_aug2024_columns_sample.csv", "ONSPD_AUG_2024_UK.csv"),
        ("ONSPD_nov2025_columns_sample.csv", "ONSPD_NOV_2025_UK.csv"),
        ("ONSPD_2021_postcodes_io_seed.csv", "ONSPD_MAY_2021_UK.csv"),
        *((f"NSPL_columns_sample_UK_{area}.csv", f"multi_csv/NSPL_AUG_2020_UK_{area}.csv") for area in ("AB", "CT", "DD", "EX")),
    ],
)
def test_official_files_of_every_edition_bring_wards_small_areas_and_deprivation(
    sample: str, name: str, realdata: Path, tmp_path: Path
) -> None:
    with (realdata / "E" / sample).open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["pcds"]]
    with zipfile.ZipFile(tmp_path / "directory.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(realdata / "E" / sample, f"Data/{name}")
    found = lookup([row["pcds"] for row in rows], import_directory(tmp_path / "directory.zip", silent))
    theirs = {key: next(name for name in names if name in rows[0]) for key, names in FIELDS.items()}
    compared = 0
    for ours, row in zip(found, rows, strict=True):
        if ours["precision"] == "unit":
            compared += 1
            assert ours["ward_code"] == (row[theirs["ward"]] if not row[theirs["ward"]].endswith("99999999") else "")
            assert ours["lsoa_code"] == row[theirs["lsoa"]]
            assert (ours["deprivation_rank"] or 0) == int(row[theirs["rank"]] or 0)
            assert (ours["terminated"] or 0) == int(row["doterm"] or 0)
            assert ours["deprivation_decile"] in ({None} if not ours["deprivation_rank"] else set(range(1, 11)))
    assert compared


FIELDS = {
    "ward": ("wd25cd", "osward", "ward"),
    "lsoa": ("lsoa21cd", "lsoa21", "lsoa11cd", "lsoa11"),
    "rank": ("imd20ind", "imd"),
}
