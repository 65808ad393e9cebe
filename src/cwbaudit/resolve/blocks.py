"""Which pairs of names are worth comparing: those that share a key made from their own words or letters.

A key rests on the name alone, so an unrelated name changes nothing. Work grows with the number of names, not of pairs: in a block of
more than `WHOLE` names each is compared with its `WINDOW` neighbours in alphabetical order only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np

from cwbaudit.resolve.readings import Readings, Words
from cwbaudit.resolve.spelled import SPREAD, Ints, Keys, Owners, Spelled

WHOLE, WINDOW = 40, 6
_TOP = 4  # a name's most telling words, in pairs, are its keys
_OF_COUNCILS = np.uint64(1 << 62)
_MOST_OF_A_KEY = 400  # entries of one batch of a register looked at for one key of a name
_FIRST, _LAST = 8, 10
_FIRST_BAG, _LAST_BAG = 7, 8
_FEW = (20, 3)  # letters in any order tell little where many names share them
_SHORTEST = 6
_BEGINNINGS = 3
_SAMPLE = 100_000  # pairs by which shares are made even
_TURNS = 4  # in which all names without one letter are looked at: of a million names these are many millions


class _Keyed(NamedTuple):
    """Keys and the names that have them; blocks of up to `whole` names are compared whole, larger ones with `window` neighbours each."""

    keys: Keys
    owner: Owners
    whole: int = WHOLE
    window: int = WINDOW


class Blocks:
    """The pairs of names that share a key, or of which one is the other's beginning or end, by `kinds`: each is a share of the work. The
    first is all that rests on words, so that who does it is the only one to read them; of the rest those that take longest come first."""

    def __init__(self, readings: Readings) -> None:
        self.readings, self.runs = readings, readings.runs
        self.named = np.array(sorted(range(len(self.runs)), key=self.runs.__getitem__), np.int64)
        self.rank = np.empty(len(self.runs), np.int64)
        self.rank[self.named] = np.arange(len(self.runs))
        self.spelled = _spelled_keys(self.runs)
        self.kinds = range(len(self.spelled) + 3)

    def pairs(self, kind: int) -> Ints:
        """Every pair of names that share a key of one kind, each once and in order, as one number: the lower one * count + the higher."""
        if kind == 0:
            return merged(np.concatenate([self._sharing(keyed) for keyed in _said_keys(self.readings.words)]))
        if kind == 1:
            return _once(_begun_backwards(self.runs))
        if kind == self.kinds[-1]:
            return _once(begun(self.runs, self.named.tolist()))
        return self._sharing(self.spelled[kind - 2])

    def _sharing(self, keyed: Callable[[], _Keyed]) -> Ints:
        return _once(_pairs(keyed(), self.named, self.rank))


def shared_out(found: list[Ints], shares: int) -> Iterator[Ints]:
    """The pairs of several kinds of key, each kind in order, in about even shares: what stands in one share stands in no other, but it may
    stand there several times."""
    every = 1 + sum(map(len, found)) // _SAMPLE
    some = np.sort(np.concatenate([codes[::every] for codes in found]))
    bounds = some[np.arange(1, shares) * len(some) // shares] if len(some) else some
    ends = [[0, *np.searchsorted(codes, bounds).tolist(), len(codes)] for codes in found]
    for share in range(len(bounds) + 1):
        yield np.concatenate([codes[end[share] : end[share + 1]] for codes, end in zip(found, ends, strict=True)])


def merged(codes: Ints) -> Ints:
    """The pairs of several kinds of key, each once and in order: each kind is in order, and a stable sort makes use of that."""
    return _once(codes, "stable")


def _once(codes: Ints, kind: Literal["quicksort", "stable"] = "quicksort") -> Ints:
    codes.sort(kind=kind)
    return codes[np.r_[True, codes[1:] != codes[:-1]]] if len(codes) else codes


def parted(codes: Ints, count: int) -> tuple[Ints, Ints]:
    """The pairs behind the numbers: the lower ones, the higher ones."""
    one = codes // count
    return one, codes - one * count


def begun(runs: Sequence[str], order: Sequence[int]) -> Ints:
    """Every name with the names, at most `_BEGINNINGS`, that are its own beginning, as one number for each pair.

    `order` is the alphabet's: what any name begins with, the next one begins with too."""
    ordered = [runs[at] for at in order]
    begins = [len(run) >= _FIRST and after.startswith(run) for run, after in pairwise([*ordered, ""])]
    open_names: list[int] = []
    begun_by: list[int] = []
    found: list[int] = []
    counts: list[int] = []
    for at, run, opens in zip(order, ordered, begins, strict=True):
        if open_names or opens:
            while open_names and not run.startswith(runs[open_names[-1]]):
                open_names.pop()
            if open_names:
                nearest = open_names[-_BEGINNINGS:]
                begun_by += nearest
                found.append(at)
                counts.append(len(nearest))
            if opens:
                open_names.append(at)
    one = np.repeat(np.array(found, np.int64), np.array(counts, np.int64))
    other = np.array(begun_by, np.int64)
    return np.minimum(one, other) * len(runs) + np.maximum(one, other)


def _begun_backwards(runs: Sequence[str]) -> Ints:
    backwards = [run[::-1] for run in runs]
    return begun(backwards, sorted(range(len(runs)), key=backwards.__getitem__))


def candidates_between(readings: Readings, wanted: int) -> tuple[Ints, Ints]:
    """Every pair of one of the first `wanted` names and one of the rest that share a key, each once."""
    count = np.int64(len(readings))
    found = [np.empty(0, np.int64)]
    for keyed in (*_said_keys(readings.words), *_spelled_keys(readings.runs)):
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
    return parted(_once(np.concatenate(found)), len(readings))


def _said_keys(words: Words) -> list[Callable[[], _Keyed]]:
    """The kinds of key that are words, each made when it is asked for."""
    return [
        lambda: _Keyed(*_telling_pairs(words.table.astype(np.int64))),
        lambda: _Keyed(*_unheard(words)),
        lambda: _Keyed(*_of_councils(words)),
    ]


def _spelled_keys(runs: Sequence[str]) -> list[Callable[[], _Keyed]]:
    """The kinds of key that are letters, each made when it is asked for; that of most keys in several turns."""
    spelled = cache(lambda: Spelled(runs))
    return [
        *[lambda turn=turn: _Keyed(*spelled().one_less(_SHORTEST, turn, _TURNS)) for turn in range(_TURNS)],
        lambda: _Keyed(*spelled().first(_FIRST)),
        lambda: _Keyed(*spelled().last(_LAST)),
        lambda: _Keyed(*spelled().first_in_any_order(_FIRST_BAG), *_FEW),
        lambda: _Keyed(*spelled().last_in_any_order(_LAST_BAG), *_FEW),
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


def _pairs(keyed: _Keyed, named: Ints, rank: Ints) -> Ints:
    """The pairs within each block, as one number each: lower * count + higher.

    A key's upper bits and its owner's rank make one number, in the place of the key, so that one sort brings together what shares a key,
    in alphabetical order.
    """
    bits = np.uint64(max(1, int(len(rank) - 1).bit_length()))
    code, ranks = keyed.keys, rank.astype(np.uint64)
    code *= SPREAD
    code >>= bits
    code <<= bits
    code |= ranks[keyed.owner]
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
