"""What became of the suppliers in four years: some stay, some are lost, some open a base in Preston, some are new."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from math import isqrt

from making.cast import CAST
from making.dice import Dice
from making.ledger import Cells, Ledger, Stream, allot, amounts, credit_notes, invented, payees, reserve
from making.names import Namer, Supplier, write
from making.places import Directory
from making.plan import BODIES, TOP, Cell, cells
from making.year import Year

from later.cast import ENDED, MOVED

STAYS = {"local": 88, "regional": 80, "leaking": 42}  # of a hundred suppliers that each anchor had
COMES, SPREADS = 7, 45  # of a hundred: that open a base in Preston; new local places taken by a supplier another anchor has


@dataclass
class Since:
    """A supplier of the second ledger, the one of the first that it was (None when new), and what it then sold to whom."""

    now: Supplier
    was: Supplier | None = None
    sold: list[Stream] = field(default_factory=list)


def change(first: Ledger, year: Year) -> tuple[Ledger, list[Since]]:
    """The ledger four years later, and where each of its suppliers comes from; the same for the same year."""
    dice = Dice(year.seed)
    directory, namer = Directory(dice), Namer(dice)
    directory.take(supplier.postcode for supplier in first.suppliers)
    reserve(namer, year)
    for supplier in first.suppliers:
        namer.reserve(supplier.base)
    room: Cells = {cell: [] for body in BODIES for cell in cells(body, year.plan)}
    known = _stay(first, directory, dice)
    again = _seat(known, room)
    _trim(room, _sizes(room, year), {id(s.now): sum(stream.amount for stream in s.sold) for s in known})
    fresh = _fill(room, _sizes(room, year), namer, directory, dice)
    _second_lines(again, room)
    streams = amounts(room, year, dice, lambda cell, there, dice: _by_size(there, known, dice))
    found = [one for one in [*known, *fresh] if any(stream.supplier is one.now for stream in streams)]
    _spell(found, streams, year, dice)
    return Ledger([one.now for one in found], streams, payees(year, directory), credit_notes(streams, dice)), found


def _stay(first: Ledger, directory: Directory, dice: Dice) -> list[Since]:
    """The suppliers that are still there, with a new postcode where they came to Preston."""
    sold: dict[int, list[Stream]] = defaultdict(list)
    for stream in first.streams:
        sold[id(stream.supplier)].append(stream)
    found = []
    for supplier in first.suppliers:
        tied = _has_a_part(supplier)
        comes = supplier.base in MOVED or (supplier.home != "local" and not tied and dice.chance(COMES))
        if supplier.base in ENDED:
            continue
        if tied or comes or dice.chance(STAYS[supplier.home]):
            found.append(Since(_moved(supplier, directory) if comes else replace(supplier, spelled={}, elsewhere={}), supplier))
            found[-1].sold = sold[id(supplier)]
    return found


def _has_a_part(supplier: Supplier) -> bool:
    return any(part.base == supplier.base for part in CAST)


def _moved(supplier: Supplier, directory: Directory) -> Supplier:
    postcode, authority = directory.draw("local")
    return replace(supplier, home="local", postcode=postcode, authority=authority, spelled={}, elsewhere={})


def _seat(known: list[Since], room: Cells) -> list[tuple[Supplier, Cell]]:
    """Each in the cells that it sold into, now where it is now; what is a second line at an anchor comes after all are seated."""
    tied = {part.base for part in CAST if part.tied}
    again = []
    for one in known:
        seated = set()
        for stream in one.sold:
            cell = _cell(room, stream.body, stream.category, one.now, one.now.base in tied)
            if cell and stream.body in seated:
                again.append((one.now, cell))
            elif cell:
                room[cell].append(one.now)
                seated.add(stream.body)
    return again


def _cell(room: Cells, body: str, category: str, supplier: Supplier, tied: bool) -> Cell | None:
    at = [cell for cell in room if (cell.body, cell.category, cell.home) == (body, category, supplier.home)]
    return next((cell for cell in at if cell.tied == tied), None)


def _sizes(room: Cells, year: Year) -> dict[Cell, int]:
    """How many suppliers each cell has: 300 over the anchor, more where there is more money."""
    found = {}
    for body in BODIES:
        tied = {cell: len(there) for cell, there in room.items() if cell.body == body and cell.tied}
        free = [cell for cell in room if cell.body == body and not cell.tied]
        spare = TOP - sum(tied.values()) - 2 * len(free)
        weights = [isqrt(_pence(cell, free, year) // 1000) for cell in free]
        found |= tied | {cell: 2 + n for cell, n in zip(free, allot(spare, weights), strict=True)}
    return found


def _pence(cell: Cell, free: list[Cell], year: Year) -> int:
    target = year.targets[cell.body]
    whole = sum(other.weight for other in free if other.home == cell.home)
    return int(getattr(target, cell.home)) * cell.weight // whole


def _trim(room: Cells, size: dict[Cell, int], sold: dict[int, int]) -> None:
    """Where there are more than there is room for, those that sold least are lost to the anchor, never one with a part to play."""
    for cell, there in room.items():
        if not cell.tied and len(there) > size[cell]:
            kept = sorted(there, key=lambda supplier: (not _has_a_part(supplier), -sold[id(supplier)], supplier.base))[: size[cell]]
            room[cell] = [supplier for supplier in there if supplier in kept]


def _fill(room: Cells, size: dict[Cell, int], namer: Namer, directory: Directory, dice: Dice) -> list[Since]:
    """New places go to a local supplier that another anchor has already, or to one nobody had."""
    found = []
    for cell, there in room.items():
        here = {id(supplier) for other, seated in room.items() if other.body == cell.body for supplier in seated}
        elsewhere = [
            s for other, seated in room.items() if (other.category, other.home) == (cell.category, cell.home) for s in seated
            if id(s) not in here and s.form and not _has_a_part(s)
        ]  # fmt: skip
        while len(there) < size[cell]:
            if elsewhere and cell.home == "local" and dice.chance(SPREADS):
                there.append(elsewhere.pop(dice.below(len(elsewhere))))
                elsewhere = [supplier for supplier in elsewhere if supplier is not there[-1]]
            else:
                there.append(invented(*namer.draw(cell.category), cell.home, cell.category, directory, dice))
                found.append(Since(there[-1]))
    return found


def _second_lines(again: list[tuple[Supplier, Cell]], room: Cells) -> None:
    for supplier, cell in again:
        at_all = any(supplier in there for other, there in room.items() if other.body == cell.body)
        if at_all and supplier not in room[cell]:
            room[cell].append(supplier)


def _by_size(there: list[Supplier], known: list[Since], dice: Dice) -> list[Supplier]:
    """Who sold most sells most; a new one takes a place among them."""
    sold = {id(one.now): sum(stream.amount for stream in one.sold) for one in known}
    sizes = [sold[id(supplier)] for supplier in there if id(supplier) in sold] or [1]
    drawn = {id(supplier): sold.get(id(supplier)) or dice.pick(sizes) - dice.below(100) for supplier in there}
    return sorted(there, key=lambda supplier: (supplier.small, -drawn[id(supplier)], supplier.base))


def _spell(found: list[Since], streams: list[Stream], year: Year, dice: Dice) -> None:
    """An anchor writes a supplier that it had as it did; the others write it in their own way."""
    fixed = {part.base: part.spelled for part in year.cast}
    for account, one in enumerate(found, 2201):
        before = one.was.spelled if one.was else {}
        for body in dict.fromkeys(stream.body for stream in streams if stream.supplier is one.now):
            known = before.get(body) or fixed.get(one.now.base, {}).get(body)
            one.now.spelled[body] = known or write(one.now, body, dice, account * 4 + 13)
