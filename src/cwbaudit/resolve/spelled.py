"""The letters of many names, each run together, as hashes: of the first and the last, in their order and in any, and of all but one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Owners = npt.NDArray[np.int64] | npt.NDArray[np.int32]
Keys = npt.NDArray[np.uint64]
SPREAD = np.uint64(0xBF58476D1CE4E5B9)
_BASE, _ONE = np.uint64(0x9E3779B97F4A7C15), np.uint64(1)
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))  # base * inverse = 1 modulo 2^64, in which numpy multiplies
_SCATTERED = np.arange(256, dtype=np.uint64) * SPREAD ^ _BASE  # of each letter
_UNORDERED = _SCATTERED * _SCATTERED  # of each letter where it does not tell at which place it stands
_AT_ONCE = 1 << 16


class Spelled:
    """The letters of all runs, one run after the other."""

    def __init__(self, runs: Sequence[str]) -> None:
        raw = [run.encode() for run in runs]
        self.lengths = np.fromiter(map(len, raw), np.int64, len(raw))
        self.ends = np.cumsum(self.lengths)
        self.starts = self.ends - self.lengths
        self.letters = np.frombuffer(b"".join(raw), np.uint8)

    def first(self, count: int) -> tuple[Keys, Ints]:
        """The hash of each run's first `count` letters, for runs that have them."""
        long = np.flatnonzero(self.lengths >= count)
        return self._spans(self.starts[long], count), long

    def last(self, count: int) -> tuple[Keys, Ints]:
        """The hash of each run's last `count` letters, for runs that have more."""
        long = np.flatnonzero(self.lengths > count)
        return self._spans(self.ends[long] - count, count), long

    def first_in_any_order(self, count: int) -> tuple[Keys, Ints]:
        """The hash of each run's first `count` letters, whatever their order, for runs that have them: a slip there, another elsewhere."""
        long = np.flatnonzero(self.lengths >= count)
        return self._spans(self.starts[long], count, _UNORDERED, _ONE), long

    def last_in_any_order(self, count: int) -> tuple[Keys, Ints]:
        """The hash of each run's last `count` letters, whatever their order, for runs that have them."""
        long = np.flatnonzero(self.lengths >= count)
        return self._spans(self.ends[long] - count, count, _UNORDERED, _ONE), long

    def _spans(self, starts: Ints, count: int, scattered: Keys = _SCATTERED, base: np.uint64 = _BASE) -> Keys:
        """The hash of so many letters from each of these places on."""
        found = np.zeros(len(starts), np.uint64)
        for place in range(count):
            found *= base
            found += scattered[self.letters[starts + place]]
        return found

    @cached_property
    def sums(self) -> Keys:
        """Running sums of letter times base^place, so that the hash of any beginning is one difference."""
        sums = np.zeros(len(self.letters) + 1, np.uint64)
        powers = np.ones(int(self.lengths.max(initial=0)) + 1, np.uint64)
        powers[1:] = np.multiply.accumulate(np.full(len(powers) - 1, _BASE, np.uint64))
        for start in range(0, len(self.lengths), _AT_ONCE):  # some names at a time: nothing as long as all letters is made beside the sums
            names = slice(start, start + _AT_ONCE)
            lengths, starts = self.lengths[names], self.starts[names]
            letters = slice(int(starts[0]), int(starts[-1] + lengths[-1]))
            places = np.arange(letters.start, letters.stop) - np.repeat(starts, lengths)
            sums[letters.start + 1 : letters.stop + 1] = _SCATTERED[self.letters[letters]] * powers[places]
        return np.cumsum(sums, out=sums)

    def one_less(self, shortest: int, turn: int, turns: int) -> tuple[Keys, Owners]:
        """The hashes of each run, and of it without one letter: two runs that are one slip apart share one of them. By how many letters
        are hashed, a part of them all in each of so many turns."""
        long = np.flatnonzero((self.lengths >= shortest) & ((self.lengths - 1) % turns == turn))
        whole = np.flatnonzero((self.lengths >= shortest - 1) & (self.lengths % turns == turn))
        starts, ends, lengths = self.starts[long], self.ends[long], self.lengths[long]
        at = np.arange(lengths.sum()) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        without = self.sums[at]
        at += 1
        without -= self.sums[at] * _INVERSE
        without += np.repeat(self.sums[ends] * _INVERSE - self.sums[starts], lengths)
        keys = np.concatenate([without, self.sums[self.ends[whole]] - self.sums[self.starts[whole]]])
        return keys, np.concatenate([np.repeat(long.astype(np.int32), lengths), whole.astype(np.int32)])
