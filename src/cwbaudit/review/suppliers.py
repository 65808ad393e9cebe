"""An audit's suppliers as a reviewer needs to see them: how they are written, who pays them, where they are said to be."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cwbaudit import names
from cwbaudit.engine import sql
from cwbaudit.folder import Audit
from cwbaudit.locate import parse
from cwbaudit.money import ZERO, pounds
from cwbaudit.numbers import NUMBERS, number
from cwbaudit.review.pages import plain
from cwbaudit.tables import ALIASES, MATCHES, SUPPLIERS, VERDICTS

Spent = dict[str, Decimal]


def _spent() -> Spent:
    return defaultdict(lambda: ZERO)


@dataclass
class Supplier:
    """One supplier. Pounds by the way of writing, by body, by postcode and address as written, and by category (in scope only); and by
    register the number of the entry that it is beyond doubt."""

    supplier_id: str
    row: dict[str, Any]
    spellings: Spent = field(default_factory=_spent)
    bodies: Spent = field(default_factory=_spent)
    postcodes: Spent = field(default_factory=_spent)
    addresses: Spent = field(default_factory=_spent)
    categories: Spent = field(default_factory=_spent)
    numbers: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind, _ in NUMBERS})
    references: set[tuple[str, str]] = field(default_factory=set)
    entries: dict[str, str] = field(default_factory=dict)
    in_scope: Decimal = ZERO
    unplaced: Decimal = ZERO

    @property
    def name(self) -> str:
        """Its name in this audit."""
        return str(self.row["name"])

    @property
    def amount(self) -> Decimal:
        """All that is paid to it."""
        return Decimal(self.row["amount"])

    @property
    def standard_postcodes(self) -> set[str]:
        """Its postcodes in standard form, those that can be read."""
        return {reading.postcode for text in self.postcodes if (reading := parse(text)).postcode}

    @property
    def place(self) -> str:
        """Where it was placed; empty when it was not."""
        return str(self.row["authority"] or self.row["nation"])


class Suppliers:
    """All suppliers of an audit, found by any of the ways in which they are written."""

    def __init__(self, audit: Audit) -> None:
        self.by_id = {row["supplier_id"]: Supplier(row["supplier_id"], row) for row in sql("select * from s", s=audit[SUPPLIERS]).dicts()}
        self._by_key: dict[str, str] = {}
        self._by_form: dict[tuple[str, bool], str] = {}
        self.spelled: dict[str, str] = {}
        for alias in sql("select * from a order by abs(amount) desc, alias_id", a=audit[ALIASES]).dicts():
            self._add(alias)
        for supplier_id, register, listed_as in sql(_ENTRIES, m=audit[MATCHES]).rows():
            self.by_id[supplier_id].entries[register] = listed_as
        for row in sql(_IN_SCOPE, v=audit[VERDICTS]).dicts():
            supplier = self.by_id[row["supplier_id"]]
            supplier.in_scope += row["amount"]
            supplier.unplaced += row["unplaced"]
            supplier.categories[row["category"]] += row["amount"]

    def _add(self, alias: dict[str, Any]) -> None:
        supplier, name = self.by_id[alias["supplier_id"]], plain(alias["supplier_name"])
        self.spelled.setdefault(alias["supplier_name"], supplier.supplier_id)
        for written in (alias["supplier_name"], name):
            self._by_key.setdefault(names.key(written), supplier.supplier_id)
            self._by_form.setdefault((names.key(written), names.formed(written)), supplier.supplier_id)
        supplier.spellings[name] += alias["amount"]
        supplier.bodies[alias["body"]] += alias["amount"]
        if alias["postcode"]:
            supplier.postcodes[plain(alias["postcode"])] += alias["amount"]
        if alias["address"]:
            supplier.addresses[plain(alias["address"])] += alias["amount"]
        for kind, column in NUMBERS:
            if stated := number(kind, alias[column]):
                supplier.numbers[kind].add(stated.partition(":")[2])
        if alias["supplier_ref"]:
            supplier.references.add((alias["body"], alias["supplier_ref"]))

    def called(self, name: str) -> Supplier | None:
        """The supplier that is written so, but for case, punctuation and legal form; where one is written with a form and another without,
        the one that is written as the name is."""
        return self.by_id.get(self.node(name))

    def node(self, name: str) -> str:
        """What stands for a name: the supplier where there is one, else the name's normal form."""
        key = names.key(name)
        return self._by_form.get((key, names.formed(name))) or self._by_key.get(key, key)

    def form(self, name: str) -> str:
        """The name's normal form; and whether it states a legal form, where that tells two suppliers apart."""
        key, formed = names.key(name), names.formed(name)
        one, other = (self._by_form.get((key, each)) for each in (formed, not formed))
        return f"{key}, formed" if formed and one and other and one != other else key


_ENTRIES = """
select supplier_id, register, matched_number from m where match_band = 'joined' and matched_number <> '' order by supplier_id
"""
_IN_SCOPE = """
select supplier_id, category, sum(amount) as amount, coalesce(sum(amount) filter (locality = 'unplaced'), 0) as unplaced
from v where scope = 'in scope' group by supplier_id, category order by supplier_id, category
"""


def most_first(spent: Spent) -> list[str]:
    """The names in a table of pounds, largest first, ties to the alphabet."""
    return sorted(spent, key=lambda name: (-abs(spent[name]), name))


def listed(spent: Spent, most: int = 4, *, amounts: bool = False) -> str:
    """The largest few, one to a line, with how many more there are."""
    shown = most_first({name or "(not said)": amount for name, amount in spent.items()})
    with_blank = {name or "(not said)": amount for name, amount in spent.items()}
    lines = [f"{plain(name)} ({pounds(with_blank[name])})" if amounts else plain(name) for name in shown[:most]]
    return "\n".join([*lines, *([f"and {len(shown) - most} more"] if len(shown) > most else [])])
