"""What registers have of a supplier, for the person who decides where it is: also what was too doubtful, or too many, to be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cwbaudit.engine import sql
from cwbaudit.folder import Audit
from cwbaudit.review.pages import plain
from cwbaudit.review.suppliers import Suppliers
from cwbaudit.tables import MATCHES

_BESIDE = "select supplier_id, also from m where match_band = 'joined' and also <> '' order by supplier_id"
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
    for row in sql(_DOUBTED, m=audit[MATCHES]).dicts():
        number = f" ({row['matched_number']})" if row["matched_number"] else ""
        where = row["postcode"] or "no postcode"
        alike = f'it may be "{row["matched_name"]}"{number}, {where}, {row["match_score"]:g}% alike'
        said[row["supplier_id"]].append(f"register of {row['register']}: {plain(alike)}")
    for supplier_id, also in beside_the_entry(audit):
        said[supplier_id].append(also)
    return said


def beside_the_entry(audit: Audit) -> Iterator[tuple[str, str]]:
    """The suppliers that have further entries beside the one that was taken, and which."""
    for supplier_id, also in sql(_BESIDE, m=audit[MATCHES]).rows():
        yield supplier_id, f"registers differ; also: {plain(also)}"
