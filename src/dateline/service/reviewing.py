"""What to look at next, what people make of an event apart from each other, how far they agree, and what is settled."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from dateline.domain.brief import EventBrief, brief_from_row, brief_of
from dateline.domain.coding import CODED, Coding
from dateline.domain.event_from_wire import event_from_row
from dateline.domain.explanation import Considered
from dateline.domain.ids import EventId
from dateline.domain.judgement import Judgement, Verdict
from dateline.errors import ConfigError, UnknownError
from dateline.review import KINDS, Agreement, Difference, Question, agreement, differences, may_ask, questions
from dateline.service import asking, judging
from dateline.service.amendments import amendment_of, days_of
from dateline.service.coding import event_type
from dateline.service.doubts import in_doubt
from dateline.service.judging import Decision
from dateline.service.merging import LedgerMerge, Step
from dateline.service.questioned import Found, Key, Questioned
from dateline.store import Codings, EventQuery, Listing
from dateline.store import Ledger as Store

#: Events without a question of the kind that is asked for that one page looks through, at most.
_MOST_PASSED = 40
#: Events whose questions are worked out together.
_TOGETHER = 10
#: Events that wait for a coder that are read at a time.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its event in brief, or its two."""

    question: Question
    brief: EventBrief
    #: Of the event that it may be one with.
    other: EventBrief | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An event that waits for a coder, and how many have coded it."""

    event: EventId
    coders: int
    brief: EventBrief


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudicated:
    """What settling an event came to."""

    judgements: tuple[Judgement, ...]
    step: Step


def queue(
    merge: LedgerMerge,
    *,
    kinds: Sequence[str] = (),
    limit: int = 20,
    after: tuple[float, str] | None = None,
    known: Questioned | None = None,
) -> tuple[tuple[Asked, ...], tuple[float, str] | None]:
    """Questions, those of the event that is most worth a look first, and behind which event the next page begins.

    A page holds all questions of its events, so that there may be a few more than ``limit``; where questions of that kind are
    rare it may hold fewer, and the next page goes on looking. ``known`` spares working out what was worked out of the same
    state. Raises ConfigError for an unknown kind.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise ConfigError(f"no question is of the kind {unknown[0]!r:.40}", hint="known: " + ", ".join(KINDS))
    listing = Listing(merge.store)
    given = (known or Questioned()).of(listing.state())
    work_out = partial(_questions, merge, merge.keeps_doubts)
    is_compared = not kinds or "same" in kinds
    found: list[Asked] = []
    asked: set[str] = set()
    passed = 0
    while len(found) < limit and passed < _MOST_PASSED:
        some = [
            (value, brief_from_row(json.loads(line.line))) for value, line in listing.open_lines(limit, after=after)
        ]
        for start in range(0, len(some), _TOGETHER):
            part = some[start : start + _TOGETHER]
            whole = given([(brief.id, is_compared) for _, brief in part if may_ask(brief, kinds)], work_out)
            for value, brief in part:
                after = (value, brief.id)
                own = [one for one in whole.get((brief.id, is_compared), ()) if not kinds or one.kind in kinds]
                passed += not own
                # Whether two events are one is a question of both.
                found += [_asked(listing, one, brief) for one in own if one.id not in asked]
                asked |= {one.id for one in own}
                if len(found) >= limit:
                    return tuple(found), after
        if len(some) < limit:
            return tuple(found), None
    return tuple(found), after


def _asked(listing: Listing, question: Question, brief: EventBrief) -> Asked:
    line = None if question.other is None else listing.brief(question.other)
    return Asked(question=question, brief=brief, other=None if line is None else brief_from_row(json.loads(line.line)))


def _questions(merge: LedgerMerge, are_kept: bool, keys: Sequence[Key]) -> Found:
    """The questions of events; where the ledger does not keep its pairs in doubt yet, they are compared anew."""
    names = tuple(EventId(name) for name, _ in keys)
    events = [event_from_row({"event": stored.body}) for stored in merge.store.all_events(EventQuery(ids=names))]
    compared = {name for name, is_compared in keys if is_compared}
    considered: dict[EventId, tuple[Considered, ...]] = {}
    if are_kept:
        asked = {one.id: [told.account for told in one.accounts] for one in events if one.id in compared}
        considered = in_doubt(merge.store, asked)
    else:
        considered = {
            one.id: asking.explain(merge, one.id).explanation.considered for one in events if one.id in compared
        }
    made = {one.id: questions(one, considered.get(one.id, ())) for one in events}
    return {key: made.get(EventId(key[0]), ()) for key in keys}


def waiting(store: Store, by: str, *, limit: int = 20) -> tuple[Waiting, ...]:
    """Events for somebody to code: those that one other has coded first, then what is most worth a look."""
    codings = [one for one in Codings(store).all() if not one.is_final]
    coders: dict[EventId, set[str]] = {}
    for one in codings:
        coders.setdefault(one.event, set()).add(one.by)
    listing = Listing(store)
    once = sorted(event for event, names in coders.items() if len(names) == 1 and by not in names)
    found: list[Waiting] = []
    for event in once[:limit]:
        line = listing.brief(event)
        if line is not None:
            found.append(Waiting(event=event, coders=1, brief=brief_from_row(json.loads(line.line))))
    after: tuple[float, str] | None = None
    while len(found) < limit:
        some = listing.open_lines(_AT_ONCE, after=after)
        for value, line in some:
            brief = brief_from_row(json.loads(line.line))
            after = (value, brief.id)
            if EventId(brief.id) not in coders and len(found) < limit:
                found.append(Waiting(event=EventId(brief.id), coders=0, brief=brief))
        if len(some) < _AT_ONCE:
            break
    return tuple(found)


def codings_of(store: Store, name: str) -> tuple[EventId, tuple[Coding, ...]]:
    """An event and what people made of it apart from each other."""
    event = _event(store, name)
    return event, tuple(one for one in Codings(store).all() if one.event == event)


def keep_coding(store: Store, name: str, values: Mapping[str, Any], *, by: str, note: str | None = None) -> Coding:
    """Keeps what somebody makes of an event; changes no event. Raises ConfigError for a field or value that cannot be."""
    made = Coding(event=_event(store, name), by=by, values=checked_values(values), note=note)
    Codings(store).keep(made)
    return next(one for one in Codings(store).all() if (one.event, one.by, one.is_final) == (made.event, by, False))


def agreed(store: Store) -> Agreement:
    """How far people agree."""
    return agreement(Codings(store).all())


def disputed(store: Store) -> tuple[Difference, ...]:
    """Events on which coders differ and nobody has settled."""
    return differences(Codings(store).all())


def adjudicate(
    merge: LedgerMerge, name: str, values: Mapping[str, Any], *, by: str, note: str | None = None
) -> Adjudicated:
    """Settles an event: what differs from it becomes amendments, and where nothing does it is accepted."""
    store = merge.store
    event, checked = _event(store, name), checked_values(values)
    stored = store.event(event)
    if stored is None or stored.body is None:
        raise UnknownError(f"event {event} is no more")
    said = note or "settled after double coding"
    made = [replace(one, by=by, note=said) for one in _decisions(checked, brief_of(stored.body))]
    if not made:
        made = [Decision(verdict=Verdict.ACCEPT, by=by, note=said)]
    judgements: list[Judgement] = []
    new: dict[EventId, None] = {}
    changed: dict[EventId, None] = {}
    gone: dict[EventId, EventId | None] = {}
    with store.transaction():
        for decision in made:
            judged = judging.judge(merge, (event,), decision)
            judgements.append(judged.judgement)
            new |= dict.fromkeys(judged.step.new)
            changed |= dict.fromkeys(judged.step.changed)
            gone |= dict(judged.step.gone)
        Codings(store).keep(Coding(event=event, by=by, values=checked, note=note, is_final=True))
    return Adjudicated(judgements=tuple(judgements), step=Step(new=tuple(new), changed=tuple(changed), gone=gone))


def _decisions(values: Mapping[str, Any], brief: EventBrief) -> list[Decision]:
    """What of an event must be amended to hold those values; who decides is filled in after."""

    def amend(field: str, value: Any) -> Decision:
        return Decision(verdict=Verdict.AMEND, by="", field=field, value=value)

    if values.get("real") is False:
        return [Decision(verdict=Verdict.REJECT, by="")]
    found = [
        amend(field, values[field])
        for field in ("type", "mode")
        if values.get(field, _OF[field](brief)) != _OF[field](brief)
    ]
    when = values.get("when")
    if when is not None and (when.get("earliest"), when.get("latest")) != (brief.earliest, brief.latest):
        found.append(amend("when", when))
    place, country = values.get("place"), values.get("country")
    if place is not None and (place, country or brief.country) != (brief.place, brief.country):
        found.append(amend("where", f"{place}, {country}" if country else place))
    for measure in ("killed", "injured"):
        number = values.get(measure)
        if number is not None and number != getattr(brief, f"{measure}_best"):
            found.append(amend(f"counts.{measure}", number))
    return found


_OF = {"type": lambda brief: brief.type, "mode": lambda brief: brief.mode}


def checked_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a coding, each as its field holds it; raises ConfigError."""
    unknown = [name for name in values if name not in CODED]
    if unknown or not values:
        raise ConfigError(f"no field {unknown[0]!r:.40} can be coded" if unknown else "nothing was coded",
                          hint="known: " + ", ".join(CODED))  # fmt: skip
    return {name: _checked(name, value) for name, value in values.items()}


def _checked(name: str, value: Any) -> Any:
    if value is None and name not in ("real", "type"):
        return None
    fault = ConfigError(f"{name} cannot be {value!r:.80}")
    if name == "real":
        if not isinstance(value, bool):
            raise fault
        return value
    if name in ("killed", "injured"):
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
            raise fault
        return value
    if name == "when":
        if not isinstance(value, Mapping) or not set(value) <= {"earliest", "latest"}:
            raise fault
        days: dict[str, date] = {}
        for end, day in value.items():
            if day is not None:
                if not isinstance(day, str):
                    raise fault
                days[end] = days_of(day)[0 if end == "earliest" else 1]
        if not days or days.get("earliest", date.min) > days.get("latest", date.max):
            raise fault
        return {end: day.isoformat() for end, day in days.items()}
    if not isinstance(value, str) or not value.strip() or len(value) > 200:
        raise fault
    if name == "type":
        return event_type(value).id
    return amendment_of("mode", value) if name == "mode" else " ".join(value.split())


def _event(store: Store, name: str) -> EventId:
    known = judging.named(store, name, "e")
    led = store.resolve(known)
    if led is None:
        raise UnknownError(f"event {known} is no more")
    return led
