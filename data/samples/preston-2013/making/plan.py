"""The plan of the money: what each anchor spends, on what, and how much of it stays, to the penny.

Published are the six anchors' total, the shares that stay in Preston and in Lancashire, and the City Council's share, leak and
influenceable leak. Everything finer is invented, and chosen so that those figures come out exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BODIES = ("City Council", "County Council", "Constabulary", "Housing Association", "Further Education College", "Sixth-form College")
TOP = 300  # suppliers listed by each anchor, as CLES asked for

# In pence: local, regional, and the leak by influence. The County Council takes what the others leave of the published totals.
PUBLISHED_TOTAL, PUBLISHED_LOCAL, PUBLISHED_REGION, PUBLISHED_LEAK = 75_000_000_000, 3_750_000_000, 29_250_000_000, 45_750_000_000
_OTHERS = {
    "City Council": (392_000_000, 1_608_000_000, 300_000_000, 440_631_827, 59_368_173),
    "Constabulary": (493_821_164, 2_325_825_408, 1_720_451_892, 2_661_834_055, 1_029_715_508),
    "Housing Association": (794_512_048, 1_811_529_861, 491_226_610, 314_680_577, 202_841_139),
    "Further Education College": (265_134_890, 417_529_450, 193_657_025, 146_211_803, 79_844_016),
    "Sixth-form College": (104_329_715, 184_502_731, 86_120_439, 89_466_071, 34_192_506),
}
_COUNTY_INFLUENCEABLE, _COUNTY_LOCKED = 14_187_394_034, 15_825_461_188


@dataclass(frozen=True)
class Target:
    """What one anchor's in-scope spend must come to, in pence."""

    local: int
    regional: int
    influenceable: int
    locked: int
    unassessed: int

    @property
    def leaking(self) -> int:
        """What leaves Lancashire."""
        return self.influenceable + self.locked + self.unassessed

    @property
    def total(self) -> int:
        """All of it."""
        return self.local + self.regional + self.leaking


def targets() -> dict[str, Target]:
    """Each anchor's figures; over all anchors they are the published ones."""
    found = {body: Target(*figures) for body, figures in _OTHERS.items()}
    local = PUBLISHED_LOCAL - sum(t.local for t in found.values())
    regional = PUBLISHED_REGION - PUBLISHED_LOCAL - sum(t.regional for t in found.values())
    leaking = PUBLISHED_LEAK - sum(t.leaking for t in found.values())
    unassessed = leaking - _COUNTY_INFLUENCEABLE - _COUNTY_LOCKED
    found["County Council"] = Target(local, regional, _COUNTY_INFLUENCEABLE, _COUNTY_LOCKED, unassessed)
    assert sum(t.total for t in found.values()) == PUBLISHED_TOTAL
    return {body: found[body] for body in BODIES}


INFLUENCE = {
    **dict.fromkeys(
        ("Construction and repairs", "Highways and civil engineering", "Grounds maintenance", "Catering and food",
         "Cleaning and facilities", "Security", "Office supplies and print", "Furniture and equipment",
         "Agency staff", "Legal and professional",
         "Training and development"), "influenceable",
    ),
    **dict.fromkeys(("Energy", "Water", "Insurance", "Examination fees"), "locked"),
}  # fmt: skip


def influence(body: str, category: str) -> str:
    """What the rules of audit.toml say of this category at this anchor, when no rule names the supplier or the contract."""
    if body == "Constabulary" and category in ("Vehicles and fuel", "Forensic services"):
        return "locked"
    return INFLUENCE.get(category, "unassessed")


# Thousands of pounds, to be scaled to the targets: category | local | regional | leaking | tied (to the firms that cast.py names).
PLAN = {
    "City Council": """
        Construction and repairs        | 820 | 3600 | 900 |
        Highways and civil engineering  | 150 |  900 | 150 |
        Waste and recycling             | 190 | 1900 | 170 |
        Energy                          |     |      |     | 1350
        Water                           |     |      |     |  330
        Insurance                       |     |      |     |  560
        Leisure and culture             | 140 |  500 |  60 | 1300
        Vehicles and fuel               | 150 |  800 |  84 |  860
        ICT                             | 170 |  900 | 160 |
        Telecoms                        |     |  150 |  60 |
        Transport and travel            | 170 |  480 |  50 |
        Catering and food               | 230 |  520 | 240 |
        Cleaning and facilities         | 280 | 1100 | 310 |
        Security                        |  60 |  330 |  90 |
        Office supplies and print       | 190 |  300 | 260 |
        Agency staff                    | 430 | 1300 | 420 |
        Legal and professional          | 460 |  900 | 420 |
        Training and development        |  70 |  140 | 100 |
        Grounds maintenance             | 180 |  700 |  70 |
        Furniture and equipment         |  80 |  330 | 130 |
        Community services              | 250 |  420 |     |
        Rent and property               | 120 |  260 |  60 |""",
    "County Council": """
        Adult social care               | 5200 | 84000 | 36500 |
        Children's services             | 1500 | 17000 | 21000 |
        Construction and repairs        | 2300 | 23000 | 57000 |
        Highways and civil engineering  |  900 | 12000 |  8000 | 31000
        Waste and recycling             |  300 |  6000 |  1200 | 61000
        PFI unitary charges             |      |       |       | 37500
        Energy                          |      |       |       | 17000
        Water                           |      |       |       |  4200
        Insurance                       |      |       |       |  7800
        Transport and travel            | 2400 | 26000 |  6300 |
        Catering and food               |  700 |  4500 | 13000 |
        Cleaning and facilities         |  600 |  4200 |  9500 |
        Security                        |  100 |   700 |  1900 |
        Office supplies and print       |  300 |  1200 |  6500 |
        Agency staff                    |  700 |  3000 | 16500 |
        Legal and professional          |  900 |  3000 | 15500 |
        Training and development        |  250 |  1200 |  4300 |
        Grounds maintenance             |  250 |  2500 |  2500 |
        Furniture and equipment         |  200 |  1500 |  7800 |
        ICT                             |  300 |  2000 |  6500 |
        Telecoms                        |      |   300 |  2600 |
        Community services              |  900 |  4500 |       |
        Rent and property               |  250 |  1500 |   900 |
        Vehicles and fuel               |  200 |  2000 |  2300 |
        Books and learning resources    |   50 |   200 |  1700 |""",
    "Constabulary": """
        Forensic services               |      |       |       |  5200
        ICT                             |  250 |   700 |  4000 | 11000
        Vehicles and fuel               |  300 |   900 |       |  6400
        Energy                          |      |       |       |  2600
        Water                           |      |       |       |   600
        Insurance                       |      |       |       |   900
        Uniform and equipment           |   60 |   500 |  3200 |
        Telecoms                        |      |   100 |  1200 |
        Construction and repairs        |  900 |  5600 |  4800 |
        Cleaning and facilities         |  500 |  2300 |  3100 |
        Catering and food               |  300 |  1100 |  1300 |
        Agency staff                    |  700 |  2600 |  2900 |
        Legal and professional          |  650 |  1800 |  2300 |
        Office supplies and print       |  200 |   500 |  1100 |
        Furniture and equipment         |  100 |   400 |   700 |
        Training and development        |  150 |   400 |   900 |
        Security                        |  120 |   700 |   600 |
        Grounds maintenance             |   90 |   300 |   100 |
        Transport and travel            |  200 |  1500 |   600 |
        Medical and custody services    |  150 |  2600 |  1000 |
        Rent and property               |  300 |   900 |   300 |""",
    "Housing Association": """
        Construction and repairs        | 4300 | 9600 | 2650 | 1550
        Energy                          |      |      |      |  700
        Water                           |      |      |      |  350
        Insurance                       |      |      |      |  550
        Grounds maintenance             |  500 | 1500 |  150 |
        Cleaning and facilities         |  450 |  800 |  350 |
        Legal and professional          |  500 |  900 |  600 |
        Agency staff                    |  350 |  600 |  400 |
        ICT                             |  150 |  300 |  850 |
        Telecoms                        |      |   50 |  250 |
        Office supplies and print       |  150 |  150 |  200 |
        Furniture and equipment         |  120 |  300 |  250 |
        Training and development        |  100 |  120 |  130 |
        Security                        |  150 |  500 |  120 |
        Vehicles and fuel               |  200 |  700 |  450 |
        Community services              |  350 |  300 |      |
        Rent and property               |  100 |  150 |  300 |
        Waste and recycling             |  120 |  350 |  100 |
        Catering and food               |   40 |   60 |   40 |""",
    "Further Education College": """
        Examination fees                |     |      |     | 720
        Energy                          |     |      |     | 480
        Water                           |     |      |     |  90
        Insurance                       |     |      |     | 130
        Catering and food               | 330 |  500 | 350 |
        Construction and repairs        | 620 | 1300 | 450 |
        Cleaning and facilities         | 250 |  450 | 220 |
        Books and learning resources    |  60 |  100 | 330 |
        ICT                             | 150 |  250 | 350 |
        Telecoms                        |     |      |  60 |
        Agency staff                    | 260 |  300 | 300 |
        Legal and professional          | 200 |  200 | 200 |
        Training and development        | 150 |  200 |  90 |
        Office supplies and print       | 140 |  130 | 130 |
        Furniture and equipment         | 110 |  220 | 200 |
        Security                        |  60 |  120 |  40 |
        Grounds maintenance             |  60 |   80 |     |
        Transport and travel            | 150 |  220 |  60 |
        Rent and property               |  50 |   40 |     |""",
    "Sixth-form College": """
        Examination fees                |     |      |     | 520
        Energy                          |     |      |     | 240
        Water                           |     |      |     |  50
        Insurance                       |     |      |     |  70
        Catering and food               | 150 |  160 | 130 |
        Construction and repairs        | 220 |  560 | 210 |
        Cleaning and facilities         | 110 |  190 |  80 |
        Books and learning resources    |  40 |   60 | 150 |
        ICT                             |  60 |  110 | 150 |
        Telecoms                        |     |      |  30 |
        Agency staff                    |  80 |  130 | 120 |
        Legal and professional          |  80 |  100 |  90 |
        Training and development        |  50 |   70 |  50 |
        Office supplies and print       |  70 |   60 |  80 |
        Furniture and equipment         |  50 |  120 |  90 |
        Security                        |  30 |   60 |  20 |
        Grounds maintenance             |  40 |   60 |     |
        Transport and travel            |  60 |  150 |  20 |""",
}

# Where an anchor does not use the common words for a category.
WORDING = {
    "City Council": {},
    "County Council": {"Energy": "Gas and electricity", "Office supplies and print": "Stationery and printing"},
    "Constabulary": {"Catering and food": "Catering", "Agency staff": "Temporary staff", "Vehicles and fuel": "Fleet and fuel"},
    "Housing Association": {"Construction and repairs": "Repairs & improvements", "Insurance": "Insurances"},
    "Further Education College": {"Catering and food": "Food and catering supplies", "ICT": "IT equipment and software"},
    "Sixth-form College": {"Energy": "Gas and electricity", "Office supplies and print": "Printing & stationery"},
}


@dataclass(frozen=True)
class Cell:
    """One anchor's spend of one category in one direction; `tied` to named firms by a rule that names them."""

    body: str
    category: str
    home: str
    influence: str
    tied: bool
    weight: int


def cells(body: str, plan: Mapping[str, str] = PLAN) -> list[Cell]:
    """The cells of one anchor's plan, in the order of the text."""
    found = []
    for line in plan[body].strip().splitlines():
        category, *columns = (part.strip() for part in line.split("|"))
        for home, tied, weight in zip(("local", "regional", "leaking", "leaking"), (False, False, False, True), columns, strict=True):
            if weight:
                verdict = "locked" if tied else influence(body, category)
                found.append(Cell(body, category, home, verdict, tied, int(weight)))
    return found
