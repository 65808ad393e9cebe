"""Effect: what local spend is worth, from stated rates alone. Northumberland's: 76p of a pound again locally, elsewhere 36p."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit.config.asked import EffectConfig
from cwbaudit.effect import of_move, of_spend, per_pound

D = Decimal
RATES = EffectConfig(local_respend=D("0.76"), other_respend=D("0.36"), source="nef 2005")
MILLION = D("1000000.00")


def lm3(local: str) -> list[Decimal]:
    return [found.value for found in of_spend(MILLION, D(local), RATES)]


def test_lm3_strict_and_extended() -> None:
    """£1,000,000 of which 40% is local: 1.704 and 1.920. At 50%: 1.880 and 2.060."""
    assert lm3("400000.00") == [D("1.704"), D("1.920")]
    assert lm3("500000.00") == [D("1.880"), D("2.060")]


def test_all_leaking_is_one_and_all_kept_is_three() -> None:
    kept = EffectConfig(local_respend=D(1), source="-")
    assert [of_spend(MILLION, D(local), kept)[0].value for local in ("0", "1000000.00")] == [1, 3]


def test_a_pound_that_moves_is_worth_what_the_extended_multiplier_rises_by() -> None:
    """£1.76 less £0.36 is £1.40; £100,000 moved is worth £140,000, which is 0.14 of £1,000,000."""
    worth = per_pound(RATES)
    assert worth is not None
    assert worth.value == D("1.40")
    (value,) = of_move(D("100000.00"), RATES)
    assert value.value == D("140000.00") == (lm3("500000.00")[1] - lm3("400000.00")[1]) * MILLION


def test_every_figure_says_its_formula_its_inputs_and_its_source() -> None:
    rates = RATES.model_copy(update={"jobs_per_million": D("12.5"), "jobs_source": "a study", "tax_rate": D("0.1"), "tax_source": "b"})
    found = {one.name: one for one in of_move(D("2000000.00"), rates)}
    assert (found["Jobs"].value, found["Jobs"].working, found["Jobs"].source) == (25, "£2,000,000.00 / £1,000,000 × 12.5", "a study")
    assert found["Tax"].value == D("200000.00")
    assert all(one.formula and one.source for one in found.values())


def test_without_the_other_rate_nothing_is_said_of_moving() -> None:
    rates = EffectConfig(local_respend=D("0.76"), source="nef 2005")
    assert per_pound(rates) is None
    assert of_move(MILLION, rates) == []
    assert [one.name for one in of_spend(MILLION, D(0), rates)] == ["LM3, strict"]
