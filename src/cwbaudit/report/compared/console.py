"""The Comparison on a terminal: what changed, why, by whom, and what to be wary of, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from cwbaudit.money import percent, short
from cwbaudit.report.compared.shown import body_name, effects, fixed_differs, gain, points, share
from cwbaudit.report.console import plain

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cwbaudit.comparison.model import Comparison

BODIES_SHOWN, CAVEATS_SHOWN = 10, 6


def console(comparison: Comparison) -> RenderableType:
    """What `compare` prints."""
    first, *rest = comparison.sentences
    parts: list[RenderableType] = [plain(comparison.title, "dim"), plain(first, "bold"), *(plain(text) for text in rest)]
    parts += [_effects(comparison), _bodies(comparison), *_suppliers(comparison)]
    if comparison.caveats:
        parts += [Text(), Text("Before you quote it", style="bold"), *(_item(c.text) for c in comparison.caveats[:CAVEATS_SHOWN])]
        more = len(comparison.caveats) - CAVEATS_SHOWN
        parts += [_item(f"and {more} more, in the reports")] if more > 0 else []
    return Group(*parts)


def _table(*titles: str) -> Table:
    table = Table(pad_edge=False, box=SIMPLE_HEAD, header_style="bold")
    for number, title in enumerate(titles):
        table.add_column(plain(title), justify="right" if number else "left", overflow="fold", min_width=6)
    return table


def _effects(comparison: Comparison) -> Table:
    old, new = comparison.full[0], comparison.full[-1]
    table = _table("Why", "points", "pounds")
    table.add_row("Old audit", percent(old.local_share), short(old.local))
    for effect in effects(comparison):
        table.add_row(effect.title, points(effect.points), gain(effect.amount))
    table.add_row("New audit", percent(new.local_share), short(new.local))
    return table


def _bodies(comparison: Comparison) -> Table:
    table = _table("Body", "Spend, old", "new", "Local, old", "new", "change", "mix", "shift")
    for body in comparison.bodies[:BODIES_SHOWN]:
        shares = [share(body.old_share, body.old_total), share(body.new_share, body.new_total), points(body.change)]
        table.add_row(
            plain(body_name(body)),
            short(body.old_total),
            short(body.new_total),
            *shares,
            points(body.mix.points),
            points(body.shift.points),
        )
    if len(comparison.bodies) > BODIES_SHOWN:
        table.add_row(f"and {len(comparison.bodies) - BODIES_SHOWN} more", *[""] * 7)
    if fixed_differs(comparison):
        before, after = comparison.fixed
        change = comparison.fixed_change.points
        table.add_row(
            "Fixed panel", short(before.total), short(after.total), percent(before.local_share), percent(after.local_share), points(change)
        )
    return table


def _suppliers(comparison: Comparison) -> list[RenderableType]:
    found = comparison.suppliers
    if not comparison.fixed[0].bodies:
        return []
    counts = f"{found.gained_count:,} gained, {found.lost_count:,} lost, {found.moved_count:,} in another locality."
    local = [_item(f"{fate.title} ({fate.suppliers:,}): {gain(fate.change)}") for fate in found.fates if fate.suppliers]
    return [Text("Suppliers", style="bold"), _item(counts), *local]


def _item(text: str) -> Table:
    """One item of a list; its further lines stand under the first."""
    item = Table.grid(padding=(0, 1, 0, 0))
    item.add_row("  -", plain(text))
    return item
