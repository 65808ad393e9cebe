"""Read one postcode as people write it. What cannot be read for certain is said to be unreadable; nothing is guessed silently."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from cwbaudit.locate import forms
from cwbaudit.locate.repair import repairs

Kind = Literal[
    "unit", "sector", "outcode", "non_geographic", "bfpo", "crown", "overseas_territory", "eircode", "foreign", "missing", "unreadable"
]

ABROAD: frozenset[Kind] = frozenset({"crown", "overseas_territory", "eircode", "foreign"})

# Cyrillic and Greek capitals that no reader can tell from Latin ones: they come from keyboards and OCR, and NFKC keeps them.
_TWINS = str.maketrans("АВЕЅІЈКМНОРСТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTXYABEZHIKMNOPTYX")
_COUNTRIES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (forms.COUNTRY, "foreign"),
    (forms.TERRITORY, "overseas_territory"),
    (forms.DEPENDENCY, "crown"),
)
_INVISIBLE = {"Cf", "Cc"}
_SEPARATORS = re.compile(r"[^A-Z0-9]+")
_ESCAPED_SPACE = re.compile(r"%20|%C2%A0", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What a text says. `postcode` is in standard form, and empty unless the text names a full postcode of the British system.

    `part` is the sector or district that a shorter text names; `others` are further postcodes in the same text, in compact
    form; `plain` is what was read, for repairs.
    """

    kind: Kind
    postcode: str = ""
    part: str = ""
    note: str = ""
    others: tuple[str, ...] = ()
    plain: str = ""
    repaired: bool = False

    @cached_property
    def compact(self) -> str:
        """The postcode without its space, as the directory is keyed; empty where there is none."""
        return self.postcode.replace(" ", "")

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the directory that are needed to place this reading."""
        units = [unit for unit in (self.compact, *self.others) if unit]
        around = [key for unit in units for key in (forms.sector(unit), unit[:-3])]
        parts = [self.part, self.part.partition(" ")[0]] if self.part else []
        return tuple(dict.fromkeys([*units, *around, *parts]))

    def doubtful(self, known: Container[str]) -> bool:
        """Whether it may be a misreading: unreadable, or well formed in a district that does not exist."""
        if self.postcode:
            return not any(key in known for key in self.keys)
        return self.kind == "unreadable"


def parse(text: str, known: Container[str] | None = None) -> Reading:
    """What `text` says. With `known`, the directory's keys, misread characters are repaired where just one nearest repair is in it."""
    reading = _read(plain(text))
    return reading if known is None else settle(reading, known)


def settle(reading: Reading, known: Container[str]) -> Reading:
    """The reading once the directory has had its say: which of several is real, and which repair is the only one."""
    if reading.compact in known:
        return reading
    if real := [unit for unit in reading.others if unit in known]:
        return _unit(real[-1], note=reading.note)
    return _mended(reading, known) if reading.doubtful(known) else reading


def _mended(reading: Reading, known: Container[str]) -> Reading:
    """The repair with the fewest changes, where only one has so few; BL7 OED is BL7 0ED, though two changes would make B17 0ED."""
    real = {unit: changes for unit, changes in repairs(reading.plain).items() if unit in known}
    found = sorted(unit for unit, changes in real.items() if changes == min(real.values()))
    if len(found) == 1:
        return replace(_unit(found[0]), note=repair_note(forms.standard(found[0])), repaired=True)
    if len(found) > 1:
        several = " or ".join(forms.standard(unit) for unit in found)
        return Reading("unreadable", note=f"may be {several}")
    return reading


def repair_note(postcode: str) -> str:
    """What is said of a postcode that was read as another."""
    return f"read as {postcode}, the postcode in the directory that it looks most like"


def plain(text: str) -> str:
    """Upper case, words of letters and digits parted by one space; invisible characters gone, look-alike alphabets made Latin."""
    if text.isascii() and "&" not in text and "%" not in text:
        return _SEPARATORS.sub(" ", text.upper()).strip()
    shown = unicodedata.normalize("NFKC", html.unescape(_ESCAPED_SPACE.sub(" ", text))).upper()
    kept = "".join(char for char in shown if char.isspace() or unicodedata.category(char) not in _INVISIBLE)
    return _SEPARATORS.sub(" ", kept.translate(_TWINS)).strip()


def _read(text: str) -> Reading:
    compact = text.replace(" ", "")
    if not compact or forms.PLACEHOLDER.fullmatch(compact) or forms.NHS_PSEUDO.fullmatch(compact):
        return Reading("missing")
    if forms.UNIT.fullmatch(compact):
        return _unit(compact, plain=compact)
    if forms.OVERSEAS_TERRITORY.fullmatch(compact):
        return Reading("overseas_territory", note="a British overseas territory")
    if forms.EIRCODE.fullmatch(text):
        return _EIRCODE
    return _within(text) or _short(text, compact) or _named(text) or Reading("unreadable", plain=text)


_EIRCODE = Reading("eircode", note="an Irish Eircode")


def _within(text: str) -> Reading | None:
    """A code inside a longer text. The British system is tried first: real PO15 and YO10 codes look like Eircodes when misread."""
    if units := [outward + inward for outward, inward in forms.UNIT_WITHIN.findall(text)]:
        others = tuple(unit for unit in dict.fromkeys(units) if unit != units[-1])
        several = ", ".join(forms.standard(unit) for unit in (*others, units[-1]))
        return _unit(units[-1], note=f"several postcodes in one cell: {several}" if others else "", others=others)
    if number := forms.FORCES_NUMBER.search(text):
        return Reading("bfpo", note=f"British Forces Post Office {number[1]}: no place in the directory")
    return _EIRCODE if forms.EIRCODE_WITHIN.search(text) else None


def _short(text: str, compact: str) -> Reading | None:
    """A sector, a district, or another country's code."""
    if match := forms.SECTOR.fullmatch(text):
        return Reading("sector", part=f"{match[1]} {match[2]}", note="only the sector is given")
    if forms.DISTRICT.fullmatch(compact):
        return Reading("outcode", part=compact, note="only the postcode district is given")
    return Reading("foreign", note="has the form of another country's postcode") if forms.FOREIGN.fullmatch(text) else None


def _named(text: str) -> Reading | None:
    """The name of a country where the postcode should be."""
    for form, kind in _COUNTRIES:
        if form.fullmatch(text):
            return Reading(kind, note=f"names a place outside the United Kingdom: {text.title()}")
    return None


def _unit(compact: str, *, note: str = "", others: tuple[str, ...] = (), plain: str = "") -> Reading:
    kind, meaning = _kind(forms.area(compact))
    return Reading(kind, forms.standard(compact), note=note or meaning, others=others, plain=plain)


def _kind(area: str) -> tuple[Kind, str]:
    if area in forms.CROWN:
        return "crown", "a crown dependency, outside the United Kingdom"
    if area in forms.NON_GEOGRAPHIC:
        return "non_geographic", "a postcode without a place, for mail only"
    if area == forms.FORCES:
        return "bfpo", "British Forces Post Office: no place in the directory"
    return "unit", ""
