"""Text tables in, text tables out: so that a test reads like the working on a finance officer's desk."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from cwbaudit import kinds
from cwbaudit.engine import Tabular, sql
from cwbaudit.table import Table
from cwbaudit.tables import ALIASES, LINES, SPEND, SUPPLIERS

_MONEY = {"amount"}
_COUNTS = {"lines", "row"}
_DATES = {"date", "locked_until"}
_NUMBERS = {"score", "easting", "northing"}


def rows(text: str) -> list[dict[str, Any]]:
    """The rows of `| a | b |` lines; the first names the columns."""
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines() if line.strip()]
    header, *body = [row for row in cells if not all(set(cell) <= {"-", ":"} for cell in row)]
    return [{name: _value(name, cell) for name, cell in zip(header, row, strict=True)} for row in body]


def _value(name: str, cell: str) -> Any:
    if name in _MONEY:
        return Decimal(cell.replace(",", "").replace("£", "")).quantize(Decimal("0.01"))
    if name in _COUNTS:
        return int(cell)
    if name in _DATES:
        return date.fromisoformat(cell) if cell else None
    return (float(cell) if cell else None) if name in _NUMBERS else cell


def lines(text: str) -> pa.Table:
    """Rows of LINES; what the text does not say is empty, one source per body, ids as read/ would make them."""
    seen: Counter[str] = Counter()
    made = []
    for number, row in enumerate(rows(text), 2):
        full = {"body": "City Council", "source": f"{row.get('body', 'City Council')}.csv", "row": number, "lines": 1, "date": None}
        texts = (
            "supplier_ref",
            "company_number",
            "charity_number",
            "vat_number",
            "postcode",
            "address",
            "category",
            "category_code",
            "service",
            "description",
            "contract_ref",
            "declared_influence",
        )
        full |= dict.fromkeys(texts, "")
        full |= row
        full["postcode_basis"] = "spend file" if full["postcode"] else "none"
        content = "|".join(str(full[name]) for name in LINES.names if name in full and name not in ("row", "lines"))
        seen[content] += 1
        full["line_id"] = _hash(content, str(seen[content]))
        keys = (
            "body",
            "supplier_name",
            "supplier_ref",
            "company_number",
            "charity_number",
            "vat_number",
            "postcode",
            "postcode_basis",
            "address",
        )
        full["alias_id"] = _hash(*(str(full[name]) for name in keys))
        made.append(full)
    return LINES.build(made)


def _hash(*parts: str) -> str:
    return hashlib.md5("\x1f".join(parts).encode()).hexdigest()[:16]


def suppliers(aliases: Tabular, places: dict[str, tuple[str, str]]) -> pa.Table:
    """Rows of SUPPLIERS for `aliases`: each supplier's (authority code, authority), by its name; the rest unplaced."""
    query = "select supplier_id, any_value(supplier) as name, sum(amount) as amount, sum(lines) as lines from a group by 1 order by 1"
    made = []
    for row in sql(query, a=aliases).dicts():
        code, authority = places.get(row["name"], ("", ""))
        abroad = code == "abroad"
        made.append(
            {name: "" for name in SUPPLIERS.names if SUPPLIERS[name].kind == "text"}
            | row
            | {"authority_code": "" if abroad else code, "authority": authority, "postcode_basis": "spend file" if code else "none"}
            | {"precision": "country" if abroad else "unit" if code else "none"}
            | dict(zip(("kind", "kind_because"), map(str, kinds.kind(row["name"])), strict=True))
        )
    return SUPPLIERS.build(made)


def placed(text: str) -> pa.Table:
    """Rows of SUPPLIERS as written, in the order of their names; what the text does not say is empty. Spending is in `spend`."""
    made = []
    for row in rows(text):
        full = {name: "" for name in SUPPLIERS.names if SUPPLIERS[name].kind == "text"} | {"amount": Decimal("0.00"), "lines": 1}
        full |= {"supplier_id": row["name"], "precision": "unit" if row.get("authority_code") else "none"} | row
        made.append({name: value for name, value in full.items() if name in SUPPLIERS.names})
    return SUPPLIERS.build(made)


def spend(text: str) -> pa.Table:
    """Rows of SPEND; in scope, one line each and without a period unless the text says so."""
    defaults = {
        "body": "City Council",
        "period": "",
        "category": "",
        "heading": "unknown",
        "scope": "in scope",
        "exclusion": "",
        "locked_until": None,
        "lines": 1,
    }
    return SPEND.build([defaults | {"supplier_id": f"s{i}"} | row for i, row in enumerate(rows(text), 1)])


def text(table: Tabular, *columns: str, order: str = "") -> str:
    """The named columns of a table as a text table, in the order of those columns or of `order`."""
    found = sql(f"select {', '.join(columns)} from t order by {order or ', '.join(columns)}", t=table).rows()
    shown = [[_shown(cell) for cell in row] for row in found]
    widths = [max(len(row[i]) for row in [list(columns), *shown]) for i in range(len(columns))]
    numbers = {i for i, name in enumerate(columns) if name in _MONEY | _COUNTS}
    return "\n".join(
        "| "
        + " | ".join(cell.rjust(w) if i in numbers else cell.ljust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True)))
        + " |"
        for row in [list(columns), *shown]
    )


def same(table: Tabular, expected: str, order: str = "") -> bool:
    """Whether the table's columns named in `expected` hold just its rows, shown on failure side by side."""
    want = rows(expected)
    columns = list(want[0])
    have = sql(f"select {', '.join(columns)} from t order by {order or ', '.join(columns)}", t=table).dicts()
    key = lambda row: [str(row[name]) for name in columns]  # noqa: E731
    left, right = sorted(have, key=key), sorted(want, key=key)
    assert [{k: _shown(v) for k, v in row.items()} for row in left] == [{k: _shown(v) for k, v in row.items()} for row in right]
    return True


def _shown(value: Any) -> str:
    return f"{value:,.2f}" if isinstance(value, Decimal) else "" if value is None else str(value)


def aliases(text_table: str) -> pa.Table:
    """Rows of ALIASES; what the text does not say is empty."""
    blank = {column.name: "" for column in ALIASES.columns if column.kind == "text"}
    made = []
    for row in rows(text_table):
        full = blank | {"score": 100.0, "lines": 1, "method": "own name", "body": "City Council"} | row
        full["postcode_basis"] = full["postcode_basis"] or ("spend file" if full["postcode"] else "none")
        full["alias_id"] = _hash(*(str(full[name]) for name in ("body", "supplier_name", "supplier_ref", "postcode")))
        made.append(full)
    return ALIASES.build(made)


def names_of(table: Table) -> set[str]:
    """The column names of a table."""
    return set(table.names)
