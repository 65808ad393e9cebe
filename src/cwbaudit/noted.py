"""What the notes of findings name, read back from their words."""

from __future__ import annotations

from collections.abc import Container
from itertools import combinations


def second_name(note: str, known: Container[str]) -> tuple[str, str] | None:
    """The name of the other supplier in the note of a finding about two, which is `known` and stands between quotation marks there, and
    what the note says after it; a name may have such marks itself."""
    quotes = [place for place, char in enumerate(note) if char == '"']
    for start, end in sorted(combinations(quotes, 2), key=lambda pair: pair[0] - pair[1]):
        if (name := note[start + 1 : end]) in known:
            return name, note[end + 1 :].partition("; ")[2]
    return None
