"""What registers have of a supplier, for the person who decides where it is: also what was too doubtful, or too many, to be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from cwbaudit import names
from cwbaudit.engine import sql
from cwbaudit.folder import Audit
from cwbaudit.locate import parse
from cwbaudit.review.evidence import word_by_word
from cwbaudit.review.pages import plain
from cwbaudit.review.suppliers import Supplier, Suppliers
from cwbaudit.tables import MATCHES

_BESIDE = """
select supplier_id, also from m where match_band = 'joined' and matched_by <> 'decision' and also <> '' order by supplier_id
"""
_STANDING = ("active", "registered", "live")
_DOUBTED = "select * from m where match_band = 'review' order by supplier_id"


def findings(audit: Audit, table: str, *codes: str) -> Iterator[tuple[str, str, str]]:
    """The findings of these codes that were made with a table: code, value and note."""
    wanted = ", ".join(f"'{code}'" for code in codes)
    query = f"select code, value, note from f where code in ({wanted}) order by code, value, note"
    yield from sql(query, f=audit.folder / audit.resources[f"findings-{table}"]["path"]).rows()


def registered(audit: Audit, suppliers: Suppliers) -> dict[str, list[str]]:
    """By supplier_id, what the body's own list and imported registers say, line by line."""
    said: dict[str, list[str]] = defaultdict(list)
    for _, name, note in findings(audit, "lines", "register-unmatched"):
        if supplier := suppliers.called(name):
            said[supplier.supplier_id].append(f"supplier register: {plain(note.partition('. ')[2])}")
    for row in doubted(audit):
        number = f" ({row['matched_number']})" if row["matched_number"] else ""
        where = row["postcode"] or "no postcode"
        alike = f'it may be "{row["matched_name"]}"{number}, {where}, {row["match_score"]:g}% alike'
        said[row["supplier_id"]].append(f"register of {row['register']}: {plain(alike)}")
    for supplier_id, also in beside_the_entry(audit):
        said[supplier_id].append(also)
    return said


def doubted(audit: Audit) -> list[dict[str, Any]]:
    """The matches in doubt."""
    return sql(_DOUBTED, m=audit[MATCHES]).dicts()


def described(match: Mapping[str, Any]) -> str:
    """What the register says of an entry beside its name and number, line by line."""
    form = ", ".join(part for part in (match["registered_as"], match["size"] and f"size {match['size']}", match["status"]) if part)
    lines = (match["postcode"] or "no postcode", form, match["activities"] or (match["sic"] and f"SIC {match['sic']}"))
    return "\n".join(plain(line) for line in lines if line)


def entry_for(supplier: Supplier, match: Mapping[str, Any]) -> str:
    """What speaks for the supplier being the entry, one to a line."""
    lines = []
    if names.key(match["matched_name"]) in {names.key(name) for name in supplier.spellings}:
        lines.append("the same name, but for legal form and punctuation")
    ours, theirs = supplier.standard_postcodes, parse(match["postcode"]).postcode
    if theirs in ours:
        lines.append(f"same postcode {theirs}")
    elif theirs and (near := {postcode.partition(" ")[0] for postcode in ours} & {theirs.partition(" ")[0]}):
        lines.append(f"both in postcode district {near.pop()}")
    return "\n".join(lines) or "nothing but the likeness"


def entry_against(supplier: Supplier, match: Mapping[str, Any]) -> str:
    """What speaks against it, one to a line."""
    ours, theirs = supplier.standard_postcodes, parse(match["postcode"]).postcode
    lines = [
        plain(match["note"]), word_by_word(supplier.name, match["matched_name"]),
        'it may be another entry as well: see "May also be"' if match["also"] else "",
        "different postcodes" if ours and theirs and theirs not in ours else "",
        f"its status is {plain(match['status'])}" if _to_be_told(match) else "",
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def _to_be_told(match: Mapping[str, Any]) -> bool:
    """Whether a status is not that of an entry in good standing, and the note has not said it."""
    return bool(match["status"]) and match["status"].lower() not in _STANDING and "its status is" not in match["note"]


def beside_the_entry(audit: Audit) -> Iterator[tuple[str, str]]:
    """The suppliers that have further entries beside the one that was taken, and which."""
    for supplier_id, also in sql(_BESIDE, m=audit[MATCHES]).rows():
        yield supplier_id, f"registers differ; also: {plain(also)}"
