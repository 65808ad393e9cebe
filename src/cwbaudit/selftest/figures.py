"""The figures that a check may ask of a case, each by the function that a report gets it from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from cwbaudit import effect
from cwbaudit.config.asked import EffectConfig
from cwbaudit.engine import Tabular
from cwbaudit.money import ZERO, percent, pounds, share, short
from cwbaudit.report.effects import printed
from cwbaudit.report.figures import average, bodies, headline
from cwbaudit.report.model import Split
from cwbaudit.report.whatif import highest
from cwbaudit.scenario import reach
from cwbaudit.tables import SPEND
from cwbaudit.terms import Influence, Locality, Scope


@dataclass(frozen=True)
class Case:
    """One publication's rows as a cube of spend, with its re-spend rates where it has any."""

    name: str
    spend: Tabular
    first: str
    last: str
    rates: EffectConfig | None

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Case:
        """The case as the pack writes it."""
        cells = [cell for row in entry["row"] for cell in _cells(row)]
        names = [row["name"] for row in entry["row"]]
        given = {name: _number(text) for name, text in entry.get("rates", {}).items()}
        return cls(entry["name"], SPEND.build(cells), names[0], names[-1], EffectConfig(**given, source=entry["source"]) if given else None)

    @cached_property
    def whole(self) -> Split:
        """The headline."""
        return headline(self.spend)

    def row(self, name: str) -> Split:
        """One body."""
        (found,) = [body for body in bodies(self.spend) if body.name == name]
        return found

    def stated(self) -> EffectConfig:
        """The rates; a case that asks for effects has them."""
        if self.rates is None:
            raise ValueError(f"{self.name} states no rates")
        return self.rates


def _number(text: str) -> Decimal:
    part, _, whole = text.partition("/")
    return Decimal(part) / Decimal(whole or 1)


def _cells(row: Mapping[str, Any]) -> list[dict[str, object]]:
    """A row's cells. A share is turned into pounds as a what-if would: by moving as much as makes it so."""
    total = Decimal(row["total"])
    local = _local_at(total, row["share"]) if "share" in row else Decimal(row["local"])
    regional = Decimal(row.get("regional", ZERO))
    rest = total - local - regional
    free = rest if row.get("influenceable") == "all" else Decimal(row.get("influenceable", ZERO))
    everything = row.get("influenceable") == "all"
    parts = (
        (Locality.LOCAL, Influence.UNASSESSED, local),
        (Locality.REGIONAL, Influence.INFLUENCEABLE if everything else Influence.UNASSESSED, regional),
        (Locality.LEAKING, Influence.INFLUENCEABLE, free),
        (Locality.LEAKING, Influence.UNASSESSED, rest - free),
    )
    return [_cell(row["name"], *part) for part in parts if part[2]]


def _cell(body: str, locality: str, influence: str, amount: Decimal) -> dict[str, object]:
    text: dict[str, object] = dict.fromkeys((column.name for column in SPEND.columns if column.kind == "text"), "")
    named = {"body": body, "supplier_id": f"{locality} {influence}", "scope": Scope.IN_SCOPE.value}
    return text | named | {"locality": str(locality), "influence": str(influence), "amount": amount, "lines": 1}


def _local_at(total: Decimal, wanted: Decimal) -> Decimal:
    away = SPEND.build([_cell("", Locality.LEAKING, Influence.INFLUENCEABLE, total)])
    return reach(away, wanted).moved


def _moved(case: Case, target: str) -> Decimal:
    return reach(case.spend, Decimal(target)).moved


def _lm3(case: Case, target: str, place: int) -> str:
    local = case.whole.local + (_moved(case, target) if target else ZERO)
    return printed(effect.of_spend(case.whole.total, local, case.stated())[place])


def _per_pound(case: Case, _: str) -> str:
    worth = effect.per_pound(case.stated())
    return printed(worth) if worth else ""


def _worth(case: Case, target: str) -> str:
    return short(effect.of_move(_moved(case, target), case.stated())[0].value)


def _row(case: Case, rest: str) -> str:
    decimals, _, name = rest.partition(" ")
    return percent(case.row(name).local_share, int(decimals))


def _region(split: Split) -> Decimal:
    return split.local + split.regional


FIGURES: dict[str, Callable[[Case, str], str]] = {
    "total": lambda case, _: pounds(case.whole.total),
    "local": lambda case, _: pounds(case.whole.local),
    "leaking": lambda case, _: short(case.whole.leaking),
    "influenceable": lambda case, _: short(case.whole.influence.influenceable),
    "local_share": lambda case, rest: percent(case.whole.local_share, int(rest)),
    "region_share": lambda case, rest: percent(case.whole.region_share, int(rest)),
    "average": lambda case, rest: percent(average(bodies(case.spend)), int(rest)),
    "row": _row,
    "ceiling": lambda case, rest: percent(share(highest(case.whole), case.whole.total), int(rest)),
    "what_if": lambda case, rest: short(_moved(case, rest)),
    "increase": lambda case, _: short(case.row(case.last).local - case.row(case.first).local),
    "region_increase": lambda case, _: short(_region(case.row(case.last)) - _region(case.row(case.first))),
    "per_pound": _per_pound,
    "worth": _worth,
    "lm3_strict": lambda case, rest: _lm3(case, rest, 0),
    "lm3_extended": lambda case, rest: _lm3(case, rest, 1),
}
