"""The words of a name, whatever they say: small ones go, single letters are joined, what is said twice is said once."""

from __future__ import annotations

from itertools import pairwise

from cwbaudit.names.slips import one_slip

_COOPERATIVE = one_slip("cooperative")
COOPERATED = frozenset(slip[at:] for slip in _COOPERATIVE for at in (1, 2, 3))
DROPPED = frozenset({"and", "the", "adn", "nad", "teh", "hte"})
SAID_TWICE = 6  # words of which a name is, at least, that is seen to be written twice


def without_and(parts: list[str]) -> list[str]:
    """Without `and` and `the`, and what a slip makes of them."""
    return parts if DROPPED.isdisjoint(parts) else [part for part in parts if part not in DROPPED]


def single_letters(parts: list[str]) -> list[str]:
    """Letters that stand alone are initials of one word, `n w builders` -> `nw builders`; an `s` belongs to the word before it."""
    if min(map(len, parts), default=2) > 1:
        return parts
    made: list[str] = []
    open_run = False
    for part in parts:
        alone = len(part) == 1 and part.isalpha()
        if alone and open_run:
            made[-1] += part
        elif part == "s" and made and len(made[-1]) > 2 and not made[-1].isdigit():
            made[-1] += part
            continue
        else:
            made.append(part)
        open_run = alone
    return made


def cooperatives(parts: list[str]) -> list[str]:
    """`Co operative`, `Oc-Operative` and `Co-Oeprative` are one word."""
    if not COOPERATED.isdisjoint(parts) and (at := parted_cooperative(parts)):
        return [*parts[: at - 1], "cooperative", *parts[at + 1 :]]
    return parts


def parted_cooperative(parts: list[str]) -> int:
    """The place of the word that ends a `cooperative` which was parted in two; 0 where none does."""
    for at, (first, second) in enumerate(pairwise(parts), 1):
        if len(first) < 4 and second in COOPERATED and first + second in _COOPERATIVE:
            return at
    return 0


def said_once(parts: list[str]) -> list[str]:
    """A name of three words or more that is written twice, or again behind `total`, whatever comes after it.

    `Ribble Care Trust Total Ribble Care Trust`; and `Care Quality Commission (CQC) CQC033`, where the short form was spelled out.
    """
    half = len(parts) // 2
    if 2 * half >= SAID_TWICE and parts[:half] == parts[-half:] and (len(parts) == 2 * half or parts[half] == "total"):
        return parts[:half]
    for said in range(SAID_TWICE // 2, half + 1) if len(parts) > SAID_TWICE and parts[0] in parts[SAID_TWICE // 2 :] else ():
        if parts[:said] == parts[said : 2 * said]:
            return [*parts[:said], *parts[2 * said :]]
    return parts
