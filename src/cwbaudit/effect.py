"""What local spend is worth, only on assumptions that the config states: each figure with its formula and its inputs.

LM3 is nef's Local Multiplier 3: (R1 + R2 + R3) / R1, where R1 is what is spent, R2 the part of it that is spent locally, and R3 the
part of R2 that those who receive it spend locally again. It runs from 1 to 3. The extended form also counts what suppliers elsewhere
spend locally (Northumberland, nef 2005).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cwbaudit.config.asked import EffectConfig
from cwbaudit.money import pounds, share, to_penny

MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Derived:
    """A figure that follows from assumptions: how it was worked out, and where the assumptions are from."""

    name: str
    value: Decimal
    unit: Literal["ratio", "pounds", "jobs"]
    formula: str
    working: str
    source: str


def of_spend(total: Decimal, local: Decimal, rates: EffectConfig) -> list[Derived]:
    """LM3 of spend of which `local` stays: strict, and extended when the rate of suppliers elsewhere is stated; then a pound's worth."""
    if total <= 0:
        return []
    again = to_penny(local * rates.local_respend)
    strict = Derived(
        "LM3, strict", share(total + local + again, total), "ratio", "(R1 + R2 + R3) / R1; R2 = local spend; R3 = local re-spend rate × R2",
        f"({pounds(total)} + {pounds(local)} + {rates.local_respend} × {pounds(local)}) / {pounds(total)}", rates.source,
    )  # fmt: skip
    return [strict, *_extended(total, local, again, rates)]


def _extended(total: Decimal, local: Decimal, again: Decimal, rates: EffectConfig) -> Iterator[Derived]:
    if rates.other_respend is None:
        return
    back = to_penny((total - local) * rates.other_respend)
    yield Derived(
        "LM3, extended", share(total + local + again + back, total), "ratio",
        "(R1 + R2 + R3 + re-spend rate of other suppliers × (R1 − R2)) / R1",
        f"({pounds(total)} + {pounds(local)} + {rates.local_respend} × {pounds(local)} + {rates.other_respend} × {pounds(total - local)})"
        f" / {pounds(total)}",
        rates.source,
    )  # fmt: skip


def per_pound(rates: EffectConfig) -> Derived | None:
    """What a pound is worth locally when it goes to a local supplier instead of another; None unless both rates are stated."""
    if rates.other_respend is None:
        return None
    worth = 1 + rates.local_respend - rates.other_respend
    formula = "(1 + local re-spend rate) − re-spend rate of other suppliers"
    working = f"(1 + {rates.local_respend}) − {rates.other_respend}"
    return Derived("Local value of each pound that moves", worth, "ratio", formula, working, rates.source)


def of_move(moved: Decimal, rates: EffectConfig) -> list[Derived]:
    """What `moved` pounds more of local spend are worth, in pounds, jobs and tax, as far as rates are stated."""
    worth = per_pound(rates)
    found = []
    if worth is not None:
        value, working = to_penny(moved * worth.value), f"{pounds(moved)} × {worth.value}"
        found.append(Derived("Local value of what moves", value, "pounds", "moved × local value of each pound", working, rates.source))
    if rates.jobs_per_million is not None:
        jobs = (moved / MILLION * rates.jobs_per_million).quantize(Decimal("0.1"))
        working = f"{pounds(moved)} / £1,000,000 × {rates.jobs_per_million}"
        found.append(Derived("Jobs", jobs, "jobs", "moved / £1,000,000 × jobs per million", working, rates.jobs_source))
    if rates.tax_rate is not None:
        working = f"{pounds(moved)} × {rates.tax_rate}"
        found.append(Derived("Tax", to_penny(moved * rates.tax_rate), "pounds", "moved × tax rate", working, rates.tax_source))
    return found
