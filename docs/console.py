"""The console blocks of the pages, run for real: what a page shows is what the command printed, or a test fails.

    ```console exit=3
    $ cwbaudit check notes.txt
    the output, where the page shows it; a line of three dots stands for lines left out
    ```

Only lines that begin with `$ cwbaudit`, and `$ make demo`, are run, in order, the blocks of a page sharing one folder. A block that
opens with ```toml append=audit.toml is added to that file there, one with ```csv file=NAME is that file, and ```python is executed. A
page that says
`<!-- files: preston-2013 -->` finds the sample's files in its folder; `<!-- audit: preston-2013 -->` finds them audited.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

DOCS = Path(__file__).parent
ROOT = DOCS.parent
_BLOCK = re.compile(r"^```(?P<info>\w[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_STARTS = re.compile(r"<!-- (files|audit): ([\w-]+) -->")
DOTS = "..."


@dataclass(frozen=True)
class Step:
    """One command of a page: where it stands, what it should exit with, and the output that the page shows."""

    page: Path
    line: int
    command: str
    code: int
    shown: tuple[str, ...]

    @property
    def argv(self) -> list[str] | None:
        """What is run; None for a command that is not ours."""
        words = shlex.split(self.command)
        if words == ["make", "demo"]:
            return ["demo", "--all"]
        return words[1:] if words[0] == "cwbaudit" else None


@dataclass(frozen=True)
class Edit:
    """A file that a page tells the reader to write or to add to."""

    name: str
    text: str
    append: bool

    def make(self, folder: Path) -> None:
        """Do what the reader is told to."""
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if self.append else ""
        path.write_text(before + ("\n" if before else "") + self.text, encoding="utf-8")


@dataclass(frozen=True)
class Snippet:
    """Python that a page shows."""

    text: str

    def execute(self, folder: Path) -> None:
        """Run it in `folder`."""
        with contextlib.chdir(folder):
            exec(compile(self.text, "a page", "exec"), {})  # noqa: S102  (our own pages)


@dataclass(frozen=True)
class Ran:
    """What came of a step."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Standard output, then standard error, without trailing blanks."""
        return [line.rstrip() for line in (self.out + self.err).rstrip("\n").splitlines()]


def pages() -> list[Path]:
    """Every page that is written by hand."""
    found = [*ROOT.glob("*.md"), *DOCS.glob("*.md"), *DOCS.glob("how-to/*.md"), *DOCS.glob("method/*.md"), *DOCS.glob("reference/*.md")]
    return sorted(found)


def steps(page: Path) -> list[Step | Edit | Snippet]:
    """What the page tells the reader to do, in order."""
    text = page.read_text(encoding="utf-8")
    return [step for match in _BLOCK.finditer(text) for step in _of_block(page, text, match)]


def commands(page: Path) -> list[Step]:
    """Those of them that run cwbaudit."""
    return [step for step in steps(page) if isinstance(step, Step) and step.argv]


def _of_block(page: Path, text: str, match: re.Match[str]) -> Iterator[Step | Edit | Snippet]:
    if edit := re.search(r" (append|file)=(\S+)", match["info"]):
        yield Edit(edit[2], match["body"], edit[1] == "append")
    elif match["info"].strip() == "python":
        yield Snippet(match["body"])
    elif match["info"].split()[0] == "console":
        yield from _in_block(page, text, match)


def _in_block(page: Path, text: str, match: re.Match[str]) -> Iterator[Step]:
    code = int(found[1]) if (found := re.search(r"exit=(\d+)", match["info"])) else 0
    first = text.count("\n", 0, match.start("body")) + 1
    lines = match["body"].splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        shown = tuple(line.rstrip() for line in lines[start + 1 : end])
        yield Step(page, first + start, lines[start][2:].strip(), code, _trimmed(shown))


def _trimmed(lines: tuple[str, ...]) -> tuple[str, ...]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def prepare(page: Path, folder: Path, audited: Path) -> None:
    """Put into `folder` what the page says is there; `audited` is a folder in which the samples are audited."""
    for kind, name in _STARTS.findall(page.read_text(encoding="utf-8")):
        ignore = shutil.ignore_patterns("audit") if kind == "files" else None
        shutil.copytree(audited / name, folder, ignore=ignore, dirs_exist_ok=True)


def run(argv: list[str], folder: Path) -> Ran:
    """What the command does in `folder`, run in this process."""
    from cwbaudit.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True) for _ in range(2))
    code = 0
    try:
        with (
            contextlib.chdir(folder), mock.patch.object(sys, "argv", ["cwbaudit", *argv]),
            mock.patch.object(sys, "meta_path", [*sys.meta_path]),  # the command line denies pandas to its own process alone
            contextlib.redirect_stdout(out), contextlib.redirect_stderr(err),
        ):  # fmt: skip
            main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    return Ran(code, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


def agrees(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the lines that a page shows are those that were printed; three dots stand for any number of lines."""
    if not shown:
        return True
    if shown[0] == DOTS:
        return any(agrees(shown[1:], printed[i:]) for i in range(len(printed) + 1)) if len(shown) > 1 else True
    return bool(printed) and shown[0] == printed[0] and (agrees(shown[1:], printed[1:]) if shown[1:] else len(printed) == 1)


def follow(page: Path, folder: Path) -> Iterator[tuple[Step, Ran]]:
    """Do in `folder` what the page tells the reader to do; each command with what came of it."""
    for step in steps(page):
        if isinstance(step, Edit):
            step.make(folder)
        elif isinstance(step, Snippet):
            step.execute(folder)
        elif step.argv:
            yield step, run(step.argv, folder)


def refresh(page: Path, folder: Path) -> None:
    """Write the output of every command that shows its whole output anew; those with dots are for a person."""
    lines = page.read_text(encoding="utf-8").split("\n")
    for step, ran in reversed(list(follow(page, folder))):
        if step.shown and DOTS not in step.shown:
            lines[step.line : step.line + len(step.shown)] = ran.lines
    page.write_text("\n".join(lines), encoding="utf-8", newline="\n")
