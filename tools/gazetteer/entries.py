"""Turns what the sources say into the rows of the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import pi, sqrt
from typing import Any

from dateline.gazetteer.distance import distance_km
from dateline.gazetteer.index import ABBREVIATION, ALTERNATIVE, FIRST_OF_DATELINE, FIRST_OF_NATURAL_EARTH, PREFERRED
from dateline.gazetteer.naming import key_from_name
from dateline.gazetteer.spelling import ARABIC, SMALL, WRITTEN_ONE_WAY, bare, is_foreign_form, is_kept, keys_of
from tools.gazetteer.sources import Country, Division, Settlement, table

Point = tuple[float, float]

REGION_RANK = 1_000_000
SEAS = frozenset({"SEA", "OCN", "GULF", "BAY", "STRT", "CHN"})
SHARE_OF_SEAT = 0.8
SHARE_OF_BARE_DISTRICT = 0.25
SAME_TOWN_KM = 30.0


@dataclass
class Entry:
    """One place of the index; ``keys`` says of each key what kind of name it is, ``rank`` orders places of one name."""

    num: int
    name: str
    lat: float
    lon: float
    country: str | None
    precision: str
    scheme: str = "geonames"
    admin1: str | None = None
    admin2: str | None = None
    feature: str | None = None
    population: int = 0
    radius_km: float | None = None
    point_from: str = "geonames"
    slug: str | None = None
    rank: float = 0.0
    keys: dict[str, int] = field(default_factory=dict)
    adjectives: tuple[str, ...] = ()
    by_sound: bool = False

    def rank_of(self, key: str) -> float:
        """The rank under that key: a district counts for less under a name without a generic word."""
        without = self.precision == "district" and bare(key) is None
        return self.rank * (SHARE_OF_BARE_DISTRICT if without else 1.0)


def keys_by_kind(name: str, others: Iterable[str], iso2: str) -> dict[str, int]:
    """Keys of the main name and of the alternatives that are kept."""
    keys = dict.fromkeys(keys_of([other for other in others if is_kept(other)], iso2), ALTERNATIVE)
    keys.update(dict.fromkeys(keys_of([name], iso2) - {key_from_name(name)}, ALTERNATIVE))
    keys[key_from_name(name)] = PREFERRED
    keys.pop("", None)
    return keys


def settlement_entries(
    places: Mapping[int, Settlement], divisions: Mapping[str, Division], iso3: Mapping[str, str]
) -> list[Entry]:
    """The populated places, with the names of the divisions they lie in."""
    rows = []
    for place in places.values():
        admin1 = divisions.get(place.admin1 or "")
        admin2 = divisions.get(place.admin2 or "")
        rows.append(
            Entry(
                num=place.id,
                name=place.name,
                lat=place.lat,
                lon=place.lon,
                country=iso3.get(place.iso2),
                precision="settlement",
                admin1=admin1.name if admin1 else None,
                admin2=admin2.name if admin2 else None,
                feature=place.feature,
                population=place.population,
                rank=place.population,
                by_sound=place.iso2 in ARABIC,
                keys=keys_by_kind(place.name, () if _written_one_way(place) else place.names, place.iso2),
            )
        )
    return rows


def _written_one_way(place: Settlement) -> bool:
    return place.iso2 in WRITTEN_ONE_WAY and place.population < SMALL


def town_entries(
    towns: Iterable[tuple[Settlement, int | None]], entries: list[Entry], iso3: Mapping[str, str]
) -> list[Entry]:
    """Natural Earth's places that are in no list of GeoNames; those that are lend it their feature code."""
    by_id = {entry.num: entry for entry in entries}
    by_key: dict[tuple[str | None, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in entry.keys:
            by_key[entry.country, key].append(entry)
    added: list[Entry] = []
    for town, geonames in towns:
        country = iso3.get(town.iso2)
        keys = keys_by_kind(town.name, town.names, town.iso2)
        near = by_id.get(geonames or 0) or next(
            (
                entry
                for key in sorted(keys)
                for entry in by_key[country, key]
                if distance_km(entry.lat, entry.lon, town.lat, town.lon) < SAME_TOWN_KM
            ),
            None,
        )
        if near is not None:
            near.feature = town.feature or near.feature
            continue
        if country is None or not town.id:
            continue
        added.append(
            Entry(
                num=FIRST_OF_NATURAL_EARTH + len(added),
                name=town.name,
                lat=town.lat,
                lon=town.lon,
                country=country,
                precision="settlement",
                scheme="naturalearth",
                feature=town.feature,
                population=town.population,
                point_from="naturalearth",
                slug=str(town.id),
                rank=town.population,
                keys=keys,
            )
        )
    return added


def division_entries(
    divisions: Mapping[str, Division],
    places: Mapping[int, Settlement],
    labels: tuple[Mapping[str, Point], Mapping[str, list[tuple[str, float, float]]]],
    iso3: Mapping[str, str],
) -> tuple[list[Entry], list[str]]:
    """The divisions that have a point, and the codes of those that have none."""
    inside: dict[str, list[Settlement]] = defaultdict(list)
    seats: dict[tuple[str, str], Settlement] = {}
    for place in places.values():
        for code in {place.admin1, place.admin2} - {None}:
            inside[str(code)].append(place)
        for code in {place.admin1, place.iso2} - {None}:
            slot = (str(code), key_from_name(place.name))
            if slot not in seats or seats[slot].population < place.population:
                seats[slot] = place
    named: dict[tuple[str, str], Point] = {
        (iso2, key_from_name(name)): (lat, lon) for iso2, rows in labels[1].items() for name, lat, lon in rows
    }
    own = table("names")["division"]
    rows, lost = [], []
    for code, division in divisions.items():
        iso2 = code.partition(".")[0]
        keys = keys_by_kind(division.name, (*division.names, *own.get(code, {}).get("names", ())), iso2)
        short = {shorter for key in keys if (shorter := bare(key))} - set(keys)
        members = inside.get(code, [])
        point, source = _point(division, {*keys, *short}, (members, seats), (labels[0], named))
        if "point" in own.get(code, {}):
            point, source = tuple(own[code]["point"]), "dateline"
        if point is None:
            lost.append(code)
            continue
        if division.level == 2:
            keys = {key: kind for key, kind in keys.items() if kind == PREFERRED or not is_foreign_form(key)}
        keys |= dict.fromkeys(short, ALTERNATIVE)
        keys |= _abbreviated(own.get(code, {}), keys)
        parent = divisions.get(".".join(code.split(".")[:2]))
        named_so = [member.population for member in members if key_from_name(member.name) in keys]
        largest = max(named_so or [member.population for member in members], default=0)
        rows.append(
            Entry(
                num=division.id,
                name=division.name,
                lat=point[0],
                lon=point[1],
                country=iso3.get(iso2),
                precision="province" if division.level == 1 else "district",
                admin1=division.name if division.level == 1 else parent.name if parent else None,
                admin2=division.name if division.level == 2 else None,
                feature=f"ADM{division.level}",
                population=sum(member.population for member in members),
                radius_km=_reach(point, members, least=40.0 if division.level == 1 else 10.0),
                point_from=source,
                rank=SHARE_OF_SEAT * largest,
                keys=keys,
                adjectives=tuple(own.get(code, {}).get("adjectives", ())),
            )
        )
    return rows, lost


def _reach(point: Point, members: list[Settlement], least: float) -> float:
    """The distance within which nine places in ten lie, but no more than twice the middle one: codes are now and then wrong."""
    distances = sorted(distance_km(*point, member.lat, member.lon) for member in members)
    if not distances:
        return least
    return max(min(distances[int(len(distances) * 0.9)], 2.0 * distances[(len(distances) - 1) // 2]), least)


def _point(
    division: Division,
    keys: set[str],
    places: tuple[list[Settlement], Mapping[tuple[str, str], Settlement]],
    labels: tuple[Mapping[str, Point], Mapping[tuple[str, str], Point]],
) -> tuple[Point | None, str]:
    """Natural Earth's point where it lies among the division's places, else their middle, else the town of that name."""
    members, seats = places
    iso2, _, rest = division.code.partition(".")
    middle: Point | None = None
    reach = 150.0
    if members:
        middle = (sum(m.lat for m in members) / len(members), sum(m.lon for m in members) / len(members))
        reach = max(distance_km(*middle, m.lat, m.lon) for m in members) + 50.0
    label = labels[0].get(division.code) or next(
        (labels[1][iso2, key] for key in sorted(keys) if (iso2, key) in labels[1]), None
    )
    if label and (middle is None or distance_km(*middle, *label) <= reach):
        return label, "naturalearth"
    if middle:
        return middle, "populated_places"
    parent = f"{iso2}.{rest.partition('.')[0]}" if division.level == 2 else iso2
    seat = next((seats[parent, key] for key in sorted(keys) if (parent, key) in seats), None)
    return ((seat.lat, seat.lon), "seat") if seat else (None, "")


def country_entries(
    countries: Iterable[Country], outlines: Mapping[str, Point], places: Mapping[int, Settlement]
) -> tuple[list[Entry], dict[str, int]]:
    """The countries, and the populated place that is the capital of each."""
    inside: dict[str, list[Settlement]] = defaultdict(list)
    for place in places.values():
        inside[place.iso2].append(place)
    rows, capitals = [], {}
    for country in countries:
        members = inside.get(country.iso2, [])
        capital = _capital(country, members)
        if capital:
            capitals[country.iso3] = capital.id
        point: Point | None = outlines.get(country.iso3)
        source = "naturalearth"
        if "point" in country.table:
            point, source = tuple(country.table["point"]), "dateline"
        elif point is None and members:
            point = (sum(m.lat for m in members) / len(members), sum(m.lon for m in members) / len(members))
            source = "populated_places"
        if point is None:
            continue
        keys = keys_by_kind(country.name, (), country.iso2)
        keys = dict.fromkeys(keys_of(country.table.get("names", ()), country.iso2), ALTERNATIVE) | keys
        rows.append(
            Entry(
                num=country.id,
                name=country.name,
                lat=point[0],
                lon=point[1],
                country=country.iso3,
                precision="country",
                feature="PCLI",
                population=country.population,
                radius_km=round(max(sqrt(country.area_km2 / pi), 3.0), 1),
                point_from=source,
                rank=country.population,
                keys=_without_the(keys) | _abbreviated(country.table, keys),
                adjectives=(*country.table.get("adjectives", ()), *country.table.get("peoples", ())),
            )
        )
    return rows, capitals


def _capital(country: Country, members: list[Settlement]) -> Settlement | None:
    key = key_from_name(country.capital)
    named = [place for place in members if key and key_from_name(place.name) == key] or [
        place for place in members if key and key in {key_from_name(name) for name in place.names}
    ]
    return max(named, key=lambda place: place.population, default=None)


def region_entries() -> list[Entry]:
    """The regions, waters and continents of Dateline's own table."""
    rows = []
    for number, region in enumerate(table("regions")["region"]):
        keys = dict.fromkeys(keys_of(region.get("names", ()), ""), ALTERNATIVE)
        keys[key_from_name(region["name"])] = PREFERRED
        countries = region.get("countries", [])
        rows.append(
            Entry(
                num=FIRST_OF_DATELINE + number,
                name=region["name"],
                lat=region["point"][0],
                lon=region["point"][1],
                country=countries[0] if len(countries) == 1 else None,
                precision="sea" if region["feature"] in SEAS else "region",
                scheme="dateline",
                feature=region["feature"],
                radius_km=float(region["radius_km"]),
                point_from="dateline",
                slug=region["id"],
                rank=REGION_RANK,
                keys=_without_the(keys) | _abbreviated(region, keys),
                adjectives=tuple(region.get("adjectives", ())),
            )
        )
    return rows


def name_places(entries: list[Entry]) -> list[str]:
    """Give the places of ``[[place]]`` in the table of names their further names; returns those that no place fits."""
    unknown = []
    for row in table("names")["place"]:
        key = key_from_name(row["name"])
        fitting = [e for e in entries if e.country == row["country"] and e.precision == "settlement" and key in e.keys]
        if not fitting:
            unknown.append(f"{row['name']} ({row['country']})")
            continue
        best = max(fitting, key=lambda entry: (entry.population, -entry.num))
        for other in keys_of(row["names"], ""):
            best.keys.setdefault(other, ALTERNATIVE)
        best.keys |= _abbreviated(row, best.keys)
    return unknown


def written_abbreviations(countries: Iterable[Country]) -> dict[str, bool]:
    """Every abbreviation as it is written, and whether it counts after a comma only."""
    own = table("names")
    rows: list[dict[str, Any]] = [c.table for c in countries]
    rows += [*own["division"].values(), *own["place"], *table("regions")["region"]]
    written = {text: True for row in rows for text in row.get("post", ())}
    written |= {text: False for row in rows for text in row.get("abbreviations", ())}
    return written


def adjectives(entries: Iterable[Entry]) -> dict[str, int]:
    """The place of each adjective and people's name; of several, the most populous."""
    ranked = sorted((entry for entry in entries if entry.adjectives), key=lambda entry: (entry.rank, -entry.num))
    return {key_from_name(word): entry.num for entry in ranked for word in entry.adjectives}


def _without_the(keys: dict[str, int]) -> dict[str, int]:
    """The keys, and those that begin with the English article also without it."""
    return {key.removeprefix("the "): kind for key, kind in keys.items()} | keys


def _abbreviated(row: Mapping[str, Any], keys: Mapping[str, int]) -> dict[str, int]:
    """The abbreviations of a row of a table that are not names already."""
    texts = (*row.get("abbreviations", ()), *row.get("post", ()))
    return {key: ABBREVIATION for text in texts if (key := key_from_name(text)) not in keys}
