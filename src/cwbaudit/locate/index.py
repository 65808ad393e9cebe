"""The compiled directory: one file of sorted arrays that is mapped into memory, so that only what is asked for is read.

The key of a postcode is the number that its compact form spells (see spelling.py), of a sector `PR1 2`, of a district `PR1`. A sector
or district carries an authority only when every placed postcode in it lies there; `candidates` lists all it touches.
"""

from __future__ import annotations

import json
import mmap
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cwbaudit.locate import spelling

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Array = np.ndarray[Any, Any]

FORM = 3
_MARK = b"cwbaudit postcodes\n"
_NUMBERS = {"easting": "<i4", "northing": "<i4", "rank": "<u2", "decile": "u1", "terminated": "<u4"}
_NAMED = ("authority_code", "ward_code", "ward", "lsoa_code")
NOWHERE = -1  # an easting or northing that is not known


@dataclass(frozen=True)
class Row:
    """One key of the directory. What the directory in use does not say is empty, or None.

    `rank` is the deprivation of the LSOA within its own nation, 1 the most deprived; `decile` the tenth it falls in; `terminated`
    the year and month in which the postcode went out of use, as 202406.
    """

    authority_code: str
    easting: int | None = None
    northing: int | None = None
    candidates: str = ""
    ward_code: str = ""
    ward: str = ""
    lsoa_code: str = ""
    rank: int | None = None
    decile: int | None = None
    terminated: int | None = None


@dataclass(frozen=True)
class Index:
    """The arrays of a compiled directory: `key` sorted, the others beside it; `text` holds the values that numbers stand for."""

    arrays: dict[str, Array]

    @property
    def key(self) -> Array:
        """Every postcode, as the number that it spells, in order."""
        return self.arrays["key"]

    def positions(self, keys: Array) -> Array:
        """Where each key stands; -1 for one that is not there."""
        return _positions(self.key, keys)

    def words(self, column: str) -> list[str]:
        """The texts that the numbers of a column stand for."""
        return [word.decode() for word in self.arrays[f"{column} words"].tolist()]

    def areas(self, keys: Array) -> Array:
        """Where each sector or district stands among `area`; -1 for one that is not there."""
        return _positions(self.arrays["area"], keys)


@dataclass(frozen=True)
class Views:
    """The same file seen without numpy, which takes longer to load than a few hundred postcodes take to find."""

    content: mmap.mmap
    listed: dict[str, tuple[str, int, int]]

    def numbers(self, name: str) -> memoryview:
        """A column of numbers."""
        dtype, count, offset = self.listed[name]
        view = memoryview(self.content)[offset : offset + count * int(dtype[-1])]
        return view.cast(_FORMATS[dtype[1:]])

    def word(self, name: str, code: int) -> str:
        """The text that a number of the column stands for."""
        dtype, _, offset = self.listed[f"{name} words"]
        width = int(dtype[2:])
        return self.content[offset + code * width : offset + (code + 1) * width].rstrip(b"\0").decode()


_FORMATS: dict[str, Literal["B", "H", "I", "i", "Q"]] = {"u1": "B", "u2": "H", "u4": "I", "i4": "i", "u8": "Q"}


def hold(path: Path) -> None:
    """From now on the file is this process's, even where another removes it."""
    _views(path)


def find(path: Path, keys: Iterable[str]) -> Mapping[str, Row]:
    """The rows of those keys that the directory has."""
    views = _views(path)
    ordered, areas, touched = (views.numbers(name) for name in ("key", "area", "candidates"))
    row = _rows(views)
    found: dict[str, Row] = {}
    for key in set(keys):
        if spelling.names_area(key):
            if (at := _position(areas, spelling.area(key))) is not None:
                candidates = views.word("candidates", touched[at])
                found[key] = Row("" if " " in candidates else candidates, candidates=candidates)
        elif (at := _position(ordered, spelling.number(key))) is not None:
            found[key] = row(at)
    return found


def _position(ordered: memoryview, number: int) -> int | None:
    at = bisect_left(ordered, number)
    return at if at < len(ordered) and ordered[at] == number else None


def _rows(views: Views) -> Callable[[int], Row]:
    """The row at a position. A column of one value has it for all."""
    columns = [views.numbers(name) for name in (*_NAMED, *_NUMBERS)]
    many = [len(column) > 1 for column in columns]
    word = cache(views.word)

    def row(at: int) -> Row:
        authority, ward_code, ward, lsoa, east, north, rank, decile, terminated = (
            column[at if each else 0] for column, each in zip(columns, many, strict=True)
        )
        return Row(
            word("authority_code", authority), None if east == NOWHERE else east, None if north == NOWHERE else north, "",
            word("ward_code", ward_code), word("ward", ward), word("lsoa_code", lsoa), rank or None, decile or None, terminated or None,
        )  # fmt: skip

    return row


@cache
def _views(path: Path) -> Views:
    """The file, mapped: what nobody asks for is never read. It is named by its content, so that it stays as it is."""
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = len(_MARK) + 8
    size = int.from_bytes(content[start - 8 : start], "little")
    return Views(content, json.loads(content[start : start + size]))


@cache
def opened(path: Path) -> Index:
    """The arrays of the file, for whole columns of postcodes."""
    import numpy as np

    views = _views(path)
    arrays = {name: np.frombuffer(views.content, dtype, count, offset) for name, (dtype, count, offset) in views.listed.items()}
    whole = {name: np.broadcast_to(arrays[name], arrays["key"].shape) for name in (*_NAMED, *_NUMBERS) if len(arrays[name]) == 1}
    return Index(arrays | whole)


def write(raw: pa.Table, path: Path) -> int:
    """Compile `raw` to `path`; how many postcodes it holds. A column that it lacks is one empty value for all."""
    arrays = _compiled(raw)
    listed: dict[str, tuple[str, int, int]] = {}
    offset = 1 << 16  # the list comes first, and has room
    for name, array in arrays.items():
        listed[name] = (array.dtype.str, len(array), offset)
        offset += -(-array.nbytes // 64) * 64
    about = json.dumps(listed).encode()
    with path.open("wb") as file:
        file.write(_MARK + len(about).to_bytes(8, "little") + about)
        for name, array in arrays.items():
            file.seek(listed[name][2])
            file.write(array.tobytes())
        file.truncate(offset)
    return int(raw.num_rows)


def _compiled(raw: pa.Table) -> dict[str, Array]:
    import numpy as np

    key = spelling.numbers(raw["postcode"].combine_chunks())
    order = np.argsort(key, kind="stable")
    order = order[np.searchsorted(key[order], 1) :]  # what spells no postcode is no key
    arrays: dict[str, Array] = {"key": key[order]}
    for name in _NAMED:
        arrays[name], arrays[f"{name} words"] = _encoded(raw, name, order)
    for name, dtype in _NUMBERS.items():
        arrays[name] = _number(raw, name, dtype, order)
    return arrays | _areas(arrays)


def _encoded(raw: pa.Table, name: str, order: Array) -> tuple[Array, Array]:
    """A column of texts as numbers, in order, and the texts that they stand for, in the order of the alphabet."""
    import numpy as np
    import pyarrow.compute as pc

    if name not in raw.column_names:
        return np.zeros(1, "u1"), np.array([b""])
    column = pc.fill_null(raw[name], "").combine_chunks().dictionary_encode()
    words = np.array([word.encode() for word in column.dictionary.to_pylist()] or [b""])
    known, ranks = np.unique(words, return_inverse=True)
    codes = ranks[column.indices.to_numpy(zero_copy_only=False)]
    return codes[order].astype("<u2" if len(known) < 1 << 16 else "<u4"), known


def _number(raw: pa.Table, name: str, dtype: str, order: Array) -> Array:
    import numpy as np

    missing = NOWHERE if dtype.startswith("<i") else 0
    if name not in raw.column_names:
        return np.zeros(1, dtype)
    column = raw[name].cast("double").to_numpy(zero_copy_only=False)
    return np.where(np.isnan(column), missing, column)[order].astype(dtype)


def _areas(arrays: dict[str, Array]) -> dict[str, Array]:
    """Every sector and district with the authorities that it touches."""
    import numpy as np

    key, authority = arrays["key"], arrays["authority_code"].astype(np.uint64)
    room = np.uint64(len(arrays["authority_code words"]))
    numbers = np.concatenate([spelling.sectors(key), spelling.districts(key)])
    pairs = np.unique(numbers * room + np.concatenate([authority, authority]))
    touched: dict[int, list[str]] = {}
    words = [word.decode() for word in arrays["authority_code words"].tolist()]
    for area, code in zip((pairs // room).tolist(), (pairs % room).tolist(), strict=True):
        touched.setdefault(area, []).extend([words[code]] if words[code] else [])
    candidates = [" ".join(codes).encode() for codes in touched.values()]
    known, codes = np.unique(np.array(candidates or [b""]), return_inverse=True)
    return {"area": np.array(list(touched), np.uint64), "candidates": codes[: len(touched)].astype("<u2"), "candidates words": known}


def _positions(sorted_keys: Array, keys: Array) -> Array:
    """Keys are looked for in their order: a search at random misses the processor's memory at every step."""
    import numpy as np

    found = np.full(len(keys), -1)
    if not len(sorted_keys):
        return found
    rows = _in_order(keys)
    ordered = keys[rows]
    at = np.searchsorted(sorted_keys, ordered)
    at[at == len(sorted_keys)] = 0
    found[rows] = np.where(sorted_keys[at] == ordered, at, -1)
    return found


def _in_order(keys: Array) -> Array:
    """The rows in the order of their keys. A row's number fits beside its key, and plain numbers are sorted many times faster."""
    import numpy as np

    bits = len(keys).bit_length()
    if bits + spelling.WIDTH > 64:
        return np.argsort(keys)
    packed = keys << np.uint64(bits) | np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    return (packed & np.uint64((1 << bits) - 1)).astype(np.int64)
