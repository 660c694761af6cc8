"""An event's values in words, as short as a table wants them, without control characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from dateline.domain.claim import Role
from dateline.domain.event import Event, EventTime, EventToll, Figure, Participant, ResponsibilityAct, Standing
from dateline.domain.harmless import harmless_words
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.value import Measure, TimePrecision
from dateline.gazetteer.outlines import country_names
from dateline.lang.numbers import find_numbers
from dateline.report.ground import place_name

#: Roles whose fillers are told on either side of the arrow.
DOERS = (Role.ACTOR, Role.PARTNER)
SUFFERERS = (Role.RECIPIENT, Role.BENEFICIARY)


def what_phrase(event: Event) -> str:
    """The type and the mode: "assault / firearms"."""
    return event.type if event.mode is None else f"{event.type} / {event.mode}"


def kind_words(event: Event) -> str:
    """The type and the mode for a reader: "claim responsibility", "assault (firearms)"."""
    words = event.type if event.mode is None else f"{event.type} ({event.mode})"
    return harmless_words(words.replace("_", " "))


def day_phrase(when: EventTime | None) -> str:
    """A time as precise as it is known: 2024-05-10, 2024-05, 2024, 2024-05-10..12, "until 2024-05-10"."""
    if when is None or (when.earliest is None and when.latest is None):
        return "no date"
    first, last = when.earliest, when.latest
    if first is None:
        return f"until {last}"
    if last is None:
        return f"from {first}"
    if first == last:
        return str(first)
    if when.precision is TimePrecision.YEAR and _is_whole(first, last, "year"):
        return f"{first:%Y}"
    if when.precision is TimePrecision.MONTH and _is_whole(first, last, "month"):
        return f"{first:%Y-%m}"
    return f"{first}..{last.day:02}" if (first.year, first.month) == (last.year, last.month) else f"{first}..{last}"


def _is_whole(first: date, last: date, unit: str) -> bool:
    return first.year == last.year and (unit == "year" or first.month == last.month)


def place_words(place: Place | None) -> str:
    """A place with its country, and how wide it is where that is more than a town: "Gao, MLI", "Kidal, MLI (province)"."""
    if place is None:
        return ""
    known = harmless_words(place.name)
    if place.country and place.precision is not PlacePrecision.COUNTRY:
        known += f", {place.country}"
    wide = place.precision not in (PlacePrecision.POINT, PlacePrecision.SETTLEMENT, PlacePrecision.COUNTRY)
    return known + (f" ({place.precision})" if wide else "")


def parties(event: Event, roles: Iterable[Role], *, most: int = 3, counted: bool = True) -> str:
    """Who fills those roles, named ones first; a question mark where others say otherwise.

    Unless ``counted``, "at least 12 villagers" is "villagers", for where the toll stands beside it.
    """
    some = [one for one in event.participants if one.role in tuple(roles)]
    some.sort(key=lambda one: (not one.actor.named, -len(one.supporters)))
    names: list[str] = []
    for name in (_name(one, counted) for one in some if any(letter.isalpha() for letter in one.actor.name)):
        # "Gunmen" beside "Motorcycle gunmen" says no more.
        if name and not any(
            name.casefold() in other.casefold() or other.casefold() in name.casefold() for other in names
        ):
            names.append(name)
    shown = ", ".join(names[:most])
    return shown + (f" +{len(names) - most}" if len(names) > most else "")


def _name(one: Participant, counted: bool) -> str:
    name = harmless_words(one.actor.name)
    if not counted and not one.actor.named:
        name = _uncounted(name)
    return name + ("?" if one.disputed and name else "")


def _uncounted(words: str) -> str:
    """The words without the number that they begin with; empty where they are nothing else."""
    number = next(iter(find_numbers(words)), None)
    if number is None or number.full.start > 0:
        return words
    rest = words[number.full.end :].strip()
    while (first := rest.split(" ", 1))[0].casefold() in ("of", "the", "other", "others"):
        rest = first[1] if len(first) > 1 else ""
    return rest


def who_phrase(event: Event) -> str:
    """Who to whom: "gunmen → villagers"."""
    doers, sufferers = parties(event, DOERS), parties(event, SUFFERERS)
    if doers and sufferers:
        return f"{doers} → {sufferers}"
    return doers or (f"→ {sufferers}" if sufferers else "")


def bounds(low: int | None, best: int | None, high: int | None) -> str:
    """A best figure with its bounds: "14 (12–17)", "12", "12+", "up to 170", "62 (18 or more)"."""
    shown = "?" if best is None else f"{best:,}"
    if low == best == high:
        return shown
    if high is None:
        return f"{shown}+" if low == best else f"{shown} ({low:,} or more)" if low is not None else shown
    if low is None:
        return f"up to {shown}" if high == best else f"{shown} (up to {high:,})"
    return f"{shown} ({low:,}–{high:,})"


def tolls_of(event: Event) -> tuple[EventToll, ...]:
    """The tolls in the order in which people ask for them: the killed first."""
    order = list(Measure)
    return tuple(sorted(event.tolls, key=lambda toll: order.index(toll.measure)))


def toll_words(toll: EventToll, *, with_sources: bool = True) -> str:
    """One measure: "killed 14 (12–17), 3 sources"."""
    said = f"{toll.measure} {bounds(toll.low, toll.best, toll.high)}"
    if not with_sources or toll.independent_sources < 1:
        return said
    return f"{said}, {toll.independent_sources} source{'s' if toll.independent_sources > 1 else ''}"


def reports_phrase(event: Event) -> str:
    """How many reports tell of it."""
    number = len({one.document for one in event.accounts})
    return f"{number} report{'s' if number != 1 else ''}"


def one_line(event: Event) -> str:
    """What happened, in a line, for where another event is spoken of."""
    parts = [day_phrase(event.when), what_phrase(event), place_words(event.place)]
    parts += [toll_words(toll, with_sources=False) for toll in tolls_of(event)[:2]]
    return " · ".join(part for part in parts if part)


def day_words(when: EventTime | None) -> str:
    """A time for a reader: "10 May 2024", "4–9 May 2024", "May 2024", "2024", "until 2 May 2024", "no date"."""
    if when is None or (when.earliest is None and when.latest is None):
        return "no date"
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return f"from {_day(first)}" if first is not None else f"until {_day(last)}"
    if first == last:
        return _day(first)
    if when.precision is TimePrecision.YEAR and _is_whole(first, last, "year"):
        return f"{first.year}"
    if when.precision is TimePrecision.MONTH and _is_whole(first, last, "month"):
        return f"{first:%B} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    return f"{first.day} {first:%B} – {_day(last)}" if first.year == last.year else f"{_day(first)} – {_day(last)}"


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B} {day.year}"


def place_in_words(place: Place | None) -> str:
    """A place for a reader, with its country in English: "Gao, Mali", "Kidal, Mali (province)", "no place"."""
    if place is None:
        return "no place"
    known = place_name(place)
    if place.country and place.precision is not PlacePrecision.COUNTRY:
        known += f", {country_names().get(place.country, place.country)}"
    wide = place.precision not in (PlacePrecision.POINT, PlacePrecision.SETTLEMENT)
    return known + (f" ({place.precision})" if wide else "")


def figure_words(low: int | None, high: int | None, approximate: bool = False) -> str:
    """A figure as it was told: "12", "12 or more", "up to 40", "12–17", "about 12", "not said"."""
    about = "about " if approximate else ""
    if low is None and high is None:
        return "a number that is not said"
    if low == high:
        return f"{about}{low:,}"
    if high is None:
        return f"{about}{low:,} or more"
    return f"up to {about}{high:,}" if low is None else f"{about}{low:,}–{high:,}"


def field_words(field: str) -> str:
    """A field for a reader: "counts.killed" is "killed", "participants.actor" "who did it"."""
    known = {
        "participants.actor": "who did it", "participants.recipient": "to whom", "when": "when", "where": "where",
        "type": "what it was", "mode": "how it was done", "responsibility": "who is responsible",
    }  # fmt: skip
    return known.get(field) or field.removeprefix("counts.").removeprefix("participants.").replace("_", " ")


def responsibility_words(event: Event) -> tuple[str, ...]:
    """Who claims it, denies it or is blamed for it, each once: "claimed by the Red Hand", "denied by the Front"."""
    verbs = {
        ResponsibilityAct.CLAIMED: "claimed by", ResponsibilityAct.DENIED: "denied by", ResponsibilityAct.ACCUSED: "blamed on",
    }  # fmt: skip
    found = dict.fromkeys(f"{verbs[one.act]} {harmless_words(one.actor.name)}" for one in event.responsibility)
    return tuple(found)


def n_of(number: int, noun: str) -> str:
    """A number with its noun: "1 report", "2 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def day_range_words(first: date, last: date) -> str:
    """Days from one to another: "10 May 2024", "1–31 May 2024", "28 April – 3 May 2024"."""
    return day_words(EventTime(earliest=first, latest=last, precision=TimePrecision.SPAN))


def day_of(day: date) -> str:
    """A day for a reader: "10 May 2024"."""
    return _day(day)


def standing_words(standing: Standing) -> str:
    """What a figure that is no total counts for."""
    return _STANDINGS.get(str(standing), str(standing).replace("_", " "))


#: By the word of the public format.
_STANDINGS = {
    "total": "counts",
    "part": "a part of the toll",
    "superseded": "later corrected by the same source",
    "repeated": "repeats another figure",
    "running_total": "a total over several events",
    "other_time": "of another time than the event",
    "unreal": "denied, feared or planned",
    "rejected": "rejected by a reviewer",
}


def figures_of(toll: EventToll) -> tuple[Figure, ...]:
    """The figures that say a number: those that count first, by day."""
    said = [one for one in toll.figures if one.low is not None or one.high is not None]
    return tuple(
        sorted(
            said,
            key=lambda one: (one.standing is not Standing.TOTAL, one.published or date.max, one.document, one.claim),
        )
    )


def reports_words(event: Event) -> str:
    """The outlets that tell of it, each with how many reports where it has several."""
    counts = Counter(one.outlet or "outlet not told" for one in {one.document: one for one in event.accounts}.values())
    return ", ".join(
        harmless_words(outlet) + (f" ({number})" if number > 1 else "") for outlet, number in counts.items()
    )
