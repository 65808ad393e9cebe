"""How a comparison's figures are printed, in every form alike."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit.comparison.model import BodyChange, Comparison, Effect, Side, SupplierChange
from cwbaudit.money import percent, pounds, short
from cwbaudit.report.phrases import day

PANELS = {
    "both": "", "old only": "only in the old audit", "new only": "only in the new audit", "no net spend": "no net spend in one audit",
}  # fmt: skip


def points(value: Decimal) -> str:
    """`+13.2`, `-0.4`, `0.0`: percentage points."""
    return f"{value:+}" if value else f"{abs(value)}"


def gain(amount: Decimal) -> str:
    """`+£74.8m`, `-£15.4m`, for a headline."""
    return f"{'+' if amount > 0 else ''}{short(amount)}"


def change(amount: Decimal) -> str:
    """To the penny, with its sign."""
    return f"{'+' if amount > 0 else ''}{pounds(amount)}"


def period(side: Side) -> str:
    """The dates that an audit covers; empty when they are not known."""
    return f"{day(side.period_from)} to {day(side.period_to)}" if side.period_from and side.period_to else ""


def called(side: Side) -> str:
    """An audit's title with its period."""
    dates = period(side)
    return f"{side.title} ({dates})" if dates else side.title


def effects(comparison: Comparison) -> list[Effect]:
    """The causes with an effect, in order; all of them when none has any."""
    acting = [effect for effect in comparison.effects if effect.amount or effect.share]
    return acting or comparison.effects


def body_name(body: BodyChange) -> str:
    """Its name, and that it is not in both audits where it is not."""
    note = PANELS[body.panel]
    return f"{body.name} ({note})" if note else body.name


def share(value: Decimal, total: Decimal) -> str:
    """A share; a dash where there is nothing to have a share of."""
    return percent(value) if total else "–"


def way(supplier: SupplierChange) -> str:
    """From where to where a supplier went."""
    old = f"{supplier.old_locality} ({supplier.old_authority})" if supplier.old_authority else supplier.old_locality
    new = f"{supplier.new_locality} ({supplier.new_authority})" if supplier.new_authority else supplier.new_locality
    return " → ".join(part for part in (old, new) if part)


def fixed_differs(comparison: Comparison) -> bool:
    """Whether the fixed panel is another than all bodies."""
    old, new = comparison.fixed
    return (old.bodies, new.bodies) != (comparison.full[1].bodies, comparison.full[2].bodies)
