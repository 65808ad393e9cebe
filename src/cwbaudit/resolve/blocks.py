"""Which pairs of names are worth comparing: those that share a key made from their own words or letters.

A key rests on the name alone, so an unrelated name changes nothing. Work grows with the number of names, not of pairs: in a block of
more than `WHOLE` names each is compared with its `WINDOW` neighbours in alphabetical order only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cwbaudit.resolve.readings import Words

Ints = npt.NDArray[np.int64]
Owners = npt.NDArray[np.int64] | npt.NDArray[np.int32]
Keys = npt.NDArray[np.uint64]
WHOLE, WINDOW = 40, 6
_TOP = 4  # a name's most telling words, in pairs, are its keys
_BASE, _SPREAD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_SCATTERED = np.arange(256, dtype=np.uint64) * _SPREAD ^ _BASE  # of each letter
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))  # base * inverse = 1 modulo 2^64, in which numpy multiplies
_OF_COUNCILS = np.uint64(1 << 62)
_MOST_OF_A_KEY = 400  # entries of one batch of a register looked at for one key of a name
_FIRST, _LAST = 8, 10
_FIRST_BAG, _LAST_BAG = 7, 8
_FEW = (20, 3)  # letters in any order tell little where many names share them
_SHORTEST = 6
_BEGINNINGS = 3
_AT_ONCE = 1 << 16


class _Keyed(NamedTuple):
    """Keys and the names that have them; blocks of up to `whole` names are compared whole, larger ones with `window` neighbours each."""

    keys: Keys
    owner: Owners
    whole: int = WHOLE
    window: int = WINDOW


def coded(words: Words, runs: Sequence[str], turn: int = 0, turns: int = 1) -> Ints:
    """Every pair of names that share a key, each once and in order, as one number: the lower one * count + the higher one.

    All kinds of key where one does the work; where several do, each in its turn takes some of the kinds.
    """
    named, rank = np.array(sorted(range(len(runs)), key=runs.__getitem__), np.int64), np.empty(len(runs), np.int64)
    rank[named] = np.arange(len(runs))
    found = [_pairs(keyed(), named, rank) for keyed in _keys(words, runs)[turn::turns]]
    if turn == 0:
        found.append(begun(runs, named.tolist()))
    if turn == turns - 1:
        found.append(_begun_backwards(runs))
    return once(found)


def once(found: list[Ints]) -> Ints:
    """Pairs as numbers, each once and in order. Sorting beats hashing here, by far."""
    codes = np.concatenate(found)
    found.clear()
    codes.sort()
    return codes[np.r_[True, codes[1:] != codes[:-1]]] if len(codes) else codes


def parted(codes: Ints, count: int) -> tuple[Ints, Ints]:
    """The pairs behind the numbers: the lower ones, the higher ones."""
    one = codes // count
    return one, codes - one * count


def begun(runs: Sequence[str], order: Sequence[int]) -> Ints:
    """Every name with the names, at most `_BEGINNINGS`, that are its own beginning, as one number for each pair.

    `order` is the alphabet's: what any name begins with, the next one begins with too."""
    count = len(runs)
    ordered = [runs[at] for at in order]
    begins = [len(run) >= _FIRST and after.startswith(run) for run, after in pairwise([*ordered, ""])]
    open_names: list[int] = []
    found: list[int] = []
    for at, run, opens in zip(order, ordered, begins, strict=True):
        if open_names or opens:
            while open_names and not run.startswith(runs[open_names[-1]]):
                open_names.pop()
            if open_names:
                found.extend([min(at, other) * count + max(at, other) for other in open_names[-_BEGINNINGS:]])
            if opens:
                open_names.append(at)
    return np.array(found, np.int64)


def _begun_backwards(runs: Sequence[str]) -> Ints:
    backwards = [run[::-1] for run in runs]
    return begun(backwards, sorted(range(len(runs)), key=backwards.__getitem__))


def candidates_between(words: Words, runs: Sequence[str], wanted: int) -> tuple[Ints, Ints]:
    """Every pair of one of the first `wanted` names and one of the rest that share a key, each once."""
    count = np.int64(len(runs))
    found = [np.empty(0, np.int64)]
    for keyed in _keys(words, runs):
        keys, owner, *_ = keyed()
        asked = owner < wanted
        ours, our_keys = owner[asked].astype(np.int64), keys[asked]
        among = np.flatnonzero(~asked & np.isin(keys, our_keys))
        order = np.argsort(keys[among], kind="stable")
        theirs, their_keys = owner[among][order].astype(np.int64), keys[among][order]
        start, end = np.searchsorted(their_keys, our_keys, "left"), np.searchsorted(their_keys, our_keys, "right")
        size = np.minimum(end - start, _MOST_OF_A_KEY)
        at = np.repeat(start, size) + np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        found.append(np.repeat(ours, size) * count + theirs[at])
    return parted(once(found), len(runs))


def _keys(words: Words, runs: Sequence[str]) -> list[Callable[[], _Keyed]]:
    """The kinds of key, each made when it is asked for, so ordered that every other one is half of the work (a helper begins a little later
    and looks for endings too): letters are looked at once for all whose order tells, once for all whose order does not."""
    letters = cache(lambda: _Letters(runs))
    return [
        lambda: _Keyed(*letters().one_less(_SHORTEST)),
        lambda: _Keyed(*_of_councils(words)),
        lambda: _Keyed(*letters().first(_FIRST)),
        lambda: _Keyed(*_unheard(words)),
        lambda: _Keyed(*letters().last(_LAST)),
        lambda: _Keyed(*letters().first_in_any_order(_FIRST_BAG), *_FEW),
        lambda: _Keyed(*_telling_pairs(words.table.astype(np.int64))),
        lambda: _Keyed(*letters().last_in_any_order(_LAST_BAG), *_FEW),
    ]


def _unheard(words: Words) -> tuple[Keys, Ints]:
    rare = (words.table >= 0) & words.alone[np.maximum(words.table, 0)]
    return words.table[rare].astype(np.uint64), np.repeat(np.arange(len(rare)), rare.sum(1))


def _of_councils(words: Words) -> tuple[Keys, Ints]:
    """Southwark Council, London Borough of Southwark."""
    councils = np.flatnonzero((words.council[np.maximum(words.table, 0)] & (words.table >= 0)).any(1))
    table = words.table[councils]
    where = (table >= 0) & words.place[np.maximum(table, 0)]
    return table[where].astype(np.uint64) | _OF_COUNCILS, np.repeat(councils, where.sum(1))


def _telling_pairs(table: Ints) -> tuple[Keys, Ints]:
    keys, owners = [], []
    for one in range(_TOP):
        for other in range(one + 1, _TOP):
            both = np.flatnonzero((table[:, one] >= 0) & (table[:, other] >= 0))
            low, high = np.minimum(table[both, one], table[both, other]), np.maximum(table[both, one], table[both, other])
            keys.append((low << 32 | high).astype(np.uint64))
            owners.append(both)
    return np.concatenate(keys), np.concatenate(owners)


class _Letters:
    """The letters of all runs as running sums of letter times base^place, so that the hash of any span is one difference; and as `bags`,
    running sums of letters alone, in which their order does not tell."""

    def __init__(self, runs: Sequence[str]) -> None:
        raw = [run.encode() for run in runs]
        self.lengths = np.fromiter(map(len, raw), np.int64, len(raw))
        self.ends = np.cumsum(self.lengths)
        self.starts = self.ends - self.lengths
        self.letters = np.frombuffer(b"".join(raw), np.uint8)
        self.longest = int(self.lengths.max(initial=0)) + 1
        self.back = _powers(_INVERSE, self.longest)

    def _in_parts(self) -> Iterator[tuple[slice, slice]]:
        """Some names at a time, and their letters: of all letters of all names only what is asked for is made."""
        for start in range(0, len(self.lengths), _AT_ONCE):
            end = min(start + _AT_ONCE, len(self.lengths))
            yield slice(start, end), slice(int(self.starts[start]), int(self.ends[end - 1]))

    @cached_property
    def sums(self) -> Keys:
        spread, powers = _SCATTERED[self.letters], _powers(_BASE, self.longest)
        for names, letters in self._in_parts():
            places = np.arange(letters.start, letters.stop) - np.repeat(self.starts[names], self.lengths[names])
            spread[letters] *= powers[places]
        return _running(spread)

    @cached_property
    def bags(self) -> Keys:
        return _running((_SCATTERED * _SCATTERED)[self.letters])

    def first(self, count: int) -> tuple[Keys, Ints]:
        """The hash of each run's first `count` letters, for runs that have them."""
        long = np.flatnonzero(self.lengths >= count)
        return self.sums[self.starts[long] + count] - self.sums[self.starts[long]], long

    def last(self, count: int) -> tuple[Keys, Ints]:
        """The hash of each run's last `count` letters, for runs that have more."""
        long = np.flatnonzero(self.lengths > count)
        ends = self.ends[long]
        return (self.sums[ends] - self.sums[ends - count]) * self.back[self.lengths[long] - count] + np.uint64(1), long

    def first_in_any_order(self, count: int) -> tuple[Keys, Ints]:
        """The hash of each run's first `count` letters, whatever their order, for runs that have them: a slip there, another elsewhere."""
        long = np.flatnonzero(self.lengths >= count)
        return self.bags[self.starts[long] + count] - self.bags[self.starts[long]] + np.uint64(2), long

    def last_in_any_order(self, count: int) -> tuple[Keys, Ints]:
        """The hash of each run's last `count` letters, whatever their order, for runs that have them."""
        long = np.flatnonzero(self.lengths >= count)
        ends = self.ends[long]
        return self.bags[ends] - self.bags[ends - count] + np.uint64(3), long

    def one_less(self, shortest: int) -> tuple[Keys, Owners]:
        """The hashes of each run, and of it without one letter: two runs that are one slip apart share one of them."""
        long, whole = self.lengths >= shortest, np.flatnonzero(self.lengths >= shortest - 1)
        letters = int(self.lengths[long].sum())
        keys, owner = np.empty(letters + len(whole), np.uint64), np.empty(letters + len(whole), np.int32)
        at = 0
        for names, span in self._in_parts():
            without = self.sums[span.start : span.stop] - self.sums[span.start + 1 : span.stop + 1] * _INVERSE
            without += np.repeat(self.sums[self.ends[names]] * _INVERSE - self.sums[self.starts[names]], self.lengths[names])
            kept = without[np.repeat(long[names], self.lengths[names])]
            keys[at : at + len(kept)] = kept
            at += len(kept)
        keys[letters:] = (self.sums[self.ends] - self.sums[self.starts])[whole]
        owner[:letters], owner[letters:] = np.repeat(np.flatnonzero(long), self.lengths[long]), whole
        return keys, owner


def _running(numbers: Keys) -> Keys:
    """The sum of all numbers before each, and of all."""
    sums = np.zeros(len(numbers) + 1, np.uint64)
    np.cumsum(numbers, out=sums[1:])
    return sums


def _powers(base: np.uint64, most: int) -> Keys:
    powers = np.ones(most + 1, np.uint64)
    powers[1:] = np.multiply.accumulate(np.full(most, base, np.uint64))
    return powers


def _pairs(keyed: _Keyed, named: Ints, rank: Ints) -> Ints:
    """The pairs within each block, as one number each: lower * count + higher.

    A key's upper bits and its owner's rank make one number, in the place of the key, so that one sort brings together what shares a key,
    in alphabetical order.
    """
    bits = np.uint64(max(1, int(len(rank) - 1).bit_length()))
    code, ranks = keyed.keys, rank.astype(np.uint64)
    code *= _SPREAD
    code >>= bits
    code <<= bits
    for start in range(0, len(code), _AT_ONCE):  # nothing as long as all keys is made beside them: they may be many millions
        code[start : start + _AT_ONCE] |= ranks[keyed.owner[start : start + _AT_ONCE]]
    code.sort()
    block = code >> bits
    same = block[1:] == block[:-1]
    shared = np.flatnonzero(np.r_[same, False] | np.r_[False, same])
    member = named[(code[shared] & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)]
    block = block[shared]
    starts = np.flatnonzero(np.r_[True, block[1:] != block[:-1]]) if len(block) else np.empty(0, np.int64)
    sizes = np.diff(np.r_[starts, len(block)])
    size = np.repeat(sizes, sizes)
    count = np.int64(len(rank))
    found = [np.empty(0, np.int64)]
    for step in range(1, min(keyed.whole, int(sizes.max(initial=0)))):
        near = block[step:] == block[:-step]
        if step > keyed.window:
            near &= size[step:] <= keyed.whole
        at = np.flatnonzero(near)
        one, other = member[at], member[at + step]
        low, high = np.minimum(one, other), np.maximum(one, other)
        found.append((low * count + high)[low != high])
    return np.concatenate(found)
