"""Every figure back to its working: file and row, alias, supplier and why, postcode and from where, place, rules, cell."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from cwbaudit import names
from cwbaudit.engine import sql
from cwbaudit.errors import UsageError, did_you_mean
from cwbaudit.folder import Audit
from cwbaudit.tables import ALIASES, LINES, MATCHES, SPEND, SUPPLIERS, VERDICTS

SHOWN = 20


class Explanation(BaseModel):
    """The working behind one supplier, or behind one line. Each list holds rows of the table of that name."""

    asked: str
    supplier: dict[str, Any]
    registers: list[dict[str, Any]]
    aliases: list[dict[str, Any]]
    verdicts: list[dict[str, Any]]
    cells: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    lines_in_all: int


def explain(audit: Audit, asked: str) -> Explanation:
    """The working of a supplier, by any of its spellings, or of a line, by `FILE:ROW` or line_id. UsageError when there is none."""
    line = _line(audit, asked)
    supplier_id = _supplier_of(audit, line["alias_id"]) if line else _supplier_named(audit, asked)
    (supplier,) = sql("select * from s where supplier_id = $id".replace("$id", _quoted(supplier_id)), s=audit[SUPPLIERS]).dicts()
    test = f"supplier_id = {_quoted(supplier_id)}"
    verdict = f"{test} and body = {_quoted(line['body'])} and category = {_quoted(line['category'])}" if line else test
    contract = f" and contract_ref = {_quoted(line['contract_ref'])}" if line else ""
    month = f" and period = {_quoted(line['date'].strftime('%Y-%m') if line['date'] else '')}" if line else ""
    alias = f"alias_id = {_quoted(line['alias_id'])}" if line else test
    lines = [line] if line else _lines(audit, test)
    return Explanation(
        asked=asked, supplier=supplier, lines=lines, lines_in_all=1 if line else int(supplier["lines"]),
        registers=sql(f"select * from m where {test}", m=audit[MATCHES]).dicts(),
        aliases=sql(f"select * from a where {alias} order by abs(amount) desc, alias_id", a=audit[ALIASES]).dicts(),
        verdicts=sql(f"select * from v where {verdict}{contract} order by abs(amount) desc, body, category", v=audit[VERDICTS]).dicts(),
        cells=sql(f"select * from s where {verdict}{month} order by abs(amount) desc, body, period, category", s=audit[SPEND]).dicts(),
    )  # fmt: skip


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _line(audit: Audit, asked: str) -> dict[str, Any] | None:
    source, _, row = asked.rpartition(":")
    test = f"line_id = {_quoted(asked)}"
    if row.strip().isdigit():
        file = _quoted(source.strip())
        test += f" or (row = {int(row)} and (source = {file} or ends_with(source, '/' || {file}) or starts_with(source, {file} || ' [')))"
    found = sql(f"select * from l where {test} order by source, row", l=audit[LINES]).dicts()
    if not found and row.strip().isdigit() and source:
        _no_such_row(audit, source, int(row))
    return found[0] if found else None


def _no_such_row(audit: Audit, source: str, row: int) -> None:
    sources = [name for (name,) in sql("select distinct source from l order by source", l=audit[LINES]).rows()]
    if any(source in name for name in sources):
        raise UsageError(
            f"Row {row} of {source} is not a line of this audit.",
            fix="It may be a title, a total or blank: see the findings. Rows count from 1, as Excel shows them.",
        )


def _lines(audit: Audit, test: str) -> list[dict[str, Any]]:
    query = f"""select l.* from l join a on a.alias_id = l.alias_id where a.{test}
                order by abs(l.amount) desc, l.source, l.row limit {SHOWN}"""
    return sql(query, l=audit[LINES], a=audit[ALIASES]).dicts()


def _supplier_of(audit: Audit, alias_id: str) -> str:
    (supplier_id,) = sql(f"select supplier_id from a where alias_id = {_quoted(alias_id)}", a=audit[ALIASES]).one()
    return str(supplier_id)


def _supplier_named(audit: Audit, asked: str) -> str:
    written = sql("select supplier_id, supplier_name, supplier from a order by abs(amount) desc, alias_id", a=audit[ALIASES]).rows()
    wanted = names.key(asked)
    called = [
        (asked not in (supplier_id, name), supplier_id)
        for supplier_id, name, _ in written
        if asked == supplier_id or names.key(name) == wanted
    ]
    if called:  # first what is written just so: of one name, a firm and who states no form may be two
        return str(min(called, key=lambda each: each[0])[1])
    starting = {supplier_id: supplier for supplier_id, name, supplier in written if names.key(name).startswith(wanted)}
    if len(starting) == 1:
        return str(next(iter(starting)))
    close = did_you_mean(asked, {supplier for *_, supplier in written})
    if starting:
        close = f"Several begin so: {', '.join(sorted(starting.values())[:5])}."
    raise UsageError(f'No supplier is called "{asked}".', fix=close or "Give a supplier's name as any body writes it, or FILE:ROW.")
