"""Every distinct text of a column, judged: what is plainly a postcode, or one look-alike away from it, all at once; the rest one by one.

Both ways give the same answer to the same text: bulk.py takes only what needs no judgement, and answers.py could judge it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from cwbaudit.locate.answers import Answer, answers
from cwbaudit.locate.gazetteer import Gazetteer

if TYPE_CHECKING:
    import pyarrow as pa

FIELDS = (
    "as_written", "kind", "postcode", "spot", "lies", "precision", "authority_code", "authority", "county", "region", "nation", "note",
    "doubt", "ward_code", "ward", "lsoa_code",
)  # fmt: skip
NUMBERS = ("easting", "northing", "deprivation_rank", "deprivation_decile", "terminated")
_FEW, _PART = 2000, 500_000


def judge(texts: pa.Table, gazetteer: Gazetteer, fields: Sequence[str] = (*FIELDS, *NUMBERS)) -> pa.Table:
    """A row of `fields` per text of the column `as_written`. `doubt` is the finding that it gives rise to."""
    import pyarrow as pa

    column = texts["as_written"].combine_chunks()
    if len(column) <= _FEW:
        return table(answers(column.to_pylist(), gazetteer).values(), fields)
    from cwbaudit.locate.bulk import taken

    parts = [column.slice(start, _PART) for start in range(0, len(column), _PART)]
    with ThreadPoolExecutor() as threads:  # arrays are worked on without Python's lock
        found = list(threads.map(lambda part: taken(part, gazetteer, fields), parts))
    left = pa.chunked_array([rest for _, rest in found], pa.string()).combine_chunks()
    return pa.concat_tables([*(known for known, _ in found), _one_by_one(left, gazetteer, fields)])


def _one_by_one(texts: pa.Array, gazetteer: Gazetteer, fields: Sequence[str]) -> pa.Table:
    """The same for texts that have to be judged, each once."""
    coded = texts.dictionary_encode()
    distinct = coded.dictionary.to_pylist()
    judged = answers(distinct, gazetteer)
    return table((judged[text] for text in distinct), fields).take(coded.indices)


def table(found: Iterable[Answer], fields: Sequence[str]) -> pa.Table:
    """The answers as rows."""
    import pyarrow as pa

    return pa.Table.from_pylist([_row(answer) for answer in found], schema=schema(fields))


def schema(fields: Sequence[str]) -> pa.Schema:
    """Texts and numbers."""
    import pyarrow as pa

    return pa.schema([(name, pa.int32() if name in NUMBERS else pa.string()) for name in fields])


def _row(answer: Answer) -> dict[str, Any]:
    place, reading, row = answer.authority, answer.reading, answer.row
    return {
        "as_written": answer.as_written, "kind": reading.kind, "postcode": reading.postcode,
        "spot": reading.postcode or reading.part or answer.as_written.strip(), "lies": place.name if place else answer.nation or "unplaced",
        "precision": str(answer.precision), "easting": row.easting, "northing": row.northing,
        "authority_code": place.code if place else "", "authority": place.name if place else "", "county": place.county if place else "",
        "region": answer.region, "nation": answer.nation, "note": answer.note, "doubt": answer.doubt,
        "ward_code": row.ward_code, "ward": row.ward or row.ward_code, "lsoa_code": row.lsoa_code,
        "deprivation_rank": row.rank, "deprivation_decile": row.decile, "terminated": row.terminated,
    }  # fmt: skip
