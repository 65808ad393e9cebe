"""What makes two audits less alike than they look, each in a sentence that a committee can be told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cwbaudit.comparison.model import BodyChange, Caveat, Denominator, Side, Size, State
from cwbaudit.comparison.restate import same_place
from cwbaudit.comparison.rounding import points
from cwbaudit.money import percent, short
from cwbaudit.report.model import Report
from cwbaudit.report.words import listed

KNOWN = Decimal("0.9")  # of the spend that has a heading, below which a comparison by heading says little


def caveats(
    reports: tuple[Report, Report], sides: tuple[Side, Side], full: list[State], fixed: list[State], change: Size,
    denominator: Denominator | None, bodies: list[BodyChange], with_heading: Decimal,
) -> list[Caveat]:  # fmt: skip
    """Every caveat that applies, the gravest kind first."""
    found = [
        ("denominator", _denominator(fixed, denominator)),
        ("against", _against(full, change)),
        ("definition", _definition(sides, full)),
        ("panel", _panel(bodies)),
        ("period", _periods(sides)),
        ("vat", _vat(sides)),
        ("scope", _scope(reports)),
        ("influence", _influence(sides)),
        ("unplaced", _unplaced(full)),
        ("headings", _headings(with_heading, fixed)),
        ("tool", _tool(reports)),
    ]
    return [Caveat(code=code, text=text) for code, said in found for text in said]


def _denominator(fixed: list[State], split: Denominator | None) -> Iterator[str]:
    old, new = fixed
    change = points(new.local_share) - points(old.local_share)
    if split is None or not split.denominator or (split.denominator > 0) != (change > 0) or not change:
        return
    rose, smaller = ("rose", "smaller") if change > 0 else ("fell", "larger")
    yield (
        f"The share {rose} partly because the total is {smaller}: {short(new.total)} after {short(old.total)}. Of {signed(change)} points, "
        f"{signed(split.denominator)} come from the total and {signed(split.numerator)} from local spend. Of the old total, the new local "
        f"spend would be {percent(split.at_old_total)}."
    )


def _against(full: list[State], change: Size) -> Iterator[str]:
    if change.amount * change.points < 0:
        rose, more = ("rose", "less") if change.points > 0 else ("fell", "more")
        yield f"The local share {rose} although {short(abs(change.amount))} {more} was spent locally."


def _definition(sides: tuple[Side, Side], full: list[State]) -> Iterator[str]:
    old, new = (side.place for side in sides)
    if same_place(old, new):
        return
    yield (
        f"What counts as local differs: {_areas(old.local)} before, {_areas(new.local)} now. The old audit is restated by the new "
        f"definition: {percent(full[1].local_share)} instead of {percent(full[0].local_share)}."
    )


def _areas(names: list[str]) -> str:
    return listed(names) if len(names) <= 6 else f"{listed(names[:3])} and {len(names) - 3} more"


def _panel(bodies: list[BodyChange]) -> Iterator[str]:
    only = {word: [body.name for body in bodies if body.panel == word] for word in ("old only", "new only")}
    said = [f"{listed(names)} only in the {word.split()[0]} audit" for word, names in only.items() if names]
    if said:
        yield f"Not the same bodies: {listed(said)}. The fixed panel compares those that are in both."


def _periods(sides: tuple[Side, Side]) -> Iterator[str]:
    old, new = sides
    dates = (old.period_from, old.period_to, new.period_from, new.period_to)
    if any(day is None for day in dates):
        yield "Not both audits state their period, so pounds may be those of unlike stretches of time."
        return
    start, end, later, last = (day for day in dates if day)
    if later <= end and start <= last:
        yield "The two periods overlap: some payments may be in both."
    elif last < start:
        yield "The new audit's period lies before the old one's: were they named the wrong way round?"
    if abs((end - start).days - (last - later).days) > 6:
        yield f"The periods are of unlike length, {(end - start).days + 1} and {(last - later).days + 1} days: compare shares, not pounds."


def _vat(sides: tuple[Side, Side]) -> Iterator[str]:
    old, new = (side.amount_basis for side in sides)
    other = [f"{body} ({old[body]} before, {new[body]} now)" for body in old if body in new and old[body] != new[body]]
    if other:
        yield f"VAT is treated differently: {listed(other)}. Part of the change may be VAT."


def _scope(reports: tuple[Report, Report]) -> Iterator[str]:
    old, new = ({(e.exclusion, e.rule) for e in report.ledger.exclusions} for report in reports)
    said = [
        f"{word} excludes by {listed(sorted(f'{rule} ({exclusion})' for exclusion, rule in rules))}"
        for word, rules in (("only the old one", old - new), ("only the new one", new - old))
        if rules
    ]
    if said:
        yield f"What is left out differs: {listed(said)}. The totals are in scope by each audit's own rules."


def _influence(sides: tuple[Side, Side]) -> Iterator[str]:
    old, new = (side.influence_default for side in sides)
    if old != new:
        yield f"Spend that no influence rule reaches is {old} in the old audit and {new} in the new one; no figure here rests on it."


def _unplaced(full: list[State]) -> Iterator[str]:
    before, after = full[1], full[2]
    shares = [100 * state.unplaced / state.total if state.total else Decimal(0) for state in (before, after)]
    if abs(shares[0] - shares[1]) >= 1:
        yield (
            f"Unplaced spend went from {short(before.unplaced)} to {short(after.unplaced)}: part of the change may be better or worse "
            "knowledge of where suppliers are."
        )


def _headings(known: Decimal, fixed: list[State]) -> Iterator[str]:
    if fixed[0].total and known < KNOWN:
        yield f"Only {percent(known)} of spend has a known heading: what is said by heading is of that part alone."


def _tool(reports: tuple[Report, Report]) -> Iterator[str]:
    old, new = reports
    if old.tool != new.tool:
        yield f"Made by different versions: {old.tool} and {new.tool}. Its changelog says, under Figures, what that may move."
    elif set(old.credits) != set(new.credits):
        yield "The suppliers were placed by different editions of the postcode directory, or of the files behind it."


def signed(value: Decimal) -> str:
    """`+3.2`, `-0.4`, `0.0`."""
    return f"{value:+}" if value else f"{abs(value)}"
