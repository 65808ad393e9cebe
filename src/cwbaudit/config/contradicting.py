"""Decisions that cannot all be true: each is a ConfigError that names both rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cwbaudit import names
from cwbaudit.errors import ConfigError

if TYPE_CHECKING:
    from cwbaudit.config.decisions import HeadingDecision, NumberDecision, PostcodeDecision, SupplierDecision, SupplierHeadingDecision


def same_or_different(decisions: tuple[SupplierDecision, ...]) -> None:
    """A = B, B = C and A ≠ C cannot all hold. Names are taken by their normal form; with its legal form apart where that is decided."""
    leader: dict[str, str] = {}
    parted = {names.key(one.name) for one in decisions if one.verdict == "different" and _but_for_a_form(one)}

    def node(name: str) -> str:
        key = names.key(name)
        return f"{key}, formed" if key in parted and names.formed(name) else key

    def find(name: str) -> str:
        while leader.get(name, name) != name:
            name = leader[name]
        return name

    for decision in decisions:
        if decision.verdict == "same":
            leader[find(node(decision.name))] = find(node(decision.supplier))
    for decision in decisions:
        if decision.verdict == "different" and find(node(decision.name)) == find(node(decision.supplier)):
            raise ConfigError(
                f'"{decision.name}" and "{decision.supplier}" are decided both same and different.',
                where=decision.written, fix="Other rows make them the same, directly or through a third name: delete one side.",
            )  # fmt: skip


def _but_for_a_form(decision: SupplierDecision) -> bool:
    """Whether its two names are the same but that one states a legal form: it may be an LLP that the other means."""
    name, supplier = decision.name, decision.supplier
    return names.key(name) == names.key(supplier) and names.formed(name) != names.formed(supplier)


def one_postcode_each(decisions: tuple[PostcodeDecision, ...]) -> None:
    """A supplier is at one place."""
    seen: dict[str, PostcodeDecision] = {}
    for decision in decisions:
        before = seen.setdefault(names.key(decision.supplier), decision)
        if before.postcode.replace(" ", "").upper() != decision.postcode.replace(" ", "").upper():
            raise ConfigError(
                f'"{decision.supplier}" is decided to be at {before.postcode} and at {decision.postcode}.',
                where=f"{decision.written}; {before.written}", fix="Delete one of the two rows.",
            )  # fmt: skip


def one_number_each(decisions: tuple[NumberDecision, ...]) -> None:
    """In one register a supplier is one entry at most, and not one that it is not."""
    entry = {(names.key(one.supplier), one.kind): one for one in reversed(decisions) if one.verdict == "same"}
    for decision in decisions:
        other = entry.get((names.key(decision.supplier), decision.kind))
        if other and (decision.verdict == "same") != (decision.standard == other.standard):
            what = f'"{decision.supplier}" is decided to be {other.number} in the register of {decision.kind}, '
            what += f"and to be {decision.number}." if decision.verdict == "same" else "and not to be it."
            raise ConfigError(what, where=f"{decision.written}; {other.written}", fix="Delete one of the two rows.")


def one_heading_each(decisions: Sequence[tuple[str, str, HeadingDecision | SupplierHeadingDecision]]) -> None:
    """A label, or a supplier, has one heading; each decision comes with its key and with what it is called."""
    seen: dict[str, HeadingDecision | SupplierHeadingDecision] = {}
    for key, called, decision in decisions:
        before = seen.setdefault(key, decision)
        if before.heading != decision.heading:
            raise ConfigError(
                f'"{called}" is decided to be {before.heading} and {decision.heading}.',
                where=f"{decision.written}; {before.written}", fix="Delete one of the two rows.",
            )  # fmt: skip
