"""aliases -> matches: which entry of a register each supplier is, where the audit asks for registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from cwbaudit.config import RegistersConfig
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import ConfigError
from cwbaudit.money import ZERO
from cwbaudit.numbers import NUMBERS, number
from cwbaudit.registers.candidates import candidates, in_its_terms
from cwbaudit.registers.index import Register, imported
from cwbaudit.registers.kinds import Kind
from cwbaudit.registers.told import JOINED, findings, others
from cwbaudit.tables import FINDINGS, MATCHES

_ASKED = """
select supplier_id, min(supplier) as supplier, supplier_name, company_number, charity_number, postcode, sum(amount) as amount
from aliases group by supplier_id, supplier_name, company_number, charity_number, postcode
order by supplier_id, amount desc, supplier_name, company_number, charity_number, postcode
"""
_ENTRIES = """
select r.name, r.number, r.postcode, r.status, r.type, r.sic, r.size
from register r semi join wanted w on w.name = r.name and w.number = r.number
order by all
"""
_BANDS = (JOINED, "review")
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


def enrol(aliases: Tabular, registers: tuple[Register, ...]) -> tuple[Tabular, Tabular]:
    """One row per supplier that a register has or may have; findings for the doubts, and for entries beside the one that was taken.

    An entry whose number stands beside the supplier comes before one that is called as it is, whatever the order of the registers.
    """
    if not registers:
        return MATCHES.build([]), FINDINGS.build([])
    asked = sql(_ASKED, aliases=aliases).dicts()
    found: dict[str, list[_Row]] = defaultdict(list)
    for register in registers:
        for row in _matched(asked, register):
            found[row["supplier_id"]].append(row)
    every = [_ranked(found[supplier_id]) for supplier_id in sorted(found)]
    pounds: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in asked:
        pounds[row["supplier_id"]] += row["amount"]
    told = [item for answers in every for item in findings(answers, pounds[answers[0]["supplier_id"]])]
    return MATCHES.build([{**answers[0], "also": others(answers)} for answers in every]), FINDINGS.build(told)


def _ranked(answers: Sequence[_Row]) -> list[_Row]:
    """Beyond doubt before in doubt; by number before by name; in doubt, the likest first; else in the order of the registers."""
    return sorted(
        answers,
        key=lambda row: (
            _BANDS.index(row["match_band"]), row["matched_by"] != "number", -row["match_score"] * (row["match_band"] == "review"),
        ),
    )  # fmt: skip


def _matched(asked: Sequence[_Row], register: Register) -> list[_Row]:
    """Every entry of one register that a supplier is or may be, each once."""
    from cwbaudit.resolve import match

    wanted = in_its_terms(register.kind, asked)
    stated = _stated(wanted)
    found: list[_Row] = [row for row in match(wanted, candidates(register.path, wanted)) if row["match_band"] in _BANDS]
    entries = _entries(register.path, {(row["matched_name"], row["matched_number"]) for row in found})
    known = [
        {**row, **entry, "register": register.kind, **_by(stated[row["supplier_id"]], row)}
        for row in found
        if (entry := entries.get((row["matched_name"], row["matched_number"])))
    ]
    best: dict[tuple[str, str, str], _Row] = {}
    for row in sorted(known, key=lambda row: (_BANDS.index(row["match_band"]), -row["match_score"])):
        best.setdefault((row["supplier_id"], row["matched_name"], row["matched_number"]), row)
    return list(best.values())


def _stated(wanted: Sequence[_Row]) -> dict[str, dict[str, str]]:
    """The numbers that stand beside each supplier, as written by their standard form."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in wanted:
        for kind, column in NUMBERS:
            if standard := number(kind, row.get(column) or ""):
                found[row["supplier_id"]].setdefault(standard, row[column])
    return found


def _by(stated: dict[str, str], row: _Row) -> _Row:
    """Whether the entry was found by number or by name; in doubt where the name is its, and the number beside the supplier is another's."""
    if not {number(kind, row["matched_number"]) for kind in ("company", "charity")}.isdisjoint(stated):
        return {"matched_by": "number", "against": ""}
    # registered societies are IP12345R in one list and 12345R in another
    if not stated or _digits(row["matched_number"]) in ("", *map(_digits, stated.values())):
        return {"matched_by": "name", "against": ""}
    return {"matched_by": "name", "match_band": "review", "against": f"its own number is {min(stated.values())}"}


def _digits(written: str) -> str:
    return "".join(char for char in written if char.isdigit()).lstrip("0")


def _entries(path: Path, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    import pyarrow as pa

    pairs = sorted(wanted)
    table = pa.table({"name": pa.array([name for name, _ in pairs], pa.string()), "number": pa.array([n for _, n in pairs], pa.string())})
    rows = sql(_ENTRIES, register=path, wanted=table).dicts()
    return {
        (row["name"], row["number"]): {
            "postcode": row["postcode"], "status": row["status"], "registered_as": row["type"], "sic": row["sic"], "size": row["size"],
        }
        for row in rows
    }  # fmt: skip
