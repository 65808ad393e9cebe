"""The place on a map: schematic outlines, local and regional shaded, a bubble for the spend in every authority that is paid.

One drawing for every width, because shapes are heavy; only its letters are set once for each layout, at the size that it is shown in.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup

from cwbaudit.grids import Point
from cwbaudit.locate.outlines import middle, outlined, rings
from cwbaudit.money import pounds, short
from cwbaudit.report.model import AuthoritySpend, Report
from cwbaudit.report.page.layout import LAYOUTS, Layout
from cwbaudit.report.page.lettering import width
from cwbaudit.report.page.palette import ON_MAP, Tone
from cwbaudit.report.page.parts import Figure, Key, Table, largest, numbers, words
from cwbaudit.report.page.wording import has_region, region
from cwbaudit.report.svg import INK, WHITE, letters, mark

TALLEST, MARGIN = 640, 0.08
MOST_LETTERS = 36_000  # of all paths: the map may not outweigh the page
BUBBLE = Tone(INK, WHITE)
LABELS, SIZE, RADIUS = 9, 14, 0.05
NOTE = (
    "Schematic outlines derived from postcode locations: right to about 300 m inland, worse on coasts, estuaries filled. "
    "A bubble's area is the spend in scope with suppliers in that authority; it stands in the middle of the authority's postcodes."
)


@dataclass(frozen=True)
class Frame:
    """The part of the British grid that is shown, in kilometres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def size(self) -> Point:
        """Across and up."""
        return self.east - self.west, self.north - self.south

    def holds(self, point: Point) -> bool:
        """Whether the point is shown."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    def at(self, point: Point) -> Point:
        """Where the point is drawn: down is south."""
        return point[0] - self.west, self.north - point[1]


def outline_map(report: Report) -> Figure | None:
    """The map; None where no part of the place has an outline."""
    place = report.place
    own = [code for code in (*place.local_codes, *place.regional_codes) if rings(code)]
    if not own:
        return None
    frame = _frame([point for code in own for ring in rings(code) for point in ring])
    paid = [each for each in report.authorities if each.amount > 0 and (at := middle(each.code)) and frame.holds(at)]
    frame = _with_room(frame, paid)
    key = [Key(f"Local: {place.name}", ON_MAP["local"])]
    key += [Key(f"Regional: the rest of {region(report)}", ON_MAP["regional"])] if has_region(report) else []
    key.append(Key("Spend in scope", BUBBLE))
    return Figure("map", [Markup(_svg(report, frame, own, paid))], [_table(report)], key, NOTE)  # noqa: S704 - the serialiser escaped it


def title(report: Report) -> str:
    """Who is paid most in the place."""
    own = {*report.place.local_codes, *report.place.regional_codes}
    largest = next((each for each in report.authorities if each.code in own and each.amount > 0), None)
    if not largest:
        return f"Nobody in {region(report)} is paid"
    most = "" if len(own) == 1 else f" most in {region(report)}"
    return f"Suppliers in {largest.name} are paid{most}: {short(largest.amount)}"


def _frame(points: Sequence[Point]) -> Frame:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    spare = max(max(xs) - min(xs), max(ys) - min(ys)) * MARGIN
    return Frame(min(xs) - spare, min(ys) - spare, max(xs) + spare, max(ys) + spare)


def _with_room(frame: Frame, paid: Sequence[AuthoritySpend]) -> Frame:
    """The frame, stretched where a bubble at its edge, or the name under it, would be cut."""
    west, south, east, north = frame.west, frame.south, frame.east, frame.north
    name = max(frame.size) * SIZE / TALLEST * 1.6
    for place, each in enumerate(paid):
        (x, y), reach = middle(each.code) or (0, 0), 1.1 * _radius(frame, paid, each)
        west, south = min(west, x - reach), min(south, y - reach - (name if place < LABELS else 0))
        east, north = max(east, x + reach), max(north, y + reach)
    return Frame(west, south, east, north)


def _svg(report: Report, frame: Frame, own: Sequence[str], paid: Sequence[AuthoritySpend]) -> str:
    across, up = frame.size
    root = mark("svg", role="img", fill=INK, width=round(min(TALLEST * across / up, LAYOUTS[0].pixels)))
    root.set("class", "map")
    root.set("viewBox", f"0 0 {across:.1f} {up:.1f}")
    root.set("aria-labelledby", "map-title map-desc")
    said = "; ".join(f"{each.name} {short(each.amount)}" for each in paid[:12])
    for tag, text in (("title", f"Map of {region(report)}"), ("desc", f"Spend in scope by authority, the largest first: {said}.")):
        named = mark(tag, id=f"map-{tag}")
        named.text = text
        root.append(named)
    root.append(_shapes(report, frame, own))
    root.append(_bubbles(frame, paid))
    root.extend(_labels(frame, paid, layout) for layout in LAYOUTS)
    return tostring(root, encoding="unicode", short_empty_elements=True)


def _shapes(report: Report, frame: Frame, own: Sequence[str]) -> Element:
    around = [code for code in outlined() if code not in own and any(frame.holds(point) for ring in rings(code) for point in ring)]
    group = mark("g", stroke=WHITE, fill_rule="evenodd")
    group.set("stroke-width", f"{max(frame.size) / 400:.2f}")
    local, step = {*report.place.local_codes}, 1
    while (paths := _paths(frame, [*around, *own], step)) and sum(map(len, paths.values())) > MOST_LETTERS and step < 8:
        around, step = [], step + 1
    for code, path in paths.items():
        tone = ON_MAP["around"] if code in around else ON_MAP["local"] if code in local else ON_MAP["regional"]
        group.append(mark("path", d=path, fill=tone.fill))
    return group


def _paths(frame: Frame, codes: Iterable[str], step: int) -> dict[str, str]:
    """Each authority as a path; of every `step` corners one is kept."""
    return {code: "".join(_path([frame.at(p) for p in ring[::step]]) for ring in rings(code) if len(ring[::step]) > 2) for code in codes}


def _path(corners: Sequence[Point]) -> str:
    start, *rest = corners
    steps = (f"l{_short(x - a)} {_short(y - b)}" for (x, y), (a, b) in zip(rest, corners, strict=False))
    return f"M{_short(start[0])} {_short(start[1])}{''.join(steps)}z"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _bubbles(frame: Frame, paid: Sequence[AuthoritySpend]) -> Element:
    group = mark("g", fill=BUBBLE.fill, stroke=WHITE, fill_opacity="0.85")
    group.set("stroke-width", f"{max(frame.size) / 500:.2f}")
    for each in paid:
        x, y = frame.at(middle(each.code) or (0, 0))
        circle = mark("circle", cx=x, cy=y)
        circle.set("r", f"{_radius(frame, paid, each):.2f}")
        named = mark("title")
        named.text = f"{each.name}: {pounds(each.amount)}"
        circle.append(named)
        group.append(circle)
    return group


def _radius(frame: Frame, paid: Sequence[AuthoritySpend], each: AuthoritySpend) -> float:
    """Areas, not radii, are in proportion."""
    return max(frame.size) * max(RADIUS * math.sqrt(float(each.amount / paid[0].amount)), 0.004)


def _labels(frame: Frame, paid: Sequence[AuthoritySpend], layout: Layout) -> Element:
    """The names of the largest, each under its bubble where no other label stands."""
    across, up = frame.size
    scale = min(layout.pixels / across, TALLEST / up)
    size, taken = SIZE / scale, list[tuple[float, float, float]]()
    group = mark("g", text_anchor="middle")
    group.set("class", layout.name)
    group.set("font-size", f"{size:.2f}")
    group.set("stroke-width", f"{size / 4:.2f}")
    for each in paid[: LABELS if layout.wide else LABELS // 2]:
        x, y = frame.at(middle(each.code) or (0, 0))
        half = width(each.name, size) / 2
        y += _radius(frame, paid, each) + size
        x = min(max(x, half), across - half)
        if any(abs(x - a) < half + b and abs(y - c) < size for a, b, c in taken):
            continue
        taken.append((x, half, y))
        label = letters(0, y, each.name)
        label.set("x", f"{x:.1f}")
        group.append(label)
    return group


def _table(report: Report) -> Table:
    shown, note = largest(report.authorities, "authorities")
    rows = [[each.name, pounds(each.amount), f"{each.suppliers:,}"] for each in shown]
    return Table("Spend in scope by the supplier's authority", words("Authority") + numbers("Amount", "Suppliers"), rows, note=note)
