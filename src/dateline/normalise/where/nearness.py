"""How near the places around a name lie to each of its readings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.gazetteer import GazetteerPlace
from dateline.gazetteer.distance import EARTH_RADIUS_KM

#: A place this far away counts a third of one on the spot.
NEAR_KM = 150.0
#: So many names to either side are asked; a report has fewer, and in a list of thousands those that are far off say nothing.
MOST_BESIDE = 256

Point = tuple[float, float, float]
"""Latitude and longitude in WGS 84 degrees, and how likely it is that the name means the place."""


class Neighbourhood:
    """The likeliest places of a document's names, in the names' order; None where a name has none that is a point."""

    def __init__(self, points: Sequence[Point | None]) -> None:
        self._numbers: NDArray[np.intp] = np.array(
            [at for at, one in enumerate(points) if one is not None], dtype=np.intp
        )
        told = np.array([one for one in points if one is not None], dtype=np.float64).reshape(-1, 3)
        self._lats, self._lons = np.radians(told[:, 0]), np.radians(told[:, 1])
        self._chances = told[:, 2]

    def closeness(self, number: int, places: Sequence[GazetteerPlace]) -> list[tuple[float, float]] | None:
        """For each reading of a name the closeness of the nearest other place, and the mean of all of them.

        Both lie between 0 and 1 and fall with the distance; None where no other name has a place.
        """
        low = int(np.searchsorted(self._numbers, number))
        is_own = low < len(self._numbers) and int(self._numbers[low]) == number
        beside = np.r_[
            max(0, low - MOST_BESIDE) : low, low + is_own : min(len(self._numbers), low + is_own + MOST_BESIDE)
        ]
        if not len(beside) or not places:
            return None
        lats = np.radians(np.array([[place.lat] for place in places]))
        lons = np.radians(np.array([[place.lon] for place in places]))
        # The haversine formula, as in `distance_km`.
        half = np.sin((self._lats[beside] - lats) / 2) ** 2
        half += np.cos(lats) * np.cos(self._lats[beside]) * np.sin((self._lons[beside] - lons) / 2) ** 2
        km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
        close = self._chances[beside] * np.exp(-km / NEAR_KM)
        return [(float(most), float(mean)) for most, mean in zip(close.max(axis=1), close.mean(axis=1), strict=True)]
