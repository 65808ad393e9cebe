"""Who supplied what to whom for how much: the true ledger that the six files are written from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import isqrt

from making.cast import Part
from making.dice import Dice
from making.names import WIDTH, Namer, Supplier, write
from making.places import Directory
from making.plan import BODIES, TOP, Cell, Target, cells
from making.year import Year

TYPOS, NEIGHBOURS, SECOND_LINES = 12, 8, {"County Council": 70, "City Council": 6, "Constabulary": 10}
CREDITS = {"City Council": 2, "County Council": 6, "Constabulary": 4, "Housing Association": 3, "Further Education College": 9}
RELATED = (  # what one firm may also sell
    {"Construction and repairs", "Highways and civil engineering", "Grounds maintenance", "Waste and recycling"},
    {"Construction and repairs", "Cleaning and facilities", "Security"},
    {"Office supplies and print", "Furniture and equipment", "Books and learning resources"},
    {"ICT", "Telecoms", "Office supplies and print"},
    {"Agency staff", "Training and development", "Legal and professional"},
    {"Adult social care", "Children's services", "Community services", "Medical and custody services"},
    {"Transport and travel", "Vehicles and fuel"},
)
HALVED = ("Construction and repairs", "Catering and food")  # the categories of the second scenario in audit.toml
Cells = dict[Cell, list[Supplier]]
Order = Callable[[Cell, list[Supplier], Dice], list[Supplier]]  # of the suppliers of a cell, the largest first


@dataclass(frozen=True)
class Stream:
    """What one anchor spends with one supplier on one thing, in pence, and the verdict that the rules should reach."""

    body: str
    supplier: Supplier
    category: str
    influence: str
    contract: str
    amount: int


@dataclass
class Ledger:
    """The truth: suppliers, streams of spend in scope, payees' postcodes, credits (a charge too many and its return, which cancel)."""

    suppliers: list[Supplier]
    streams: list[Stream]
    payees: dict[str, str]
    credits: dict[str, list[tuple[Stream, int]]] = field(default_factory=dict)


def build(year: Year) -> Ledger:
    """The whole ledger; the same for the same year."""
    dice = Dice(year.seed)
    directory, namer = Directory(dice), Namer(dice)
    reserve(namer, year)
    suppliers = [invented(part.base, part.form, part.home, part.category, directory, dice) for part in year.cast]
    room: Cells = {cell: [] for body in BODIES for cell in cells(body, year.plan)}
    for part, supplier in zip(year.cast, suppliers, strict=True):
        place(part, supplier, room)
    size = {cell: n for body in BODIES for cell, n in _sizes(body, room).items()}
    shared = _fill_shared(room, size, namer, directory, dice)
    fresh = _fill_rest(room, size, namer, directory, dice)
    _repeat(room, dice)
    _vary(shared, directory, dice)
    streams = amounts(room, year, dice, _drawn)
    _spell([*suppliers, *shared, *fresh], streams, year, dice)
    return Ledger([*suppliers, *shared, *fresh], streams, payees(year, directory), credit_notes(streams, dice))


def reserve(namer: Namer, year: Year) -> None:
    """Keep invented names away from those that have a part to play."""
    for name in [part.base for part in year.cast] + [payee.name for payee in year.payees] + [row[0] for row in year.supplier_decisions]:
        namer.reserve(name)


def allot(total: int, weights: Sequence[int], step: int = 1) -> list[int]:
    """`total` pence in proportion to `weights`, in whole steps, adding up exactly; what is left over goes to the first."""
    whole, steps = sum(weights), total // step
    parts = [steps * weight // whole for weight in weights]
    for i in range(steps - sum(parts)):
        parts[i] += 1
    return [part * step for part in parts]


def step(category: str, home: str) -> int:
    """Twopence where the second scenario halves every sum, so that what it moves is exact however a tool rounds; else a penny."""
    return 2 if home == "leaking" and category in HALVED else 1


def invented(base: str, form: str, home: str, category: str, directory: Directory, dice: Dice) -> Supplier:
    """A supplier with a postcode; companies get a number from a range that no registrar has issued."""
    postcode, authority = directory.draw(home)
    company = {"Ltd": "99", "plc": "99", "CIC": "99", "LLP": "OC9"}.get(form, "")
    number = company + str(10**6 + dice.below(9 * 10**6))[: 8 - len(company)] if company else ""
    return Supplier(base, form, home, category, postcode, authority, number)


def payees(year: Year, directory: Directory) -> dict[str, str]:
    """Where payees that are no suppliers get their post. The tax office has a postcode for mail only; people have none on file."""
    found = {payee.name.upper(): "" for payee in year.payees}
    for name in found:
        if "REVENUE" in name:
            found[name] = "BX9 1AS"
        elif "REDACTED" not in name and "BURSARIES" not in name:
            found[name] = directory.draw("local" if "COUNCIL" in name or "COUNTY" in name else "leaking")[0]
    return found


def place(part: Part, supplier: Supplier, room: Cells) -> None:
    for body in part.bodies:
        at = [cell for cell in room if (cell.body, cell.category, cell.home) == (body, part.category, part.home)]
        assert at, (part.base, body)
        room[max(at, key=lambda cell: cell.tied) if part.tied else min(at, key=lambda cell: cell.tied)].append(supplier)


def _sizes(body: str, room: Cells) -> dict[Cell, int]:
    """How many suppliers each cell has: 300 over the anchor, more where there is more money, at least those already there."""
    tied = {cell: len(there) for cell, there in room.items() if cell.body == body and cell.tied}
    free = [cell for cell in room if cell.body == body and not cell.tied]
    spare = TOP - sum(tied.values()) - 2 * len(free)
    return tied | {cell: 2 + n for cell, n in zip(free, allot(spare, [isqrt(100 * cell.weight) for cell in free]), strict=True)}


def _fill_shared(room: Cells, size: dict[Cell, int], namer: Namer, directory: Directory, dice: Dice) -> list[Supplier]:
    """Suppliers that several anchors buy the same kind of thing from."""
    found = []
    for category, home in dict.fromkeys((cell.category, cell.home) for cell in room if not cell.tied):
        open_cells = [c for c in room if (c.category, c.home) == (category, home) and not c.tied and size[c] - len(room[c]) > 2]
        if len(open_cells) < 2 or dice.chance(18):
            continue
        for _ in range(2 if len(open_cells) > 5 else 1):
            supplier = invented(*namer.draw(category), home, category, directory, dice)
            for cell in dice.some(open_cells, dice.weighted(((2, 50), (3, 30), (4, 15), (5, 5)))):
                room[cell].append(supplier)
            found.append(supplier)
    return found


def _fill_rest(room: Cells, size: dict[Cell, int], namer: Namer, directory: Directory, dice: Dice) -> list[Supplier]:
    found = []
    for cell, there in room.items():
        for _ in range(size[cell] - len(there)):
            there.append(invented(*namer.draw(cell.category), cell.home, cell.category, directory, dice))
            found.append(there[-1])
    return found


def _repeat(room: Cells, dice: Dice) -> None:
    """Some suppliers sell a second kind of thing to the same anchor: a second line under the same name."""
    for body, wanted in SECOND_LINES.items():
        free = [cell for cell in room if cell.body == body and not cell.tied]
        for _ in range(wanted):
            first = dice.pick(free)
            likely = {category for group in RELATED if first.category in group for category in group} - {first.category}
            others = [cell for cell in free if cell.home == first.home and cell.category in likely]
            if others and (supplier := dice.pick(room[first])) not in room[second := dice.pick(others)]:
                room[second].append(supplier)


def _vary(shared: list[Supplier], directory: Directory, dice: Dice) -> None:
    """Slips of the typist's finger, and second units on the same estate. Who buys is not known here, so every anchor is drawn from."""
    uncut = [s for s in shared if s.base.split()[1] not in ("&", "t/a") and len(s.name) < WIDTH]
    for supplier in dice.some(uncut, TYPOS):
        supplier.typo_at = "any"
    for supplier in dice.some(shared, NEIGHBOURS):
        supplier.elsewhere["any"] = directory.neighbour(supplier.postcode, supplier.authority)


def amounts(room: Cells, year: Year, dice: Dice, order: Order) -> list[Stream]:
    """Every cell divided among its suppliers, a few large and many small, each group of cells coming exactly to its target."""
    found = []
    for body, target in year.targets.items():
        for names, pence in _groups(target):
            group = [c for c in room if c.body == body and ((c.home,) == names or (c.home, c.influence) == names)]
            group.sort(key=lambda cell: -step(cell.category, cell.home))  # so that the last cell can take an odd penny
            steps = [step(cell.category, cell.home) for cell in group]
            shares = [amount // of * of for amount, of in zip(allot(pence, [cell.weight for cell in group]), steps, strict=True)]
            shares[-1] += pence - sum(shares)
            for cell, amount in zip(group, shares, strict=True):
                found += _divide(cell, order(cell, room[cell], dice), amount, year, dice)
    return found


def _groups(target: Target) -> list[tuple[tuple[str, ...], int]]:
    return [
        (("local",), target.local), (("regional",), target.regional), (("leaking", "influenceable"), target.influenceable),
        (("leaking", "locked"), target.locked), (("leaking", "unassessed"), target.unassessed),
    ]  # fmt: skip


def _drawn(cell: Cell, there: list[Supplier], dice: Dice) -> list[Supplier]:
    """Small trades last, otherwise as it falls."""
    return sorted(dice.some(there, len(there)), key=lambda supplier: supplier.small)


def _divide(cell: Cell, order: list[Supplier], amount: int, year: Year, dice: Dice) -> list[Stream]:
    weights = [10**6 * (60 + dice.below(80)) // (2 * rank + 3) for rank in range(len(order))]
    contracts = {part.base: part.contract.get(cell.body, "") for part in year.cast}
    return [
        Stream(cell.body, supplier, cell.category, cell.influence, contracts.get(supplier.base, ""), pence)
        for supplier, pence in zip(order, allot(amount, weights, step(cell.category, cell.home)), strict=True)
    ]


def _spell(suppliers: list[Supplier], streams: list[Stream], year: Year, dice: Dice) -> None:
    """Settles how each anchor writes each of its suppliers, and at which anchor a slip or a second unit sits."""
    fixed = {part.base: part.spelled for part in year.cast}
    buyers: dict[int, list[str]] = {}
    for stream in streams:
        bodies = buyers.setdefault(id(stream.supplier), [])
        if stream.body not in bodies:
            bodies.append(stream.body)
    for account, supplier in enumerate(suppliers, 101):
        bodies = buyers[id(supplier)]
        if supplier.typo_at:
            supplier.typo_at = next((b for b in bodies if b in ("County Council", "Further Education College")), bodies[-1])
        if supplier.elsewhere:
            supplier.elsewhere = {dice.pick(bodies): supplier.elsewhere["any"]}
        for body in bodies:
            supplier.spelled[body] = fixed.get(supplier.base, {}).get(body) or write(supplier, body, dice, account * 4 + 13)


def credit_notes(streams: list[Stream], dice: Dice) -> dict[str, list[tuple[Stream, int]]]:
    """A few charges that were too high by some pence and given back: the credit shows as a line of its own."""
    return {
        body: [
            (stream, stream.amount * (3 + dice.below(9)) // 200 * 2)
            for stream in dice.some([s for s in streams if s.body == body and not s.contract], n)
        ]
        for body, n in CREDITS.items()
    }
