"""Reproduces what README and the method page say of placing suppliers by the first half of the postcode.

    python data/maps/outcodes.py                     every postcode of Great Britain ever issued, from the directory in use
    python data/maps/outcodes.py --live codepo.zip   those in use alone, by the list of Code-Point Open

Each area is given to the authority that most of its postcodes lie in, which is the best that any table of areas can do.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import numpy as np
import pyarrow as pa

from cwbaudit.locate import open_gazetteer, spelling
from cwbaudit.locate.authorities import authorities
from cwbaudit.locate.index import opened

PRESTON = "E07000123"


def postcodes(live: Path | None) -> tuple[np.ndarray, np.ndarray]:
    """Every postcode of Great Britain as a number, and the authority that it lies in."""
    index = opened(open_gazetteer(lambda said: None).path)
    codes = index.arrays["authority_code words"][index.arrays["authority_code"]]
    wanted = np.isin(codes, [code.encode() for code in authorities() if code[0] != "N"])
    if live:
        with zipfile.ZipFile(live) as archive:
            members = [name for name in archive.namelist() if name.lower().endswith(".csv") and "/csv/" in name.lower()]
            lines = [line.partition(b",")[0].strip(b'"').decode() for name in members for line in archive.read(name).splitlines()]
        wanted &= np.isin(index.key, spelling.numbers(pa.array(lines)))
    return index.key[wanted], codes[wanted]


def guessed(areas: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """For each postcode the authority that most of its area lies in; of equals the first of the alphabet."""
    names, which = np.unique(codes, return_inverse=True)
    _, area = np.unique(areas, return_inverse=True)
    pairs, counts = np.unique(area * len(names) + which, return_counts=True)
    order = np.lexsort((pairs % len(names), -counts, pairs // len(names)))
    first = np.unique((pairs // len(names))[order], return_index=True)[1]
    return names[(pairs % len(names))[order][first]][area]


def measured(live: Path | None = None) -> dict[str, float]:
    """The shares that go wrong by district and by sector, and what becomes of Preston by district."""
    keys, codes = postcodes(live)
    by_district, by_sector = (guessed(areas, codes) for areas in (spelling.districts(keys), spelling.sectors(keys)))
    here, called = codes == PRESTON.encode(), by_district == PRESTON.encode()
    return {
        "postcodes": len(keys),
        "wrong by district": float(np.mean(by_district != codes)),
        "wrong by sector": float(np.mean(by_sector != codes)),
        "of Preston's, lost by district": float(np.mean(~called[here])),
        "of those called Preston, elsewhere": float(np.mean(~here[called])),
    }


if __name__ == "__main__":
    given = Path(sys.argv[2]) if sys.argv[1:2] == ["--live"] else None
    for said, value in measured(given).items():
        print(f"{said:36}{value:12,.0f}" if value > 1 else f"{said:36}{value:12.1%}")
