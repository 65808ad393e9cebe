"""The figures of a report, each one query over the tables. All sums are exact decimals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cwbaudit import terms
from cwbaudit.catalogue import CATALOGUE, MISTAKES
from cwbaudit.engine import Tabular, sql
from cwbaudit.headings import UNKNOWN
from cwbaudit.money import ZERO, share
from cwbaudit.report.geography import bounds
from cwbaudit.report.model import (
    Body,
    ByInfluence,
    Category,
    Excluded,
    FindingCount,
    Grounded,
    Heading,
    HeadingSource,
    Ledger,
    PayeeKind,
    Reason,
    Source,
    Split,
    Supplier,
)

NOT_STATED = "(not stated)"
MISTAKES_NAMED = 5

_SPLIT = """
    select {key} as name, {sums}, count(distinct supplier_id) as suppliers, coalesce(sum(lines), 0)::bigint as lines
    from spend where scope = 'in scope'
    {group}
"""
PARTS = {
    "total": "true",
    **{name: f"locality = '{name}'" for name in ("local", "regional", "leaking", "unplaced")},
    **{
        f"{place}_{name}": f"locality = '{place}' and influence = '{name}'"
        for place in ("leaking", "regional")
        for name in ByInfluence.model_fields
    },
}


def _rows(spend: Tabular, key: str, group: str) -> list[dict[str, Any]]:
    sums = ", ".join(f"coalesce(sum(amount) filter (where {test}), 0)::decimal(18,2) as {name}" for name, test in PARTS.items())
    return sql(_SPLIT.format(key=key, sums=sums, group=group), spend=spend).dicts()


def fields(row: Mapping[str, Any]) -> dict[str, Any]:
    total = row["total"]
    local_low, local_high = bounds(row["local"], row["unplaced"], total)
    region_low, region_high = bounds(row["local"] + row["regional"], row["unplaced"], total)
    return {
        **{name: row[name] for name in ("total", "local", "regional", "leaking", "unplaced", "suppliers", "lines")},
        "local_share": share(row["local"], total), "region_share": share(row["local"] + row["regional"], total),
        "leaking_share": share(row["leaking"], total), "unplaced_share": share(row["unplaced"], total),
        "local_share_low": local_low, "local_share_high": local_high, "region_share_low": region_low, "region_share_high": region_high,
        "influence": ByInfluence(**{name: row[f"leaking_{name}"] for name in ByInfluence.model_fields}),
        "regional_influence": ByInfluence(**{name: row[f"regional_{name}"] for name in ByInfluence.model_fields}),
    }  # fmt: skip


def headline(spend: Tabular) -> Split:
    """All in-scope spend."""
    (row,) = _rows(spend, "''", "")
    return Split(**fields(row))


def bodies(spend: Tabular) -> list[Body]:
    """In-scope spend of each body, largest first."""
    rows = _rows(spend, "body", "group by body order by total desc, body")
    return [Body(name=row["name"], **fields(row)) for row in rows]


def average(by_body: Sequence[Body]) -> Decimal:
    """The bodies' local shares averaged, each counted once whatever its size."""
    return share(sum((body.local_share for body in by_body), Decimal(0)), Decimal(len(by_body)))


def categories(spend: Tabular) -> list[Category]:
    """In-scope spend of each category, the largest leak first."""
    rows = _rows(spend, f"case when category = '' then '{NOT_STATED}' else category end", "group by 1 order by leaking desc, total desc, 1")
    return [Category(name=row["name"], **fields(row)) for row in rows]


def headings(spend: Tabular) -> list[Heading]:
    """In-scope spend under each heading, the largest leak first, unknown last."""
    rows = _rows(spend, "heading", f"group by heading order by heading = '{UNKNOWN}', leaking desc, total desc, heading")
    return [Heading(name=row["name"], **fields(row)) for row in rows]


def heading_sources(verdicts: Tabular) -> list[HeadingSource]:
    """In-scope spend by what told its heading, strongest first."""
    query = """select heading_source, sum(amount), sum(lines)::bigint from verdicts where scope = 'in scope' group by 1"""
    found = {source: (amount, count) for source, amount, count in sql(query, verdicts=verdicts).rows()}
    return [
        HeadingSource(source=word, meaning=word.meaning, amount=found[word][0], lines=found[word][1])
        for word in terms.HeadingSource
        if word in found
    ]


_SUPPLIERS = """
    with cells as (
        select supplier_id, locality, sum(amount) as amount,
               coalesce(sum(amount) filter (where influence = 'influenceable'), 0) as influenceable,
               list(distinct influence order by influence) as influences,
               list_sort(list(distinct case when category = '' then '(not stated)' else category end)) as categories,
               list(distinct body order by body) as bodies
        from spend where scope = 'in scope' group by all
    ), spellings as (select supplier_id, count(distinct supplier_name) as aliases from aliases group by all)
    select c.*, s.name, s.kind, s.postcode, s.authority, s.nation, a.aliases
    from cells c join suppliers s on s.supplier_id = c.supplier_id join spellings a on a.supplier_id = c.supplier_id
    order by c.amount desc, s.name, c.supplier_id
"""


def suppliers(spend: Tabular, known: Tabular, aliases: Tabular) -> list[Supplier]:
    """Every supplier with in-scope spend, largest first."""
    rows = sql(_SUPPLIERS, spend=spend, suppliers=known, aliases=aliases).dicts()
    return [_supplier(row) for row in rows]


def _supplier(row: Mapping[str, Any]) -> Supplier:
    same = ("supplier_id", "name", "kind", "postcode", "locality", "categories", "bodies", "amount", "influenceable", "aliases")
    influence = row["influences"][0] if len(row["influences"]) == 1 else "mixed"
    abroad = row["nation"] if row["locality"] == "leaking" else ""
    return Supplier(**{name: row[name] for name in same}, authority=row["authority"] or abroad, influence=influence)


_KINDS = """
    select s.kind, count(distinct v.supplier_id) as suppliers, sum(v.amount)::decimal(18,2) as amount,
           coalesce(sum(v.amount) filter (where v.scope = 'excluded'), 0)::decimal(18,2) as excluded,
           coalesce(sum(v.amount) filter (where v.scope = 'in scope'), 0)::decimal(18,2) as in_scope, sum(v.lines)::bigint as lines
    from verdicts v join suppliers s on s.supplier_id = v.supplier_id
    group by s.kind order by amount desc, s.kind
"""


def kinds(verdicts: Tabular, suppliers: Tabular) -> list[PayeeKind]:
    """What is published by the kind of payee, largest first."""
    return [PayeeKind(**row) for row in sql(_KINDS, verdicts=verdicts, suppliers=suppliers).dicts()]


_REASONS = """
    select influence, influence_ground as ground, influence_rule as rule, influence_because as because, locked_until,
           sum(amount) as amount, sum(lines)::bigint as lines
    from verdicts where scope = 'in scope' and locality in ('regional', 'leaking')
    group by all order by influence, amount desc, rule
"""


def reasons(verdicts: Tabular) -> list[Reason]:
    """Spend that goes outside the local area, by the rule that decided its influence."""
    return [Reason(**row) for row in sql(_REASONS, verdicts=verdicts).dicts()]


def grounds(verdicts: Tabular) -> list[Grounded]:
    """In-scope spend by verdict of influence and by its ground, in the order of strength."""
    query = """select influence, influence_ground, sum(amount), sum(lines)::bigint,
                      coalesce(sum(amount) filter (where locality in ('regional', 'leaking')), 0)::decimal(18,2)
               from verdicts where scope = 'in scope' group by 1, 2"""
    found = {(influence, ground): sums for influence, ground, *sums in sql(query, verdicts=verdicts).rows()}
    return [
        Grounded(influence=word, ground=ground, meaning=ground.meaning, amount=sums[0], lines=sums[1], outside=sums[2])
        for word in terms.Influence
        for ground in terms.Ground
        if (sums := found.get((word, ground)))
    ]


def ledger(lines: Tabular, verdicts: Tabular, findings: Tabular, by_kind: Iterable[PayeeKind] = ()) -> Ledger:
    """From what was published to what is analysed."""
    payments, credits_, published, count = sql(
        """select coalesce(sum(amount) filter (where amount >= 0), 0), coalesce(sum(amount) filter (where amount < 0), 0),
                  coalesce(sum(amount), 0), coalesce(sum(lines), 0)::bigint from lines""",
        lines=lines,
    ).one()
    excluded = sql(
        """select exclusion, scope_rule as rule, scope_because as because, sum(amount) as amount, sum(lines)::bigint as lines
           from verdicts where scope = 'excluded' group by all order by exclusion, amount desc, rule""",
        verdicts=verdicts,
    ).dicts()
    out = sum((row["amount"] for row in excluded), ZERO)
    rows_aside, aside = _set_aside(findings)
    return Ledger(
        payments=payments, credits=credits_, published=published, excluded=out, in_scope=published - out, lines=count,
        set_aside_rows=rows_aside, set_aside=aside, exclusions=[Excluded(**row) for row in excluded],
        public_bodies=sum((row.in_scope for row in by_kind if row.kind == terms.Kind.PUBLIC_BODY), ZERO),
    )  # fmt: skip


def _aside_codes() -> str:
    return ", ".join(f"'{kind.code}'" for kind in CATALOGUE.values() if kind.sets_aside)


def _set_aside(findings: Tabular) -> tuple[int, Decimal]:
    query = f"select count(*), coalesce(sum(amount), 0) from findings where code in ({_aside_codes()})"
    count, amount = sql(query, findings=findings).one()
    return int(count), Decimal(amount)


def finding_counts(findings: Tabular, extra: Iterable[FindingCount] = ()) -> list[FindingCount]:
    """How often each kind of finding occurs: errors first, then by pounds."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sql("select * from findings", findings=findings).dicts():
        groups[row["code"]].append(row)
    counts = [_count(code, rows) for code, rows in groups.items()] + list(extra)
    rank = {"error": 0, "warning": 1, "note": 2}
    return sorted(counts, key=lambda c: (rank[c.severity], -abs(c.amount), c.code))


def _count(code: str, rows: list[dict[str, Any]]) -> FindingCount:
    kind = CATALOGUE[code]
    first = max(rows, key=lambda row: abs(row["amount"] or ZERO))
    shown = rows[:MISTAKES_NAMED] if code in MISTAKES else [first]
    example = "; ".join(": ".join(part for part in (_where(row), row["value"], row["note"]) if part) for row in shown)
    return FindingCount(
        code=code, severity=kind.severity, title=kind.title, meaning=kind.meaning, remedy=kind.remedy,
        count=len(rows), amount=sum((row["amount"] or ZERO for row in rows), ZERO), example=example,
    )  # fmt: skip


def _where(row: Mapping[str, Any]) -> str:
    """The place in a file; audit.toml has lines, a table rows."""
    word = "line" if row["source"].endswith(".toml") else "row"
    return f"{row['source']}, {word} {row['row']}" if row["row"] else str(row["source"])


_SOURCES = """
    with read as (select source, sum(lines)::bigint as lines, sum(amount) as amount from lines group by all),
         aside as (select source, count(*) as rows from findings where code in ({codes}) group by all)
    select s.*, coalesce(r.lines, 0) as lines, coalesce(r.amount, 0) as amount, coalesce(a.rows, 0) as set_aside_rows
    from sources s left join read r on r.source = s.source left join aside a on a.source = s.source
    order by s.source
"""


def sources(surveyed: Tabular, lines: Tabular, findings: Tabular, control: Mapping[str, Decimal]) -> list[Source]:
    """What was read from each file; `control` holds the agreed totals by source."""
    import json

    rows = sql(_SOURCES.format(codes=_aside_codes()), sources=surveyed, lines=lines, findings=findings).dicts()
    kept = (
        "source",
        "body",
        "sha256",
        "encoding",
        "header_row",
        "amount_basis",
        "date_format",
        "rows_read",
        "lines",
        "amount",
        "set_aside_rows",
    )
    return [
        Source(**{name: row[name] for name in kept}, columns=json.loads(row["columns"]), control_total=control.get(row["source"]))
        for row in rows
    ]
