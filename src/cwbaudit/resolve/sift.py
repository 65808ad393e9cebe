"""Throws out pairs that cannot be one name, before any is looked at closely: whole arrays at a time.

What is kept is a superset of what `likeness` would join or leave for review, but for a few oddities (see the bench).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from cwbaudit.resolve.blocks import Ints, Words
from cwbaudit.resolve.vocabulary import STANDING

Bools = npt.NDArray[np.bool_]
_CHUNK = 500_000
_WHOLE = 55.0  # least ratio of all letters, in percent
_NEARLY = 90.0  # so alike as a whole that what is left over need not be looked at
_LEFT = 0.84  # least likeness of what is left over on both sides
_MOST_LEFT = 34.0  # bits that only one of the names may say, if it says all that the other does


def sift(words: Words, runs: Sequence[str], pairs: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """The pairs worth a close look."""
    sieve = _Sieve(words, runs)
    kept = [sieve.kept(pairs[0][at : at + _CHUNK], pairs[1][at : at + _CHUNK]) for at in range(0, len(pairs[0]), _CHUNK)]
    none = np.empty(0, np.int64)
    return np.concatenate([none, *(one for one, _ in kept)]), np.concatenate([none, *(other for _, other in kept)])


class _Sieve:
    def __init__(self, words: Words, runs: Sequence[str]) -> None:
        self.said = words.said
        self.runs = np.array([*runs, ""], object)[:-1]
        self.lengths = np.fromiter(map(len, runs), np.int64, len(runs))
        light = np.array([word in STANDING or word in ("hospital", "london", "borough", "council") for word in words.vocabulary], bool)
        self.told = np.append(np.where(light, np.float32(0.0), words.told), np.float32(0.0))  # the last, found by -1, is no word
        self.spelling = np.array([*words.vocabulary, ""], object)

    def kept(self, one: Ints, other: Ints) -> tuple[Ints, Ints]:
        """The pairs of one chunk that pass each test in turn, the cheapest first."""
        one, other = _where(
            one, other, np.minimum(self.lengths[one], self.lengths[other]) * 3 >= np.maximum(self.lengths[one], self.lengths[other])
        )
        left, right = self._left(one, other)
        told_left, told_right = (self.told[left]).sum(1), (self.told[right]).sum(1)
        sided = (told_left > 0) & (told_right > 0)
        near = sided | (np.maximum(told_left, told_right) <= _MOST_LEFT)
        one, other, left, right, sided = one[near], other[near], left[near], right[near], sided[near]
        ratio = process.cpdist(self.runs[one], self.runs[other], scorer=fuzz.ratio, score_cutoff=_WHOLE, dtype=np.float32, workers=-1)
        good = np.where(sided, ratio >= _NEARLY, ratio >= _WHOLE)
        good |= ~sided & (told_left[near] == 0) & (told_right[near] == 0)  # the same words in another order
        unsure = np.flatnonzero(sided & ~good)
        alike = process.cpdist(
            self._joined(left[unsure]),
            self._joined(right[unsure]),
            scorer=JaroWinkler.similarity,
            score_cutoff=_LEFT,
            dtype=np.float32,
            workers=-1,
        )
        good[unsure] = alike >= _LEFT
        begins = [a.startswith(b) or b.startswith(a) for a, b in zip(self.runs[one[unsure]], self.runs[other[unsure]], strict=True)]
        good[unsure] |= np.array(begins, bool)
        return _where(one, other, good)

    def _left(self, one: Ints, other: Ints) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """The words of each name of a pair that the other does not say, -1 elsewhere."""
        ours, theirs = self.said[one], self.said[other]
        in_theirs, in_ours = np.zeros(ours.shape, bool), np.zeros(theirs.shape, bool)
        for place in range(ours.shape[1]):
            same = ours == theirs[:, place : place + 1]
            in_theirs |= same
            in_ours[:, place] = same.any(1)
        none = np.int32(-1)
        return np.where(in_theirs, none, ours), np.where(in_ours, none, theirs)

    def _joined(self, left: npt.NDArray[np.int32]) -> list[str]:
        """What is left over, run together; words that are light are left out."""
        said = self.told[left] > 0
        order = np.argsort(~said, axis=1, kind="stable")  # what is said first, in its order
        parts, count = np.take_along_axis(np.where(said, left, -1), order, 1), said.sum(1)
        joined = self.spelling[parts[:, 0]] if len(parts) else np.empty(0, object)
        for place in range(1, int(count.max(initial=0))):
            more = np.flatnonzero(count > place)
            joined[more] = joined[more] + self.spelling[parts[more, place]]
        return list(joined)


def _where(one: Ints, other: Ints, good: Bools) -> tuple[Ints, Ints]:
    return one[good], other[good]
