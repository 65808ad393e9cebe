"""The quick way through a large text file gives the same cells and row numbers as the way line by line."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cwbaudit.arrays import array
from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import sql
from cwbaudit.read import dates, delimited, read, survey
from cwbaudit.read.cells import Cells, cells_of
from cwbaudit.read.encoding import Text, find_encoding, text_of
from cwbaudit.read.regular import cells_of_text
from tests.corpus.awkward import write


def rows_of(cells: Cells) -> list[tuple[int, tuple[str, ...]]]:
    return [(row, tuple("\0".join(texts).rstrip("\0").split("\0"))) for row, *texts in sql("select * from c", c=cells.table).rows()]


def text_at(path: Path, data: bytes) -> Text:
    path.write_bytes(data)
    return text_of(path, "utf-8")


@pytest.mark.parametrize("size", [40_000, pytest.param(300_000, marks=pytest.mark.slow)])
def test_both_ways_agree_on_every_awkward_file_grown_large(tmp_path: Path, size: int) -> None:
    expected = write(tmp_path)
    compared = 0
    for name, want in expected.items():
        if want.refused or want.rows < 50 or not want.encoding:
            continue
        data = text_of(tmp_path / name).whole().encode()
        large = data + (b"" if data.endswith(b"\n") else b"\n") + data * (size // len(data))
        quick = cells_of_text(text_at(tmp_path / "large", large), want.delimiter)
        slow = cells_of(delimited.rows(large.decode(), want.delimiter))
        assert rows_of(quick) == rows_of(slow), name
        assert quick.last_row == slow.last_row, name
        compared += 1
    assert compared >= 40


_PLAIN = "one,two,three"
_CONTROLS = ["a\0,b,c", "a\tb,c,d", "a\vb,c,d", "\va,b,c", "a\x1cb,c,d", "a\x1f,b,c", "a\x7f,b,c\x7f"]
_RETURNS = ["a,b\rb,c", "a,b,c\r", "\ra,b,c", "a,b,c\ra,b,c", '"a\rb",c,d', '"a",b,c\r"d",e,f', "\r"]


@pytest.mark.parametrize("eol", ["\r\n", "\n"])
@pytest.mark.parametrize(
    "line",
    [
        "a,b",
        'x "y" z,b,c',
        '"a\nb",c,d',
        ",,",
        " a , b ,c ",
        "a,,\u00a0c",
        '"a","b","c"',
        '"a ""b""",c,d',
        "a,b,c,d",
        *_CONTROLS,
        *_RETURNS,
    ],
)
def test_one_odd_line_among_many_plain_ones(tmp_path: Path, line: str, eol: str) -> None:
    plain = (_PLAIN + eol) * 10_000
    data = (plain + line + eol + plain).encode()
    quick, slow = cells_of_text(text_at(tmp_path / "large", data), ","), cells_of(delimited.rows(data.decode(), ","))
    assert rows_of(quick) == rows_of(slow)
    assert quick.last_row == slow.last_row


@pytest.mark.parametrize("end", ["a,b,c", "a,b,c\r", "a,b,c\r\n\r", 'a,b,"c\r', "a\r"])
def test_how_a_large_file_may_end(tmp_path: Path, end: str) -> None:
    data = ((_PLAIN + "\r\n") * 20_000 + end).encode()
    quick, slow = cells_of_text(text_at(tmp_path / "large", data), ","), cells_of(delimited.rows(data.decode(), ","))
    assert rows_of(quick) == rows_of(slow)


def test_what_is_put_into_files_is_read_as_what_stays_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells and rows that would fill the memory: the same lines, ids and findings, with equal lines in different files."""
    line = "Firm {0} Ltd,{1:02d}/04/2024,{2}.50,PR1 2AB\n"
    text = "Supplier Name,Payment Date,Net Amount,Postcode\n" + "".join(line.format(i % 700, i % 28 + 1, i % 900) for i in range(40_000))
    path = tmp_path / "large.csv"
    path.write_text(text + ",,17900000.00,\nUnread Ltd,01/04/2024,see note,PR1 2AB\n")
    source = SourceConfig.model_validate({"body": "Anytown", "files": [SourceFile(path=path, label=path.name)]})

    def found() -> tuple[list[object], list[object]]:
        lines, findings = read((source,), survey((source,)))
        return sql("select * from l order by row", l=lines).rows(), sql("select * from f", f=findings).rows()

    in_memory = found()
    assert len(in_memory[0]) == 40_000
    assert len(in_memory[1]) == 2
    monkeypatch.setattr("cwbaudit.read.held._FILE_BYTES", 1 << 18)
    monkeypatch.setattr("cwbaudit.read.held.Holding.__init__.__defaults__", (1,))
    monkeypatch.setattr("cwbaudit.read.lines.MOST_BYTES", 1)
    assert found() == in_memory


_STRAYS = (
    "a,b", "", ",,", "a,b,c,d", '"a,b,c', 'a,"b ""c""",d', '"two\nlines",b,c', '"open,b,c\nd,e,f\ng",h,i', 'a 5" pipe,b,c', "a\rb,c,d", "\tx,y,z",
    '"a"b,c,d', '""a,b,c', '"""a""",b,c', "\ufeffa,b,c", "a\0b,c,d", "Title", "a;b;c", '"","",""', '"a","b,c', "\u00a3,b\u00e9,\u00a0c", '"three\n\nlines",b,c',
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 120), st.sampled_from(_STRAYS)), max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_lines_that_are_not_plain_are_put_back_in_their_places(strays: list[tuple[int, str]], eol: str, ended: bool) -> None:
    lines = [f"n{i},supplier {i},{i}.50" for i in range(150)]
    for place, line in strays:
        lines.insert(place, line)
    text = eol.join(line.replace("\n", eol) for line in lines) + (eol if ended else "")
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr("cwbaudit.read.regular._WORTH_IT", 0)
        at = text_at(Path(folder) / "strays", text.encode())
        slow = cells_of(delimited.rows(at.whole(), ","))
        patched.setattr("cwbaudit.read.delimited.rows", None)  # which reads every line by itself
        quick = cells_of_text(at, ",")
    assert rows_of(quick) == rows_of(slow)
    assert quick.last_row == slow.last_row


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/04/2024 09:30", "05/04/2024"), ("2024-04-05T23:59:59.123Z", "2024-04-05"), ("5.4.24 1:02 PM", "5.4.24"), ("05/04/2024", "05/04/2024"),
        ("20240405 10:00", "20240405 10:00"), ("5 April 2024 10:00", "5 April 2024 10:00"), ("ref 05/04/2024 09:30", "ref 05/04/2024 09:30"),
    ],
)  # fmt: skip
def test_a_day_stands_for_all_its_times(text: str, day: str) -> None:
    """Times are taken off only where the day alone is read as the day with its time is."""
    style = dates.DateStyle()
    assert dates.without_times(array([text, "09:30"], pa.string())).to_pylist() == [day, "09:30"]
    assert dates.read(day, style) == dates.read(text, style)


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_large_file_of_quoted_sums_with_commas_of_their_own_is_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, eol: str
) -> None:
    """Only rows that are wider than their header are torn, and a doubled quote in a cell is no stray one."""
    rows = "".join(f'0{i % 9 + 1}/04/2024,"The ""Old"" Mill {i}","1.{i % 1000:03d},50"{eol}' for i in range(9_000))
    at = text_at(tmp_path / "commas", f"Date,Supplier,Amount{eol}{rows}".encode())
    monkeypatch.setattr(delimited, "rows", None)  # which reads every line by itself
    cells = cells_of_text(at, ",")
    assert cells.last_row == 9_001
    assert rows_of(cells)[1] == (2, ("01/04/2024", 'The "Old" Mill 0', "1.000,50"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (b"Name,Amount\nSacr\x9cur Ltd,5\n", "cp1252"),
        (b"Name,Amount\nSpent \x9c5,5\n", "cp850"),
        (b"Name,Amount\rJohn\xd5s Cars,5\r", "mac-roman"),
        (b"Name,Amount\nJohn\xe2\x80\x9cs,5\nCaf\xe9,5\n", "utf-8 and cp1252"),
    ],
)
def test_an_encoding_is_judged_by_what_stands_beside_a_letter(text: bytes, encoding: str) -> None:
    plain = b"Some Supplier,1.00\n" * 3
    assert find_encoding([text + (plain if b"\n" in text else b"")])[0] == encoding
