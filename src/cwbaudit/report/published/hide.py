"""What of an audit's figures must not be printed: first whole columns of the headline, then figures in rings, then whatever still tells."""

from __future__ import annotations

from collections.abc import Mapping

from cwbaudit.report.published.equations import NEVER, SPLITS, equations, gone
from cwbaudit.report.published.gather import WHOLE, Gathered
from cwbaudit.report.published.protect import Key, withheld
from cwbaudit.report.published.rings import net, ringed

_TIED = ("ground", "quarter", "free", "region", "place")  # tables whose sums are parts of the headline


def hidden(found: Gathered, places: Mapping[str, str]) -> frozenset[Key]:
    """Every figure that must not be printed, or that never is."""
    cells, rule = found.cells, found.rule
    lost = gone(cells, rule)
    out = {key for key, cell in cells.items() if not cell.shown or rule.unsafe([cell]) or (key[0], key[2]) in NEVER or key[:2] in NEVER}
    out |= {key for key in cells if (key[0] in ("all", *SPLITS) and key[2] in lost) or (lost and key[0] in _TIED)}
    if ("book out", WHOLE, "excluded") in out:
        out |= {key for key in cells if key[0] in ("out", "book") or (key[0] == "kind" and key[2] != "in_scope")}
    if not all(places.values()):  # an authority that is local in part: what it adds up to is no figure of the headline
        out |= {key for key in cells if key[0] == "place"}
    ties = equations(found, lost, places)
    rings = ringed(net(cells, ties.net), out, rule)
    areas = {row for table, row, column in rings if (table, column) == ("region", "amount")}
    rings |= {("place", code, "amount") for code, area in places.items() if area in areas and ("place", code, "amount") in cells}
    return withheld(cells, ties.all, rule, rings)
