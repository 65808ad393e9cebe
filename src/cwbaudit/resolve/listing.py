"""Resolving a plain list: rows with a `supplier_name`, and who each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cwbaudit.config.decisions import SupplierDecision
from cwbaudit.numbers import NUMBERS
from cwbaudit.resolve.crew import uncollected
from cwbaudit.resolve.identity import Identity, identify
from cwbaudit.resolve.subjects import Written

_READ = frozenset({"supplier_name", "body", "supplier_ref", "postcode", *(column for _, column in NUMBERS)})


def written_of(row: Mapping[str, object]) -> Written:
    """A row as a way of writing; the columns named in `NUMBERS`, `body`, `supplier_ref` and `postcode` count where present."""
    if len(row) == 1:
        value = row.get("supplier_name")
        return Written("" if value is None else str(value).strip())
    said = {name: str(value).strip() for name, value in row.items() if value is not None and name in _READ}
    numbers = tuple((kind, said[column]) for kind, column in NUMBERS if said.get(column)) if len(said) > 1 else ()
    return Written(said.get("supplier_name", ""), said.get("body", ""), said.get("supplier_ref", ""), said.get("postcode", ""), numbers)


def names_of(rows: Sequence[Mapping[str, object]], decisions: Iterable[SupplierDecision] = ()) -> list[dict[str, object]]:
    """The same rows with `supplier_id`, `supplier`, `method`, `score`, `because` and `against`, in the same order.

    A supplier is named by the commonest of its spellings, of equals by the longest with nothing beside the name. Order and repetition
    change no `supplier_id` but by that.
    """
    with uncollected():
        return [_listed(row, found) for row, found in zip(rows, _identities(rows, decisions), strict=True)]


def _identities(rows: Sequence[Mapping[str, object]], decisions: Iterable[SupplierDecision]) -> list[Identity]:
    """Who each row means; nothing else of what was found is kept, which makes room for the new rows."""
    written = [written_of(row) for row in rows]
    return identify(written, None, decisions, doubts=False).identities


def _listed(row: Mapping[str, object], found: Identity) -> dict[str, object]:
    supplier_id, supplier, method, score, _, because, against = found
    listed = {**row}  # a mapping that is added to takes half the time of one put together of two
    listed["supplier_id"], listed["supplier"], listed["method"] = supplier_id, supplier, method._value_
    listed["score"], listed["because"], listed["against"] = score, because, against
    return listed
