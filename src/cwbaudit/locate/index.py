"""The compiled directory: one Parquet file, one row per postcode, sector and district, sorted by key.

The key of a postcode is its compact form (`PR12HE`), of a sector `PR1 2`, of a district `PR1`. A sector or district carries an
authority only when every placed postcode in it lies there; `candidates` lists all it touches. The row groups are small and
sorted, so that a few hundred keys are found by reading a few hundred small pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cwbaudit import engine

if TYPE_CHECKING:
    import pyarrow as pa

FORM = 1
_ROW_GROUP = 8192
_LISTED = 3000

_COMPILE = """
with units as (select replace(postcode, ' ', '') as key, easting, northing, authority_code from raw),
parts as (
    select left(key, len(key) - 3) || ' ' || substr(key, len(key) - 2, 1) as key, authority_code from units
    union all
    select left(key, len(key) - 3), authority_code from units
),
areas as (
    select key, coalesce(string_agg(distinct authority_code, ' ' order by authority_code) filter (authority_code <> ''), '') as candidates
    from parts group by key
)
select key, authority_code, cast(easting as integer) as easting, cast(northing as integer) as northing, '' as candidates from units
union all
select key, case when contains(candidates, ' ') then '' else candidates end, null, null, candidates from areas
order by key
"""


@dataclass(frozen=True)
class Row:
    """One key of the directory."""

    authority_code: str
    easting: int | None = None
    northing: int | None = None
    candidates: str = ""


def write(raw: pa.Table, path: Path) -> int:
    """Compile `raw` to `path`; how many postcodes it holds."""
    import pyarrow.parquet as pq

    table = engine.sql(_COMPILE, raw=raw).arrow()
    pq.write_table(table, path, row_group_size=_ROW_GROUP, compression="zstd", use_dictionary=["authority_code", "candidates"])
    return int(raw.num_rows)


def find(path: Path, keys: Iterable[str]) -> Mapping[str, Row]:
    """The rows of those keys that the directory has."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    query = "select d.key, d.authority_code, d.easting, d.northing, d.candidates from directory d"
    if len(wanted) <= _LISTED:
        # a literal list, unlike a join, lets the engine skip the row groups that hold none of it
        listed = ", ".join(engine.quoted(key) for key in wanted)
        found = engine.sql(f"{query} where d.key in ({listed})", directory=path)
    else:
        import pyarrow as pa

        found = engine.sql(f"{query} join wanted using (key)", directory=path, wanted=pa.table({"key": wanted}))
    return {key: Row(*rest) for key, *rest in found.rows()}
