"""The procurement thresholds under which contracts may be reserved, from data/thresholds.toml, each with its source."""

from __future__ import annotations

import importlib.resources
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from cwbaudit.money import to_penny


@dataclass(frozen=True)
class Threshold:
    """An amount that includes VAT, the rate of that VAT, and where the amount is from."""

    contracts: str
    amount: Decimal
    vat: Decimal
    source: str

    def limit(self, years: int, *, gross: bool) -> Decimal:
        """What a contract that runs for `years` may be paid in one of them; without VAT unless the payments include it."""
        return to_penny(self.amount / (1 if gross else 1 + self.vat) / years)


@cache
def threshold(contracts: str) -> Threshold:
    """The threshold for "goods and services", "works" or "light touch"."""
    text = importlib.resources.files("cwbaudit").joinpath("data/thresholds.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text, parse_float=Decimal)
    (found,) = [entry for entry in data["threshold"] if entry["contracts"] == contracts]
    return Threshold(contracts, Decimal(found["amount"]), Decimal(data["vat"]), found["source"])
