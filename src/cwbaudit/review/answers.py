"""What a person answered in the workbook, row by row; what cannot be taken as it stands is a problem, and none is guessed at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cwbaudit.config.decisions import NumberDecision, PostcodeDecision, SupplierDecision, SupplierHeadingDecision
from cwbaudit.errors import did_you_mean
from cwbaudit.headings import UNKNOWN, known
from cwbaudit.locate import parse
from cwbaudit.numbers import REGISTERS, number
from cwbaudit.review.pages import (
    ENTRIES,
    ENTRY,
    HEADING,
    JOINS,
    KEEP,
    NOTE,
    NUMBER,
    POSTCODE,
    REGISTER,
    RIGHT_NUMBER,
    SAME,
    TAKEN,
    UNHEADED,
    Page,
    plain,
)  # fmt: skip
from cwbaudit.review.rows import Row

Decided = SupplierDecision | PostcodeDecision | NumberDecision | SupplierHeadingDecision
_COUNTRY_KINDS = ("crown", "overseas_territory", "eircode", "foreign")


@dataclass(frozen=True)
class Signature:
    """Who decides, and on which day."""

    who: str
    when: str


@dataclass(frozen=True)
class Read:
    """What a row came to: a decision with the row it stands in, or a problem, or neither: it was left open."""

    row: Row
    decided: Decided | None = None
    problem: str = ""


def answer(row: Row, signature: Signature) -> Read:
    """What one row says."""
    formula = next((c.header for c in row.page.columns if c.yellow and row.cell(c.header).data_type == "f"), "")
    if formula:
        return _wrong(row, formula, "is a formula; write the answer itself")
    if row.page is UNHEADED:
        return _heading(row, signature)
    if row.page is ENTRIES:
        return _entry(row, signature)
    return _join(row, signature) if row.page is JOINS else _place(row, signature)


def _heading(row: Row, signature: Signature) -> Read:
    said = row.says(HEADING)
    if not said:
        return Read(row)
    heading = known().get(said.casefold())
    if heading is None or heading == UNKNOWN:
        meant = did_you_mean(said, row.page.words)
        return _wrong(row, HEADING, f"is no heading. {meant}" if meant else "is no heading; choose one from the list, or nothing")
    return Read(row, SupplierHeadingDecision(supplier=row.names[0], heading=heading, **_signed(row, HEADING, signature)))


def _join(row: Row, signature: Signature) -> Read:
    said = row.says(SAME).casefold()
    if said in ("", "unsure"):
        return Read(row)
    if said not in ("same", "different"):
        return _wrong(row, SAME, f"is no verdict; write {_words(row.page)}")
    name, other = row.names
    verdict = "same" if said == "same" else "different"
    return Read(row, SupplierDecision(name=other, verdict=verdict, supplier=name, **_signed(row, SAME, signature)))


def _entry(row: Row, signature: Signature) -> Read:
    said, written = row.says(ENTRY).casefold(), row.says(RIGHT_NUMBER)
    if said not in ("", *row.page.words):
        return _wrong(row, ENTRY, f"is no verdict; write {_words(row.page)}")
    register, listed = row.entry
    kind = REGISTERS.get(register, "")
    if not kind or not number(kind, listed):
        return _wrong(row, NUMBER if kind else REGISTER, "is not what cwbaudit review wrote: run it into a new workbook, and compare")
    if not written and said in ("", "unsure"):
        return Read(row)
    if written and not number(kind, written):
        return _wrong(
            row,
            RIGHT_NUMBER,
            f"is no number of a register of {register}; write it as the register does, or clear the cell",
        )
    other = bool(written) and number(kind, written) != number(kind, listed)
    if (said == "same" and other) or (said == "different" and written and not other):
        return _wrong(row, RIGHT_NUMBER, f"does not go with {said}: the entry is {listed}; clear one of the two cells")
    where = RIGHT_NUMBER if written else ENTRY
    verdict, decided = ("different", listed) if said == "different" and not written else ("same", written or listed)
    numbered = NumberDecision(supplier=row.names[0], verdict=verdict, register=register, number=decided, **_signed(row, where, signature))
    return Read(row, numbered)


def _place(row: Row, signature: Signature) -> Read:
    written, keep = row.says(POSTCODE), row.says(KEEP).casefold()
    if keep not in ("", "unsure", "keep"):
        return _wrong(row, KEEP, f"is no answer here; write {_words(row.page)}")
    taken = row.says(TAKEN)
    if keep == "keep" and not taken:
        return _wrong(row, KEEP, "cannot be: the row shows no postcode that was taken")
    if not written and keep != "keep":
        return Read(row)
    postcode = standard(written) if written else standard(taken)
    if not postcode:
        return _wrong(row, POSTCODE if written else TAKEN, "is not a postcode; write a full one, such as PR1 2RL, or a country")
    if keep == "keep" and written and postcode != standard(taken):
        return _wrong(row, POSTCODE, f"is another place than the one to keep, {taken}; clear one of the two cells")
    where = POSTCODE if written else KEEP
    return Read(row, PostcodeDecision(supplier=row.names[0], postcode=postcode, **_signed(row, where, signature)))


def standard(text: str) -> str:
    """The postcode or country that the whole of `text` is, in standard form; empty when it is neither."""
    reading = parse(text)
    if reading.kind == "unit" or (reading.kind == "crown" and reading.postcode):
        compact = "".join(char for char in text.upper() if char.isalnum())
        return reading.postcode if reading.compact == compact else ""
    digits = any(char.isdigit() for char in text)
    # "12345" has the form of some country's postcode, and of a slip of the hand: abroad is said in words
    return plain(text) if reading.kind in _COUNTRY_KINDS and not (digits and reading.kind == "foreign") else ""


def _words(page: Page) -> str:
    return f"{', '.join(page.words[:-1])} or {page.words[-1]}, or nothing"


def _signed(row: Row, header: str, signature: Signature) -> dict[str, str]:
    return {"who": signature.who, "when": signature.when, "why": plain(row.says(NOTE)), "written": row.where(header)}


def _wrong(row: Row, header: str, what: str) -> Read:
    return Read(row, problem=f'{row.where(header)}: "{plain(row.says(header))}" {what}')


def decisions_in(read: list[Read]) -> Iterator[tuple[Row, Decided]]:
    """The rows that decide something."""
    for item in read:
        if item.decided:
            yield item.row, item.decided
