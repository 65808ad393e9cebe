"""No withheld figure can be worked out: random tables, attacked by other means than those that protected them."""

from __future__ import annotations

import random
from decimal import Decimal

import numpy as np
import pytest
from scipy.optimize import linprog

from cwbaudit.report.published.protect import Cell, Equation, Key, Rule, withheld
from cwbaudit.report.published.rings import net, ringed

RULE = Rule()
UNBOUNDED = 3  # what linprog says where a figure could be as large as one likes


def table(seed: int) -> tuple[dict[Key, Cell], list[Equation]]:
    """A table of random spend: rows by columns with totals, some cells empty, many small, some of one large supplier."""
    chance = random.Random(seed)
    rows, columns = chance.randint(1, 8), chance.randint(2, 6)
    parts: dict[tuple[int, int], dict[str, int]] = {}
    for row in range(rows):
        for column in range(columns):
            suppliers = chance.choice([0, 1, 2, 4, 5, 8, 30, 60])
            parts[row, column] = {f"{column}-{chance.randint(0, 400)}": chance.choice([5, 100, 20_000]) for _ in range(suppliers)}
    cells: dict[Key, Cell] = {}
    for row in range(rows + 1):
        for column in range(columns + 1):
            everyone: dict[str, int] = {}
            for (r, c), found in parts.items():
                if (row in (r, rows)) and (column in (c, columns)):
                    for name, pence in found.items():
                        everyone[name] = everyone.get(name, 0) + pence
            cells["t", str(row), str(column)] = cell(everyone)
    along = [{("t", str(r), str(c)): -1 if c == columns else 1 for c in range(columns + 1)} for r in range(rows + 1)]
    down = [{("t", str(r), str(c)): -1 if r == rows else 1 for r in range(rows + 1)} for c in range(columns + 1)]
    return cells, [*along, *down]


def protected(cells: dict[Key, Cell], equations: list[Equation]) -> frozenset[Key]:
    """What is withheld of a table: unsafe figures, their rings, and whatever would tell even so."""
    unsafe = {key for key, c in cells.items() if RULE.unsafe([c])}
    return withheld(cells, equations, RULE, ringed(net(cells, equations), unsafe, RULE))


def cell(everyone: dict[str, int]) -> Cell:
    sums = [Decimal(pence) for pence in everyone.values()]
    few = frozenset(everyone) if len(everyone) < RULE.smallest else frozenset[str]()
    (most, who), (second, _) = [*sorted(((Decimal(p), n) for n, p in everyone.items()), reverse=True), (Decimal(0), ""), (Decimal(0), "")][
        :2
    ]
    return Cell(sum(sums, Decimal(0)), len(everyone), most, second, who, sum(sums, Decimal(0)), few)


def derivable(equations: list[Equation], hidden: frozenset[Key]) -> list[Key]:
    """By singular values: a withheld figure is known when no change of withheld figures that keeps every sum changes it."""
    order = sorted(hidden)
    told = np.array([[equation.get(key, 0) for key in order] for equation in equations], dtype=float)
    _, sizes, free = np.linalg.svd(told)
    moves = np.abs(free[int((sizes > 1e-9).sum()) :]).max(axis=0, initial=0)
    return [key for key, move in zip(order, moves, strict=True) if move < 1e-9]


def bounds(cells: dict[Key, Cell], equations: list[Equation], hidden: frozenset[Key]) -> dict[Key, list[Decimal]]:
    """What an attacker knows who takes every figure for nought or more, and narrows each by its row and its column until nothing gives."""
    most = max(cells.values(), key=lambda c: c.amount).amount
    ends = {key: [Decimal(0), 10 * most] if key in hidden else [c.amount, c.amount] for key, c in cells.items()}
    for _ in range(30):
        before = {key: list(end) for key, end in ends.items()}
        for equation in equations:
            for key, factor in equation.items():
                low = high = Decimal(0)
                for other, times in equation.items():
                    if other != key:
                        a, b = sorted(-times * factor * end for end in ends[other])
                        low, high = low + a, high + b
                ends[key] = [max(ends[key][0], low), min(ends[key][1], high)]
        if ends == before:
            break
    return ends


@pytest.mark.parametrize("seeds", [range(150), pytest.param(range(150, 1_150), marks=pytest.mark.fuzz)], ids=["some", "a thousand"])
def test_random_tables_give_no_withheld_figure_away(seeds: range) -> None:
    attacked = 0
    for seed in seeds:
        cells, equations = table(seed)
        hidden = protected(cells, equations)
        unsafe = {key for key, c in cells.items() if RULE.unsafe([c])}
        assert unsafe <= hidden
        known = set(derivable(equations, hidden)) if hidden else set()
        assert not known & unsafe, f"seed {seed}"
        attacked += len(unsafe)
    assert attacked > 5 * len(seeds)


@pytest.mark.parametrize("seed", range(40))
def test_nor_does_any_to_who_takes_every_figure_for_nought_or_more(seed: int) -> None:
    cells, equations = table(seed)
    hidden = protected(cells, equations)
    for key, (low, high) in bounds(cells, equations, hidden).items():
        if key in hidden and RULE.unsafe([cells[key]]):
            assert low < cells[key].amount < high or high - low > cells[key].amount / 10, f"{key} between {low} and {high}"


@pytest.mark.parametrize("seeds", [range(40), pytest.param(range(40, 1_040), marks=pytest.mark.fuzz)], ids=["some", "a thousand"])
def test_nor_does_any_to_a_solver_of_linear_programs(seeds: range) -> None:
    """The sharpest attack of all: the least and the most that each figure can be, given all that is printed and that none is below nought."""
    attacked = 0
    for seed in seeds:
        cells, equations = table(seed)
        hidden = sorted(protected(cells, equations))
        sums = np.array([[equation.get(key, 0) for key in hidden] for equation in equations], dtype=float)
        told = [-sum(factor * float(cells[key].amount) for key, factor in each.items() if key not in hidden) for each in equations]
        for place, key in enumerate(hidden):
            if RULE.unsafe([cells[key]]):
                amount, wanted = float(cells[key].amount), np.eye(len(hidden))[place]
                low, high = (linprog(sign * wanted, A_eq=sums, b_eq=told, bounds=(0, None)) for sign in (1, -1))
                assert low.fun < amount - 0.5 or high.status == UNBOUNDED or -high.fun > amount + 0.5, f"seed {seed}: {key} is {amount}"
                attacked += 1
    assert attacked > 5 * len(seeds)


def test_a_table_of_safe_figures_is_printed_whole() -> None:
    cells = {("t", "", str(c)): cell({f"{c}-{i}": 10 for i in range(9)}) for c in range(3)}
    cells["t", "", "total"] = cell({f"{c}-{i}": 10 for i in range(9) for c in range(3)})
    equation = {key: -1 if key[2] == "total" else 1 for key in cells}
    assert protected(cells, [equation]) == frozenset()


def test_one_supplier_with_most_of_it_stands_out() -> None:
    crowd = {f"s{i}": 1 for i in range(20)}
    assert RULE.unsafe([cell(crowd | {"large": 200})])
    assert not RULE.unsafe([cell(crowd | {"large": 20})])
    assert not Rule(dominance=Decimal("1.01")).unsafe([cell(crowd | {"large": 2_000})])
    assert Rule(smallest=30).unsafe([cell(crowd)])


def test_two_lone_suppliers_are_not_left_to_tell_each_other() -> None:
    """Either of two suppliers could take its own amount from their sum: a third, safe figure is withheld with them."""
    cells = {("t", "", "a"): cell({"x": 7}), ("t", "", "b"): cell({"y": 9}), ("t", "", "c"): cell({f"z{i}": 5 for i in range(9)})}
    cells["t", "", "total"] = cell({"x": 7, "y": 9} | {f"z{i}": 5 for i in range(9)})
    equation = {key: -1 if key[2] == "total" else 1 for key in cells}
    assert ("t", "", "c") in protected(cells, [equation])
