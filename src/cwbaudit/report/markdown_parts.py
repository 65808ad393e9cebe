"""Text and tables of Markdown, escaped so that data is shown as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cwbaudit.report.printable import printable

# GitHub links a bare address whatever is escaped in it, unless a word joiner, which cannot be seen, parts it.
_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]~$"} | {"<": "&lt;", ">": "&gt;", "|": "&#124;", "@": "@\u2060"})
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_COLON = re.compile(r":(?=//|[\w+-]+:)|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)  # an address, or a picture as in :smile:
_WWW = re.compile(r"(?<=www)\.", re.IGNORECASE)
_BLOCK = re.compile(r"^(?:(?=[-+=#])|\d{1,9}(?=[.)](?:\s|$)))")


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it is: no markup, no link, no entity, no block of its own, no second cell."""
    shown = _ENTITY.sub("&amp;", printable(text).strip()).translate(_ESCAPES)
    for address in (_COLON, _WWW):
        shown = address.sub(lambda match: f"\\{match.group()}", shown)
    return _BLOCK.sub(lambda match: f"{match.group()}\\", shown, count=1)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """A table with its first `left` columns to the left and its numbers to the right; cells are escaped already."""
    marks = [":---" if column < left else "---:" for column in range(len(headers))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headers, marks, *rows))
