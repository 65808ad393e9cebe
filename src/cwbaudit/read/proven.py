"""What the rows prove against a column that its name tells weakly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cwbaudit.read.columns import Assignment
from cwbaudit.read.vocabulary import roles

_WEAK = 0.5
_FEWEST = 3  # suppliers
_MOSTLY = 0.7


def reference_of_suppliers(names: Sequence[str], columns: Sequence[Sequence[str]], found: Assignment, pinned: Mapping[str, object]) -> None:
    """`Account` or `Ref` is the supplier's only where most suppliers keep one: a ledger's account goes by what is bought."""
    reference, supplier = (found.columns.get(role) for role in ("supplier_ref", "supplier_name"))
    if reference is None or supplier is None or "supplier_ref" in pinned or supplier >= len(columns):
        return
    if roles(names[reference]).get("supplier_ref", 0.0) >= _WEAK:
        return
    met: dict[str, list[str]] = {}
    for name, text in zip(columns[supplier], columns[reference], strict=True):
        if name and text:
            met.setdefault(name, []).append(text)
    several = [texts for texts in met.values() if len(texts) > 1]
    if len(several) < _FEWEST or sum(len(set(texts)) == 1 for texts in several) >= _MOSTLY * len(several):
        return
    del found.columns["supplier_ref"]
    if len(set(columns[reference])) > _MOSTLY * sum(map(bool, columns[reference])):
        found.columns.setdefault("transaction_ref", reference)
