"""Which spend a contracts register locks, and until when: joined by reference, else by supplier where that is unambiguous."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from cwbaudit import names
from cwbaudit.catalogue import finding
from cwbaudit.classify.influence import Judged
from cwbaudit.engine import Tabular, sql
from cwbaudit.headings import by_label
from cwbaudit.money import ZERO
from cwbaudit.terms import ContractDate, Ground, Influence

_Contract: TypeAlias = dict[str, Any]


class Register:
    """The contracts of all bodies, and what they lock beyond the horizon by the date that counts; `closing` is the period's last day."""

    def __init__(
        self, contracts: Tabular, horizon: date | None, counts: ContractDate = ContractDate.END, closing: date | None = None
    ) -> None:
        self._horizon, self._closing, self._counts = horizon or date.max, closing or date.min, counts
        self._every = sql("select * from c order by source, row", c=contracts).dicts()
        self._by_reference: dict[tuple[str, str], list[_Contract]] = defaultdict(list)
        self._by_supplier: dict[tuple[str, str], list[_Contract]] = defaultdict(list)
        self._matched: set[tuple[str, int]] = set()
        self._doubtful: dict[tuple[str, str], list[Any]] = {}
        for contract in self._every:
            if contract["reference"]:
                self._by_reference[contract["body"], _plain(contract["reference"])].append(contract)
            if contract["supplier_name"]:
                self._by_supplier[contract["body"], names.key(contract["supplier_name"])].append(contract)

    def lock(self, kind: Mapping[str, Any], spellings: frozenset[str]) -> Judged | None:
        """What the register says of a kind of spend: locked until its contract's end; None where none runs, or which one is not clear."""
        found, how = self._found(kind, spellings)
        self._matched |= {(contract["source"], contract["row"]) for contract in found}
        ends = {self._end(contract) for contract in found}
        if len(ends) > 1:
            seen = self._doubtful.setdefault((kind["body"], _called(found)), [ZERO, len(found)])
            seen[0] += kind["amount"]
            return None
        end = next(iter(ends), None)
        return self._judged(found[0], end, how) if end else None

    def findings(self) -> Iterator[dict[str, Any]]:
        """Suppliers with several contracts that could be meant, and running contracts of value to which no spend was joined."""
        for (body, called), (amount, count) in sorted(self._doubtful.items()):
            note = f"{body}: {count} contracts could be meant, with different ends. Not locked by any."
            yield finding("contract-ambiguous", field="contract_ref", value=called, amount=amount, note=note)
        for contract in self._every:
            if (contract["source"], contract["row"]) not in self._matched and contract["value"] and self._end(contract):
                yield finding(
                    "contract-unmatched", source=contract["source"], row=contract["row"], field="reference", amount=contract["value"],
                    value=contract["reference"] or contract["title"], note=contract["title"],
                )  # fmt: skip

    def _found(self, kind: Mapping[str, Any], spellings: frozenset[str]) -> tuple[Sequence[_Contract], str]:
        body, reference = kind["body"], _plain(kind["contract_ref"])
        if reference and (known := self._by_reference.get((body, reference))):
            own = [contract for contract in known if names.key(contract["supplier_name"]) in spellings]
            return own or known, "by its reference"
        known = [contract for key in sorted(spellings) for contract in self._by_supplier.get((body, key), ())]
        if len({self._end(contract) for contract in known}) > 1:
            same = [contract for contract in known if (told := by_label(contract["title"])) and told.heading == kind["heading"]]
            return same or known, "by its supplier and heading"
        return known, "by its supplier"

    def _judged(self, contract: _Contract, end: date, how: str) -> Judged:
        called = " ".join(part for part in (contract["reference"], f'"{contract["title"]}"' if contract["title"] else "") if part)
        dated = "runs to" if end == contract["end_date"] else "is to be reviewed on"
        because = f"The contract {called or 'with this supplier'} {dated} {end}, joined {how} ({contract['source']})."
        return Judged(Influence.LOCKED, Ground.CONTRACT, contract["reference"] or "contract", because, end)

    def _end(self, contract: _Contract) -> date | None:
        """When it sets the spend free, if after the horizon. A review that came before the period closed has let it run on to its end."""
        end, review = contract["end_date"], contract["review_date"]
        by_review = self._counts is ContractDate.REVIEW and review and (review > self._closing or not end)
        free: date | None = review if by_review else end or review
        return free if free and free > self._horizon else None


def _called(contracts: Sequence[_Contract]) -> str:
    """Contracts by reference and title, never by supplier: a report must not name a person who has one."""
    return "; ".join(sorted({contract["reference"] or contract["title"] or "without a reference" for contract in contracts}))


def _plain(reference: str) -> str:
    """A reference as it is compared: case, spaces and leading noughts aside, which spreadsheets take away."""
    text = "".join(reference.upper().split())
    return text.lstrip("0") or text
