"""`cwbaudit review apply`: what a person answered in the workbook, taken into decisions/. All of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from cwbaudit.config.decisions import NumberDecision, PostcodeDecision, SupplierDecision, SupplierHeadingDecision, load_decisions
from cwbaudit.errors import ConfigError
from cwbaudit.folder import Audit
from cwbaudit.locate import lookup, open_gazetteer
from cwbaudit.registers.candidates import numbered
from cwbaudit.registers.index import imported
from cwbaudit.registers.kinds import Kind
from cwbaudit.review.agreement import contradictions, fact, facts, misplaced
from cwbaudit.review.answers import Read, Signature, answer
from cwbaudit.review.asking import DECISIONS, WORKBOOK, other_title, workbook_needed
from cwbaudit.review.book import open_book
from cwbaudit.review.front import decider
from cwbaudit.review.pages import PAGES
from cwbaudit.review.recording import record
from cwbaudit.review.rows import rows_of
from cwbaudit.review.suppliers import Suppliers
from cwbaudit.terms import Precision


class Applied(BaseModel):
    """What was taken from the workbook, what had been before, and what is still open.

    `nowhere` are the postcodes that were taken and that the directory does not place: a slip, or newer than it. `unlisted` says which of
    the numbers that were taken the register on this machine has not.
    """

    workbook: Path
    who: str
    when: str
    suppliers: list[SupplierDecision]
    postcodes: list[PostcodeDecision]
    numbers: list[NumberDecision]
    headings: list[SupplierHeadingDecision]
    nowhere: list[str]
    unlisted: list[str]
    known_before: int
    left_open: int
    written: list[Path]


def apply(audit: Audit, home: Path, *, when: str, who: str = "", unsigned: str = "", workbook: Path | None = None) -> Applied:
    """Take the workbook's answers into `home`/decisions. ConfigError names every answer that cannot be, and then none is taken.

    `who` decides; else the name in the workbook's yellow cell; else `unsigned`.
    """
    path = workbook or home / WORKBOOK
    workbook_needed(path)
    before = load_decisions(home / DECISIONS)
    book = open_book(path)
    _same_audit(book, path, str(audit.manifest.get("title", "")))
    signature = Signature(who or decider(book) or unsigned, when)
    read = _read(book, path, signature)
    suppliers = Suppliers(audit)
    told = facts(before)
    asked = [item for item in read if item.problem or (item.decided and fact(item.decided) not in told)]
    new = list({fact(item.decided): item.decided for item in reversed(asked) if item.decided}.values())[::-1]
    problems = [item.problem or misplaced(item.row, suppliers) for item in asked]
    problems = [*filter(None, problems), *contradictions(before, new, suppliers)]
    if problems:
        raise _refused(path, problems)
    postcodes = [one for one in new if isinstance(one, PostcodeDecision)]
    numbers = [one for one in new if isinstance(one, NumberDecision)]
    return Applied(
        workbook=path, who=signature.who, when=when, suppliers=[one for one in new if isinstance(one, SupplierDecision)],
        postcodes=postcodes, nowhere=_nowhere([one.postcode for one in postcodes]), numbers=numbers, unlisted=_unlisted(numbers),
        headings=[one for one in new if isinstance(one, SupplierHeadingDecision)],
        known_before=sum(item.decided is not None for item in read) - sum(item.decided is not None for item in asked),
        left_open=sum(item.decided is None for item in read), written=record(home / DECISIONS, new),
    )  # fmt: skip


def _nowhere(postcodes: Sequence[str]) -> list[str]:
    if not postcodes:
        return []
    found = lookup(postcodes, open_gazetteer(lambda _: None))
    return [row["as_written"] for row in found if row["precision"] == Precision.NONE]


def _unlisted(numbers: Sequence[NumberDecision]) -> list[str]:
    found = []
    for kind in sorted({one.kind for one in numbers if one.verdict == "same"}):
        if register := imported(Kind(kind)):
            wanted = [one for one in numbers if one.kind == kind and one.verdict == "same"]
            there = numbered(register, {one.standard for one in wanted})
            found += [f"{one.number} is not in the register of {kind}" for one in wanted if one.standard not in there]
    return found


def _same_audit(book: Any, path: Path, title: str) -> None:
    """ConfigError when the workbook is of another audit: names that both have would be decided unseen."""
    if other := other_title(book, title):
        raise ConfigError(
            f'The workbook is of "{other}", and this audit is "{title}": nothing was taken.', where=str(path),
            fix="Name this audit's own with --workbook. If only the title has changed, cwbaudit review writes the new one into it.",
        )  # fmt: skip


def _read(book: Any, path: Path, signature: Signature) -> list[Read]:
    missing = [page.title for page in PAGES if page.title not in book.sheetnames]
    if len(missing) == len(PAGES):
        raise ConfigError(
            f"{path.name} is no review workbook.", where=f"{path}: {', '.join(book.sheetnames)[:300]}",
            fix="Name the one that cwbaudit review wrote with --workbook; a report is not read back.",
        )  # fmt: skip
    if missing:
        raise ConfigError(
            f'The workbook has no sheet "{missing[0]}".', where=f"{path}: {', '.join(book.sheetnames)}",
            fix="Give the sheet its name back, or name the right workbook with --workbook. If it is of an earlier version, cwbaudit review "
            "adds what is missing.",
        )  # fmt: skip
    return [answer(row, signature) for page in PAGES for row in rows_of(book[page.title], page, path.name)]


def _refused(path: Path, problems: Sequence[str]) -> ConfigError:
    count = f"{len(problems)} things in it cannot be" if len(problems) > 1 else "one thing in it cannot be"
    return ConfigError(
        f"Nothing was taken from {path.name}: {count}.", where="\n       ".join(problems),
        fix="Mend the cells in the workbook, save and close it, and apply again.",
    )  # fmt: skip
