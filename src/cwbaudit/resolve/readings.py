"""Many names at once: their words as numbers, their letters run together, and what is said of each, in arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, count

import numpy as np
import numpy.typing as npt

from cwbaudit import names
from cwbaudit.resolve.reading import Reading, words_and_form
from cwbaudit.resolve.vocabulary import bits, places, weight

MOST_WORDS = 8
_KINDS = {form: kind for kind, form in enumerate(sorted(names.KEPT), 2)}  # of firms, by number; whatever states another form is of kind 1


class Words:
    """The words of many names as numbers, -1 for none: `said[i]` those of name i as said, `table[i]` by how much they tell, of
    both no more than `MOST_WORDS`; `counts[i]` is how many it says."""

    def __init__(self, said: Sequence[Sequence[str]]) -> None:
        self.counts = lengths = np.fromiter(map(len, said), np.int64, len(said))
        met: defaultdict[str, int] = defaultdict(count().__next__)  # each word by when it is first said
        flat = np.fromiter(map(met.__getitem__, chain.from_iterable(said)), np.int64, int(lengths.sum()))
        self.vocabulary = sorted(met)
        flat = _inverse(np.fromiter(map(met.__getitem__, self.vocabulary), np.int64, len(met)))[flat]
        known = bits()
        self.told = np.array([weight(word) for word in self.vocabulary], np.float32)
        self.alone = np.array([w not in known and len(w) > 4 for w in self.vocabulary], bool)
        self.place = np.array([word in places() for word in self.vocabulary], bool)
        self.council = np.array([word in ("council", "borough") for word in self.vocabulary], bool)
        telling = np.lexsort((np.arange(len(self.told)), -self.told))
        rank = _inverse(telling)
        owner = np.repeat(np.arange(len(said)), lengths)
        ordered = owner * (len(rank) + 1) + rank[flat]
        ordered.sort()
        place = np.arange(len(flat)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        self.table = np.full((len(said), MOST_WORDS), -1, np.int32)
        self.said = self.table.copy()
        kept = place < MOST_WORDS
        self.table[owner[kept], place[kept]] = telling[(ordered % (len(rank) + 1))[kept]]
        self.said[owner[kept], place[kept]] = flat[kept]


def _inverse(order: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """At which place each number stands in an order."""
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return place


class Readings:
    """Many names as they are compared, by number: their `words`, and arrays and lists of what is looked at in all of them. The words are
    read when they are asked for, and a reading is made then: of most names it never is."""

    def __init__(self, keys: Sequence[str], widths: Sequence[int], formed: Sequence[bool] | bytes) -> None:
        self.keys = keys
        self.widths, self.formed = np.array(widths, np.int32), np.array([*formed], bool)
        self._said = said = [key.split() for key in keys]
        self.stated = self.formed.astype(np.int8)  # which kind of firm, 0 where it is not said
        for at in [at for at, words in enumerate(said) if words and words[-1] in _KINDS]:
            said[at], form = words_and_form(self.keys[at])
            self.stated[at] = _KINDS[form] if form else self.stated[at]
        self.runs = ["".join(words) for words in said]
        self.lengths = np.fromiter(map(len, self.runs), np.int64, len(keys))
        self._made: list[Reading | None] = [None] * len(keys)

    @cached_property
    def words(self) -> Words:
        """The words of all names; until then they are kept as they were parted."""
        return Words(self.__dict__.pop("_said"))

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, at: int) -> Reading:
        return self._made[at] or self._make(at)

    def of(self, numbers: list[int]) -> list[Reading]:
        """The readings of these names, in this order."""
        made, make = self._made, self._make
        return [made[at] or make(at) for at in numbers]

    def _make(self, at: int) -> Reading:
        made = self._made[at] = Reading(self.keys[at], int(self.widths[at]), bool(self.formed[at]))
        return made
