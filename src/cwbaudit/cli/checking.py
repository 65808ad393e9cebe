"""`cwbaudit check`: how spend files are understood; or, of a finished audit, whether it holds what a pipeline asks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cwbaudit.cli.app import AsJson, app, share
from cwbaudit.cli.terminal import leave, near, put, show
from cwbaudit.errors import DONE, FINDINGS_REMAIN, UsageError

if TYPE_CHECKING:
    from cwbaudit.gate import Asked, Verdict


class Format(StrEnum):
    """How the result is printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@app.command()
def check(
    what: Annotated[list[Path], typer.Argument(metavar="FILES... | AUDIT", help="Spend files; or an audit folder or its audit.toml.")],
    min_local: Annotated[str, typer.Option(help="Of an audit: the least local share, e.g. 10%.")] = "",
    min_region: Annotated[str, typer.Option(help="Of an audit: the least share of the region, the local area included.")] = "",
    max_unplaced: Annotated[str, typer.Option(help="Of an audit: the most spend in scope that may be unplaced, e.g. 5%.")] = "",
    max_unassessed: Annotated[str, typer.Option(help="Of an audit: the most of the leak that may be unassessed.")] = "",
    expect_total: Annotated[str, typer.Option(help="Of an audit: what its files must add up to, to the penny, e.g. 783,085,268.42.")] = "",
    form: Annotated[Format, typer.Option("--format", help="text, json, or github: annotations of a GitHub workflow.")] = Format.TEXT,
    as_json: AsJson = False,
) -> None:
    """Show how spend files are understood; or hold a finished audit to thresholds, for CI.

    An audit passes when every threshold holds and no finding of severity error remains. Exit code 0 when it does, 3 when not.
    """
    asked = _asked(min_local, min_region, max_unplaced, max_unassessed, expect_total)
    form = Format.JSON if as_json else form
    if what[0].is_dir() or what[0].suffix == ".toml":
        if len(what) > 1:
            raise UsageError("One audit is checked at a time.", where=str(what[1]))
        _audit(what[0], asked, form)
    elif any(value is not None for value in vars(asked).values()):
        raise UsageError("Thresholds are for an audit that has been run, not for spend files.", fix="cwbaudit check audit --min-local 10%")
    else:
        _files(what, form)


def _asked(min_local: str, min_region: str, max_unplaced: str, max_unassessed: str, expect_total: str) -> Asked:
    from cwbaudit.gate import Asked

    local, region, unplaced, unassessed = (share(text) if text else None for text in (min_local, min_region, max_unplaced, max_unassessed))
    return Asked(local, region, unplaced, unassessed, _pounds(expect_total) if expect_total else None)


def _pounds(text: str) -> Decimal:
    from cwbaudit.money import parse

    amount = parse(text)
    if amount is None:
        raise UsageError(f'"{text}" is not a sum of money.', fix="Write it as 783085268.42 or 783,085,268.42.")
    return amount


def _audit(path: Path, asked: Asked, form: Format) -> None:
    from cwbaudit.api import load
    from cwbaudit.gate import gate

    verdict = gate(load(path).report, asked)
    if form is Format.GITHUB:
        put("".join(_annotation("notice" if one.good else "error", f"{verdict.audit}: {one.name}", one.says) for one in verdict.checks))
    else:
        show(verdict.row(), lambda: _told(verdict), form is Format.JSON)
    leave(DONE if verdict.passed else FINDINGS_REMAIN)


def _told(verdict: Verdict) -> Any:
    from cwbaudit.screen import gated

    return gated(verdict)


def _files(files: Sequence[Path], form: Format) -> None:
    from cwbaudit.api import expand
    from cwbaudit.read import check as understand
    from cwbaudit.screen import understood

    sources = understand([path for pattern in files for path in expand(pattern)])
    if form is Format.GITHUB:
        put("".join(_of_file(source) for source in sources))
    else:
        show({"sources": sources}, lambda: understood(sources), form is Format.JSON)
    leave(FINDINGS_REMAIN if any(source["refused"] for source in sources) else DONE)


def _of_file(source: Mapping[str, Any]) -> str:
    path = near(Path(source["path"]))
    if source["refused"]:
        return _annotation("error", "This file cannot be read", str(source["refused"]), path)
    aside = sum(aside["count"] for aside in source["set_aside"].values())
    said = f"{source['rows']:,} payments, £{source['total']}; {aside:,} rows set aside"
    return _annotation("warning" if aside else "notice", "Spend file", said, path)


def _annotation(level: str, title: str, says: str, file: str = "") -> str:
    """A workflow command. Text from data cannot begin another: line ends and the marks of properties are escaped, as GitHub asks."""
    properties = [f"file={_escaped(file, True)}"] if file else []
    return f"::{level} {','.join([*properties, f'title={_escaped(title, True)}'])}::{_escaped(says)}\n"


def _escaped(text: str, of_property: bool = False) -> str:
    for mark in "%\r\n" + (":," if of_property else ""):
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text
