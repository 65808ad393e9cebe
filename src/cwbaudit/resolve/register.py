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
from cwbaudit.resolve.subjects import Subjects, Written, gather, postcode
from cwbaudit.resolve.vocabulary import weight

Entry = tuple[str, str, str] | tuple[str, str, str, str]  # name, number, postcode, and the status of one that is no more
_BATCH = 200_000
_TRADING_ALONE = 13.0  # a firm that is called as another trades is mostly not that other: a person must say
_CLOSE = 2.0  # points by which the best entry must lead another of as good a name
_MOST = 4  # others that are named
_KINDS = ("company", "charity")  # of number, by which registers go


class Answer(NamedTuple):
    """The entry that a name means or may mean, how surely, and, where that is in doubt, the others that it may mean as well; whether it
    was found by number or by name, and what there is to be said of it: what contradicts it, and the status of one that is no more."""

    name: str = ""
    number: str = ""
    score: float = 0.0
    band: str = "apart"
    others: tuple[Entry, ...] = ()
    by: str = "name"
    note: str = ""

    @property
    def why(self) -> str:
        """Why a person should look, or what should be known; empty where there is nothing to say."""
        also = [shown for other in self.others if (shown := _shown(other)) not in self.note][:_MOST]
        likeness = f"{self.score:g}% like" if self.band == "review" and not (self.note or also) else ""
        return "; ".join(filter(None, (self.note, f"may also be {', '.join(also)}" if also else "", likeness)))


class _Supplier(NamedTuple):
    """One supplier in all its spellings, and the numbers that stand beside any of them, as written by their standard form; of entries that
    have been looked at how alike the likest spelling is, and whether the entry may be of the firm all the same."""

    subjects: list[int]
    stated: dict[str, str]
    known: dict[Entry, tuple[float, bool]]


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
    places: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    owned: dict[int, set[Entry]] = field(default_factory=lambda: defaultdict(set))  # entries whose number stands beside the name
    meant: dict[int, dict[Entry, float]] = field(default_factory=lambda: defaultdict(dict))  # entries that are called so
    begun: dict[int, set[Entry]] = field(default_factory=lambda: defaultdict(set))  # entries that begin as the name does
    cut: dict[int, set[Entry]] = field(default_factory=lambda: defaultdict(set))  # entries that the name may be, cut off

    def add(self, subject: int, read: Read, costs: float) -> None:
        self.by_key[read[0]].append(len(self.read))
        self.places[subject].append(len(self.read))
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

    A row's own company number decides where the entry of that number is called at all alike; else its name, where a shared postcode
    supports what the name leaves in doubt. Where the register holds several entries of as good a name, the postcode must decide, or the
    band is review; so it is where a row's own number is not the entry's, and where an entry that is called so is no more: a fourth value of
    an entry, behind its postcode, is the status of such a one. Rows with one `supplier_id` are spellings of one supplier. `match_note` says
    why a person should look.
    """
    found = looked_up(rows, register)
    return [
        {
            **row, "matched_name": one.name, "matched_number": one.number, "match_score": one.score, "match_band": one.band,
            "match_note": one.why,
        }
        for row, one in zip(rows, found, strict=True)
    ]  # fmt: skip


def looked_up(rows: Sequence[Mapping[str, object]], register: Iterable[Entry], never: Collection[tuple[str, str]] = ()) -> list[Answer]:
    """What each row means in the register, in the same order. `never` are names, as `names.key` has them, with numbers of entries as the
    register writes them, that they do not mean: such an entry is passed over as though it were not there.
    """
    written = [written_of(row) for row in rows]
    wanted = _wanted(gather(written), never)
    entries = iter(register)
    while batch := list(islice(entries, _BATCH)):
        _look(wanted, batch)
    whose = [str(row.get("supplier_id") or each.subject) for row, each in zip(rows, written, strict=True)]
    suppliers = _suppliers(whose, written, wanted)
    asked = [*zip(whose, (each.subject for each in written), strict=True)]
    answers = {(supplier, subject): _answer(wanted, subject, suppliers[supplier]) for supplier, subject in dict.fromkeys(asked)}
    return [answers[each] for each in asked]


def _suppliers(whose: Sequence[str], written: Sequence[Written], wanted: _Wanted) -> dict[str, _Supplier]:
    """The suppliers by what each row's is called. A number that somebody decided is not the supplier's speaks no more."""
    found: dict[str, _Supplier] = {}
    refused = {(key, number(kind, theirs)) for key, theirs in wanted.never for kind in _KINDS}
    for supplier, each in zip(whose, written, strict=True):
        subjects, stated, _ = found.setdefault(supplier, _Supplier([], {}, {}))
        if each.subject in wanted.places and each.subject not in subjects:
            subjects.append(each.subject)
        for kind, raw in each.numbers:
            standard = number(kind, raw) if kind in _KINDS else ""
            if standard and (wanted.subjects.key(each.subject), standard) not in refused:
                stated.setdefault(standard, raw)
    return found


def _wanted(subjects: Subjects, never: Collection[tuple[str, str]]) -> _Wanted:
    wanted = _Wanted(subjects, never)
    nobody = subjects.named(names.key(names.NO_NAME))  # of all payments without a name, a number is beside some at most
    for subject in sorted({*range(len(subjects.keys))}.difference(nobody)):
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
        for stated in (number(kind, entry[1]) for kind in _KINDS) if wanted.by_number else ():
            for subject in wanted.by_number.get(stated, ()):
                if not wanted.barred(subject, entry):
                    wanted.owned[subject].add(entry)
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


def _answer(wanted: _Wanted, subject: int, supplier: _Supplier) -> Answer:
    owned = wanted.owned.get(subject) or {entry for other in supplier.subjects for entry in wanted.owned.get(other, ())}
    named = sorted(wanted.meant.get(subject, {}).items(), key=lambda item: (-item[1], _status(item[0]), item[0][1], item[0][0]))
    if owned:
        return _of_its_number(wanted, subject, supplier, owned, [entry for entry, _ in named])
    if not named:
        return Answer()
    if named[0][0] in wanted.cut.get(subject, ()) and (whole := _whole(wanted, subject, supplier)) is not None:
        return _answer(wanted, whole, supplier)
    return _of_its_name(wanted, subject, supplier, named)


def _whole(wanted: _Wanted, subject: int, supplier: _Supplier) -> int | None:
    """The spelling of the same supplier that goes on where this one ends: it says what a name that is cut off leaves open."""
    runs = {other: _reading(wanted.read[wanted.places[other][0]]).run for other in (subject, *supplier.subjects)}
    longer = [other for other, run in runs.items() if run.startswith(runs[subject]) and len(run) > len(runs[subject])]
    return max(longer, key=lambda other: (len(runs[other]), -other), default=None)


def _of_its_number(wanted: _Wanted, subject: int, supplier: _Supplier, owned: Collection[Entry], named: Sequence[Entry]) -> Answer:
    """The entry whose number stands beside the supplier: in doubt where it is called otherwise, more so where another is called so."""
    likest = {entry: _likest(wanted, supplier, entry) for entry in owned}
    entry, *others = sorted(owned, key=lambda entry: (-likest[entry][0], _status(entry), entry[1], entry[0]))
    rivals = [other for other in others if other[1] != entry[1]]
    same = [other for other in named if other[1] != entry[1] and other not in rivals and _key(other) == wanted.subjects.key(subject)]
    (alike, akin), score, notes = likest[entry], 100.0, [_gone(entry)]
    if alike < REVIEW and (same or not akin):
        stated = next((supplier.stated[n] for kind in _KINDS if (n := number(kind, entry[1])) in supplier.stated), entry[1])
        as_another = f"the name is as in {_shown(same[0])}" if same else ""
        score, notes = alike, [f'written with number {stated}, which the register has as "{entry[0].strip()}"', as_another, *notes]
        rivals += same
    band = "review" if rivals or score < REVIEW else "joined"
    return Answer(entry[0].strip(), entry[1].strip(), score, band, tuple(rivals), "number", "; ".join(filter(None, notes)))


def _likest(wanted: _Wanted, supplier: _Supplier, entry: Entry) -> tuple[float, bool]:
    if entry not in supplier.known:
        theirs, ours = _read_of(entry), [_reading(wanted.read[place]) for other in supplier.subjects for place in wanted.places[other]]
        alike = max(likeness(our, theirs).score for our in ours)
        supplier.known[entry] = alike, alike < REVIEW and any(_akin(our, theirs) for our in ours)
    return supplier.known[entry]


def _akin(one: Reading, other: Reading) -> bool:
    """Whether names that are not alike may be of one firm all the same: Biffa, Biffa Waste Services; HDE, Hargrave & Dunmore Electrical."""
    for short, long in ((one, other), (other, one)):
        if max(short.words, key=weight, default="") in long.words or short.run == "".join(word[0] for word in long.words):
            return True
    return False


def _of_its_name(wanted: _Wanted, subject: int, supplier: _Supplier, named: Sequence[tuple[Entry, float]]) -> Answer:
    """The entry that is called so. One that is no more is never taken for its name alone; a live one called the same comes first."""
    entry, score = max(named, key=lambda item: (_key(item[0]) == _key(named[0][0]), not _status(item[0])))
    rivals = [
        other for other, points in named
        if other[1] != entry[1] and points > score - _CLOSE and (points > score or _key(other) != _key(entry) or not _status(other))
    ]  # fmt: skip
    # one that is no more is none to a live one of its name, unless the postcode speaks for it
    if entry in wanted.cut.get(subject, ()):  # whatever begins so may be meant, be it more or less to add
        begun = sorted(wanted.begun[subject], key=lambda other: (len(other[0]), other[1], other[0]))
        rivals += [other for other in begun if other[1] != entry[1] and other not in rivals]
    doubts = [_contradicted(entry, supplier.stated), _gone(entry)]
    band = "joined" if score >= JOIN and not rivals and not any(doubts) else "review"
    return Answer(entry[0].strip(), entry[1].strip(), min(score, 100.0), band, tuple(rivals), "name", "; ".join(filter(None, doubts)))


def _contradicted(entry: Entry, stated: Mapping[str, str]) -> str:
    """That the supplier's own number is not the entry's; registered societies are IP12345R in one list and 12345R in another."""
    if not stated or _digits(entry[1]) in ("", *map(_digits, stated.values())):
        return ""
    return f"its own number is {min(stated.values())}"


def _digits(written: str) -> str:
    return "".join(char for char in written if char.isdigit()).lstrip("0")


def _status(entry: Entry) -> str:
    return entry[3] if len(entry) > 3 else ""


def _gone(entry: Entry) -> str:
    return f"its status is {status}" if (status := _status(entry)) else ""


def _shown(entry: Entry) -> str:
    return f'"{entry[0].strip()}"' + (f" ({entry[1].strip()})" if entry[1].strip() else "")


def _key(entry: Entry) -> str:
    return names.key(entry[0])


def _read_of(entry: Entry) -> Reading:
    said = names.read(entry[0])
    return _reading((names.key_of(said, entry[0]), 0, bool(said) and said[-1] in names.FORMS))


def _reading(read: Read) -> Reading:
    return Reading(*read)
