"""Two readers of what is doubtful: their judgements, how far they agree, and the list by which a further one can read without knowing them.

A label is called mistaken (`label`), or the join that goes against it (`ours`), or neither can be told from the names (`unknowable`).
`python -m tests.bench.readers` prints the evidence in an order by seed, without any judgement, among as many joins that the labels call
right and as many near pairs that were not joined. The second reader had such a list, and had seen neither the first's answers nor the rules.
"""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from cwbaudit import names
from cwbaudit.resolve import match, names_of
from tests.bench import truths

HERE = Path(__file__).parent
REGISTER = "matches in a register"
_SEED = 20261126
_NEAR = 80  # per cent of likeness from which on two names that were not joined make a near pair


def judged(file: str) -> list[dict[str, str]]:
    """The rows of a file of judgements: `reader 1` and `reader 2` say who read, empty where one did not."""
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def mistaken(which: str) -> set[str]:
    """The names of a truth set whose label both readers call mistaken, or one of two names of one organisation."""
    return {row["name"] for row in judged("judged_labels.csv") if row["set"] == which and row["reader 1"] == row["reader 2"] == "label"}


def disputed(which: str) -> set[str]:
    """The names of a truth set of which the readers say different things."""
    return {row["name"] for row in judged("judged_labels.csv") if row["set"] == which and row["reader 1"] != row["reader 2"]}


def agreement(file: str) -> tuple[int, float, float]:
    """How many were read by both, the share judged alike, and Cohen's kappa."""
    both = [(row["reader 1"], row["reader 2"]) for row in judged(file) if row["reader 2"]]
    alike = sum(one == other for one, other in both) / len(both)
    one, other = (Counter(each) for each in zip(*both, strict=True))
    by_chance = sum(one[said] * other[said] for said in one) / len(both) ** 2
    return len(both), alike, (alike - by_chance) / (1 - by_chance)


def evidence() -> list[str]:
    """What a reader sees: a name and its label, and what it was joined with, or nearly was; nothing says which or what anybody judged."""
    dice = random.Random(_SEED)
    listed = [*_of_joins("NHS suppliers, hand-verified", truths.nhs(), dice), *_of_joins("labelled name pairs", truths.pairs(), dice)]
    listed += _of_the_register(dice)
    dice.shuffle(listed)
    return listed


def _read(which: str) -> list[str]:
    return [row["name"] for row in judged("judged_labels.csv") if row["set"] == which]


def _of_joins(which: str, truth: truths.Truth, dice: random.Random) -> Iterator[str]:
    said: dict[str, tuple[int, object]] = {}
    for part in (truths.TUNED, truths.HELD_OUT):
        mine = [name for name in sorted(truth) if truths.half(truth[name][0]) == part]
        said |= {str(row["supplier_name"]): (part, row["supplier_id"]) for row in names_of([{"supplier_name": name} for name in mine])}
    groups: dict[tuple[int, object], list[str]] = defaultdict(list)
    for name, group in said.items():
        groups[group].append(name)
    read, spellings = _read(which), sorted(truth)
    for name in read:
        yield _line(name, [other for other in groups[said[name]] if truth[other][0] != truth[name][0]], truth)
    right = {name: [m for m in groups[said[name]] if m != name and truth[m][0] == truth[name][0]] for name in spellings if name not in read}
    for name in dice.sample(sorted(name for name, others in right.items() if others), len(read)):
        yield _line(name, [dice.choice(right[name])], truth)
    near = []
    for name in dice.sample(spellings, min(1500, len(spellings))):
        others = {other: names.key(other) for other in spellings if said[other][0] == said[name][0] and said[other] != said[name]}
        if found := process.extractOne(names.key(name), others, scorer=fuzz.ratio, score_cutoff=_NEAR):
            near.append(_line(name, [found[2]], truth))
    yield from dice.sample(near, min(len(read), len(near)))


def _line(name: str, others: Sequence[str], truth: truths.Truth) -> str:
    return " | ".join(f"{each} <{truth[each][0] or 'none'}>" for each in (name, *others[:7]))


def _of_the_register(dice: random.Random) -> Iterator[str]:
    register = [(name, str(i), "") for i, name in enumerate(sorted({who for who, _ in truths.nhs().values()}))]
    asked = {**{name: ("", pounds) for name, (_, pounds) in truths.strangers().items()}, **truths.nhs()}
    found = {str(row["supplier_name"]): row for row in match([{"supplier_name": name} for name in sorted(asked)], register)}
    read = _read(REGISTER)
    others = {name: row for name, row in found.items() if row["matched_name"] and name not in read}
    right = [name for name, row in others.items() if row["match_band"] == "joined" and row["matched_name"] == asked[name][0]]
    near = [name for name, row in others.items() if row["match_band"] != "joined"]
    for name in (*read, *dice.sample(right, len(read)), *dice.sample(near, len(read))):
        yield f"{_line(name, [], asked)} | register: {found[name]['matched_name']}"


if __name__ == "__main__":
    for number, line in enumerate(evidence()):
        print(number, line)
