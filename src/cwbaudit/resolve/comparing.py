"""Every pair of names that are alike: found by shared keys, sifted and compared, each step by as many interpreters as there is work for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from cwbaudit.resolve.blocks import Words, coded, once, parted
from cwbaudit.resolve.crew import Crew, hands_for, shares_of
from cwbaudit.resolve.likeness import likeness
from cwbaudit.resolve.reading import Reading
from cwbaudit.resolve.sift import sift

# What `likeness` says of two names by number: score, what spoke for and against, whether one is cut, whether they may be of one group.
Compared = tuple[int, int, float, str, str, bool, bool]
Read = tuple[str, int, bool]  # what makes a reading: key, width, formed


def alike(read: Sequence[Read], least: float) -> Iterator[Compared]:
    """Every pair of names that are alike by `least` points or more, and of which nothing says that they are two."""
    hands = hands_for(len(read))
    with Crew(Comparer, read, hands == 1, hands=hands) as crew:
        codes = once([np.frombuffer(found, np.int64) for found in crew.each("pairs", [(turn, hands) for turn in range(hands)])])
        for answer in crew.each("compared", [(codes[share].tobytes(), least) for share in shares_of(len(codes), hands)]):
            yield from answer


class Comparer:
    """Names by number, and what is done with all of them; `alone` says that no other does so too."""

    def __init__(self, read: Sequence[Read], alone: bool) -> None:
        self.readings = _readings(read)
        self.runs = [reading.run for reading in self.readings]
        self.words = Words([reading.words for reading in self.readings])
        self.alone = alone

    def pairs(self, turn: tuple[int, int]) -> bytes:
        """The pairs of names that share one of these kinds of key, as numbers."""
        return coded(self.words, self.runs, *turn).tobytes()

    def compared(self, share: tuple[bytes, float]) -> list[Compared]:
        """Those of some pairs that are alike enough."""
        codes, least = share
        pairs = parted(np.frombuffer(codes, np.int64), len(self.runs))
        one, other = sift(self.words, self.readings, pairs, least, None if self.alone else 1)
        found = []
        for i, j in zip(one.tolist(), other.tolist(), strict=True):
            near = likeness(self.readings[i], self.readings[j], least=least)
            if near.score >= least and not near.veto:
                found.append((i, j, near.score, "; ".join(near.spoke_for), "; ".join(near.against), near.cut, near.group))
        return found


def _readings(read: Sequence[Read]) -> list[Reading]:
    """The readings, in which each word is held once however many names say it."""
    known: dict[str, str] = {}
    readings = [Reading(*each) for each in read]
    for reading in readings:
        reading.words = tuple([known.setdefault(word, word) for word in reading.words])
    return readings
