"""The workbook's sheets and their columns, each declared once: what is written, what is asked, and what is read back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from cwbaudit.headings import headings
from cwbaudit.report.printable import printable

Kind = Literal["text", "money", "choice", "answer", "status", "id"]

STATUS, ID, NOTE, POSTCODE = "Status", "Id", "Your note", "Right postcode"
SAME, KEEP = "Same supplier?", "Keep the place?"
HEADING = "Right heading"
ENTRY, RIGHT_NUMBER, REGISTER, NUMBER = "This entry?", "Right number", "Register", "Number"
NAME, OTHER, SUPPLIER, TAKEN = "Name", "Other name", "Supplier", "Postcode taken"


@dataclass(frozen=True)
class Column:
    """One column. A person fills in `choice` and `answer`; the rest is ours and locked."""

    header: str
    width: float
    kind: Kind = "text"

    @property
    def yellow(self) -> bool:
        """Whether a person fills it in."""
        return self.kind in ("choice", "answer")


@dataclass(frozen=True)
class Page:
    """One sheet of questions. `names` are the columns that say which suppliers a row is about; `words` what its drop-down offers.

    `entry` are the columns that name an entry of a register, where a row is about one.
    """

    title: str
    asks: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    columns: tuple[Column, ...]
    colour: str
    entry: tuple[str, ...] = ()

    @property
    def choice(self) -> str:
        """The header of the column with the drop-down; empty where there is none."""
        return next((column.header for column in self.columns if column.kind == "choice"), "")

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers, in our order."""
        return tuple(column.header for column in self.columns)


JOINS = Page(
    "Joins in doubt",
    "Are the two names one supplier? They are counted apart until somebody says that they are the same.",
    (NAME, OTHER),
    ("same", "different", "unsure"),
    (
        Column(NAME, 30), Column(OTHER, 30), Column(SAME, 12, "choice"), Column(NOTE, 30, "answer"),
        Column("Pounds", 16, "money"), Column("Pounds of the other", 16, "money"), Column("Alike", 9),
        Column("Speaks for", 30), Column("Speaks against", 30),
        Column("Where", 24), Column("Where the other is", 24), Column("Paid by", 26), Column("The other is paid by", 26),
        Column(STATUS, 18, "status"), Column(ID, 15, "id"),
    ),
    "#12436D",
)  # fmt: skip

UNPLACED = Page(
    "Without a place",
    "Where is the supplier based? Its spend counts as unplaced, never as leaking, until a postcode is known.",
    (SUPPLIER,),
    (),
    (
        Column(SUPPLIER, 34), Column(POSTCODE, 14, "answer"), Column(NOTE, 30, "answer"), Column("Pounds in scope", 16, "money"),
        Column("Also written", 30), Column("Paid by", 26), Column("For what", 28),
        Column("Address as written", 34), Column("Postcode as written", 18), Column("Why it was not enough", 40),
        Column(STATUS, 18, "status"), Column(ID, 15, "id"),
    ),
    "#801650",
)  # fmt: skip

ENTRIES = Page(
    "Register matches in doubt",
    "Is the supplier this entry of a register? Nothing is taken from the entry until somebody says that it is the same.",
    (SUPPLIER,),
    ("same", "different", "unsure"),
    (
        Column(SUPPLIER, 32), Column("Entry", 32), Column(ENTRY, 12, "choice"), Column(RIGHT_NUMBER, 14, "answer"),
        Column(NOTE, 30, "answer"), Column("Pounds in scope", 16, "money"), Column("Alike", 9),
        Column("Speaks for", 28), Column("Speaks against", 34),
        Column(REGISTER, 14), Column(NUMBER, 12), Column("What it says of the entry", 34), Column("May also be", 34),
        Column("Where the supplier is", 24), Column("Paid by", 24), Column("For what", 26),
        Column(STATUS, 18, "status"), Column(ID, 15, "id"),
    ),
    "#F46A25",
    entry=(REGISTER, NUMBER),
)  # fmt: skip

DISPUTED = Page(
    "Places in doubt",
    "Is the supplier where it was placed? Its postcodes disagree, or one of them cannot be read or is in no directory.",
    (SUPPLIER,),
    ("keep", "unsure"),
    (
        Column(SUPPLIER, 34), Column(KEEP, 12, "choice"), Column(POSTCODE, 14, "answer"), Column(NOTE, 30, "answer"),
        Column("Pounds in scope", 16, "money"), Column(TAKEN, 14), Column("Placed in", 22), Column("What is in doubt", 48),
        Column("Postcodes as written", 34), Column("Addresses as written", 34), Column("Paid by", 26),
        Column(STATUS, 18, "status"), Column(ID, 15, "id"),
    ),
    "#28A197",
)  # fmt: skip

UNHEADED = Page(
    "Without a heading",
    "What is bought from the supplier? No code, label, description or name tells it; the heading is for that part of its spend alone.",
    (SUPPLIER,),
    tuple(heading.name for heading in headings()),
    (
        Column(SUPPLIER, 34), Column(HEADING, 26, "choice"), Column(NOTE, 30, "answer"), Column("Pounds in scope", 16, "money"),
        Column("Booked as", 40), Column("Paid by", 26),
        Column(STATUS, 18, "status"), Column(ID, 15, "id"),
    ),
    "#3D3D3D",
)  # fmt: skip

PAGES = (JOINS, UNPLACED, ENTRIES, DISPUTED, UNHEADED)
FRONT = "Read me"


def identity(*shown: str) -> str:
    """The stable id of a row, made from the names that the row shows, in either order, and from nothing else."""
    names = sorted(plain(name).casefold() for name in shown)
    return "r-" + hashlib.md5("\n".join(names).encode(), usedforsecurity=False).hexdigest()[:12]


def plain(text: object) -> str:
    """Text on one line, without outer or doubled blanks or characters that cannot be seen."""
    return " ".join(printable(str(text)).split())
