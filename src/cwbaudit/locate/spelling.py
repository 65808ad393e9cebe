"""Postcodes as numbers: six bits a character, the last three the inward half. Columns of texts are spelt without touching a row.

`PR12HE` is one number; shifted by two characters it names its sector, `PR1 2`, by three its district, `PR1`.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Array = np.ndarray[Any, Any]

ALPHABET = string.digits + string.ascii_uppercase  # a character's code is its place, from 1
BITS, LONGEST, SHORTEST = 6, 7, 5
NOT_HERE = 255  # a character that may change what the text means: it is left to judgement
WIDTH = BITS * LONGEST  # bits of the longest number, that of an area included
_CODES = {char: place for place, char in enumerate(ALPHABET, 1)}
_SECTOR, _DISTRICT = 1 << 40, 1 << 41  # so that no sector is taken for a district
_AREA = re.compile(r"([A-Z0-9]{2,4})(?: ([0-9]))?")


def number(compact: str) -> int:
    """The number that a compact postcode spells; 0 for what is none."""
    if not SHORTEST <= len(compact) <= LONGEST:
        return 0
    return number_of(compact)


def names_area(key: str) -> bool:
    """Whether a key names a sector or a district."""
    return _AREA.fullmatch(key) is not None


def area(key: str) -> int:
    """The number of a sector `PR1 2`, or of a district `PR1`."""
    outward, _, digit = key.partition(" ")
    return _SECTOR | number_of(outward + digit) if digit else _DISTRICT | number_of(outward)


def sectors(keys: Array) -> Array:
    """The number of the sector of each postcode."""
    import numpy as np

    return (keys >> np.uint64(2 * BITS)) | np.uint64(_SECTOR)


def districts(keys: Array) -> Array:
    """The number of the district of each postcode."""
    import numpy as np

    return (keys >> np.uint64(3 * BITS)) | np.uint64(_DISTRICT)


def number_of(text: str) -> int:
    """The number that letters and digits spell, however many."""
    total = 0
    for char in text:
        total = total << BITS | _CODES.get(char, 0)
    return total


@cache
def _tables() -> tuple[bytes, bytes]:
    """For each byte the code that it spells; and the bytes that spell nothing."""
    codes = bytearray(256)
    for char, code in _CODES.items():
        codes[ord(char)] = codes[ord(char.lower())] = code
    codes[128:] = bytes([NOT_HERE]) * 128
    codes[ord("%")] = codes[ord("&")] = NOT_HERE  # may begin an escaped character
    return bytes(codes), bytes(byte for byte, code in enumerate(codes) if not code)


@dataclass(frozen=True)
class Spelled:
    """A column of texts: `codes` of all their letters and digits one after the other, where each text's begin and end.

    A text with a character that has to be judged is not `usable`. `kept` says of every byte whether it spells anything.
    """

    codes: Array
    starts: Array
    stops: Array
    usable: Array
    kept: Array

    @property
    def lengths(self) -> Array:
        """How many letters and digits each text has."""
        return self.stops - self.starts

    @property
    def fits(self) -> Array:
        """Whether a text may be a postcode, by its length."""
        return self.usable & (self.lengths >= SHORTEST) & (self.lengths <= LONGEST)

    def last(self, back: int) -> Array:
        """The code of each text's last character but `back`; 0 where it has none. Only for texts that fit."""
        import numpy as np

        found = self.codes[np.maximum(self.stops - 1 - back, 0)]
        return found if back < SHORTEST else np.where(self.lengths > back, found, np.uint8(0))

    def numbers(self) -> Array:
        """The number that each text spells; 0 where it does not fit."""
        import numpy as np

        total = np.zeros(len(self.starts), np.uint64)
        for back in range(LONGEST):
            total |= self.last(back).astype(np.uint64) << np.uint64(BITS * back)
        total[~self.fits] = 0
        return total

    def parted_only_before(self, back: int) -> Array:
        """Whether a text is one word, or two of which the second has `back` characters."""
        import numpy as np

        gaps = np.zeros(len(self.kept) + 1, bool)
        gaps[1:-1] = ~self.kept[:-1]
        gaps = gaps[np.append(self.kept, True)]  # before which characters something else stands
        counted = _counted(gaps)
        inside = counted[self.stops] - counted[np.minimum(self.starts + 1, self.stops)]
        before = gaps[np.maximum(self.stops - back, 0)]
        alone: Array = (inside == 0) | ((inside == 1) & before)
        return alone


def spelled(texts: pa.Array) -> Spelled:
    """Letters and digits of every text, case aside."""
    import numpy as np

    table, nothing = _tables()
    _, places, content = texts.buffers()
    offsets = np.frombuffer(places or bytes(4), np.int32)[texts.offset : texts.offset + len(texts) + 1]
    first, end = int(offsets[0]), int(offsets[-1])
    plain = content.slice(first, end - first).to_pybytes() if end > first else b""
    kept = np.frombuffer(plain.translate(table), np.uint8) > 0
    codes = np.frombuffer(plain.translate(table, nothing) + b"\0", np.uint8)
    at = _counted(kept)[offsets - first]
    wrong = codes == NOT_HERE
    usable = np.diff(_counted(wrong)[at]) == 0 if wrong.any() else np.ones(len(texts), bool)
    return Spelled(codes, at[:-1], at[1:], usable, kept)


def _counted(flags: Array) -> Array:
    """How many are set before each place, and before the end."""
    import numpy as np

    total = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, out=total[1:])
    return total


def numbers(texts: pa.Array) -> Array:
    """The number that each text spells; 0 for what can be no postcode."""
    return spelled(texts).numbers()


def standard(keys: Array) -> pa.Array:
    """The postcodes that the numbers spell, in standard form: `PR1 2HE`."""
    import numpy as np
    import pyarrow as pa

    letters = np.frombuffer(b"\0" + ALPHABET.encode() + bytes(27), np.uint8)
    cells = np.zeros((len(keys), LONGEST + 1), np.uint8)
    for back in range(LONGEST):
        column = LONGEST - back if back < 3 else LONGEST - 1 - back
        cells[:, column] = letters[((keys >> np.uint64(BITS * back)) & np.uint64(63)).astype(np.uint8)]
    cells[:, LONGEST - 3] = ord(" ")
    shown = cells > 0
    offsets = np.zeros(len(keys) + 1, np.int32)
    np.cumsum(shown.sum(axis=1), out=offsets[1:])
    return pa.StringArray.from_buffers(len(keys), pa.py_buffer(offsets), pa.py_buffer(cells[shown]))
