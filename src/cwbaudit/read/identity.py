"""What makes a line that line: an id of its content, the same wherever its row stands, and the way its supplier is written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from cwbaudit.arrays import codes, numbers, repeated, scattered, small_numbers, truths, whole_numbers
from cwbaudit.engine import Relation, Stream, quoted, sql
from cwbaudit.read.held import arranged, without
from cwbaudit.read.payments import Rows
from cwbaudit.read.values import NAME
from cwbaudit.tables import LINES

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_AT_ONCE = 245_760  # rows that are given their ids while those before are written
_LINE = f"""
    select {{source}} as source, row, {{body}} as body, date, {NAME}, supplier_ref, company_number, postcode, charity_number,
        vat_number, address, category, category_code, service, description, contract_ref, declared_influence, transaction_ref, amount
    from rows
"""
_KIND = "md5(concat_ws(chr(31), category, category_code, service, contract_ref, declared_influence))[:16]"
# The id is of the content and of its turn among identical lines, so it does not move when other rows come or go.
_WHAT = "md5(concat(who, date, kind, amount, chr(31), {description}, turn))"
_SPELLED = {
    "supplier_name": "supplier_name", "supplier_ref": "supplier_ref", "company_number": "given_company_number",
    "charity_number": "given_charity_number", "vat_number": "given_vat_number", "postcode": "given_postcode",
    "postcode_basis": "postcode_basis", "address": "given_address", "alias_id": "alias_id",
}  # fmt: skip
# What comes again and again is written once in the file too: it is packed with less work.
_RECURRING = ("category", "category_code", "service", "contract_ref", "declared_influence")
_SAME = ("source", "body")


@dataclass(frozen=True)
class Part:
    """The rows of one table of one body, by its label; `source` is the place of its [[source]] in the config."""

    source: int
    label: str
    body: str
    rows: Rows

    def lines(self, of: pa.Table | None = None) -> Relation:
        """Its payments as lines, or some of them, without their ids."""
        return sql(_LINE.format(source=quoted(self.label), body=quoted(self.body)), rows=self.rows.lines(of))


def lines_of(parts: Sequence[Part], of: Sequence[pa.Table] = ()) -> Relation:
    """The lines of all parts, one part after the other; of each only these, where they are given."""
    every = {f"part_{i}": part.lines(of[i] if of else None) for i, part in enumerate(parts)}
    union = " union all ".join(f"select * from {name}" for name in every)
    return sql(union, **every) if every else sql("select * from none", none=LINES.build([]))


def identified(parts: Sequence[Part], spelled: Sequence[pa.Table], twins: pa.Table) -> Stream:
    """The rows of LINES in the order of that table: each part's lines with their ids, those that are dropped left out.

    `spelled` are the spellings of each part.
    """
    in_order = sorted(zip(parts, spelled, strict=True), key=lambda each: each[0].label)
    return Stream(LINES.arrow(), partial(_of_parts, in_order, twins), (*LINES.key, "alias_id", "amount"))


def _of_parts(parts: Sequence[tuple[Part, pa.Table]], twins: pa.Table) -> Iterator[pa.Table]:
    for part, spelled in parts:
        yield from _of_part(part, spelled, twins)


def _of_part(part: Part, spelled: pa.Table, twins: pa.Table) -> Iterator[pa.Table]:
    import pyarrow as pa

    if not spelled.num_rows:
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        met = pool.map(lambda theirs: spelled.column(theirs).combine_chunks().dictionary_encode(), _SPELLED.values())
        texts = dict(zip(_SPELLED, met, strict=True))
    who, places = spelled.column("who").combine_chunks(), _places(spelled)
    own = sql(f"select row, turn, dropped from t where source = {quoted(part.label)}", t=twins).arrow()
    dropped = [row for (row,) in sql("select row from t where dropped order by row", t=own).rows()]
    turns = sql("select row, chr(30) || turn as turn from t where turn > 1 and not dropped order by row", t=own).arrow()
    for stretch in part.rows.stretches():
        kept = without(stretch, dropped)
        for start in range(0, kept.num_rows, _AT_ONCE):
            some = kept.slice(start, _AT_ONCE)
            place = small_numbers(places[codes(some.column("way"))])
            recurring = _recurring(some)
            written = pa.DictionaryArray.from_arrays(place, who, safe=False)
            ids = _ids(some.append_column("who", written).append_column("kind", _kinds(recurring)), turns)
            yield _lines(part, some, ids, recurring | {ours: _by_number(column, place) for ours, column in texts.items()})


def _places(spelled: pa.Table) -> np.ndarray[Any, Any]:
    """By the number of each way of writing suppliers, where it stands; ways that no payment has stand nowhere."""
    import numpy as np

    ways = numbers(spelled.column("way"))
    places = np.zeros(int(ways[-1]) + 1 if len(ways) else 0, np.int32)
    places[ways] = np.arange(len(ways))
    return places


def _ids(some: pa.Table, turns: pa.Table) -> pa.ChunkedArray:
    """The id of each of the payments, of which `who` stands for how the supplier is written and `kind` for what recurs."""
    what = _WHAT.format(description="description" if "description" in some.column_names else "''")
    return arranged(sql(f"select row, {what} as line_id from line", line=_with_turns(some, turns)).arrow(), some).column("line_id")


def _with_turns(some: pa.Table, turns: pa.Table) -> pa.Table:
    """The payments with `turn`, which most have none of. Both are in the order of their rows."""
    import numpy as np

    own, turned = numbers(some.column("row")), numbers(turns.column("row"))
    first, end = np.searchsorted(turned, own[0]), np.searchsorted(turned, own[-1], "right")
    texts = turns.column("turn").slice(first, end - first).to_pylist()
    return some.append_column("turn", scattered(texts, np.searchsorted(own, turned[first:end]), len(own)))


def _recurring(some: pa.Table) -> dict[str, pa.DictionaryArray]:
    """What comes again and again in the payments, by its nature: each text once, and its number in each of them."""
    return {
        name: some.column(name).dictionary_encode().combine_chunks() if name in some.column_names else _once("", some.num_rows)
        for name in _RECURRING
    }


def _kinds(recurring: Mapping[str, pa.DictionaryArray]) -> pa.DictionaryArray:
    """The hash of what recurs in each payment, worked out once for all that say the same."""
    import numpy as np
    import pyarrow as pa

    said: dict[str, Any] = {}
    place, different = np.zeros(1, np.int64), np.zeros(1, np.int64)
    for name, column in recurring.items():
        texts = column.dictionary
        place = place.astype(np.int64) * len(texts) + codes(column.indices)
        if len(different) > 1 and len(texts) > 1:
            met = whole_numbers(place).dictionary_encode()
            place, different = codes(met.indices), numbers(met.dictionary)
        else:
            different = np.arange(len(different) * len(texts))
        said = {other: known.take(whole_numbers(different // len(texts))) for other, known in said.items()}
        said[name] = texts.take(whole_numbers(different % len(texts)))
    kinds = sql(f"select {_KIND} as kind from k", k=pa.table(said)).arrow().column("kind").combine_chunks()
    return pa.DictionaryArray.from_arrays(small_numbers(place), kinds, safe=False)


def _lines(part: Part, some: pa.Table, ids: pa.ChunkedArray, once: Mapping[str, pa.DictionaryArray]) -> pa.Table:
    """These payments as rows of LINES, with their ids and what is written once for many. What the stretch holds is taken as it is."""
    import pyarrow as pa

    rows = some.num_rows
    columns = {name: some.column(name) for name in some.column_names} | {"line_id": ids} | dict(once)
    columns |= {"source": _once(part.label, rows), "body": _once(part.body, rows), "lines": _ones(rows)}
    schema = _schema()
    return pa.table([columns[name] if name in columns else repeated("", rows) for name in schema.names], schema=schema)


def _schema() -> pa.Schema:
    """That of LINES, but texts that many lines have are written once for all of them, and by their number in each."""
    import pyarrow as pa

    kinds = {name: pa.dictionary(pa.int32(), pa.string()) for name in (*_SPELLED, *_RECURRING, *_SAME)}
    return pa.schema([field.with_type(kinds.get(field.name, field.type)) for field in LINES.arrow()])


def _by_number(texts: pa.DictionaryArray, place: pa.Array) -> pa.DictionaryArray:
    """The texts at these places. Of more texts than places, only those that are at one are held."""
    import numpy as np
    import pyarrow as pa

    if len(texts.dictionary) == 1:
        return _once(texts.dictionary[0].as_py(), len(place))
    where, held = texts.indices.take(place), texts.dictionary
    if len(held) > len(place):
        met = np.bincount(codes(where), minlength=len(held)) > 0
        where, held = small_numbers((np.cumsum(met) - 1)[codes(where)]), held.filter(truths(met))
    return pa.DictionaryArray.from_arrays(where, held, safe=False)


def _once(text: str, rows: int) -> pa.DictionaryArray:
    """A column of one text."""
    import numpy as np
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(small_numbers(np.zeros(rows, np.int32)), repeated(text, 1))


def _ones(count: int) -> pa.Array:
    import numpy as np

    return whole_numbers(np.ones(count, np.int64))
