"""Postcodes: how long, beside what a user would otherwise write, in one run and in turn; with the limits that are promised."""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from cwbaudit.locate import Gazetteer, open_gazetteer, spelling
from cwbaudit.locate.index import opened
from cwbaudit.locate.judging import judge

ROUNDS = 5
MILLION = 1_000_000
JUNK = ("N/A", "", "TBC", "UNKNOWN", "Not Available", "75008", "D02 AF30", "Ireland", "XXXX", "REDACTED", "1012 AB", "see invoice")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer(print)


def dirty(count: int, gazetteer: Gazetteer) -> tuple[list[str], list[str]]:
    """Postcodes as people write them, and the authority of each: empty for the 6% that are none, or were never issued."""
    index, dice = opened(gazetteer.path), random.Random(1)
    words = np.array(index.words("authority_code"))
    placed = np.flatnonzero(np.array([word[:1] in ("E", "N", "S", "W") for word in words])[index.arrays["authority_code"]])
    at = np.random.default_rng(1).choice(placed, count)
    codes = words[index.arrays["authority_code"][at]].tolist()
    texts = spelling.standard(index.key[at]).to_pylist()
    ways: list[tuple[float, Callable[[str], str]]] = [
        (0.34, str), (0.49, str.lower), (0.64, lambda p: p.replace(" ", "")), (0.70, lambda p: p + "."),
        (0.78, lambda p: "  " + p.replace(" ", "  ")), (0.84, lambda p: p.replace(" ", "-")),
        (0.94, lambda p: p.replace("0", "O", 1) if "0" in p else p.replace("1", "I", 1)), (0.97, lambda p: dice.choice(JUNK)),
        (0.997, lambda p: f"{p[:-3]}{dice.randint(0, 9)}{dice.choice('ABDEFGH')}{dice.choice('ABDEFGH')}"),
        (1.0, lambda p: f"Unit 4, Mill Lane, {p}"),
    ]  # fmt: skip
    made = []
    for i, text in enumerate(texts):
        x = dice.random()
        turn = next(turn for turn, (upto, _) in enumerate(ways) if x < upto)
        made.append(ways[turn][1](text))
        codes[i] = "" if turn in (7, 8) else codes[i]
    return made, codes


def outcodes_file(folder: Path, texts: list[str]) -> Path:
    """What GeoNames has for Great Britain: one row per outward code, raw, as pgeocode reads it."""
    outcodes = sorted({text.split()[0].upper() for text in texts if " " in text.strip()})
    path = folder / "GB.txt"
    path.write_text("".join(f"GB\t{code}\tX\tEngland\tENG\tLancashire\t1\t\t\t53.7\t-2.7\t4\n" for code in outcodes), encoding="utf-8")
    return path


@pytest.mark.bench
def test_a_million_dirty_postcodes_to_their_authorities(gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pgeocode

    texts, codes = dirty(MILLION, gazetteer)
    index = opened(gazetteer.path)
    names = np.array(index.words("authority_code"))[index.arrays["authority_code"]]
    compact = [text.replace(" ", "") for text in spelling.standard(index.key).to_pylist()]
    directory = pd.DataFrame({"postcode": compact, "authority_code": names})
    monkeypatch.setattr(pgeocode, "DOWNLOAD_URL", [f"file://{outcodes_file(tmp_path, texts).parent}/{{country}}.txt"])
    monkeypatch.setattr(pgeocode, "STORAGE_DIR", str(tmp_path / "kept"))
    nominatim = pgeocode.Nominatim("gb")

    def ours() -> object:
        return judge(pa.table({"as_written": pa.array(texts)}), gazetteer, ("as_written", "authority_code"))

    def merged() -> pd.DataFrame:
        cleaned = pd.Series(texts).str.upper().str.replace(r"[^A-Z0-9]", "", regex=True)
        return pd.DataFrame({"postcode": cleaned}).merge(directory, on="postcode", how="left")

    ways = {"cwbaudit": ours, "pandas merge": merged, "pgeocode": lambda: nominatim.query_postal_code(texts)}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            wall, cpu = time.perf_counter(), time.process_time()
            way()
            taken[name].append((time.perf_counter() - wall, time.process_time() - cpu))
    wall_, cpu_ = ({name: statistics.median(pair[i] for pair in pairs) for name, pairs in taken.items()} for i in (0, 1))
    table = judge(pa.table({"as_written": pa.array(texts)}), gazetteer, ("as_written", "authority_code", "precision")).to_pydict()
    unit = {
        text: code
        for text, code, precision in zip(table["as_written"], table["authority_code"], table["precision"], strict=True)
        if precision == "unit"
    }
    wrong = sum(unit[text] != code for text, code in zip(texts, codes, strict=True) if text in unit and code)
    right = {"cwbaudit": sum(unit.get(text) == code for text, code in zip(texts, codes, strict=True) if code) / sum(map(bool, codes))}
    right["pandas merge"] = float(
        np.mean(merged()["authority_code"].to_numpy()[np.array(codes) != ""] == np.array(codes)[np.array(codes) != ""])
    )
    print(f"\n{MILLION:,} dirty postcodes to their authority, medians of {ROUNDS} in turn")
    for name in ways:
        share = f"{right[name]:.2%} right" if name in right else "districts only: no authority at all"
        print(f"  {name:14}{wall_[name]:6.2f} s{cpu_[name]:8.2f} s of processor time   {share}")
    better = min(("pandas merge", "pgeocode"), key=lambda name: wall_[name])
    times = f"{wall_[better] / wall_['cwbaudit']:.1f} ({cpu_[better] / cpu_['cwbaudit']:.1f} in processor time)"
    print(f"  {better} takes {times} times as long; {wrong} put in another authority")
    assert right["cwbaudit"] > 0.995
    assert wrong / MILLION < 0.0002  # a misread postcode that is itself another one
    assert max(wall_[better] / wall_["cwbaudit"], cpu_[better] / cpu_["cwbaudit"]) > 3


# What the kernel tells of children counts the memory of the parent that made them: a process is asked itself, at its end.
MOST = (
    "import atexit, sys; atexit.register(lambda: print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr))\n"
)


def cold(code: str, *arguments: str, **env: str) -> tuple[float, float, float]:
    """Wall and processor seconds and gigabytes of a process of its own, from its start to its end."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MOST + code, *arguments], check=True, env={**os.environ, **env}, capture_output=True, text=True
    )
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, int(done.stderr.split()[-1]) / 1e6


@pytest.mark.bench
def test_three_hundred_postcodes_from_a_cold_process(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_text("\n".join(["postcode", *dirty(300, gazetteer)[0]]).replace("Unit 4, Mill Lane, ", "") + "\n", encoding="utf-8")
    library = (
        "import sys, pathlib; from cwbaudit.locate import lookup, open_gazetteer; from cwbaudit.postcode_file import postcode_column\n"
        "lookup(postcode_column(pathlib.Path(sys.argv[1])).texts, open_gazetteer(print))"
    )
    command = (
        "import sys; sys.argv = ['', 'gazetteer', 'lookup', '--json', '--file', sys.argv[1]]; from cwbaudit.__main__ import main; main()"
    )
    for name, code in (("the library", library), ("the command", command)):
        wall, cpu = min(cold(code, str(path))[:2] for _ in range(ROUNDS))
        print(f"\n300 postcodes from a cold process, {name}: {wall:.2f} s, {cpu:.2f} s of processor time, the best of {ROUNDS}")
        assert min(wall, cpu) < 0.35


@pytest.mark.bench
def test_the_directory_that_comes_with_it_compiles(tmp_path: Path) -> None:
    code = "from cwbaudit.locate import open_gazetteer; open_gazetteer(print)"
    wall, cpu, _ = cold(code, CWBAUDIT_CACHE=str(tmp_path))
    print(f"\nthe embedded directory compiled: {wall:.1f} s, {cpu:.1f} s of processor time")
    assert min(wall, cpu) < 10


# An edition of our time: 53 columns, of which ten are needed.
FULL = (
    "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,gridind,hlth19cd,nhser24cd,ctry25cd,"
    "rgn25cd,ssr95cd,pcon24cd,eer20cd,educ23cd,ttwa15cd,pco19cd,itl25cd,wdstl05cd,oa01cd,wdcas03cd,npark16cd,lsoa01cd,msoa01cd,ruc01ind,"
    "oac01ind,oa11cd,lsoa11cd,msoa11cd,wz11cd,sicbl24cd,bua24cd,ruc11ind,oac11ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd20ind,cal24cd,"
    "icb23cd,oa21cd,lsoa21cd,msoa21cd,ruc21ind"
)


def full_directory(path: Path) -> None:
    """2.7 million rows, zipped: wards and small areas change from sector to sector, as they do."""
    letters, columns = "ABDEFGHJLNPQRSTUWXYZ", FULL.split(",")
    inward = [f"{a}{b}" for a in letters for b in letters]
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("Data/ONSPD_NOV_2025_UK.csv", "w", force_zip64=True) as out,
    ):
        out.write(f"{FULL}\r\n".encode())
        for n in range(6800):
            sector = f"AB{n // 100}{letters[n // 10 % 10]} {n % 10}"
            cells = dict.fromkeys(columns, "E99999999") | {
                "doterm": "201406" if n % 3 == 0 else "", "lad25cd": "E07000123", "wd25cd": f"E0500{n:04}", "east1m": f"{350000 + n}",
                "north1m": "0429300", "lsoa11cd": f"E0102{n:04}", "lsoa21cd": f"E0102{n:04}", "imd20ind": str(1 + n * 4),
            }  # fmt: skip
            rest = ",".join(f'"{cells[name]}"' for name in columns[3:])
            out.write("".join(f'"{sector}{unit}","{sector}{unit}","{sector}{unit}",{rest}\r\n' for unit in inward).encode())


@pytest.mark.bench
def test_a_directory_of_full_size_imports(tmp_path: Path) -> None:
    path = tmp_path / "full.zip"
    full_directory(path)
    code = "import sys, pathlib; from cwbaudit.locate import import_directory; print(import_directory(pathlib.Path(sys.argv[1]), print))"
    wall, cpu, most = cold(code, str(path), CWBAUDIT_CACHE=str(tmp_path))
    print(f"\n2,720,000 rows of {FULL.count(',') + 1} columns imported: {wall:.1f} s, {cpu:.1f} s of processor time, {most:.2f} GB")
    assert min(wall, cpu) < 90
    assert most < 1.5
