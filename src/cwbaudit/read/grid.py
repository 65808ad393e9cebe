"""A file as one or more grids of text cells, whatever its format: what every later step reads from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cwbaudit.errors import SourceError
from cwbaudit.read import delimited, notices, records, ruled, workbook
from cwbaudit.read.bundle import Unpacked, unpacked
from cwbaudit.read.cells import Cells, cells_of
from cwbaudit.read.delimited import Row
from cwbaudit.read.documents import FIX, documents
from cwbaudit.read.encoding import Text, text_of
from cwbaudit.read.filetype import FileType, file_type
from cwbaudit.read.guard import Inspected, inspect
from cwbaudit.read.regular import cells_of_text
from cwbaudit.read.vocabulary import header_likeness

Load = Callable[[], Cells]
_HEAD = 1 << 20
NOTICES = notices.WHY


@dataclass(frozen=True)
class Grid:
    """A sheet, or a text file: its cells when they are asked for, and how it came to be cells. `member` is its file in a bundle."""

    path: Path
    cells: Load
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    visible: bool = True
    member: str = ""
    why: tuple[str, ...] = ()


def grids(path: Path, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> list[Grid]:
    """The grids of the file at `path`, or only the named one of them; SourceError when it can hold no table."""
    kind = file_type(path)
    if kind is FileType.TEXT:
        return [_text(path, encoding, delimiter)]
    if kind is FileType.PARQUET:
        return [_parquet(path)]
    if kind is FileType.JSON:
        return [_json(path)]
    if kind is FileType.BUNDLE:
        return _bundle(path, encoding, delimiter, sheet)
    return _workbook(path, kind)


def _bundle(path: Path, encoding: str, delimiter: str, sheet: str) -> list[Grid]:
    """The grids of every file in a bundle; what cannot be read there is said, and refused only when nothing can."""
    bundle = unpacked(path)
    found: list[Grid] = []
    refusals: list[SourceError] = []
    for name, member in bundle.files.items():
        if sheet and sheet != name and not sheet.startswith(f"{name}: "):
            continue
        try:
            if file_type(member) is FileType.BUNDLE:
                raise SourceError("This is a bundle within a bundle.", fix="Unpack it yourself.")
            found += [_member(grid, name, path, bundle) for grid in grids(member, encoding=encoding, delimiter=delimiter)]
        except SourceError as error:
            refusals.append(SourceError(error.what, where=f"{path}: {name}", fix=error.fix))
    if not found:
        raise refusals[0]
    said = tuple(f"Not read: {error.where}: {error.what}" for error in refusals)
    return [replace(found[0], why=(*found[0].why, *said)), *found[1:]]


def _member(grid: Grid, name: str, path: Path, bundle: Unpacked) -> Grid:
    """The grid under the bundle's path, its sheet named after the member; it keeps the unpacked files alive."""

    def load() -> Cells:
        assert bundle.folder
        return grid.cells()

    return replace(grid, path=path, sheet=f"{name}: {grid.sheet}" if grid.sheet else name, member=name, cells=load)


def _text(path: Path, encoding: str, delimiter: str) -> Grid:
    text = text_of(path, encoding)
    head = text.head(_HEAD)
    if starts := ruled.columns_of(head, header_likeness):
        return _ruled(path, text, starts)
    quoted = delimited.lines_are_quoted(head)
    head = delimited.unquoted(head) if quoted else head
    mark, why = (delimiter, "as understood before") if delimiter else delimited.find_delimiter(head, header_likeness)
    said = (f"Encoding {text.encoding}: {text.why}.", f"Cells are parted by {delimited.NAMES.get(mark, mark)}: {why}.")
    if quoted:
        how = "Each line stands in quotes as one cell: the cells in it were read."
        whole = delimited.unquoted(text.whole())
        return Grid(
            path, lambda: cells_of(delimited.rows(whole, mark), str(path)), encoding=text.encoding, delimiter=mark, why=(*said, how),
        )  # fmt: skip
    return Grid(path, lambda: cells_of_text(text, mark), encoding=text.encoding, delimiter=mark, why=said)


def _ruled(path: Path, text: Text, starts: ruled.Starts) -> Grid:
    whole = ruled.parted(text.whole(), starts)
    said = (f"Encoding {text.encoding}: {text.why}.", ruled.WHY)
    return Grid(path, lambda: cells_of(delimited.rows(whole, "\t"), str(path)), encoding=text.encoding, delimiter="\t", why=said)


def _json(path: Path) -> Grid:
    """Notices of contracts, or else a list of records."""
    found = list(documents(path))
    for of, why in ((notices.notices, NOTICES), (records.records, records.WHY)):
        if rows := of(found):
            return Grid(path, lambda: cells_of(enumerate(rows, 1), str(path)), encoding=str(FileType.JSON), why=(why,))
    what = "This is a JSON document without a notice of a contract or a list of records in it, not a table."
    raise SourceError(what, where=str(path), fix=FIX)


def _workbook(path: Path, kind: FileType) -> list[Grid]:
    seen = Inspected(0, 0) if kind is FileType.OLD_WORKBOOK else inspect(path, str(path))
    book = workbook.open_workbook(path, str(path))
    why = []
    if seen.errors:
        why.append(f"{seen.errors} cells hold an Excel error (such as #N/A) and are read as empty.")
    if seen.without_result:
        why.append(f"{seen.without_result} formulas have no stored result and are read as empty: open the file in Excel and save it.")

    def of(name: str) -> Load:
        return lambda: cells_of(workbook.rows(book, name, str(path)), f"{path} [{name}]")

    return [Grid(path, of(name), sheet=name, visible=visible, why=tuple(why)) for name, visible in workbook.sheets(book)]


def _parquet(path: Path) -> Grid:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError):
        raise SourceError("This Parquet file is damaged.", where=str(path), fix="Export or download it again.") from None

    def rows() -> Iterator[tuple[int, Row]]:
        yield 1, [str(name) for name in table.column_names]
        number = 1
        for batch in table.to_batches():
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield number, ["" if cell is None else str(cell).strip() for cell in row]

    return Grid(
        path,
        lambda: cells_of(rows(), str(path)),
        encoding="parquet",
        why=("A Parquet file: its column names are the header, counted as row 1.",),
    )
