"""A profile: what comparing two tellings looks at, made once for each telling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern

from dateline.domain.claim import Role
from dateline.domain.ids import AccountId, DocumentKey
from dateline.domain.place import PlacePrecision
from dateline.domain.telling import Telling, Wording
from dateline.domain.value import Measure, TimePrecision
from dateline.lang.sketch import words_of
from dateline.merge.wording import rarity, weighed

#: Words kept of an account's own sentences.
EVIDENCE_TERMS = 24
#: Days over which a time still tells one event from another.
CLOSE_DAYS = 7

_CLOSE = (PlacePrecision.POINT, PlacePrecision.SETTLEMENT)


@dataclass(frozen=True, slots=True)
class Report:
    """The wording of a report, ready to be compared; shared by all tellings of the report."""

    terms: Mapping[str, int]
    names: Mapping[str, int]
    title: frozenset[str]
    sketch: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One telling, ready to be compared. Days are proleptic ordinals; a None is not said."""

    account: AccountId
    document: DocumentKey
    focus: bool
    #: The focus of its report, where this tells it again.
    companion_of: AccountId | None
    background: bool
    outlet: str | None
    type: str
    mode: str | None
    published: int | None
    #: Where that is not known, the latest day that the report names.
    named_day: int | None
    first: int | None
    last: int | None
    #: Whether words of the report say the time, and it is not only the day of publication.
    dated: bool
    lat: float | None
    lon: float | None
    close: bool
    place_name: str
    admin1: str | None
    country: str | None
    categories: frozenset[str]
    #: Low and high of the killed and the injured, where the report gives a figure.
    killed: tuple[int, int] | None
    injured: tuple[int, int] | None
    #: Words of the names of those who act and of those who are struck.
    actors: frozenset[str]
    recipients: frozenset[str]
    evidence: Mapping[str, int]
    report: Report


def profile_of(telling: Telling) -> Profile:
    """The profile of a telling."""
    when = telling.when
    place = next((one for one in telling.places if one.id == telling.place), None)
    located = place is not None and place.lat is not None and place.lon is not None
    first = when.earliest or when.latest if when is not None else None
    last = when.latest or when.earliest if when is not None else None
    return Profile(
        account=telling.account,
        document=telling.document,
        focus=telling.focus,
        companion_of=telling.companion_of,
        background=telling.background,
        outlet=telling.outlet,
        type=telling.type,
        mode=telling.mode,
        published=_ordinal(telling.published),
        named_day=_ordinal(telling.named_day),
        first=_ordinal(first),
        last=_ordinal(last),
        dated=when is not None
        and when.reason != "publication_date"
        and when.precision is not TimePrecision.UNKNOWN
        and first is not None
        and last is not None
        and (last - first).days <= CLOSE_DAYS,
        lat=place.lat if place is not None and located else None,
        lon=place.lon if place is not None and located else None,
        close=place is not None and located and place.precision in _CLOSE,
        place_name=intern(place.name.casefold()) if place is not None else "",
        admin1=place.admin1 if place is not None else None,
        country=place.country if place is not None else None,
        categories=_one(
            frozenset(
                party.category for claim in telling.claims for party in claim.parties if party.category is not None
            )
        ),
        killed=_bounds(telling, Measure.KILLED),
        injured=_bounds(telling, Measure.INJURED),
        actors=_names(telling, Role.ACTOR),
        recipients=_names(telling, Role.RECIPIENT),
        evidence=_evidence(telling),
        report=_report(telling.wording),
    )


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _bounds(telling: Telling, measure: Measure) -> tuple[int, int] | None:
    toll = next((toll for toll in telling.tolls if toll.measure is measure), None)
    if toll is None or toll.best is None:
        return None
    return (toll.best if toll.low is None else toll.low, toll.best if toll.high is None else toll.high)


def _names(telling: Telling, role: Role) -> frozenset[str]:
    named = {actor.id: actor.name for actor in telling.actors if actor.named}
    told = {named[party.actor] for claim in telling.claims for party in claim.parties
            if party.role is role and party.actor in named}  # fmt: skip
    return _one(
        frozenset(
            intern(word.lower())
            for name in told
            for word in words_of(name)
            if len(word) > 2 and rarity(word.lower()) > 3.0
        )
    )


@lru_cache(maxsize=4096)
def _one(words: frozenset[str]) -> frozenset[str]:
    """The first of those that are equal, for all of them: many profiles have the same few."""
    return words


def _evidence(telling: Telling) -> Mapping[str, int]:
    sentences = {(claim.evidence.start, claim.evidence.text) for claim in telling.claims}
    words = [word.lower() for _, text in sorted(sentences) for word in words_of(text)]
    terms, weights = weighed(words, EVIDENCE_TERMS)
    return dict(zip(terms, weights, strict=True))


@lru_cache(maxsize=256)
def _report(wording: Wording) -> Report:
    terms = dict(zip(wording.terms, wording.weights, strict=True))
    return Report(
        terms=terms,
        names={name: terms[name] for name in wording.names if name in terms},
        title=frozenset(wording.title),
        sketch=wording.sketch,
    )
