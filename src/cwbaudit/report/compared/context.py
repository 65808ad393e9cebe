"""Everything the comparison's template may print, by the name it uses. A section without content is None or empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cwbaudit.comparison.model import Comparison, Effect, Side, State, SupplierChange
from cwbaudit.money import percent, pounds, short
from cwbaudit.report.compared.bars import bodies
from cwbaudit.report.compared.bridge import fates, in_points, in_pounds
from cwbaudit.report.compared.shown import called, change, effects, fixed_differs, gain, points, share, way
from cwbaudit.report.page.cards import Card
from cwbaudit.report.page.parts import Table, largest, numbers, words


@dataclass(frozen=True)
class Link:
    """A line of the table of contents: shown when there is such content."""

    target: str
    name: str
    content: str


@dataclass(frozen=True)
class Said:
    """A term and what is said of it."""

    name: str
    said: str


CONTENTS = (
    Link("why", "Why the share changed", "points"),
    Link("pounds", "Why local spend changed", "pounds"),
    Link("bodies", "By body", "bodies"),
    Link("headings", "By heading", "headings"),
    Link("suppliers", "Suppliers", "fates"),
    Link("working", "How it was made", "states"),
)


def context(comparison: Comparison) -> dict[str, Any]:
    """The page's content."""
    both = bool(comparison.fixed[0].bodies)
    content: dict[str, Any] = {
        "comparison": comparison,
        "title": f"What changed in {comparison.new.place.name}",
        "sides": [called(comparison.old), called(comparison.new)],
        "cards": cards(comparison),
        "titles": _titles(comparison),
        "points": in_points(comparison),
        "pounds": in_pounds(comparison),
        "bodies": bodies(comparison) if comparison.bodies else None,
        "panel": _panel(comparison),
        "headings": _headings(comparison) if comparison.headings else None,
        "fates": fates(comparison) if both else None,
        "lists": _lists(comparison),
        "states": _states(comparison),
        "definitions": [Said("Old audit", _definition(comparison.old)), Said("New audit", _definition(comparison.new))],
    }
    return content | {"contents": [link for link in CONTENTS if content[link.content]]}


def cards(comparison: Comparison) -> list[Card]:
    """The figures a reader remembers."""
    old, new, split = comparison.full[0], comparison.full[-1], comparison.denominator
    pots = f"{short(old.local)} of {short(old.total)}, then {short(new.local)} of {short(new.total)}"
    whole = f"{points(comparison.change.points)} points: {pots}"
    found = [
        Card("local", f"{percent(old.local_share)} → {percent(new.local_share)}", f"stays in {comparison.new.place.name}", whole),
        Card("ink", gain(comparison.change.amount), "local spend", f"from {short(old.local)} to {short(new.local)}"),
    ]
    if split:
        of = f"Of {points(comparison.fixed_change.points)}; the other {points(split.numerator)} are local spend. "
        of += f"Of the old total, the new local spend would be {percent(split.at_old_total)}."
        size = "a smaller" if comparison.fixed[1].total < comparison.fixed[0].total else "a larger"
        found.append(Card("leaking", points(split.denominator), f"points come from {size} total", of))
    return found


def _titles(comparison: Comparison) -> dict[str, str]:
    acting = sorted(effects(comparison), key=lambda effect: -abs(effect.share))
    money = sorted(effects(comparison), key=lambda effect: -abs(effect.amount))
    grown = max((body for body in comparison.bodies if body.panel == "both"), key=lambda body: body.change, default=None)
    first = comparison.headings[0] if comparison.headings else None
    said = [*comparison.sentences[1:], "", ""]
    return {
        "points": f"{points(acting[0].points)} of {points(comparison.change.points)} points: {_cause(acting[0])}",
        "points_said": next((text for text in said if text.startswith("In points")), "No cause moves the share."),
        "pounds": f"{gain(money[0].amount)} of {gain(comparison.change.amount)}: {_cause(money[0])}",
        "pounds_said": next((text for text in said if text.startswith("In pounds")), "No cause moves a pound."),
        "bodies": f"{grown.name} went from {percent(grown.old_share)} to {percent(grown.new_share)}"
        if grown
        else "No body is in both audits",
        "headings": f"{first.name}: {gain(first.local_change)} of local spend" if first else "",
        "suppliers": _count(comparison),
    }


def _cause(effect: Effect) -> str:
    more = "larger" if effect.amount > 0 else "smaller"
    return {
        "definition": "another definition of local",
        "left": "bodies that left",
        "volume": f"a {more} total",
        "mix": "another mix of bodies",
        "shift": f"bodies spend a {more} share of their own money locally",
        "joined": "bodies that joined",
    }[effect.name]


def _count(comparison: Comparison) -> str:
    found = comparison.suppliers
    return f"{found.gained_count:,} suppliers gained, {found.lost_count:,} lost, {found.moved_count:,} in another locality"


def _panel(comparison: Comparison) -> str:
    if not fixed_differs(comparison):
        return ""
    old, new = comparison.fixed
    shares = f"from {percent(old.local_share)} to {percent(new.local_share)} ({points(comparison.fixed_change.points)})"
    return f"The fixed panel, {new.bodies} {'body' if new.bodies == 1 else 'bodies'} in both audits, went {shares}."


def _headings(comparison: Comparison) -> Table:
    changed = [row for row in comparison.headings if row.local_change]
    shown, note = largest(changed, "headings, the most changed first")
    rows = [
        [
            row.name, pounds(row.old_local), pounds(row.new_local), change(row.local_change), share(row.old_share, row.old_total),
            share(row.new_share, row.new_total),
        ]
        for row in shown
    ]  # fmt: skip
    columns = words("Heading") + numbers("Local, old", "Local, new", "Change", "Local share, old", "Local share, new")
    said = f"{percent(comparison.with_heading)} of spend has a known heading. {note}".strip()
    return Table("Local spend by heading, of the bodies in both audits", columns, rows, note=said)


def _lists(comparison: Comparison) -> list[Table]:
    found = comparison.suppliers
    lists = (("in another locality", found.moved), ("gained", found.gained), ("lost", found.lost))
    return [_suppliers(f"Suppliers {name}", rows) for name, rows in lists if rows]


def _suppliers(caption: str, found: Sequence[SupplierChange]) -> Table:
    shown, note = largest(found, "suppliers")
    rows = [[s.name, way(s), "; ".join(s.bodies), pounds(s.old_amount), pounds(s.new_amount)] for s in shown]
    return Table(
        caption, words("Supplier", "Where", "Bodies") + numbers("Old", "New"), rows, note=note.replace("report.json", "comparison.json")
    )


def _states(comparison: Comparison) -> Table:
    """Both audits, and between them the old one by the new definition where that is another."""
    old, again, new = comparison.full
    restated = any(caveat.code == "definition" for caveat in comparison.caveats)
    shown = [("Old audit", old), *([("Old audit, new definition", again)] if restated else []), ("New audit", new)]
    if fixed_differs(comparison):
        shown += [(f"Bodies in both: {word}", state) for word, state in zip(("old", "new"), comparison.fixed, strict=True)]
    columns = words("Spend in scope") + numbers(*(heading for heading, _ in shown))
    by_state = [_state(state) for _, state in shown]
    return Table("The two audits side by side", columns, [[name, *(printed[name] for printed in by_state)] for name in by_state[0]])


def _state(state: State) -> dict[str, str]:
    amounts = {
        "All of it": state.total,
        "Local": state.local,
        "Regional": state.regional,
        "Leaking": state.leaking,
        "Unplaced": state.unplaced,
    }
    return {name: pounds(amount) for name, amount in amounts.items()} | {
        "Local share": share(state.local_share, state.total),
        "Region share, local included": share(state.region_share, state.total),
        "Bodies": f"{state.bodies:,}",
        "Suppliers": f"{state.suppliers:,}",
    }


def _definition(side: Side) -> str:
    basis = "; ".join(f"{body} {said}" for body, said in side.amount_basis.items())
    default = f"Spend that no rule reaches is {side.influence_default}."
    return f"{called(side)}. {side.place.definition} VAT: {basis}. {default} Made by {side.tool}."
