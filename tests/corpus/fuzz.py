"""Mutated spend files, and the child process that reads them: `python -m tests.corpus.fuzz KIND FIRST COUNT` prints what went wrong.

Every file is either read with each of its rows accounted for, or refused in words; anything else is a line of output. Of the kind
`large` are files so long that they go the quick way, which must give the same cells as the way line by line. A file that takes more
than twenty seconds of the processor's time (not of the clock's: the machine may be busy) ends the process.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from cwbaudit.engine import sql
from cwbaudit.errors import SourceError
from cwbaudit.read import check, delimited
from cwbaudit.read.cells import Cells, cells_of
from cwbaudit.read.encoding import text_of
from cwbaudit.read.filetype import FileType, file_type
from cwbaudit.read.regular import cells_of_text
from tests.corpus.awkward import write

_SPICE = [
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"\xa3",
    b"\xff",
    b"\xef\xbb\xbf",
    b";",
    b"\t",
    b"-",
    b"(",
    b"Total",
    b"Amount",
    b"\xe2\x82",
    b"1e9",
    b"9" * 40,
]
_XML_SPICE = [
    b"<",
    b">",
    b"&",
    b'"',
    b"</row>",
    b'<c r="A1"/>',
    b' r="B2"',
    b't="s"',
    b"<v>-1</v>",
    b"<v>99999</v>",
    b"\0",
    b"1E400",
    b"NaN",
]
MOST_SECONDS, MOST_BYTES = 20, 1 << 30


def mutated(data: bytes, dice: random.Random, spice: list[bytes]) -> bytes:
    """`data` with a few cuts, copies, swaps and foreign bytes."""
    made = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(made) + 1)
        match dice.randrange(5):
            case 0:
                made[at:at] = dice.choice(spice)
            case 1:
                del made[at : at + dice.randint(1, 40)]
            case 2:
                made[at:at] = made[dice.randrange(len(made) + 1) :][: dice.randint(1, 400)]
            case 3 if at < len(made):
                made[at] = dice.randrange(256)
            case _:
                made[at : at + 1] = dice.choice(spice)
    return bytes(made[: dice.randrange(len(made) + 1)]) if dice.random() < 0.05 else bytes(made)


def mutated_workbook(data: bytes, dice: random.Random) -> bytes:
    """A workbook with one of its parts mutated; sometimes its outer bytes."""
    if dice.random() < 0.2:
        return mutated(data, dice, _SPICE)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        chosen = dice.choice([name for name in before.namelist() if name.endswith((".xml", ".rels"))] + ["xl/worksheets/sheet1.xml"] * 6)
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, mutated(part, dice, _XML_SPICE) if name == chosen else part)
    return made.getvalue()


def complaint(path: Path) -> str:
    """What is wrong with the reading of the file; empty when nothing is."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + MOST_SECONDS, resource.RLIM_INFINITY))
    for entry in check([path]):
        if entry["refused"] is None:
            counted = entry["rows"] + entry["entries"] + sum(aside["count"] for aside in entry["set_aside"].values())
            if counted != entry["rows_read"]:
                return f"{counted} rows of {entry['rows_read']} are accounted for"
        elif not entry["refused"].strip():
            return "refused without a word"
    return "" if peak() < MOST_BYTES else "too much memory"


def peak() -> int:
    """The most memory this process has held, in bytes. ru_maxrss would count the parent's too, which a child inherits when it is made."""
    status = Path("/proc/self/status")
    if status.is_file():
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def difference(path: Path) -> str:
    """Where the two ways through a text file differ; empty when they agree, or when it is no text."""
    try:
        if file_type(path) is not FileType.TEXT:
            return ""
    except SourceError:
        return ""
    text = text_of(path)
    quick, slow = cells_of_text(text, ","), cells_of(delimited.rows(text.whole(), ","))
    return next((f"{a} is not {b}" for a, b in zip_longest(_listed(quick), _listed(slow)) if a != b), "")


def _listed(cells: Cells) -> Iterator[tuple[int, tuple[str, ...]]]:
    for row, *texts in sql("select * from c", c=cells.table).rows():
        yield row, tuple("\0".join(texts).rstrip("\0").split("\0"))


def grown(data: bytes, dice: random.Random) -> bytes:
    """The file's rows again and again, to more than the quick way asks for, its head once."""
    head, _, body = data.partition(b"\n")
    return head + b"\n" + body * (dice.randint(270_000, 330_000) // max(1, len(body)) + 1)


def main(kind: str, first: int, count: int) -> None:
    """Read `count` mutated files, the same ones for the same numbers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = ("plain.xlsx", "indented.xlsx", "hidden-sheet.xlsx")
        seeds = [path for path in sorted(folder.iterdir()) if (path.name in books) == (kind == "xlsx")] if write(folder) else []
        seeds = [path for path in seeds if path.stat().st_size < 60_000 and (kind == "xlsx" or path.suffix in (".csv", ".txt"))]
        for number in range(first, first + count):
            dice = random.Random(number)
            seed = dice.choice(seeds)
            data = grown(seed.read_bytes(), dice) if kind == "large" else seed.read_bytes()
            target = folder / f"fuzzed{seed.suffix}"
            target.write_bytes(mutated_workbook(data, dice) if kind == "xlsx" else mutated(data, dice, _SPICE))
            print(f"{number} {seed.name}", file=sys.stderr, flush=True)  # the last line tells which file killed the process
            if said := complaint(target) or (difference(target) if kind == "large" else ""):
                print(f"{number} {seed.name}: {said}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
