"""What speaks for and against two names being one supplier, in words a person can check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cwbaudit import names
from cwbaudit.locate import parse
from cwbaudit.review.suppliers import Supplier, listed, most_first

# How resolving begins what speaks for a pair; whatever else it says of the two names is a difference.
_FOR = ("both ", "the one is ")


def speaks_for(left: Supplier, right: Supplier, found: Sequence[str]) -> str:
    """What the two share, one to a line; `found` is what resolving said of the two names."""
    lines = [*(line for line in found if line.startswith(_FOR)), *_shared(left, right)]
    return "\n".join(lines) or "nothing but the likeness"


def speaks_against(left: Supplier, right: Supplier, names_shown: tuple[str, str], found: Sequence[str]) -> str:
    """What tells the two apart, one to a line."""
    differences = [line for line in found if not line.startswith(_FOR)] or [_word_by_word(*names_shown)]
    return "\n".join(line for line in (*differences, *_different(left, right)) if line)


def where(supplier: Supplier) -> str:
    """The postcodes as written, and where the supplier was placed."""
    written = listed(supplier.postcodes, 3)
    return "\n".join(part for part in (written or "no postcode", supplier.place or "no place") if part)


def _shared(left: Supplier, right: Supplier) -> Iterator[str]:
    for number in sorted(left.numbers & right.numbers):
        yield f"same company number {number}"
    for body, reference in sorted(left.references & right.references):
        yield f"same reference {reference} at {body}"
    same = sorted(_standard(left) & _standard(right))
    for postcode in same[:3]:
        yield f"same postcode {postcode}"
    if left.place and left.place == right.place and not same:
        yield f"both in {left.place}"
    bought = [category for category in most_first(left.categories) if category and category in right.categories]
    if bought:
        yield f"both paid for {bought[0]}" + (f" and {len(bought) - 1} more kinds" if len(bought) > 1 else "")


def _different(left: Supplier, right: Supplier) -> Iterator[str]:
    if left.numbers and right.numbers and not left.numbers & right.numbers:
        yield f"company numbers {', '.join(sorted(left.numbers)[:2])} and {', '.join(sorted(right.numbers)[:2])}"
    if left.place and right.place and left.place != right.place:
        yield f"one in {left.place}, one in {right.place}"
    elif _standard(left) and _standard(right) and not _standard(left) & _standard(right):
        yield "different postcodes"
    ours, theirs = ({category for category in supplier.categories if category} for supplier in (left, right))
    if ours and theirs and not ours & theirs:
        yield "paid for different things"


def _standard(supplier: Supplier) -> set[str]:
    return {reading.postcode for text in supplier.postcodes if (reading := parse(text)).postcode}


def _word_by_word(left: str, right: str) -> str:
    ours, theirs = names.key(left).split(), names.key(right).split()
    only_left = " ".join(word for word in ours if word not in theirs)
    only_right = " ".join(word for word in theirs if word not in ours)
    if only_left and only_right:
        return f"“{only_left}” against “{only_right}”"
    return f"“{only_left or only_right}” in one name only" if only_left or only_right else ""
