"""An official directory, imported from its zip as published: streamed, never unpacked, refused by name when it is something else."""

from __future__ import annotations

import csv
import io
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from cwbaudit import engine
from cwbaudit.errors import GazetteerError
from cwbaudit.locate import editions
from cwbaudit.locate.authorities import authorities, successors
from cwbaudit.locate.deprivation import Ranks, read_ranks, with_deciles
from cwbaudit.locate.gazetteer import Beyond, Gazetteer, imported_folder, store

if TYPE_CHECKING:
    import pyarrow as pa

_WHOLE = re.compile(r"(?:.*/)?(?:ONSPD|NSPL)[^/]*_UK\.csv", re.IGNORECASE)
_PARTS = re.compile(r"(?:.*/)?multi_csv/[^/]+\.csv", re.IGNORECASE)
_CODE_POINT = re.compile(r"(?:.*/)?Data/CSV/[a-z]{1,2}\.csv", re.IGNORECASE)
_MOST_BYTES, _MOST_NAMES = 8 << 30, 32 << 20
_FIX = "Import the zip as published: an ONS Postcode Directory, a National Statistics Postcode Lookup, or Code-Point Open."

_WARDS = re.compile(r"(?:.*/)?Documents/[^?]*\bwards?\b[^/]*\.csv", re.IGNORECASE)
_EMPTY = re.compile(r"[A-Z]99999999")  # what stands where there is no ward or no small area

_CURRENT = """
select r.postcode, r.easting, r.northing, coalesce(c.new_code, r.authority_code, '') as authority_code,
       r.ward_code, coalesce(w.name, '') as ward, if(r.lsoa21 = '', r.lsoa11, r.lsoa21) as lsoa_code,
       coalesce(d.rank, r.rank, 0) as rank, r.terminated
from (
    select postcode, easting, northing, authority_code, {plain} from raw where postcode <> ''
) r
left join changes c on c.old_code = r.authority_code
left join wards w on w.code = r.ward_code
left join ranks d on d.code = r.{lsoa}
"""


def import_directory(path: Path, progress: Callable[[str], None], deprivation: Path | None = None) -> Gazetteer:
    """The directory in this zip, compiled; it is used from now on. GazetteerError, and nothing changed, when it is none.

    `deprivation` is a file of small areas with their ranks, which are taken where the directory has others.
    """
    ranks = read_ranks(deprivation) if deprivation else None
    with _refusing(path), ZipFile(path) as archive:
        members = _members(archive, path)
        point = _CODE_POINT.fullmatch(members[0].filename) is not None
        raw, column = _read(archive, members, point=point, where=path.name, progress=progress)
        wards = _ward_names(archive)
    name = Path(members[0].filename).name
    vintage = "OS Code-Point Open" if point else editions.title(name)
    content = [f"{member.filename} {member.CRC}" for member in members] + ([repr(ranks)] if ranks else [])
    identity = f"{name}-{zlib.crc32(''.join(content).encode()):08x}"
    if point:
        progress("Code-Point Open knows only postcodes in use in Great Britain: older ones and Northern Ireland's will be unplaced")
    current = _current(raw, wards, ranks)
    del raw  # a directory of full size is not held three times over
    ranked_by = ranks.name if ranks else column
    current, areas = with_deciles(current, ranked_by)
    return _kept(current, Beyond(False, ranked_by if areas else "", areas), path, vintage, identity, progress)


def _current(raw: pa.Table, wards: dict[str, str], ranks: Ranks | None) -> pa.Table:
    """The rows at today's authorities, with the names of their wards; what the directory does not have is empty."""
    import pyarrow as pa

    changes = pa.table({"old_code": [c.old_code for c in successors()], "new_code": [c.new_code for c in successors()]})
    named = pa.table({"code": pa.array(wards, pa.string()), "name": pa.array(wards.values(), pa.string())})
    ranked = ranks.table() if ranks else pa.table({"code": pa.array([], pa.string()), "rank": pa.array([], pa.int64())})
    plain = ", ".join(_plain(name, raw.column_names) for name in editions.WELCOME)
    query = _CURRENT.replace("{plain}", plain).replace("{lsoa}", f"lsoa{ranks.year if ranks else '21'}")
    return engine.sql(query, raw=raw, changes=changes, wards=named, ranks=ranked).arrow()


def _plain(name: str, there: Sequence[str]) -> str:
    """A column in SQL, without what only stands in the place of nothing."""
    if name in ("rank", "terminated"):
        return f"coalesce(try_cast({name} as bigint), 0) as {name}" if name in there else f"cast(0 as bigint) as {name}"
    return (
        f"case when regexp_full_match({name}, '{_EMPTY.pattern}') then '' else coalesce({name}, '') end as {name}"
        if name in there
        else f"'' as {name}"
    )


def _ward_names(archive: ZipFile) -> dict[str, str]:
    """The names of wards by their codes, from the lists beside the directory; empty where there are none."""
    for info in archive.infolist():
        if _WARDS.fullmatch(info.filename) and info.file_size < _MOST_NAMES:
            header, *rows = [*csv.reader(io.StringIO(archive.read(info).decode("utf-8-sig", "replace")))] or [[]]
            found = [
                next((i for i, name in enumerate(header) if re.fullmatch(form, name.strip(), re.IGNORECASE)), None)
                for form in (r"wd\d\dcd", r"wd\d\dnm")
            ]
            code, name = found
            if code is not None and name is not None:
                return {row[code].strip(): row[name].strip() for row in rows if len(row) > max(code, name)}
    return {}


def _kept(current: pa.Table, beyond: Beyond, path: Path, vintage: str, identity: str, progress: Callable[[str], None]) -> Gazetteer:
    import pyarrow as pa

    count, distinct, placed, wards = engine.sql(
        "select count(*), count(distinct replace(postcode, ' ', '')), count(*) filter (authority_code in (select code from known)), "
        "count(*) filter (ward_code <> '') from c",
        c=current, known=pa.table({"code": list(authorities())}),
    ).one()  # fmt: skip
    if not placed or distinct != count:
        what = "It names a postcode twice." if placed else "None of its postcodes lies in an authority that is known."
        raise GazetteerError(what, where=str(path), fix=_FIX)
    progress(f"Sorting {count:,} postcodes, of which {placed:,} lie in a known authority")
    folder = imported_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fix = "Set the environment variable CWBAUDIT_CACHE to a folder that can be written."
        raise GazetteerError(f"The directory cannot be kept: {error.strerror}.", where=str(folder), fix=fix) from None
    made = store(current, folder, vintage=vintage, identity=identity, beyond=replace(beyond, wards=wards > 0))
    for other in set(folder.glob("*.index")) - {made.path}:
        with suppress(PermissionError):  # Windows: another run still reads the one before
            other.unlink()
    return made


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    import pyarrow as pa

    try:
        yield
    except FileNotFoundError:
        raise GazetteerError("There is no such file.", where=str(path), fix="Check the path.") from None
    except (IsADirectoryError, PermissionError) as error:
        raise GazetteerError(f"The file cannot be read: {error.strerror}.", where=str(path), fix=_FIX) from None
    except (BadZipFile, zlib.error, EOFError) as error:
        raise GazetteerError(f"It is no zip file, or a damaged one: {error}.", where=str(path), fix=f"Download it again. {_FIX}") from None
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise GazetteerError("Its rows are not those of a postcode directory.", where=f"{path}: {error}", fix=_FIX) from None


def _members(archive: ZipFile, path: Path) -> list[ZipInfo]:
    """The files of the directory: the whole one, else its parts; every name in the zip is looked at before anything is read."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    for info in infos:
        if info.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", info.filename) or ":" in info.filename:
            raise GazetteerError("It holds a file whose path climbs out of it.", where=f"{path}: {info.filename}", fix=_FIX)
    whole = [info for info in infos if _WHOLE.fullmatch(info.filename) and "multi_csv" not in info.filename]
    if len(whole) > 1:
        names = ", ".join(info.filename for info in whole)
        raise GazetteerError("It holds more than one directory.", where=f"{path}: {names}", fix="Import a zip of one edition.")
    found = whole or next(filter(None, ([i for i in infos if form.fullmatch(i.filename)] for form in (_PARTS, _CODE_POINT))), [])
    if not found:
        raise _nothing(infos, path)
    for info in found:
        if info.flag_bits & 1:
            raise GazetteerError("It is protected by a password.", where=f"{path}: {info.filename}", fix=_FIX)
    if sum(info.file_size for info in found) > _MOST_BYTES:
        raise GazetteerError("It would unpack to more than 8 GB.", where=f"{path}: {found[0].filename}", fix=_FIX)
    return sorted(found, key=lambda info: info.filename)


def _nothing(infos: list[ZipInfo], path: Path) -> GazetteerError:
    names = [info.filename for info in infos]
    nested = [name for name in names if name.lower().endswith(".zip")]
    if nested:
        return GazetteerError("It holds another zip.", where=f"{path}: {nested[0]}", fix="Unpack it, and import the zip inside.")
    some = ", ".join(names[:5]) or "nothing"
    return GazetteerError("It holds no postcode directory.", where=f"{path} holds: {some}", fix=_FIX)


def _read(archive: ZipFile, members: list[ZipInfo], *, point: bool, where: str, progress: Callable[[str], None]) -> tuple[pa.Table, str]:
    """The rows of all members, and the name of the column that their ranks are in."""
    import pyarrow as pa

    ranked = ""
    parts, read, total, said = [], 0, sum(member.file_size for member in members) or 1, -1
    for member in members:
        with archive.open(member) as head:
            line = head.readline(100_000).decode("utf-8-sig")
        found = editions.CODE_POINT if point else editions.columns(line, f"{where}: {member.filename}")
        ranked = "" if point else editions.indices(line)
        with archive.open(member) as stream:
            for batch in _batches(cast(BinaryIO, stream), line, found, header=not point):
                parts.append(pa.Table.from_batches([batch]))
                percent = 100 * (read + stream.tell()) // total
                if percent // 10 > said:
                    said = percent // 10
                    progress(f"Reading {Path(member.filename).name}: {percent}%")
        read += member.file_size
    return pa.concat_tables(parts), ranked


def _batches(stream: BinaryIO, line: str, found: dict[str, int], *, header: bool) -> Iterator[pa.RecordBatch]:
    """Our columns, block by block; the others are never decoded."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    width = len(next(csv.reader([line])))
    names = [f"column {i}" for i in range(width)]
    for ours, position in found.items():
        if position >= width:
            raise pa.ArrowInvalid(f"a row of {width} columns")
        names[position] = ours
    numbers = ("easting", "northing")
    types = {name: pa.float64() if name in numbers else pa.string() for name in found}
    yield from arrow_csv.open_csv(
        stream,
        read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1 if header else 0, block_size=1 << 20),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=list(types), column_types=types, null_values=[""], strings_can_be_null=False, quoted_strings_can_be_null=True
        ),
    )
