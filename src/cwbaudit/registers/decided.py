"""What people have said of suppliers and entries of registers, seen through the suppliers of an audit; it outranks all else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cwbaudit import names
from cwbaudit.catalogue import finding
from cwbaudit.numbers import NUMBERS, REGISTERS, number

if TYPE_CHECKING:
    from cwbaudit.config.decisions import NumberDecision

_Row = Mapping[str, Any]
_COLUMNS = dict(NUMBERS)


class Decided:
    """The decisions on numbers, by register and supplier; `asked` are the suppliers in all their spellings."""

    def __init__(self, decisions: Sequence[NumberDecision], asked: Iterable[_Row]) -> None:
        self._written: dict[str, set[str]] = defaultdict(set)
        self._same: dict[str, dict[str, NumberDecision]] = defaultdict(dict)
        self._different: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._unused: list[tuple[NumberDecision, str]] = []
        suppliers: dict[str, set[str]] = defaultdict(set)
        for row in asked if decisions else ():
            for name in (row["supplier"], row["supplier_name"]):
                suppliers[names.key(name)].add(row["supplier_id"])
                self._written[row["supplier_id"]].add(names.key(name))
        for decision in decisions:
            found = sorted(suppliers[names.key(decision.supplier)])
            if not found:
                self._unused.append((decision, "no supplier is written so"))
            for supplier_id in found:
                self._take(decision, supplier_id)

    def _take(self, decision: NumberDecision, supplier_id: str) -> None:
        if decision.verdict == "different":
            self._different[decision.kind][supplier_id].add(decision.standard)
            return
        before = self._same[decision.kind].setdefault(supplier_id, decision)
        if before.standard != decision.standard:  # two names of one supplier, each with a number of its own
            self._unused.append((decision, f'it is one supplier with "{before.supplier}", which is {before.number} by {before.written}'))

    def asked(self, kind: str, wanted: Sequence[_Row]) -> list[_Row]:
        """What a register is asked: of a supplier whose entry is decided that number alone, of all others what they say themselves."""
        same, column = self._same[kind], _COLUMNS[REGISTERS[kind]]
        rows: list[_Row] = [row for row in wanted if row["supplier_id"] not in same]
        first = {row["supplier_id"]: row for row in reversed(wanted) if row["supplier_id"] in same}
        blank = dict.fromkeys(_COLUMNS.values(), "")
        return rows + [{**row, **blank, column: same[supplier_id].number} for supplier_id, row in sorted(first.items())]

    def never(self, kind: str, entries: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
        """The keys of names with the numbers, as the register writes them, of entries that they are decided not to mean."""
        barred = self._different[kind]
        whose: dict[str, set[str]] = defaultdict(set)
        for supplier_id, standards in barred.items():
            decision = self._same[kind].get(supplier_id)
            for standard in standards - {decision.standard if decision else ""}:
                whose[standard] |= self._written[supplier_id]
        found = {(number(REGISTERS[kind], entry[1]), entry[1]) for entry in entries} if whose else ()
        return {(key, written) for standard, written in found for key in whose.get(standard, ())}

    def same(self, kind: str, supplier_id: str) -> NumberDecision | None:
        """The decision by which the supplier is an entry of the register."""
        return self._same[kind].get(supplier_id)

    def unused(self, kinds: Mapping[str, set[str]]) -> Iterator[dict[str, object]]:
        """Findings for what decided nothing; `kinds` are the registers that were asked, with the suppliers that are in each by decision."""
        for kind, decided in self._same.items():
            for supplier_id, decision in decided.items():
                if kind in kinds and supplier_id not in kinds[kind]:
                    self._unused.append((decision, f"the register of {kind} has no number {decision.number}"))
                elif kind not in kinds:
                    self._unused.append((decision, f"the audit asks for no register of {kind}"))
        for decision, why in dict.fromkeys(self._unused):
            yield finding("decision-unused", field="supplier", value=decision.supplier, note=f"{decision.written}; {why}")
