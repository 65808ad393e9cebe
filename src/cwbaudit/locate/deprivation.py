"""Deprivation: ranks of small areas within their own nation, and the tenths they fall in.

A directory holds ranks alone, 1 the most deprived. Nations rank apart and by measures of their own, so a rank means nothing without
the number of areas of its nation: `ceil(10 * rank / areas)` is the official decile of every one of England's 33,755 areas of 2025.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cwbaudit import engine
from cwbaudit.errors import GazetteerError

if TYPE_CHECKING:
    import pyarrow as pa

NATIONS = {"E": "England", "S": "Scotland", "W": "Wales", "N": "Northern Ireland"}
# How many areas each index ranked, by the directory's column; earlier ones below, which are recognised when their last rank is met.
_RANKED = {
    "imd": {"E": 32_844, "S": 6_976, "W": 1_909, "N": 890},
    "imd20ind": {"E": 32_844, "S": 6_976, "W": 1_909, "N": 890},
    "imd25ind": {"E": 33_755, "S": 6_976, "W": 1_917, "N": 890},
}
_EARLIER = {"E": (32_482, 32_844), "S": (6_505, 6_976), "W": (1_896, 1_909), "N": (890,)}
_CODE = re.compile(r"lsoa.*(?:code|cd)|lsoa(?:11|21)(?:cd)?")
_RANK = re.compile(r"(?=.*(?:imd|multiple deprivation)).*rank.*|imd\d\d(?:ind)?|imd")
_FIX = "Give the file of all small areas with their ranks, such as File 7 of the Indices of Deprivation, as CSV."


@dataclass(frozen=True)
class Ranks:
    """Ranks of a file: which LSOAs they are of (2011 or 2021), by their codes, and what to call the file."""

    name: str
    year: str
    ranks: dict[str, int]

    def table(self) -> pa.Table:
        """Columns `code` and `rank`."""
        import pyarrow as pa

        return pa.table({"code": pa.array(self.ranks, pa.string()), "rank": pa.array(self.ranks.values(), pa.int64())})


def areas_of(column: str, seen: dict[str, int]) -> dict[str, int]:
    """How many areas each nation ranked, by the letter its codes begin with; `seen` is the last rank that is met there."""
    usual = _RANKED.get(column, {})
    return {
        letter: last if last in _EARLIER.get(letter, ()) else max(last, usual.get(letter, 0))
        for letter, last in sorted(seen.items())
        if last and letter in NATIONS
    }


def read_ranks(path: Path) -> Ranks:
    """The ranks in a CSV file of small areas, the columns found by name; GazetteerError when it is none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise GazetteerError(f"The file cannot be read: {error.strerror}.", where=str(path), fix="Check the path.") from None
    except UnicodeDecodeError:
        raise GazetteerError("It is no CSV file in UTF-8.", where=str(path), fix=_FIX) from None
    rows = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip().casefold() for name in next(rows, [])]
    code = next((i for i, name in enumerate(header) if _CODE.match(name)), None)
    rank = next((i for i, name in enumerate(header) if _RANK.fullmatch(name)), None)
    if code is None or rank is None:
        missing = "LSOA codes" if code is None else "ranks of the Index of Multiple Deprivation"
        raise GazetteerError(f"It has no column of {missing}.", where=f"{path}, row 1: {', '.join(header)[:300]}", fix=_FIX)
    ranks = dict(_ranks(rows, code, rank, path))
    return Ranks(path.name, "11" if "11" in header[code] else "21", ranks)


def _ranks(rows: csv._reader, code: int, rank: int, path: Path) -> list[tuple[str, int]]:  # type: ignore[name-defined]
    found: list[tuple[str, int]] = []
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        written = row[rank].strip().replace(",", "") if len(row) > max(code, rank) else ""
        if not written.isdigit() or not int(written):
            raise GazetteerError("A rank is no whole number from 1.", where=f'{path}, row {number}: "{written}"', fix=_FIX)
        found.append((row[code].strip(), int(written)))
    if not found:
        raise GazetteerError("It holds no areas.", where=str(path), fix=_FIX)
    return found


_LAST = "select left(authority_code, 1) as letter, max(rank) as last from rows where rank > 0 group by all"
_DECILES = """
select r.* exclude (rank), case when n.areas is null or r.rank = 0 then null else r.rank end as rank,
       cast(ceil(10.0 * r.rank / n.areas) as integer) as decile
from rows r left join nations n on n.letter = left(r.authority_code, 1) and r.rank between 1 and n.areas
"""


def with_deciles(rows: pa.Table, column: str) -> tuple[pa.Table, dict[str, int]]:
    """The rows with the tenth of its own nation that each lies in, and how many areas each nation has."""
    import pyarrow as pa

    areas = areas_of(column, dict(engine.sql(_LAST, rows=rows).rows()))
    nations = pa.table({"letter": pa.array(areas, pa.string()), "areas": pa.array(areas.values(), pa.int64())})
    return engine.sql(_DECILES, rows=rows, nations=nations).arrow(), {NATIONS[letter]: count for letter, count in areas.items()}
