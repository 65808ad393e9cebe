"""The two national grids of the United Kingdom as one.

Great Britain's postcodes are on the British National Grid, Northern Ireland's on the Irish Grid. Taking the one for the other puts
Belfast City Hall on the Wirral. Here an Irish point is carried over to the British grid, by way of latitude and longitude; the
constants are those of Ordnance Survey and Ordnance Survey Ireland. Far west of its meridian the British grid stretches: a distance
in Northern Ireland comes out up to a fifth of a percent too long.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

Point = tuple[float, float]
IRISH = "Northern Ireland"


@dataclass(frozen=True)
class Grid:
    """A transverse Mercator grid: its ellipsoid, scale, true origin in degrees, false origin, and the way to WGS 84.

    `shift` is metres along three axes, seconds of arc about them, and parts per million (position vector).
    """

    a: float
    b: float
    scale: float
    latitude: float
    longitude: float
    east: float
    north: float
    shift: tuple[float, float, float, float, float, float, float]


BRITISH_GRID = Grid(
    6377563.396, 6356256.909, 0.9996012717, 49, -2, 400_000, -100_000, (446.448, -125.157, 542.060, 0.1502, 0.2470, 0.8421, -20.4894)
)
IRISH_GRID = Grid(6377340.189, 6356034.447, 1.000035, 53.5, -8, 200_000, 250_000, (482.5, -130.6, 564.6, -1.042, -0.214, -0.631, 8.15))

_WGS84 = Grid(6378137.0, 6356752.314245, 1, 0, 0, 0, 0, (0, 0, 0, 0, 0, 0, 0))


def british(easting: float, northing: float, nation: str = "") -> Point:
    """The point on the British grid, in metres. `nation` says on which grid it is given."""
    if nation != IRISH:
        return easting, northing
    latitude, longitude = _geographic(IRISH_GRID, easting, northing)
    wgs = _shifted(_cartesian(IRISH_GRID, latitude, longitude), IRISH_GRID.shift)
    airy = _shifted(wgs, tuple(-part for part in BRITISH_GRID.shift))
    return _projected(BRITISH_GRID, *_from_cartesian(BRITISH_GRID, airy))


def apart(one: Point, other: Point) -> float:
    """Metres in a straight line between two points of the British grid; within 0.05% of the true distance in Great Britain."""
    return math.hypot(one[0] - other[0], one[1] - other[1])


def degrees(easting: float, northing: float) -> Point:
    """Latitude and longitude (WGS 84, in degrees) of a point of the British grid, to some metres."""
    place = _cartesian(BRITISH_GRID, *_geographic(BRITISH_GRID, easting, northing))
    latitude, longitude = _from_cartesian(_WGS84, _shifted(place, BRITISH_GRID.shift))
    return math.degrees(latitude), math.degrees(longitude)


def around_the_globe(one: Point, other: Point) -> float:
    """Metres along the globe between two points in degrees; within half a percent, which is enough between countries."""
    (a, b), (c, d) = (map(math.radians, point) for point in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6_371_009 * math.asin(math.sqrt(half))


def _meridian(grid: Grid, latitude: float) -> float:
    """The length of the meridian from the true origin to `latitude` (radians), scaled."""
    n = (grid.a - grid.b) / (grid.a + grid.b)
    origin = math.radians(grid.latitude)
    less, more = latitude - origin, latitude + origin
    first = (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
    second = (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(less) * math.cos(more)
    third = (15 / 8 * n**2 + 15 / 8 * n**3) * math.sin(2 * less) * math.cos(2 * more)
    fourth = 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
    return grid.b * grid.scale * (first - second + third - fourth)


def _radii(grid: Grid, latitude: float) -> tuple[float, float]:
    """The radii of curvature across and along the meridian, scaled."""
    e2 = 1 - (grid.b / grid.a) ** 2
    across = grid.a * grid.scale / math.sqrt(1 - e2 * math.sin(latitude) ** 2)
    return across, across * (1 - e2) / (1 - e2 * math.sin(latitude) ** 2)


def _projected(grid: Grid, latitude: float, longitude: float) -> Point:
    nu, rho = _radii(grid, latitude)
    eta2, t, cos = nu / rho - 1, math.tan(latitude), math.cos(latitude)
    p = longitude - math.radians(grid.longitude)
    sin = math.sin(latitude)
    north = nu * sin * (cos * p**2 / 2 + cos**3 * (5 - t**2 + 9 * eta2) * p**4 / 24 + cos**5 * (61 - 58 * t**2 + t**4) * p**6 / 720)
    last = cos**5 * (5 - 18 * t**2 + t**4 + 14 * eta2 - 58 * t**2 * eta2) * p**5 / 120
    east = nu * (cos * p + cos**3 * (nu / rho - t**2) * p**3 / 6 + last)
    return grid.east + east, grid.north + _meridian(grid, latitude) + north


def _geographic(grid: Grid, easting: float, northing: float) -> Point:
    """Latitude and longitude, in radians, on the grid's own ellipsoid."""
    latitude = math.radians(grid.latitude)
    while abs(left := northing - grid.north - _meridian(grid, latitude)) > 1e-5:
        latitude += left / (grid.a * grid.scale)
    nu, rho = _radii(grid, latitude)
    eta2, t, x = nu / rho - 1, math.tan(latitude), easting - grid.east
    up = x**2 / 2 - x**4 * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2) / (24 * nu**2) + x**6 * (61 + 90 * t**2 + 45 * t**4) / (720 * nu**4)
    along = x - x**3 * (nu / rho + 2 * t**2) / (6 * nu**2) + x**5 * (5 + 28 * t**2 + 24 * t**4) / (120 * nu**4)
    return latitude - t / (rho * nu) * up, math.radians(grid.longitude) + along / (math.cos(latitude) * nu)


def _cartesian(grid: Grid, latitude: float, longitude: float) -> tuple[float, ...]:
    e2 = 1 - (grid.b / grid.a) ** 2
    nu = grid.a / math.sqrt(1 - e2 * math.sin(latitude) ** 2)
    cos = math.cos(latitude)
    return nu * cos * math.cos(longitude), nu * cos * math.sin(longitude), nu * (1 - e2) * math.sin(latitude)


def _from_cartesian(grid: Grid, place: tuple[float, ...]) -> Point:
    x, y, z = place
    e2, across = 1 - (grid.b / grid.a) ** 2, math.hypot(x, y)
    latitude = math.atan2(z, across * (1 - e2))
    for _ in range(6):
        nu = grid.a / math.sqrt(1 - e2 * math.sin(latitude) ** 2)
        latitude = math.atan2(z + e2 * nu * math.sin(latitude), across)
    return latitude, math.atan2(y, x)


def _shifted(place: tuple[float, ...], shift: tuple[float, ...]) -> tuple[float, ...]:
    tx, ty, tz = shift[:3]
    rx, ry, rz = (math.radians(seconds / 3600) for seconds in shift[3:6])
    s = 1 + shift[6] / 1e6
    x, y, z = place
    return tx + s * (x - rz * y + ry * z), ty + s * (rz * x + y - rx * z), tz + s * (-ry * x + rx * y + z)
