"""Looking names up in a register of companies: which entry, how surely, in three bands. The register is streamed, never held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from cwbaudit import names
from cwbaudit.numbers import number
from cwbaudit.resolve.blocks import candidates_between
from cwbaudit.resolve.likeness import JOIN, REVIEW, likeness
from cwbaudit.resolve.links import LEGAL_PART, SUPPORT
from cwbaudit.resolve.listing import written_of
from cwbaudit.resolve.reading import Read, Reading
from cwbaudit.resolve.readings import Readings
from cwbaudit.resolve.sift import Sieve, sift
from cwbaudit.resolve.subjects import Subjects, gather, postcode

Entry = tuple[str, str, str]  # name, number, postcode
_BATCH = 200_000
_TRADING_ALONE = 13.0  # a firm that is called as another trades is mostly not that other: a person must say
_CLOSE = 2.0  # points by which the best entry must lead another of as good a name


class Answer(NamedTuple):
    """The entry that a name means or may mean, how surely, and, where that is in doubt, the others that it may mean as well."""

    name: str = ""
    number: str = ""
    score: float = 0.0
    band: str = "apart"
    others: tuple[Entry, ...] = ()


@dataclass(slots=True)
class _Wanted:
    """What is looked for: every subject and the names within it, as they are read, and who may be meant so far.

    `never` are keys of names with the numbers of entries that they do not mean.
    """

    subjects: Subjects
    never: Collection[tuple[str, str]] = ()
    read: list[Read] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    meant: dict[int, dict[Entry, float]] = field(default_factory=lambda: defaultdict(dict))
    begun: dict[int, set[Entry]] = field(default_factory=lambda: defaultdict(set))  # entries that begin as the name does
    cut: dict[int, set[Entry]] = field(default_factory=lambda: defaultdict(set))  # entries that the name may be, cut off

    def add(self, subject: int, read: Read, costs: float) -> None:
        self.by_key[read[0]].append(len(self.read))
        self.read.append(read)
        self.owner.append(subject)
        self.costs.append(costs)

    def barred(self, subject: int, entry: Entry) -> bool:
        """Whether it is decided that the name does not mean the entry."""
        return bool(self.never) and (self.subjects.key(subject), entry[1]) in self.never

    def mean(self, subject: int, entry: Entry, score: float) -> None:
        found = self.meant[subject]
        found[entry] = max(score, found.get(entry, 0.0))


def match(rows: Sequence[Mapping[str, object]], register: Iterable[Entry]) -> list[dict[str, object]]:
    """The same rows with `matched_name`, `matched_number`, `match_score` and `match_band` (joined, review or apart), in the same order.

    A row's own company number decides; else its name, where a shared postcode supports what the name leaves in doubt. Where the register
    holds several entries of as good a name, the postcode must decide, or the band is review.
    """
    found = looked_up(rows, register)
    return [
        {**row, "matched_name": one.name, "matched_number": one.number, "match_score": one.score, "match_band": one.band}
        for row, one in zip(rows, found, strict=True)
    ]


def looked_up(rows: Sequence[Mapping[str, object]], register: Iterable[Entry], never: Collection[tuple[str, str]] = ()) -> list[Answer]:
    """What each row means in the register, in the same order. `never` are names, as `names.key` has them, with numbers of entries as the
    register writes them, that they do not mean: such an entry is passed over as though it were not there.
    """
    written = [written_of(row) for row in rows]
    wanted = _wanted(gather(written), never)
    entries = iter(register)
    while batch := list(islice(entries, _BATCH)):
        _look(wanted, batch)
    answers = {each.subject: _answer(wanted, each.subject) for each in written}
    return [answers[each.subject] for each in written]


def _wanted(subjects: Subjects, never: Collection[tuple[str, str]]) -> _Wanted:
    wanted = _Wanted(subjects, never)
    for subject in range(len(subjects.keys)):
        parts = sorted(part for part in subjects.also.get(subject, ()) if not part.house)
        formed = subject in subjects.formed or any(part.first and part.formed for part in parts)  # Hill Care Ltd Preston is no LLP either
        wanted.add(subject, (subjects.key(subject), subjects.widths[subject], formed), 0.0)
        for part in parts:
            if " " in part.key or part.formed:
                wanted.add(subject, (part.key, 0, part.formed), LEGAL_PART if part.first else _TRADING_ALONE)
        for stated in subjects.numbers.get(subject, ()):
            wanted.by_number[stated].append(subject)
    return wanted


def _look(wanted: _Wanted, batch: list[Entry]) -> None:
    """Everyone whom an entry of the batch may mean."""
    read: list[Read] = []
    for entry in batch:
        said = names.read(entry[0])
        read.append((names.key_of(said, entry[0]), 0, bool(said) and said[-1] in names.FORMS))
        for stated in (number(kind, entry[1]) for kind in ("company", "charity")) if wanted.by_number else ():
            for subject in wanted.by_number.get(stated, ()):
                if not wanted.barred(subject, entry):
                    wanted.mean(subject, entry, 200.0)
    everyone, first = Readings(*zip(*wanted.read, *read, strict=True)), len(wanted.read)
    for at, (key, _, _) in enumerate(read):
        for place in wanted.by_key.get(key, ()):
            _weigh(wanted, place, everyone[place], everyone[first + at], batch[at])
    for place, other in _near(everyone, first):
        _weigh(wanted, place, everyone[place], everyone[other], batch[other - first])


def _near(everyone: Readings, first: int) -> Iterator[tuple[int, int]]:
    """The pairs of one that is looked for and an entry, from the `first` on, that may be alike and are not of one key."""
    pairs = candidates_between(everyone, first)
    places, others = sift(Sieve(everyone, 0.0), pairs)  # also those that begin alike and are no more
    for place, other in zip(places.tolist(), others.tolist(), strict=True):
        if everyone.keys[place] != everyone.keys[other]:
            yield place, other


def _weigh(wanted: _Wanted, place: int, ours: Reading, reading: Reading, entry: Entry) -> None:
    subject = wanted.owner[place]
    if wanted.barred(subject, entry):
        return
    alike = likeness(ours, reading)
    if len(ours.run) < len(reading.run) and reading.run.startswith(ours.run):
        wanted.begun[subject].add(entry)
    if alike.veto:
        return
    same_place = entry[2] and postcode(entry[2]) in wanted.subjects.postcodes.get(subject, ())
    score = alike.score - wanted.costs[place] + (SUPPORT if same_place and not alike.group else 0.0)
    if score >= REVIEW:
        wanted.mean(subject, entry, score)
        if alike.cut:
            wanted.cut[subject].add(entry)


def _answer(wanted: _Wanted, subject: int) -> Answer:
    found = sorted(wanted.meant.get(subject, {}).items(), key=lambda item: (-item[1], item[0][1], item[0][0]))
    if not found:
        return Answer()
    (entry, score), *rest = found
    rivals = [other for other, points in rest if points > score - _CLOSE and other[1] != entry[1]]
    if entry in wanted.cut.get(subject, ()):  # whatever begins so may be meant, be it more or less to add
        begun = sorted(wanted.begun[subject], key=lambda other: (len(other[0]), other[1], other[0]))
        rivals += [other for other in begun if other[1] != entry[1] and other not in rivals]
    band = "joined" if score >= JOIN and not rivals else "review"
    return Answer(entry[0].strip(), entry[1].strip(), min(score, 100.0), band, tuple(rivals))
