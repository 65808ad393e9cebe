"""Which postcodes a misread one may have been.

Only look-alikes, in the place where they are misread: O and 0, I, L and 1, S and 5, Z and 2, B and 8. A wider table repairs
wrongly: with G and 6 in it, `SG2 &EG` became `S6 2EG` on real data.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from cwbaudit.locate import forms

AS_DIGIT = {"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8"}
AS_LETTER = {"0": "O", "1": "IL", "5": "S", "8": "B", "2": "Z"}
SHAPES = {2: ("Ad",), 3: ("Add", "AdA", "AAd"), 4: ("AAdd", "AAdA")}
MOST_CHANGES = 2


def repairs(text: str) -> dict[str, int]:
    """Every postcode that at most two look-alike changes make of `text` (upper case, words parted by one space), with how many.

    In compact form. On 22,484 real texts the candidate with the fewest changes, where it is the only one, was never seen wrong.
    """
    found: dict[str, int] = {}
    for piece in _pieces(text):
        for candidate, changes in _candidates(piece):
            found[candidate] = min(changes, found.get(candidate, changes))
    return found


def _pieces(text: str) -> Iterator[str]:
    """Where a postcode may stand: the whole, the last two words, the last word; a country at the end is set aside."""
    words = forms.COUNTRY_AFTER.sub("", f" {text}").split()
    pieces = ["".join(words), "".join(words[-2:]), *words[-1:]]
    return (piece for piece in dict.fromkeys(pieces) if 5 <= len(piece) <= 7)


def _candidates(piece: str) -> Iterator[tuple[str, int]]:
    for shape in SHAPES.get(len(piece) - 3, ()):
        for letters in product(*(_options(char, want) for char, want in zip(piece, shape + "dAA", strict=True))):
            candidate = "".join(letters)
            changes = sum(a != b for a, b in zip(candidate, piece, strict=True))
            if 1 <= changes <= MOST_CHANGES and forms.UNIT.fullmatch(candidate):
                yield candidate, changes


def _options(char: str, want: str) -> str:
    if want == "d":
        return char if char.isdigit() else AS_DIGIT.get(char, "")
    return char if char.isalpha() else AS_LETTER.get(char, "")
