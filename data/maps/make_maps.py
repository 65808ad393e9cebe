"""Writes the schematic outlines of the authorities of Great Britain, and which of them border on which, from postcode points alone.

    python data/maps/make_maps.py        needs numpy, scipy and shapely beside cwbaudit; takes about a minute

Every cell of a grid of 500 m is given to the authority of the nearest postcode. Land is what lies within 600 m of a postcode,
with gaps of up to 4 km closed: moors are filled, and so are narrow estuaries. Two authorities border on each other where at least
three pairs of neighbouring land cells are theirs; in London, where authorities are small, the cells are of 100 m. No boundary
data of anybody is used, so the shapes are schematic: right to about 300 m inland, worse on coasts. Northern Ireland is left out,
because its postcodes are not under the Open Government Licence.

Written to src/cwbaudit/data: outlines.json (rings in units of 500 m, each as a start and then steps) and borders.csv.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import shapely
from scipy import ndimage
from scipy.spatial import cKDTree

from cwbaudit.locate.authorities import authorities
from cwbaudit.locate.package import installed, read

DATA = Path(__file__).parents[2] / "src" / "cwbaudit" / "data"
CELL, FINE, NEAR, CLOSED = 500, 100, 600, 4000
LEAST_PAIRS = 3
LONDON = (500_000, 152_000, 564_000, 204_000)
ISLANDS = ("E06000046",)  # the Isle of Wight: the Solent is narrow enough to be closed, but it is sea
SMALLEST = 6  # cells: lesser islands are left out unless they are all there is


def points() -> tuple[np.ndarray, np.ndarray]:
    """Places and authority codes of all distinct postcode points of Great Britain."""
    table = read(installed(), lambda said: None)
    columns = [table[name].to_numpy(zero_copy_only=False) for name in ("easting", "northing", "authority_code")]
    keep = [i for i, code in enumerate(columns[2]) if code in authorities() and code[0] != "N" and not np.isnan(columns[0][i])]
    where = np.column_stack([columns[0][keep], columns[1][keep]])
    return where, columns[2][keep].astype(str)


def grid(where: np.ndarray, labels: np.ndarray, cell: int, box: tuple[int, int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """The label of every cell of the box, and whether it is land; row 0 is the southernmost, column 0 the westernmost."""
    x, y = np.meshgrid(np.arange(box[0], box[2], cell) + cell / 2, np.arange(box[1], box[3], cell) + cell / 2)
    distance, nearest = cKDTree(where).query(np.column_stack([x.ravel(), y.ravel()]), workers=2)
    cells, near = labels[nearest].reshape(x.shape), (distance <= NEAR).reshape(x.shape)
    grown = ndimage.distance_transform_edt(~near) <= CLOSED / cell
    closed = ndimage.distance_transform_edt(np.pad(grown, 1, constant_values=False))[1:-1, 1:-1] > CLOSED / cell
    return smoothed(cells), ndimage.binary_fill_holes(near | closed)


def smoothed(cells: np.ndarray) -> np.ndarray:
    """Each cell takes the label that at least five of the nine around it have."""
    for _ in range(2):
        around = np.pad(cells, 1, mode="edge")
        stack = np.stack([around[i : i + cells.shape[0], j : j + cells.shape[1]] for i in range(3) for j in range(3)])
        stack.sort(axis=0)
        cells = np.where((stack[:5] == stack[4:]).any(axis=0), stack[4], cells)
    return cells


def shapes(cells: np.ndarray, land: np.ndarray, count: int) -> list[shapely.Geometry]:
    """One shape for each label, simplified together so that neighbours still touch."""
    made = []
    for label in range(count):
        rows = np.argwhere((cells == label) & land)
        made.append(shapely.union_all(shapely.box(rows[:, 1], rows[:, 0], rows[:, 1] + 1, rows[:, 0] + 1)))
    return list(shapely.coverage_simplify(made, 1.1))


def rings(shape: shapely.Geometry) -> list[list[int]]:
    """Every ring: its first corner, then steps from corner to corner."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    kept = [part for part in parts if part.area >= SMALLEST] or parts[:1]
    found = []
    for part in kept:
        for ring in (part.exterior, *part.interiors):
            corners = np.rint(shapely.get_coordinates(ring)).astype(int)
            steps = np.diff(corners, axis=0)[:-1]
            found.append([*map(int, corners[0]), *map(int, steps.ravel())])
    return found


def touching(cells: np.ndarray, land: np.ndarray) -> set[tuple[int, int]]:
    """The pairs of labels that have enough neighbouring cells of land in common."""
    counts: Counter[tuple[int, int]] = Counter()
    for a, b, both in (
        (cells[:, :-1], cells[:, 1:], land[:, :-1] & land[:, 1:]),
        (cells[:-1], cells[1:], land[:-1] & land[1:]),
    ):
        differ = (a != b) & both
        counts.update((min(pair), max(pair)) for pair in zip(a[differ].tolist(), b[differ].tolist(), strict=True))
    return {pair for pair, count in counts.items() if count >= LEAST_PAIRS}


def borders(codes: np.ndarray, coarse: set[tuple[int, int]], fine: set[tuple[int, int]]) -> list[tuple[str, str]]:
    """Both as pairs of codes; where both are London boroughs the fine grid decides alone."""

    def london(pair: tuple[int, int]) -> bool:
        return all(str(codes[label]).startswith("E09") for label in pair)

    pairs = {pair for pair in coarse if not london(pair)} | {pair for pair in fine if london(pair)}
    named = sorted((str(codes[a]), str(codes[b])) for a, b in pairs)
    return [pair for pair in named if not {*pair} & {*ISLANDS}]


def main() -> None:
    """Write both files."""
    where, written = points()
    codes, labels = np.unique(written, return_inverse=True)
    distinct = np.unique(np.column_stack([where, labels]), axis=0)
    place, label_of = distinct[:, :2], distinct[:, 2].astype(int)
    far = [(int(place[:, axis].max()) // CELL + 14) * CELL for axis in (0, 1)]
    cells, land = grid(place, label_of, CELL, (0, 0, far[0], far[1]))
    fine = grid(place, label_of, FINE, LONDON)
    areas = {}
    for label, (code, shape) in enumerate(zip(codes, shapes(cells, land, len(codes)), strict=True)):
        middle = np.median(where[labels == label], axis=0)
        areas[str(code)] = {"centre": [round(float(x)) for x in middle], "rings": rings(shape)}
    text = json.dumps({"unit": CELL, "source": installed().vintage, "areas": areas}, separators=(",", ":"))
    (DATA / "outlines.json").write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")
    with (DATA / "borders.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "borders_on"])
        writer.writerows(borders(codes, touching(cells, land), touching(*fine)))


if __name__ == "__main__":
    main()
