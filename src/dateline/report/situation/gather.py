"""What a situation report tells, in its order: events of weight by country and day, then the rest, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from dateline.domain.event import Event, EventStatus
from dateline.domain.ids import EventId
from dateline.domain.value import Measure
from dateline.domain.withheld import withheld
from dateline.gazetteer.outlines import country_names

#: Measures of people who came to harm, in the order in which a report tells them.
HARM = (Measure.KILLED, Measure.INJURED, Measure.ABDUCTED, Measure.MISSING, Measure.DISPLACED, Measure.ARRESTED)
#: Events that are told in a line each; of more, how many.
MOST_LINES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report that some event rests on."""

    #: The document's id as printed.
    document: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sayer:
    """Who gives a value: the outlet, and the speakers in it, nearest first."""

    outlet: str
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disputed:
    """A field on which claims differ, each value with who gives it, as far as that is known."""

    field: str
    values: tuple[tuple[str, tuple[Sayer, ...]], ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """An event with the number under which the report tells it."""

    number: int
    event: Event
    disputed: tuple[Disputed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that the pages say."""

    title: str
    #: The days that were asked for; None is an open end.
    first_day: date | None
    last_day: date | None
    #: What else was asked for, as the command line says it.
    filters: tuple[str, ...] = ()
    #: Where the ledger is, as people may see it.
    ledger: str = ""
    #: The last entry of the ledger's log: its number, its hash and when it was made.
    entry: tuple[int, str, datetime] | None = None
    version: str = ""
    policy: str = ""
    #: By country, in English, then by day.
    places: tuple[tuple[str, tuple[Numbered, ...]], ...] = ()
    #: Events that nobody was harmed in as far as reports say, and that one report alone tells.
    lesser: tuple[Event, ...] = ()
    #: Whether what reports tell in passing was left out when the ledger was asked.
    is_notable: bool = False
    #: How many more of them there are than are listed, and how many are told as history only.
    n_lesser_left_out: int = 0
    n_background: int = 0
    n_rejected: int = 0
    n_withheld: int = 0
    sources: tuple[Source, ...] = ()

    @property
    def numbered(self) -> tuple[Numbered, ...]:
        """The events of weight in the order of their numbers."""
        return tuple(one for _, some in self.places for one in some)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a report was asked for and of what."""

    title: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    filters: tuple[str, ...] = ()
    ledger: str = ""
    entry: tuple[int, str, datetime] | None = None
    version: str = ""
    policy: str = ""
    is_notable: bool = False
    #: Of each document its title and address, by its id as printed.
    sources: Mapping[str, Source] = field(default_factory=dict)
    #: What claims differ on beyond tolls, by event.
    disputed: Mapping[EventId, tuple[Disputed, ...]] = field(default_factory=dict)


def is_weighty(event: Event) -> bool:
    """Whether an event is told in full: people came to harm, several reports tell of it, or a person has reviewed it."""
    harmed = any(toll.measure in HARM and (toll.best or toll.high) for toll in event.tolls)
    several = len({one.document for one in event.accounts}) > 1
    return harmed or several or event.status is EventStatus.REVIEWED


def situation_of(events: Iterable[Event], asked: Asked) -> Situation:
    """The report of those events: what people restricted is left out or coarsened, and rejected events are only counted."""
    known = [withheld(one) for one in events]
    standing = [one for one in known if one.status is not EventStatus.REJECTED]
    news = [one for one in standing if not all(account.background for account in one.accounts)]
    weighty = [one for one in news if is_weighty(one)]
    lesser = sorted((one for one in news if not is_weighty(one)), key=_day)
    places = tuple(_by_country(weighty, asked))
    told = [one.event for _, some in places for one in some] + lesser[:MOST_LINES]
    return Situation(
        title=asked.title or "Situation report",
        first_day=asked.first_day,
        last_day=asked.last_day,
        filters=asked.filters,
        ledger=asked.ledger,
        entry=asked.entry,
        version=asked.version,
        policy=asked.policy,
        is_notable=asked.is_notable,
        places=places,
        lesser=tuple(lesser[:MOST_LINES]),
        n_lesser_left_out=max(0, len(lesser) - MOST_LINES),
        n_background=len(standing) - len(news),
        n_rejected=len(known) - len(standing),
        n_withheld=sum(1 for one in told if one.restricted),
        sources=_sources(told, asked),
    )


def _by_country(events: Sequence[Event], asked: Asked) -> Iterable[tuple[str, tuple[Numbered, ...]]]:
    """The events of each country by their days; the country with the most killed first, what lies in none last."""
    names = country_names()
    groups: dict[str, list[Event]] = {}
    for event in events:
        code = event.place.country if event.place is not None else None
        groups.setdefault("" if code is None else names.get(code, code), []).append(event)
    number = 0
    for name in sorted(groups, key=lambda one: (not one, -_killed(groups[one]), one)):
        some = []
        for event in sorted(groups[name], key=_day):
            number += 1
            some.append(Numbered(number, event, _disputed(event, asked)))
        yield name or "No country told", tuple(some)


def _disputed(event: Event, asked: Asked) -> tuple[Disputed, ...]:
    """Tolls with who gives each figure, then what else claims differ on, as far as the event may show it."""
    shown = {conflict.field for conflict in event.conflicts}
    found = []
    for toll in event.tolls:
        if f"counts.{toll.measure}" not in shown:
            continue
        values: dict[str, list[Sayer]] = {}
        for figure in toll.figures:
            if figure.standing == "total":
                words = _bounds_words(figure.low, figure.high)
                values.setdefault(words, []).append(Sayer(figure.outlet or "", figure.sources))
        found.append(
            Disputed(
                f"counts.{toll.measure}", tuple((words, tuple(dict.fromkeys(who))) for words, who in values.items())
            )
        )
    told = {one.field: one for one in asked.disputed.get(event.id, ())}
    for conflict in event.conflicts:
        if conflict.field.startswith("counts."):
            continue
        known = told.get(conflict.field)
        bare = Disputed(conflict.field, tuple((value, ()) for value in conflict.values))
        # Who says it may tell what was restricted.
        found.append(bare if known is None or event.restricted else known)
    return tuple(found)


def _bounds_words(low: int | None, high: int | None) -> str:
    from dateline.report.phrases import figure_words

    return figure_words(low, high)


def _sources(events: Sequence[Event], asked: Asked) -> tuple[Source, ...]:
    """The reports behind the events, the newest first; titles stay away from events with something restricted."""
    found: dict[str, Source] = {}
    for event in events:
        for account in event.accounts:
            if not account.document:
                continue
            bare = Source(document=account.document, outlet=account.outlet, published=account.published)
            known = asked.sources.get(account.document, bare)
            if event.restricted:
                known = replace(bare, published=None)
            before = found.get(account.document)
            # What one event withholds is not told because of another.
            found[account.document] = known if before is None else (before if before.title is None else known)
    return tuple(
        sorted(
            found.values(), key=lambda one: (-(one.published or date.min).toordinal(), one.outlet or "", one.document)
        )
    )


def _killed(events: Iterable[Event]) -> int:
    return sum(toll.best or 0 for one in events for toll in one.tolls if toll.measure is Measure.KILLED)


def _day(event: Event) -> tuple[date, date, str]:
    when = event.when
    first = (when.earliest or when.latest if when else None) or date.max
    return first, (when.latest if when else None) or date.max, event.id
