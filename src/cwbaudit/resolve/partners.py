"""Which words of two names may be one word in two spellings, told from arrays: where each name says a word that nothing of the other may
stand for, the two names are two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from cwbaudit.resolve.lettering import Bools, Letters, same_beginning
from cwbaudit.resolve.vocabulary import DESKS, PURPOSES, STANDING, WEIGHTLESS, bits

Numbers = npt.NDArray[np.int32]
_Any = TypeVar("_Any", np.int32, np.bool_)
_AND, _BEGUN = 3, 4  # letters


class Partners:
    """What is looked at in each word of a vocabulary, by its number: the letters `held`, the beginning, and whether it is `light`, so that
    another name may leave it out."""

    def __init__(self, vocabulary: Sequence[str], held: Letters, begun: Letters, light: frozenset[str]) -> None:
        self.letters, self.begun = held, begun
        self.length = np.fromiter(map(len, vocabulary), np.int64, len(vocabulary))
        self.slips = np.searchsorted([3, 6, 12], self.length, "right")  # that a word of such length may have
        usual, idle = STANDING.union(bits()), light | WEIGHTLESS | DESKS | PURPOSES
        self.usual = np.fromiter(map(usual.__contains__, vocabulary), bool, len(vocabulary))
        self.own = np.fromiter((word.isalpha() and word not in idle for word in vocabulary), bool, len(vocabulary))

    def none(self, left: Numbers, right: Numbers) -> Bools:
        """Where each of two names has a word of its own among those that only it says: one column for each pair, -1 for no word."""
        left, right = _first_rows(left), _first_rows(right)
        alone, alone_too = self.own[left], self.own[right]
        for i, one in enumerate(left):
            for j, other in enumerate(right):
                said = np.flatnonzero((one >= 0) & (other >= 0))
                paired = said[self._may_be_one(one[said], other[said])]
                alone[i, paired] = alone_too[j, paired] = False
        apart: Bools = np.logical_or.reduce(alone) & np.logical_or.reduce(alone_too)
        at = np.flatnonzero(apart)
        apart[at] = self._unparted(columns(left, at), columns(right, at), columns(alone, at), columns(alone_too, at))
        return apart

    def _unparted(self, left: Numbers, right: Numbers, alone: Bools, alone_too: Bools) -> Bools:
        """Where both still have a word `alone` if none is two of the other's run together, and all of them not all of the other's."""
        self._parted(left, right, alone, alone_too)
        self._parted(right, left, alone_too, alone)
        held, held_too = np.bitwise_or.reduce(self.letters[left]), np.bitwise_or.reduce(self.letters[right])
        all_of_them = _a_slip_apart(held, held_too, self.length[left].sum(0), self.length[right].sum(0))
        unparted: Bools = np.logical_or.reduce(alone) & np.logical_or.reduce(alone_too) & ~all_of_them
        return unparted

    def _may_be_one(self, one: Numbers, other: Numbers) -> Bools:
        """Whether two words may be a slip, a plural or a shortened form of each other."""
        held, held_too, length, length_too = self.letters[one], self.letters[other], self.length[one], self.length[other]
        lacking, lacking_too = np.bitwise_count(held & ~held_too), np.bitwise_count(held_too & ~held)
        slips = np.minimum(self.slips[one], self.slips[other])
        longer = np.abs(length - length_too)
        within = np.where(length < length_too, lacking, lacking_too) == 0
        slip = (lacking <= slips) & (lacking_too <= slips) & (longer <= slips)
        ending = within & (longer <= _AND)  # a plural, or what ran into its `and`
        begun = same_beginning(self.begun[one], self.begun[other])
        short = within & ((begun == _BEGUN) | ((begun > 0) & np.where(length < length_too, self.usual[other], self.usual[one])))
        one_word: Bools = slip | ending | short
        return one_word

    def _parted(self, left: Numbers, right: Numbers, alone: Bools, alone_too: Bools) -> None:
        """Takes note of words of the one side that may be two of the other run together, and of those two."""
        for (i, first), (j, second) in combinations(enumerate(right), 2):
            held, length = self.letters[first] | self.letters[second], self.length[first] + self.length[second]
            both = (first >= 0) & (second >= 0)
            for k, whole in enumerate(left):
                parted = both & _a_slip_apart(self.letters[whole], held, self.length[whole], length)
                alone[k] &= ~parted
                alone_too[i] &= ~parted
                alone_too[j] &= ~parted


def columns(rows: npt.NDArray[_Any], at: npt.NDArray[np.int64]) -> npt.NDArray[_Any]:
    """Some columns, with each row in one piece; `rows[:, at]` has each column so, and whatever is added up over its rows takes thirty times
    as long."""
    return rows.take(at, axis=1)


def _first_rows(words: Numbers) -> Numbers:
    """The same words of each column, and no more rows than the longest needs."""
    ordered: Numbers = -np.sort(-words, axis=0)
    return ordered[: int((ordered >= 0).any(1).sum())]


def _a_slip_apart(held: Letters, held_too: Letters, length: npt.NDArray[np.int64], length_too: npt.NDArray[np.int64]) -> Bools:
    """Whether words run together may be a slip apart, or an `and`."""
    longer = np.abs(length - length_too)
    slip = (np.bitwise_count(held & ~held_too) <= 1) & (np.bitwise_count(held_too & ~held) <= 1) & (longer <= 1)
    anded: Bools = (longer == _AND) & (np.bitwise_count(held ^ held_too) <= _AND)
    alike: Bools = slip | anded
    return alike
