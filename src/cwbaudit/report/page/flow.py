"""The flow from the bodies through locality to influence: what passes from where to where."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cwbaudit.money import pounds, short
from cwbaudit.report.model import Report, Split
from cwbaudit.report.page.layout import influences, localities
from cwbaudit.report.page.palette import BODY, INFLUENCE, LOCALITY
from cwbaudit.report.page.parts import Figure, Table, drawn, numbers, words
from cwbaudit.report.page.wording import count
from cwbaudit.report.phrases import complete

MOST_BODIES = 12


@dataclass(frozen=True)
class Node:
    """A block of the flow: what it is called, how much passes and in which column it stands."""

    name: str
    amount: Decimal
    fill: str
    column: int


@dataclass(frozen=True)
class Link:
    """A ribbon between two nodes, by their keys."""

    source: str
    target: str
    amount: Decimal
    fill: str


@dataclass(frozen=True)
class Flow:
    """Nodes by key, in the order in which they are drawn, and the links between them; no credit and nothing empty."""

    nodes: dict[str, Node]
    links: list[Link]

    def named(self, key: str) -> str:
        """A node's name where its column does not say it: `leaking influenceable`."""
        node = self.nodes[key]
        return f"{key.split('-', maxsplit=1)[0]} {node.name.lower()}".capitalize() if node.column == 2 else node.name


def flow(report: Report) -> Figure:
    """Who pays, where it goes, and whether it could go elsewhere."""
    from cwbaudit.report.page.ribbons import drawing

    found = flows(report)
    title = f"Flow of {short(report.headline.total)}"
    return Figure("flow", drawn("flow", lambda layout: drawing(found, title, layout)), [_table(report, found)])


def flows(report: Report) -> Flow:
    """Every flow that the Report states and that is more than nothing; many bodies, or some withheld in part, are shown as one whole."""
    split = report.headline
    sources: list[tuple[str, Split]] = [(body.name, body) for body in report.bodies]
    if len(sources) > MOST_BODIES or not complete(*report.bodies):
        sources = [(count(len(sources), "body", "bodies"), split)]
    nodes = {f"body-{i}": Node(name, of.total, BODY.fill, 0) for i, (name, of) in enumerate(sources) if of.total > 0}
    nodes |= {key: Node(key.capitalize(), amount, LOCALITY[key].fill, 1) for key, amount in localities(split).items() if amount > 0}
    links = [
        Link(f"body-{i}", key, amount, LOCALITY[key].fill)
        for i, (_, of) in enumerate(sources)
        for key, amount in localities(of).items()
        if amount > 0 and f"body-{i}" in nodes and key in nodes
    ]
    for key, by in (("regional", split.regional_influence), ("leaking", split.influence)):
        for influence, amount in influences(by).items():
            if amount > 0 and key in nodes:
                fill = INFLUENCE[key][influence].fill
                nodes[f"{key}-{influence}"] = Node(influence.capitalize(), amount, fill, 2)
                links.append(Link(key, f"{key}-{influence}", amount, fill))
    return Flow(nodes, links)


def _table(report: Report, found: Flow) -> Table:
    rows = [[found.named(link.source), found.named(link.target), pounds(link.amount)] for link in found.links]
    return Table(f"Flow of spend in scope, {report.place.name}", words("From", "To") + numbers("Amount"), rows)
