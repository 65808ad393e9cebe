"""Throws out pairs that cannot be one name, before any is looked at closely: whole arrays at a time.

What is kept is a superset of what `likeness` would join or leave for review, but for a few oddities (see the bench).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler, LCSseq

from cwbaudit.resolve.blocks import Ints, Words
from cwbaudit.resolve.cutting import SURE_WIDTHS
from cwbaudit.resolve.leftover import EXCUSING, TWO_PLACES, at_least
from cwbaudit.resolve.lettering import Bools, letters, may_reach_jaro_winkler, may_reach_ratio, most_shared
from cwbaudit.resolve.likeness import REVIEW, ROUNDING
from cwbaudit.resolve.reading import Reading
from cwbaudit.resolve.vocabulary import STANDING, places

Numbers = npt.NDArray[np.int32]
_CHUNK = 1 << 15  # pairs whose arrays stay within a processor's own memory
_WHOLE = 55.0  # least ratio of all letters, in percent
_NEARLY = 90.0  # so alike as a whole that what is left over need not be looked at
_LEFT = 0.84  # least likeness of what is left over on both sides
_A_LETTER = 2.5  # points that each letter costs at least which the longer side lacks: two slips in one word cost five
_MOST_LEFT = 34.0  # bits that only one of the names may say, if it says all that the other does
_LIGHT = STANDING | {"hospital", "london", "borough", "council"}


def sift(
    words: Words, readings: Sequence[Reading], pairs: tuple[Ints, Ints], least: float = REVIEW, threads: int | None = None
) -> tuple[Ints, Ints]:
    """The pairs that may be alike by `least` points, in the order given; by so many threads, or as many as there are processors."""
    sieve = Sieve(words, readings, least)
    one, other = sieve.of_one_form(*pairs)
    starts = range(0, len(one), _CHUNK)
    with ThreadPoolExecutor(threads) as pool:  # numpy and RapidFuzz do most of their work without Python's lock
        kept = list(pool.map(lambda at: sieve.kept(one[at : at + _CHUNK], other[at : at + _CHUNK]), starts))
    none = np.empty(0, np.int64)
    return np.concatenate([none, *(first for first, _ in kept)]), np.concatenate([none, *(second for _, second in kept)])


class Sieve:
    """All that the tests need of every name, and of every word by its number; the last word, found by -1, is none."""

    def __init__(self, words: Words, readings: Sequence[Reading], least: float) -> None:
        count = len(readings)
        self.most = 100.0 - least + ROUNDING
        self.said = words.said
        self.runs = np.array([*(reading.run for reading in readings), ""], object)[:-1]
        self.lengths = np.fromiter((len(reading.run) for reading in readings), np.int64, count)
        self.initial = np.fromiter((ord(reading.run[:1] or " ") for reading in readings), np.int32, count)
        self.cut = np.fromiter((reading.width in SURE_WIDTHS for reading in readings), bool, count)
        self.formed = np.fromiter((reading.formed for reading in readings), bool, count)
        forms = {form: i for i, form in enumerate(sorted({reading.stated for reading in readings} | {""}))}
        self.unstated = forms[""]
        self.form = np.fromiter((forms[reading.stated] for reading in readings), np.int8, count)
        vocabulary = [*words.vocabulary, ""]
        light = np.array([word in _LIGHT for word in words.vocabulary], bool)
        self.told = np.append(np.where(light, np.float32(0.0), words.told), np.float32(0.0))
        heavy = [word if told else "" for word, told in zip(vocabulary, (self.told > 0).tolist(), strict=True)]
        self.heavy = np.array(heavy, object)
        self.letters = letters(heavy)
        self.width = np.fromiter(map(len, heavy), np.int32, len(heavy))
        self.first = np.fromiter((ord(word[0]) if word else 0 for word in heavy), np.int32, len(heavy))
        self.run_letters = np.bitwise_or.reduce(letters(vocabulary)[words.said], axis=1)
        self.count = (words.said >= 0).sum(1)
        self.costs = np.fromiter(map(at_least, vocabulary), np.float32, len(vocabulary))
        self.places = np.array([word in places() for word in vocabulary], bool)
        excusing = np.array([word in EXCUSING for word in vocabulary], bool)
        self.excused: Bools = np.logical_or.reduce(excusing[words.said], axis=1)
        long = [i for i, reading in enumerate(readings) if len(reading.words) > words.said.shape[1]]
        self.excused[long] = True
        self.run_letters[long] = letters([self.runs[i] for i in long])

    def of_one_form(self, one: Ints, other: Ints) -> tuple[Ints, Ints]:
        """The pairs that do not state two forms: those are never one firm."""
        ours, theirs = self.form[one], self.form[other]
        return _where(one, other, (ours == theirs) | (ours == 0) | (theirs == 0))

    def kept(self, one: Ints, other: Ints) -> tuple[Ints, Ints]:
        """The pairs of one chunk that pass each test in turn, the cheapest first."""
        ours, theirs = self.lengths[one], self.lengths[other]
        one, other = _where(one, other, np.minimum(ours, theirs) * 3 >= np.maximum(ours, theirs))
        left, right = self.left(one, other)
        told_left, told_right = self.told[left].sum(0), self.told[right].sum(0)
        good = (told_left == 0) & (told_right == 0)  # the same words in another order
        sided = (told_left > 0) & (told_right > 0)
        near = np.flatnonzero(~sided & ~good & (np.maximum(told_left, told_right) <= _MOST_LEFT))
        good[near] = self._like(one[near], other[near], _WHOLE)
        dear = np.flatnonzero(good)
        dear = dear[self.dear(one[dear], other[dear], left[:, dear], right[:, dear])]
        good[dear] = self.may_be_cut(one[dear], other[dear])
        both = np.flatnonzero(sided)
        good[both] = self._like(one[both], other[both], _NEARLY)
        both = both[~good[both]]
        good[both] = self._begun(one[both], other[both]) | self._cut(one[both], other[both]) | self._alike(left[:, both], right[:, both])
        return _where(one, other, good)

    def _like(self, one: Ints, other: Ints, least: float) -> Bools:
        """Whether all letters of two names are so alike, in percent."""
        ours, theirs = self.lengths[one], self.lengths[other]
        shared = most_shared(self.run_letters[one], self.run_letters[other], ours, theirs)
        good = may_reach_ratio(shared, ours, theirs, least)
        at = np.flatnonzero(good)
        ratio = process.cpdist(self.runs[one[at]], self.runs[other[at]], scorer=fuzz.ratio, score_cutoff=least, dtype=np.float32)
        good[at] = ratio >= least
        return good

    def dear(self, one: Ints, other: Ints, left: Numbers, right: Numbers) -> Bools:
        """Whether one name says all that the other does, and the words that it says beside would surely cost too much."""
        ours, theirs = (left >= 0).sum(0), (right >= 0).sum(0)
        within = ((ours == 0) | (theirs == 0)) & (self.count[one] - ours == self.count[other] - theirs)
        beside = np.maximum(left, right)  # -1 stands for no word
        costs = np.where(self.places[beside] & self.formed[one] & self.formed[other], np.float32(TWO_PLACES), self.costs[beside])
        dear: Bools = within & (costs.sum(0) > self.most) & ~(self.excused[one] | self.excused[other])
        return dear

    def may_be_cut(self, one: Ints, other: Ints) -> Bools:
        """Whether the one may be the other, cut off: not where it states its form."""
        short = np.where(self.lengths[one] <= self.lengths[other], one, other)
        good: Bools = self.form[short] == self.unstated
        at = np.flatnonzero(good)
        good[at] = self._begun(one[at], other[at]) | self._cut(one[at], other[at])
        return good

    def _begun(self, one: Ints, other: Ints) -> Bools:
        """Whether one name, run together, is the beginning of the other."""
        ours, theirs = self.lengths[one], self.lengths[other]
        shared = most_shared(self.run_letters[one], self.run_letters[other], ours, theirs)
        good: Bools = (shared == np.minimum(ours, theirs)) & (self.initial[one] == self.initial[other])
        at = np.flatnonzero(good)
        begins = [a.startswith(b) or b.startswith(a) for a, b in zip(self.runs[one[at]], self.runs[other[at]], strict=True)]
        good[at] = begins
        return good

    def _cut(self, one: Ints, other: Ints) -> Bools:
        """Whether one name was surely cut off, and the other begins so, but for two letters."""
        short, long = np.where(self.lengths[one] <= self.lengths[other], (one, other), (other, one))
        good: Bools = self.cut[short] & (self.initial[one] == self.initial[other])
        at = np.flatnonzero(good)
        begun, beginnings = self.runs[short[at]], [run[:end] for run, end in zip(self.runs[long[at]], self.lengths[short[at]], strict=True)]
        good[at] = process.cpdist(begun, beginnings, scorer=OSA.distance, score_cutoff=2, dtype=np.int32) <= 2
        return good

    def _alike(self, left: Numbers, right: Numbers) -> Bools:
        """Whether what is left over on both sides , run together without light words, is alike and lacks few of each other's letters."""
        ours, theirs = self.width[left].sum(0), self.width[right].sum(0)
        held, held_too = np.bitwise_or.reduce(self.letters[left]), np.bitwise_or.reduce(self.letters[right])
        shared = most_shared(held, held_too, ours, theirs)
        at = np.flatnonzero(may_reach_jaro_winkler(shared, ours, theirs, True, _LEFT))
        begun = self._first(left[:, at]) == self._first(right[:, at])
        at = at[may_reach_jaro_winkler(shared[at], ours[at], theirs[at], begun, _LEFT)]
        one, other = self._joined(left[:, at]), self._joined(right[:, at])
        near = np.flatnonzero(process.cpdist(one, other, scorer=JaroWinkler.similarity, score_cutoff=_LEFT, dtype=np.float32) >= _LEFT)
        both = process.cpdist(one[near], other[near], scorer=LCSseq.similarity, dtype=np.int32)
        at = at[near]
        good = np.zeros(len(ours), bool)
        good[at] = np.minimum(ours[at], theirs[at]) - both <= self.most / _A_LETTER
        return good

    def left(self, one: Ints, other: Ints) -> tuple[Numbers, Numbers]:
        """The words of each name of a pair that the other does not say, -1 elsewhere: one column for each pair."""
        ours, theirs = np.ascontiguousarray(self.said[one].T), np.ascontiguousarray(self.said[other].T)
        in_theirs, in_ours = np.zeros(ours.shape, bool), np.zeros(theirs.shape, bool)
        for place, word in enumerate(theirs):
            same = ours == word
            in_theirs |= same
            in_ours[place] = np.logical_or.reduce(same)
        none = np.int32(-1)
        return np.where(in_theirs, none, ours), np.where(in_ours, none, theirs)

    def _first(self, left: Numbers) -> Numbers:
        """The first letter of what is left over."""
        found: Numbers = self.first[left[-1]]
        for words in left[-2::-1]:
            initial = self.first[words]
            found = np.where(initial > 0, initial, found)
        return found

    def _joined(self, left: Numbers) -> npt.NDArray[np.object_]:
        """What is left over, run together; words that are light are left out."""
        joined: npt.NDArray[np.object_] = self.heavy[left[0]]
        for words in left[1:]:
            more = np.flatnonzero(self.told[words] > 0)
            joined[more] = joined[more] + self.heavy[words[more]]
        return joined


def _where(one: Ints, other: Ints, good: Bools) -> tuple[Ints, Ints]:
    return one[good], other[good]
