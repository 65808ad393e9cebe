"""Columns that are made of others: a name that stands in two, a day that stands in three, a number and a name that stand in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cwbaudit.arrays import array
from cwbaudit.read import dates
from cwbaudit.read.columns import Assignment
from cwbaudit.read.evidence import Evidence, weigh
from cwbaudit.read.vocabulary import plain

if TYPE_CHECKING:
    import pyarrow as pa

SEVERAL = ("supplier_name", "date")  # ours of which several of theirs may be one
JOINED, DAY, NUMBER, NAME = "joined", "day", "number", "name"
_MONTH_NAMES = dates.DateStyle()
_LINE = re.compile(r"(.*\bname)(?: (?:line )?([1-4])| (cont(?:inued|d)?|extension))?")
_AGAIN = re.compile(r" \(\d\)$")
_OTHER_YEAR = re.compile(r"\b(?:financial|fiscal|accounting|budget|tax|fy|period)\b")
_PART_OF_DAY = (
    ("year", re.compile(r"\b(?:year|yyyy|yr)\b"), range(1950, 2101)),
    ("month", re.compile(r"\b(?:month|mm|mth)\b"), range(1, 13)),
    ("day", re.compile(r"\b(?:day|dd)\b"), range(1, 32)),
)
_NUMBER = r"(?P<number>[A-Za-z]{0,6}\d[A-Za-z0-9]{2,19})"
_WORDS = r"(?P<name>(?=.*[^\W\d_]{2}).*\S)"
# How a number stands beside a name in one cell; the first that nearly all cells have.
_FORMS = {
    "before": re.compile(rf"{_NUMBER} ?[-\u2013|:] ?{_WORDS}"),
    "ahead": re.compile(rf"(?P<number>\d{{4,12}}) {_WORDS}"),
    "brackets": re.compile(rf"{_WORDS} ?[(\[]{_NUMBER}[)\]]"),
    "after": re.compile(rf"{_WORDS} ?[-\u2013|:] ?{_NUMBER}"),
}
_DIGITS, _FEWEST, _NEARLY_ALL, _ONE_EACH = 3, 3, 0.9, 1.2


class Made(NamedTuple):
    """Ours, how it is made, and the places of theirs that it is made of."""

    ours: str
    how: str
    places: tuple[int, ...]

    def text(self, cells: Sequence[str]) -> str:
        """What the cells of a row make."""
        return _day(cells) if self.how == DAY else _joined(cells) if self.how == JOINED else _parted(self.how, cells[0])

    def column(self, stretch: pa.Table) -> pa.Array:
        """What every row of the stretch makes; each text of one column alone is looked at once."""
        import pyarrow as pa
        import pyarrow.compute as pc

        columns = [stretch.column(f"c{place}") for place in self.places]
        if len(columns) > 1:
            return array([self.text(row) for row in zip(*(column.to_pylist() for column in columns), strict=True)], pa.string())
        each = pc.unique(columns[0])
        return array([self.text((text,)) for text in each.to_pylist()], pa.string()).take(pc.index_in(columns[0], value_set=each))


def find_made(
    names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], found: Assignment,
    told: Mapping[str, tuple[int, ...]], parted: bool | None = None,
) -> list[Made]:  # fmt: skip
    """What is to be made, in the order in which it is laid beside the columns; `told` are those that the user has named.

    `parted` settles whether a number that stands beside a name is no part of it; None: the cells tell.
    """
    made = [Made(ours, DAY if ours == "date" else JOINED, places) for ours, places in told.items() if ours in SEVERAL]
    if "date" not in found.columns and "date" not in told:
        made += _days(names, columns, found)
    if "supplier_name" in found.columns and "supplier_name" not in told:
        made += _names(names, columns, evidence, found) or _numbers(columns, found, parted)
    return made


def take_made(
    made: Sequence[Made], names: tuple[str, ...], columns: list[list[str]], evidence: list[Evidence], found: Assignment
) -> tuple[str, ...]:
    """The names with those of what was made: `columns`, `evidence` and `found` then have it, and it is said."""
    for one in made:
        texts = [one.text(row) for row in zip(*(columns[place] for place in one.places), strict=True)]
        listed = " and ".join(f'"{names[place]}"' for place in one.places)
        if one.ours in SEVERAL:  # the columns are no rivals when they are one
            rivals = [f'"{names[a]}" was taken as {one.ours}; "{names[b]}" could be it too' for a in one.places for b in one.places]
            found.close = [call for call in found.close if not call.startswith(tuple(rivals))]
        found.close += [_SAID[one.how.split()[0]].format(ours=one.ours, listed=listed)]
        found.columns[one.ours] = len(names)
        columns.append(texts)
        evidence.append(weigh(texts))
        header = one.text([names[place] for place in one.places])  # so that a header that comes again is known by it
        names = (*names, header if header and one.how != DAY else f"{_JOIN.join(names[place] for place in one.places)} ({one.ours})")
    return names


_JOIN = " + "
_SAID = {
    JOINED: "The {ours} is {listed}, joined.",
    DAY: "The {ours} is made of {listed}.",
    NUMBER: "The numbers beside the names in {listed} were taken as {ours}.",
    NAME: "The names in {listed} were taken as {ours} without the numbers beside them. `number_in_name = true` would leave these there.",
}


def _days(names: Sequence[str], columns: Sequence[Sequence[str]], found: Assignment) -> list[Made]:
    """A year and a month, perhaps a day, each in a column of its own that holds such numbers and has such a name."""
    taken = {*found.columns.values()} - {found.columns.get("category_code")}
    places = []
    for part, named, numbers in _PART_OF_DAY:
        fitting = [
            i for i, (name, texts) in enumerate(zip(names, columns, strict=False))
            if i not in taken and named.search(plain(name)) and not _OTHER_YEAR.search(plain(name)) and _within(texts, numbers, part)
        ]  # fmt: skip
        if len(fitting) > 1 or (not fitting and part != "day"):
            return []
        places += fitting
    return [Made("date", DAY, tuple(places))]


def _within(texts: Iterable[str], numbers: range, part: str) -> bool:
    filled = [text for text in texts if text]
    fitting = sum(_whole(text) in numbers or (part == "month" and bool(_month(text))) for text in filled)
    return bool(filled) and fitting >= 0.95 * len(filled)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1


def _month(text: str) -> int:
    found = dates.read(f"1 {text} 2000", _MONTH_NAMES)
    return found.month if found else 0


def _day(cells: Sequence[str]) -> str:
    """The day as a date is written; as the cells have it where they state none."""
    year, month, day = _whole(cells[0]), _whole(cells[1]), _whole(cells[2]) if len(cells) > 2 else 1
    month = month if month > 0 else _month(cells[1])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return " ".join(filter(None, cells))


def _names(names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], found: Assignment) -> list[Made]:
    """The columns in which, by their names, the supplier's name goes on: `Name 1` and `Name 2`, `Vendor Name` and `Vendor Name Line 2`."""
    begun = _goes_on(names[found.columns["supplier_name"]])
    if begun is None:
        return []
    others = {place for ours, place in found.columns.items() if ours != "supplier_name"}
    lines: dict[int, int] = {}
    for i, name in enumerate(names[: len(columns)]):
        line = _goes_on(name)
        if line and line[0] == begun[0] and i not in others and evidence[i].filled and evidence[i].words > 0.3:
            lines.setdefault(line[1], i)
    places = tuple(lines[number] for number in sorted(lines))
    alike = len({tuple(columns[place]) for place in places}) < len(places)
    return [Made("supplier_name", JOINED, places)] if len(places) > 1 and 1 in lines and not alike else []


def _goes_on(name: str) -> tuple[str, int] | None:
    """The name without its number, and which line of it this is; None where it is no name, or the same header comes twice."""
    found = _LINE.fullmatch(plain(name))
    return (found[1], int(found[2] or (2 if found[3] else 1))) if found and not _AGAIN.search(name) else None


def _joined(cells: Sequence[str]) -> str:
    return " ".join(filter(None, dict.fromkeys(cells)))


def _numbers(columns: Sequence[Sequence[str]], found: Assignment, parted: bool | None) -> list[Made]:
    """The number that stands beside the name in nearly all cells, one number for each name; and the name without it."""
    place = found.columns["supplier_name"]
    if place >= len(columns) or parted is False:
        return []
    counts = Counter(text for text in columns[place] if text)
    if parted:
        form = max(_FORMS, key=lambda form: sum(bool(_parted(f"{NUMBER} {form}", text)) for text in counts))
        return _apart(form, place, found)
    for form in _FORMS:
        if not _nearly_all_have_one(counts, form):
            continue
        parts = [(_parted(f"{NUMBER} {form}", text), _parted(f"{NAME} {form}", text)) for text in counts]
        pairs = {pair for pair in parts if pair[0]}
        numbers, parties = ({pair[i] for pair in pairs} for i in (0, 1))
        if len(numbers) >= _FEWEST and len(pairs) <= _ONE_EACH * min(len(numbers), len(parties)):
            return _apart(form, place, found)
    return []


def _apart(form: str, place: int, found: Assignment) -> list[Made]:
    made = [] if "supplier_ref" in found.columns else [Made("supplier_ref", f"{NUMBER} {form}", (place,))]
    return [*made, Made("supplier_name", f"{NAME} {form}", (place,))]


def _nearly_all_have_one(counts: Counter[str], form: str) -> bool:
    """Whether nearly all cells have a number beside the name; most columns have none, which the first few texts tell."""
    lacking, most = 0, (1 - _NEARLY_ALL) * counts.total()
    for text, times in counts.items():
        lacking += 0 if _parted(f"{NUMBER} {form}", text) else times
        if lacking > most:
            return False
    return True


def _parted(how: str, text: str) -> str:
    """The number or the name of a cell; where no number stands beside a name, all of it is the name."""
    part, form = how.split()
    found = _FORMS[form].fullmatch(text)
    if found is None or sum(map(str.isdigit, found["number"])) < _DIGITS:
        return text if part == NAME else ""
    return found[part]
