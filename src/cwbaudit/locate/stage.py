"""The stage: every supplier with the postcode that decides where it is, and findings for what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from cwbaudit import names
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import finding
from cwbaudit.locate import choice
from cwbaudit.locate.answers import Answer, answers
from cwbaudit.locate.gazetteer import Gazetteer
from cwbaudit.tables import FINDINGS, SUPPLIERS

if TYPE_CHECKING:
    import pyarrow as pa

    from cwbaudit.decisions import PostcodeDecision

Finding = dict[str, Any]
_TEXT = (
    "as_written", "kind", "postcode", "spot", "lies", "precision", "authority_code", "authority", "county", "region", "nation", "note",
)  # fmt: skip


def locate(aliases: Tabular, decisions: tuple[PostcodeDecision, ...], gazetteer: Gazetteer) -> tuple[Tabular, Tabular]:
    """One row per supplier, placed by the best of its postcodes, and the findings; every pound of the aliases is in one row."""
    distinct = sql("select distinct postcode from aliases where postcode <> '' order by postcode", aliases=aliases)
    written = [text for (text,) in distinct.rows()]
    found = answers([*written, *(decision.postcode for decision in decisions)], gazetteer)
    decided = _decided(aliases, decisions)
    spots = sql(choice.SPOTS, aliases=aliases, judged=_judged(found.values()), decided=_decided_table(decided)).arrow()
    others = sql(choice.OTHERS, spots=spots).arrow()
    suppliers = sql(choice.SUPPLIERS, aliases=aliases, spots=spots, others=others).arrow().cast(SUPPLIERS.arrow())
    findings = [
        *_of_texts(aliases, found),
        *_of_decisions(decisions, decided, found),
        *_disputes(suppliers, others),
        *_unplaced(suppliers),
    ]
    return suppliers, FINDINGS.build(findings)


def _judged(found: Iterable[Answer]) -> pa.Table:
    import pyarrow as pa

    schema = pa.schema([*((name, pa.string()) for name in _TEXT), ("easting", pa.int32()), ("northing", pa.int32())])
    return pa.Table.from_pylist([_judgement(answer) for answer in found], schema=schema)


def _judgement(answer: Answer) -> dict[str, object]:
    place, reading = answer.authority, answer.reading
    return {
        "as_written": answer.as_written, "kind": reading.kind, "postcode": reading.postcode,
        "spot": reading.postcode or reading.part or answer.as_written.strip(), "lies": place.name if place else answer.nation or "unplaced",
        "precision": str(answer.precision), "easting": answer.easting, "northing": answer.northing,
        "authority_code": place.code if place else "", "authority": place.name if place else "", "county": place.county if place else "",
        "region": answer.region, "nation": answer.nation, "note": answer.note,
    }  # fmt: skip


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


def _doubt(answer: Answer) -> str:
    """The finding that a written postcode gives rise to; empty for none."""
    if answer.reading.kind == "unreadable":
        return "postcode-unreadable"
    if answer.unknown:
        return "postcode-unknown"
    return "postcode-repaired" if answer.reading.repaired else ""


def _of_texts(aliases: Tabular, found: dict[str, Answer]) -> Iterator[Finding]:
    import pyarrow as pa

    doubted = pa.table({"as_written": pa.array([text for text, answer in found.items() if _doubt(answer)], pa.string())})
    for row in sql(choice.TEXTS, aliases=aliases, doubted=doubted).dicts():
        answer = found[row["postcode"]]
        whose = row["supplier"] + (f" and {row['suppliers'] - 1} more" if row["suppliers"] > 1 else "")
        note = "; ".join(part for part in (f"{whose}, {row['postcode_basis']}", answer.note) if part)
        yield finding(_doubt(answer), field="postcode", value=row["postcode"], amount=row["amount"], note=note)


def _of_decisions(
    decisions: tuple[PostcodeDecision, ...], decided: list[tuple[PostcodeDecision, set[str]]], found: dict[str, Answer]
) -> Iterator[Finding]:
    for decision in decisions:
        if code := _doubt(found[decision.postcode]):
            note = "; ".join(part for part in (decision.written, found[decision.postcode].note) if part)
            yield finding(code, field="postcode", value=decision.postcode, note=note)
    for decision, suppliers in decided:
        if not suppliers:
            yield finding("decision-unused", field="supplier", value=decision.supplier, note=decision.written)


def _disputes(suppliers: pa.Table, others: pa.Table) -> Iterator[Finding]:
    for row in sql(choice.DISPUTES, suppliers=suppliers, others=others).dicts():
        note = f"taken: {row['postcode']} ({row['authority'] or row['nation']}); also: {row['also']}"
        yield finding("places-disagree", field="postcode", value=row["name"], amount=row["amount"], note=note)


def _unplaced(suppliers: pa.Table) -> Iterator[Finding]:
    query = "select name, amount, note from suppliers where precision = 'none' order by name, supplier_id"
    for name, amount, note in sql(query, suppliers=suppliers).rows():
        yield finding("supplier-unplaced", field="postcode", value=name, amount=amount, note=note)
