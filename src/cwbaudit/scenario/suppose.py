"""The cube under a supposition: what if all that is unplaced were local, all that is unassessed could move?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cwbaudit.engine import Tabular, quoted, sql
from cwbaudit.scenario.cube import SUMMED
from cwbaudit.terms import Influence, Locality

_SUPPOSED = "with cells as (select s.* replace (case when {test} then '{word}' else {column} end as {column}) from spend s) {summed}"

_RELOCATED = f"""
    with cells as (
        select s.* replace (coalesce(k.there, s.locality) as locality) from spend s left join known k on k.supplier_id = s.supplier_id
    ) {SUMMED}
"""


def placed(spend: Tabular, locality: Locality) -> Tabular:
    """The cube if everything unplaced were there."""
    return _supposed(spend, f"locality = '{Locality.UNPLACED}'", "locality", locality)


def assessed(spend: Tabular, influence: Influence) -> Tabular:
    """The cube if everything unassessed had been judged so."""
    return _supposed(spend, f"influence = '{Influence.UNASSESSED}'", "influence", influence)


def unplaced(spend: Tabular, suppliers: Iterable[str]) -> Tabular:
    """The cube if nobody knew where these suppliers are, by supplier_id."""
    named = ", ".join(quoted(supplier) for supplier in sorted(suppliers))
    return _supposed(spend, f"supplier_id in ({named})" if named else "false", "locality", Locality.UNPLACED)


def relocated(spend: Tabular, where: Mapping[str, Locality]) -> Tabular:
    """The cube if these suppliers, by supplier_id, were there; the others stay where they are."""
    import pyarrow as pa

    known = pa.table(
        {"supplier_id": pa.array(list(where), pa.string()), "there": pa.array([str(word) for word in where.values()], pa.string())}
    )
    return sql(_RELOCATED, spend=spend, known=known)


def _supposed(spend: Tabular, test: str, column: str, word: str) -> Tabular:
    return sql(_SUPPOSED.format(test=test, column=column, word=word, summed=SUMMED), spend=spend)
