"""A row per supplier and a column per month: such a table is read by the column of its totals, or by the sum of all, never by one month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from cwbaudit.errors import SourceError
from cwbaudit.money import ZERO
from cwbaudit.read import amounts
from cwbaudit.read.cells import NumberedRow
from cwbaudit.read.evidence import Evidence
from cwbaudit.read.header import Header, unique
from cwbaudit.read.parts import Parts, key
from cwbaudit.read.vocabulary import roles

_MONTH = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)"
)
_YEAR = r"(?:20\d\d|'?\d\d)"
_YEARS = r"(?:(?:fy ?)?(?:20\d\d ?[-/ ] ?(?:20)?\d\d|20\d\d|\d\d/\d\d)|fy ?'?\d\d)"
_PERIOD = re.compile(
    rf"(?:{_MONTH}(?:[-/ ,]*{_YEAR})?|{_YEAR}[-/ ]{_MONTH}|{_YEARS}(?: ?q[1-4])?|q(?:uarte)?r? ?[1-4](?:[-/ ]*{_YEARS})?"
    r"|(?:period|month|p|m) ?\d{1,2}|\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d|20\d\d-\d\d(?:-\d\d)?(?:[ t]00:00:00)?)"
    r"(?:[ :-]*(?:spend|total|amount|value|actuals?|payments?|net|gross|£|gbp|\(£\))){0,3}",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d|20\d\d-\d\d-\d\d(?:[ t]00:00:00)?", re.IGNORECASE
)  # two of them are a payment's dates
_SPEND = re.compile(r"^(?:total |net |gross )?(?:spend|amount|value|payments?|£)[ :-]*(?:in |for )?", re.IGNORECASE)
_A_YEAR = re.compile(r"\b(20\d\d)(?: ?[-/_ ] ?(?:20)?\d\d)?\b|\b(?:fy ?)?(\d\d) ?[-/_] ?\d\d\b")
_WITHIN_A_YEAR = re.compile(
    rf"\b{_MONTH}(?![a-z])|\bq(?:uarter|tr)? ?[1-4]\b|\b(?:period|month|week|p) ?\d{{1,2}}\b|\b\d{{1,2}}[-/. ]20\d\d|20\d\d[-/]\d\d[-/]"
)
_SUM = re.compile(r"[-(]?£?-?[\d,]+\.\d\d\)?-?")
_FEWEST = 3
_SLACK = Decimal("0.02")  # a row's months add up to a penny or so less than its total where unrounded parts were summed


def periods(names: Sequence[str]) -> list[int]:
    """The columns whose names are months, quarters or years: three and more, or two years side by side."""
    found = [i for i, name in enumerate(names) if (plain := name.strip()) and (_PERIOD.fullmatch(plain) or _after_spend(plain))]
    totals = {i for i in found if "total" in names[i].casefold()}
    if len(totals) == 1:  # `2024-25 total` beside its quarters is no period of its own
        found = [i for i in found if i not in totals]
    distinct = {names[i].casefold() for i in found}
    years = [i for i in found if re.search(r"20\d\d|\bfy ?'?\d\d", names[i], re.IGNORECASE) and not _DAY.fullmatch(names[i].strip())]
    if len(found) >= _FEWEST and len(distinct) == len(found):
        return found
    return found if len(distinct) == 2 and len(years) == 2 and all(b - a == 1 for a, b in pairwise(found)) else []


def find_across(rows: Sequence[NumberedRow]) -> Header | None:
    """The header in which periods stand side by side with a party; the row above gives the names that its own cells leave out."""
    for i, (number, cells) in enumerate(rows):
        places = periods(cells)
        if not places or any(map(_SUM.fullmatch, cells)):  # a payment with three dates, and no supplier
            continue
        above = rows[i - 1][1] if i and rows[i - 1][0] == number - 1 else []
        filled = [cell or (above[at] if at < len(above) else "") for at, cell in enumerate(cells)]
        if any("supplier_name" in roles(cell) for cell in filled):
            used = (rows[i - 1][0], number) if i and filled != list(cells) else (number,)
            if parted := _parted(filled, rows[i + 1 : i + 2], number, places):
                return Header((*used, number + 1), unique(parted), 2.0)
            return Header(used, unique(filled), 2.0)
    return None


def _parted(names: Sequence[str], below: Sequence[NumberedRow], number: int, places: Sequence[int]) -> list[str]:
    """The names where the row below parts each period into sums of several kinds, `Net` and `VAT` of each month; empty elsewhere."""
    if not below or below[0][0] != number + 1:
        return []
    kinds = {at: cell for at, cell in enumerate(below[0][1]) if cell}
    if len(kinds) <= len(places) or not all({"amount", "vat"} & set(roles(cell)) for cell in kinds.values()):
        return []
    made, head = list(names), ""
    for at, name in enumerate(names):
        head = name or (head if at in kinds else "")
        made[at] = f"{head} {kinds[at]}".strip() if at in kinds else name
    return made


def of_periods(
    names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], amount: int | None, where: str
) -> Parts | None:
    """The column that is the sum of the periods, or else the periods, if there are any; SourceError where they are not to be added.

    They are not where a column that should be their total is not, where years stand side by side, or where rows are wider than the header.
    """
    places = [i for i in periods(names) if i < len(evidence) and (evidence[i].money > 0.6 or not evidence[i].filled)]
    if len(places) < 2:
        return None
    places, inner = _without_sums(places, columns, evidence)
    first, last = names[places[0]], names[places[-1]]
    named = [amount] if amount is not None and amount not in (*places, *inner) else []
    wholes = named or [*inner, *(i for i, e in enumerate(evidence) if i not in (*places, *inner) and e.money > 0.6)]
    for i in wholes:
        agreeing = [_adds_up(row, places, i, evidence) for row in zip(*columns, strict=True) if row[i]]
        if sum(agreeing) >= 0.9 * max(1, len(agreeing)):
            said = f'"{names[i]}" is the sum of {len(places)} columns, from "{first}" to "{last}".'
            return Parts((i,), f'{said} columns = {{ amount = "{last}" }} would take that year.' if _of_years(names, places) else said)
    if (later := _compared(names, columns, evidence, places)) is not None:
        return later
    torn = any(e.filled for e, name in zip(evidence, names, strict=False) if name.startswith("column "))
    if amount in (None, *places, *inner) and not torn and _alike([names[i] for i in places]):
        return Parts(
            tuple(places), f'The amount is the sum of {len(places)} columns, from "{first}" to "{last}": {key([names[i] for i in places])}'
        )
    raise SourceError(
        f'The sums of this table stand side by side in {len(places)} columns, from "{first}" to "{last}", and no column is their total.',
        where=where,
        fix=f'Read one of them: columns = {{ amount = "{last}" }}. Or their sum, where no sum is torn apart: '
        + key([names[i] for i in places]),
    )  # fmt: skip


def _without_sums(places: Sequence[int], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence]) -> tuple[list[int], list[int]]:
    """The periods that are no sum of others, such as a quarter after its months; and those that are, of which one may be the year."""
    kept: list[int] = []
    sums: list[int] = []
    since = 0  # of those kept, where the next sum begins
    rows = list(zip(*columns, strict=True))
    for i in places:
        filled = [row for row in rows if row[i] and any(row[at] for at in places if at != i)]
        for begin in dict.fromkeys((since, 0)):
            before = kept[begin:]
            if (
                len(before) > 1
                and len(filled) >= _FEWEST
                and sum(_adds_up(row, before, i, evidence) for row in filled) >= 0.9 * len(filled)
            ):
                sums, since = [*sums, i], len(kept)
                break
        else:
            kept.append(i)
    return kept, sums


def _compared(names: Sequence[str], columns: Sequence[Sequence[str]], evidence: Sequence[Evidence], places: Sequence[int]) -> Parts | None:
    """The later of two years, where a further column is what it has more than the year before: the list is of that year."""
    years = [found[0] if (found := re.search(r"20\d\d", names[i])) else "" for i in places]
    if len(places) != 2 or not all(years) or years[0] == years[1]:
        return None
    before, after = (place for _, place in sorted(zip(years, places, strict=True)))
    for i, e in enumerate(evidence):
        if i in places or e.money < 0.9:
            continue
        rows = [[_sum(row[at], evidence[at]) for at in (before, after, i)] for row in zip(*columns, strict=True) if row[i]]
        if len(rows) >= _FEWEST and sum(abs(b - a - change) <= _SLACK for a, b, change in rows) >= 0.9 * len(rows):
            said = f'"{names[i]}" compares "{names[after]}" with "{names[before]}": only the later year was read. '
            return Parts((after,), said + f'columns = {{ amount = "{names[before]}" }} would take the other.')
    return None


def _sum(text: str, e: Evidence) -> Decimal:
    return (amounts.read(text, e.style) or ZERO) if text else ZERO


def _alike(names: Sequence[str]) -> bool:
    """Whether the periods are all months, or all quarters: years stand side by side to be compared, quarters may hold the months."""
    quarters = [bool(re.search(r"\bq(?:uarter|tr)?\b|\bq[1-4]\b", name, re.IGNORECASE)) for name in names]
    return not any(map(_is_year, names)) and (all(quarters) or not any(quarters))


def _of_years(names: Sequence[str], places: Sequence[int]) -> bool:
    return all(_is_year(names[i]) for i in places)


def _is_year(name: str) -> bool:
    return bool(re.fullmatch(_YEARS, _SPEND.sub("", name.strip()).strip(" £:-()"), re.IGNORECASE))


def year(title: str) -> str:
    """The one year that a title names, as `2023/24` or `2023`; empty where it names a month, a quarter or none."""
    text = title.casefold()
    found = [first or short for first, short in _A_YEAR.findall(text)]
    if len(found) != 1 or _WITHIN_A_YEAR.search(text):
        return ""
    return found[0] if len(found[0]) == 4 else f"20{found[0]}"


def _after_spend(name: str) -> bool:
    rest = _SPEND.sub("", name)
    return rest != name and bool(_PERIOD.fullmatch(rest))


def _adds_up(row: Sequence[str], places: Sequence[int], amount: int, evidence: Sequence[Evidence]) -> bool:
    parts = [amounts.read(row[i], evidence[i].style) or ZERO for i in places]
    said = amounts.read(row[amount], evidence[amount].style)
    return said is not None and abs(sum(parts, ZERO) - said) <= _SLACK
