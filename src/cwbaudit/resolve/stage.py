"""The stage: distinct ways of writing, joined into suppliers."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cwbaudit import names
from cwbaudit.decisions import SupplierDecision
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import finding
from cwbaudit.money import pounds
from cwbaudit.resolve.clusters import Clusters, Link, cluster
from cwbaudit.resolve.likeness import cut_off, pairs
from cwbaudit.tables import ALIASES, FINDINGS
from cwbaudit.terms import Method

_DISTINCT = """
    select alias_id, body, supplier_name, supplier_ref, company_number, postcode, postcode_basis,
           sum(amount) as amount, sum(lines) as lines
    from lines
    group by all
    order by alias_id
"""


def resolve(lines: Tabular, decisions: tuple[SupplierDecision, ...]) -> tuple[Tabular, Tabular]:
    """Every distinct way of writing with the supplier it means, and findings for the pairs that a person should settle."""
    written = sql(_DISTINCT, lines=lines).dicts()
    for alias in written:
        alias["key"] = names.key(alias["supplier_name"])
    keys = {alias["key"] for alias in written}
    likely = [*pairs(sorted(keys - {names.key(names.NO_NAME)})), *cut_off((a["body"], a["supplier_name"]) for a in written)]
    groups = cluster(keys, likely, decisions, _companies(written))
    decided = {names.key(decision.supplier) for decision in decisions if decision.verdict == "same"}
    spelling = _spelling({groups.find(key) for key in keys}, written, groups, decided)
    rows = [_alias(alias, groups, spelling) for alias in written]
    return ALIASES.build(rows), FINDINGS.build([*_doubts(groups, written), *_unused(decisions, keys)])


def _companies(written: list[dict[str, Any]]) -> dict[str, set[str]]:
    numbers: dict[str, set[str]] = defaultdict(set)
    for alias in written:
        if alias["company_number"]:
            numbers[alias["key"]].add(alias["company_number"].strip().upper().zfill(8))
    return numbers


def _spelling(leaders: set[str], written: list[dict[str, Any]], groups: Clusters, decided: set[str]) -> dict[str, str]:
    """Each group's display name: as a person named the supplier, else the spelling with most pounds, ties to the alphabet."""
    by_group: dict[str, dict[str, Decimal]] = {leader: defaultdict(Decimal) for leader in leaders}
    for alias in written:
        by_group[groups.find(alias["key"])][alias["supplier_name"].strip()] += abs(alias["amount"])
    return {leader: min(spent, key=lambda name: (names.key(name) not in decided, -spent[name], name)) for leader, spent in by_group.items()}


def _alias(alias: dict[str, Any], groups: Clusters, spelling: dict[str, str]) -> dict[str, object]:
    leader = groups.find(alias["key"])
    name = spelling[leader]
    link = _link(alias, name, groups)
    return {
        **alias, "supplier_id": "s-" + hashlib.md5(leader.encode(), usedforsecurity=False).hexdigest()[:12], "supplier": name,
        "method": link.method, "score": link.score, "decided_by": link.decided_by, "because": link.because,
    }  # fmt: skip


def _link(alias: dict[str, Any], name: str, groups: Clusters) -> Link:
    """The strongest reason: a person's word, then being the name itself, then being it but for writing, then likeness."""
    found = groups.links.get(alias["key"])
    if found and found.method is Method.DECISION:
        return found
    if alias["supplier_name"].strip() == name:
        return Link(Method.OWN_NAME, 100.0, "", "written just as the supplier is named here")
    if found is None or alias["key"] == names.key(name):
        return Link(Method.EXACT, 100.0, "", f'the same as "{name}" once case, punctuation and legal form are set aside: "{alias["key"]}"')
    return found


def _doubts(groups: Clusters, written: list[dict[str, Any]]) -> Iterator[dict[str, object]]:
    amount: dict[str, Decimal] = defaultdict(Decimal)
    as_written: dict[str, str] = {}
    for alias in written:
        amount[alias["key"]] += alias["amount"]
        as_written[alias["key"]] = min(as_written.get(alias["key"], alias["supplier_name"]), alias["supplier_name"])
    for pair in groups.doubts:
        if groups.find(pair.left) == groups.find(pair.right):
            continue
        small = min(amount[pair.left], amount[pair.right], key=abs)
        note = f'{pair.score:g}% like "{as_written[pair.right]}" ({pounds(amount[pair.right])})' + (
            f"; {pair.against}" if pair.against else ""
        )
        yield finding("possible-same-supplier", field="supplier_name", value=as_written[pair.left], amount=small, note=note)


def _unused(decisions: tuple[SupplierDecision, ...], keys: set[str]) -> Iterator[dict[str, object]]:
    for decision in decisions:
        for name in (decision.name, decision.supplier):
            if names.key(name) not in keys:
                yield finding("decision-unused", field="supplier_name", value=name, note=decision.written)
