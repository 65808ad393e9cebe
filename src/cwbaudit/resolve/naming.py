"""What a supplier is called: one of the spellings that mean it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from cwbaudit import names
from cwbaudit.kinds import kind
from cwbaudit.people import PEOPLE
from cwbaudit.resolve.clusters import Clusters
from cwbaudit.resolve.subjects import Written
from cwbaudit.terms import Method

Weights = Sequence[Decimal] | Sequence[float] | None  # without, each counts as much as any other


def chosen(here: Sequence[Written], spent: Weights, decided: set[str], groups: Clusters) -> Written:
    """The spelling that a person gave. Else, of the normal form that weighs most, a spelling with nothing beside the name, no number of the
    payer's and no trading name, before one with such; then the weightiest; and of equals the longest, which has least left out."""
    said = [each.name.strip() for each in here]
    if not (spent or decided or groups.subjects.numbers) and len(set(said)) == len(said):
        return _longest(here, said)
    weight: dict[str, Decimal | float] = {}
    first: dict[str, Written] = {}
    for each, name, spending in zip(here, said, spent or [1.0] * len(here), strict=True):
        weight[name] = weight.get(name, 0) + abs(spending)  # type: ignore[operator, arg-type]
        if each.subject < first.setdefault(name, each).subject:
            first[name] = each
    given = [name for name in weight if names.key(name) in decided] if decided else []
    if not given and _by_number(first.values(), groups):
        given = [name for name in weight if kind(name)[0] not in PEOPLE]  # who trades under a firm's name is called by that
    form: dict[int, Decimal | float] = defaultdict(int)
    for name in given or weight:
        form[first[name].subject] += weight[name]  # type: ignore[operator]
    return first[min(given or weight, key=lambda name: (-form[first[name].subject], not first[name].bare, -weight[name], -len(name), name))]


def _longest(here: Sequence[Written], said: Sequence[str]) -> Written:
    """The same where every spelling weighs as much as any other."""
    subjects = [each.subject for each in here]
    most = max(map(subjects.count, subjects)) if len(set(subjects)) < len(subjects) else 1
    of_most = [
        (not each.bare, -len(name), name, at) for at, (each, name) in enumerate(zip(here, said, strict=True))
        if most == 1 or subjects.count(each.subject) == most
    ]  # fmt: skip
    return here[min(of_most)[-1]]


def _by_number(every: Iterable[Written], groups: Clusters) -> bool:
    """Whether a number brought any of them into the group."""
    links = (groups.because.get(each.subject) for each in every) if groups.subjects.numbers else ()
    return any(link is not None and link.method is Method.NUMBER for link in links)
