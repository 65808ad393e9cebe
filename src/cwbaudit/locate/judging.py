"""Every distinct text of a column, judged: the engine takes what is plainly a postcode in the directory, Python the rest.

Both give the same answer to the same text. The engine only takes texts that say nothing but a full postcode of the directory
which lies in an authority, and those need no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cwbaudit.engine import Relation, Tabular, sql
from cwbaudit.locate.answers import Answer, answers
from cwbaudit.locate.authorities import authorities
from cwbaudit.locate.gazetteer import Gazetteer

if TYPE_CHECKING:
    import pyarrow as pa

FIELDS = (
    "as_written", "kind", "postcode", "spot", "lies", "precision", "authority_code", "authority", "county", "region", "nation", "note",
)  # fmt: skip
_FEW = 3000

# Printable ASCII without % and &, which may begin an escaped character. A directory key has five to seven letters and digits.
_PLAIN = """
select as_written, regexp_replace(upper(as_written), '[^A-Z0-9]+', '', 'g') as key
from texts where regexp_full_match(as_written, '[ -$''-~]+')
"""
_TAKEN = """
select p.as_written, 'unit' as kind, left(p.key, -3) || ' ' || right(p.key, 3) as postcode, postcode as spot, a.authority as lies,
       'unit' as precision, a.authority_code, a.authority, a.county, a.region, a.nation, '' as note, d.easting, d.northing
from plain p join directory d on d.key = p.key join authorities a on a.authority_code = d.authority_code
where len(p.key) >= 5
"""


def judge(texts: Tabular, gazetteer: Gazetteer) -> tuple[pa.Table, Mapping[str, Answer]]:
    """A row of FIELDS, easting and northing per text of the column `as_written`; and the answers that needed judgement."""
    (count,) = sql("select count(*) from texts", texts=texts).one()
    if count <= _FEW:
        few = answers((text for (text,) in sql("select as_written from texts", texts=texts).rows()), gazetteer)
        return _table(few.values()), few
    taken = _taken(texts, gazetteer).arrow().cast(_schema())
    left = sql("select as_written from texts anti join taken using (as_written) order by as_written", texts=texts, taken=taken)
    rest = answers((text for (text,) in left.rows()), gazetteer)
    import pyarrow as pa

    return pa.concat_tables([taken, _table(rest.values())]), rest


def _taken(texts: Tabular, gazetteer: Gazetteer) -> Relation:
    import pyarrow as pa

    known = [
        {"authority_code": a.code, "authority": a.name, "county": a.county, "region": a.region, "nation": a.nation}
        for a in authorities().values()
    ]
    plain = sql(_PLAIN, texts=texts)
    return sql(_TAKEN, plain=plain, directory=gazetteer.path, authorities=pa.Table.from_pylist(known))


def _table(found: Iterable[Answer]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist([_row(answer) for answer in found], schema=_schema())


def _schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([*((name, pa.string()) for name in FIELDS), ("easting", pa.int32()), ("northing", pa.int32())])


def _row(answer: Answer) -> dict[str, object]:
    place, reading = answer.authority, answer.reading
    return {
        "as_written": answer.as_written, "kind": reading.kind, "postcode": reading.postcode,
        "spot": reading.postcode or reading.part or answer.as_written.strip(), "lies": place.name if place else answer.nation or "unplaced",
        "precision": str(answer.precision), "easting": answer.easting, "northing": answer.northing,
        "authority_code": place.code if place else "", "authority": place.name if place else "", "county": place.county if place else "",
        "region": answer.region, "nation": answer.nation, "note": answer.note,
    }  # fmt: skip
