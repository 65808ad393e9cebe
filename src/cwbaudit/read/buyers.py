"""Whose contracts a register lists: a body's own register, or one of many buyers, of which only the body's contracts bind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from cwbaudit import names
from cwbaudit.catalogue import finding
from cwbaudit.errors import SourceError, did_you_mean
from cwbaudit.money import ZERO

_Row: TypeAlias = dict[str, Any]
_SHOWN = 8


def of_each_body(rows: Sequence[_Row], called: Mapping[str, Sequence[str]]) -> tuple[list[_Row], list[dict[str, Any]]]:
    """The rows that are the body's, with findings for other buyers. `called` are the names that the config gives a body, if it does.

    A row without a buyer is the body's. Where the config gives no name, a single buyer is the body, whatever it is called; of several, the
    one that bears the body's name. SourceError where none of them does.
    """
    kept: list[_Row] = []
    notes: list[dict[str, Any]] = []
    for body in sorted({row["body"] for row in rows}):
        own = [row for row in rows if row["body"] == body]
        wanted = _wanted(body, own, called.get(body, ()))
        kept += [row for row in own if not row["buyer"] or names.key(row["buyer"]) in wanted]
        notes += _others(body, own, wanted, called.get(body, ()))
    return kept, notes


def _wanted(body: str, rows: Sequence[_Row], called: Sequence[str]) -> set[str]:
    buyers = {names.key(row["buyer"]): row["buyer"] for row in rows if row["buyer"]}
    wanted = {names.key(name) for name in called or (body,)}
    if not buyers or wanted & set(buyers):
        return wanted
    if len(buyers) == 1 and not called:
        return set(buyers)
    some, sources = sorted(buyers.values()), sorted({row["source"] for row in rows})
    listed = ", ".join(f'"{name}"' for name in some[:_SHOWN]) + (f" and {len(some) - _SHOWN} more" if len(some) > _SHOWN else "")
    raise SourceError(
        f"No contract in these registers is {called[0] if called else body}'s: they are of {listed}.",
        where=sources[0] + (f" and {len(sources) - 1} more" if len(sources) > 1 else ""),
        fix=f'{did_you_mean(body, some)} Say in its [[source]] what the body is called there: buyer = "..."'.strip(),
    )


def _others(body: str, rows: Sequence[_Row], wanted: set[str], called: Sequence[str]) -> Iterator[dict[str, Any]]:
    """One finding for each register with contracts of other buyers, and one where its only buyer has another name than the body."""
    others: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if row["buyer"] and names.key(row["buyer"]) not in wanted:
            others[row["source"]].append(row)
    for source, found in sorted(others.items()):
        buyers = sorted({row["buyer"] for row in found})
        note = f"{len(found):,} entries of {buyers[0] if len(buyers) == 1 else f'{len(buyers):,} other buyers'} lock nothing of {body}."
        amount: Decimal = sum((row["value"] for row in found if row["value"]), ZERO)
        yield finding("contract-other-buyer", source=source, field="buyer", value=buyers[0], amount=amount, note=note)
    if not called and names.key(body) not in wanted:
        alone = next(row for row in rows if row["buyer"])
        note = f"It is the only buyer in these registers and was taken for {body}."
        yield finding("contract-other-buyer", source=alone["source"], field="buyer", value=alone["buyer"], note=note)
