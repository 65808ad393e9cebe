"""How wide words are, so that labels can be broken and placed before a browser sees them.

Widths are Arial's, in thousandths of the type size, by kind of letter, with a tenth added for wider system faces.
"""

from __future__ import annotations

import unicodedata

from cwbaudit.report.printable import printable

_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[] /-"), frozenset("mwMW@%—")
_ALLOWANCE = 1.1
_MOST = 2_000  # letters of a text that are set at all: what a file calls a name may be a book


def _thousandths(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if letter in _NARROW:
        return 310
    if letter in _WIDE or unicodedata.east_asian_width(letter) in "WF":
        return 930
    return 690 if letter.isupper() else 556


def width(words: str, size: float) -> float:
    """Pixels that `words` takes at `size`, rather too many than too few."""
    return sum(map(_thousandths, words)) * size / 1000 * _ALLOWANCE


def brief(words: str, most: int = 300) -> str:
    """`words`, or where a file holds nonsense of any length, its first letters."""
    return words if len(words) <= most else f"{words[:most].rstrip()}…"


def cut(words: str, size: float, room: float) -> str:
    """`words` if they fit in `room` pixels, else as many letters as do, and an ellipsis."""
    if width(words, size) <= room:
        return words
    kept, left = "", room - width("…", size)
    for letter in words:
        left -= width(letter, size)
        if left < 0:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def _split_long(word: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def wrap(words: str, size: float, room: float, lines: int) -> list[str]:
    """`words` in at most `lines` lines of `room` pixels; what does not fit ends in an ellipsis."""
    wrapped = [""]
    for piece in (piece for word in printable(words[:_MOST]).split() for piece in _split_long(word, size, room)):
        longer = f"{wrapped[-1]} {piece}".strip()
        if width(longer, size) <= room:
            wrapped[-1] = longer
        else:
            wrapped.append(piece)
    if len(wrapped) <= lines:
        return wrapped
    return [*wrapped[: lines - 1], cut(" ".join(wrapped[lines - 1 :]), size, room)]
