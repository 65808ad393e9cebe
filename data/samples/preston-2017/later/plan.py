"""The plan of the money for 2016-17: each anchor's figures, to the penny, and what it buys otherwise than four years before.

Published are the six anchors' shares and pounds that stay in Preston and in Lancashire, and the City Council's share. Everything finer
is invented, and chosen so that those figures come out exactly.
"""

from __future__ import annotations

from making.plan import BODIES, PLAN, Target

CITY, COUNTY, POLICE, HOUSING, COLLEGE, SIXTH = BODIES

# In pence: local, regional, and the leak by influence. The County Council takes what the others leave of the published totals.
PUBLISHED_TOTAL, PUBLISHED_LOCAL, PUBLISHED_REGION = 61_700_000_000, 11_230_000_000, 48_870_000_000
_OTHERS = {
    CITY: (784_000_000, 1_540_000_000, 110_000_000, 319_274_416, 46_725_584),
    POLICE: (1_493_260_447, 4_118_905_216, 412_330_951, 1_604_118_273, 358_741_906),
    HOUSING: (1_342_817_365, 2_008_240_918, 214_607_733, 272_915_048, 190_334_021),
    COLLEGE: (391_604_228, 508_117_934, 84_220_616, 138_902_775, 42_771_390),
    SIXTH: (166_218_094, 210_773_462, 38_914_205, 87_450_663, 15_228_347),
}
_COUNTY_INFLUENCEABLE, _COUNTY_LOCKED = 1_692_418_335, 5_671_204_518

# Lines that replace those of four years before: contracts that have ended were let again in lots, or taken in hand.
_CHANGED = {
    (CITY, "Vehicles and fuel"): "420 | 1000 | 84 |",
    (COUNTY, "Highways and civil engineering"): "6000 | 30000 | 4000 |",
    (COUNTY, "Waste and recycling"): "2500 | 62000 | 3000 |",
    (COUNTY, "Construction and repairs"): "9000 | 44000 | 9000 |",
    (COUNTY, "Catering and food"): "3200 | 11000 | 2500 |",
    (POLICE, "Vehicles and fuel"): "900 | 1600 | | 5400",
    (HOUSING, "Construction and repairs"): "6500 | 9600 | 1400 |",
}


def targets() -> dict[str, Target]:
    """Each anchor's figures; over all anchors they are the published ones."""
    found = {body: Target(*figures) for body, figures in _OTHERS.items()}
    local = PUBLISHED_LOCAL - sum(t.local for t in found.values())
    regional = PUBLISHED_REGION - PUBLISHED_LOCAL - sum(t.regional for t in found.values())
    leaking = PUBLISHED_TOTAL - PUBLISHED_REGION - sum(t.leaking for t in found.values())
    unassessed = leaking - _COUNTY_INFLUENCEABLE - _COUNTY_LOCKED
    found[COUNTY] = Target(local, regional, _COUNTY_INFLUENCEABLE, _COUNTY_LOCKED, unassessed)
    assert sum(t.total for t in found.values()) == PUBLISHED_TOTAL
    return {body: found[body] for body in BODIES}


def plan() -> dict[str, str]:
    """What each anchor buys where: as four years before, but for the lines above."""
    return {body: "\n".join(_line(body, line) for line in text.strip().splitlines()) for body, text in PLAN.items()}


def _line(body: str, line: str) -> str:
    category = line.split("|", maxsplit=1)[0].strip()
    return f"{category} | {_CHANGED[body, category]}" if (body, category) in _CHANGED else line
