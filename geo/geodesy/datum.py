"""The datums of Chinese maps, and the way between them.

WGS-84 is what GPS and this record use. CGCS2000, the national datum, agrees with it to centimetres at its epoch,
2000.0; the motion of the plate has since added less than a metre, so the two are taken as equal. GCJ-02 is what maps
published in China must show: WGS-84 displaced by a smooth formula, at Zhuzhou by 659 to 676 m to the east-south-east.
BD-09 is Baidu's own displacement on top of GCJ-02.

Longitude comes first everywhere; degrees in, degrees out. Numbers give numbers, numpy arrays give arrays.

Neither authority has published its formula. That of GCJ-02 is the reconstruction in common use, on the ellipsoid of
Krasovsky 1940, and so are the constants of BD-09. Both hold inside mainland China.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from operator import mul
from typing import overload

import numpy as np
from numpy.typing import NDArray

from geo.issues.errors import AtlasError
from geo.issues.errors import shown

Degrees = float | NDArray[np.float64]
Conversion = Callable[[Degrees, Degrees], tuple[Degrees, Degrees]]

WGS84 = "WGS-84"
CGCS2000 = "CGCS2000"
GCJ02 = "GCJ-02"
BD09 = "BD-09"

KRASOVSKY = (6378245.0, 0.00669342162296594323)
"""The ellipsoid of 1940: semi-major axis in metres, first eccentricity squared."""
ORIGIN = (105.0, 35.0)
"""The place around which the obfuscation swings: lon, lat in degrees; x and y are the degrees from it."""
WAVES = (180.0, 60.0, 30.0, 10.0, 2.5, 1.0)
"""Its waves, in sixtieths of a turn per degree."""
METRES_EAST = (300.0, 1.0, 2.0, 0.1, 0.1, 0.0, 0.1, 20.0, 20.0, 20.0, 40.0, 150.0, 300.0, *(0.0,) * 6)
METRES_NORTH = (-100.0, 2.0, 3.0, 0.0, 0.1, 0.2, 0.2, 20.0, 20.0, *(0.0,) * 6, 20.0, 40.0, 160.0, 320.0)
"""What each term adds to the displacement: 1, x, y, x², xy, y², the root of |x|, the waves of x, those of y.

The page displaces by the same numbers (``geo/page/web/src/core/datum.js``).
"""
CLOSE_ENOUGH = 1e-12
"""In degrees, about a ten-thousandth of a millimetre; each step gains two digits, so ten are plenty."""
MOST_STEPS = 10

BD09_ANGLE = 3000.0 * np.pi / 180.0
BD09_WAVES = (0.00002, 0.000003)
BD09_SHIFT = (0.0065, 0.006)
"""What Baidu adds: waves of a radius in degrees and of an angle in radians, and a shift in degrees of lon and lat."""


def wgs84_to_gcj02(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Displace a WGS-84 position to GCJ-02.

    >>> lon, lat = wgs84_to_gcj02(113.1311, 27.8310)
    >>> round(lon, 6), round(lat, 6)
    (113.136933, 27.827862)
    """
    terms = _terms(lon - ORIGIN[0], lat - ORIGIN[1])
    east, north = (sum(map(mul, each, terms)) for each in (METRES_EAST, METRES_NORTH))

    # The formula gives metres; the radii of the ellipsoid turn them into degrees.
    phi = np.radians(lat)
    semi_major, eccentricity_squared = KRASOVSKY
    flattening = 1.0 - eccentricity_squared * np.sin(phi) ** 2
    prime_vertical = semi_major / np.sqrt(flattening)
    meridian = prime_vertical * (1.0 - eccentricity_squared) / flattening
    return _plain(
        lon + np.degrees(east / (prime_vertical * np.cos(phi))),
        lat + np.degrees(north / meridian),
    )


def gcj02_to_wgs84(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Take a GCJ-02 position back to WGS-84, by iteration, to well under 1 mm."""
    return _inverse(wgs84_to_gcj02, lon, lat)


def gcj02_to_bd09(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Displace a GCJ-02 position to BD-09."""
    radius = np.hypot(lon, lat) + BD09_WAVES[0] * np.sin(lat * BD09_ANGLE)
    angle = np.arctan2(lat, lon) + BD09_WAVES[1] * np.cos(lon * BD09_ANGLE)
    return _plain(radius * np.cos(angle) + BD09_SHIFT[0], radius * np.sin(angle) + BD09_SHIFT[1])


def bd09_to_gcj02(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Take a BD-09 position back to GCJ-02, by iteration, to well under 1 mm."""
    return _inverse(gcj02_to_bd09, lon, lat)


@overload
def to_wgs84(lon: float, lat: float, datum: str) -> tuple[float, float]: ...
@overload
def to_wgs84(
    lon: NDArray[np.float64], lat: NDArray[np.float64], datum: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
def to_wgs84(lon: Degrees, lat: Degrees, datum: str) -> tuple[Degrees, Degrees]:
    """Convert a position of a named datum to WGS-84.

    Parameters
    ----------
    lon, lat
        Degrees in the datum.
    datum
        ``"WGS-84"``, ``"CGCS2000"``, ``"GCJ-02"`` or ``"BD-09"``.

    Returns
    -------
    tuple
        lon, lat in degrees, WGS-84.

    Raises
    ------
    AtlasError
        If the datum is not one of the four.
    """
    if datum not in _TO_WGS84:
        raise AtlasError("datum", f"datum must be one of {', '.join(DATUMS)}", shown(datum))
    return _TO_WGS84[datum](lon, lat)


def from_wgs84(lon: float, lat: float, datum: str) -> tuple[float, float]:
    """Convert a position to a named datum: the way back from :func:`to_wgs84`.

    Parameters
    ----------
    lon, lat
        Degrees in WGS-84.
    datum
        As for :func:`to_wgs84`.

    Returns
    -------
    tuple
        lon, lat in degrees, in the datum.

    Raises
    ------
    AtlasError
        If the datum is not one of the four.

    Examples
    --------
    >>> lon, lat = from_wgs84(113.1311, 27.8310, "BD-09")
    >>> round(lon, 6), round(lat, 6)
    (113.143391, 27.83398)
    """
    if datum not in _FROM_WGS84:
        raise AtlasError("datum", f"datum must be one of {', '.join(DATUMS)}", shown(datum))
    there_lon, there_lat = _FROM_WGS84[datum](lon, lat)
    return float(there_lon), float(there_lat)


def _terms(x: Degrees, y: Degrees) -> list[Degrees]:
    """Return the terms of the displacement, x and y in degrees from its origin."""
    waves = [2.0 / 3.0 * np.sin(np.pi / 30.0 * wave * each) for each in (x, y) for wave in WAVES]
    return [1.0, x, y, x * x, x * y, y * y, np.sqrt(np.abs(x)), *waves]


def _inverse(forward: Conversion, lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Find the position that ``forward`` moves to lon, lat: guess, see the miss, correct."""
    guess_lon, guess_lat = lon, lat
    for _ in range(MOST_STEPS):
        there_lon, there_lat = forward(guess_lon, guess_lat)
        miss_lon, miss_lat = there_lon - lon, there_lat - lat
        guess_lon, guess_lat = guess_lon - miss_lon, guess_lat - miss_lat
        if max(np.max(np.abs(miss_lon)), np.max(np.abs(miss_lat))) < CLOSE_ENOUGH:
            break
    return _plain(guess_lon, guess_lat)


def _plain(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Give Python floats for numbers: numpy's print their type in a message."""
    if np.ndim(lon) == 0:
        return float(lon), float(lat)
    return lon, lat


def _unchanged(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    return lon, lat


_TO_WGS84: Mapping[str, Conversion] = {
    WGS84: _unchanged,
    CGCS2000: _unchanged,
    GCJ02: gcj02_to_wgs84,
    BD09: lambda lon, lat: gcj02_to_wgs84(*bd09_to_gcj02(lon, lat)),
}
_FROM_WGS84: Mapping[str, Conversion] = {
    WGS84: _unchanged,
    CGCS2000: _unchanged,
    GCJ02: wgs84_to_gcj02,
    BD09: lambda lon, lat: gcj02_to_bd09(*wgs84_to_gcj02(lon, lat)),
}

DATUMS = tuple(_TO_WGS84)
