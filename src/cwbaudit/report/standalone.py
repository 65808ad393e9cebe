"""A figure of the page as a picture of its own, for a slide or a report: it brings its title, its key and what its shares are of.

An SVG here needs no style sheet: what the page's style says of a drawing is written on its marks. The PNG is drawn from it with a
font that we bring, so that the same figure gives the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from xml.etree.ElementTree import Element, fromstring, tostring

from cwbaudit.report.page.layout import LAYOUTS
from cwbaudit.report.page.lettering import width, wrap
from cwbaudit.report.page.parts import Figure, Key
from cwbaudit.report.printable import printable
from cwbaudit.report.svg import INK, LINE, QUIET, WHITE, mark

ACROSS, EDGE = LAYOUTS[0].pixels, 36
TITLE, SMALL, STEP = 26, 13, 1.3
TITLE_LINES, NOTE_LINES = 3, 6
FAMILY = "Arial, Arimo, Helvetica, sans-serif"
SHARPNESS = 1.6  # pixels of the PNG for one of the SVG: 1,600 across fill a slide
BEYOND = 0x0590  # the first letter after Latin, Greek and Cyrillic with all their accents, which our font has
HALO = {"paint-order": "stroke", "stroke": WHITE, "stroke-linejoin": "round"}


@dataclass(frozen=True)
class Picture:
    """A figure by the name of its files, with what it found and what must be said with it."""

    name: str
    title: str
    figure: Figure
    about: str
    foot: Sequence[str]


def svg(picture: Picture) -> str:
    """The picture as an SVG document that looks the same wherever it is put."""
    drawing = _drawing(picture.figure)
    marks: list[Element] = []
    y = EDGE + _lines(marks, picture.title, EDGE - 10, TITLE, INK, TITLE_LINES, bold=True) - 10
    y += _lines(marks, picture.about, y, 15, QUIET, 2) + 20
    y += _key(marks, picture.figure.key, y)
    drawing.attrib |= {"x": str(EDGE), "y": f"{y:.0f}"}
    marks.append(drawing)
    y += float(drawing.get("height", 0)) + 20
    marks.append(mark("line", x1=EDGE, x2=EDGE + ACROSS, y1=y, y2=y, stroke=LINE))
    for said in (picture.figure.note, *picture.foot):
        y += _lines(marks, said, y + 4, SMALL, QUIET, NOTE_LINES)
    return _document(drawing, marks, ACROSS + 2 * EDGE, y + EDGE - 10)


def png(document: str) -> bytes:
    """The SVG document as a PNG. Letters that our font lacks, such as Chinese, are drawn with the machine's own fonts."""
    from resvg import render, usvg

    how = usvg.Options.default()
    how.load_font_data(files("cwbaudit").joinpath("data", "fonts", "Arimo.ttf").read_bytes())
    if max(map(ord, document)) >= BEYOND:
        how.load_system_fonts()
    tree = usvg.Tree.from_str(document, how)
    across, up = tree.int_size()
    return bytes(render(tree, (SHARPNESS, 0, 0, 0, SHARPNESS, 0), bg_size=(round(SHARPNESS * across), round(SHARPNESS * up))))


def _drawing(figure: Figure) -> Element:
    """The desk's drawing with every style on its marks."""
    root = fromstring(str(figure.drawings[0]))  # noqa: S314 - our own serialiser wrote it
    others = {layout.name for layout in LAYOUTS[1:]}
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("class") in others:
                parent.remove(child)
    on_map = root.get("class") == "map"
    for text in root.iter("text"):
        if on_map or text.get("class") == "halo":
            text.attrib |= HALO | ({} if on_map else {"stroke-width": "4"})
    if on_map:
        _, _, across, up = (float(part) for part in root.get("viewBox", "").split())
        root.set("height", f"{float(root.get('width', 0)) * up / across:.0f}")
    else:
        root.attrib |= {"width": str(ACROSS), "overflow": "visible"}
    for each in root.iter():
        for unwanted in ("class", "role", "aria-labelledby"):
            each.attrib.pop(unwanted, None)
    return root


def _lines(marks: list[Element], words: str, y: float, size: int, fill: str, most: int, *, bold: bool = False) -> float:
    """Words set in lines from `y`, and how far down they reach."""
    lines = wrap(words, size, ACROSS, most) if words else []
    for number, line in enumerate(lines, 1):
        text = mark("text", x=EDGE, y=y + size * STEP * number, font_size=size, fill=fill)
        if bold:
            text.set("font-weight", "700")
        text.text = line
        marks.append(text)
    return size * STEP * len(lines) + (6 if lines else 0)


def _key(marks: list[Element], key: Sequence[Key], y: float) -> float:
    x, rows = float(EDGE), 1
    for each in key:
        wide = 24 + width(each.name, 15) + 24
        if x > EDGE and x + wide > EDGE + ACROSS:
            x, rows = EDGE, rows + 1
        marks.append(mark("rect", x=x, y=y + 24 * (rows - 1), width=16, height=16, fill=each.tone.fill))
        text = mark("text", x=x + 24, y=y + 24 * (rows - 1) + 13, font_size=15)
        text.text = printable(each.name)
        marks.append(text)
        x += wide
    return 24 * rows + 12 if key else 0


def _document(drawing: Element, marks: Sequence[Element], across: float, up: float) -> str:
    root = mark("svg", xmlns="http://www.w3.org/2000/svg", width=across, height=up, role="img", font_size=15, fill=INK)
    root.set("viewBox", f"0 0 {across:.0f} {up:.0f}")
    root.set("font-family", FAMILY)
    for said in list(_said(drawing)):
        drawing.remove(said)
        root.append(said)
    root.set("aria-labelledby", " ".join(said.get("id", "") for said in root))
    root.append(mark("rect", width="100%", height="100%", fill=WHITE))
    root.extend(marks)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _said(drawing: Element) -> Iterator[Element]:
    """The title and the description that somebody hears who does not see it."""
    return (each for each in drawing if each.tag in ("title", "desc"))
