"""How alike two strings can be at most, told from which letters they hold: whole arrays at a time, with no string looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Letters = npt.NDArray[np.uint32]  # a set of letters in each number, one bit for every letter
Lengths = npt.NDArray[np.signedinteger[Any]]

_BIT = np.zeros(256, np.uint32)  # of each letter by its code; two digits may share a bit, other signs have none
_BIT[[*range(ord("a"), ord("z") + 1)]] = np.uint32(1) << np.arange(26, dtype=np.uint32)
_BIT[[*range(ord("0"), ord("9") + 1)]] = np.uint32(1) << (26 + np.arange(10, dtype=np.uint32) % 6)
_NONE = np.zeros(1, np.uint32)
_A_HAIR = 1e-6  # what is worked out in single precision may be this much off


def letters(strings: Sequence[str]) -> Letters:
    """The letters that each string holds; a sign that is neither a letter nor a digit counts for nothing."""
    held, starts, _ = _spelled(strings)
    all_held: Letters = np.bitwise_or.reduceat(held, starts) if len(strings) else np.empty(0, np.uint32)
    return all_held


def repeated(strings: Sequence[str]) -> Letters:
    """The letters that each string holds more than once."""
    held, starts, lengths = _spelled(strings)
    once, more = np.zeros(len(strings), np.uint32), np.zeros(len(strings), np.uint32)
    for place in range(int(lengths.max(initial=0))):
        long = np.flatnonzero(lengths > place)
        letter = held[starts[long] + place]
        more[long] |= once[long] & letter
        once[long] |= letter
    return more


def _spelled(strings: Sequence[str]) -> tuple[Letters, Lengths, Lengths]:
    """The letters of all strings, each by its bit, and where each string starts among them and how long it is, with a blank after it."""
    held: Letters = _BIT[np.frombuffer(" ".join([*strings, ""]).encode("latin-1", "replace"), np.uint8)]
    lengths = np.fromiter(map(len, strings), np.int64, len(strings)) + 1
    return held, np.cumsum(lengths) - lengths, lengths


def repeated_together(held: Letters, more: Letters) -> Letters:
    """The letters that strings hold more than once when they are run together: those of one column, each of which holds these and holds
    these more than once."""
    all_held: Letters = held[0].copy()
    all_more: Letters = more[0].copy()
    for row, row_more in zip(held[1:], more[1:], strict=True):
        all_more |= row_more | (all_held & row)
        all_held |= row
    return all_more


def most_shared(
    one: Letters, other: Letters, lengths: Lengths, other_lengths: Lengths, more: Letters = _NONE, other_more: Letters = _NONE
) -> Lengths:
    """How many letters two strings share at most: each letter that only one of them holds, or holds `more` than once, stands in it at least
    once for nothing."""
    lacking = np.bitwise_count(one & ~other) + np.bitwise_count(more & ~other_more)
    other_lacking = np.bitwise_count(other & ~one) + np.bitwise_count(other_more & ~more)
    shared: Lengths = np.minimum(lengths - lacking, other_lengths - other_lacking)
    return shared


def may_reach_ratio(shared: Lengths, lengths: Lengths, other_lengths: Lengths, ratio: float) -> Bools:
    """Where `fuzz.ratio`, in percent, may be so much or more."""
    return 200.0 * shared >= (ratio - _A_HAIR) * (lengths + other_lengths)


def may_reach_jaro_winkler(shared: Lengths, lengths: Lengths, other_lengths: Lengths, begun: Lengths | int, least: float) -> Bools:
    """Where the likeness of Jaro and Winkler may be so much or more, if the first `begun` letters, up to four, are the same."""
    jaro = (least - 0.1 * begun) / (1.0 - 0.1 * begun) - _A_HAIR  # what Jaro's own must be, which is a third of the three shares
    reached: Bools = shared * (lengths + other_lengths) >= (3.0 * jaro - 1.0) * (lengths * other_lengths)
    return reached


def beginnings(strings: Sequence[str]) -> Letters:
    """The first four letters of each string, as one number in which the first letter weighs most; a letter that it lacks is nought."""
    codes = np.minimum(np.array(strings, "U4").view(np.uint32).reshape(-1, 4), 0xFF).astype(np.uint8)
    return codes.view(">u4").ravel().astype(np.uint32)


def same_beginning(one: Letters, other: Letters) -> Lengths:
    """How many letters, up to four, two beginnings have alike at most: four where one of them has fewer."""
    apart = one ^ other
    alike: Lengths = np.full(len(one), 4, np.int8)
    for place in (0, 8, 16, 24):
        alike -= apart >= np.uint32(1 << place)
    alike[(one & 0xFF == 0) | (other & 0xFF == 0)] = 4
    return alike


def initials(words: Letters) -> Letters:
    """The first letter of each word, by its beginning, as a set of letters."""
    first: Letters = _BIT[words >> np.uint32(24)]
    return first
