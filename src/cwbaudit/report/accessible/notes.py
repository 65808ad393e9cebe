"""The notes that tables refer to, numbered in the order of this page."""

from __future__ import annotations

from collections.abc import Iterable

from cwbaudit.report.model import Report
from cwbaudit.report.phrases import denominator, many
from cwbaudit.report.tabled import Tabled, tabled
from cwbaudit.terms import Exclusion, Influence, Locality, Term

SCOPE, LOCALITY, INFLUENCE, INTERVAL, PLACED, MASKED, TARGET = (
    "scope", "locality", "influence", "interval", "placed", "masked", "target",
)  # fmt: skip


def notes(report: Report) -> dict[str, str]:
    """Each note by its key; a note's number is its place in this order."""
    masked = report.individuals
    names = (
        "The names of people are shown." if masked.shown == "named" else "The names of people, and names that bodies withhold, are masked."
    )
    return {
        SCOPE: f"{denominator(report)} Out of scope, and in no share: {_meanings(Exclusion)}.",
        LOCALITY: f"{report.place.definition} {_sentence(_meanings(Locality))}.",
        INFLUENCE: f"{_sentence(_meanings(Influence))}. Spend that no rule reaches is {report.influence_default}.",
        INTERVAL: "The local share lies between these two, whatever becomes of spend that is not placed.",
        PLACED: "By the supplier's postcode. A supplier that is placed only by a part of its postcode has no distance.",
        MASKED: f"{names} {many(masked.suppliers, 'supplier')} of this audit bear a person's name or have it withheld.",
        TARGET: "Every penny is conserved. Only influenceable spend moves; locked, unassessed and unplaced spend stays where it is.",
        **{each.name: each.note for each in tabled(report) if of_list(report, each) == each.name},
    }


def of_list(report: Report, each: Tabled) -> str:
    """The key of a list's note: its own where it says of what its shares are, or else that of all shares."""
    return each.name if each.note not in ("", denominator(report)) else SCOPE


def marks(report: Report, keys: Iterable[str]) -> str:
    """`[note 1] [note 3]`, as the checklist writes them."""
    order = list(notes(report))
    return " ".join(f"[note {order.index(key) + 1}]" for key in keys)


def _meanings(terms: Iterable[Term]) -> str:
    return "; ".join(f"{term}: {term.meaning}" for term in terms if term)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
