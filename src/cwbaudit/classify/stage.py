"""The stage: every kind of spend is judged once, by ordered rules, first match wins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from cwbaudit import names
from cwbaudit.catalogue import finding
from cwbaudit.classify.contracts import Register
from cwbaudit.classify.influence import Judged, Ladder
from cwbaudit.classify.rules import Rule, Rules, locality, scope_rules
from cwbaudit.classify.top import largest_alone
from cwbaudit.config import InfluenceConfig, ScopeConfig
from cwbaudit.config.decisions import InfluenceDecision
from cwbaudit.engine import Tabular, sql
from cwbaudit.headings import UNKNOWN
from cwbaudit.people import PEOPLE
from cwbaudit.place import Place
from cwbaudit.tables import FINDINGS, VERDICTS
from cwbaudit.terms import Influence, Locality, Scope
from cwbaudit.where import normal

_Row: TypeAlias = dict[str, Any]

# `(83710) Rates` and `212001-Agency staff` are Rates and Agency staff: a rule may name the account, or only what it is for.
_ACCOUNT = re.compile(r"^\(?\d{3,}\)?\s*[-:.]?\s*(?=[^\W\d_]{2})")
_KINDS = """
    select l.body, a.supplier_id, l.category, l.contract_ref, l.declared_influence, h.heading, h.heading_source,
        sum(l.amount) as amount, sum(l.lines) as lines
    from lines l
    join aliases a on a.alias_id = l.alias_id
    join headings h on h.body = l.body and h.supplier_id = a.supplier_id and h.category = l.category
    group by all
    order by all
"""


def classify(
    lines: Tabular,
    aliases: Tabular,
    suppliers: Tabular,
    headings: Tabular,
    contracts: Tabular,
    place: Place,
    scope: ScopeConfig,
    influence: InfluenceConfig,
    decisions: Sequence[InfluenceDecision] = (),
    horizon: date | None = None,
    tops: Mapping[str, int] | None = None,
    closing: date | None = None,
) -> tuple[Tabular, Tabular]:
    """A verdict for every body x supplier x category x contract, and findings for rules that reach nothing."""
    kinds = sql(_KINDS, lines=lines, aliases=aliases, headings=headings).dicts()
    known = {row["supplier_id"]: row for row in sql("select * from suppliers", suppliers=suppliers).dicts()}
    spellings = _spellings(aliases)
    scoped, ladder = scope_rules(scope, sorted({kind["body"] for kind in kinds})), Ladder(influence, decisions)
    register = Register(contracts, horizon, influence.contract_date, closing)
    seen = [_seen(kind, known[kind["supplier_id"]], spellings, place) for kind in kinds]
    locks = [register.lock(kind, spellings[kind["supplier_id"]]) for kind in kinds]
    scopes, left_out = largest_alone(kinds, [scoped.judge(row) for row in seen], tops or {})
    judged = [
        (scope, ladder.judge(row, kind["declared_influence"], kind["category"], lock))
        for kind, scope, row, lock in zip(kinds, scopes, seen, locks, strict=True)
    ]
    rows = [_verdict(kind, *verdicts, known[kind["supplier_id"]], place) for kind, verdicts in zip(kinds, judged, strict=True)]
    unused = [note for rules in (scoped, ladder.decisions, ladder.rules) for note in _unused(rules, seen, spellings)]
    notes = [*unused, *register.findings(), *left_out, *_unplaced(rows, known), *_unknown(rows), *_people(rows, known)]
    return VERDICTS.build(rows), FINDINGS.build(notes)


def _spellings(aliases: Tabular) -> dict[str, frozenset[str]]:
    """Every supplier's names in normal form: a rule may use any of them."""
    by_supplier: dict[str, set[str]] = defaultdict(set)
    for supplier_id, name in sql("select distinct supplier_id, supplier_name from aliases", aliases=aliases).rows():
        by_supplier[supplier_id].add(names.key(name))
    return {supplier_id: frozenset(keys) for supplier_id, keys in by_supplier.items()}


def _seen(kind: _Row, supplier: _Row, spellings: dict[str, frozenset[str]], place: Place) -> dict[str, frozenset[str]]:
    """A kind of spend as a rule's condition sees it."""
    where_to, _, _ = locality(supplier, place)
    row = {name: frozenset([normal(name, str(kind[name]))]) for name in ("body", "category", "heading", "contract_ref")}
    bare = row["category"] | {_ACCOUNT.sub("", text) for text in row["category"]}
    return row | {
        "category": bare,
        "supplier": spellings[supplier["supplier_id"]],
        "locality": frozenset([where_to.value]),
        "kind": frozenset([supplier["kind"]]),
    }


def _verdict(kind: _Row, scope: Rule[Scope], influence: Judged, supplier: _Row, place: Place) -> dict[str, object]:
    where_to, place_rule, place_because = locality(supplier, place)
    return {
        **kind, "scope": scope.verdict, "exclusion": scope.exclusion, "scope_rule": scope.id, "scope_because": scope.because,
        "locality": where_to, "locality_rule": place_rule, "locality_because": place_because,
        "influence": influence.influence, "influence_ground": influence.ground, "influence_rule": influence.rule,
        "influence_because": influence.because, "locked_until": influence.until,
    }  # fmt: skip


def _unused(
    rules: Rules[Scope] | Rules[Influence], seen: Sequence[dict[str, frozenset[str]]], spellings: dict[str, frozenset[str]]
) -> Iterator[dict[str, object]]:
    """Rules that decide nothing, and suppliers named by a rule that nobody writes so."""
    written = frozenset().union(*spellings.values())
    of_people = rules.of.endswith(".csv")
    code, source = ("decision-unused", "") if of_people else ("rule-unused", "audit.toml")
    for rule, before in rules.unreached(seen):
        said = f'all that it names is decided before, by "{before}"; ' if before else ""
        yield finding(code, source=source, row=rule.line or None, field=rules.of, value=rule.id, note=f"{said}because: {rule.because}")
    for rule in rules.written:
        for name in sorted(rule.where.wanted.get("supplier", frozenset()) - written) if rule.id in rules.reached else ():
            note = f'no supplier is written "{name}"'
            yield finding(code, source=source, row=rule.line or None, field=rules.of, value=rule.id, note=note)


def _unplaced(rows: list[dict[str, Any]], known: dict[str, dict[str, Any]]) -> Iterator[dict[str, object]]:
    """Suppliers with in-scope spend and no place: what is out of scope needs none."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row["scope"] == Scope.IN_SCOPE and row["locality"] == Locality.UNPLACED:
            amounts[row["supplier_id"]] += row["amount"]
    for supplier_id in sorted(amounts):
        supplier = known[supplier_id]
        yield finding("supplier-unplaced", field="postcode", value=supplier["name"], amount=amounts[supplier_id], note=supplier["note"])


def _unknown(rows: list[dict[str, Any]]) -> Iterator[dict[str, object]]:
    """Categories whose spend in scope falls under no heading, each once."""
    found: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for row in rows:
        if row["scope"] == Scope.IN_SCOPE and row["heading"] == UNKNOWN:
            found[row["body"], row["category"]].append(row["amount"])
    for (body, category), amounts in sorted(found.items()):
        said = f"{body}: {len(amounts)} kind{'s' if len(amounts) > 1 else ''} of spend"
        yield finding("heading-unknown", field="category", value=category, amount=sum(amounts, Decimal(0)), note=said)


def _people(rows: list[dict[str, Any]], known: dict[str, dict[str, Any]]) -> Iterator[dict[str, object]]:
    """Suppliers in scope that bear a person's name: a sole trader is spend with a supplier, a private person is not."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row["scope"] == Scope.IN_SCOPE and known[row["supplier_id"]]["kind"] in PEOPLE:
            amounts[row["supplier_id"]] += row["amount"]
    for supplier_id in sorted(amounts):
        supplier = known[supplier_id]
        note = supplier["kind_because"]
        yield finding("supplier-may-be-person", field="supplier_name", value=supplier["name"], amount=amounts[supplier_id], note=note)
