"""Inline SVG drawn by hand. Across, a place is a percentage of the width; down, it is pixels.

So a figure fills whatever width it is given while its letters keep their size: a phone shows the same words as a desk.
Marks are elements, not strings: what data says is escaped by the serialiser, always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, tostring

from cwbaudit.report.printable import printable

INK, QUIET, WHITE, LINE = "#0B0C0C", "#505A5F", "#FFFFFF", "#B1B4B6"
TYPE_SIZE = 15
MOST_SAID = 6_000
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Drawing:
    """What a figure shows, what it says to who cannot see it, and how tall it is in pixels."""

    title: str
    desc: str
    height: float
    marks: tuple[Element, ...]


def number(value: float) -> str:
    """At most one decimal, no trailing nought: a tenth of a pixel cannot be seen."""
    return f"{value:.1f}".removesuffix(".0")


def percent_of_width(value: float) -> str:
    """A place or length across, to a hundredth: a tenth of a percent of a wide screen is a pixel."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def mark(tag: str, **attributes: str | float) -> Element:
    """One element; `stroke_width` is written `stroke-width`."""
    written = {key.replace("_", "-"): value if isinstance(value, str) else number(value) for key, value in attributes.items()}
    return Element(tag, written)


def block(x: float, y: float, width: float, height: float, fill: str) -> Element:
    """A filled rectangle, `x` and `width` in percent."""
    return mark("rect", x=percent_of_width(x), y=y, width=percent_of_width(max(width, 0)), height=max(height, 0), fill=fill)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, *, width: float = 1, dash: str = "") -> Element:
    """A straight line, `x1` and `x2` in percent."""
    drawn = mark("line", x1=percent_of_width(x1), y1=y1, x2=percent_of_width(x2), y2=y2, stroke=stroke, stroke_width=width)
    if dash:
        drawn.set("stroke-dasharray", dash)
    return drawn


def gaps(places: Iterable[float], y: float, height: float) -> Element:
    """White lines two pixels wide between blocks that stand side by side."""
    group = mark("g", stroke=WHITE, stroke_width=2)
    group.extend(mark("line", x1=percent_of_width(x), y1=y, x2=percent_of_width(x), y2=y + height) for x in places)
    return group


def letters(
    x: float,
    y: float,
    words: str,
    *,
    size: float = TYPE_SIZE,
    bold: bool = False,
    fill: str = INK,
    anchor: Anchor = "start",
    dx: float = 0,
    halo: bool = False,
) -> Element:
    """One line of text whose baseline is `y`; `dx` moves it by pixels; a halo keeps it readable over a ribbon."""
    drawn = mark("text", x=percent_of_width(x), y=y)
    for key, value, wanted in (
        ("font-size", number(size), size != TYPE_SIZE),
        ("fill", fill, fill != INK),
        ("dx", number(dx), bool(dx)),
        ("font-weight", "700", bold),
        ("text-anchor", anchor, anchor != "start"),
        ("class", "halo", halo),
    ):
        if wanted:
            drawn.set(key, value)
    drawn.text = printable(words)
    return drawn


def stretched(x: float, width: float, height: float, marks: Iterable[Element]) -> Element:
    """A part of the figure whose marks use 0 to 100 across, stretched over `width` percent from `x`."""
    inner = mark("svg", x=percent_of_width(x), y=0, width=percent_of_width(width), height=height, preserveAspectRatio="none")
    inner.set("viewBox", f"0 0 100 {number(height)}")
    inner.extend(marks)
    return inner


def svg(drawing: Drawing, ident: str, layout: str) -> str:
    """The drawing as markup with ids that begin with `ident`; `layout` is its class."""
    root = mark("svg", width="100%", height=drawing.height, role="img", font_size=TYPE_SIZE, fill=INK)
    root.set("class", layout)
    root.set("aria-labelledby", f"{ident}-title {ident}-desc")
    for tag, words in (("title", drawing.title), ("desc", drawing.desc)):
        named = mark(tag, id=f"{ident}-{tag}")
        named.text = printable(words[:MOST_SAID])
        root.append(named)
    root.extend(drawing.marks)
    return tostring(root, encoding="unicode", short_empty_elements=True)
