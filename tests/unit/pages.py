"""A page read back: its elements, its text and what a screen would show, without a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "source"}


@dataclass
class Node:
    """One element: its attributes, the elements and the text in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def all(self, tag: str = "") -> list[Node]:
        """Every element below, in order; of one kind where `tag` says so."""
        found = []
        for child in self.children:
            found += [child] * (not tag or child.tag == tag) + child.all(tag)
        return found

    def text(self) -> str:
        """All text, on one line; neither style nor script."""
        parts = [*self.texts, *(child.text() for child in self.children if child.tag not in ("style", "script"))]
        return " ".join(" ".join(parts).split())

    def row_texts(self) -> list[str]:
        """The text of each cell of a table row."""
        return [child.text() for child in self.children if child.tag in ("th", "td")]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"{tag} has an attribute twice"
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].texts.append(data)


def read(page: str) -> Node:
    """The page as a tree; every element is closed where it should be."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert [node.tag for node in reader.open] == ["document"]
    return reader.root


def by_id(page: Node, ident: str) -> Node:
    """The one element of this id."""
    (found,) = [node for node in page.all() if node.attributes.get("id") == ident]
    return found
