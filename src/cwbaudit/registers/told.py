"""What the registers say of one supplier, in words: what is in doubt, and what else there is beside the entry that was taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cwbaudit import names
from cwbaudit.catalogue import finding
from cwbaudit.money import pounds

Answers = Sequence[Mapping[str, Any]]  # the entries that one supplier is or may be, the one that counts first
JOINED = "joined"
_MOST = 4


def findings(answers: Answers, amount: Decimal) -> Iterator[dict[str, object]]:
    """Of a supplier without an entry beyond doubt the doubts, register by register; else what else it is, where that differs.

    Where a person has decided, nothing is in doubt any more.
    """
    first = answers[0]
    if first["match_band"] != JOINED:
        for row in {row["register"]: row for row in reversed(answers)}.values():
            note = "; ".join(filter(None, (f"{row['match_score']:g}% like {_called(row)}, {row['register']}", row["note"], as_like(row))))
            yield finding("register-match-in-doubt", field="supplier_name", value=first["supplier"], amount=amount, note=note)
    elif first["matched_by"] != "decision" and (also := others(answers)):
        note = f"taken: {_shown(first)}; also: {also}" + (f"; {first['note']}" if first["note"] else "")
        yield finding("register-entries-differ", field="supplier_name", value=first["supplier"], amount=amount, note=note)


def shared(every: Iterable[Answers], amounts: Mapping[str, Decimal], apart: Collection[frozenset[str]]) -> Iterator[dict[str, object]]:
    """Suppliers that are one entry beyond doubt and are counted apart: each with the largest, but for those decided to be `apart`."""
    sharing: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in (row for answers in every for row in answers if row["match_band"] == JOINED and row["matched_number"]):
        sharing[row["register"], row["matched_number"]].append(row)
    told = set(apart)
    for (register, number), rows in sorted(sharing.items()):
        first, *others = sorted(rows, key=lambda row: (-abs(amounts[row["supplier_id"]]), row["supplier_id"]))
        for row in others:
            pair = frozenset((first["supplier_id"], row["supplier_id"]))
            if len(pair) == 2 and pair not in told:
                told.add(pair)
                amount = amounts[row["supplier_id"]]
                note = f'as is "{row["supplier"]}" ({pounds(amount)}); both are {number} in the register of {register}'
                yield finding("possible-same-supplier", field="supplier_name", value=first["supplier"], amount=amount, note=note)


def others(answers: Answers) -> str:
    """Beside an entry beyond doubt, the others that are so and have another name or postcode; in doubt, those that it may be as well."""
    first = answers[0]
    if first["match_band"] == JOINED:
        return _few([_shown(row) for row in answers[1:] if row["match_band"] == JOINED and _differ(first, row)])
    found = {(row["matched_name"], row["matched_number"]) for row in answers[1:] if row["register"] == first["register"]}
    return _few([*(_entry(other) for other in first["others"] if (other[0], other[1]) not in found), *map(_shown, answers[1:])])


def as_like(row: Mapping[str, Any]) -> str:
    """The entries of the same register that it may be as well; empty where there are none."""
    others = [other for other in row["others"] if f'"{other[0]}" ({other[1]})' not in row["note"]]  # what the note names
    return f"as like: {_few([*map(_entry, others)])}" if others else ""


def _few(entries: Sequence[str]) -> str:
    more = [f"and {len(entries) - _MOST} more"] if len(entries) > _MOST else []
    return "; ".join([*entries[:_MOST], *more])


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    postcodes = {text for row in (one, other) if (text := "".join(row["postcode"].split()))}
    return len(postcodes) > 1 or names.key(one["matched_name"]) != names.key(other["matched_name"])


def _shown(row: Mapping[str, Any]) -> str:
    return f"{_entry((row['matched_name'], row['matched_number'], row['postcode']))}, {row['register']}, by {row['matched_by']}"


def _entry(entry: Sequence[str]) -> str:
    name, number, postcode, *status = entry
    return ", ".join(filter(None, (f'"{name}"' + (f" ({number})" if number else ""), postcode or "no postcode", *status)))


def _called(row: Mapping[str, Any]) -> str:
    return f'"{row["matched_name"]}"' + (f" ({row['matched_number']})" if row["matched_number"] else "")
