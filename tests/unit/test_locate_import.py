"""Official directories of every edition, imported from their zips."""

import zipfile
from pathlib import Path

import pytest

from cwbaudit.errors import GazetteerError
from cwbaudit.locate import forget_import, gazetteer_status, import_directory, lookup, open_gazetteer
from cwbaudit.locate.editions import columns, title

# The columns around ours are left out: they are found by name, so it does not matter what stands between.
HEADERS = {
    "ONSPD_FEB_2008_UK.csv": "pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,osward,usertype,oseast1m,osnrth1m,osgrdind,ctry,gor",
    "ONSPD_MAY_2018_UK.csv": "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,imd",
    "ONSPD_NOV_2025_UK.csv": "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,gridind",
    "ONSPD_AUG_2026_UK.csv": "pcd7,pcd8,pcds,dointr,doterm,cty26cd,ced25cd,lad26cd,wd26cd,parncp26cd,usrtypind,east1m,north1m,gridind",
    "NSPL_AUG_2020_UK.csv": "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa11,cty,ced,laua,ward,hlthau",
    "NSPL21_NOV_2025_UK.csv": "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,ced25cd,lad25cd,wd25cd",
}
ROWS = [
    ("PR1 2HE", "E07000123", "353800", "0429300"),
    ("BD23 1FJ", "E07000163", "399000", "0451700"),  # Craven, of an old edition
    ("PR1 1AA", "", "", ""),  # without a place
    ("JE2 3AB", "L99999999", "", ""),
]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CWBAUDIT_CACHE", str(tmp_path / "cache"))


def silent(message: str) -> None:
    pass


def directory(header: str) -> str:
    """A directory with these columns and ROWS, quoted as the official ones are."""
    found = columns(header, "test")
    lines = ["\ufeff" + header]
    for row in ROWS:
        ours = dict(zip(("postcode", "authority_code", "easting", "northing"), row, strict=True))
        cells = {found[name]: value for name, value in ours.items()}
        lines.append(",".join(f'"{cells.get(i, "x")}"' for i in range(header.count(",") + 1)))
    return "\r\n".join(lines) + "\r\n"


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("name", HEADERS)
def test_every_edition_is_read_by_the_names_of_its_columns(name: str, tmp_path: Path) -> None:
    files = {"User Guide/Guide.pdf": "x", f"Data/{name}": directory(HEADERS[name]), f"Data/multi_csv/{name[:-4]}_PR.csv": "not, read"}
    made = import_directory(zipped(tmp_path / "directory.zip", files), silent)
    assert made.postcodes == 4
    assert open_gazetteer(silent) == made
    found = lookup([row[0] for row in ROWS], made)
    assert [row["authority"] for row in found] == ["Preston", "North Yorkshire", "Preston", ""]
    assert [row["precision"] for row in found] == ["unit", "unit", "district", "country"]
    assert (made.find(["PR12HE"])["PR12HE"].easting, made.find(["PR12HE"])["PR12HE"].northing) == (353800, 429300)


def test_the_parts_are_read_where_the_whole_is_not_there(tmp_path: Path) -> None:
    header = HEADERS["ONSPD_NOV_2025_UK.csv"]
    whole = directory(header).splitlines(keepends=True)
    files = {f"Data/multi_csv/ONSPD_NOV_2025_UK_{area}.csv": whole[0] + row for area, row in zip(("PR", "BD"), whole[1:3], strict=True)}
    assert import_directory(zipped(tmp_path / "parts.zip", files), silent).postcodes == 2


def test_code_point_open_has_no_header_and_warns_of_what_it_lacks(tmp_path: Path) -> None:
    row = '"PR1 2HE",10,353800,429300,"E92000001","","E18000002","E10000017","E07000123","E05010712"\r\n'
    said: list[str] = []
    made = import_directory(zipped(tmp_path / "codepo_gb.zip", {"Data/CSV/pr.csv": row, "Doc/licence.txt": "x"}), said.append)
    assert lookup(["PR1 2HE"], made)[0]["authority"] == "Preston"
    assert made.vintage == "OS Code-Point Open"
    assert any("Northern Ireland" in message for message in said)


def test_the_import_is_used_until_it_is_forgotten_and_named_by_its_edition(tmp_path: Path) -> None:
    name = "ONSPD_AUG_2026_UK.csv"
    import_directory(zipped(tmp_path / "a.zip", {f"Data/{name}": directory(HEADERS[name])}), silent)
    assert gazetteer_status() == "ONS Postcode Directory, August 2026, 4 postcodes, imported; knows wards"
    assert forget_import()
    assert "November 2025" in gazetteer_status()
    assert not forget_import()


def test_a_damaged_import_is_never_replaced_in_silence(tmp_path: Path) -> None:
    name = "ONSPD_AUG_2026_UK.csv"
    made = import_directory(zipped(tmp_path / "a.zip", {f"Data/{name}": directory(HEADERS[name])}), silent)
    made.path.write_bytes(made.path.read_bytes()[:-10])
    with pytest.raises(GazetteerError, match="damaged"):
        open_gazetteer(silent)


GOOD = directory(HEADERS["ONSPD_NOV_2025_UK.csv"])


@pytest.mark.parametrize(
    ("files", "what", "where"),
    [
        ({"Data/ONSPD_NOV_2025_UK.csv": GOOD, "../../evil.csv": "x"}, "climbs out", "../../evil.csv"),
        ({"/Data/ONSPD_NOV_2025_UK.csv": GOOD}, "climbs out", "/Data"),
        ({"ONSPD_NOV_2025.zip": "PK"}, "another zip", "ONSPD_NOV_2025.zip"),
        ({"spend/2024.csv": "Supplier,Amount"}, "no postcode directory", "spend/2024.csv"),
        ({"Data/ONSPD_NOV_2025_UK.csv": "pcds,ward\r\nPR1 2HE,E05\r\n"}, "authority code, easting, northing", "row 1"),
        ({"Data/ONSPD_NOV_2025_UK.csv": GOOD, "Data/ONSPD_FEB_2025_UK.csv": GOOD}, "more than one", "FEB_2025"),
        ({"Data/ONSPD_NOV_2025_UK.csv": GOOD + GOOD.split("\r\n")[1]}, "twice", ""),
        ({"Data/ONSPD_NOV_2025_UK.csv": GOOD.replace("E07", "Q07")}, "None of its postcodes", ""),
        ({"Data/ONSPD_NOV_2025_UK.csv": GOOD.split("\r\n")[0] + "\r\n"}, "not those of a postcode directory", ""),
        ({"Data/ONSPD_NOV_2025_UK.csv": GOOD + "a,b\r\n"}, "not those of a postcode directory", ""),
        ({"Data/CSV/pr.csv": "PR1 2HE,10,353800\r\n"}, "not those of a postcode directory", ""),
    ],
)
def test_what_is_no_directory_is_refused_by_name_and_changes_nothing(files: dict[str, str], what: str, where: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "wrong.zip", files)
    with pytest.raises(GazetteerError) as caught:
        import_directory(path, silent)
    assert what in caught.value.what
    assert where in caught.value.where
    assert "wrong.zip" in caught.value.where
    assert caught.value.fix
    assert "imported" not in gazetteer_status()


@pytest.mark.parametrize("content", [b"", b"Supplier,Amount\r\n", None])
def test_a_file_that_is_no_zip_is_refused(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "spend.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GazetteerError) as caught:
        import_directory(path, silent)
    assert "spend.csv" in caught.value.where


def test_a_zip_cut_short_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "cut.zip", {"Data/ONSPD_NOV_2025_UK.csv": GOOD})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(GazetteerError, match="damaged"):
        import_directory(path, silent)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ONSPD_NOV_2025_UK.csv", "ONS Postcode Directory, November 2025"),
        ("NSPL21_FEB_2024_UK.csv", "National Statistics Postcode Lookup, February 2024"),
        ("ONSPD_UK.csv", "ONS Postcode Directory, as in ONSPD_UK.csv"),
    ],
)
def test_the_name_of_an_edition(name: str, said: str) -> None:
    assert title(name) == said
