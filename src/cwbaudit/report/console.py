"""The Report on a terminal: the headline, the bodies, the what-ifs and what to be wary of, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from cwbaudit.catalogue import MISTAKES
from cwbaudit.money import percent, pounds, short
from cwbaudit.report.phrases import day, has_region
from cwbaudit.report.printable import printable
from cwbaudit.terms import Exclusion
from cwbaudit.withheld import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from cwbaudit.report.model import Derivation, Move, Report, Scenario

BODIES_SHOWN, FINDINGS_SHOWN, SCENARIOS_SHOWN, LONGEST = 8, 4, 3, 300


def plain(text: str, style: str = "") -> Text:
    """Text from data as it is: never markup, never a terminal command, never so long that it hides the rest."""
    shown = printable(text)
    return Text(shown if len(shown) <= LONGEST else shown[:LONGEST] + "...", style=style)


def console(report: Report) -> RenderableType:
    """What `run` and `demo` print."""
    first, *rest = report.sentences or ["There is no spend in scope."]
    edition = [plain(report.edition.says, "dim")] if report.edition.kind == "published" else []
    parts: list[RenderableType] = [plain(report.title, "dim"), *edition, plain(first, "bold"), *(plain(text) for text in rest)]
    if report.bodies:
        parts.append(_bodies(report))
    for out in report.ledger.exclusions:
        parts += [plain(out.because), Text()] if out.exclusion == Exclusion.SMALLER else []
    if report.scenarios:
        parts += [*([] if report.bodies else [Text()]), Text("What if", style="bold"), *_what_ifs(report)]
    warnings = _warnings(report)
    if warnings:
        parts += [
            *([Text()] if report.scenarios or not report.bodies else []),
            Text("To look at", style="bold"),
            *(_item(text) for text in warnings),
        ]
    return Group(*parts)


def scenario_console(scenario: Scenario) -> RenderableType:
    """What `what-if` prints: the finding, before and after, and whom it takes from."""
    after = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    after.add_column()
    after.add_column(justify="right")
    after.add_column(justify="right")
    after.add_row(Text(), Text("now", style="dim"), Text("after", style="dim"))
    after.add_row("Local share", percent(scenario.local_share_before), percent(scenario.local_share_after))
    after.add_row("Local spend", pounds(scenario.local_before), pounds(scenario.local_after))
    way = scenario.standing_in_the_way
    limits = f"At most {percent(scenario.ceiling)} can be reached. Of what is not local, {short(way.influenceable)} is influenceable."
    parts: list[RenderableType] = [plain(scenario.title, "dim"), plain(scenario.finding, "bold"), Text(), after, Text(), plain(limits)]
    parts += [_item(text) for text in scenario.obstacles]
    parts += [Text(), _path(scenario)] if scenario.path else []
    steps = scenario.by_step if len(scenario.by_step) > 1 else []
    for heading, moves in (
        ("Step", steps),
        ("From body", scenario.by_body),
        ("From heading", scenario.by_heading),
        ("From category", scenario.by_category),
        ("From supplier", scenario.by_supplier),
    ):
        if moves:
            parts.append(_moves(heading, moves))
    return Group(*parts, *_effect(scenario.effect))


def _effect(effect: Sequence[Derivation]) -> Iterator[RenderableType]:
    """What the move is worth: each figure with its formula, its inputs and where they are from."""
    for one in effect:
        yield Text()
        yield plain(f"{one.name}: {one.printed}", "bold")
        yield plain(f"{one.formula}: {one.working}. Rates: {one.source.rstrip('.')}.", "dim")


def _path(scenario: Scenario) -> Table:
    table = Table(pad_edge=False, box=SIMPLE_HEAD, header_style="bold")
    for number, title in enumerate(("By", "Asked", "Released", "Moved", "Local share", "At most")):
        table.add_column(title, justify="right" if number else "left", overflow="fold")
    for step in scenario.path:
        amounts = (short(step.released), short(step.moved), percent(step.local_share_after), percent(step.ceiling))
        table.add_row(day(step.by), percent(step.target), *amounts)
    return table


def _bodies(report: Report) -> Table:
    region = has_region(report)
    table = Table(pad_edge=False, box=SIMPLE_HEAD, header_style="bold", show_footer=len(report.bodies) > 1)
    head = report.headline
    footers = ["All bodies", short(head.total), percent(head.local_share), percent(head.region_share)]
    titles: list[str | Text] = ["Body", "Spend", plain(report.place.name), plain(report.place.region_name or "Region")]
    last = [("Leaking", short(head.leaking)), ("influenceable", short(head.influence.influenceable))]
    columns = [*zip(titles, footers, strict=True)][: 4 if region else 3] + last
    for number, (title, footer) in enumerate(columns):
        table.add_column(title, footer, justify="right" if number else "left", ratio=None, overflow="fold", min_width=7)
    for body in report.bodies[:BODIES_SHOWN]:
        wider = [percent(body.region_share)] if region else []
        amounts = [short(body.leaking), short(body.influence.influenceable)]
        table.add_row(plain(body.name), short(body.total), percent(body.local_share), *wider, *amounts)
    if len(report.bodies) > BODIES_SHOWN:
        table.add_row(f"and {len(report.bodies) - BODIES_SHOWN} more", *[""] * (len(columns) - 1))
    return table


def _what_ifs(report: Report) -> list[RenderableType]:
    shown = [_item(scenario.finding) for scenario in report.scenarios[:SCENARIOS_SHOWN]]
    more = len(report.scenarios) - SCENARIOS_SHOWN
    return [*shown, *([_item(f"and {more} more, in the reports")] if more > 0 else [])]


def _warnings(report: Report) -> list[str]:
    order = {"error": 0, "warning": 1}
    found = sorted(
        (f for f in report.findings if f.severity in order),
        key=lambda f: (order[f.severity], -abs(f.amount) if told(f.amount) else 0, f.code),
    )
    more = len(found) - FINDINGS_SHOWN
    shown = [
        f"{f.severity}: {f.title} ({_times(f.count)}, {short(f.amount)})"
        + (f": {f.example}" if f.code in MISTAKES else "")
        + (f". {f.remedy}" if f.severity == "error" else "")
        for f in found[:FINDINGS_SHOWN]
    ]
    return [*shown, *([f"and {more} more {'kind' if more == 1 else 'kinds'} of finding, in the reports"] if more > 0 else [])]


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _item(text: str) -> Table:
    """One item of a list; its further lines stand under the first."""
    item = Table.grid(padding=(0, 1, 0, 0))
    item.add_row("  -", plain(text))
    return item


def _moves(heading: str, moves: Sequence[Move]) -> Table:
    table = Table(pad_edge=False, box=SIMPLE_HEAD, header_style="bold")
    table.add_column(heading, overflow="fold")
    table.add_column("Amount", justify="right")
    for move in moves[:BODIES_SHOWN]:
        table.add_row(plain(move.name), pounds(move.amount))
    if len(moves) > BODIES_SHOWN:
        table.add_row("and more, in --json", "")
    return table
