"""Whole columns of postcodes at once: those of the directory, those one or two look-alikes away, and those in a known district.

A text is taken here only where judging it alone would say the same; whatever might mean something else is left over.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from cwbaudit.locate import forms, mending, spelling
from cwbaudit.locate.answers import ABSENT, out_of_use, straddling, whole
from cwbaudit.locate.authorities import Authority, authorities
from cwbaudit.locate.gazetteer import Gazetteer
from cwbaudit.locate.index import NOWHERE, Index, opened
from cwbaudit.locate.postcode import repair_note

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Array = np.ndarray[Any, Any]

_PLACES = ("authority_code", "authority", "county", "region", "nation")


def taken(texts: pa.Array, gazetteer: Gazetteer, fields: Sequence[str]) -> tuple[pa.Table, pa.Array]:
    """The answers to the texts that need no judgement, and the other texts."""
    import numpy as np
    import pyarrow as pa

    index = opened(gazetteer.path)
    keys = spelling.spelled(texts).numbers()
    at = index.positions(keys)
    partly = _in_a_district(index, keys, np.flatnonzero((at < 0) & (keys > 0)))
    lost = (at < 0) & (keys > 0)
    lost[partly] = False
    mended = _mend(texts, np.flatnonzero(lost), keys, at, index)
    known = np.concatenate([[False], _is_authority(index)])
    placed = np.flatnonzero(known[np.where(at >= 0, index.arrays["authority_code"][at].astype(np.int64) + 1, 0)])
    whole = _rows(texts.take(pa.array(placed)), keys[placed], at[placed], mended[placed], index, fields)
    sectors = _by_sector(texts.take(pa.array(partly)), keys[partly], index, fields)
    left = np.ones(len(texts), bool)
    left[placed] = left[partly] = False
    return pa.concat_tables([whole, sectors]), texts.filter(pa.array(left))


def _mend(texts: pa.Array, lost: Array, keys: Array, at: Array, index: Index) -> Array:
    """Puts the repair in the place of what was misread, in `keys` and `at`; which texts it did so for."""
    import numpy as np
    import pyarrow as pa

    spelled = spelling.spelled(texts.take(pa.array(lost)))
    rows, numbers = mending.mended(spelled, np.flatnonzero(mending.may_be_mended(spelled)), index)
    keys[lost[rows]], at[lost[rows]] = numbers, index.positions(numbers)
    flags = np.zeros(len(texts), bool)
    flags[lost[rows]] = True
    return flags


def _is_authority(index: Index) -> Array:
    """By the number of an authority's code in the directory: whether it is one."""
    import numpy as np

    return np.array([code in authorities() for code in index.words("authority_code")], bool)


def _rows(texts: pa.Array, keys: Array, at: Array, mended: Array, index: Index, fields: Sequence[str]) -> pa.Table:
    """Texts that name these postcodes of the directory, each of which lies in an authority; only the columns that are asked for."""
    import pyarrow as pa

    from cwbaudit.locate.judging import schema

    made = {name: _worded(_places(index, name), index, "authority_code", at) for name in _PLACES if name in {*fields, "authority"}}
    made |= {name: _worded(index.words(name), index, name, at) for name in ("ward_code", "ward", "lsoa_code") if name in fields}
    if "ward" in fields and not any(index.words("ward")):
        made["ward"] = _worded(index.words("ward_code"), index, "ward_code", at)
    made |= {name: _numbers(index, column, at) for name, column in _COLUMNS.items() if name in fields}
    if {"postcode", "spot", "note"} & {*fields}:
        made["postcode"] = made["spot"] = spelling.standard(keys)
        made["note"] = _notes(made["postcode"], mended, index.arrays["terminated"][at])
    made |= {
        "as_written": texts,
        "lies": made["authority"],
        "doubt": pa.array(["", "postcode-repaired"]).take(pa.array(mended.astype("u1"))),
    }
    made |= dict.fromkeys(("kind", "precision"), pa.repeat(pa.scalar("unit"), len(at)))
    return pa.table([made[name] for name in fields], schema=schema(fields))


_COLUMNS = {
    "easting": "easting",
    "northing": "northing",
    "deprivation_rank": "rank",
    "deprivation_decile": "decile",
    "terminated": "terminated",
}


def _places(index: Index, name: str) -> list[str]:
    """What each authority of the directory is called, or lies in."""
    found = [authorities().get(code) for code in index.words("authority_code")]
    return [
        {"authority_code": a.code, "authority": a.name, "county": a.county, "region": a.region, "nation": a.nation}[name] if a else ""
        for a in found
    ]


def _worded(words: list[str], index: Index, column: str, at: Array) -> pa.Array:
    """For each position the word that its number stands for."""
    import pyarrow as pa

    return pa.array(words, pa.string()).take(pa.array(index.arrays[column][at].astype("i4")))


def _numbers(index: Index, column: str, at: Array) -> pa.Array:
    import pyarrow as pa

    values = index.arrays[column][at].astype("i4")
    return pa.array(values, mask=values == (NOWHERE if column in ("easting", "northing") else 0))


def _notes(postcodes: pa.Array, mended: Array, months: Array) -> pa.Array:
    """As what each was read, where that is not what is written, and since when it is out of use."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    distinct, back = np.unique(months, return_inverse=True)
    dated = pa.array([out_of_use(month) for month in distinct.tolist()], pa.string()).take(pa.array(back))
    rows = np.flatnonzero(mended)
    if not len(rows):
        return dated
    told = zip(postcodes.take(pa.array(rows)).to_pylist(), dated.take(pa.array(rows)).to_pylist(), strict=True)
    notes = pa.array(["; ".join(filter(None, (repair_note(postcode), out))) for postcode, out in told])
    return pc.replace_with_mask(dated, pa.array(mended), notes)


def _by_sector(texts: pa.Array, keys: Array, index: Index, fields: Sequence[str]) -> pa.Table:
    """Texts that name a postcode that is in no directory, in a district that is: placed by what lies in one authority as a whole."""
    import numpy as np
    import pyarrow as pa

    from cwbaudit.locate.judging import NUMBERS, schema

    touched = index.words("candidates")
    alone = _numbered([authorities().get(codes) for codes in touched])
    areas = [index.areas(keys) for keys in (spelling.sectors(keys), spelling.districts(keys))]
    by = [np.where(area >= 0, alone[index.arrays["candidates"][area].astype(np.int64)], -1) for area in areas]
    place = np.where(by[0] >= 0, by[0], by[1]) + 1
    precision = np.where(by[0] >= 0, 0, np.where(by[1] >= 0, 1, 2))
    made: dict[str, pa.Array] = {"as_written": texts}
    for name, words in _every().items():
        made[name] = pa.array(words, pa.string()).take(pa.array(place)) if name in fields else None
    made["precision"] = pa.array(["sector", "district", "none"]).take(pa.array(precision))
    if {"postcode", "spot", "note"} & {*fields}:
        made["postcode"] = made["spot"] = spelling.standard(keys)
        made["note"] = _absent(made["postcode"], areas, touched, index) if "note" in fields else None
    made |= {name: pa.repeat(pa.scalar(word), len(texts)) for name, word in (("kind", "unit"), ("doubt", "postcode-unknown"))}
    made |= {name: pa.repeat(pa.scalar(""), len(texts)) for name in ("ward_code", "ward", "lsoa_code")}
    made |= {name: pa.nulls(len(texts), pa.int32()) for name in NUMBERS}
    return pa.table([made[name] for name in fields], schema=schema(fields))


def _numbered(found: Sequence[Authority | None]) -> Array:
    """The places of these authorities in the list of all; -1 for none."""
    import numpy as np

    places = {code: place for place, code in enumerate(authorities())}
    return np.array([places[each.code] if each else -1 for each in found], np.int64)


@cache
def _every() -> dict[str, list[str]]:
    """What every authority is called and lies in, after what is said of a place that is not known."""
    known = [*authorities().values()]
    return {
        "authority_code": ["", *(each.code for each in known)], "authority": ["", *(each.name for each in known)],
        "county": ["", *(each.county for each in known)], "region": ["", *(each.region for each in known)],
        "nation": ["", *(each.nation for each in known)], "lies": ["unplaced", *(each.name for each in known)],
    }  # fmt: skip


def _absent(postcodes: pa.Array, areas: Sequence[Array], touched: Sequence[str], index: Index) -> pa.Array:
    """What is said of each: that it is in no directory, and where its sector or its district lies; worked out once a sector."""
    import numpy as np
    import pyarrow as pa

    at = [np.where(area >= 0, index.arrays["candidates"][area].astype(np.int64), -1) for area in areas]
    said: dict[str, str] = {}
    notes = []
    for postcode, *parts in zip(postcodes.to_pylist(), *(part.tolist() for part in at), strict=True):
        sector = postcode[:-2]
        if sector not in said:
            keys = zip((sector, postcode[:-4]), parts, strict=True)
            said[sector] = f"{ABSENT}; {_told([(key, touched[part]) for key, part in keys if part >= 0])}"
        notes.append(said[sector])
    return pa.array(notes, pa.string())


def _told(areas: Sequence[tuple[str, str]]) -> str:
    """The narrowest area that lies in one authority; else what the narrowest one touches."""
    for key, candidates in areas:
        if authority := authorities().get(candidates):
            return whole(key, authority.name)
    return straddling(*areas[0])


def _in_a_district(index: Index, keys: Array, rows: Array) -> Array:
    """Those of the rows that are well formed, in a district of the directory that lies in the United Kingdom."""
    import numpy as np

    digits, letters = _inward()
    at = [((keys[rows] >> np.uint64(spelling.BITS * back)) & np.uint64(63)).astype(np.int64) for back in range(3)]
    rows = rows[digits[at[2]] & letters[at[1]] & letters[at[0]]]
    districts = index.areas(spelling.districts(keys[rows]))
    placed = np.array([any(code in authorities() for code in touched.split()) for touched in index.words("candidates")], bool)
    return rows[np.where(districts >= 0, placed[index.arrays["candidates"][districts].astype(np.int64)], False)]


@cache
def _inward() -> tuple[Array, Array]:
    """By a character's code: whether it is a digit, and whether it is a letter that an inward half may have."""
    import numpy as np

    digits, letters = np.zeros(64, bool), np.zeros(64, bool)
    for place, char in enumerate(spelling.ALPHABET, 1):
        digits[place] = char.isdigit()
        letters[place] = forms.UNIT.fullmatch(f"PR11A{char}") is not None
    return digits, letters
