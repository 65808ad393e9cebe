"""The stage: distinct ways of writing, joined into suppliers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cwbaudit.catalogue import finding
from cwbaudit.config.decisions import SupplierDecision
from cwbaudit.engine import Tabular, sql
from cwbaudit.money import pounds
from cwbaudit.numbers import NUMBERS
from cwbaudit.resolve.subjects import Written
from cwbaudit.tables import ALIASES, FINDINGS

if TYPE_CHECKING:
    from cwbaudit.resolve.identity import Identity, Resolved

_DISTINCT = """
    select alias_id, body, supplier_name, supplier_ref, company_number, charity_number, vat_number, postcode, postcode_basis, address,
           sum(amount) as amount, sum(lines) as lines
    from lines
    group by all
    order by alias_id
"""


def resolve(lines: Tabular, decisions: tuple[SupplierDecision, ...]) -> tuple[Tabular, Tabular]:
    """Every distinct way of writing with the supplier it means, and findings for the pairs that a person should settle."""
    from cwbaudit.resolve.identity import identify  # it needs numpy, and a run that keeps this table does not

    rows = sql(_DISTINCT, lines=lines).dicts()
    written = [
        Written(
            row["supplier_name"],
            row["body"],
            row["supplier_ref"],
            row["postcode"],
            tuple((kind, row[column]) for kind, column in NUMBERS if row[column]),
        )
        for row in rows
    ]
    resolved = identify(written, [row["amount"] for row in rows], decisions)
    aliases = [_alias(row, found) for row, found in zip(rows, resolved.identities, strict=True)]
    return ALIASES.build(aliases), FINDINGS.build([*_doubts(resolved, rows), *_unused(decisions, resolved)])


def _alias(row: dict[str, Any], found: Identity) -> dict[str, object]:
    return {
        **row, "supplier_id": found.supplier_id, "supplier": found.supplier, "method": found.method, "score": found.score,
        "decided_by": found.decided_by, "because": found.because, "against": found.against,
    }  # fmt: skip


def _doubts(resolved: Resolved, rows: list[dict[str, Any]]) -> Iterator[dict[str, object]]:
    """One finding for each two suppliers in doubt, by their likest names, with the pounds of the smaller."""
    from cwbaudit.resolve.doubts import likeliest

    groups = resolved.groups
    amount: dict[int, Decimal] = defaultdict(Decimal)
    as_written: dict[int, str] = {}
    for row, each in zip(rows, resolved.written, strict=True):
        amount[groups.find(each.subject)] += row["amount"]
        as_written[each.subject] = min(as_written.get(each.subject, each.name), each.name)
    for link in likeliest(groups):
        left, right = groups.find(link.one), groups.find(link.other)
        note = f'{link.score:g}% like "{as_written[link.other]}" ({pounds(amount[right])})'
        note += "".join(f"; {part}" for part in (link.spoke_for, link.against) if part)
        small = min(amount[left], amount[right], key=abs)
        yield finding("possible-same-supplier", field="supplier_name", value=as_written[link.one], amount=small, note=note)


def _unused(decisions: tuple[SupplierDecision, ...], resolved: Resolved) -> Iterator[dict[str, object]]:
    meant = resolved.groups.subjects.meant
    for decision in decisions:
        for name in (decision.name, decision.supplier):
            if not meant(name):
                yield finding("decision-unused", field="supplier_name", value=name, note=decision.written)
        if decision.verdict == "different" and len({*meant(decision.name), *meant(decision.supplier)}) == 1:
            note = f'{decision.written}; "{decision.supplier}" is the same name, and no firm of another form is called so'
            yield finding("decision-unused", field="supplier_name", value=decision.name, note=note)
