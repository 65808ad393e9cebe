"""How far the shares would move if what is not known turned out one way or the other.

Each supposition changes the cube, and the headline and every scenario are worked out anew on it by the same code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cwbaudit.asked import ScenarioConfig
from cwbaudit.engine import Tabular, sql
from cwbaudit.money import ZERO, share
from cwbaudit.report.figures import headline
from cwbaudit.report.model import Sensitivity, Supposed
from cwbaudit.report.played import Tables, played
from cwbaudit.report.whatif import highest
from cwbaudit.scenario import assessed, placed, unplaced
from cwbaudit.terms import Basis, Influence, Locality


@dataclass(frozen=True)
class Supposition:
    """One thing that is not known, and one way in which it could be."""

    about: str
    name: str
    change: Callable[[Tabular], Tabular]


def suppositions(tables: Tables) -> list[Supposition]:
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
    registered = _by_register(tables)
    if registered:
        found.append(Supposition("Registered offices", "not trusted: unplaced", lambda cube: unplaced(cube, registered)))
    return found


def _any(spend: Tabular, test: str) -> bool:
    return bool(sql(f"select exists (select 1 from s where scope = 'in scope' and {test})", s=spend).one()[0])


def _by_register(tables: Tables) -> list[str]:
    query = f"select supplier_id from s where postcode_basis = '{Basis.COMPANY_REGISTER}' order by 1"
    return [supplier for (supplier,) in sql(query, s=tables.suppliers).rows()]


@dataclass(frozen=True)
class _Measured:
    """A share as it came out; pounds moved where a scenario was played."""

    about: str
    value: Decimal
    moved: Decimal | None = None


def sensitivity(wanted: Sequence[ScenarioConfig], tables: Tables) -> list[Sensitivity]:
    """The share that stays, the ceiling and each scenario's share after, under every supposition; the widest swing first."""
    supposed = suppositions(tables)
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
        yield _Measured(f"{config.name}\nLocal share after", headline(it.after).local_share, moved)
