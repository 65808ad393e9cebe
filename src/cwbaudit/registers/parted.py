"""Spellings that were joined into one supplier though a register has each as another entry: they may be two suppliers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cwbaudit import names

_Answers = Sequence[Mapping[str, Any]]


def parted(answers: _Answers) -> list[dict[str, Any]]:
    """The entries that one supplier is or may be, with a note on the first where its spellings are called just as two of them are, words
    like `UK` and all. Only a person can tell whether they are two suppliers: by a decision that they differ."""
    first, *rest = ({**row} for row in answers)
    if said := _two(answers):
        first["note"] = "; ".join(filter(None, (first["note"], said)))
    return [first, *rest]


def _two(answers: _Answers) -> str:
    called: dict[str, dict[str, str]] = {}  # by register and key the number, where it was found by that name alone
    spelled: dict[str, str] = {}
    for row in answers:
        key = names.key(row["supplier_name"])
        if row["matched_by"] == "name" and row["matched_number"] and key == names.key(row["matched_name"]):
            called.setdefault(row["register"], {}).setdefault(key, row["matched_number"])
            spelled.setdefault(key, row["supplier_name"])
    for found in called.values():
        if len(found) > 1 and len(set(found.values())) > 1:
            each = " and ".join(f'"{spelled[key]}" as {number}' for key, number in found.items())
            return f'the register has {each}; if they are two suppliers, say in decisions/suppliers.csv that they are "different"'
    return ""
