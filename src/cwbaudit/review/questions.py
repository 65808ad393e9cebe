"""What an audit leaves for a person to settle, largest pounds first, each question with its evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from cwbaudit import names
from cwbaudit.config.decisions import Decisions
from cwbaudit.engine import sql
from cwbaudit.errors import TableError
from cwbaudit.folder import Audit
from cwbaudit.headings import UNKNOWN
from cwbaudit.noted import second_name
from cwbaudit.numbers import REGISTERS, number
from cwbaudit.review.evidence import speaks_against, speaks_for, where
from cwbaudit.review.pages import DISPUTED, ENTRIES, JOINS, NAME, OTHER, SUPPLIER, TAKEN, UNHEADED, UNPLACED, Page, identity, plain
from cwbaudit.review.registered import beside_the_entry, described, doubted, entry_against, entry_for, findings, registered
from cwbaudit.review.sameness import Sameness
from cwbaudit.review.suppliers import Supplier, Suppliers, listed
from cwbaudit.tables import VERDICTS
from cwbaudit.terms import Basis

_ALIKE = re.compile(r"(\d+(?:\.\d+)?)%")
Cell = str | Decimal


@dataclass(frozen=True)
class Question:
    """One row to be: the names that it is about, the suppliers behind them, the pounds at stake, and the cells by header."""

    page: Page
    names: tuple[str, ...]
    about: frozenset[str]
    at_stake: Decimal
    cells: dict[str, Cell]

    @property
    def id(self) -> str:
        """The row's stable id."""
        return identity(*self.names)


class Settled:
    """What people have decided, seen through the suppliers of an audit."""

    def __init__(self, decisions: Decisions, suppliers: Suppliers) -> None:
        self._suppliers = suppliers
        self._same = Sameness(decisions.suppliers, suppliers.node)
        self._postcodes = {self._same.group(decision.supplier): decision.postcode for decision in decisions.postcodes}
        self._entries = {(self._same.group(one.supplier), one.kind): one for one in decisions.numbers if one.verdict == "same"}
        self._not = {
            (self._same.group(one.supplier), one.kind, one.standard): one for one in decisions.numbers if one.verdict == "different"
        }
        self._headings = {self._same.group(decision.supplier): decision.heading for decision in decisions.supplier_headings}

    def said(self, page: Page, *about: str) -> str:
        """What is decided; empty where nothing is.

        Of one name a postcode, or on its page a heading; of two names, or of a name and the entry of a register, same or different.
        """
        if page is ENTRIES:
            return self._entry(*about)
        if page is UNHEADED:
            return self._headings.get(self._same.group(about[0]), "")
        return self._same.verdict(*about) if len(about) == 2 else self._postcodes.get(self._same.group(about[0]), "")

    def _entry(self, supplier: str, register: str, written: str) -> str:
        group, standard = self._same.group(supplier), number(REGISTERS[register], written)
        if decision := self._entries.get((group, register)):
            return "same" if decision.standard == standard else f"different, it is {decision.number}"
        return "different" if (group, register, standard) in self._not else ""

    def parts(self, one: Supplier, other: Supplier) -> Iterator[str]:
        """What is decided of the entry that one of two suppliers is, and the other is not."""
        for supplier, beside in ((one, other), (other, one)):
            for register, written in beside.entries.items():
                standard = number(REGISTERS[register], written)
                if decision := self._not.get((self._same.group(supplier.name), register, standard)):
                    signed = " ".join(part for part in (decision.who, decision.when) if part)
                    said = f'"{plain(supplier.name)}" is not {written} in the register of {register}, and "{plain(beside.name)}" is'
                    yield f"decided: {said}" + (f" ({signed})" if signed else "")


def questions(audit: Audit, suppliers: Suppliers, settled: Settled) -> list[Question]:
    """Every question that nobody has settled, page by page, largest pounds first."""
    others = chain.from_iterable(asking(audit, suppliers) for asking in (_unplaced, _entries, _disputed, _unheaded))
    found = chain(_joins(audit, suppliers, settled), others)
    left = [question for question in found if not settled.said(question.page, *question.names)]
    left.sort(key=lambda q: (q.page.title, -abs(q.at_stake), q.names))
    # two suppliers may share a name, told apart by their numbers; a decision is about the name, so it is asked for once
    return list({(question.page, question.about): question for question in reversed(left)}.values())[::-1]


def _joins(audit: Audit, suppliers: Suppliers, settled: Settled) -> Iterator[Question]:
    """A question for every two suppliers in doubt: of several pairs of their names, the most alike."""
    best: dict[frozenset[str], tuple[float, Question]] = {}
    spelled = {name[:200]: name for name in suppliers.spelled}  # a finding keeps the first 200 characters of a name
    told = chain.from_iterable(findings(audit, table, "possible-same-supplier") for table in ("aliases", "matches"))
    for _, value, note in told:
        left, (right, after) = spelled.get(value, value), _other(note, suppliers.spelled)
        ours, theirs = suppliers.called(left), suppliers.called(right)
        if ours is None or theirs is None or ours is theirs:
            continue
        score = float(match[1]) if (match := _ALIKE.search(note)) else 0.0
        said = [plain(part) for part in after.split("; ") if part]
        question = _join(left, right, ours, theirs, score, said, [*settled.parts(ours, theirs)])
        if question.about not in best or score > best[question.about][0]:
            best[question.about] = (score, question)
    for _, question in best.values():
        yield question


def _other(note: str, spelled: Container[str]) -> tuple[str, str]:
    """The second name of a finding, which its note has between quotation marks, and what the note says after it."""
    if found := second_name(note, spelled):
        return found
    raise TableError(
        "A finding names no second supplier.", where=f"possible-same-supplier: {note}", fix="Run the audit again with this version."
    )


def _join(left: str, right: str, ours: Supplier, theirs: Supplier, score: float, found: list[str], decided: list[str]) -> Question:
    """The name with more pounds stands first; at stake are the pounds of the other, which would move."""
    if (-abs(ours.amount), left) > (-abs(theirs.amount), right):
        left, right, ours, theirs = right, left, theirs, ours
    shown = (plain(left), plain(right))
    cells: dict[str, Cell] = {
        NAME: shown[0], OTHER: shown[1], "Pounds": ours.amount, "Pounds of the other": theirs.amount,
        "Alike": f"{score:g}%" if score else "", "Speaks for": speaks_for(ours, theirs, found),
        "Speaks against": speaks_against(ours, theirs, shown, found, decided), "Where": where(ours), "Where the other is": where(theirs),
        "Paid by": listed(ours.bodies), "The other is paid by": listed(theirs.bodies),
    }  # fmt: skip
    return Question(JOINS, shown, frozenset((ours.supplier_id, theirs.supplier_id)), theirs.amount, cells)


def _unplaced(audit: Audit, suppliers: Suppliers) -> Iterator[Question]:
    reasons, listed_as = _reasons(audit), registered(audit, suppliers)
    for supplier in suppliers.by_id.values():
        if not supplier.unplaced or supplier.name == names.NO_NAME:
            continue
        why = [*(reasons.get(postcode, "") for postcode in supplier.postcodes), str(supplier.row["note"]), *listed_as[supplier.supplier_id]]
        cells = _cells(supplier) | {
            "Pounds in scope": supplier.unplaced, "For what": listed(supplier.categories),
            "Also written": listed({n: a for n, a in supplier.spellings.items() if n != plain(supplier.name)}),
            "Address as written": listed(supplier.addresses), "Postcode as written": listed(supplier.postcodes) or "none",
            "Why it was not enough": "\n".join(dict.fromkeys(filter(None, why))) or "no source states a postcode",
        }  # fmt: skip
        yield Question(UNPLACED, (plain(supplier.name),), frozenset((suppliers.node(supplier.name),)), supplier.unplaced, cells)


def _entries(audit: Audit, suppliers: Suppliers) -> Iterator[Question]:
    """Suppliers in scope that an entry of a register may be; one without a number could not be written down."""
    for match in doubted(audit):
        supplier = suppliers.by_id[match["supplier_id"]]
        if not supplier.in_scope or not number(REGISTERS[match["register"]], match["matched_number"]):
            continue
        entry = (match["register"], plain(match["matched_number"]))
        cells = _cells(supplier) | dict(zip(ENTRIES.entry, entry, strict=True)) | {
            "Entry": plain(match["matched_name"]), "Pounds in scope": supplier.in_scope, "Alike": f"{match['match_score']:g}%",
            "Speaks for": entry_for(supplier, match), "Speaks against": entry_against(supplier, match),
            "What it says of the entry": described(match), "May also be": match["also"].replace("; ", "\n"),
            "Where the supplier is": where(supplier), "For what": listed(supplier.categories),
        }  # fmt: skip
        about = frozenset((supplier.supplier_id, *entry))
        yield Question(ENTRIES, (plain(supplier.name), *entry), about, supplier.in_scope, cells)


def _disputed(audit: Audit, suppliers: Suppliers) -> Iterator[Question]:
    """Suppliers that are placed, with a postcode that disagrees or could not be used."""
    doubts: dict[str, list[str]] = defaultdict(list)
    for _, name, note in findings(audit, "suppliers", "places-disagree"):
        if supplier := suppliers.called(name):
            doubts[supplier.supplier_id].append(f"postcodes disagree: {plain(note)}")
    for supplier_id, also in beside_the_entry(audit):
        if suppliers.by_id[supplier_id].row["postcode_basis"] == Basis.COMPANY_REGISTER:
            doubts[supplier_id].append(also)
    reasons = _reasons(audit)
    for supplier in suppliers.by_id.values():
        doubts[supplier.supplier_id] += [
            f"{plain(text)}: {reasons[text] or 'cannot be read'}" for text in sorted(supplier.postcodes) if text in reasons
        ]
    for supplier_id, said in doubts.items():
        supplier = suppliers.by_id[supplier_id]
        if not said or not supplier.in_scope or supplier.unplaced or supplier.row["postcode_basis"] == "decision":
            continue
        cells = _cells(supplier) | {
            "Pounds in scope": supplier.in_scope, TAKEN: str(supplier.row["postcode"]), "Placed in": supplier.place,
            "What is in doubt": "\n".join(said), "Postcodes as written": listed(supplier.postcodes, 6, amounts=True),
            "Addresses as written": listed(supplier.addresses),
        }  # fmt: skip
        yield Question(DISPUTED, (plain(supplier.name),), frozenset((suppliers.node(supplier.name),)), supplier.in_scope, cells)


_UNKNOWN = f"""
select supplier_id, category, sum(amount) as amount from v
where scope = 'in scope' and heading = '{UNKNOWN}' group by supplier_id, category order by supplier_id, category
"""


def _unheaded(audit: Audit, suppliers: Suppliers) -> Iterator[Question]:
    """Suppliers with spend in scope of which nothing tells what it buys."""
    labels: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for supplier_id, category, amount in sql(_UNKNOWN, v=audit[VERDICTS]).rows():
        labels[supplier_id][category] = amount
    for supplier_id, spent in labels.items():
        supplier = suppliers.by_id[supplier_id]
        if supplier.name != names.NO_NAME:
            pounds = sum(spent.values(), Decimal(0))
            cells = _cells(supplier) | {"Pounds in scope": pounds, "Booked as": listed(spent, 6, amounts=True)}
            yield Question(UNHEADED, (plain(supplier.name),), frozenset((suppliers.node(supplier.name),)), pounds, cells)


def _cells(supplier: Supplier) -> dict[str, Cell]:
    return {SUPPLIER: plain(supplier.name), "Paid by": listed(supplier.bodies)}


def _reasons(audit: Audit) -> dict[str, str]:
    """Why a written postcode could not be used; the finding's note begins with whose it is and where it was written."""
    found = findings(audit, "suppliers", "postcode-unreadable", "postcode-unknown")
    return {plain(value): plain(note.partition("; ")[2]) or _PLAIN[code] for code, value, note in found}


_PLAIN = {"postcode-unreadable": "it cannot be read as a postcode", "postcode-unknown": "it is in no directory"}
