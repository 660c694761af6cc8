"""Aspects of an event that several formats print: its days, tolls, parties, outlets, and what happened in a sentence."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache

from dateline.domain.claim import Role
from dateline.domain.code import Code
from dateline.domain.event import Event, EventStatus, EventToll, Participant
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.value import Measure
from dateline.export.contract import Material, Told, Written
from dateline.gazetteer.country_codes import CountryCodes, country_codes
from dateline.lang.numbers import NumberKind, find_numbers

#: Places that may be drawn as a pin.
PINNED = (PlacePrecision.POINT, PlacePrecision.SETTLEMENT)


def toll_of(event: Event, measure: Measure) -> EventToll | None:
    """The toll of that measure, or None."""
    return next((toll for toll in event.tolls if toll.measure is measure), None)


def tolls_in_order(event: Event) -> list[EventToll]:
    """The tolls in the order in which people ask for them: the killed first."""
    order = list(Measure)
    return sorted(event.tolls, key=lambda toll: order.index(toll.measure))


def point_of(event: Event) -> tuple[float, float] | None:
    """Latitude and longitude where the place may be drawn as a pin, WGS 84 degrees; else None."""
    place = event.place
    if place is None or place.precision not in PINNED or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon


def country_of(place: Place | None) -> CountryCodes | None:
    """The codes of a place's country."""
    return country_codes().get(place.country) if place is not None and place.country else None


def playing(event: Event, *roles: Role) -> list[Participant]:
    """Who plays those parts: undisputed ones first, then those with the most claims behind them, then named ones.

    A name comes before better supported gunmen nowhere: a column for the first actor would tell one misread name as guilt.
    """
    some = [one for one in event.participants if one.role in roles]
    return sorted(some, key=lambda one: (one.disputed, -len(one.supporters), not one.actor.named))


def names_of(some: Iterable[Participant]) -> list[str]:
    """Their names, each once: of a description without its number ("at least 12 villagers" is "villagers").

    One that another holds ("gunmen" and "motorcycle gunmen"), or that has no letter, says no more and is left out.
    """
    names: list[str] = []
    for one in some:
        name = one.actor.name.strip() if one.actor.named else without_number(one.actor.name)
        folded = name.casefold()
        if any(letter.isalpha() for letter in name) and not any(
            folded in other.casefold() or other.casefold() in folded for other in names
        ):
            names.append(name)
    return names


@lru_cache(maxsize=4096)
def without_number(words: str) -> str:
    """The words without the number that they begin with: "at least 12 villagers" is "villagers", "17" nothing."""
    plain = words.strip()
    first = next(iter(find_numbers(plain)), None)
    counts = first is not None and first.full.start == 0 and first.kind is NumberKind.CARDINAL
    return plain[first.full.end :].strip() if first is not None and counts else plain


def outlets_of(event: Event) -> list[str]:
    """The outlets of its reports, each once, in order."""
    return list(dict.fromkeys(one.outlet for one in event.accounts if one.outlet))


def documents_of(event: Event) -> list[str]:
    """The printed ids of its reports, each once, in order."""
    return list(dict.fromkeys(one.document for one in event.accounts if one.document))


def speakers_of(event: Event) -> list[str]:
    """Everybody whom a figure of it is attributed to, nearest teller first, each once, as written."""
    return list(
        dict.fromkeys(
            " ".join(one.split()) for toll in event.tolls for figure in toll.figures for one in figure.sources
        )
    )


def code_of(event: Event, scheme: str) -> Code | None:
    """Its code in a scheme, or None where that has no honest one."""
    return next((code for code in event.codes if code.scheme == scheme), None)


def days_of(event: Event) -> tuple[date | None, date | None]:
    """The first and the last day on which it may have happened; None for an end that is not said."""
    return (None, None) if event.when is None else (event.when.earliest, event.when.latest)


def n_days(event: Event) -> int | None:
    """How many days the interval holds, ends included; None where an end is open."""
    first, last = days_of(event)
    return None if first is None or last is None else (last - first).days + 1


def changed_at(event: Event) -> datetime | None:
    """The last moment, UTC, that a report or a judgement of it is dated; None where none is."""
    published = [one.published for one in event.accounts if one.published is not None]
    moments = [datetime.combine(day, time.min, tzinfo=UTC) for day in published]
    moments += [one.at.astimezone(UTC) for one in event.judgements]
    return max(moments, default=None)


def first_at(event: Event) -> datetime | None:
    """Midnight, UTC, of the first day that a report of it came out, else of its own first or last day; None where none is."""
    days = [one.published for one in event.accounts if one.published is not None]
    if not days:
        days = [day for day in days_of(event) if day is not None]
    return datetime.combine(min(days), time.min, tzinfo=UTC) if days else None


def bounds_phrase(toll: EventToll) -> str:
    """A best figure with its bounds: "14 (12-17)", "12", "12 or more", "up to 170"."""
    low, best, high = toll.low, toll.best, toll.high
    if best is None:
        return "not said"
    if low == best == high:
        return f"{best}"
    if high is None:
        return f"{best} or more" if low == best or low is None else f"{best} ({low} or more)"
    if low is None:
        return f"up to {best}" if high == best else f"{best} (up to {high})"
    return f"{best} ({low}-{high})"


def interval_phrase(event: Event) -> str:
    """Its days as precise as they are known, in ISO 8601: a day, a month, a year, an interval; empty where none is said."""
    first, last = days_of(event)
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return f"../{last}" if first is None else f"{first}/.."
    if first == last:
        return f"{first}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first:%Y}"
    whole_month = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole_month and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first}/{last}"


def sentences_of(event: Event) -> Iterator[str]:
    """What happened, to whom, how many, and what is disputed, in sentences of Dateline's own."""
    what = event.type.replace("_", " ") + (f" ({event.mode})" if event.mode else "")
    when, where = interval_phrase(event), place_phrase(event.place)
    yield " ".join([what.capitalize(), *(["on " + when] if when else []), *(["at " + where] if where else [])]) + "."
    doers = names_of(playing(event, Role.ACTOR, Role.PARTNER))
    sufferers = names_of(playing(event, Role.RECIPIENT, Role.BENEFICIARY))
    if doers:
        yield f"By: {', '.join(doers)}."
    if sufferers:
        yield f"To: {', '.join(sufferers)}."
    for toll in tolls_in_order(event):
        number = toll.independent_sources
        source = "" if number < 1 else f", {number} independent source{'s' if number > 1 else ''}"
        yield f"{str(toll.measure).capitalize()}: {bounds_phrase(toll)}{source} (rule: {toll.policy})."
    for said in event.responsibility:
        yield f"Responsibility {said.act}: {said.actor.name}."
    for conflict in event.conflicts:
        yield f"Reports differ on {conflict.field}: {'; '.join(conflict.values)}."


def place_phrase(place: Place | None) -> str:
    """A place with its country, and how wide it is where that is more than a town: "Gao, MLI", "Kidal, MLI (province)"."""
    if place is None:
        return ""
    known = place.name
    if place.country and place.precision is not PlacePrecision.COUNTRY:
        known += f", {place.country}"
    return known if place.precision in (*PINNED, PlacePrecision.COUNTRY) else f"{known} ({place.precision})"


def kept(material: Material, written: Written) -> Iterator[Told]:
    """The events without those that people rejected, for formats that have no place for a status."""
    for told in material.told:
        if told.event.status is EventStatus.REJECTED:
            written.leave_out("rejected by a person, which the format has no place for", told.event.id)
        else:
            yield told
