"""The headline under each basis of postcodes, and who is paid here but registered elsewhere."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from cwbaudit.engine import Tabular, sql
from cwbaudit.money import ZERO, share
from cwbaudit.place import Place, Spot
from cwbaudit.report.model import Branch, ByBasis, Matched
from cwbaudit.terms import Basis, Locality

_PLACED = """
with paid as (select supplier_id, sum(amount) as amount from spend where scope = 'in scope' group by supplier_id)
select b.*, p.amount from paid p join bases b on b.supplier_id = p.supplier_id
"""
_REGISTERED = """
with paid as (select supplier_id, sum(amount) as amount from spend where scope = 'in scope' and locality = 'local' group by supplier_id)
select p.supplier_id, s.name, s.authority, coalesce(nullif(b.authority, ''), b.nation) as registered, p.amount, b as office
from paid p join suppliers s on s.supplier_id = p.supplier_id
join bases b on b.supplier_id = p.supplier_id and b.basis = 'company register'
where s.postcode_basis <> 'company register'
order by p.amount desc, s.name, p.supplier_id
"""
_MATCHED = """
with paid as (select supplier_id, sum(amount) as amount from spend where scope = 'in scope' group by supplier_id)
select coalesce(m.match_band, 'apart') as band, count(*) as suppliers, sum(p.amount) as amount
from paid p left join matches m on m.supplier_id = p.supplier_id
group by 1 order by list_position(['joined', 'review', 'apart'], band)
"""


def headlines(spend: Tabular, bases: Tabular, place: Place) -> list[ByBasis]:
    """Each basis that places anybody, strongest first; the parts of each sum to all spend in scope."""
    (total,) = sql("select coalesce(sum(amount), 0) from spend where scope = 'in scope'", spend=spend).one()
    amounts: dict[str, dict[Locality, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    suppliers: dict[str, int] = defaultdict(int)
    for row in sql(_PLACED, spend=spend, bases=bases).dicts():
        locality, _ = place.locality(Spot.of(row))
        amounts[row["basis"]][locality] += row["amount"]
        suppliers[row["basis"]] += locality is not Locality.UNPLACED
    return [_headline(word, amounts[word], suppliers[word], total) for word in Basis if suppliers.get(word)]


def _headline(basis: Basis, amounts: dict[Locality, Decimal], suppliers: int, total: Decimal) -> ByBasis:
    local, regional, leaking = (amounts[word] for word in (Locality.LOCAL, Locality.REGIONAL, Locality.LEAKING))
    placed = local + regional + leaking
    return ByBasis(
        basis=basis, meaning=basis.meaning, suppliers=suppliers, local=local, regional=regional, leaking=leaking, unplaced=total - placed,
        local_share=share(local, total), local_share_of_placed=share(local, placed),
    )  # fmt: skip


def branches(spend: Tabular, suppliers: Tabular, bases: Tabular, place: Place) -> list[Branch]:
    """Suppliers counted as local whose registered office is not, largest first."""
    rows = sql(_REGISTERED, spend=spend, suppliers=suppliers, bases=bases).dicts()
    away = (Locality.REGIONAL, Locality.LEAKING)
    kept = [row for row in rows if place.locality(Spot.of(row.pop("office")))[0] in away]
    return [Branch(**row) for row in kept]


def matched(spend: Tabular, matches: Tabular) -> list[Matched]:
    """Spend in scope by what the registers made of its supplier; nothing where no register has an answer."""
    found = [Matched(**row) for row in sql(_MATCHED, spend=spend, matches=matches).dicts()]
    return found if any(row.band != "apart" for row in found) else []
