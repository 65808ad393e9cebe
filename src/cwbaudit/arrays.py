"""Arrow arrays from Python values, and numbers back out of them, without the import of pandas that pyarrow's own way costs.

`pa.array`, `pa.scalar` and `to_numpy` look for pandas and load it where it is installed: half a second of a run of three.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_EPOCH = date(1970, 1, 1).toordinal()


def array(values: Iterable[Any], kind: pa.DataType) -> pa.Array:
    """The values as text, whole numbers, numbers, dates or decimals; None is null."""
    import numpy as np
    import pyarrow as pa

    every = list(values)
    missing = sum(value is None for value in every)
    known = _bits(np.array([value is not None for value in every], bool)) if missing else None
    return pa.Array.from_buffers(kind, len(every), [known, *_buffers(every, kind)], missing)


def table(columns: dict[str, tuple[Sequence[Any], pa.DataType]]) -> pa.Table:
    """A table of named columns, each its values and their type."""
    import pyarrow as pa

    return pa.table({name: array(values, kind) for name, (values, kind) in columns.items()})


def whole_numbers(values: np.ndarray[Any, Any]) -> pa.Array:
    """A column of 64-bit whole numbers, without nulls; the memory is shared."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int64(), len(values), [None, pa.py_buffer(values)])


def truths(values: np.ndarray[Any, Any]) -> pa.Array:
    """A column of true or false."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.bool_(), len(values), [None, _bits(values)])


def small_numbers(values: np.ndarray[Any, Any]) -> pa.Array:
    """A column of 32-bit whole numbers, without nulls."""
    import numpy as np
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int32(), len(values), [None, pa.py_buffer(values.astype(np.int32))])


def repeated(text: str, count: int) -> pa.Array:
    """A column of one text, `count` times."""
    import numpy as np
    import pyarrow as pa

    data = text.encode()
    ends = np.arange(count + 1, dtype=np.int32) * np.int32(len(data))
    return pa.Array.from_buffers(pa.string(), count, [None, pa.py_buffer(ends), pa.py_buffer(data * count)])


def scattered(texts: Sequence[str], at: np.ndarray[Any, Any], count: int) -> pa.Array:
    """A column of `count` texts, all empty but these, which stand at these places, in order."""
    import numpy as np
    import pyarrow as pa

    every = [text.encode() for text in texts]
    ends = np.zeros(count + 1, np.int32)
    ends[at + 1] = [len(text) for text in every]
    return pa.Array.from_buffers(pa.string(), count, [None, pa.py_buffer(np.cumsum(ends, dtype=np.int32)), pa.py_buffer(b"".join(every))])


def numbers(column: pa.Array | pa.ChunkedArray) -> np.ndarray[Any, Any]:
    """A column of 64-bit whole numbers without nulls, for numpy."""
    return _values(column, "int64")


def codes(column: pa.Array | pa.ChunkedArray) -> np.ndarray[Any, Any]:
    """A column of 32-bit whole numbers without nulls, as those of a dictionary are, for numpy."""
    return _values(column, "int32")


def _values(column: pa.Array | pa.ChunkedArray, kind: str) -> np.ndarray[Any, Any]:
    import numpy as np

    chunks = column.chunks if hasattr(column, "chunks") else [column]
    parts = [np.frombuffer(chunk.buffers()[1], kind)[chunk.offset : chunk.offset + len(chunk)] for chunk in chunks if len(chunk)]
    return np.concatenate(parts) if len(parts) > 1 else parts[0] if parts else np.zeros(0, kind)


def _buffers(values: list[Any], kind: pa.DataType) -> list[pa.Buffer]:
    import numpy as np
    import pyarrow as pa

    if pa.types.is_string(kind):
        texts = [b"" if value is None else value.encode() for value in values]
        ends = np.zeros(len(texts) + 1, np.int64)
        np.cumsum([len(text) for text in texts], out=ends[1:])
        if ends[-1] >= 1 << 31:
            raise OverflowError("more than 2 GB of text in one column")
        return [pa.py_buffer(ends.astype(np.int32)), pa.py_buffer(b"".join(texts))]
    if pa.types.is_decimal(kind):
        return [pa.py_buffer(b"".join(_sixteen(value, kind.scale) for value in values))]
    if pa.types.is_date32(kind):
        return [pa.py_buffer(np.array([0 if value is None else value.toordinal() - _EPOCH for value in values], np.int32))]
    plain = np.float64 if pa.types.is_floating(kind) else np.int64
    return [pa.py_buffer(np.array([0 if value is None else value for value in values], plain))]


def _sixteen(value: Decimal | None, scale: int) -> bytes:
    """A decimal at `scale` places as 128 bits; one that does not fit the scale exactly is refused, not rounded."""
    if value is None:
        return bytes(16)
    scaled = Decimal(value).scaleb(scale)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{value} has more than {scale} decimals")
    return whole.to_bytes(16, "little", signed=True)


def _bits(known: np.ndarray[Any, Any]) -> pa.Buffer:
    import numpy as np
    import pyarrow as pa

    return pa.py_buffer(np.packbits(known, bitorder="little"))
