"""How the figures of an audit are tied together: every sum by which one could be worked out from others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cwbaudit.money import ZERO
from cwbaudit.report.published.gather import WHOLE, Gathered
from cwbaudit.report.published.protect import Cell, Equation, Key, Rule
from cwbaudit.terms import Influence, Locality

INFLUENCES = tuple(word.value for word in Influence)
LOCALITIES = tuple(word.value for word in Locality)
JUDGED = ("regional", "leaking")  # localities whose spend is told by influence
SPLITS = ("body", "category", "heading")
NEVER = (("ground", "inside"), ("quarter", ""))  # figures that are printed nowhere: a column, a row
_FIRST_TO_GO = ("unplaced", "regional", "leaking", "local")  # of the headline, when it cannot be told whole
_FIXED = ("all", "book out")  # tables whose figures stand at the foot of others


class Ties:
    """The equations of the cells: all of them, and those that make a net of cords, in which none stands in three."""

    def __init__(self, found: Gathered) -> None:
        self.found, self.all, self.net = found, list[Equation](), list[Equation]()

    def tie(self, wholes: Iterable[Key], parts: Iterable[Key], *, spare: bool = False) -> None:
        """What `wholes` and `parts` each add up to is the same; kept where the figures bear that out. A spare one follows from others."""
        cells = self.found.cells
        equation = {key: 1 for key in wholes if key in cells} | {key: -1 for key in parts if key in cells}
        if equation and sum((factor * cells[key].amount for key, factor in equation.items()), ZERO) == 0:
            self.all.append(equation)
            if not spare:
                self.net.append({key: factor for key, factor in equation.items() if key[0] not in _FIXED and key[2] != "published"})

    def column(self, table: str, column: str) -> list[Key]:
        """Every row's figure in a column."""
        return [(table, row, column) for row in self.found.rows(table)]


def whole(column: str) -> Key:
    """The headline's figure."""
    return ("all", WHOLE, column)


def gone(cells: Mapping[Key, Cell], rule: Rule) -> frozenset[str]:
    """The columns that no table may print, because the headline itself rests on too few suppliers there."""
    if rule.unsafe([cells[whole("total")]]):
        return frozenset({"total", *LOCALITIES, *(f"{place}_{name}" for place in JUDGED for name in INFLUENCES)})
    lost = [name for name in LOCALITIES if rule.unsafe([cells[whole(name)]])]
    for name in _FIRST_TO_GO:
        if rule.unsafe([cells[whole(column)] for column in lost]) and name not in lost and cells[whole(name)].suppliers:
            lost.append(name)
    judged = [place for place in JUDGED if place in lost or any(rule.unsafe([cells[whole(f"{place}_{name}")]]) for name in INFLUENCES)]
    return frozenset({*lost, *(f"{place}_{name}" for place in judged for name in INFLUENCES)})


def equations(found: Gathered, lost: frozenset[str], places: Mapping[str, str]) -> Ties:
    """Every equation; `lost` columns are printed nowhere, and `places` says in which locality or leaking region an authority is."""
    ties = Ties(found)
    for table in ("all", *SPLITS):
        _split(ties, table, lost)
    _lists(ties)
    _quarters(ties)
    _where(ties, places)
    return ties


def _split(ties: Ties, table: str, lost: frozenset[str]) -> None:
    told = [place for place in JUDGED if f"{place}_{INFLUENCES[0]}" not in lost]
    for row in ties.found.rows(table):
        ties.tie([(table, row, "total")], [(table, row, name) for name in LOCALITIES])
        for place in JUDGED:
            ties.tie([(table, row, place)], [(table, row, f"{place}_{name}") for name in INFLUENCES], spare=place not in told)
    if table == "all":
        return
    leaves = [name for name in LOCALITIES if name not in told and name not in lost]
    for column in [*leaves, *(f"{place}_{name}" for place in told for name in INFLUENCES)]:
        ties.tie([whole(column)], ties.column(table, column))
    for column in ["total", *(name for name in LOCALITIES if name in lost or name in told)]:
        ties.tie([whole(column)], ties.column(table, column), spare=True)
    for place in JUDGED:
        for name in INFLUENCES if place not in told else ():
            ties.tie([whole(f"{place}_{name}")], ties.column(table, f"{place}_{name}"), spare=True)
    together = [name for name in LOCALITIES if name in lost]  # their sum is told by what is left
    ties.tie([whole(name) for name in together], [key for name in together for key in ties.column(table, name)])


def _lists(ties: Ties) -> None:
    ties.tie([whole("total")], ties.column("told", "amount"))
    ties.tie([whole("total")], ties.column("ground", "amount"), spare=True)
    for row in ties.found.rows("ground"):
        ties.tie([("ground", row, "amount")], [("ground", row, "outside"), ("ground", row, "inside")])
    for name in INFLUENCES:
        rows = [key for key in ties.column("ground", "outside") if key[1].startswith(f"{name}/")]
        ties.tie([whole(f"leaking_{name}"), whole(f"regional_{name}")], rows)
    excluded, published = ("book out", WHOLE, "excluded"), ("book", WHOLE, "published")
    ties.tie([excluded], ties.column("out", "amount"))
    ties.tie([excluded], ties.column("kind", "excluded"))
    ties.tie([whole("total")], ties.column("kind", "in_scope"))
    ties.tie([published], ties.column("kind", "amount"), spare=True)
    ties.tie([published], [excluded, whole("total")], spare=True)
    ties.tie([published], [("book", WHOLE, "payments"), ("book", WHOLE, "credits")])
    for row in ties.found.rows("kind"):
        ties.tie([("kind", row, "amount")], [("kind", row, "in_scope"), ("kind", row, "excluded")])


def _quarters(ties: Ties) -> None:
    ties.tie([whole("leaking_locked"), whole("regional_locked")], ties.column("quarter", "outside"))
    before = [whole("leaking_influenceable"), whole("regional_influenceable")]
    for row in ties.found.rows("free"):
        ties.tie([("free", row, "outside")], [*before, ("quarter", row, "outside")])
        before = [("free", row, "outside")]


def _where(ties: Ties, places: Mapping[str, str]) -> None:
    ties.tie([whole("total")], ties.column("band", "amount"))
    for row in ties.found.rows("region"):
        ties.tie([("region", row, "amount")], [("region", row, "influenceable"), ("region", row, "rest")])
    ties.tie([whole("leaking")], ties.column("region", "amount"))
    ties.tie([whole("leaking_influenceable")], ties.column("region", "influenceable"))
    within: dict[str, list[Key]] = {}
    for code, area in places.items():
        within.setdefault(area, []).append(("place", code, "amount"))
    for area in sorted({*within, *ties.found.rows("nowhere")}):
        parts = [*within.get(area, []), ("nowhere", area, "amount")]
        ties.tie([whole(area) if area in LOCALITIES else ("region", area, "amount")], parts, spare=True)
        ties.net.append({key: 1 for key in parts if key in ties.found.cells})


def free_by_then(found: Gathered) -> None:
    """The running sums of what locks release, as cells: by the end of each quarter, and with what is influenceable today."""
    running = [found.cells[whole("leaking_influenceable")], found.cells[whole("regional_influenceable")]]
    for row in (row for row in found.rows("quarter") if row):
        running.append(found.cells["quarter", row, "outside"])
        few = frozenset().union(*(cell.few for cell in running))
        found.cells["free", row, "outside"] = Cell(
            sum((cell.amount for cell in running), ZERO), max(len(few), *(cell.suppliers for cell in running)),
            sum((cell.largest for cell in running), ZERO), gross=sum((cell.gross for cell in running), ZERO), few=few,
        )  # fmt: skip
