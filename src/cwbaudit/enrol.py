"""aliases -> matches: which entry of a register each supplier is, where the audit asks for registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cwbaudit import names
from cwbaudit.config import RegistersConfig
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import ConfigError
from cwbaudit.money import ZERO
from cwbaudit.noted import second_name
from cwbaudit.numbers import REGISTERS, number
from cwbaudit.registers.candidates import candidates, in_its_terms
from cwbaudit.registers.decided import Decided
from cwbaudit.registers.index import Register, imported
from cwbaudit.registers.kinds import Kind
from cwbaudit.registers.parted import parted
from cwbaudit.registers.told import JOINED, findings, others, shared
from cwbaudit.tables import FINDINGS, MATCHES

if TYPE_CHECKING:
    from cwbaudit.config.decisions import NumberDecision, SupplierDecision

_ASKED = """
select supplier_id, min(supplier) as supplier, supplier_name, company_number, charity_number, postcode, sum(amount) as amount
from aliases group by supplier_id, supplier_name, company_number, charity_number, postcode
order by supplier_id, amount desc, supplier_name, company_number, charity_number, postcode
"""
_ENTRIES = """
select r.name, r.number, r.postcode, r.status, r.type as registered_as, r.sic, r.activities, r.size
from register r semi join wanted w on w.name = r.name and w.number = r.number
order by all
"""
_DOUBTED = "select distinct value, note from doubts where code = 'possible-same-supplier'"
_BANDS = (JOINED, "review")
_DECISION = "decision"
_BY = (_DECISION, "number", "name")
_Row = dict[str, Any]


def asked_for(config: RegistersConfig) -> tuple[Register, ...]:
    """The registers that the config asks for, as imported on this machine; ConfigError where one is missing or of another edition."""
    return tuple(_the(kind, config.vintage) for kind in (Kind.COMPANIES, Kind.CHARITIES, Kind.COOPERATIVES) if getattr(config, kind.value))


def _the(kind: Kind, vintages: dict[Any, str]) -> Register:
    found, wanted = imported(kind), vintages.get(kind.value, "")
    fix = f"Import it with: cwbaudit register import FILE --kind {kind}; or take it out of [registers]."
    if found is None:
        raise ConfigError(f"The audit asks for a register of {kind}, and none was imported here.", where=f"[registers] {kind}", fix=fix)
    if wanted and wanted != found.vintage:
        what = f"The audit asks for the register of {kind} of {wanted}; the one imported here is {found.vintage}."
        raise ConfigError(what, where="[registers] vintage", fix=fix)
    return found


def enrol(
    aliases: Tabular,
    registers: tuple[Register, ...],
    decisions: tuple[NumberDecision, ...] = (),
    joins: tuple[SupplierDecision, ...] = (),
    doubts: Tabular | None = None,
) -> tuple[Tabular, Tabular]:
    """One row per supplier that a register has or may have; findings for the doubts, for entries beside the one that was taken, and for
    suppliers that are one entry, unless `joins` say that they differ, or the `doubts` of resolving are about the same two.

    What a person decided comes before an entry whose number stands beside the supplier, and that before one that is called as it is,
    whatever the order of the registers.
    """
    if not registers and not decisions:
        return MATCHES.build([]), FINDINGS.build([])
    asked = sql(_ASKED, aliases=aliases).dicts()
    decided = Decided(decisions, asked)
    found: dict[str, list[_Row]] = defaultdict(list)
    by_decision: dict[str, set[str]] = {}
    for register in registers:
        rows = _matched(asked, register, decided)
        by_decision[register.kind] = {row["supplier_id"] for row in rows if row["matched_by"] == _DECISION}
        for row in rows:
            found[row["supplier_id"]].append(row)
    every = [_ranked(_doubting(found[supplier_id])) for supplier_id in sorted(found)]
    pounds: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in asked:
        pounds[row["supplier_id"]] += row["amount"]
    every = [parted(answers) for answers in every]
    told = [item for answers in every for item in findings(answers, pounds[answers[0]["supplier_id"]])]
    told += shared(every, pounds, _apart(joins, asked) | _doubted(doubts, asked))
    told += decided.unused(by_decision)
    return MATCHES.build([{**answers[0], "also": others(answers)} for answers in every]), FINDINGS.build(told)


def _apart(joins: Sequence[SupplierDecision], asked: Sequence[_Row]) -> set[frozenset[str]]:
    """The suppliers that are decided to be different, two by two."""
    parted = [(names.key(one.name), names.key(one.supplier)) for one in joins if one.verdict == "different"]
    called: dict[str, set[str]] = {key: set() for pair in parted for key in pair}
    for row in asked if parted else ():
        for name in (row["supplier"], row["supplier_name"]):
            if (key := names.key(name)) in called:
                called[key].add(row["supplier_id"])
    return {frozenset((one, other)) for left, right in parted for one in called[left] for other in called[right]}


def _doubted(doubts: Tabular | None, asked: Sequence[_Row]) -> set[frozenset[str]]:
    """The suppliers that resolving asks about already, two by two: their pounds are counted there."""
    rows = sql(_DOUBTED, doubts=doubts).rows() if doubts is not None else []
    spelled = {row["supplier_name"]: row["supplier_id"] for row in asked} if rows else {}
    begun = {name[:200]: supplier_id for name, supplier_id in spelled.items()}  # as a finding keeps it
    others = [(value, second_name(note, spelled)) for value, note in rows]
    return {frozenset((begun[value], spelled[other[0]])) for value, other in others if other and value in begun}


def _doubting(answers: Sequence[_Row]) -> Sequence[_Row]:
    """The same; where one register has the supplier's number under quite another name, the name is not enough in any."""
    by_number = (row for row in answers if row["matched_by"] == "number")
    doubted = next((row for row in by_number if row["match_band"] == "review" and row["match_score"] < 100), None)
    if doubted is None:
        return answers
    return [
        {**row, "match_band": "review", "note": doubted["note"]} if (row["matched_by"], row["match_band"]) == ("name", JOINED) else row
        for row in answers
    ]


def _ranked(answers: Sequence[_Row]) -> list[_Row]:
    """Beyond doubt before in doubt; by decision, by number, by name; in doubt, the likest first; else in the order of the registers."""
    return sorted(
        answers,
        key=lambda row: (
            _BANDS.index(row["match_band"]), _BY.index(row["matched_by"]), -row["match_score"] * (row["match_band"] == "review"),
        ),
    )  # fmt: skip


def _matched(asked: Sequence[_Row], register: Register, decided: Decided) -> list[_Row]:
    """Every entry of one register that a supplier is or may be, each once; where that is decided, the one that it is."""
    found = list(_looked_up(asked, register, decided))
    entries = _entries(register.path, {(row["matched_name"], row["matched_number"]) for row in found})
    known = [{**row, **entry} for row in found if (entry := entries.get((row["matched_name"], row["matched_number"])))]
    best: dict[tuple[str, str], _Row] = {}
    for row in sorted(known, key=lambda row: (_BANDS.index(row["match_band"]), -row["match_score"], -len(row["others"]))):
        best.setdefault((row["supplier_id"], row["matched_number"] or row["matched_name"]), row)  # two names of one entry have its number
    return list(best.values())


def _looked_up(asked: Sequence[_Row], register: Register, decided: Decided) -> Iterator[_Row]:
    from cwbaudit.resolve.register import looked_up

    wanted = in_its_terms(register.kind, asked)
    rows = decided.asked(register.kind, wanted)
    offered = candidates(register.path, rows)
    for row, one in zip(rows, looked_up(rows, offered, decided.never(register.kind, offered)), strict=True):
        if one.band not in _BANDS:
            continue
        answer = {
            **row, "register": register.kind, "matched_name": one.name, "matched_number": one.number, "match_score": one.score,
            "match_band": one.band, "matched_by": one.by, "note": one.note, "others": one.others,
        }  # fmt: skip
        decision = decided.same(register.kind, row["supplier_id"])
        if decision is None:
            yield answer
        elif number(REGISTERS[register.kind], one.number) == decision.standard:
            yield answer | {"matched_by": _DECISION, "match_band": JOINED, "note": _signature(decision)}


def _signature(decision: NumberDecision) -> str:
    who = (decision.who or "a person") + (f" on {decision.when}" if decision.when else "")
    return f"{who}: {decision.why}" if decision.why else who


def _entries(path: Path, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    import pyarrow as pa

    pairs = sorted(wanted)
    table = pa.table({"name": pa.array([name for name, _ in pairs], pa.string()), "number": pa.array([n for _, n in pairs], pa.string())})
    rows = sql(_ENTRIES, register=path, wanted=table).dicts()
    return {(row.pop("name"), row.pop("number")): row for row in rows}
