"""A list of postcodes, looked up: what `gazetteer lookup` prints."""

from __future__ import annotations

from collections.abc import Sequence

from cwbaudit.locate.answers import Answer, answers
from cwbaudit.locate.gazetteer import Gazetteer

_MANY = 20_000
_FIELDS = ("as_written", "postcode", "kind", "precision", "authority_code", "authority", "county", "region", "note")


def lookup(texts: Sequence[str], gazetteer: Gazetteer) -> list[dict[str, str]]:
    """One plain record per text, in their order; a text that is there twice is judged once."""
    if len(texts) > _MANY:
        return _many(texts, gazetteer)
    found = {text: _record(answer) for text, answer in answers(texts, gazetteer).items()}
    return [dict(found[text]) for text in texts]


def _many(texts: Sequence[str], gazetteer: Gazetteer) -> list[dict[str, str]]:
    import pyarrow as pa

    from cwbaudit.locate.judging import judge

    judged, _ = judge(pa.table({"as_written": pa.array(dict.fromkeys(texts), pa.string())}), gazetteer)
    columns = [judged[name].to_pylist() for name in _FIELDS]
    found = {values[0]: values for values in zip(*columns, strict=True)}
    return [dict(zip(_FIELDS, found[text], strict=True)) for text in texts]


def _record(answer: Answer) -> dict[str, str]:
    place = answer.authority
    return {
        "as_written": answer.as_written, "postcode": answer.reading.postcode, "kind": answer.reading.kind,
        "precision": str(answer.precision), "authority_code": place.code if place else "", "authority": place.name if place else "",
        "county": place.county if place else "", "region": answer.region, "note": answer.note,
    }  # fmt: skip
