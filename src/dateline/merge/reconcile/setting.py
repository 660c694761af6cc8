"""When and where an event happened, from all accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from dateline.domain.event import Conflict, EventTime
from dateline.domain.ids import ClaimId
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.telling import Telling, ToldTime
from dateline.domain.value import TimePrecision
from dateline.merge.reconcile.voting import tallied, weight_of

#: How closely a time is known, the closest first.
_COARSENESS = {precision: rank for rank, precision in enumerate((
    TimePrecision.PART_OF_DAY, TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.SPAN, TimePrecision.MONTH,
    TimePrecision.SEASON, TimePrecision.YEAR, TimePrecision.UNKNOWN,
))}  # fmt: skip
#: How much ground a place stands for, the least first.
_BREADTH = {precision: rank for rank, precision in enumerate((
    PlacePrecision.POINT, PlacePrecision.SETTLEMENT, PlacePrecision.DISTRICT, PlacePrecision.PROVINCE,
    PlacePrecision.REGION, PlacePrecision.SEA, PlacePrecision.COUNTRY, PlacePrecision.UNRESOLVED,
))}  # fmt: skip
#: Share of the best day's weight from which a day that excludes it is a conflict and no slip.
RIVAL = 0.34

Days = tuple[date, date]


def when_of(told: Sequence[Telling]) -> tuple[EventTime | None, tuple[Conflict, ...]]:
    """The interval that most weight stands behind, with its supporters, and the rivals that exclude it."""
    votes = [
        (days, weight_of(telling) * _sureness(telling.when))
        for telling in told
        if telling.when is not None and (days := _days(telling.when)) is not None
    ]
    if not votes:
        return None, ()
    # A wide interval that holds a close one says the same less exactly: it lends its weight, and is chosen only alone.
    own = tallied(votes)
    backed = {
        days: round(sum(weight for other, weight in own.items() if _meet(days, other)), 9) for days in own
    }  # fmt: skip
    best = min(own, key=lambda days: (-backed[days], (days[1] - days[0]).days, -own[days], days))
    rivals = [days for days in own if not _near(days, best) and own[days] >= RIVAL * backed[best]]
    precision = min(
        (telling.when.precision for telling in told if telling.when is not None and _days(telling.when) == best),
        key=lambda one: _COARSENESS[one],
    )
    time = EventTime(
        earliest=best[0],
        latest=best[1],
        precision=precision,
        supporters=tuple(_supporters(told, lambda days: days == best)),
    )
    if not rivals:
        return time, ()
    values = [best, *sorted(rivals)]
    claims = tuple(_supporters(told, lambda days: days in values))
    return time, (Conflict("when", tuple(_printed(days) for days in values), claims),)


def _sureness(when: ToldTime) -> float:
    """How much a time weighs: one in the report's words most, the day of publication least."""
    if when.reason == "publication_date":
        return 0.25
    return 1.0 if when.words is not None else 0.7


def _days(when: ToldTime) -> Days | None:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return None if first is None or last is None else (first, last)


def _meet(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _near(one: Days, other: Days) -> bool:
    day = timedelta(days=1)
    return one[0] <= other[1] + day and other[0] <= one[1] + day


def _printed(days: Days) -> str:
    return days[0].isoformat() if days[0] == days[1] else f"{days[0]}/{days[1]}"


def _supporters(told: Sequence[Telling], chosen: Callable[[Days], bool]) -> Iterator[ClaimId]:
    for telling in told:
        for claim in telling.claims:
            days = _days(claim.when) if claim.when is not None else None
            if days is not None and chosen(days):
                yield claim.id


def where_of(told: Sequence[Telling]) -> tuple[Place | None, tuple[ClaimId, ...], tuple[Conflict, ...]]:
    """The place that most weight stands behind, the closest among those that lie in each other, and its rivals."""
    places = {(_key(place)): place for telling in reversed(told) for place in telling.places}
    votes = [
        (_key(place), weight_of(telling) * _closeness(place))
        for telling in told
        if (place := next((one for one in telling.places if one.id == telling.place), None)) is not None
    ]
    if not votes:
        return None, (), ()
    own = tallied(votes)
    best = min(own, key=lambda key: (-own[key], _BREADTH[places[key].precision], key))
    rivals = sorted(
        key for key in own
        if key != best and own[key] >= RIVAL * own[best] and not _may_be_one(places[key], places[best])
    )  # fmt: skip
    claims = {key: tuple(_placed(told, key)) for key in (best, *rivals)}
    if not rivals:
        return places[best], claims[best], ()
    values = tuple(places[key].name for key in (best, *rivals))
    every = tuple(claim for key in (best, *rivals) for claim in claims[key])
    return places[best], claims[best], (Conflict("where", values, every),)


def _key(place: Place) -> tuple[str, ...]:
    """What makes a place of one document that of another."""
    if place.identity is not None:
        return (place.identity.scheme, place.identity.id)
    return ("name", place.name.casefold(), place.admin1 or "", place.country or "")


def _closeness(place: Place) -> float:
    if place.lat is None:
        return 0.15
    return {PlacePrecision.POINT: 1.0, PlacePrecision.SETTLEMENT: 1.0, PlacePrecision.DISTRICT: 0.5}.get(
        place.precision, 0.2
    )


def _may_be_one(one: Place, other: Place) -> bool:
    """Whether one may lie in the other, as far as names of provinces and countries tell."""
    if one.country and other.country and one.country != other.country:
        return False
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        return False
    return _BREADTH[one.precision] != _BREADTH[other.precision] or one.name.casefold() == other.name.casefold()


def _placed(told: Sequence[Telling], key: tuple[str, ...]) -> Iterator[ClaimId]:
    for telling in told:
        places = {place.id: place for place in telling.places}
        for claim in telling.claims:
            if claim.place is not None and claim.place in places and _key(places[claim.place]) == key:
                yield claim.id
