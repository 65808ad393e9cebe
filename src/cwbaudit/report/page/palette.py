"""The page's colours: three that differ for everyone, tints for locked spend, grey for what nobody knows.

From the Analysis Function's palette, in the order in which neighbours differ by at least 3 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from cwbaudit.report.svg import INK, WHITE


@dataclass(frozen=True)
class Tone:
    """A fill and the colour of letters on it."""

    fill: str
    ink: str


LOCAL, REGIONAL, LEAKING = Tone("#12436D", WHITE), Tone("#28A197", INK), Tone("#801650", WHITE)
UNKNOWN = Tone("#B1B4B6", INK)
BODY = Tone("#505A5F", WHITE)

LOCALITY = {"local": LOCAL, "regional": REGIONAL, "leaking": LEAKING, "unplaced": UNKNOWN}
# On the map: the same hues lighter, so that what lies on them is dark on light for everyone; each differs in lightness from the next.
ON_MAP = {"local": Tone("#597B99", WHITE), "regional": Tone("#94D0CB", INK), "around": Tone("#EDEEEF", INK)}
INFLUENCE = {
    "leaking": {"influenceable": LEAKING, "locked": Tone("#BF7FA2", INK), "unassessed": UNKNOWN},
    "regional": {"influenceable": REGIONAL, "locked": Tone("#94D0CB", INK), "unassessed": UNKNOWN},
}
