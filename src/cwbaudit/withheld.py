"""Figures that an edition withholds: an amount that is no number, a count that is told only roughly.

Both go through renderers as other figures do. What is worked out from a withheld amount is withheld, and comparing it by size is an
error, so that no picture can be drawn of it by oversight.
"""

from __future__ import annotations

from decimal import Decimal

WITHHELD = Decimal("NaN")
WORD = "withheld"


class Few(int):
    """A count told only roughly: it prints as its words, and counts for nothing."""

    words: str

    def __new__(cls, words: str) -> Few:
        """The count that prints as `words`."""
        made = super().__new__(cls, 0)
        made.words = words
        return made

    def __format__(self, spec: str) -> str:
        return self.words

    def __str__(self) -> str:
        return self.words


def told(*figures: Decimal) -> bool:
    """Whether every one of these amounts or shares is printed."""
    return not any(figure.is_nan() for figure in figures)
