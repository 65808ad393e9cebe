"""Throws out pairs that cannot be one name, before any is looked at closely: whole arrays at a time.

What is kept is a superset of what `likeness` would join or leave for review, but for a few oddities (see the bench).
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler, LCSseq

from cwbaudit.resolve.cutting import SURE_WIDTHS
from cwbaudit.resolve.leftover import AGAINST, EXCUSING, TWO_PLACES, at_least, at_least_but_initials
from cwbaudit.resolve.lettering import (
    Bools,
    Lengths,
    Letters,
    beginnings,
    initials,
    letters,
    may_reach_jaro_winkler,
    may_reach_ratio,
    most_shared,
    repeated,
    repeated_together,
    same_beginning,
)
from cwbaudit.resolve.likeness import ROUNDING
from cwbaudit.resolve.partners import Numbers, Partners, columns
from cwbaudit.resolve.readings import MOST_WORDS, Readings
from cwbaudit.resolve.spelled import Ints
from cwbaudit.resolve.spelling import WAYS
from cwbaudit.resolve.vocabulary import STANDING, places

Kept = npt.NDArray[np.int8]
_CHUNK = 1 << 15  # pairs whose arrays stay within a processor's own memory
_WORDS = (3, 4, 5, MOST_WORDS)  # a chunk is of names that say so many words at most: fewer columns where all say few
_WHOLE = 55.0  # least ratio of all letters, in percent
_NEARLY = 90.0  # so alike as a whole that what is left over need not be looked at
_LEFT = 0.84  # least likeness of what is left over on both sides
_A_LETTER = 2.5  # points that each letter costs at least which the longer side lacks: two slips in one word cost five
_MOST_LEFT = 34.0  # bits that only one of the names may say, if it says all that the other does
_SURELY, _IF_ONE_WORD = np.int8(1), np.int8(2)
_WAYS = {word: way for way, words in enumerate(sorted(WAYS), 1) for word in words}
_LIGHT = STANDING | {"hospital", "london", "borough", "council"}


def sift(sieve: Sieve, pairs: tuple[Ints, Ints], threads: int | None = None) -> tuple[Ints, Ints]:
    """The pairs that stay in the sieve, in the order given; by so many threads, or as many as there are processors."""
    one, other = sieve.of_one_form(*pairs)
    most = np.maximum(sieve.count[one], sieve.count[other])
    kinds = [np.flatnonzero((most > fewer) & (most <= words)) for fewer, words in pairwise((-1, *_WORDS))]
    with ThreadPoolExecutor(threads) as pool:  # numpy and RapidFuzz do most of their work without Python's lock

        def through(test: Callable[[Ints, Ints], npt.NDArray[Any]], kinds: list[Ints]) -> list[npt.NDArray[Any]]:
            chunks = [kind[at : at + _CHUNK] for kind in kinds for at in range(0, len(kind), _CHUNK)]
            return [np.empty(0, bool), *pool.map(lambda at: test(one[at], other[at]), chunks)]

        kept, at = np.concatenate(through(sieve.kept, kinds)), np.concatenate(kinds)
        good, doubtful = at[kept == _SURELY], at[kept == _IF_ONE_WORD]
        good = np.append(good, doubtful[np.concatenate(through(sieve.not_two, [doubtful]))])
    good.sort()
    return one[good], other[good]


class Sieve:
    """What keeps pairs that may be alike by `least` points: all that its tests need of every name, and of every word by its number; the
    last word, found by -1, is none."""

    def __init__(self, readings: Readings, least: float) -> None:
        words = readings.words
        self.most = 100.0 - least + ROUNDING
        self.said = words.said
        self.runs = _apart(readings.runs)
        self.lengths = readings.lengths.astype(np.int32)
        self.initial = np.fromiter((ord(run[:1] or " ") for run in readings.runs), np.int32, len(readings))
        self.cut = np.isin(readings.widths, list(SURE_WIDTHS))
        self.formed, self.form = readings.formed, readings.stated
        vocabulary = [*words.vocabulary, ""]
        light = np.array([word in _LIGHT for word in words.vocabulary], bool)
        self.told = np.append(np.where(light, np.float32(0.0), words.told), np.float32(0.0))
        self.words = np.array(vocabulary, object)
        self.heavy = np.where(self.told > 0, self.words, "")
        self.width = np.fromiter(map(len, self.heavy), np.int32, len(self.heavy))
        self.said_letters, begun = letters(vocabulary), beginnings(vocabulary)
        self.letters = np.where(self.told > 0, self.said_letters, np.uint32(0))
        self.repeated = np.where(self.told > 0, repeated(vocabulary), np.uint32(0))
        self.first = np.where(self.told > 0, begun, np.uint32(0))
        self.count = (words.said >= 0).sum(1, np.int32)
        self.costs = np.fromiter(map(at_least, vocabulary), np.float32, len(vocabulary))
        self.costs_but_initials = np.fromiter(map(at_least_but_initials, vocabulary), np.float32, len(vocabulary))
        self.run_letters = np.bitwise_or.reduce(self.said_letters[words.said], axis=1)
        self.initials = np.bitwise_or.reduce(initials(begun)[words.said], axis=1)
        self.places = np.array([word in places() for word in vocabulary], bool)
        excusing = np.array([word in EXCUSING for word in vocabulary], bool)
        self.excused: Bools = np.logical_or.reduce(excusing[words.said], axis=1)
        self.ways = np.array([_WAYS.get(word, 0) for word in vocabulary], np.int8)
        self.partners = Partners(self.words, self.said_letters, begun, _LIGHT)
        self.long = words.counts > MOST_WORDS
        long = np.flatnonzero(self.long)
        self.excused[long] = True
        self.run_letters[long] = letters([readings.runs[i] for i in long.tolist()])

    @property
    def packed(self) -> bytes:
        """All that it knows but for the letters of the names, to be `unpacked` by who has those."""
        return pickle.dumps({name: value for name, value in vars(self).items() if name != "runs"}, 5)

    @classmethod
    def unpacked(cls, packed: bytes, readings: Readings) -> Sieve:
        """The same sieve."""
        sieve = cls.__new__(cls)
        vars(sieve).update(pickle.loads(packed), runs=_apart(readings.runs))  # noqa: S301 our own parent's
        return sieve

    def of_one_form(self, one: Ints, other: Ints) -> tuple[Ints, Ints]:
        """The pairs that do not state two forms: those are never one firm."""
        ours, theirs = self.form[one], self.form[other]
        same = (ours == theirs) | (ours == 0) | (theirs == 0)
        return one[same], other[same]

    def kept(self, one: Ints, other: Ints) -> Kept:
        """Which pairs of one chunk pass each test in turn, the cheapest first; `_IF_ONE_WORD` where only words of both that are one word,
        spelled otherwise, may make them one name."""
        ours, theirs = self.lengths[one], self.lengths[other]
        kept = np.zeros(len(one), np.int8)
        at = np.flatnonzero(np.minimum(ours, theirs) * 3 >= np.maximum(ours, theirs))
        kept[at] = self._kept(one[at], other[at])
        return kept

    def _kept(self, one: Ints, other: Ints) -> Kept:
        left, right = self.left(one, other)
        ours, theirs = self.width[left].sum(0, np.int32), self.width[right].sum(0, np.int32)
        good: Bools = (ours == 0) & (theirs == 0)  # the same words in another order
        sided = (ours > 0) & (theirs > 0)
        near = np.flatnonzero(~sided & ~good)
        told_left, told_right = (self.told[columns(words, near)].sum(0) for words in (left, right))
        near = near[np.maximum(told_left, told_right) <= _MOST_LEFT]
        good[near] = self._like(one[near], other[near], _WHOLE)
        dear = np.flatnonzero(good)
        dear = dear[self.dear(one[dear], other[dear], columns(left, dear), columns(right, dear))]
        good[dear] = self.may_be_cut(one[dear], other[dear]) | self._misspelt(columns(left, dear), columns(right, dear))
        both = np.flatnonzero(sided)
        good[both] = self._like(one[both], other[both], _NEARLY)
        both = both[~good[both]]
        good[both] = self._cut_off(one[both], other[both])
        kept = np.where(good, _SURELY, np.int8(0))
        both = both[~good[both]]
        left, right = columns(left, both), columns(right, both)
        kept[both[self._alike(left, right, ours[both], theirs[both])]] = _IF_ONE_WORD
        kept[both[self._of_one_way(left, right)]] = _SURELY
        return kept

    def _of_one_way(self, left: Numbers, right: Numbers) -> Bools:
        """Whether each name says a road or a street that the other does not, and no more: one of them in short."""
        ways = self.ways[left].sum(0)
        one_way: Bools = (ways > 0) & (ways == self.ways[right].sum(0)) & ((left >= 0).sum(0) == 1) & ((right >= 0).sum(0) == 1)
        return one_way

    def not_two(self, one: Ints, other: Ints) -> Bools:
        """Which pairs do not each say a word that is none of the other's, nor one that costs too much: where they do, they are two, however
        much may be lost."""
        if self.most >= AGAINST:
            return np.ones(len(one), bool)
        left, right = self.left(one, other)
        whole = self._without_repeats(one, other, left, right)
        left, right = self.partners.alone(left, right)
        two = (left >= 0).any(0) & (right >= 0).any(0)
        return ~(whole & (two | self._costly(one, other, left, right)))

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
        """Whether what only one of two names says would surely cost too much, if none of it is the other's in another spelling."""
        return self._costly(one, other, left, right) & self._without_repeats(one, other, left, right)

    def _costly(self, one: Ints, other: Ints, left: Numbers, right: Numbers) -> Bools:
        """The same of some words that only one of two names says, whatever else it says that the other does not."""
        ours, theirs = (left >= 0).sum(0), (right >= 0).sum(0)
        beside = np.concatenate([left, right])
        costs = np.where(self.places[beside] & self.formed[one] & self.formed[other], np.float32(TWO_PLACES), self.costs[beside])
        initials, held = np.where(ours > 0, self.initials[one], self.initials[other]), self.said_letters[beside]
        no_initials = ((held & ~initials) != 0) & ((initials & ~held) != 0) & ((ours == 0) | (theirs == 0))
        costs += np.where(no_initials, self.costs_but_initials[beside], np.float32(0.0))
        costly: Bools = (costs.sum(0) > self.most) & ~(self.excused[one] | self.excused[other])
        return costly

    def _without_repeats(self, one: Ints, other: Ints, left: Numbers, right: Numbers) -> Bools:
        """Whether what is left over is all that the one says and the other does not: no word said twice, and none past the last column."""
        whole: Bools = self.count[one] - (left >= 0).sum(0) == self.count[other] - (right >= 0).sum(0)
        return whole & ~(self.long[one] | self.long[other])

    def may_be_cut(self, one: Ints, other: Ints) -> Bools:
        """Whether the one may be the other, cut off: not where it states its form."""
        short = np.where(self.lengths[one] <= self.lengths[other], one, other)
        good: Bools = self.form[short] == 0
        at = np.flatnonzero(good)
        good[at] = self._cut_off(one[at], other[at])
        return good

    def _cut_off(self, one: Ints, other: Ints) -> Bools:
        """Whether the one may be the other, cut off, whatever it states."""
        good: Bools = self.initial[one] == self.initial[other]
        at = np.flatnonzero(good)
        good[at] = self._begun(one[at], other[at]) | self._cut(one[at], other[at])
        return good

    def _begun(self, one: Ints, other: Ints) -> Bools:
        """Whether one name, run together, is the beginning of the other."""
        ours, theirs = self.lengths[one], self.lengths[other]
        shared = most_shared(self.run_letters[one], self.run_letters[other], ours, theirs)
        good: Bools = shared == np.minimum(ours, theirs)
        at = np.flatnonzero(good)
        begins = [a.startswith(b) or b.startswith(a) for a, b in zip(self.runs[one[at]], self.runs[other[at]], strict=True)]
        good[at] = begins
        return good

    def _cut(self, one: Ints, other: Ints) -> Bools:
        """Whether one name was surely cut off, and the other begins so, but for two letters."""
        good: Bools = np.where(self.lengths[one] <= self.lengths[other], self.cut[one], self.cut[other])
        at = np.flatnonzero(good)
        short, long = np.where(self.lengths[one[at]] <= self.lengths[other[at]], (one[at], other[at]), (other[at], one[at]))
        begun, beginnings = self.runs[short], [run[:end] for run, end in zip(self.runs[long], self.lengths[short], strict=True)]
        good[at] = process.cpdist(begun, beginnings, scorer=OSA.distance, score_cutoff=2, dtype=np.int32) <= 2
        return good

    def _alike(self, left: Numbers, right: Numbers, ours: Lengths, theirs: Lengths) -> Bools:
        """Whether what is left over on both sides, so many letters run together without light words, is alike and lacks few of each
        other's."""
        good = np.zeros(len(ours), bool)
        held, held_too = np.bitwise_or.reduce(self.letters[left]), np.bitwise_or.reduce(self.letters[right])
        at = np.flatnonzero(self._near(most_shared(held, held_too, ours, theirs), ours, theirs))
        left, right, held, held_too, ours, theirs = columns(left, at), columns(right, at), held[at], held_too[at], ours[at], theirs[at]
        more, more_too = (repeated_together(self.letters[each], self.repeated[each]) for each in (left, right))
        shared = most_shared(held, held_too, ours, theirs, more, more_too)
        near = np.flatnonzero(self._near(shared, ours, theirs, same_beginning(self._first(left), self._first(right))))
        at, shorter = at[near], np.minimum(ours, theirs)[near]
        one, other = _joined(columns(left, near), self.heavy), _joined(columns(right, near), self.heavy)
        near = np.flatnonzero(process.cpdist(one, other, scorer=JaroWinkler.similarity, score_cutoff=_LEFT, dtype=np.float32) >= _LEFT)
        both = process.cpdist(one[near], other[near], scorer=LCSseq.similarity, dtype=np.int32)
        good[at[near]] = shorter[near] - both <= self.most / _A_LETTER
        return good

    def _near(self, shared: Lengths, ours: Lengths, theirs: Lengths, begun: Lengths | int = 4) -> Bools:
        """Whether what shares so many letters at most, and so many of the first four, may be alike and lack few."""
        few: Bools = np.minimum(ours, theirs) - shared <= self.most / _A_LETTER
        return few & may_reach_jaro_winkler(shared, ours, theirs, begun, _LEFT)

    def _misspelt(self, left: Numbers, right: Numbers) -> Bools:
        """Whether what is left over on the one side may be spelled wrongly on the other: of three letters no more than one is another."""
        misspelt: Bools = np.logical_or.reduce(left >= 0) & np.logical_or.reduce(right >= 0)
        at = np.flatnonzero(misspelt)
        one, other = _joined(columns(left, at), self.words), _joined(columns(right, at), self.words)
        shorter = np.minimum(*(np.fromiter(map(len, each), np.int64, len(each)) for each in (one, other)))
        misspelt[at] = 3 * (shorter - process.cpdist(one, other, scorer=LCSseq.similarity, dtype=np.int32)) <= shorter
        return misspelt

    def left(self, one: Ints, other: Ints) -> tuple[Numbers, Numbers]:
        """The words of each name of a pair that the other does not say, -1 elsewhere: one column for each pair."""
        most = int(np.maximum(self.count[one], self.count[other]).max(initial=1))
        ours, theirs = (np.ascontiguousarray(self.said.take(names, axis=0)[:, :most].T) for names in (one, other))
        in_theirs, in_ours = np.zeros(ours.shape, bool), np.zeros(theirs.shape, bool)
        for place, word in enumerate(theirs):
            same = ours == word
            in_theirs |= same
            in_ours[place] = np.logical_or.reduce(same)
        return _but(ours, in_theirs), _but(theirs, in_ours)

    def _first(self, left: Numbers) -> Letters:
        """The beginning of the first word of what is left over."""
        found: Letters = self.first[left[-1]]
        for words in left[-2::-1]:
            begun = self.first[words]
            found = np.where(begun > 0, begun, found)
        return found


def _apart(runs: list[str]) -> npt.NDArray[np.object_]:
    """An array of these strings, however many."""
    return np.array([*runs, ""], object)[:-1]


def _but(words: npt.NDArray[np.int32], said: Bools) -> Numbers:
    """The words that are not `said` by the other, -1 elsewhere, which has every bit set; as numbers by which numpy finds things at once."""
    return (words | -said.astype(np.int32)).astype(np.int64)


def _joined(left: Numbers, words: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """What is left over, run together, as `words` spells it."""
    joined: npt.NDArray[np.object_] = words[left[0]]
    for each in left[1:]:
        more = np.flatnonzero(each >= 0)
        joined[more] = joined[more] + words[each[more]]
    return joined
