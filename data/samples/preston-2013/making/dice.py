"""Draws that are the same on every machine and every Python: only `random()`, whose sequence the standard library promises."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of draws; `choice`, `sample` and `shuffle` of the standard library may change between versions."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return int(self._random.random() * n)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.below(len(items))]

    def chance(self, percent: int) -> bool:
        """True in `percent` of a hundred draws."""
        return self.below(100) < percent

    def some(self, items: Sequence[T], n: int) -> list[T]:
        """`n` different items, in the order drawn."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(min(n, len(left)))]

    def weighted(self, items: Sequence[tuple[T, int]]) -> T:
        """One of the items, as often as its weight says."""
        ball = self.below(sum(weight for _, weight in items))
        for item, weight in items:
            ball -= weight
            if ball < 0:
                return item
        raise AssertionError("weights add up to less than their sum")
