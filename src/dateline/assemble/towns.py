"""Streets, parks and hospitals that no gazetteer knows: they lie in the town that the report names."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from dateline.domain.place import Place, PlacePrecision
from dateline.domain.span import Span
from dateline.domain.value import Where
from dateline.lang import table

#: Why an account is put in a town where its claims name a street.
AROUND = "the town named nearest to the street"

_TOWNS = frozenset({PlacePrecision.SETTLEMENT, PlacePrecision.DISTRICT})


@cache
def _last_words(language: str) -> frozenset[str]:
    return frozenset(table(language, "towns")["inside"]["last"])


def is_inside_a_town(place: Place, language: str = "en") -> bool:
    """Whether it is a place inside of a town, by the last word of its name, that no gazetteer knows."""
    words = place.name.lower().split()
    return place.precision is PlacePrecision.UNRESOLVED and bool(words) and words[-1] in _last_words(language)


def town_around(where: Where, place: Place, places: Collection[Place]) -> Where:
    """The nearest town that the report names, for a place inside of one; any other place as it is."""
    spans = (where.span,) if where.span is not None else place.mentions
    if not spans or not is_inside_a_town(place):
        return where
    named = [
        (min(_gap(span, mention) for span in spans), mention, other.id)
        for other in places
        if other.precision in _TOWNS and other.lat is not None
        for mention in other.mentions
    ]
    if not named:
        return where
    _, mention, town = min(named)
    return Where(span=mention, place=town, reason=AROUND)


def _gap(one: Span, other: Span) -> int:
    """Characters between two spans; 0 where they touch."""
    return max(other.start - one.end, one.start - other.end, 0)
