"""The quick way through a large text file gives the same cells and row numbers as the way line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwbaudit.engine import sql
from cwbaudit.read import delimited
from cwbaudit.read.cells import Cells, cells_of
from cwbaudit.read.encoding import Text, text_of
from cwbaudit.read.regular import cells_of_text
from tests.corpus.awkward import write


def rows_of(cells: Cells) -> list[tuple[int, tuple[str, ...]]]:
    return [(row, tuple("\0".join(texts).rstrip("\0").split("\0"))) for row, *texts in sql("select * from c", c=cells.table).rows()]


def text_at(path: Path, data: bytes) -> Text:
    path.write_bytes(data)
    return text_of(path, "utf-8")


def test_both_ways_agree_on_every_awkward_file_grown_large(tmp_path: Path) -> None:
    expected = write(tmp_path)
    compared = 0
    for name, want in expected.items():
        if want.refused or want.rows < 50 or not want.encoding:
            continue
        data = text_of(tmp_path / name).whole().encode()
        large = data + (b"" if data.endswith(b"\n") else b"\n") + data * (300_000 // len(data))
        quick = cells_of_text(text_at(tmp_path / "large", large), want.delimiter)
        slow = cells_of(delimited.rows(large.decode(), want.delimiter))
        assert rows_of(quick) == rows_of(slow), name
        assert quick.last_row == slow.last_row, name
        compared += 1
    assert compared >= 40


@pytest.mark.parametrize(
    "line", ["a,b", 'x "y" z,b,c', '"a\nb",c,d', "a\0,b,c", ",,", " a , b ,c ", '"a","b","c"', '"a ""b""",c,d', "a,b,c,d"]
)
def test_one_odd_line_among_many_plain_ones(tmp_path: Path, line: str) -> None:
    plain = "one,two,three\r\n" * 20_000
    data = (plain + line + "\r\n" + plain).encode()
    quick, slow = cells_of_text(text_at(tmp_path / "large", data), ","), cells_of(delimited.rows(data.decode(), ","))
    assert rows_of(quick) == rows_of(slow)
    assert quick.last_row == slow.last_row
