"""A body's own list of suppliers: where a payment carries no postcode, the list's is joined to it, by reference or else by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cwbaudit import names

_Given = dict[tuple[str, str], tuple[str, str]]  # what the list gives, by its form without spaces and case


@dataclass
class Register:
    """Postcode and company number by reference and by name; a key that the list gives two answers for gives none."""

    by_ref: dict[str, _Given] = field(default_factory=lambda: defaultdict(dict))
    by_name: dict[str, _Given] = field(default_factory=lambda: defaultdict(dict))

    def add(self, entries: Iterable[dict[str, str]]) -> None:
        """Take in rows of a register: supplier_ref, supplier_name, postcode, company_number, each perhaps empty."""
        for entry in entries:
            given = (entry["postcode"], entry["company_number"])
            if not any(given):
                continue
            same = (_plain(given[0]), ref_key(given[1]))
            if key := ref_key(entry["supplier_ref"]):
                self.by_ref[key].setdefault(same, given)
            if entry["supplier_name"]:
                self.by_name[names.key(entry["supplier_name"])].setdefault(same, given)

    def find(self, supplier_ref: str, supplier_name: str) -> tuple[str, str, str]:
        """Postcode, company number, and what is to be said when there is none."""
        by_ref = self.by_ref.get(ref_key(supplier_ref), {}) if supplier_ref else {}
        by_name = self.by_name.get(names.key(supplier_name), {}) if supplier_name else {}
        for given in (by_ref, by_name):
            if len(given) == 1:
                return (*next(iter(given.values())), "")
        several = sorted(postcode or number for postcode, number in (by_ref or by_name).values())
        return "", "", f"The register gives {len(several)} answers: {', '.join(several[:5])}." if several else ""


def ref_key(reference: str) -> str:
    """A reference as it is compared: case, spaces and leading noughts aside, which spreadsheets take away."""
    plain = _plain(reference).removesuffix(".0")
    return plain.lstrip("0") or plain


def _plain(text: str) -> str:
    return "".join(text.upper().split())


def entries(rows: Iterable[tuple[str, ...]], columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Rows as dictionaries with every register column."""
    wanted = ("supplier_ref", "supplier_name", "postcode", "company_number")
    for row in rows:
        found = dict(zip(columns, row, strict=True))
        yield {name: found.get(name, "") for name in wanted}
