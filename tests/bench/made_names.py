"""Supplier names with known truth: real company names, recombined and then written the way finance systems write them. Seeded.

The names come from the company registers beside the repository (`../shared/realdata/C`), which are read and never copied. The first words
of one name are put before the last words of another, so that a million different firms have true words; firms whose names are a letter
apart are left out, or nobody could know the truth. Beside one firm in six stands a sibling that is another firm.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from pathlib import Path

REGISTERS = Path(__file__).parents[3] / "shared" / "realdata" / "C"
_SOURCES = (
    ("companies_house_search_2025-01.csv", "company_name"),
    ("BasicCompanyData-2020-06-01-part6_7_sample.csv", "CompanyName"),
    ("coops_uk_2017_organisations.csv", "Registered Name"),
)
_FORM = re.compile(r"\s+(LIMITED|LTD|PLC|LLP|C\.?I\.?C\.?|COMMUNITY INTEREST COMPANY)\.?$")
_SHORT = {
    "SERVICES": ("SERVS", "SVCS"), "CONSTRUCTION": ("CONSTR", "CONST"), "MANAGEMENT": ("MGMT", "MGT"), "ENGINEERING": ("ENG", "ENGRG"),
    "ASSOCIATES": ("ASSOC",), "INTERNATIONAL": ("INTL",), "SOLUTIONS": ("SOLNS",), "GROUP": ("GRP",), "CENTRE": ("CTR",), "BROTHERS": ("BROS",),
    "DEVELOPMENT": ("DEV", "DEVT"), "PROPERTIES": ("PROPS",), "MANUFACTURING": ("MFG",), "TRAINING": ("TRNG",), "SYSTEMS": ("SYS",),
    "BUILDING": ("BLDG",), "HOUSING": ("HSG",), "TRANSPORT": ("TRANSP",), "ASSOCIATION": ("ASSN",), "TECHNOLOGY": ("TECH",), "SOCIETY": ("SOC",),
}  # fmt: skip
_TRADES = (
    "BUILDERS", "CATERING", "CONSULTING", "ELECTRICAL", "PLUMBING", "TRAINING", "TRANSPORT", "SECURITY", "CLEANING", "PROPERTIES", "FOODS",
    "SOFTWARE", "ENGINEERING", "SUPPLIES", "JOINERY", "HOLDINGS", "CONSTRUCTION", "SERVICES", "DESIGN", "LANDSCAPES", "INTERIORS", "HOMES",
)  # fmt: skip
_PLACES = ("PRESTON", "LEEDS", "BRISTOL", "SHEFFIELD", "CARDIFF", "WIGAN", "EXETER", "DERBY", "HULL", "OXFORD", "LUTON", "BOLTON")
_KEYS = "abcdefghijklmnopqrstuvwxyz"
_ACCENTS = {"E": "\u00c9", "A": "\u00c1", "O": "\u00d6", "U": "\u00dc"}


def available() -> bool:
    """Whether the registers stand beside the repository."""
    return all((REGISTERS / file).is_file() for file, _ in _SOURCES)


def made(count: int, seed: int = 7) -> tuple[list[str], list[int]]:
    """`count` different spellings, and for each the number of the firm that it means."""
    dice = random.Random(seed)
    names: dict[str, int] = {}
    for firm, base in enumerate(_firms(dice)):
        for spelling in _spellings(base, dice):
            names.setdefault(spelling, firm)
        if len(names) >= count:
            break
    kept = list(names.items())[:count]
    dice.shuffle(kept)
    return [name for name, _ in kept], [firm for _, firm in kept]


def registered() -> list[str]:
    """The names in the registers, in capitals and without their legal forms."""
    found: set[str] = set()
    for file, column in _SOURCES:
        with (REGISTERS / file).open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            reader = csv.DictReader(lines)
            reader.fieldnames = [name.strip() for name in reader.fieldnames or []]
            found |= {_FORM.sub("", row[column].upper().strip()) for row in reader if row[column]}
    return sorted(name for name in found if len(name.split()) > 1 and name.isascii() and 8 < len(name) < 50)


def _firms(dice: random.Random) -> Iterator[str]:
    known = registered()
    dice.shuffle(known)
    heads = [name.split()[: dice.choice((1, 1, 2))] for name in known]
    tails = [name.split()[-dice.choice((1, 2)) :] for name in known]
    taken: set[int] = set()
    endless = ((heads[dice.randrange(len(heads))], tails[dice.randrange(len(tails))]) for _ in iter(int, 1))
    for base in known:
        yield from _with_siblings(base, dice, taken)
    for head, tail in endless:
        if head[-1] != tail[0] and len(base := " ".join(head + tail)) > 9:
            yield from _with_siblings(base, dice, taken)


def _with_siblings(base: str, dice: random.Random, taken: set[int]) -> Iterator[str]:
    """The firm, unless one of nearly its name is taken, and sometimes another firm that nearly has its name."""
    plain = re.sub(r"[^A-Z0-9 ]", "", base.replace("CO-OPERATIVE", "COOP").replace("COOPERATIVE", "COOP"))
    run = "".join(sorted(word for word in plain.split() if word not in ("THE", "AND", "OF", "CLUB", "SOCIETY")))
    near = {hash(run[:i] + run[i + 1 :]) for i in range(len(run))} | {hash(run)}
    if near & taken or not run:
        return
    taken |= near
    form = dice.choices(("LIMITED", "PLC", "LLP", "CIC"), (88, 4, 5, 3))[0]
    yield f"{base} {form}"
    if dice.random() < 1 / 6:
        words = base.split()
        trade = dice.choice([t for t in _TRADES if t not in words])
        yield dice.choice((
            f"{base} (NO {dice.randint(2, 9)}) LIMITED", f"{base} (SCOTLAND) LIMITED", f"{base} {'LIMITED' if form == 'LLP' else 'LLP'}",
            f"{' '.join(words[:-1])} {trade} LIMITED", f"{dice.choice(_PLACES)} {base} LIMITED",
        ))  # fmt: skip


def _spellings(name: str, dice: random.Random) -> Iterator[str]:
    yield _cased(name, dice)
    for _ in range(dice.choices((0, 1, 2, 3, 4), (18, 32, 26, 16, 8))[0]):
        yield _cased(_written(name, dice), dice)


def _cased(name: str, dice: random.Random) -> str:
    return dice.choices((name, name.title(), name.lower()), (55, 40, 5))[0]


def _written(name: str, dice: random.Random) -> str:
    name = _reformed(name, dice)
    words = name.split()
    if dice.random() < 0.25:
        words = [dice.choice(_SHORT[word]) if word in _SHORT else word for word in words]
    if dice.random() < 0.5:
        words = [{"&": "AND", "AND": "&"}.get(word, word) for word in words]
    if dice.random() < 0.04 and len(words) > 3:
        words[0], words[1] = words[1], words[0]
    if dice.random() < 0.03 and len(words) > 2:
        words[0:2] = ["".join(words[0:2])]
    name = " ".join(words)
    for _ in range(dice.choices((0, 1, 2), (76.5, 20, 3.5))[0]):
        name = _slipped(name, dice)
    return _furnished(name, dice)


def _reformed(name: str, dice: random.Random) -> str:
    draw = dice.random()
    if draw < 0.45:
        return name.replace(" LIMITED", " LTD")
    return name.replace(" LIMITED", "") if draw < 0.62 else name.replace(" LIMITED", " LTD.") if draw < 0.67 else name


def _slipped(name: str, dice: random.Random) -> str:
    at = dice.randrange(1, max(2, len(name) - 1))
    letter = dice.choice(_KEYS).upper()
    return dice.choice(
        (name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :], _swapped(name, at))
    )


def _swapped(name: str, at: int) -> str:
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :] if at < len(name) else name


def _furnished(name: str, dice: random.Random) -> str:
    draw = dice.random()
    if draw < 0.05:
        return f"{name} T/A {dice.choice(_TRADES)} {dice.choice(_PLACES)}"
    if draw < 0.10:
        return f"{name} {dice.choice(('(A/C {:05d})', 'V{:06d}', '- {:06d}')).format(dice.randrange(10**5))}"
    if draw < 0.15:
        return f"{name} {dice.choice(('- {}', '{} BRANCH', '({})')).format(dice.choice(_PLACES))}"
    if draw < 0.25:
        return name[:30].strip()
    if draw < 0.27:
        return f"THE {name}"
    if draw < 0.29:
        return "".join(_ACCENTS.get(ch, ch) if i == name.find(ch) else ch for i, ch in enumerate(name))
    return name
