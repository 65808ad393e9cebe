"""Every pair of names that are alike: found by shared keys, sifted and compared, each step by as many interpreters as there is work for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from cwbaudit.resolve.blocks import Blocks, merged, parted, shared_out
from cwbaudit.resolve.crew import SHARES, Crew, hands_for
from cwbaudit.resolve.likeness import likeness
from cwbaudit.resolve.readings import Readings
from cwbaudit.resolve.sift import Sieve, sift
from cwbaudit.resolve.spelled import Ints

# What `likeness` says of two names by number: score, what spoke for and against, whether one is cut, whether they may be of one group.
Compared = tuple[int, int, float, str, str, bool, bool]


def alike(keys: Sequence[str], widths: Sequence[int], formed: bytes, least: float) -> Iterator[Compared]:
    """Every pair of names that are alike by `least` points or more, and of which nothing says that they are two; of each name its key, how
    wide it was written, whether it ends in a legal form."""
    hands = hands_for(len(keys))
    with Crew(Comparer, keys, widths, formed, least, hands == 1, hands=hands) as crew:
        found = [np.frombuffer(pairs, np.int64) for pairs in crew.each("pairs", crew.here.blocks.kinds)]
        if hands > 1:
            crew.tell("sift_by", crew.here.sieve.packed)
        for answer in crew.each("compared", [*shared_out(found, hands * SHARES if hands > 1 else 1)]):
            yield from answer


class Comparer:
    """Names by number, and what is done with all of them to find those alike by `least` points; `alone` says that no other does so too."""

    def __init__(self, keys: Sequence[str], widths: Sequence[int], formed: bytes, least: float, alone: bool) -> None:
        self.readings = Readings(keys, widths, formed)
        self.least, self.alone = least, alone

    @cached_property
    def blocks(self) -> Blocks:
        """The pairs of names that share a key."""
        return Blocks(self.readings)

    @cached_property
    def sieve(self) -> Sieve:
        """What no pair of names that are alike is kept by."""
        return Sieve(self.readings, self.least)

    def sift_by(self, packed: bytes) -> None:
        """Take the sieve from who has made it."""
        self.sieve = Sieve.unpacked(packed, self.readings)

    def pairs(self, kind: int) -> Ints:
        """The pairs of names that share a key of this kind, as numbers. Whoever has read the words for the first kind makes the sieve of
        them at once, while others look for more pairs."""
        found = self.blocks.pairs(kind)
        if kind == 0:
            _ = self.sieve
        return found

    def compared(self, codes: bytes | Ints) -> list[Compared]:
        """Those of some pairs that are alike enough. No more pairs are looked for: what that needed makes room."""
        self.__dict__.pop("blocks", None)
        least = self.least
        pairs = parted(merged(np.frombuffer(codes, np.int64).copy()), len(self.readings))
        ones, others = (kept.tolist() for kept in sift(self.sieve, pairs, None if self.alone else 1))
        found = []
        for i, j, one, other in zip(ones, others, self.readings.of(ones), self.readings.of(others), strict=True):
            near = likeness(one, other, least=least)
            if near.score >= least and not near.veto:
                found.append((i, j, near.score, "; ".join(near.spoke_for), "; ".join(near.against), near.cut, near.group))
        return found
