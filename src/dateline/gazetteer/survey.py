"""What a first look at the dumps tells of divisions: their names, their reach, and the people of their largest town."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, radians, sqrt

from dateline.gazetteer.dump import Advance, Dump, DumpRow

_KM_A_DEGREE = 111.2
#: Nine places in ten of a round swarm lie within so many times its standard distance.
_NINE_IN_TEN = 1.5
_SMALLEST_KM = {1: 40.0, 2: 10.0}


@dataclass(slots=True)
class Swarm:
    """The populated places of a division, as sums; points in degrees."""

    count: int = 0
    people: int = 0
    largest: int = 0
    lat: float = 0.0
    lon: float = 0.0
    lat_squared: float = 0.0
    lon_squared: float = 0.0

    def add(self, row: DumpRow) -> None:
        """Count a place."""
        self.count += 1
        self.people += row.population
        self.largest = max(self.largest, row.population)
        self.lat += row.lat
        self.lon += row.lon
        self.lat_squared += row.lat * row.lat
        self.lon_squared += row.lon * row.lon

    def reach_km(self, level: int) -> float:
        """The radius around the middle within which about nine places in ten lie."""
        least = _SMALLEST_KM[level]
        if self.count < 2:
            return least
        lat = self.lat / self.count
        up = max(0.0, self.lat_squared / self.count - lat**2)
        along = max(0.0, self.lon_squared / self.count - (self.lon / self.count) ** 2) * cos(radians(lat)) ** 2
        return max(least, round(_NINE_IN_TEN * _KM_A_DEGREE * sqrt(up + along), 1))


@dataclass(slots=True)
class Survey:
    """By code of a division: its name, and the places in it. Memory grows with the divisions, not with the places."""

    names: dict[str, str] = field(default_factory=dict)
    swarms: dict[str, Swarm] = field(default_factory=dict)
    rows: int = 0

    def swarm(self, code: str) -> Swarm:
        """The places in the division of that code; an empty one where none are known."""
        return self.swarms.get(code) or Swarm()


def survey_of(dumps: Iterable[Dump], advance: Advance) -> Survey:
    """Look through the dumps once."""
    found = Survey()
    for dump in dumps:
        for row in dump.rows(advance):
            found.rows += 1
            if row.feature_class == "P":
                for code in (row.division, row.subdivision):
                    if code:
                        found.swarms.setdefault(code, Swarm()).add(row)
            elif row.feature == "ADM1" and row.division:
                found.names[row.division] = row.name
            elif row.feature == "ADM2" and row.subdivision:
                found.names[row.subdivision] = row.name
    return found
