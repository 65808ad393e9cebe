"""aliases -> matches: which entry of a register each supplier is, where the audit asks for registers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cwbaudit.catalogue import finding
from cwbaudit.config import RegistersConfig
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import ConfigError
from cwbaudit.registers.candidates import candidates, in_its_terms
from cwbaudit.registers.index import Register, imported
from cwbaudit.registers.kinds import Kind
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
_BANDS = ("joined", "review")


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
    """One row per supplier that a register has or may have, the first register that has it beyond doubt; findings for the doubts."""
    if not registers:
        return MATCHES.build([]), FINDINGS.build([])
    asked = sql(_ASKED, aliases=aliases).dicts()
    best: dict[str, dict[str, Any]] = {}
    for register in registers:
        for row in _matched(asked, register):
            before = best.get(row["supplier_id"])
            if before is None or (before["match_band"], row["match_band"]) == ("review", "joined"):
                best[row["supplier_id"]] = row
    rows = [best[supplier_id] for supplier_id in sorted(best)]
    return MATCHES.build(rows), FINDINGS.build([*_doubts(rows, asked)])


def _matched(asked: Sequence[dict[str, Any]], register: Register) -> list[dict[str, Any]]:
    """The best answer of one register for each supplier that it has."""
    from cwbaudit.resolve import match

    wanted = in_its_terms(register.kind, asked)
    found = [row for row in match(wanted, candidates(register.path, wanted)) if row["match_band"] in _BANDS]
    entries = _entries(register.path, {(str(row["matched_name"]), str(row["matched_number"])) for row in found})
    ranked = sorted(found, key=lambda row: (_BANDS.index(str(row["match_band"])), -float(str(row["match_score"]))))
    best: dict[str, dict[str, Any]] = {}
    for row in ranked:
        if entry := entries.get((str(row["matched_name"]), str(row["matched_number"]))):
            best.setdefault(str(row["supplier_id"]), {**row, **entry, "register": register.kind})
    return list(best.values())


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


def _doubts(rows: Sequence[dict[str, Any]], asked: Sequence[dict[str, Any]]) -> Iterator[dict[str, object]]:
    pounds: dict[str, Any] = {}
    for each in asked:
        pounds[each["supplier_id"]] = pounds.get(each["supplier_id"], 0) + each["amount"]
    for row in rows:
        if row["match_band"] == "review":
            note = f'{row["match_score"]:g}% like "{row["matched_name"]}" ({row["matched_number"]}), {row["register"]}'
            yield finding(
                "register-match-in-doubt", field="supplier_name", value=row["supplier"], amount=pounds[row["supplier_id"]], note=note
            )
