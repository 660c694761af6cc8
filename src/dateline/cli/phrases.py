"""Values in words: how a person would say a time, a place, a toll, a stance or a speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dateline.domain.account import Toll
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Modality, Polarity, Stage, Stance
from dateline.domain.ids import AttributionId
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.reading import Reading
from dateline.domain.value import Count, CountScope, Measure, TimePrecision, When, Where


def when_phrase(when: When | None) -> str:
    """A time with how it is known: "20 Nov 2015", "Nov 2015", "since 2008 (open)"."""
    if when is None or (when.earliest is None and when.latest is None):
        return f"lasting {_lasting(when.duration)}" if when and when.duration else ""
    if when.earliest is None:
        said = f"until {_day(when.latest)}"
    elif when.latest is None:
        said = f"from {_day(when.earliest)}"
    elif when.earliest == when.latest:
        said = f"{when.earliest:%a} {_day(when.earliest)}"
    elif when.precision is TimePrecision.MONTH:
        said = f"{when.earliest:%b %Y}"
    elif when.precision is TimePrecision.YEAR:
        said = f"{when.earliest:%Y}"
    else:
        said = f"{_day(when.earliest)} to {_day(when.latest)}"
    if when.duration:
        said += f", lasting {_lasting(when.duration)}"
    if when.inherited_from:
        return f"{said} (inherited)"
    return f"{said} (date of publication)" if when.span is None else said


def _lasting(duration: str) -> str:
    """An ISO 8601 duration of one unit in words ("P10D": "10 days"); any other as it is."""
    found = re.fullmatch(r"P(T?)(\d+)([YMWDHS])", duration)
    if found is None:
        return duration
    units = {"Y": "year", "M": "minute" if found[1] else "month", "W": "week", "D": "day", "H": "hour", "S": "second"}
    return f"{found[2]} {units[found[3]]}{'s' if found[2] != '1' else ''}"


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%b %Y}"


def place_phrase(where: Where | None, places: Sequence[Place]) -> str:
    """A place with its precision: "Bamako, Mali (settlement, ±15 km)"."""
    place = next((place for place in places if where and place.id == where.place), None)
    if place is None or where is None:
        return ""
    parts = dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part)
    known = ", ".join(parts)
    if place.precision is PlacePrecision.UNRESOLVED:
        known += " (not on the map)"
    elif place.precision is not PlacePrecision.COUNTRY:
        radius = f", ±{place.radius_km:.0f} km" if place.radius_km else ""
        known += f" ({place.precision}{radius})"
    return known + (" (inherited)" if where.span is None else "")


def bounds_phrase(low: int | None, high: int | None) -> str:
    """Bounds as they would be said: "at least 27", "at most 170", "12", "10 to 15"."""
    if low is None and high is None:
        return "a number not said"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"at most {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def toll_phrase(toll: Toll) -> str:
    """One line of an account's tolls."""
    return f"{_measure(toll.measure)} {bounds_phrase(toll.low, toll.high)}"


def count_phrase(count: Count) -> str:
    """One figure of a claim."""
    about = "about " if count.approximate and count.low == count.high else ""
    running = " in all so far" if count.scope is CountScope.RUNNING_TOTAL else ""
    return f"{_measure(count.measure)} {about}{bounds_phrase(count.low, count.high)}{running}"


def _measure(measure: Measure) -> str:
    return str(measure)


def stance_phrase(stance: Stance) -> str:
    """What is out of the common in a stance, or nothing."""
    said = []
    if stance.modality is not Modality.ASSERTED:
        said.append(str(stance.modality))
    if stance.polarity is Polarity.NEGATED:
        said.append("said not to have happened")
    if stance.stage is not Stage.ACCOMPLISHED and str(stance.stage) not in said:
        said.append(str(stance.stage))
    return ", ".join(said)


def speaker_phrase(attribution: Attribution, reading: Reading) -> str:
    """The tellers, nearest first: "two ministry officials, via the Courier"."""
    names = {actor.id: actor.name for actor in reading.actors}
    chain = []
    for group in (attribution.sources, attribution.via):
        words = []
        for speaker in group:
            said = " ".join(reading.document.quote(speaker.named_by).split())
            name = names.get(speaker.actor) if speaker.actor else None
            known = name if name and name.casefold() not in said.casefold() else None
            words.append(f"{said} ({known})" if known else said)
        if words:
            chain.append(" and ".join(words))
    return ", via ".join(chain)


def says_phrase(identity: AttributionId | None, reading: Reading) -> str:
    """Who says so, with the tellings around it, or that the report says so itself."""
    if identity is None:
        return "the report"
    by_id = {attribution.id: attribution for attribution in reading.attributions}
    chain, seen = [], set()
    while identity is not None and identity in by_id and identity not in seen:
        seen.add(identity)
        attribution = by_id[identity]
        said = speaker_phrase(attribution, reading) or "a source not named"
        if attribution.cue is not None:
            said += f" [{' '.join(reading.document.quote(attribution.cue).split())}]"
        chain.append(said)
        identity = attribution.within
    return ", told by ".join(chain)
