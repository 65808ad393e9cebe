"""Policies: rules of buying, as spend -> spend. Which payments one reaches is asked of the lines; what moves, of the cube."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cwbaudit import money
from cwbaudit.engine import Relation, Tabular, sql
from cwbaudit.money import ZERO
from cwbaudit.scenario.cube import Cell, Outcome, Spellings, movable, move, total
from cwbaudit.scenario.order import draw
from cwbaudit.tables import SPEND
from cwbaudit.terms import Locality
from cwbaudit.where import Where

_UNDER = {
    "payment": "select l.* from lines l join limits t on t.body = l.body where l.amount > 0 and l.amount < t.amount",
    "supplier": "a.supplier_id",
    "contract": "a.supplier_id, l.contract_ref",
}
_TOGETHER = """
    with paid as (
        select l.*, sum(l.amount) over (partition by l.body, {what}) as together
        from lines l join aliases a on a.alias_id = l.alias_id
    )
    select p.* exclude (together) from paid p join limits t on t.body = p.body where p.together < t.amount
"""


def paid_under(lines: Tabular, aliases: Tabular, limits: Tabular, counts: str) -> Relation:
    """The lines under their body's limit, rows of LINES: each payment by itself, or by what its body pays that supplier, or that
    supplier under that contract reference, in the audit's period, credits included. `limits` has `body` and `amount`."""
    query = _UNDER["payment"] if counts == "payment" else _TOGETHER.format(what=_UNDER[counts])
    return sql(query, lines=lines, limits=limits) if counts == "payment" else sql(query, lines=lines, aliases=aliases, limits=limits)


def bring_home(
    spend: Tabular, where: Where, share: Decimal = Decimal(1), reached: Tabular | None = None, suppliers: Spellings | None = None
) -> Outcome:
    """`share` of what may move of the spend that `where` names goes local; of what is in the cube `reached` only, when it is given.

    The whole is rounded once and divided to the penny in proportion (largest remainder).
    """
    cells = movable(spend, where, Locality.LOCAL, suppliers)
    parts = cells if reached is None else _within(cells, reached)
    have = total(parts)
    if have <= ZERO:
        return move(spend, [], [], Locality.LOCAL)
    return move(spend, cells, draw(money.to_penny(have * share), parts), Locality.LOCAL)


def lots(spend: Tabular, where: Where, number: int, local: int, suppliers: Spellings | None = None) -> Outcome:
    """A contract in `number` equal lots, `local` of which go to local suppliers."""
    return bring_home(spend, where, Decimal(local) / Decimal(number), None, suppliers)


def _within(cells: Sequence[Cell], reached: Tabular) -> list[Cell]:
    """The cells with no more in them than `reached` has: a credit elsewhere in the cell can't be spent twice."""
    key = SPEND.key
    have = {tuple(cell[name] for name in key): cell["amount"] for cell in sql("select * from r", r=reached).dicts()}
    return [{**cell, "amount": max(ZERO, min(cell["amount"], have.get(tuple(cell[name] for name in key), ZERO)))} for cell in cells]
