"""Effects as the Report states them: each figure printed, with its formula and inputs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from cwbaudit import effect
from cwbaudit.config.asked import EffectConfig
from cwbaudit.effect import Derived
from cwbaudit.money import pounds
from cwbaudit.report.model import Derivation, Split


def of_today(split: Split, rates: EffectConfig | None) -> list[Derivation]:
    """LM3 of the spend as it is, and what a pound that moves is worth."""
    if rates is None:
        return []
    each = effect.per_pound(rates)
    return _told([*effect.of_spend(split.total, split.local, rates), *([each] if each else [])])


def of_scenario(total: Decimal, local: Decimal, moved: Decimal, rates: EffectConfig | None) -> list[Derivation]:
    """What a pound that moves is worth and what the move is; then LM3 after it. `moved` counts only what became local."""
    if rates is None:
        return []
    each = effect.per_pound(rates)
    return _told([*([each] if each else []), *effect.of_move(moved, rates), *effect.of_spend(total, local, rates)])


def _told(derived: Sequence[Derived]) -> list[Derivation]:
    return [
        Derivation(
            name=one.name, value=one.value, unit=one.unit, printed=printed(one), formula=one.formula,
            working=f"{one.working} = {printed(one)}", source=one.source,
        )
        for one in derived
    ]  # fmt: skip


def printed(one: Derived) -> str:
    """The value as it is shown: pounds to the penny, jobs to a tenth, a ratio to a thousandth."""
    if one.unit == "pounds":
        return pounds(one.value)
    return f"{one.value:,}" if one.unit == "jobs" else f"{one.value.quantize(Decimal('0.001'), rounding=ROUND_HALF_UP)}"
