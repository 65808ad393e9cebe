"""The stage: every supplier with the postcode that decides where it is, and findings for what is in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cwbaudit import kinds, names
from cwbaudit.catalogue import finding
from cwbaudit.engine import Tabular, sql
from cwbaudit.locate import choice
from cwbaudit.locate.answers import answers
from cwbaudit.locate.gazetteer import Gazetteer
from cwbaudit.locate.judging import judge
from cwbaudit.locate.overseas import with_countries
from cwbaudit.tables import FINDINGS, MATCHES, SUPPLIERS

if TYPE_CHECKING:
    import pyarrow as pa

    from cwbaudit.config.decisions import PostcodeDecision

Finding = dict[str, Any]


ORDER = ("decision", "spend file", "supplier register", "company register")


def locate(
    aliases: Tabular, decisions: tuple[PostcodeDecision, ...], gazetteer: Gazetteer, matches: Tabular | None = None,
    order: tuple[str, ...] = ORDER,
) -> tuple[Tabular, Tabular]:  # fmt: skip
    """One row per supplier, placed by the best of its postcodes, and the findings; every pound of the aliases is in one row.

    Which postcode is best is for `order` to say: a basis that it leaves out decides nothing.
    """
    decided, registered = _decided(aliases, decisions), _registered(matches)
    spots, judged = _spots(aliases, decided, gazetteer, registered, order)
    others = sql(choice.OTHERS, spots=spots).arrow()
    tables = {"aliases": aliases, "spots": spots, "others": others, "kinds": _kinds(aliases), "registered": registered}
    suppliers = sql(choice.SUPPLIERS, **tables).arrow().cast(SUPPLIERS.arrow())
    findings = [
        *_of_texts(aliases, judged),
        *_of_decisions(decided, gazetteer),
        *_disputes(suppliers, others),
    ]
    return suppliers, FINDINGS.build(findings)


def bases(aliases: Tabular, decisions: tuple[PostcodeDecision, ...], gazetteer: Gazetteer, matches: Tabular) -> Tabular:
    """Where each supplier would be by each basis alone, whatever the order is."""
    spots, _ = _spots(aliases, _decided(aliases, decisions), gazetteer, _registered(matches), ORDER)
    return sql(choice.BASES, spots=spots)


def _spots(
    aliases: Tabular, decided: list[tuple[PostcodeDecision, set[str]]], gazetteer: Gazetteer, registered: Tabular, order: tuple[str, ...]
) -> tuple[pa.Table, pa.Table]:  # fmt: skip
    """Every place where a supplier is written to be, in the order of strength; and every text, judged."""
    tables = {"aliases": aliases, "decided": _decided_table(decided), "registered": registered}
    judged = with_countries(judge(sql(choice.TEXTS, **tables).arrow(), gazetteer), gazetteer.overseas)
    listed = "[" + ", ".join(f"'{basis}'" for basis in order) + "]"
    return sql(choice.SPOTS.replace("{bases}", listed), judged=judged, **tables).arrow(), judged


def _registered(matches: Tabular | None) -> pa.Table:
    """The matches beyond doubt."""
    found = MATCHES.build([]) if matches is None else matches
    return sql("select * from matches where match_band = 'joined'", matches=found).arrow()


def _kinds(aliases: Tabular) -> pa.Table:
    """What kind of payee each supplier is, by all the ways it is written."""
    import pyarrow as pa

    rows = sql(choice.NAMES, aliases=aliases).rows()
    found = [(supplier_id, *kinds.kind_of(written, *numbers)) for supplier_id, written, *numbers in rows]
    columns = ("supplier_id", "kind", "because")
    return pa.table({name: pa.array([str(row[at]) for row in found], pa.string()) for at, name in enumerate(columns)})


def _decided(aliases: Tabular, decisions: tuple[PostcodeDecision, ...]) -> list[tuple[PostcodeDecision, set[str]]]:
    """Each decision with the suppliers that it names, by their own name or by one they are also written with."""
    if not decisions:
        return []
    suppliers: dict[str, set[str]] = {names.key(decision.supplier): set() for decision in decisions}
    query = "select distinct supplier_id, supplier from aliases union select distinct supplier_id, supplier_name from aliases"
    for supplier_id, name in sql(query, aliases=aliases).rows():
        if (key := names.key(name)) in suppliers:
            suppliers[key].add(supplier_id)
    return [(decision, suppliers[names.key(decision.supplier)]) for decision in decisions]


def _decided_table(decided: list[tuple[PostcodeDecision, set[str]]]) -> pa.Table:
    import pyarrow as pa

    pairs = sorted({(supplier_id, decision.postcode) for decision, suppliers in decided for supplier_id in suppliers})
    ids, postcodes = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return pa.table({"supplier_id": pa.array(ids, pa.string()), "postcode": pa.array(postcodes, pa.string())})


def _of_texts(aliases: Tabular, judged: pa.Table) -> Iterator[Finding]:
    for row in sql(choice.DOUBTED, aliases=aliases, judged=judged).dicts():
        whose = row["supplier"] + (f" and {row['suppliers'] - 1} more" if row["suppliers"] > 1 else "")
        note = "; ".join(part for part in (f"{whose}, {row['postcode_basis']}", row["note"]) if part)
        yield finding(row["doubt"], field="postcode", value=row["postcode"], amount=row["amount"], note=note)


def _of_decisions(decided: list[tuple[PostcodeDecision, set[str]]], gazetteer: Gazetteer) -> Iterator[Finding]:
    found = answers((decision.postcode for decision, _ in decided), gazetteer)
    for decision, suppliers in decided:
        answer = found[decision.postcode]
        if code := answer.doubt:
            note = "; ".join(part for part in (decision.written, answer.note) if part)
            yield finding(code, field="postcode", value=decision.postcode, note=note)
        if not suppliers:
            yield finding("decision-unused", field="supplier", value=decision.supplier, note=decision.written)


def _disputes(suppliers: pa.Table, others: pa.Table) -> Iterator[Finding]:
    for row in sql(choice.DISPUTES, suppliers=suppliers, others=others).dicts():
        note = f"taken: {row['postcode']} ({row['authority'] or row['nation']}); also: {row['also']}"
        yield finding("places-disagree", field="postcode", value=row["name"], amount=row["amount"], note=note)
