"""Builds the Comparison: two audits, the way from one to the other, and the words beside it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from cwbaudit import __version__
from cwbaudit.comparison import tally, words
from cwbaudit.comparison.caveats import caveats
from cwbaudit.comparison.decompose import Bodies, Flow, decompose, panel, split_share, whole
from cwbaudit.comparison.match import pairs
from cwbaudit.comparison.model import BodyChange, Comparison, Denominator, HeadingChange, Side, Size, State
from cwbaudit.comparison.opened import hidden, opened
from cwbaudit.comparison.restate import restated
from cwbaudit.comparison.rounding import NOTHING, Rounded, difference, parted, rounded
from cwbaudit.comparison.suppliers import suppliers
from cwbaudit.folder import Audit
from cwbaudit.headings import UNKNOWN
from cwbaudit.money import share
from cwbaudit.report.model import Report
from cwbaudit.report.words import listed
from cwbaudit.tables import SPEND

HEADINGS = 200


def compare(old: Audit, new: Audit) -> Comparison:
    """What changed from OLD to NEW and why; UsageError when the two cannot be compared."""
    reports = opened(old), opened(new)
    after = new[SPEND]
    before = tally.named_alike(restated(old, new), after)
    was, is_ = tally.flows(before), tally.flows(after)
    both = panel(was, is_)
    fixed_spend = tally.of_bodies(before, both), tally.of_bodies(after, both)
    full = [
        tally.state("old audit", old[SPEND]),
        tally.state("old audit, new definition", before),
        tally.state("new audit", after),
    ]
    fixed = [tally.state(name, spend) for name, spend in zip(("old audit, new definition", "new audit"), fixed_spend, strict=True)]
    change = difference((full[0].total, full[0].local), (full[2].total, full[2].local))
    fixed_change = difference((fixed[0].total, fixed[0].local), (fixed[1].total, fixed[1].local))
    from_restated = difference((full[1].total, full[1].local), (full[2].total, full[2].local))
    published = Flow(Fraction(full[0].total), Fraction(full[0].local))
    sizes = rounded(decompose(published, was, is_), change)
    bodies = _bodies(was, is_, both, sizes)
    sides = _side(reports[0]), _side(reports[1])
    denominator = _denominator(whole(was, both), whole(is_, both), fixed, fixed_change) if both else None
    alike = _with_heading(was, is_, both)
    found = words.effects(sizes)
    return Comparison(
        tool=f"cwbaudit {__version__}", title=f"{reports[0].title} and {reports[1].title}", old=sides[0], new=sides[1],
        sentences=words.sentences(reports[1].place.name, full, change, found),
        caveats=caveats(reports, sides, full, fixed, change, denominator, bodies, alike), full=full, fixed=fixed, change=change,
        fixed_change=fixed_change,
        restated_change=from_restated, heading_mix=_all(bodies, "heading_mix"), within_headings=_all(bodies, "within_headings"),
        effects=found, denominator=denominator, bodies=bodies, with_heading=alike, headings=_headings(was, is_, both),
        suppliers=suppliers(pairs(old, fixed_spend[0], new, fixed_spend[1]), hidden(old) | hidden(new)), method=words.METHOD,
    )  # fmt: skip


def _side(report: Report) -> Side:
    basis: dict[str, dict[str, None]] = {}
    for source in report.sources:
        if source.lines:
            basis.setdefault(source.body, {})[source.amount_basis] = None
    return Side(
        title=report.title, tool=report.tool, period_from=report.period_from, period_to=report.period_to, place=report.place,
        influence_default=report.influence_default, amount_basis={body: listed(sorted(found)) for body, found in basis.items()},
    )  # fmt: skip


def _denominator(old: Flow, new: Flow, fixed: list[State], change: Size) -> Denominator:
    numerator, denominator = parted(split_share(old, new), change.points)
    return Denominator(numerator=numerator, denominator=denominator, at_old_total=share(fixed[1].local, fixed[0].total))


def _bodies(old: Bodies, new: Bodies, both: list[str], sizes: dict[str, Rounded]) -> list[BodyChange]:
    found = [_body(name, old.get(name), new.get(name), name in both, sizes) for name in dict.fromkeys((*new, *old))]
    return sorted(found, key=lambda body: (body.panel != "both", -body.new_total, -body.old_total, body.name))


def _body(name: str, old: Flow | None, new: Flow | None, both: bool, sizes: dict[str, Rounded]) -> BodyChange:
    mix, shift = (sizes[cause].parts.get(name) for cause in ("mix", "shift"))
    inner = shift.parts if shift else {}
    was, is_ = (_printed(flow or Flow()) for flow in (old, new))
    change = difference(was, is_)
    return BodyChange(
        name=name, panel=_panel(old, new, both),
        old_total=was[0], new_total=is_[0], old_local=was[1], new_local=is_[1], local_change=change.amount,
        old_share=share(was[1], was[0]), new_share=share(is_[1], is_[0]), change=change.points,
        mix=mix.size if mix else NOTHING, shift=shift.size if shift else NOTHING,
        **{name.replace(" ", "_"): inner[name].size if inner else NOTHING for name in ("heading mix", "within headings")},
    )  # fmt: skip


def _all(bodies: list[BodyChange], cause: str) -> Size:
    """What a cause comes to over all bodies; printed figures, so that they add up."""
    sizes: list[Size] = [getattr(body, cause) for body in bodies]
    return Size(**{name: sum((getattr(size, name) for size in sizes), Decimal(0)) for name in Size.model_fields})


def _panel(old: Flow | None, new: Flow | None, both: bool) -> str:
    if both:
        return "both"
    return "no net spend" if old and new else "old only" if old else "new only"


def _printed(flow: Flow) -> tuple[Decimal, Decimal]:
    return tally.money(flow.total), tally.money(flow.local)


def _pooled(bodies: Bodies, names: list[str]) -> dict[str, Flow]:
    pooled: dict[str, Flow] = {}
    for body in names:
        for heading, flow in bodies[body].headings.items():
            known = pooled.get(heading, Flow())
            pooled[heading] = Flow(known.total + flow.total, known.local + flow.local)
    return pooled


def _headings(old: Bodies, new: Bodies, both: list[str]) -> list[HeadingChange]:
    was, is_ = _pooled(old, both), _pooled(new, both)
    found = [_heading(name, was.get(name, Flow()), is_.get(name, Flow())) for name in dict.fromkeys((*was, *is_))]
    return sorted(found, key=lambda heading: (-abs(heading.local_change), heading.name))[:HEADINGS]


def _heading(name: str, old: Flow, new: Flow) -> HeadingChange:
    was, is_ = _printed(old), _printed(new)
    return HeadingChange(
        name=name, old_total=was[0], new_total=is_[0], old_local=was[1], new_local=is_[1], local_change=is_[1] - was[1],
        old_share=share(was[1], was[0]), new_share=share(is_[1], is_[0]),
    )  # fmt: skip


def _with_heading(old: Bodies, new: Bodies, both: list[str]) -> Decimal:
    found = [(name, abs(flow.total)) for side in (old, new) for body in both for name, flow in side[body].headings.items()]
    known = sum((size for name, size in found if name != UNKNOWN), Fraction(0))
    return share(tally.money(known), tally.money(sum((size for _, size in found), Fraction(0))))
