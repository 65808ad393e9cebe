"""How far the shares would move if what is not known turned out one way or the other.

Each supposition changes the cube, and the headline and every scenario are worked out anew on it by the same code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from cwbaudit.config.asked import ScenarioConfig
from cwbaudit.engine import Tabular, sql
from cwbaudit.money import ZERO, share
from cwbaudit.place import Place, Spot
from cwbaudit.report.figures import headline
from cwbaudit.report.geography import by_supplier
from cwbaudit.report.model import Sensitivity, Supposed
from cwbaudit.report.played import Tables, played
from cwbaudit.report.whatif import highest
from cwbaudit.scenario import assessed, placed, relocated, totals, unplaced
from cwbaudit.terms import Basis, Influence, Locality

_TODAY = "select distinct supplier_id, locality from s where scope = 'in scope'"


@dataclass(frozen=True)
class Supposition:
    """One thing that is not known, and one way in which it could be."""

    about: str
    name: str
    change: Callable[[Tabular], Tabular]


@dataclass(frozen=True)
class Grounds:
    """What else the places of suppliers could rest on: the place and its further definitions, and each basis of postcodes by itself."""

    place: Place
    bases: Tabular


def suppositions(tables: Tables, grounds: Grounds | None = None) -> list[Supposition]:
    """Those that concern any spend of this audit."""
    found = []
    if _any(tables.spend, f"locality = '{Locality.UNPLACED}'"):
        found += [
            Supposition("Unplaced spend", "all leaking", lambda cube: placed(cube, Locality.LEAKING)),
            Supposition("Unplaced spend", "all local", lambda cube: placed(cube, Locality.LOCAL)),
        ]
    if _any(tables.spend, f"influence = '{Influence.UNASSESSED}'"):
        found += [
            Supposition("Unassessed spend", "none influenceable", lambda cube: assessed(cube, Influence.LOCKED)),
            Supposition("Unassessed spend", "all influenceable", lambda cube: assessed(cube, Influence.INFLUENCEABLE)),
        ]
    if grounds:
        found += [*_by_basis(tables, grounds), *_by_definition(tables, grounds.place)]
    return found


def _any(spend: Tabular, test: str) -> bool:
    return bool(sql(f"select exists (select 1 from s where scope = 'in scope' and {test})", s=spend).one()[0])


def _by_basis(tables: Tables, grounds: Grounds) -> Iterator[Supposition]:
    """Each basis first, wherever it places a supplier; and registered offices not trusted at all. Only what would move anybody."""
    there: dict[str, dict[str, Locality]] = defaultdict(dict)
    for row in sql("select * from b order by supplier_id, basis", b=grounds.bases).dicts():
        locality, _ = grounds.place.locality(Spot.of(row))
        if locality is not Locality.UNPLACED:
            there[row["basis"]][row["supplier_id"]] = locality
    today = {(supplier_id, locality) for supplier_id, locality in sql(_TODAY, s=tables.spend).rows()}
    paid = {supplier_id for supplier_id, _ in today}
    for basis in Basis:
        where = there[basis]
        if any((supplier_id, locality) not in today for supplier_id, locality in where.items() if supplier_id in paid):
            yield Supposition("Basis of postcode", f"{basis} first", partial(relocated, where=where))
    registered = _by_register(tables)
    if registered:
        yield Supposition("Basis of postcode", "registered offices not trusted: unplaced", lambda cube: unplaced(cube, registered))


def _by_register(tables: Tables) -> list[str]:
    query = f"select supplier_id from s where postcode_basis = '{Basis.COMPANY_REGISTER}' order by 1"
    return [supplier for (supplier,) in sql(query, s=tables.suppliers).rows()]


def _by_definition(tables: Tables, place: Place) -> Iterator[Supposition]:
    """The same spend under each further definition of the place."""
    rows = by_supplier(tables.spend, tables.suppliers) if place.also else []
    for also in place.also:
        where = {row["supplier_id"]: also.locality(Spot.of(row))[0] for row in rows}
        yield Supposition("Definition of place", also.name, partial(relocated, where=where))


@dataclass(frozen=True)
class _Measured:
    """A share as it came out; pounds moved where a scenario was played."""

    about: str
    value: Decimal
    moved: Decimal | None = None


def sensitivity(wanted: Sequence[ScenarioConfig], tables: Tables, grounds: Grounds | None = None) -> list[Sensitivity]:
    """The share that stays, the ceiling and each scenario's share after, under every supposition; the widest swing first."""
    supposed = suppositions(tables, grounds)
    if not supposed:
        return []
    base = list(_measured(wanted, tables))
    cases = [(one, list(_measured(wanted, replace(tables, suppose=one.change)))) for one in supposed]
    found = [
        _row(about, place, measured, cases) for about in dict.fromkeys(one.about for one in supposed) for place, measured in enumerate(base)
    ]
    return sorted(found, key=lambda row: (row.low - row.high, row.about, row.scenario, row.supposed))


def _row(about: str, place: int, base: _Measured, cases: Sequence[tuple[Supposition, list[_Measured]]]) -> Sensitivity:
    named = [Supposed(name=one.name, value=all_[place].value, moved=all_[place].moved) for one, all_ in cases if one.about == about]
    values = [base.value, *(case.value for case in named)]
    scenario, _, what = base.about.rpartition("\n")
    return Sensitivity(
        about=what, scenario=scenario, supposed=about, base=base.value, moved=base.moved, low=min(values), high=max(values), cases=named,
    )  # fmt: skip


def _measured(wanted: Sequence[ScenarioConfig], tables: Tables) -> Iterator[_Measured]:
    split = headline(tables.cube)
    yield _Measured("Local share today", split.local_share)
    yield _Measured("Highest local share within reach", share(highest(split), split.total))
    for config in wanted:
        it = played(config, tables)
        moved = sum((move["amount"] for move in it.moves), ZERO)
        whole, local = totals(it.after)
        yield _Measured(f"{config.name}\nLocal share after", share(local, whole), moved)
