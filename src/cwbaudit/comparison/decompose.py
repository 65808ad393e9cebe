"""The change of local pounds and of the local share, split into causes that add up exactly.

Symmetric throughout: where two factors multiply, each one's effect is its change at the average of the other, so that neither comes
first and nothing is left over (Bennet's decomposition). Fractions carry it; rounding happens once, at the end, top down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

NOUGHT = Fraction(0)


@dataclass(frozen=True)
class Flow:
    """Spend in scope: all of it, and what of it is local; by heading where it is a body's."""

    total: Fraction = NOUGHT
    local: Fraction = NOUGHT
    headings: Mapping[str, Flow] = field(default_factory=dict)

    @property
    def share(self) -> Fraction:
        """The local share; nought where there is no total."""
        return self.local / self.total if self.total else NOUGHT


@dataclass(frozen=True)
class Cause:
    """An effect on local pounds and on the local share, and what it is made of."""

    name: str
    pounds: Fraction
    share: Fraction
    parts: tuple[Cause, ...] = ()


Bodies = Mapping[str, Flow]


def panel(old: Bodies, new: Bodies) -> list[str]:
    """The bodies with net spend in both audits; none when what they spend together comes to nought in either."""
    both = [name for name in old if name in new and old[name].total and new[name].total]
    return both if all(whole(side, both).total for side in (old, new)) else []


def whole(bodies: Bodies, names: Iterable[str] | None = None) -> Flow:
    """The named bodies as one; all of them when none are named."""
    flows = [bodies[name] for name in (bodies if names is None else names)]
    return Flow(sum((flow.total for flow in flows), NOUGHT), sum((flow.local for flow in flows), NOUGHT))


def decompose(published: Flow, old: Bodies, new: Bodies) -> list[Cause]:
    """From `published`, the old audit as it was, over `old`, the same by the new definition, to `new`: the causes in order."""
    both = panel(old, new)
    before, left, joined, after = whole(old), whole(old, both), whole(new, both), whole(new)
    mix, shift = _within(old, new, both, left, joined)
    volume = (left.share + joined.share) / 2 * (joined.total - left.total)
    return [
        _step("definition", published, before),
        _step("left", before, left),
        Cause("volume", volume, NOUGHT),
        mix,
        shift,
        _step("joined", joined, after),
    ]


def split_share(old: Flow, new: Flow) -> tuple[Fraction, Fraction]:
    """The change of the share as that of the local pounds and that of the total, each at the average of the other."""
    by_local = (new.local - old.local) * (1 / old.total + 1 / new.total) / 2
    return by_local, new.share - old.share - by_local


def _step(name: str, before: Flow, after: Flow) -> Cause:
    return Cause(name, after.local - before.local, after.share - before.share)


def _within(old: Bodies, new: Bodies, both: list[str], before: Flow, after: Flow) -> tuple[Cause, Cause]:
    """Mix between the bodies and shift within them; in pounds at the average total."""
    size = (before.total + after.total) / 2
    level = (before.share + after.share) / 2
    mixes, shifts = [], []
    for name in both:
        mix, shift = _mix_and_shift(old[name], new[name], before.total, after.total, level)
        mixes.append(Cause(name, mix * size, mix))
        weight = _weight(old[name], new[name], before.total, after.total)
        parts = tuple(Cause(part.name, part.pounds * weight * size, part.share * weight) for part in _by_heading(old[name], new[name]))
        shifts.append(Cause(name, shift * size, shift, parts))
    return _together("mix", mixes), _together("shift", shifts)


def _mix_and_shift(old: Flow, new: Flow, before: Fraction, after: Fraction, level: Fraction) -> tuple[Fraction, Fraction]:
    """A part's two effects on the share of a whole that grew from `before` to `after`. Without net spend in a year, all is mix."""
    grown = new.total / after - old.total / before
    if not (old.total and new.total):
        return new.local / after - old.local / before - level * grown, NOUGHT
    mix = ((old.share + new.share) / 2 - level) * grown
    return mix, _weight(old, new, before, after) * (new.share - old.share)


def _weight(old: Flow, new: Flow, before: Fraction, after: Fraction) -> Fraction:
    return (old.total / before + new.total / after) / 2


def _by_heading(old: Flow, new: Flow) -> tuple[Cause, Cause]:
    """A body's own change of share, as another mix of headings and other shares within them."""
    level = (old.share + new.share) / 2
    found = [
        _mix_and_shift(old.headings.get(name, Flow()), new.headings.get(name, Flow()), old.total, new.total, level)
        for name in dict.fromkeys((*old.headings, *new.headings))
    ]
    mix, shift = sum((m for m, _ in found), NOUGHT), sum((s for _, s in found), NOUGHT)
    return Cause("heading mix", mix, mix), Cause("within headings", shift, shift)


def _together(name: str, parts: list[Cause]) -> Cause:
    return Cause(name, sum((p.pounds for p in parts), NOUGHT), sum((p.share for p in parts), NOUGHT), tuple(parts))
