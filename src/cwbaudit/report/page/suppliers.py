"""The suppliers that matter most, and the largest of them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cwbaudit.money import pounds, short
from cwbaudit.report.model import Report, Supplier
from cwbaudit.report.page.parts import Table, largest, numbers, words
from cwbaudit.report.page.wording import count
from cwbaudit.report.phrases import paid
from cwbaudit.withheld import told

MOST_SUPPLIERS, MOST_TARGETS, MOST_NAMED = 300, 20, 2


@dataclass(frozen=True)
class Suppliers:
    """The supplier table's rows, what it leaves out, and the localities that a reader can choose among."""

    table: Table
    localities: Sequence[str]


def named(names: Sequence[str]) -> str:
    """The first two, and how many more."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def leaking_most(report: Report) -> list[Supplier]:
    """Leaking suppliers with influenceable spend, most first."""
    found = [one for one in report.suppliers if one.locality == "leaking" and told(one.influenceable) and one.influenceable > 0]
    return sorted(found, key=lambda supplier: (-supplier.influenceable, supplier.name, supplier.supplier_id))


def targets(report: Report) -> Table | None:
    """The largest leaking suppliers whose spend could be bought elsewhere; None when there are none."""
    found = leaking_most(report)
    if not found:
        return None
    rows = [
        [s.name, s.authority or "Not known", named(s.categories), named(s.bodies), pounds(s.influenceable)] for s in found[:MOST_TARGETS]
    ]
    note = f"The first {MOST_TARGETS} of {len(found):,}." if len(found) > MOST_TARGETS else ""
    columns = words("Supplier", "Based in", "For", "Used by") + numbers("Influenceable")
    return Table("Leaking suppliers with the most influenceable spend", columns, rows, note=note)


def suppliers(report: Report, most: int = MOST_SUPPLIERS) -> Suppliers:
    """The largest suppliers in scope, at most so many; the script sorts and filters them."""
    shown, note = largest(report.suppliers, "suppliers, largest first", most, where="the workbook, report.xlsx")
    rows = [_row(supplier) for supplier in shown]
    columns = words("Supplier", "Based in", "Locality", "Influence", "For", "Used by") + numbers("In scope")
    present = {supplier.locality for supplier in shown}
    order = [name for name in ("local", "regional", "leaking", "unplaced") if name in present]
    return Suppliers(Table("Suppliers by spend in scope", columns, rows, note=note), order)


def _row(supplier: Supplier) -> list[str]:
    judged = "" if supplier.locality == "local" else supplier.influence.capitalize()
    based = supplier.authority or "Not known"
    return [
        supplier.name,
        based,
        supplier.locality.capitalize(),
        judged,
        named(supplier.categories),
        named(supplier.bodies),
        paid(supplier),
    ]


def shared(report: Report) -> str:
    """How many suppliers two or more bodies use; nothing where none is shared."""
    if not report.shared_suppliers:
        return ""
    verb = "is" if report.shared_suppliers == 1 else "are"
    who = count(report.shared_suppliers, "supplier", "suppliers")
    between = f": {short(report.shared_amount)} between them" if told(report.shared_amount) else ""
    return f"{who} {verb} used by two or more of the bodies{between}."
