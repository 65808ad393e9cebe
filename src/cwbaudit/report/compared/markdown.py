"""The Comparison as GitHub-flavoured Markdown, for a repository or a committee paper."""

from __future__ import annotations

from collections.abc import Sequence

from cwbaudit.comparison.model import Comparison, State, SupplierChange
from cwbaudit.money import percent, pounds
from cwbaudit.report.compared.shown import body_name, called, change, effects, fixed_differs, points, share, way
from cwbaudit.report.markdown_parts import escaped, table

SUPPLIERS_SHOWN, HEADINGS_SHOWN = 20, 15


def markdown(comparison: Comparison) -> str:
    """What changed, why, who, and on what it rests."""
    found = comparison.suppliers
    sections = (
        [f"# What changed: {escaped(comparison.title)}", _bullets(comparison.sentences)],
        _section("Before you quote it", [_bullets([caveat.text for caveat in comparison.caveats])] if comparison.caveats else []),
        _section("The two audits", _states(comparison)),
        _section("Why", _effects(comparison)),
        _section("By body", _bodies(comparison)),
        _section("By heading", _headings(comparison)),
        _section("Suppliers", _fates(comparison)),
        _suppliers("Moved", found.moved, found.moved_count),
        _suppliers("Gained", found.gained, found.gained_count),
        _suppliers("Lost", found.lost, found.lost_count),
        _section("How it is worked out", [_bullets(comparison.method)]),
        [f"Made by {escaped(comparison.tool)}."],
    )
    return "\n\n".join(block for section in sections for block in section) + "\n"


def _section(heading: str, blocks: Sequence[str]) -> list[str]:
    return [f"## {heading}", *blocks] if blocks else []


def _bullets(texts: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(text)}" for text in texts)


def _states(comparison: Comparison) -> list[str]:
    sides = (comparison.old, comparison.new)
    what = [
        f"- {word}: {escaped(called(side))}. {escaped(side.place.definition)}" for word, side in zip(("Old", "New"), sides, strict=True)
    ]
    headers = ["", "Spend in scope", "Local", "Regional", "Leaking", "Unplaced", "Local share", "with the region"]
    shown = [("All bodies", state) for state in comparison.full]
    shown += [("Bodies in both", state) for state in comparison.fixed] if fixed_differs(comparison) else []
    return ["\n".join(what), table(headers, [_state(label, state) for label, state in shown])]


def _state(label: str, state: State) -> list[str]:
    amounts = [pounds(amount) for amount in (state.total, state.local, state.regional, state.leaking, state.unplaced)]
    return [f"{label}: {state.name}", *amounts, share(state.local_share, state.total), share(state.region_share, state.total)]


def _effects(comparison: Comparison) -> list[str]:
    rows = [[effect.title, effect.meaning, points(effect.points), change(effect.amount)] for effect in effects(comparison)]
    whole = comparison.change
    rows.append(["**All of it**", "", f"**{points(whole.points)}**", f"**{change(whole.amount)}**"])
    return [table(["Cause", "What it is", "Points of the local share", "Local pounds"], rows, left=2)]


def _bodies(comparison: Comparison) -> list[str]:
    headers = [
        "Body",
        "Spend, old",
        "new",
        "Local share, old",
        "new",
        "change",
        "Mix",
        "Shift",
        "of it headings' mix",
        "within headings",
    ]
    rows = [
        [
            escaped(body_name(body)), pounds(body.old_total), pounds(body.new_total), share(body.old_share, body.old_total),
            share(body.new_share, body.new_total), points(body.change),
            *(points(size.points) for size in (body.mix, body.shift, body.heading_mix, body.within_headings)),
        ]
        for body in comparison.bodies
    ]  # fmt: skip
    return [table(headers, rows), "Mix and shift are in points of the share of all bodies together."] if rows else []


def _headings(comparison: Comparison) -> list[str]:
    rows = [
        [
            escaped(row.name), pounds(row.old_local), pounds(row.new_local), change(row.local_change), share(row.old_share, row.old_total),
            share(row.new_share, row.new_total),
        ]
        for row in [row for row in comparison.headings if row.local_change][:HEADINGS_SHOWN]
    ]  # fmt: skip
    note = f"Of the bodies in both audits. {percent(comparison.with_heading)} of their spend has a known heading."
    return [table(["Heading", "Local, old", "new", "Change", "Local share, old", "new"], rows), note] if rows else []


def _fates(comparison: Comparison) -> list[str]:
    fates = [fate for fate in comparison.suppliers.fates if fate.suppliers]
    rows = [[fate.title, f"{fate.suppliers:,}", pounds(fate.old_local), pounds(fate.new_local), change(fate.change)] for fate in fates]
    return [table(["Local spend, by what became of the supplier", "Suppliers", "Old", "New", "Change"], rows)] if rows else []


def _suppliers(heading: str, found: Sequence[SupplierChange], count: int) -> list[str]:
    if not found:
        return []
    shown = found[:SUPPLIERS_SHOWN]
    rows = [[escaped(s.name), escaped(way(s)), escaped("; ".join(s.bodies)), pounds(s.old_amount), pounds(s.new_amount)] for s in shown]
    note = f"The {len(shown)} largest of {count:,}." if count > len(shown) else f"All {count:,}."
    return [f"### {heading}", note, table(["Supplier", "Where", "Bodies", "Old", "New"], rows, left=3)]
