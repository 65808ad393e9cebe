"""Resolving a plain list: rows with a `supplier_name`, and who each of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cwbaudit.config.decisions import SupplierDecision
from cwbaudit.names import NO_NAME
from cwbaudit.numbers import NUMBERS
from cwbaudit.resolve.crew import uncollected
from cwbaudit.resolve.doubts import likeliest
from cwbaudit.resolve.identity import Identity, Resolved, identify
from cwbaudit.resolve.subjects import Written

_READ = frozenset({"supplier_name", "body", "supplier_ref", "postcode", *(column for _, column in NUMBERS)})


def written_of(row: Mapping[str, object]) -> Written:
    """A row as a way of writing; the columns named in `NUMBERS`, `body`, `supplier_ref` and `postcode` count where present."""
    if len(row) == 1:
        value = row.get("supplier_name")
        return Written(("" if value is None else str(value).strip()) or NO_NAME)
    said = {name: str(value).strip() for name, value in row.items() if value is not None and name in _READ}
    numbers = tuple((kind, said[column]) for kind, column in NUMBERS if said.get(column)) if len(said) > 1 else ()
    name = said.get("supplier_name") or NO_NAME
    return Written(name, said.get("body", ""), said.get("supplier_ref", ""), said.get("postcode", ""), numbers)


def names_of(
    rows: Sequence[Mapping[str, object]], decisions: Iterable[SupplierDecision] = (), why: bool = False
) -> list[dict[str, object]]:
    """The same rows with `supplier_id`, `supplier`, `method` and `score`, in the same order; all empty where a row has no name.

    A supplier is named by the commonest of its spellings, of equals by the longest with nothing beside the name. Order and repetition
    change no `supplier_id` but by that. `why`, which takes twice as long, adds `because` and `against`, and `may_also_be`: which other
    suppliers of the list it may be, likeliest first, and why that is not sure.
    """
    with uncollected():
        if not why:
            return [_listed(row, found) for row, found in zip(rows, _resolved(rows, decisions, why).identities, strict=True)]
        resolved = _resolved(rows, decisions, why)
        perhaps = _perhaps(resolved)
        return [
            {**_listed(row, found), **_why(found), "may_also_be": perhaps.get(found.supplier_id, "")}
            for row, found in zip(rows, resolved.identities, strict=True)
        ]


def _resolved(rows: Sequence[Mapping[str, object]], decisions: Iterable[SupplierDecision], why: bool) -> Resolved:
    return identify([written_of(row) for row in rows], None, decisions, why)


def _listed(row: Mapping[str, object], found: Identity) -> dict[str, object]:
    supplier_id, supplier, method, score, *_ = found
    listed = {**row}  # a mapping that is added to takes half the time of one put together of two
    if supplier == NO_NAME:
        return listed | dict.fromkeys(("supplier_id", "supplier", "method", "score"), "")
    listed["supplier_id"], listed["supplier"], listed["method"], listed["score"] = supplier_id, supplier, method._value_, score
    return listed


def _why(found: Identity) -> dict[str, str]:
    return dict.fromkeys(("because", "against"), "") if found.supplier == NO_NAME else {"because": found.because, "against": found.against}


def _perhaps(resolved: Resolved) -> dict[str, str]:
    """By supplier_id, in words, which other suppliers it may be."""
    groups = resolved.groups
    by_group = {groups.find(each.subject): found for each, found in zip(resolved.written, resolved.identities, strict=True)}
    told: dict[str, list[str]] = defaultdict(list)
    for link in likeliest(groups):
        one, other = by_group[groups.find(link.one)], by_group[groups.find(link.other)]
        why = "; ".join([f"{link.score:g}% like", *(part for part in (link.spoke_for, link.against) if part)])
        for each, perhaps in ((one, other), (other, one)):
            told[each.supplier_id].append(f'"{perhaps.supplier}" ({perhaps.supplier_id}): {why}')
    return {supplier_id: " | ".join(entries) for supplier_id, entries in told.items()}
