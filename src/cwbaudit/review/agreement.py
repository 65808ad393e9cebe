"""Whether new decisions can stand: beside each other, beside those made before, and in the audit as it is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cwbaudit import names
from cwbaudit.config.decisions import Decisions, NumberDecision, PostcodeDecision, SupplierDecision, SupplierHeadingDecision
from cwbaudit.review.answers import Decided
from cwbaudit.review.pages import ID
from cwbaudit.review.rows import Row
from cwbaudit.review.sameness import Sameness
from cwbaudit.review.suppliers import Suppliers


def fact(decided: Decided) -> tuple[str, ...]:
    """What a decision says, however it is written and whoever made it: equal for two that say the same."""
    if isinstance(decided, PostcodeDecision):
        return (_supplier(decided), _spot(decided))
    if isinstance(decided, SupplierHeadingDecision):
        return (names.key(decided.supplier), "heading", decided.heading)
    if isinstance(decided, NumberDecision):
        return (names.key(decided.supplier), decided.kind, decided.standard, decided.verdict)
    return (*sorted((names.key(decided.name), names.key(decided.supplier))), decided.verdict)


def facts(decisions: Decisions) -> set[tuple[str, ...]]:
    """What all of them say."""
    every: tuple[Decided, ...] = (*decisions.suppliers, *decisions.postcodes, *decisions.numbers, *decisions.supplier_headings)
    return {fact(decided) for decided in every}


def _supplier(decision: PostcodeDecision | NumberDecision) -> str:
    return names.key(decision.supplier)


def _spot(decision: PostcodeDecision) -> str:
    return decision.postcode.replace(" ", "").upper()


def misplaced(row: Row, suppliers: Suppliers) -> str:
    """Why an answered row cannot be matched with the audit; empty when it can."""
    if not row.whole:
        found = row.says(ID)
        what = f'"{found}" is not the id of {_quoted(row)}' if found else f"the answer for {_quoted(row)} has no id"
        return f"{row.where(ID)}: {what}; were only some columns sorted? Run cwbaudit review into a new workbook, and compare"
    if missing := [name for name in row.names if suppliers.called(name) is None]:
        return f'{row.where(ID)}: "{row.says(ID)}" is stale: "{missing[0]}" is no longer in the audit; clear the answer'
    return ""


def _quoted(row: Row) -> str:
    return " and ".join(f'"{name}"' for name in row.names)


def contradictions(before: Decisions, new: Sequence[Decided], suppliers: Suppliers) -> Iterator[str]:
    """Every way in which the new decisions cannot be true together with each other and with those made before."""
    joins = [*before.suppliers, *(one for one in new if isinstance(one, SupplierDecision))]
    same = Sameness(joins, suppliers.form)
    for decision in same.apart:
        if same.group(decision.name) == same.group(decision.supplier):
            through = "; ".join(same.chain(decision.name, decision.supplier)) or decision.written
            yield f'{decision.written}: "{decision.name}" and "{decision.supplier}" are different here, and the same by: {through}'
    yield from _two_places(before, [one for one in new if isinstance(one, PostcodeDecision)], Sameness(joins, suppliers.node))
    yield from _two_entries(before, [one for one in new if isinstance(one, NumberDecision)], Sameness(joins, suppliers.node))
    headings = {names.key(decision.supplier): decision for decision in before.supplier_headings}
    for decided in new:
        if isinstance(decided, SupplierHeadingDecision):
            other = headings.setdefault(names.key(decided.supplier), decided)
            if other.heading != decided.heading:
                yield f'{decided.written}: "{decided.supplier}" is {decided.heading} here, and {other.heading} by: {other.written}'


def _two_places(before: Decisions, new: Sequence[PostcodeDecision], same: Sameness) -> Iterator[str]:
    first: dict[str, PostcodeDecision] = {}
    for decision in before.postcodes:
        first.setdefault(same.group(decision.supplier), decision)
    for decision in new:
        other = first.setdefault(same.group(decision.supplier), decision)
        if _spot(other) != _spot(decision):
            whose = f'"{decision.supplier}"' + (f', which is "{other.supplier}",' if _supplier(other) != _supplier(decision) else "")
            yield f"{decision.written}: {whose} is at {decision.postcode} here, and at {other.postcode} by: {other.written}"


def _two_entries(before: Decisions, new: Sequence[NumberDecision], same: Sameness) -> Iterator[str]:
    """In one register a supplier is one entry at most, and not one that it is not."""
    said: dict[tuple[str, str], list[NumberDecision]] = defaultdict(list)
    for decision in (*before.numbers, *new):
        others = said[same.group(decision.supplier), decision.kind]
        for other in others if decision in new else ():
            verdicts, alike = {decision.verdict, other.verdict}, decision.standard == other.standard
            if (alike and len(verdicts) == 2) or (not alike and verdicts == {"same"}):
                whose = f'"{decision.supplier}"' + (f', which is "{other.supplier}",' if _supplier(other) != _supplier(decision) else "")
                yield f"{decision.written}: {whose} {verb(decision)} here, and {verb(other)} by: {other.written}"
                break
        others.append(decision)


def verb(decision: NumberDecision) -> str:
    """What is said of the supplier: is 01234567 in the register of companies."""
    return f"{'is' if decision.verdict == 'same' else 'is not'} {decision.number} in the register of {decision.kind}"
