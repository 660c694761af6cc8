"""Which of the places of one name is meant: signs for every reading, weighed.

The weights of ``weights.toml`` are those of a conditional logit over the readings of a name (``training/places`` has the
recipe). Names are rated twice: first by what they are, then with the countries and the neighbourhood that the other
names of the document point at.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from dateline.gazetteer import GazetteerPlace, distance_km
from dateline.normalise.where.naming import Name
from dateline.normalise.where.nearness import NEAR_KM, Neighbourhood, Point

_SPOT_KM = 100.0
_MOST_COMPARED = 8
_SHARE_OF_SEAT = 0.1

Signs = Mapping[str, float]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document tells besides its names: the countries of its outlet, and those that its adjectives and the actors
    it names belong to, with how often."""

    outlet: frozenset[str] = frozenset()
    told: Mapping[str, int] | None = None


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    text = files(__package__).joinpath("weights.toml").read_text(encoding="utf-8")
    weights: Mapping[str, Mapping[str, float]] = tomllib.loads(text)
    return weights


def rated(names: Sequence[Name], setting: Setting) -> list[list[float]]:
    """For each name the probability of each of its candidates, in their order."""
    weights = _weights()
    inner = _inner(names)
    alone = [signs_alone(name, names, setting, inner) for name in names]
    first = [softmax([total_of(signs, weights["alone"]) for signs in rows]) for rows in alone]
    together = signs_together(names, first, setting)
    return [
        softmax([total_of({**signs, **more}, weights["together"]) for signs, more in zip(rows, extra, strict=True)])
        # The second weights count on the neighbourhood: where the document tells none, the first say more.
        if any(extra)
        else chances
        for rows, extra, chances in zip(alone, together, first, strict=True)
    ]


def _inner(names: Sequence[Name]) -> dict[int, list[Name]]:
    """By the identity of a name, the names that stand inside of it."""
    inner: dict[int, list[Name]] = {}
    for name in names:
        for holder in sorted(name.within):
            inner.setdefault(id(names[holder]), []).append(name)
    return inner


def signs_alone(
    name: Name, names: Sequence[Name], setting: Setting, inner_of: Mapping[int, Sequence[Name]] | None = None
) -> list[dict[str, float]]:
    """The signs of each candidate of a name that need no reading of other names."""
    inner = (_inner(names) if inner_of is None else inner_of).get(id(name), ())
    most = max((place.population for place in name.candidates), default=0)
    rows = []
    for rank, place in enumerate(name.candidates):
        size = math.log10(place.population + 1) / 7.0
        signs = {
            f"population_{place.precision}": size,
            "population_share": place.population / most if most else 0.0,
            f"is_{place.precision}": 1.0,
            f"matched_{place.matched}": 1.0,
        }
        if place.precision == "settlement":
            signs["population_squared"] = size * size
        if rank == 0:
            signs["most_populous"] = 1.0
        if place.feature in ("PPLC", "PPLA", "PPLA2"):
            signs[f"is_{place.feature}"] = 1.0
        if place.feature == "PPLX":
            signs["is_PPLX"] = 1.0
        if name.ground:
            signs["ground_fits" if place.precision == name.ground else f"ground_{name.ground}_is_{place.precision}"] = (
                1.0
            )
        if name.article:
            signs[f"article_{place.precision}"] = 1.0
        if place.country is not None and place.country in setting.outlet:
            signs["outlet"] = 1.0
        if name.countries:
            signs["adjective_fits" if place.country in name.countries else "adjective_unfit"] = 1.0
        holders = [names[index] for index in name.within]
        if holders and any(holder.candidates for holder in holders):
            fits = any(lies_within(place, other) for holder in holders for other in holder.candidates)
            signs["within_fits" if fits else "within_unfit"] = 1.0
        if any(other.candidates for other in inner):
            fits = any(lies_within(one, place) for other in inner for one in other.candidates)
            signs["holds_fits" if fits else "holds_unfit"] = 1.0
        rows.append(signs)
    return rows


def signs_together(
    names: Sequence[Name], probabilities: Sequence[Sequence[float]], setting: Setting
) -> list[list[dict[str, float]]]:
    """The signs that the first ratings of the other names give to each candidate."""
    countries: list[dict[str, float]] = []
    divisions: list[dict[tuple[str, str], float]] = []
    points: list[Point | None] = []
    states: list[tuple[GazetteerPlace, float] | None] = []
    for name, chances in zip(names, probabilities, strict=True):
        by_country: dict[str, float] = {}
        by_division: dict[tuple[str, str], float] = {}
        weight = 1.0 + math.log(max(1, len(name.mentions))) if name.is_of_ground else 0.0
        for place, chance in zip(name.candidates, chances, strict=True):
            if place.country is not None:
                by_country[place.country] = by_country.get(place.country, 0.0) + chance * weight
                if place.admin1:
                    division = (place.country, place.admin1)
                    by_division[division] = by_division.get(division, 0.0) + chance * weight
        countries.append(by_country)
        divisions.append(by_division)
        best = max(range(len(chances)), key=lambda index, row=chances: row[index], default=None)  # type: ignore[misc]
        point = None
        if (
            name.is_of_ground
            and best is not None
            and name.candidates[best].precision in ("settlement", "district", "province")
        ):
            point = (name.candidates[best].lat, name.candidates[best].lon, chances[best])
        points.append(point)
        is_state = best is not None and name.candidates[best].precision == "country"
        states.append((name.candidates[best], chances[best]) if best is not None and is_state else None)
    told = {iso: math.log(1 + times) for iso, times in (setting.told or {}).items()}
    all_countries = _summed([*countries, told])
    all_divisions = _summed(divisions)
    around = Neighbourhood(points)
    of_states = [(at, *state) for at, state in enumerate(states) if state is not None]
    rows = []
    for index, name in enumerate(names):
        others = {iso: weight - countries[index].get(iso, 0.0) for iso, weight in all_countries.items()}
        keys = {(place.country, place.admin1) for place in name.candidates if place.country and place.admin1}
        beside = {key: all_divisions.get(key, 0.0) - divisions[index].get(key, 0.0) for key in keys}
        total = max(1e-9, sum(others.values()))
        abroad = [(state, chance) for at, state, chance in of_states if at != index]
        near = around.closeness(index, name.candidates)
        rows.append(
            [
                _beside(place, others, beside, total, near[at] if near else None, abroad)
                for at, place in enumerate(name.candidates)
            ]
        )
    return rows


def _beside(
    place: GazetteerPlace,
    countries: Mapping[str, float],
    divisions: Mapping[tuple[str, str], float],
    total: float,
    near: tuple[float, float] | None,
    states: Sequence[tuple[GazetteerPlace, float]] = (),
) -> dict[str, float]:
    signs: dict[str, float] = {}
    abroad = [chance for state, chance in states if state.country != place.country and _lies_beside(place, state)]
    if abroad:
        # "Gaza" beside "Israel" is no province of Mozambique.
        signs["beside_told"] = max(abroad)
    if total > 0.05 and place.country is not None:
        weight = countries.get(place.country, 0.0)
        signs["country_share"] = weight / total
        signs["country_told"] = min(1.0, weight)
        if place.feature == "PPLC":
            signs["capital_of_told"] = min(1.0, weight)
        if place.admin1 and place.precision != "country":
            nearer = divisions.get((place.country, place.admin1), 0.0)
            signs["division_share"] = nearer / total
            signs["division_told"] = min(1.0, nearer)
    if near is not None and place.precision in ("settlement", "district", "province"):
        signs["nearest"], signs["nearness"] = near
    return signs


def _lies_beside(place: GazetteerPlace, state: GazetteerPlace) -> bool:
    """Whether a place lies in a state's reach or just outside of it."""
    return distance_km(place.lat, place.lon, state.lat, state.lon) <= state.radius_km + NEAR_KM


def best_reading(name: Name, chances: Sequence[float]) -> int | None:
    """The reading to take: the likeliest one of the likeliest spot, where readings near to each other are one spot.

    "Gaza" may be a city, its district and the strip; together they outweigh a province of that name elsewhere.
    """
    if not chances:
        return None
    ranked = sorted(range(len(chances)), key=lambda index: (-chances[index], index))[:_MOST_COMPARED]

    def spot(index: int) -> float:
        one = name.candidates[index]
        return sum(
            chances[other]
            for other in ranked
            if one.country == name.candidates[other].country
            and distance_km(one.lat, one.lon, name.candidates[other].lat, name.candidates[other].lon) <= _SPOT_KM
        )

    best = max(ranked, key=lambda index: (round(spot(index), 6), chances[index]))
    if name.ground or name.candidates[best].precision not in ("province", "district"):
        return best
    return next((index for index in ranked if _is_seat(name.candidates[index], name.candidates[best])), best)


def _is_seat(place: GazetteerPlace, division: GazetteerPlace) -> bool:
    """Whether a place is the town that a division is called after: "Gao" alone is the town, "Gao region" is not.

    Of towns whose rank nobody gives, one of a tenth of a province's people is its seat: Aleppo is, Quebec is not.
    """
    ranked = place.feature in ("PPLC", "PPLA", "PPLA2")
    large = division.precision == "province" and place.population >= _SHARE_OF_SEAT * division.population > 0
    return (
        place.precision == "settlement"
        and (ranked or large)
        and place.country == division.country
        and place.admin1 == division.admin1
        and distance_km(place.lat, place.lon, division.lat, division.lon) <= max(_SPOT_KM, division.radius_km)
    )


def lies_within(place: GazetteerPlace, holder: GazetteerPlace) -> bool:
    """Whether a place lies in a country, division or region, by their codes or else by its radius."""
    if place.id == holder.id and place.scheme == holder.scheme:
        return False
    if holder.precision == "country":
        return place.country == holder.country and place.precision != "country"
    if holder.precision == "province" and place.admin1 and holder.admin1:
        return place.country == holder.country and place.admin1 == holder.admin1
    if holder.precision == "district" and place.admin2 and holder.admin2:
        return (place.country, place.admin1, place.admin2) == (holder.country, holder.admin1, holder.admin2)
    if holder.precision in ("region", "sea"):
        return distance_km(place.lat, place.lon, holder.lat, holder.lon) <= holder.radius_km
    return place.country == holder.country and distance_km(place.lat, place.lon, holder.lat, holder.lon) <= 60.0


def total_of(signs: Signs, weights: Signs) -> float:
    """The weighed sum of signs; one without a weight counts nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in signs.items())


def softmax(totals: Sequence[float]) -> list[float]:
    """Probabilities that sum to one, from weighed totals; none from none."""
    if not totals:
        return []
    top = max(totals)
    powers = [math.exp(total - top) for total in totals]
    whole = sum(powers)
    return [power / whole for power in powers]


def _summed(rows: Sequence[Mapping[K, float]]) -> dict[K, float]:
    out: dict[K, float] = {}
    for row in rows:
        for key, value in row.items():
            out[key] = out.get(key, 0.0) + value
    return out
