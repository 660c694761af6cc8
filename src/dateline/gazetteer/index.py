"""The gazetteer: look-ups in a read-only SQLite index, the embedded one or one that ``build_gazetteer`` makes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import ceil, cos, floor, pi, radians, sqrt
from pathlib import Path
from struct import iter_unpack, unpack
from typing import Any

from dateline.errors import MissingPackError
from dateline.gazetteer.distance import distance_km
from dateline.gazetteer.filter import NameFilter
from dateline.gazetteer.naming import ARTICLES, key_from_name, sound_from_key
from dateline.gazetteer.place import GazetteerPlace, Matched, NameMatch
from dateline.gazetteer.scan import Scanner

VARIABLE = "DATELINE_GAZETTEER"
"""The variable that names an index to use in place of the embedded one."""

EMBEDDED = Path(__file__).with_name("places.sqlite3")
FORMAT = "dateline-gazetteer/1"
DEGREE = 10_000
"""Coordinates are whole ten-thousandths of a degree, about eleven metres."""

CELL_STEPS = 1 << 16
"""Within a cell of one degree, points are counted in steps of less than two metres."""

PREFERRED, ALTERNATIVE, ABBREVIATION = 0, 1, 2
FIRST_OF_DATELINE = 1 << 27
FIRST_OF_NATURAL_EARTH = 1 << 28
"""Numbers of places below these are GeoNames ids."""

_MATCHED: tuple[Matched, ...] = ("preferred", "alternative", "abbreviation", "id", "sound")
_BY_ID, _BY_SOUND = 3, 4
_FARTHEST_KM = 250.0
_PEOPLE_A_KM2 = 5_000
_SMALLEST_RADIUS_KM = 2.0
_PLACE = "SELECT name, lat, lon, kind, area, population, radius_km FROM place WHERE num = ?"


def cell_of(lat: float, lon: float) -> int:
    """The number of the cell of one degree that a point lies in."""
    return floor(lat + 90) * 360 + floor(lon + 180) % 360


class Gazetteer:
    """Places by name, by id and by nearness. Reading only: safe to share between threads, and to send to a process."""

    def __init__(self, path: Path) -> None:
        """Take the index at ``path``; it is opened at the first question."""
        self.path = path
        self._find = lru_cache(maxsize=8192)(self._places_of)
        self._place = lru_cache(maxsize=32768)(self._place_of)
        self._area = lru_cache(maxsize=16384)(self._area_of)
        self._holds = lru_cache(maxsize=32768)(self._is_key)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        return Gazetteer, (self.path,)

    @cached_property
    def digest(self) -> str:
        """A sha256 of what the index holds, made when it was built: the same digest, the same answers."""
        return str(self._one("SELECT value FROM meta WHERE key = 'digest'"))

    def find(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Every place of that name or alternative name, the most populous first; countries' adjectives give nothing.

        Case, diacritics, hyphens and apostrophes make no difference, nor does the form of the Arabic article
        (``Ar Raqqah``, ``al-Raqqah``). Regions and waters, whose population nobody gives, rank as one million; a division
        ranks below the town of its name or else its largest, and a district under a name without its generic word far
        below (``Jefferson``, of ``Jefferson County``).
        """
        return self._find(key_from_name(name))

    def find_alike(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Populated places of Arabic-writing countries whose name sounds like it, the most populous first.

        For spellings that ``find`` does not know: it compares consonants alone, so its places are candidates to be
        weighed and no more. Names of fewer than three consonants give nothing.
        """
        packed = self._one("SELECT places FROM sound WHERE key = ?", sound_from_key(key_from_name(name)))
        numbers = unpack(f"<{len(packed) // 4}I", packed) if packed else ()
        places = (self._place(number, _BY_SOUND) for number in numbers)
        return tuple(place for place in places if place is not None)

    def get(self, id: str, scheme: str = "geonames") -> GazetteerPlace | None:  # noqa: A002 - the format's own word
        """The place with that id in that scheme, or None."""
        if scheme == "geonames":
            num = int(id) if id.isascii() and id.isdigit() and int(id) < FIRST_OF_DATELINE else None
        else:
            first = FIRST_OF_DATELINE if scheme == "dateline" else FIRST_OF_NATURAL_EARTH
            num = self._one("SELECT num FROM slug WHERE id = ? AND num BETWEEN ? AND ?", id, first, first * 2 - 1)
        return None if num is None else self._place(num, _BY_ID)

    def country(self, iso3: str) -> GazetteerPlace | None:
        """The country of an ISO 3166-1 alpha-3 code, or None."""
        num = self._one("SELECT num FROM country WHERE iso3 = ?", iso3)
        return None if num is None else self._place(num, _BY_ID)

    def country_by_adjective(self, word: str) -> str | None:
        """The alpha-3 code of the country whose adjective or people's name it is (``Malian``, ``Malians``), or None.

        Adjectives of divisions and regions within one country count (``Texan``). A word that several countries share
        (``Congolese``) gives the most populous.
        """
        place = self.place_by_adjective(word)
        return place.country if place else None

    def place_by_adjective(self, word: str) -> GazetteerPlace | None:
        """The country, division or region whose adjective or people's name it is (``Malian``, ``Texan``, ``European``)."""
        num = self._adjectives.get(key_from_name(word))
        return None if num is None else self._place(num, _BY_ID)

    def capital(self, iso3: str) -> GazetteerPlace | None:
        """The capital of a country, or None where there is none in the index."""
        num = self._one("SELECT capital FROM country WHERE iso3 = ?", iso3)
        return None if num is None else self._place(num, _BY_ID)

    def nearest(self, lat: float, lon: float, limit: int = 1) -> tuple[GazetteerPlace, ...]:
        """The populated places nearest to a point, the nearest first; at most ``limit``, none farther than 250 km."""
        reach = 30.0
        while True:
            near = sorted(
                (distance, num)
                for num, distance in self._around(lat, lon, min(reach, _FARTHEST_KM))
                if distance <= min(reach, _FARTHEST_KM)
            )
            if len(near) >= limit or reach >= _FARTHEST_KM:
                break
            reach *= 3
        places = (self._place(num, _BY_ID) for _distance, num in near[:limit])
        return tuple(place for place in places if place is not None)

    def names_in(self, tokens: Sequence[str]) -> tuple[NameMatch, ...]:
        """The names in a run of words, the longest at each place, from left to right and never overlapping.

        A name begins with a capital letter or an Arabic article joined by a hyphen (``al-Bab``); hyphens may be tokens
        of their own. Abbreviations (``U.S.``, ``Calif.``) match only as they are written, those of the post (``CA``)
        only after a comma. Function words, months, weekdays and words of one or two letters are no names when they
        stand alone, though ``find`` knows them.
        """
        return self._scanner.scan(tokens)

    @cached_property
    def _index(self) -> sqlite3.Connection:
        if not self.path.is_file():
            raise MissingPackError(
                f"no gazetteer at {self.path}",
                hint="it is part of the package: install dateline again"
                if self.path == EMBEDDED
                else f"make one with dateline gazetteer build, or leave {VARIABLE} out",
            )
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        index = sqlite3.connect(uri, uri=True, check_same_thread=False, cached_statements=32)
        try:
            found = index.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except sqlite3.DatabaseError:
            found = None
        if found is None or found[0] != FORMAT:
            index.close()
            raise MissingPackError(f"{self.path} is no gazetteer of the format {FORMAT}", hint="build it anew")
        return index

    @cached_property
    def _kinds(self) -> dict[int, tuple[Any, ...]]:
        return {num: tuple(rest) for num, *rest in self._index.execute("SELECT * FROM kind")}

    @cached_property
    def _adjectives(self) -> dict[str, int]:
        return dict(self._index.execute("SELECT key, num FROM adjective"))

    @cached_property
    def _scanner(self) -> Scanner:
        bits = self._one("SELECT value FROM meta WHERE key = 'filter'")
        written = {text: bool(comma) for text, comma in self._index.execute("SELECT * FROM abbreviation")}
        countries = "SELECT key, country FROM adjective JOIN place USING (num) JOIN area ON area.num = place.area"
        return Scanner(NameFilter(bytes(bits)), dict(self._index.execute(countries)), written, self._holds)

    def _one(self, query: str, *values: str | int) -> Any:
        row = self._index.execute(query, values).fetchone()
        return row[0] if row else None

    def _is_key(self, key: str) -> bool:
        return self._one("SELECT 1 FROM name WHERE key = ?", key) is not None

    def _places_of(self, key: str) -> tuple[GazetteerPlace, ...]:
        packed = self._one("SELECT places FROM name WHERE key = ?", key)
        if packed is None:
            article, _, rest = key.partition(" ")
            if article == "the":
                return self._places_of(rest)
            return self._places_of(f"al {rest}") if article in ARTICLES and article != "al" else ()
        numbers = unpack(f"<{len(packed) // 4}I", packed)
        places = (self._place(number >> 2, number & 3) for number in numbers)
        return tuple(place for place in places if place is not None)

    def _place_of(self, num: int, matched: int) -> GazetteerPlace | None:
        row = self._index.execute(_PLACE, (num,)).fetchone()
        if row is None:
            return None
        name, lat, lon, kind, area, population, radius_km = row
        scheme, precision, feature, point_from = self._kinds[kind]
        country, admin1, admin2 = self._area(area)
        if radius_km is None:
            radius_km = round(max(sqrt(population / _PEOPLE_A_KM2 / pi), _SMALLEST_RADIUS_KM), 1)
        return GazetteerPlace(
            id=str(num) if scheme == "geonames" else self._one("SELECT id FROM slug WHERE num = ?", num),
            scheme=scheme,
            name=name,
            lat=lat / DEGREE,
            lon=lon / DEGREE,
            country=country,
            admin1=admin1,
            admin2=admin2,
            feature=feature,
            population=population,
            radius_km=float(radius_km),
            precision=precision,
            matched=_MATCHED[matched],
            point_from=point_from,
        )

    def _area_of(self, num: int) -> tuple[Any, ...]:
        row: tuple[Any, ...] = self._index.execute(
            "SELECT country, admin1, admin2 FROM area WHERE num = ?", (num,)
        ).fetchone()
        return row

    def _around(self, lat: float, lon: float, reach_km: float) -> list[tuple[int, float]]:
        """Number and distance of the populated places in the cells that a circle touches."""
        rows = ceil(reach_km / 111.0)
        columns = min(ceil(rows / max(cos(radians(lat)), 0.02)), 179)
        found = []
        for south in range(max(floor(lat) - rows, -90), min(floor(lat) + rows, 89) + 1):
            for west in range(floor(lon) - columns, floor(lon) + columns + 1):
                packed = self._one("SELECT places FROM cell WHERE num = ?", cell_of(south, west))
                for num, up, along in iter_unpack("<IHH", packed or b""):
                    found.append((num, distance_km(lat, lon, south + up / CELL_STEPS, west + along / CELL_STEPS)))
        return found


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer at ``path``, else at the path that ``DATELINE_GAZETTEER`` names, else the embedded one.

    Raises MissingPackError, at the first question, where there is none.
    """
    named = os.environ.get(VARIABLE)
    return Gazetteer(path or (Path(named) if named else EMBEDDED))
