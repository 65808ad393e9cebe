"""A place stated as of a date: names are understood as those of that day, and carried over to the authorities of today.

The postcode directory knows only today's authorities, so an old district is all of what it became, and the report says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cwbaudit.errors import ConfigError
from cwbaudit.locate import atlas
from cwbaudit.locate.atlas import AUTHORITY, COUNTY, Named
from cwbaudit.locate.authorities import VINTAGE, Successor, authorities, old_counties, successors

EARLIEST = date(2009, 4, 1)


def find_as_of(text: str, kind: str, day: date, key: str) -> Named | None:
    """The area of that kind that had this name or code on that day; None when nothing goes by it.

    ConfigError when what goes by it was not there yet, or no longer.
    """
    if day < EARLIEST:
        raise ConfigError(f"The authorities of {_said(day)} are not known.", where=f"{key}: as_of", fix="Name a day from 1 April 2009 on.")
    if kind == COUNTY and (county := _county(text, day)):
        return county
    if kind != AUTHORITY:
        return atlas.find(text, kind)
    if old := _abolished(text):
        return _then(old, day, key)
    found = atlas.find(text, AUTHORITY)
    if found and (made := sorted(_made_of(found, day))):
        since = date.fromisoformat(made[0].since)
        fix = f"It was made on {_said(since)} of {atlas.listed([change.old_name for change in made])}: name those, or leave as_of out."
        raise ConfigError(f"There was no authority {found.name} on {_said(day)}.", where=key, fix=fix)
    return found


def _county(text: str, day: date) -> Named | None:
    for old in old_counties():
        if atlas.same_name(old.name, text) and day < old.until:
            names = atlas.listed([authorities()[code].name for code in old.codes])
            told = f"The county of {old.name}, abolished on {_said(old.until)}, is counted as what took its place: {names}."
            return Named(old.name, COUNTY, frozenset(old.codes), f"{told} {old.note}.".replace(" .", "") if old.note else told)
    return None


def _abolished(text: str) -> list[Successor]:
    """The changes that ended an authority of this name, where none of today has it."""
    current = atlas.find(text, AUTHORITY)
    if current and not current.note:
        return []
    merged = [change for change in successors() if change.merged]
    return [change for change in merged if change.old_code == text.strip() or atlas.same_name(change.old_name, text)]


def _then(old: list[Successor], day: date, key: str) -> Named:
    last = old[-1]
    since, new = date.fromisoformat(last.since), authorities()[last.new_code]
    if day >= since:
        fix = f"It has been part of {new.name} since {_said(since)}: name that, or an earlier as_of."
        raise ConfigError(f"There was no authority {last.old_name} on {_said(day)}.", where=key, fix=fix)
    note = f"{last.old_name}, an authority on {_said(day)}, is counted as all of {new.name}, which it became part of: "
    return Named(last.old_name, AUTHORITY, frozenset({new.code}), f"{note}postcodes are known only by the authorities of {VINTAGE}.")


def _made_of(found: Named, day: date) -> Iterator[Successor]:
    """The authorities of which it was made after that day."""
    for change in successors():
        if change.merged and {change.new_code} == found.codes and date.fromisoformat(change.since) > day:
            yield change


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
