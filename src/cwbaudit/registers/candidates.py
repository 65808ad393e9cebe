"""The entries of a large register that anybody asked for may mean: a few thousand of millions, found in one pass."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from cwbaudit import engine, names
from cwbaudit.numbers import REGISTERS, number
from cwbaudit.registers.entry import gone
from cwbaudit.registers.index import Register
from cwbaudit.registers.kinds import Kind

Entry = tuple[str, str, str, str]  # name, number, postcode, and the status of one that is no more
_RARE = 300  # a word that fewer entries have tells enough by itself; else an entry must have the two rarest of the name

# One row per entry and word, for the words asked for alone; the longest list in it is that of a common word.
_CANDIDATES = """
with plain as (
    select file_row_number as turn, name, number, postcode, status,
           replace(replace(strip_accents(upper(name)), '''', ''), '.', '') as said
    from read_parquet({path}, file_row_number = true)
),
words as (
    select distinct p.turn, w.word from (select turn, unnest(regexp_split_to_array(said, '[^A-Z0-9]+')) as word from plain) p
    join (select distinct word from asked) w on w.word = p.word
),
often as (select word, count(*) as entries from words group by word),
ranked as (
    select a.subject, a.word, o.entries, row_number() over (partition by a.subject order by o.entries, a.word) as place
    from asked a join often o on o.word = a.word
),
firsts as (
    select f.word, f.entries, s.word as second
    from ranked f left join ranked s on s.subject = f.subject and s.place = 2 where f.place = 1
),
meant as (
    select w.turn from words w join (select distinct word from firsts where entries <= {rare}) f on f.word = w.word
    union
    select w.turn from words w
    join (select distinct word, second from firsts where entries > {rare} and second is not null) f on f.word = w.word
    join words x on x.turn = w.turn and x.word = f.second
    union
    select turn from plain join compact c on c.run = regexp_replace(said, '[^A-Z0-9]+|LIMITED$|LTD$|PLC$|LLP$', '', 'g')
    union
    select turn from plain join numbers n on n.number = ltrim(plain.number, '0')
)
select p.name, p.number, p.postcode, p.status from plain p semi join meant m on m.turn = p.turn order by p.turn
"""


_NUMBERED = """
select distinct r.number from read_parquet({path}) r semi join numbers n on n.number = ltrim(r.number, '0')
"""


def candidates(path: Path, asked: Sequence[Mapping[str, object]]) -> list[Entry]:
    """The entries of the index at `path` that share a rare word, two words, their letters run together or a number with one asked for."""
    import pyarrow as pa

    words = sorted({(i, word) for i, row in enumerate(asked) for word in _words(str(row.get("supplier_name") or ""))})
    runs = sorted({_run(str(row.get("supplier_name") or "")) for row in asked} - {""})
    tables = {
        "asked": pa.table({"subject": pa.array([i for i, _ in words], pa.int64()), "word": pa.array([w for _, w in words], pa.string())}),
        "compact": pa.table({"run": pa.array(runs, pa.string())}),
        "numbers": pa.table({"number": pa.array(sorted(_numbers(asked)), pa.string())}),
    }
    query = _CANDIDATES.format(path=engine.quoted(path), rare=_RARE)
    return [(name, number, postcode, gone(status)) for name, number, postcode, status in engine.sql(query, **tables).rows()]


def numbered(register: Register, standards: Collection[str]) -> set[str]:
    """Those of the numbers, in standard form, that the register has."""
    import pyarrow as pa

    kind = REGISTERS[register.kind]
    plain = sorted({standard.partition(":")[2].lstrip("0") for standard in standards})
    table = pa.table({"number": pa.array(plain, pa.string())})
    rows = engine.sql(_NUMBERED.format(path=engine.quoted(register.path)), numbers=table).rows()
    return {number(kind, written) for (written,) in rows} & set(standards)


def in_its_terms(kind: str, asked: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """The rows with those numbers alone that a register of this kind has: SC012345 is a charity in one, and in another a company."""
    other = {Kind.COMPANIES: "charity_number", Kind.COOPERATIVES: "charity_number", Kind.CHARITIES: "company_number"}.get(Kind(kind))
    return [{name: value for name, value in row.items() if name != other} for row in asked]


def _words(name: str) -> set[str]:
    """The words as written and as they are read; legal forms tell nothing."""
    return {word for word in {*_ascii(name).split(), *names.key(name).upper().split()} if word.lower() not in names.LEGAL and len(word) > 1}


def _run(name: str) -> str:
    words = _ascii(name).split()
    while words and words[-1].lower() in names.LEGAL:
        words.pop()
    return "".join(words)


def _ascii(name: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.upper()) if not unicodedata.combining(char))
    return re.sub(r"[^A-Z0-9]+", " ", plain.replace("'", "").replace("’", "").replace(".", ""))


def _numbers(asked: Iterable[Mapping[str, object]]) -> set[str]:
    companies = {_compact(row.get("company_number")) for row in asked}
    charities = {_compact(row.get("charity_number")).removeprefix("NIC").removeprefix("NI") for row in asked}
    return {number.lstrip("0") for number in companies | charities} - {""}


def _compact(number: object) -> str:
    return re.sub(r"[^0-9A-Z]", "", str(number or "").upper())
