"""What people have decided, laid over what was read: on single claims and accounts before the merge, on events after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dateline.domain.event import Event, EventJudgement, EventStatus, EventTime, EventToll, Salience
from dateline.domain.ids import ClaimId, PlaceId
from dateline.domain.issue import Issue
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.telling import Telling, ToldClaim, ToldTime, ToldToll, Words
from dateline.domain.value import Measure, TimePrecision
from dateline.merge.anchors import value_of, words_of

_COUNTS = "counts."
#: In which tolls stand in an event.
_ORDER = {measure: rank for rank, measure in enumerate(Measure)}

#: What a value that cannot be what its field holds raises on the way.
_UNFIT = (AttributeError, KeyError, TypeError, ValueError)


def fault_of(judgement: Judgement) -> str | None:
    """Why an amendment's or a restriction's field and value cannot be; None where they can.

    Fields of an amendment: ``type``, ``mode``, ``when``, ``where`` and ``counts.MEASURE``. ``when`` is a day
    ("2015-11-20") or a table of
    ``earliest`` and ``latest``; ``where`` a table with ``name`` and, as far as known, ``lat``, ``lon``, ``country``,
    ``admin1``,
    ``precision``; a count a number or a table of ``low``, ``best``, ``high``.
    """
    if judgement.verdict is Verdict.RESTRICT:
        return None if judgement.field else "a restriction names the field that it hides"
    if judgement.verdict is not Verdict.AMEND:
        return None
    try:
        _read(judgement)
    except _UNFIT as error:
        return f"{judgement.field} cannot be {judgement.value}: {error}"
    return None


def _read(judgement: Judgement) -> Any:
    """The value of an amendment as its field holds it; raises one of ``_UNFIT``."""
    field, value = judgement.field or "", value_of(judgement)
    if field in ("type", "mode"):
        if not (isinstance(value, str) or (value is None and field == "mode")):
            raise ValueError(f"a {field} is a word")
        return value
    if field == "when":
        return time_from(value)
    if field == "where":
        return place_from(value, judgement.id)
    if field.startswith(_COUNTS):
        return toll_from(Measure(field.removeprefix(_COUNTS)), value)
    raise ValueError(f"no field {field!r}; known: type, mode, when, where, counts.MEASURE")


def time_from(value: Any) -> ToldTime:
    """The time that a person gave: a day, or a table of its first and last; raises ValueError and its kind."""
    days = {"earliest": value, "latest": value} if isinstance(value, str) else value
    first = date.fromisoformat(days["earliest"]) if days.get("earliest") else None
    last = date.fromisoformat(days["latest"]) if days.get("latest") else None
    if first is None and last is None:
        raise ValueError("neither an earliest nor a latest day")
    if first is not None and last is not None and last < first:
        raise ValueError(f"{last} is before {first}")
    precision = TimePrecision.DAY if first == last else TimePrecision.SPAN
    return ToldTime(earliest=first, latest=last, precision=precision, reason="judgement")


def place_from(value: Mapping[str, Any], name: str) -> Place:
    """The place that a person gave, its id made of the digits of ``name``; raises ValueError and its kind."""
    lat, lon = value.get("lat"), value.get("lon")
    if (lat is None) != (lon is None) or not (-90 <= float(lat or 0) <= 90 and -180 <= float(lon or 0) <= 180):
        raise ValueError("lat and lon are degrees, and go together")
    precision = value.get("precision") or ("settlement" if lat is not None else "unresolved")
    return Place(
        id=PlaceId(f"p{name[1:]}"),
        name=str(value["name"]),
        precision=PlacePrecision(precision),
        lat=lat,
        lon=lon,
        country=value.get("country"),
        admin1=value.get("admin1"),
        admin2=value.get("admin2"),
    )


def toll_from(measure: Measure, value: Any) -> ToldToll:
    """The number that a person gave, or a table of its bounds; raises ValueError and its kind."""
    ends = value if isinstance(value, Mapping) else {"low": value, "best": value, "high": value}
    numbers = {name: ends.get(name) for name in ("low", "best", "high")}
    for number in numbers.values():
        if number is not None and (isinstance(number, bool) or not isinstance(number, int) or number < 0):
            raise ValueError(f"{number!r} is no number of people or things")
    best = next((number for name in ("best", "low", "high") if (number := numbers[name]) is not None), None)
    if best is None:
        raise ValueError("no number")
    return ToldToll(measure=measure, low=numbers["low"], best=best, high=numbers["high"], by_hand=True)


# --- single claims and accounts, before the merge


def corrected(telling: Telling, judgements: Sequence[Judgement]) -> Telling:
    """The telling as people have corrected it: their value takes the place of what was read, and a toll is theirs alone."""
    for judgement in judgements:
        if judgement.verdict is Verdict.AMEND and fault_of(judgement) is None:
            telling = _corrected(telling, judgement)
    return telling


def _corrected(telling: Telling, judgement: Judgement) -> Telling:
    field, value = judgement.field or "", _read(judgement)
    if field in ("type", "mode"):
        return replace(telling, **{field: value}, claims=_each(telling, judgement, **{field: value}))
    words = _words(telling, judgement)
    if field == "when":
        value = replace(value, words=words)
        return replace(telling, when=value, claims=_each(telling, judgement, when=value))
    if field == "where":
        claims = _each(telling, judgement, place=value.id, place_words=words)
        return replace(telling, place=value.id, places=(*telling.places, value), claims=claims)
    others = tuple(toll for toll in telling.tolls if toll.measure is not value.measure)
    return replace(telling, tolls=(*others, value))


def _words(telling: Telling, judgement: Judgement) -> Words | None:
    """The words of the telling's own document that the person gave as their ground."""
    held = words_of(judgement)
    if held is None or held.report != telling.document:
        return None
    return Words(held.start, held.end, held.text)


def _each(telling: Telling, judgement: Judgement, **fields: Any) -> tuple[ToldClaim, ...]:
    """The claims with those fields where the judgement is about them: one, where it names one."""
    claims = {ClaimId(name) for name in judgement.about if name.startswith("c")}
    return tuple(replace(claim, **fields) if not claims or claim.id in claims else claim for claim in telling.claims)


def rejected_claims(judgements: Sequence[Judgement]) -> frozenset[ClaimId]:
    """The claims that those judgements reject."""
    return frozenset(
        ClaimId(name)
        for judgement in judgements
        if judgement.verdict is Verdict.REJECT
        for name in judgement.about
        if name.startswith("c")
    )


# --- events, after the merge


def marked(event: Event, judgements: Sequence[Judgement]) -> Event:
    """The event as people have decided on it; a later judgement on a field takes the place of an earlier one."""
    for judgement in judgements:
        event = _marked(event, judgement)
    shown = tuple(
        EventJudgement(
            id=one.id, verdict=one.verdict, by=one.by, at=one.at, field=one.field, note=one.note, words=words_of(one)
        )
        for one in judgements
    )
    salience = Salience.MAIN if event.status is not EventStatus.MACHINE else event.salience
    return replace(event, judgements=shown, salience=salience)


def _marked(event: Event, judgement: Judgement) -> Event:
    if judgement.verdict is Verdict.REJECT:
        return replace(event, status=EventStatus.REJECTED)
    if judgement.verdict is Verdict.RESTRICT and judgement.field:
        return replace(event, restricted=tuple(sorted({*event.restricted, judgement.field})))
    if judgement.verdict is Verdict.AMEND and fault_of(judgement) is None:
        return replace(_amended(event, judgement), status=EventStatus.REVIEWED)
    if judgement.verdict in (Verdict.ACCEPT, Verdict.MERGE, Verdict.SPLIT):
        return replace(event, status=EventStatus.REVIEWED)
    # An event that only added claims tell of has been looked at; of another, nobody has said that the rest is right.
    if judgement.verdict is Verdict.CLAIM and all(f"c{one.account[1:]}" in judgement.about for one in event.accounts):
        return replace(event, status=EventStatus.REVIEWED)
    return event


def _amended(event: Event, judgement: Judgement) -> Event:
    field, value = judgement.field or "", _read(judgement)
    if field in ("type", "mode"):
        return replace(event, **{field: value})
    if field == "when":
        supporters = event.when.supporters if event.when is not None else ()
        time = EventTime(earliest=value.earliest, latest=value.latest, precision=value.precision, supporters=supporters)
        return replace(event, when=time)
    if field == "where":
        return replace(event, place=value)
    known = next((toll for toll in event.tolls if toll.measure is value.measure), None)
    toll = EventToll(
        measure=value.measure, low=value.low, best=value.best, high=value.high, policy="judgement",
        independent_sources=known.independent_sources if known else 0,
        disagreement=known.disagreement if known else 0.0, figures=known.figures if known else (),
    )  # fmt: skip
    others = [one for one in event.tolls if one.measure is not value.measure]
    return replace(event, tolls=tuple(sorted([*others, toll], key=lambda one: _ORDER[one.measure])))


def unfit(judgements: Sequence[Judgement]) -> tuple[Issue, ...]:
    """An issue for each judgement whose value cannot be what its field holds."""
    return tuple(
        Issue("merge", "unfit_judgement", fault, uri=judgement.id)
        for judgement in judgements
        if (fault := fault_of(judgement)) is not None
    )
