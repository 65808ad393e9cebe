"""Lists that every form shows alike: title, denominator, columns and rows, stated once for page, workbook and Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from cwbaudit.money import percent, pounds, short
from cwbaudit.report.model import Report, Supplier
from cwbaudit.report.phrases import denominator, many, paid

Kind = Literal["text", "money", "share", "count"]
MOST_SHARED = 100


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it holds, the value of a row, and how wide it is in a workbook."""

    title: str
    kind: Kind
    value: Callable[[Any], Any]
    width: float = 18

    def printed(self, row: Any) -> str:
        """The value as text."""
        value = self.value(row)
        if self.kind == "text":
            return str(value)
        return f"{value:,}" if self.kind == "count" else pounds(value) if self.kind == "money" else percent(value)


@dataclass(frozen=True)
class Tabled:
    """One list."""

    name: str
    kicker: str
    title: str
    note: str
    columns: Sequence[Column]
    rows: Sequence[Any]


def tabled(report: Report) -> list[Tabled]:
    """Every such list that this report has."""
    makers = (_start, _substitutes, _shared, _kinds, _groups, _quality, _rated, _bases, _branches, _matched)
    return [made for maker in makers for made in maker(report) if made.rows]


def _words(names: Sequence[str], most: int = 3) -> str:
    more = len(names) - most
    return "; ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _start(report: Report) -> Iterator[Tabled]:
    columns = (
        Column("Rank", "count", lambda r: r.rank, 8), Column("Heading", "text", lambda r: r.heading, 32),
        Column("Leaking", "money", lambda r: r.leaking), Column("Influenceable", "money", lambda r: r.influenceable),
        Column("Share", "share", lambda r: r.share, 10), Column("Running share", "share", lambda r: r.running_share, 10),
    )  # fmt: skip
    half = next((row.rank for row in report.start if row.running_share >= Decimal("0.5")), 0)
    title = f"Half of what leaks and could be bought elsewhere is under {many(half, 'heading')}" if half else "Where to start"
    note = f"Shares are of the {pounds(report.headline.influence.influenceable)} that leaks and is influenceable."
    yield Tabled("Start", "Where to start, heading by heading", title, note, columns, report.start)


def _substitutes(report: Report) -> Iterator[Tabled]:
    columns = (
        Column("Heading", "text", lambda r: r.heading, 24), Column("Body that leaks", "text", lambda r: r.body, 26),
        Column("Leaking, influenceable", "money", lambda r: r.influenceable),
        Column("Local suppliers", "count", lambda r: r.local_suppliers, 9),
        Column("The largest of them", "text", lambda r: _words(r.names), 60), Column("Used by", "text", lambda r: _words(r.used_by), 52),
    )  # fmt: skip
    first = report.substitutes[0] if report.substitutes else None
    title = f"{first.body} leaks {short(first.influenceable)} on {first.heading}, which others buy locally" if first else ""
    note = (
        "Bodies whose influenceable spend leaks under a heading in which another body already pays local suppliers. The same heading is no "
    )
    note += "promise of the same goods: ask."
    yield Tabled("Substitutes", "Who else could supply it", title, note, columns, report.substitutes)


def _shared(report: Report) -> Iterator[Tabled]:
    found: list[Supplier] = [one for one in report.suppliers if len(one.bodies) > 1][:MOST_SHARED]
    columns = (
        Column("Supplier", "text", lambda r: r.name, 46), Column("Locality", "text", lambda r: r.locality, 12),
        Column("Bodies", "count", lambda r: len(r.bodies), 10), Column("Used by", "text", lambda r: _words(r.bodies, 6), 60),
        Column("Paid", "text", paid, 20) if any(one.band for one in found) else Column("Paid", "money", lambda r: r.amount, 20),
    )  # fmt: skip
    title = f"{report.shared_suppliers:,} suppliers are used by two or more bodies"
    most = f" The {len(found)} largest." if len(found) < report.shared_suppliers else ""
    note = f"Together they are paid {pounds(report.shared_amount)} in scope.{most}" if found else ""
    yield Tabled("Shared", "Suppliers in common", title, note, columns, found)


def _kinds(report: Report) -> Iterator[Tabled]:
    columns = (
        Column("Kind of payee", "text", lambda r: r.kind, 32), Column("Suppliers", "count", lambda r: r.suppliers, 11),
        Column("Published", "money", lambda r: r.amount), Column("Out of scope", "money", lambda r: r.excluded),
        Column("In scope", "money", lambda r: r.in_scope), Column("Payments", "count", lambda r: r.lines, 11),
    )  # fmt: skip
    note = "By what names and numbers say. Whether a firm is small is known only from a register; what nothing tells is unknown."
    yield Tabled("Kinds", "Kinds of payee", "Who is paid: companies, charities, public bodies and others", note, columns, report.kinds)


def _groups(report: Report) -> Iterator[Tabled]:
    columns = (
        Column("Group", "text", lambda r: r.name, 30), Column("Which are", "text", lambda r: r.meaning, 62),
        Column("Suppliers", "count", lambda r: r.suppliers, 11), Column("In scope", "money", lambda r: r.amount),
        Column("Share", "share", lambda r: r.share, 10),
    )  # fmt: skip
    note = f"{denominator(report)} A supplier may be in several groups; what is not known is in none but its own."
    yield Tabled("Groups", "Small firms, VCSE, co-operatives", "Who is paid, by groups that policies name", note, columns, report.groups)


def _quality(report: Report) -> Iterator[Tabled]:
    columns = (
        Column("What", "text", lambda r: r.about, 34), Column("Evidence", "text", lambda r: r.evidence, 34),
        Column("Amount", "money", lambda r: r.amount), Column("Share", "share", lambda r: r.share, 10),
    )  # fmt: skip
    yield Tabled("Quality", "Data quality by pounds", "How much is known of the money", denominator(report), columns, report.quality)


def _rated(report: Report) -> Iterator[Tabled]:
    columns = (
        Column("Assumption", "text", lambda r: r.assumption, 60), Column("Quality", "text", lambda r: r.quality, 10),
        Column("Impact", "text", lambda r: r.impact, 10), Column("Because", "text", lambda r: r.because, 56),
        Column("Rests on it", "money", lambda r: r.amount),
    )  # fmt: skip
    note = "Quality: green known or decided, amber inferred, red assumed. "
    note += "Impact, by spend in scope: green under 1%, amber under 5%, red from 5%."
    red = sum(row.quality == row.impact == "red" for row in report.rated)
    title = (
        f"{many(red, 'assumption')} weakly founded, with much resting on {'it' if red == 1 else 'them'}"
        if red
        else "No weak assumption carries much"
    )
    yield Tabled("Ratings", "Assumptions rated", title, note, columns, report.rated)


def _bases(report: Report) -> Iterator[Tabled]:
    columns = (
        Column("Postcodes from", "text", lambda r: r.basis, 26), Column("Which are", "text", lambda r: r.meaning, 52),
        Column("Suppliers", "count", lambda r: r.suppliers, 11), Column("Local", "money", lambda r: r.local),
        Column("Unplaced", "money", lambda r: r.unplaced), Column("Local share", "share", lambda r: r.local_share, 12),
        Column("of what it places", "share", lambda r: r.local_share_of_placed, 19),
    )  # fmt: skip
    title = "The local share by each source of postcodes alone"
    yield Tabled("Bases", "Where postcodes come from", title, denominator(report), columns, report.bases)


def _branches(report: Report) -> Iterator[Tabled]:
    columns = (
        Column("Supplier", "text", lambda r: r.name, 46), Column("Paid in", "text", lambda r: r.authority, 28),
        Column("Registered in", "text", lambda r: r.registered, 28), Column("Amount", "money", lambda r: r.amount),
    )  # fmt: skip
    note = (
        "Suppliers counted as local, by where they are paid, whose registered office is elsewhere: the money stays, the ownership does not."
    )
    yield Tabled(
        "Branches", "Local branches", f"{len(report.branches):,} local suppliers are registered elsewhere", note, columns, report.branches
    )


def _matched(report: Report) -> Iterator[Tabled]:
    columns = (
        Column("In a register", "text", lambda r: r.band, 18), Column("Suppliers", "count", lambda r: r.suppliers, 11),
        Column("Amount", "money", lambda r: r.amount),
    )  # fmt: skip
    note = "Joined: matched beyond doubt. Review: a person should look. Apart: no entry was found."
    yield Tabled("Registers", "What registers know", "Spend in scope by what registers made of its supplier", note, columns, report.matched)
