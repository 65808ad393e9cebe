"""What speaks for and against two names being one supplier, in words a person can check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cwbaudit import names
from cwbaudit.review.suppliers import Supplier, listed, most_first

# How resolving begins what speaks for a pair; whatever else it says of the two names is a difference.
_FOR = ("both ", "the one is ")
_SHOWN = {"company": "company", "charity": "charity", "vat": "VAT"}


def speaks_for(left: Supplier, right: Supplier, found: Sequence[str]) -> str:
    """What the two share, one to a line; `found` is what resolving said of the two names."""
    one_entry = [f"both are {n} in the register of {register}" for register, n in left.entries.items() if right.entries.get(register) == n]
    lines = dict.fromkeys([*one_entry, *(line for line in found if line.startswith(_FOR)), *_shared(left, right)])
    return "\n".join(lines) or "nothing but the likeness"


def speaks_against(left: Supplier, right: Supplier, names_shown: tuple[str, str], found: Sequence[str], decided: Iterable[str] = ()) -> str:
    """What tells the two apart, one to a line; `decided` is what people said of one that cannot be of the other."""
    differences = [line for line in found if not line.startswith(_FOR)] or [word_by_word(*names_shown)]
    return "\n".join(line for line in (*decided, *_two_entries(left, right), *differences, *_different(left, right)) if line)


def _two_entries(left: Supplier, right: Supplier) -> Iterator[str]:
    for register, ours in left.entries.items():
        if (theirs := right.entries.get(register, ours)) != ours:
            yield f"one is {ours}, one is {theirs} in the register of {register}"


def where(supplier: Supplier) -> str:
    """The addresses and postcodes as written, and where the supplier was placed."""
    written = listed(supplier.postcodes, 3) or "no postcode"
    return "\n".join(part for part in (listed(supplier.addresses, 2), written, supplier.place or "no place") if part)


def _shared(left: Supplier, right: Supplier) -> Iterator[str]:
    for kind, numbers in left.numbers.items():
        for number in sorted(numbers & right.numbers[kind]):
            yield f"same {_SHOWN[kind]} number {number}"
    for body, reference in sorted(left.references & right.references):
        yield f"same reference {reference} at {body}"
    same = sorted(left.standard_postcodes & right.standard_postcodes)
    for postcode in same[:3]:
        yield f"same postcode {postcode}"
    if left.place and left.place == right.place and not same:
        yield f"both in {left.place}"
    bought = [category for category in most_first(left.categories) if category and category in right.categories]
    if bought:
        more = f" and {len(bought) - 1} more kind{'s' if len(bought) > 2 else ''} of spend" if len(bought) > 1 else ""
        yield f"both paid for {bought[0]}{more}"


def _different(left: Supplier, right: Supplier) -> Iterator[str]:
    for kind, ours in left.numbers.items():
        theirs = right.numbers[kind]
        if ours and theirs and not ours & theirs:
            yield f"{_SHOWN[kind]} numbers {', '.join(sorted(ours)[:2])} and {', '.join(sorted(theirs)[:2])}"
    if left.place and right.place and left.place != right.place:
        yield f"one in {left.place}, one in {right.place}"
    elif left.standard_postcodes and right.standard_postcodes and not left.standard_postcodes & right.standard_postcodes:
        yield "different postcodes"
    bought, elsewhere = ({category for category in supplier.categories if category} for supplier in (left, right))
    if bought and elsewhere and not bought & elsewhere:
        yield "paid for different things"


def word_by_word(left: str, right: str) -> str:
    """The words of each name that the other has not."""
    ours, theirs = names.key(left).split(), names.key(right).split()
    only_left = " ".join(word for word in ours if word not in theirs)
    only_right = " ".join(word for word in theirs if word not in ours)
    if only_left and only_right:
        return f"“{only_left}” against “{only_right}”"
    return f"“{only_left or only_right}” in one name only" if only_left or only_right else ""
