"""Which words of two names may be one word in two spellings, told from arrays: where each name says a word that nothing of the other may
stand for, the two names are two."""

from __future__ import annotations

from itertools import combinations
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from cwbaudit.resolve.lettering import Bools, Letters, same_beginning
from cwbaudit.resolve.vocabulary import DESKS, PURPOSES, WEIGHTLESS, bits

Numbers = npt.NDArray[np.int64]
_Any = TypeVar("_Any", np.int64, np.bool_)
_AND, _BEGUN = 3, 4  # letters


class Partners:
    """What is looked at in each word of a vocabulary, by its number: the letters `held`, the beginning, and whether it is `light`, so that
    another name may leave it out."""

    def __init__(self, words: npt.NDArray[np.object_], held: Letters, begun: Letters, light: frozenset[str]) -> None:
        self.words = words
        self.letters, self.begun = held, begun
        self.length = np.fromiter(map(len, words), np.int32, len(words))
        self.slips = np.searchsorted([3, 6, 12], self.length, "right")  # that a word of such length may have
        idle = light | WEIGHTLESS | DESKS | PURPOSES
        self.usual = np.fromiter(map(bits().__contains__, words), bool, len(words))
        self.plural = np.fromiter((word.endswith("ies") for word in words), bool, len(words))  # an edit further from its singular
        self.own = np.fromiter((word.isalpha() and word not in idle for word in words), bool, len(words))

    def alone(self, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
        """Of the words that only the one of two names says, those of its own that nothing in the other may stand for, -1 elsewhere: one
        column for each pair."""
        left, right = _first_rows(left), _first_rows(right)
        alone, alone_too = self.own[left], self.own[right]
        for i, one in enumerate(left):
            for j, other in enumerate(right):
                said = np.flatnonzero((one >= 0) & (other >= 0))
                paired = said[self._may_be_one(one[said], other[said])]
                alone[i, paired] = alone_too[j, paired] = False
        self._parted(left, right, alone, alone_too)
        self._parted(right, left, alone_too, alone)
        held, held_too = np.bitwise_or.reduce(self.letters[left]), np.bitwise_or.reduce(self.letters[right])
        apart = ~_a_slip_apart(held, held_too, self.length[left].sum(0), self.length[right].sum(0))  # all that is left over, run together
        none = np.int32(-1)
        return np.where(alone & apart, left, none), np.where(alone_too & apart, right, none)

    def _may_be_one(self, one: Numbers, other: Numbers) -> Bools:
        """Whether two words may be a slip, a plural or a shortened form of each other."""
        held, held_too, length, length_too = self.letters[one], self.letters[other], self.length[one], self.length[other]
        lacking, lacking_too = np.bitwise_count(held & ~held_too), np.bitwise_count(held_too & ~held)
        slips = np.minimum(self.slips[one], self.slips[other])
        longer, long = np.abs(length - length_too), np.where(length < length_too, other, one)
        begun = same_beginning(self.begun[one], self.begun[other])
        slip = (lacking <= slips) & (lacking_too <= slips) & (longer <= slips)
        within = np.where(length < length_too, lacking, lacking_too) == 0
        within &= (longer <= _AND) | (begun == _BEGUN) | ((begun > 0) & self.usual[long])  # a plural, what ran into its `and`, or short
        one_word: Bools = slip | within
        at = np.flatnonzero(one_word)
        edits = process.cpdist(self.words[one[at]], self.words[other[at]], scorer=OSA.distance, dtype=np.int32)
        one_word[at] = (edits <= slips[at] + self.plural[long[at]]) | (within[at] & (edits == longer[at]))
        return one_word

    def _parted(self, left: Numbers, right: Numbers, alone: Bools, alone_too: Bools) -> None:
        """Takes note of words of the one side that may be two of the other run together, and of those two."""
        for (i, first), (j, second) in combinations(enumerate(right), 2):
            both = np.flatnonzero((first >= 0) & (second >= 0))
            first, second = first[both], second[both]
            held, length = self.letters[first] | self.letters[second], self.length[first] + self.length[second]
            for k, whole in enumerate(left):
                words = whole[both]
                parted = both[(words >= 0) & _a_slip_apart(self.letters[words], held, self.length[words], length)]
                alone[k, parted] = alone_too[i, parted] = alone_too[j, parted] = False


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
