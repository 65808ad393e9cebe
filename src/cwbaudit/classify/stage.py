"""The stage: every kind of spend is judged once, by ordered rules, first match wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cwbaudit import names
from cwbaudit.classify.rules import Rules, influence_rules, locality, scope_rules
from cwbaudit.config import InfluenceConfig, ScopeConfig
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import finding
from cwbaudit.place import Place
from cwbaudit.tables import FINDINGS, VERDICTS
from cwbaudit.terms import Locality, Scope
from cwbaudit.where import normal

_KINDS = """
    select l.body, a.supplier_id, l.category, l.contract_ref, sum(l.amount) as amount, sum(l.lines) as lines
    from lines l join aliases a on a.alias_id = l.alias_id
    group by all
    order by all
"""


def classify(
    lines: Tabular, aliases: Tabular, suppliers: Tabular, place: Place, scope: ScopeConfig, influence: InfluenceConfig
) -> tuple[Tabular, Tabular]:
    """A verdict for every body x supplier x category x contract, and findings for rules that reach nothing."""
    kinds = sql(_KINDS, lines=lines, aliases=aliases).dicts()
    known = {row["supplier_id"]: row for row in sql("select * from suppliers", suppliers=suppliers).dicts()}
    spellings = _spellings(aliases)
    bodies = sorted({row["body"] for row in kinds})
    scoped, influenced = scope_rules(scope, bodies), influence_rules(influence)
    rows = [_verdict(kind, known[kind["supplier_id"]], spellings, place, scoped, influenced) for kind in kinds]
    findings = [*_unused(scoped, spellings), *_unused(influenced, spellings), *_unplaced(rows, known)]
    return VERDICTS.build(rows), FINDINGS.build(findings)


def _spellings(aliases: Tabular) -> dict[str, frozenset[str]]:
    """Every supplier's names in normal form: a rule may use any of them."""
    by_supplier: dict[str, set[str]] = defaultdict(set)
    for supplier_id, name in sql("select distinct supplier_id, supplier_name from aliases", aliases=aliases).rows():
        by_supplier[supplier_id].add(names.key(name))
    return {supplier_id: frozenset(keys) for supplier_id, keys in by_supplier.items()}


def _verdict(
    kind: dict[str, Any], supplier: dict[str, Any], spellings: dict[str, frozenset[str]], place: Place, scoped: Rules, influenced: Rules
) -> dict[str, object]:
    where_to, place_rule, place_because = locality(supplier, place)
    row = {name: frozenset([normal(name, str(kind[name]))]) for name in ("body", "category", "contract_ref")}
    row |= {"supplier": spellings[supplier["supplier_id"]], "locality": frozenset([where_to.value])}
    scope, influence = scoped.judge(row), influenced.judge(row)
    return {
        **kind, "scope": scope.verdict, "exclusion": scope.exclusion, "scope_rule": scope.id, "scope_because": scope.because,
        "locality": where_to, "locality_rule": place_rule, "locality_because": place_because,
        "influence": influence.verdict, "influence_rule": influence.id, "influence_because": influence.because,
        "locked_until": influence.until,
    }  # fmt: skip


def _unused(rules: Rules, spellings: dict[str, frozenset[str]]) -> Iterator[dict[str, object]]:
    """Rules that decide nothing, and suppliers named by a rule that nobody writes so."""
    written = frozenset().union(*spellings.values())
    for rule in rules.written:
        if rule.id not in rules.reached:
            yield finding("rule-unused", field=rules.of, value=rule.id, note=f"because: {rule.because}")
            continue
        for name in sorted(rule.where.wanted.get("supplier", frozenset()) - written):
            yield finding("rule-unused", field=rules.of, value=rule.id, note=f'no supplier is written "{name}"')


def _unplaced(rows: list[dict[str, Any]], known: dict[str, dict[str, Any]]) -> Iterator[dict[str, object]]:
    """Suppliers with in-scope spend and no place: what is out of scope needs none."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row["scope"] == Scope.IN_SCOPE and row["locality"] == Locality.UNPLACED:
            amounts[row["supplier_id"]] += row["amount"]
    for supplier_id in sorted(amounts):
        supplier = known[supplier_id]
        yield finding("supplier-unplaced", field="postcode", value=supplier["name"], amount=amounts[supplier_id], note=supplier["note"])
