"""A list of postcodes, looked up: what `gazetteer lookup` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cwbaudit.locate.answers import Answer, answers
from cwbaudit.locate.gazetteer import Gazetteer

_MANY = 5_000
_FIELDS = ("as_written", "postcode", "kind", "precision", "authority_code", "authority", "county", "region", "note")
_NEAR = ("ward_code", "ward", "lsoa_code", "deprivation_rank", "deprivation_decile", "terminated")


def lookup(texts: Sequence[str], gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """One plain record per text, in their order; a text that is there twice is judged once.

    Where the directory in use knows wards or deprivation, they are in it too.
    """
    fields = (*_FIELDS, *(_NEAR if gazetteer.beyond.told else ()))
    if len(texts) > _MANY:
        return _many(texts, gazetteer, fields)
    found = {text: _record(answer) for text, answer in answers(texts, gazetteer).items()}
    return [{name: found[text][name] for name in fields} for text in texts]


def _many(texts: Sequence[str], gazetteer: Gazetteer, fields: Sequence[str]) -> list[dict[str, Any]]:
    import pyarrow as pa

    from cwbaudit.locate.judging import judge

    judged = judge(pa.table({"as_written": pa.array(dict.fromkeys(texts), pa.string())}), gazetteer, fields)
    columns = [judged[name].to_pylist() for name in fields]
    found = {values[0]: values for values in zip(*columns, strict=True)}
    return [dict(zip(fields, found[text], strict=True)) for text in texts]


def _record(answer: Answer) -> dict[str, Any]:
    place, row = answer.authority, answer.row
    return {
        "as_written": answer.as_written, "postcode": answer.reading.postcode, "kind": answer.reading.kind,
        "precision": str(answer.precision), "authority_code": place.code if place else "", "authority": place.name if place else "",
        "county": place.county if place else "", "region": answer.region, "note": answer.note,
        "ward_code": row.ward_code, "ward": row.ward or row.ward_code, "lsoa_code": row.lsoa_code,
        "deprivation_rank": row.rank, "deprivation_decile": row.decile, "terminated": row.terminated,
    }  # fmt: skip
