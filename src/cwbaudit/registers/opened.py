"""A register's file as published, opened: zip, workbook or text, streamed where it is large, refused by name when it is torn."""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from cwbaudit.errors import SourceError
from cwbaudit.registers.columns import places, plain, trading
from cwbaudit.registers.entry import RAW, TRADING
from cwbaudit.registers.kinds import Kind, kind_of
from cwbaudit.registers.listfile import is_workbook, of_workbook
from cwbaudit.registers.pieces import AGAIN, Open, of_json, of_text

if TYPE_CHECKING:
    import pyarrow as pa

Tick = Callable[[str], None]
_TEXTS = (".csv", ".txt", ".tsv", ".json")
_MOST_AT_ONCE = 1 << 30
_MOST_BYTES = 16 << 30
_BLOCK = 1 << 24
_ROWS = 50_000
_OURS = b"<dc:creator>cwbaudit "  # as our own workbooks say of themselves


@dataclass(frozen=True)
class Opened:
    """A register's file: of which kind, where in it the names stand, its rows part by part under our names of columns, and the day on which
    it was taken from the register, where its rows say it."""

    kind: Kind
    names: str
    parts: Iterator[pa.Table]
    taken: str = ""


def opened(path: Path, wanted: Kind | None, tick: Tick) -> Opened:
    """The register in this file; SourceError when it is none."""
    with refusing(path):
        with path.open("rb") as stream:
            head = stream.read(1 << 16)
        zipped = is_zipfile(path)
        if head.startswith(b"PK") and not zipped:
            raise SourceError("It is no whole zip file: its end is missing.", where=str(path), fix=AGAIN)
        if is_workbook(path):
            _refuse_our_own(path)
            listed = of_workbook(path)
            return _listed(listed.header, iter(listed.rows), wanted, f"{path} [{listed.sheet}]")
        if zipped:
            return _of_zip(path, wanted, tick)
        return _of_member(path, path.name, head, path.stat().st_size, lambda: path.open("rb"), wanted, tick)


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """What can be wrong with a file, said as what, where and the fix."""
    import pyarrow as pa

    try:
        yield
    except FileNotFoundError:
        raise SourceError("There is no such file.", where=str(path), fix="Check the path.") from None
    except (IsADirectoryError, PermissionError) as error:
        raise SourceError(f"The file cannot be read: {error.strerror}.", where=str(path), fix="Check the path.") from None
    except (BadZipFile, zlib.error, EOFError) as error:
        raise SourceError(f"The zip file is damaged: {error}.", where=str(path), fix=AGAIN) from None
    except pa.ArrowInvalid as error:
        said = str(error).split(":", 1)[-1].strip()[:200]
        raise SourceError(
            "A row is not as wide as the header: the file is torn, or no register.", where=f"{path}: {said}", fix=AGAIN
        ) from None


def _refuse_our_own(path: Path) -> None:
    """A report's suppliers are those who are looked up: in a register of them everyone would be found."""
    if is_zipfile(path):
        with ZipFile(path) as book:
            ours = "docProps/core.xml" in book.namelist() and _OURS in book.read("docProps/core.xml")
        if ours:
            fix = "Import the list that suppliers are to be looked up in; to check a list of your own, save it as a file of its own."
            raise SourceError("It is a report that cwbaudit wrote, not a register.", where=str(path), fix=fix)


def _of_zip(path: Path, wanted: Kind | None, tick: Tick) -> Opened:
    with ZipFile(path) as archive:
        members = sorted((info for info in archive.infolist() if info.filename.lower().endswith(_TEXTS)), key=lambda info: info.filename)
        heads = [archive.open(info).read(1 << 16) for info in members[:1]]
    if not members:
        some = ", ".join(info.filename for info in archive.infolist()[:5]) or "nothing"
        raise SourceError("It holds no text file.", where=f"{path} holds: {some}", fix="Import the zip as published.")
    if sum(info.file_size for info in members) > _MOST_BYTES:
        raise SourceError("It would unpack to more than 16 GB.", where=str(path), fix="Import the zip as published.")

    def member(info: ZipInfo) -> BinaryIO:
        return cast(BinaryIO, ZipFile(path).open(info))

    first, *others = members
    found = _of_member(path, first.filename, heads[0], first.file_size, lambda: member(first), wanted, tick)

    def every() -> Iterator[pa.Table]:
        yield from found.parts
        for info in others:
            with member(info) as stream:
                head = stream.read(1 << 16)
            yield from _of_member(path, info.filename, head, info.file_size, lambda info=info: member(info), found.kind, tick).parts  # type: ignore[misc]

    return replace(found, parts=every())


def _of_member(path: Path, name: str, head: bytes, size: int, again: Open, wanted: Kind | None, tick: Tick) -> Opened:
    where = str(path) if name == path.name else f"{path}: {name}"
    line = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip()
    header = next(csv.reader([line]), []) if line and "\0" not in line else []
    found = places(header)
    if "name" in found and "accounts" in found and wanted in (None, Kind.COMPANIES):
        kind = kind_of(header, Kind.COMPANIES, where)
        return Opened(kind, _column(where, header, found), _streamed(again, header, _encoding(again), size, name, tick))
    if size > _MOST_AT_ONCE:
        raise SourceError("A list of more than 1 GB is too large.", where=where, fix="Import the register as published.")
    of = of_json if head.lstrip(b"\xef\xbb\xbf \r\n")[:1] in (b"[", b"{") else of_text
    return _listed(*of(again, where), wanted, where)


def _listed(header: Sequence[str], rows: Iterator[list[str]], wanted: Kind | None, where: str) -> Opened:
    import pyarrow as pa

    kind = kind_of(header, wanted, where)
    found = {ours: place for ours, place in places(header, charities=kind is Kind.CHARITIES).items() if ours in RAW}
    if (also := trading(header, found["name"])) is not None:
        found[TRADING] = also
    first = next(rows, [])
    rows = chain([first] if first else [], rows)

    def parts() -> Iterator[pa.Table]:
        while some := list(islice(rows, _ROWS)):
            yield pa.table({ours: pa.array([row[place].strip() for row in some], pa.string()) for ours, place in found.items()})

    return Opened(kind, _column(where, header, found), parts(), _taken(header, first))


def _taken(header: Sequence[str], first: Sequence[str]) -> str:
    """The charity registers say it in every row: 2025-06-03, with a time of day in JSON."""
    said = next((cell for name, cell in zip(header, first, strict=False) if plain(name) == "dateofextract"), "")
    date = re.match(r"\s*(20\d\d-[01]\d-[0-3]\d)(?!\d)", said)
    return date[1] if date else ""


def _column(where: str, header: Sequence[str], found: Mapping[str, int]) -> str:
    return f'{where}, column "{header[found["name"]].strip()}"'


def _encoding(again: Open) -> str:
    """UTF-8, else Latin-1 where a byte of the file is no UTF-8: found by reading it through, in pieces."""
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    with again() as stream:
        try:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
        except UnicodeDecodeError:
            return "latin-1"
    return "utf8"


def _streamed(again: Open, header: list[str], encoding: str, size: int, name: str, tick: Tick) -> Iterator[pa.Table]:
    """Our columns, block by block; the others are never decoded."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    names = [f"column {i}" for i in range(len(header))]
    found = {ours: place for ours, place in places(header).items() if ours in RAW}
    for ours, place in found.items():
        names[place] = ours
    with again() as stream:
        reader = arrow_csv.open_csv(
            stream,
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=_BLOCK, encoding=encoding),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=list(found), column_types=dict.fromkeys(found, pa.string()), strings_can_be_null=False
            ),
        )
        read = 0
        for batch in reader:
            read += _BLOCK
            tick(f"Reading {Path(name).name}: {min(99, 100 * read // max(size, 1))}%")
            yield pa.Table.from_batches([batch])
