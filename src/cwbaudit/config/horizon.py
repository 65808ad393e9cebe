"""The horizon: contracts that run beyond it lock their spend; what comes free by then may be bought elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from cwbaudit.config.keys import Model
from cwbaudit.config.tomlmap import locate
from cwbaudit.errors import ConfigError
from cwbaudit.terms import ContractDate


class Horizon(Model):
    """The keys of `[influence]` that say which contracts lock: those with an end, or a review, beyond the horizon."""

    horizon: date | None = None
    horizon_months: int | None = Field(default=None, ge=0, le=600)
    contract_date: ContractDate = ContractDate.END

    @model_validator(mode="after")
    def _only_one(self) -> Self:
        if self.horizon is not None and self.horizon_months is not None:
            raise ValueError("has both `horizon` and `horizon_months`: keep one of them")
        return self

    def beyond(self, end: date | None) -> date | None:
        """The day after which a contract's date locks; without a horizon it is the period's `end`, and None where there is no period."""
        return self.horizon or (months_after(end, self.horizon_months or 0) if end else None)


def months_after(end: date, months: int) -> date:
    """The day so many months after `end`, no later than its month's last; from the last day of a month, the last day of a month."""
    years, month = divmod(end.month - 1 + months, 12)
    first = date(end.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return last if (end + timedelta(days=1)).day == 1 else min(first + timedelta(days=end.day - 1), last)


def check_horizon(stated: Horizon, end: date | None, *, contracts: bool, path: Path | None, text: str) -> None:
    """ConfigError where no contract is there for it to be compared with, or where it lies before the period's end."""
    for key in (key for key in Horizon.model_fields if key in stated.model_fields_set and not contracts):
        raise ConfigError(
            f"[influence] {key} is about contracts registers, and no [[source]] has one.", where=_at(path, text, key),
            fix=f"Name a register under `contracts` of its [[source]], or delete `{key}`.",
        )  # fmt: skip
    if stated.horizon and end and stated.horizon < end:
        raise ConfigError(
            f"[influence] horizon, {stated.horizon}, lies before the end of the period, {end}.", where=_at(path, text, "horizon"),
            fix="Leave it out for the end of the period, or name a later day: what had come free by then is not locked.",
        )  # fmt: skip


def _at(path: Path | None, text: str, key: str) -> str:
    line = locate(text, ("influence", key))
    name = str(path) if path else "the config"
    return f"{name}, line {line}" if line else name
