"""What one slip of the keyboard makes of a word."""

from __future__ import annotations

_ABC = "abcdefghijklmnopqrstuvwxyz"


def one_slip(word: str) -> set[str]:
    """The word, and what one slip of the keyboard makes of it."""
    return {
        slip
        for at in range(len(word) + 1)
        for slip in (
            *(word[:at] + letter + word[at:] for letter in _ABC),
            *(word[:at] + letter + word[at + 1 :] for letter in ("", *_ABC)),
            *((word[: at - 1] + word[at : at + 1] + word[at - 1] + word[at + 1 :],) if at else ()),
        )
    }
