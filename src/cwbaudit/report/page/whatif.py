"""The what-ifs: what each scenario found, and the numbers that the slider needs."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING

from markupsafe import Markup

from cwbaudit.money import percent, short
from cwbaudit.report.model import Report, Scenario
from cwbaudit.report.page.layout import length
from cwbaudit.report.page.parts import Figure, Table, numbers, words
from cwbaudit.report.page.tables import effect, locks, moves, path, steps
from cwbaudit.report.page.waterfall import waterfall
from cwbaudit.report.page.wording import has_region, verdict
from cwbaudit.report.phrases import complete, plain_targets
from cwbaudit.report.svg import percent_of_width


@dataclass(frozen=True)
class Told:
    """An earlier what-if that says the same already: its section, and its name."""

    ident: str
    name: str


@dataclass(frozen=True)
class WhatIf:
    """One scenario as the page prints it; `way` is what stands in it, where it is out of reach. Who says the same already is named."""

    scenario: Scenario
    kicker: str
    finding: str
    before: str
    after: str
    pounds_before: str
    pounds_after: str
    moved: str
    leaking: str
    region_after: str
    verdict: str
    ceiling: str
    obstacles: str
    more: list[Table]
    path: Table | None
    total: str
    way: str
    figure: Figure | None = None
    locks: Table | None = None
    locks_as: Told | None = None
    way_as: Told | None = None

    @property
    def may_be_drawn(self) -> bool:
        """Whether there is something to draw: a waterfall rises."""
        return self.scenario.moved > 0 and self.scenario.local_before >= 0


@dataclass(frozen=True)
class Slider:
    """Where the slider begins, what is local now, and the block of numbers that the script reads."""

    start: int
    model: Markup
    local: str
    now: str


def scenarios(report: Report) -> list[WhatIf]:
    """Every scenario, in the Report's order; what several have in their way is told by the first of them, and they refer to it."""
    found: list[WhatIf] = []
    locked, ways = dict[str, Told](), dict[str, Told]()
    for index, scenario in enumerate(report.scenarios, 1):
        it, here = _scenario(report, scenario), Told(f"scenario-{index}", scenario.name)
        drawn = waterfall(report, scenario, f"what-if-{index}") if it.may_be_drawn else None
        same = locked.get(str(scenario.locks))
        found.append(
            replace(it, figure=drawn, locks=None if same else locks(scenario), locks_as=same, way_as=ways.get(it.way) if it.way else None)
        )
        locked.setdefault(str(scenario.locks), here)
        ways.setdefault(it.way, here)
    return found


def in_short(report: Report, first: int) -> Table | None:
    """What each scenario from the place `first` on found, a row for each; None where there is none."""
    rest = report.scenarios[first:]
    rows = [[it.title, verdict(it), percent(it.local_share_after), short(it.moved), percent(it.ceiling)] for it in rest]
    columns = words("What if", "Within reach?") + numbers("Local share then", "Moves to local", "Ceiling")
    return Table("Further what-ifs", columns, rows) if rows else None


def _scenario(report: Report, it: Scenario) -> WhatIf:
    by = it.standing_in_the_way
    obstacles = (
        f"Not local before the move: {short(by.influenceable)} influenceable, {short(by.locked)} locked, {short(by.unassessed)} unassessed"
    )
    return WhatIf(
        scenario=it,
        kicker=it.title if it.title.startswith("What if") else f"What if: {it.title}",
        finding=it.finding,
        before=percent(it.local_share_before),
        after=percent(it.local_share_after),
        pounds_before=short(it.local_before),
        pounds_after=short(it.local_after),
        moved=short(it.moved),
        leaking=short(it.leaking_after),
        region_after=percent(it.region_share_after) if has_region(report) else "",
        verdict=verdict(it),
        ceiling=percent(it.ceiling),
        obstacles=f"{obstacles}; {short(it.unplaced)} is unplaced." if it.unplaced else f"{obstacles}.",
        more=[
            table for table in (steps(it), *(moves(it, by) for by in ("body", "heading", "supplier")), effect(it.effect, it.name)) if table
        ],
        path=path(it),
        total=short(it.total),
        way=" ".join(it.obstacles) if not it.reachable else "",
    )


def slider(report: Report) -> Slider | None:
    """The slider's numbers; None where there is nothing to take a share of, or nothing that could move."""
    split = report.headline
    if not complete(split):
        return None
    movable = (split.regional_influence.influenceable, split.influence.influenceable)
    if split.total <= 0 or split.local < 0 or min(movable) < 0 or not any(movable):
        return None
    block = {"total": float(split.total), "local": float(split.local), "movable": [float(amount) for amount in movable]}
    targets = [scenario.target for scenario in plain_targets(report)]
    begin = ((targets[0] if targets else None) or split.local_share) * 100
    return Slider(
        start=int(begin.to_integral_value(rounding=ROUND_CEILING)),
        model=Markup(json.dumps(block)),  # noqa: S704 - numbers and no text
        local=percent_of_width(length(split.local, split.total, 100)),
        now=percent(split.local_share),
    )
