"""Where each written postcode lies. A text is judged once, however many lines carry it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cwbaudit.locate import forms
from cwbaudit.locate.authorities import OUTSIDE_UK, Authority, authorities
from cwbaudit.locate.gazetteer import Gazetteer
from cwbaudit.locate.index import Row
from cwbaudit.locate.postcode import ABROAD, Reading, parse, settle
from cwbaudit.locate.repair import repairs
from cwbaudit.terms import Precision

ABSENT = "it is not in the directory"
_MONTHS = "January February March April May June July August September October November December"
_NOTHING = Row("")


@dataclass(frozen=True)
class Answer:
    """What a written postcode was read as, and where it lies. `authority` is None when unplaced or outside the UK.

    `row` is what the directory says of the postcode, and is empty when it was not placed by the whole of it.
    """

    as_written: str
    reading: Reading
    precision: Precision
    note: str
    authority: Authority | None = None
    row: Row = _NOTHING
    unknown: bool = False

    @property
    def placed(self) -> bool:
        """Whether it decides where a supplier is: in an authority, or outside the UK."""
        return self.precision is not Precision.NONE

    @property
    def nation(self) -> str:
        """The nation, `outside the UK`, or empty when unplaced."""
        return OUTSIDE_UK if self.precision is Precision.COUNTRY else self.authority.nation if self.authority else ""

    @property
    def region(self) -> str:
        """The English region, the nation elsewhere, `outside the UK`, or empty when unplaced."""
        return self.authority.region if self.authority else self.nation

    @property
    def doubt(self) -> str:
        """The finding that it gives rise to; empty for none."""
        if self.reading.kind == "unreadable":
            return "postcode-unreadable"
        if self.unknown:
            return "postcode-unknown"
        return "postcode-repaired" if self.reading.repaired else ""


def answers(texts: Iterable[str], gazetteer: Gazetteer) -> dict[str, Answer]:
    """The answer to every distinct text."""
    readings = {text: parse(text) for text in dict.fromkeys(texts)}
    rows = dict(gazetteer.find(key for reading in readings.values() for key in reading.keys))
    doubtful = [reading for reading in readings.values() if reading.doubtful(rows)]
    rows |= gazetteer.find(key for reading in doubtful for unit in repairs(reading.plain) for key in _around(unit))
    return {text: _answer(text, settle(reading, rows), rows) for text, reading in readings.items()}


def _around(unit: str) -> tuple[str, str, str]:
    return unit, forms.sector(unit), unit[:-3]


def _answer(text: str, reading: Reading, rows: Mapping[str, Row]) -> Answer:
    if reading.kind in ABROAD:
        return Answer(text, reading, Precision.COUNTRY, reading.note)
    if reading.kind == "unit":
        return _unit(text, reading, rows)
    if reading.part:
        return _part(text, reading, rows, reading.part, reading.note)
    return Answer(text, reading, Precision.NONE, reading.note)


def _unit(text: str, reading: Reading, rows: Mapping[str, Row]) -> Answer:
    row = rows.get(reading.compact)
    if row and (authority := authorities().get(row.authority_code)):
        return Answer(text, reading, Precision.UNIT, _joined(reading.note, out_of_use(row.terminated)), authority, row)
    why = "the directory knows it without a place, as it does most post office boxes" if row else ABSENT
    return _part(text, reading, rows, forms.sector(reading.compact), _joined(reading.note, why), unknown=row is None)


def out_of_use(month: int | None) -> str:
    """Since when a postcode is out of use, in words; empty for one in use."""
    return f"out of use since {_MONTHS.split()[month % 100 - 1]} {month // 100}" if month and 1 <= month % 100 <= 12 else ""


def _part(text: str, reading: Reading, rows: Mapping[str, Row], sector: str, note: str, *, unknown: bool = False) -> Answer:
    """Placed by its sector or its district, but only when the whole of it lies in one authority."""
    district = sector.partition(" ")[0]
    for key, precision in ((sector, Precision.SECTOR), (district, Precision.DISTRICT)):
        row = rows.get(key)
        if row and (authority := authorities().get(row.authority_code)):
            precision = precision if " " in key else Precision.DISTRICT
            return Answer(text, reading, precision, _joined(note, whole(key, authority.name)), authority, unknown=unknown)
    known = next((key for key in (sector, district) if key in rows), "")
    straddles = straddling(known, rows[known].candidates) if known else f"there is no district {district}"
    return Answer(text, reading, Precision.NONE, _joined(note, straddles), unknown=unknown)


def whole(key: str, authority: str) -> str:
    """That a sector or a district lies in one authority."""
    return f"all of {key} lies in {authority}"


def straddling(key: str, candidates: str) -> str:
    """In which authorities a sector or a district lies."""
    names = [authorities()[code].name for code in candidates.split() if code in authorities()]
    if not names:
        return f"nothing in {key} has a place"
    if len(names) > 4:
        names = [*names[:3], f"{len(names) - 3} more"]
    return f"{key} lies in {', '.join(names[:-1])} and {names[-1]}"


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
