"""Each way that suppliers are written, once; exact, though it is found by hashes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from cwbaudit.arrays import codes, numbers, small_numbers, truths, whole_numbers

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


@dataclass(frozen=True)
class Ways:
    """Different rows of texts, the mark of each, which is a hash of it, and how many times it stands there."""

    texts: pa.Table
    marks: pa.Array
    times: np.ndarray[Any, Any]

    def joined(self, others: Ways) -> tuple[Ways, pa.Array]:
        """With the others; and the place of each of these in the whole."""
        import numpy as np
        import pyarrow as pa

        if not len(self.times):
            return others, small_numbers(np.arange(len(others.times)))
        both, place = each_once(pa.concat_tables([self.texts, others.texts]), pa.chunked_array([self.marks, others.marks]))
        times = np.zeros(len(both.times), np.int64)
        np.add.at(times, codes(place), np.concatenate([self.times, others.times]))
        return Ways(both.texts, both.marks, times), place.slice(len(self.times))

    def without(self, places: pa.Array | pa.ChunkedArray) -> pa.Table:
        """The texts that stand somewhere else than in the rows of these places too, each with its place as `way`."""
        import numpy as np

        numbered = self.texts.append_column("way", whole_numbers(np.arange(len(self.times))))
        return numbered.filter(truths(self.times > np.bincount(numbers(places), minlength=len(self.times))))


def no_ways() -> Ways:
    """None yet."""
    import numpy as np
    import pyarrow as pa

    return Ways(pa.table({}), whole_numbers(none := np.zeros(0, np.int64)), none)


def each_once(texts: pa.Table, marks: pa.ChunkedArray) -> tuple[Ways, pa.Array]:
    """The different rows of `texts` in the order in which they come, and for each row the place among them of the one it is equal to.

    `marks` are the same for rows that are equal. Where they are so for others too, which is seen, the texts themselves are compared.
    """
    import numpy as np

    if not len(marks):
        return replace(no_ways(), texts=texts), small_numbers(np.zeros(0, np.int32))
    place = marks.combine_chunks().dictionary_encode().indices
    first = _firsts(place)
    once = texts.filter(first).combine_chunks()
    if not _equal(texts, once, place):
        place = _by_text(texts.columns)
        first = _firsts(place)
        once = texts.filter(first).combine_chunks()
    return Ways(once, marks.filter(first).combine_chunks(), np.bincount(codes(place))), place


def _equal(texts: pa.Table, once: pa.Table, place: pa.Array) -> bool:
    """Whether each row of `texts` is that of `once` at its place; a piece at a time, which is quicker than to hold all twice."""
    import pyarrow as pa

    def equal(piece: pa.RecordBatch, at: pa.Array) -> bool:
        return bool(once.take(at).equals(pa.Table.from_batches([piece])))

    pieces = texts.to_batches()
    starts = accumulate((len(piece) for piece in pieces), initial=0)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return all(pool.map(equal, pieces, [place.slice(start, len(piece)) for start, piece in zip(starts, pieces, strict=False)]))


def _by_text(columns: Sequence[pa.ChunkedArray]) -> pa.Array:
    """For each row a number that only equal rows have, counted in the order in which they come."""
    import numpy as np

    place = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        met = column.combine_chunks().dictionary_encode()
        place = codes(whole_numbers(place * len(met.dictionary) + codes(met.indices)).dictionary_encode().indices).astype(np.int64)
    return small_numbers(place)


def _firsts(place: pa.Array) -> pa.Array:
    """Whether each of the rows is the first of its place: places are counted in the order in which they come."""
    import numpy as np

    furthest = np.maximum.accumulate(codes(place))
    first = np.ones(len(furthest), bool)
    np.greater(furthest[1:], furthest[:-1], out=first[1:])
    return truths(first)
