"""Repairs of whole columns: the same rule as repair.py's, on numbers instead of texts."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from cwbaudit.locate import forms, spelling
from cwbaudit.locate.index import Index
from cwbaudit.locate.repair import AS_DIGIT, AS_LETTER, MOST_CHANGES, SHAPES
from cwbaudit.locate.spelling import BITS, LONGEST, SHORTEST, Spelled

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

# Where the digits stand in codes of other countries (forms.FOREIGN and forms.OVERSEAS_TERRITORY), by length, from the end.
_FOREIGN = frozenset({(6, 0b111100), (5, 0b01111), (6, 0b001111), (6, 0b011111), (7, 0b0011111), (6, 0b010101)})


def may_be_mended(spelled: Spelled) -> Array:
    """Whether a text that spells no known postcode can only be a misread one: neither a foreign code nor part of something longer."""
    import numpy as np

    lengths, codes = spelled.lengths, [spelled.last(back) for back in range(LONGEST)]
    digits = sum((is_digit(code).astype(np.int16) << back for back, code in enumerate(codes)), np.zeros(len(lengths), np.int16))
    mixed = (digits > 0) & (digits != (np.int16(1) << np.minimum(lengths, LONGEST).astype(np.int16)) - 1)
    usable: Array = spelled.fits & spelled.parted_only_before(3) & mixed
    for length, mask in _FOREIGN:
        usable &= (lengths != length) | (digits != mask)
    front = codes[6].astype(np.int64) << 12 | codes[5].astype(np.int64) << 6 | codes[4].astype(np.int64)
    usable &= (lengths != LONGEST) | ~np.isin(front, _routing_keys())
    return usable


def mended(spelled: Spelled, rows: Array, index: Index) -> tuple[Array, Array]:
    """Those of the rows that have one nearest repair in the directory, and the number of it."""
    import numpy as np

    where, numbers, changes = _candidates(spelled, rows)
    real = index.positions(numbers) >= 0
    where, numbers, changes = where[real], numbers[real], changes[real]
    order = np.lexsort((changes, where))
    where, numbers, changes = where[order], numbers[order], changes[order]
    first = np.ones(len(where), bool)
    first[1:] = where[1:] != where[:-1]
    rival = np.zeros(len(where), bool)  # the next is of the same text and needs no more changes
    rival[:-1] = (where[1:] == where[:-1]) & (changes[1:] == changes[:-1])
    return where[first & ~rival], numbers[first & ~rival]


def _candidates(spelled: Spelled, rows: Array) -> tuple[Array, Array, Array]:
    """Every postcode that few look-alike changes make of the rows: the row, its number, and how many changes."""
    import numpy as np

    found: list[tuple[Array, Array, Array]] = [(np.zeros(0, np.int64), np.zeros(0, np.uint64), np.zeros(0, np.int64))]
    every = [spelled.last(back)[rows] for back in range(LONGEST)]
    for length in range(SHORTEST, LONGEST + 1):
        of_length = spelled.lengths[rows] == length
        codes = [code[of_length] for code in every[:length]]
        found += [made for shape in SHAPES[length - 3] for made in _of_shape(rows[of_length], codes, (shape + "dAA")[::-1])]
    where, numbers, changes = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return where, numbers, changes


def _of_shape(rows: Array, codes: list[Array], backward: str) -> list[tuple[Array, Array, Array]]:
    """The codes made to fit the shape; a 1 that has to be a letter is I, and then L as well."""
    import numpy as np

    fixed = [_fits(want)[code] for want, code in zip(backward, codes, strict=True)]
    changes = sum(((one != code).astype(np.int64) for one, code in zip(fixed, codes, strict=True)), np.zeros(len(rows), np.int64))
    good = np.all([one > 0 for one in fixed], axis=0) & (changes >= 1) & (changes <= MOST_CHANGES)
    rows, changes = rows[good], changes[good]
    numbers = np.zeros(len(rows), np.uint64)
    ones: list[tuple[int, Array]] = []
    for back, (want, code, one) in enumerate(zip(backward, codes, fixed, strict=True)):
        numbers |= one[good].astype(np.uint64) << np.uint64(BITS * back)
        if want == "A":
            ones.append((back, code[good] == _code("1")))
    made = [(rows, numbers, changes)]
    step = _code("L") - _code("I")
    for how_many in range(1, MOST_CHANGES + 1):
        for chosen in combinations(ones, how_many):
            which = np.all([flags for _, flags in chosen], axis=0)
            more = sum(step << (BITS * back) for back, _ in chosen)
            made.append((rows[which], numbers[which] + np.uint64(more), changes[which]))
    return made


def _code(char: str) -> int:
    return spelling.ALPHABET.index(char) + 1


@cache
def _fits(want: str) -> Array:
    """A character's code as the digit or the letter that is wanted; 0 where it is like none."""
    import numpy as np

    table = np.zeros(256, np.uint8)
    for char in spelling.ALPHABET:
        fits = char.isdigit() if want == "d" else char.isalpha()
        like = char if fits else (AS_DIGIT if want == "d" else AS_LETTER).get(char, "")[:1]
        table[_code(char)] = _code(like) if like else 0
    return table


def is_digit(codes: Array) -> Array:
    """Whether each code is that of a digit."""
    return (codes >= 1) & (codes <= 10)


@cache
def _routing_keys() -> Array:
    """Ireland's: a text that begins with one may be an Eircode."""
    import numpy as np

    return np.array([spelling.number_of(key) for key in forms.ROUTING_KEYS], np.int64)
