"""Sixty awkward files: encoding, delimiter, header row, rows and total of each, and the words of each refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwbaudit.read import check
from tests.corpus.awkward import Expected, write

BANNED = ("zip", "codec", "traceback", "nonetype", "decode", "parse")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Expected]]:
    folder = tmp_path_factory.mktemp("corpus")
    return folder, write(folder)


def test_there_are_sixty_of_them(corpus: tuple[Path, dict[str, Expected]]) -> None:
    assert len(corpus[1]) >= 60


def test_each_is_read_as_it_was_meant(corpus: tuple[Path, dict[str, Expected]]) -> None:
    folder, expected = corpus
    wrong = [f"{name}: {found}" for name, want in expected.items() if (found := _difference(folder / name, want))]
    assert not wrong, "\n".join(wrong)


def _difference(path: Path, want: Expected) -> str:
    entries = check([path])
    if want.refused:
        said = entries[0]["refused"] or "was read"
        plain = not any(word in said.casefold().replace(path.name, "") for word in BANNED)
        return "" if want.refused in said and plain else f"expected a refusal with {want.refused!r}: {said}"
    if len(entries) != want.tables or entries[0]["refused"]:
        return f"{len(entries)} tables; {entries[0]['refused']}"
    (entry,) = entries
    pairs = {name: (entry[name], getattr(want, name)) for name in ("rows", "total", "header_row", "encoding", "delimiter")}
    return ", ".join(f"{name} {found!r}, expected {meant!r}" for name, (found, meant) in pairs.items() if found != meant)
