"""A flow drawn in three columns of blocks with ribbons between them (a Sankey diagram)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from cwbaudit.money import short
from cwbaudit.report.page.flow import Flow, Node
from cwbaudit.report.page.layout import Layout
from cwbaudit.report.page.lettering import wrap
from cwbaudit.report.svg import QUIET, Anchor, Drawing, letters, mark, number, percent_of_width, stretched

THICK, STEP, GAP, HEAD = 12, 17, 12, 32
TALL = {"desk": 400.0, "wide": 360.0, "narrow": 330.0}
WHERE = {"desk": (25.0, 53.0, 84.0), "wide": (27.0, 52.0, 79.0), "narrow": (0.0, 44.0, 100.0)}
ROOM = {"desk": 0.24, "wide": 0.25, "narrow": 0.41}


@dataclass(frozen=True)
class Slot:
    """Where a node lies: the top of its label and of its block, how tall the block is, and the label's lines."""

    label: float
    top: float
    height: float
    lines: list[str]


def drawing(flow: Flow, title: str, layout: Layout) -> Drawing:
    """The flow; its description says every ribbon."""
    columns = [[node.amount for node in flow.nodes.values() if node.column == column] for column in range(3)]
    scale = TALL[layout.name] / float(max(sum(amounts) for amounts in columns))
    slots, height = _slots(flow, scale, layout)
    marks = [*_heads(flow, layout), *_ribbons(flow, slots, scale, layout, height)]
    for key, node in flow.nodes.items():
        marks += _node(node, slots[key], layout)
    said = "; ".join(f"{flow.named(link.source)} to {flow.named(link.target)} {short(link.amount)}" for link in flow.links)
    return Drawing(title, f"From body to locality to influence: {said}.", height, tuple(marks))


def _heads(flow: Flow, layout: Layout) -> Iterable[Element]:
    """What each column is, where there is room to say it."""
    anchors: tuple[Anchor, ...] = ("end", "start", "start")
    present = {node.column for node in flow.nodes.values()}
    for column, said in enumerate(("Who pays", "Where it goes", "Could it move?")):
        if layout.wide and column in present:
            anchor = anchors[column]
            yield letters(WHERE[layout.name][column], 13, said, size=14, fill=QUIET, anchor=anchor, dx=THICK if anchor == "end" else 0)


def _slots(flow: Flow, scale: float, layout: Layout) -> tuple[dict[str, Slot], float]:
    """A place for every node and its label, so that none can overlap; each column is centred on the tallest."""
    columns = [_column(flow, column, scale, layout) for column in range(3)]
    tallest = max(height for _, height in columns)
    head = HEAD if layout.wide else 0
    moved = {
        key: replace(slot, label=slot.label + head + (tallest - height) / 2, top=slot.top + head + (tallest - height) / 2)
        for slots, height in columns
        for key, slot in slots.items()
    }
    return moved, tallest + head


def _column(flow: Flow, column: int, scale: float, layout: Layout) -> tuple[dict[str, Slot], float]:
    y, slots = 0.0, {}
    for key, node in flow.nodes.items():
        if node.column == column:
            lines = [*wrap(node.name, 15, layout.pixels * ROOM[layout.name], 4), short(node.amount)]
            words, height = STEP * len(lines), max(float(node.amount) * scale, 2)
            tall = max(words, height) if layout.wide else words + 5 + height
            slots[key] = (
                Slot(y + (tall - words) / 2, y + (tall - height) / 2, height, lines)
                if layout.wide
                else Slot(y, y + words + 5, height, lines)
            )
            y += tall + GAP
    return slots, y - GAP


def _ribbons(flow: Flow, slots: dict[str, Slot], scale: float, layout: Layout, height: float) -> Iterable[Element]:
    where = WHERE[layout.name]
    leaves = {key: slot.top for key, slot in slots.items()}
    arrives = dict(leaves)
    for column in (0, 1):
        paths = []
        for link in (link for link in flow.links if flow.nodes[link.source].column == column):
            thick = max(float(link.amount) * scale, 0.75)
            paths.append(_ribbon(leaves[link.source], arrives[link.target], thick, link.fill))
            leaves[link.source] += thick
            arrives[link.target] += thick
        yield stretched(where[column], where[column + 1] - where[column], height, paths)


def _ribbon(a: float, b: float, thick: float, fill: str) -> Element:
    y0, y1, z0, z1 = (number(value) for value in (a, b, a + thick, b + thick))
    return mark("path", d=f"M0 {y0}C50 {y0} 50 {y1} 100 {y1}V{z1}C50 {z1} 50 {z0} 0 {z0}Z", fill=fill, fill_opacity=0.42)


def _node(node: Node, slot: Slot, layout: Layout) -> list[Element]:
    """The block and its label: beside it, or on a phone above it; a halo where ribbons of others may pass behind."""
    x = WHERE[layout.name][node.column]
    rect = mark("rect", x=percent_of_width(x), y=slot.top, width=THICK, height=slot.height, fill=node.fill)
    anchor: Anchor = "start"
    dx = 0.0
    if layout.wide:
        anchor, dx = ("end", -9) if node.column == 0 else ("start", THICK + 8)
    elif node.column == 2:
        rect.set("transform", f"translate(-{THICK},0)")
        anchor = "end"
    halo = not layout.wide or slot.height < STEP * len(slot.lines)
    last, size = len(slot.lines) - 1, 15 if layout.wide else 14
    labels = [
        letters(x, slot.label + 13 + STEP * i, line, size=size, bold=i < last, anchor=anchor, dx=dx, halo=halo)
        for i, line in enumerate(slot.lines)
    ]
    return [rect, *labels]
