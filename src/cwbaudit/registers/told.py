"""What the registers say of one supplier, in words: what is in doubt, and what else there is beside the entry that was taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cwbaudit import names
from cwbaudit.catalogue import finding

Answers = Sequence[Mapping[str, Any]]  # the entries that one supplier is or may be, the one that counts first
JOINED = "joined"
_MOST = 4


def findings(answers: Answers, amount: Decimal) -> Iterator[dict[str, object]]:
    """Of a supplier without an entry beyond doubt the doubts, register by register; else what else it is, where that differs."""
    first = answers[0]
    if first["match_band"] != JOINED:
        for row in {row["register"]: row for row in reversed(answers)}.values():
            note = "; ".join(part for part in (f"{row['match_score']:g}% like {_called(row)}, {row['register']}", row["against"]) if part)
            yield finding("register-match-in-doubt", field="supplier_name", value=first["supplier"], amount=amount, note=note)
    elif also := others(answers):
        note = f"taken: {_shown(first)}; also: {also}"
        yield finding("register-entries-differ", field="supplier_name", value=first["supplier"], amount=amount, note=note)


def others(answers: Answers) -> str:
    """The entries beyond doubt with another name or postcode than the first; empty where there are none."""
    first = answers[0]
    return "; ".join(_shown(row) for row in [row for row in answers[1:] if row["match_band"] == JOINED and _differ(first, row)][:_MOST])


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    postcodes = {text for row in (one, other) if (text := "".join(row["postcode"].split()))}
    return len(postcodes) > 1 or names.key(one["matched_name"]) != names.key(other["matched_name"])


def _shown(row: Mapping[str, Any]) -> str:
    return f"{_called(row)}, {row['postcode'] or 'no postcode'}, {row['register']}, by {row['matched_by']}"


def _called(row: Mapping[str, Any]) -> str:
    return f'"{row["matched_name"]}"' + (f" ({row['matched_number']})" if row["matched_number"] else "")
