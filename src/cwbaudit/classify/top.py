"""A body's largest suppliers alone: what it spends with the others is out of scope, counted, and said to be so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cwbaudit.catalogue import finding
from cwbaudit.classify.rules import Rule
from cwbaudit.money import percent, pounds
from cwbaudit.terms import Exclusion, Scope
from cwbaudit.where import Where


def largest_alone(
    kinds: Sequence[Mapping[str, Any]], scopes: Sequence[Rule[Scope]], tops: Mapping[str, int]
) -> tuple[list[Rule[Scope]], list[dict[str, object]]]:
    """The scope of each kind of spend, where a body of `tops` keeps only so many suppliers; and for each body what these cover.

    A supplier is ranked by its spend in scope after credits, over all its spellings; the id breaks a tie.
    """
    net: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for kind, scope in zip(kinds, scopes, strict=True):
        if kind["body"] in tops and scope.verdict is Scope.IN_SCOPE:
            net[kind["body"]][kind["supplier_id"]] += kind["amount"]
    kept = {body: _largest(found, tops[body]) for body, found in net.items()}
    cut = {body: _cut(body, found, kept[body]) for body, found in net.items() if len(found) > len(kept[body])}
    judged = [_scope(kind, scope, kept, cut) for kind, scope in zip(kinds, scopes, strict=True)]
    return judged, list(_findings(net, kept, cut))


def _largest(net: Mapping[str, Decimal], most: int) -> frozenset[str]:
    return frozenset(sorted(net, key=lambda supplier: (-net[supplier], supplier))[:most])


def _scope(kind: Mapping[str, Any], scope: Rule[Scope], kept: Mapping[str, frozenset[str]], cut: Mapping[str, Rule[Scope]]) -> Rule[Scope]:
    """The scope as it was, unless it is in and the supplier is none of the largest."""
    body = kind["body"]
    return cut[body] if body in cut and scope.verdict is Scope.IN_SCOPE and kind["supplier_id"] not in kept[body] else scope


def _cut(body: str, net: Mapping[str, Decimal], kept: frozenset[str]) -> Rule[Scope]:
    whole, covered = sum(net.values(), Decimal(0)), sum((net[one] for one in kept), Decimal(0))
    share = f", {percent(covered / whole)}" if whole > 0 else ""
    because = (
        f"Only the {len(kept):,} largest of the {len(net):,} suppliers of {body} are taken, after credits: "
        f"{pounds(covered)} of {pounds(whole)}{share}."
    )
    return Rule(f"top-{len(kept)}", Where({}), Scope.EXCLUDED, because, Exclusion.SMALLER)


def _findings(
    net: Mapping[str, Mapping[str, Decimal]], kept: Mapping[str, frozenset[str]], cut: Mapping[str, Rule[Scope]]
) -> Iterator[dict[str, object]]:
    for body in sorted(cut):
        out = sum((amount for one, amount in net[body].items() if one not in kept[body]), Decimal(0))
        yield finding("smaller-suppliers-left-out", field="supplier_name", value=body, amount=out, note=cut[body].because)
