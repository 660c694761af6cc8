"""The verb by which people add a claim that no reader found: words are selected, values read from them or given."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from dateline.domain.addition import AddedCount, AddedParty, AddedPlace, AddedSpeaker, AddedTime, Addition
from dateline.domain.claim import Modality, Role
from dateline.domain.ids import ClaimId, EventId, JudgementId, PlaceId, claim_id, digest_of
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.reading import Reading
from dateline.domain.span import Span
from dateline.domain.telling import Words
from dateline.domain.value import Measure, TimePrecision
from dateline.errors import ConfigError, LedgerError
from dateline.lang.numbers import NumberKind, find_numbers
from dateline.merge.amending import place_from, time_from, toll_from
from dateline.service.added import added_in, with_added
from dateline.service.amendments import amendment_of
from dateline.service.coding import event_type
from dateline.service.judging import Judged, named
from dateline.service.merging import LedgerMerge
from dateline.service.naming import party_of, speaker_of
from dateline.service.pinned import Pin, report_reading, sentence_at, words_at

#: Somebody in one role, and figures, at most.
_MOST = 20
_UNFIT = (AttributeError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaim:
    """What a person read in a report: the words that tell of it, its kind, and each value with words, a value, or both."""

    trigger: Pin
    type: str
    mode: str | None = None
    #: The account of the report, or the event, that the claim tells of; its own, where it is None.
    account: str | None = None
    actors: tuple[Pin, ...] = ()
    recipients: tuple[Pin, ...] = ()
    when: Pin | None = None
    where: Pin | None = None
    #: By measure.
    counts: tuple[tuple[str, Pin], ...] = ()
    #: Who says so, together. None: whoever is read to say the words around it, else the reporter.
    speakers: tuple[Pin, ...] = ()
    modality: Modality = Modality.ASSERTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed(Judged):
    """A claim that was added: the judgement, what following it did, and where the claim is now."""

    claim: ClaimId
    event: EventId | None


def claim(
    merge: LedgerMerge, report: str, new: NewClaim, *, by: str, note: str | None = None, at: datetime | None = None
) -> Claimed:
    """Adds a claim to a report and follows it; ``report`` is its key or the id that it is printed under.

    Raises UnknownError for an unknown report, ConfigError for words that are not in it or values that cannot be, and
    LedgerError where the very words tell a claim already.
    """
    if not by.strip():
        raise ConfigError(
            "a judgement is a person's: it needs their name", hint="--by NAME, or the variable DATELINE_BY"
        )
    moment = at or datetime.now(UTC)
    if moment.tzinfo is None:
        raise ConfigError(f"{moment} has no zone", hint="as in datetime.now(UTC)")
    store = merge.store
    read = report_reading(store, report)
    reading = with_added(read, added_in(store).get(read.document.key, ()))
    addition = _addition(reading, new)
    identity = claim_id(reading.document.key, Span(addition.trigger.start, addition.trigger.end))
    if any(one.id == identity for one in reading.claims):
        raise LedgerError(
            f"“{addition.trigger.text}” tells the claim {identity} already", hint=f"`amend {identity}` sets it right"
        )
    about: tuple[str, ...] = (identity,)
    if new.account is not None:
        about = (identity, _account_of(merge, reading, new.account))
    value = json.dumps(addition.to_plain(), sort_keys=True)
    parts = (Verdict.CLAIM, *about, by, moment.isoformat(), value, note)
    judgement = Judgement(
        id=JudgementId("j" + digest_of(*parts)), verdict=Verdict.CLAIM, about=about, by=by.strip(),
        at=moment.astimezone(UTC), value=value, note=note,
    )  # fmt: skip
    step = merge.judge(judgement)
    account = store.accounts_of([identity]).get(identity)
    event = None if account is None else store.events_of_accounts([account]).get(account)
    return Claimed(judgement=judgement, step=step, claim=identity, event=event)


def _account_of(merge: LedgerMerge, reading: Reading, name: str) -> str:
    """The account of this report that an account's, a claim's or an event's id names."""
    known = named(merge.store, name, "ekc")
    accounts = [one.id for one in reading.accounts]
    if known.startswith("e"):
        led = merge.store.resolve(known)
        homes = merge.store.events_of_accounts(accounts)
        # Of several accounts of the event in one report, the one that the report is about the most.
        own = [one for one in reading.accounts if homes.get(one.id) == led]
        if own:
            return min(own, key=lambda one: (-one.relevance, one.id)).id
        raise ConfigError(f"this report tells nothing of event {known}", hint="merge the two events after adding it")
    found = next((one.id for one in reading.accounts if known == one.id or known in one.claims), None)
    if found is None:
        raise ConfigError(f"{known} is not of this report")
    return found


def _addition(reading: Reading, new: NewClaim) -> Addition:
    document = reading.document
    kind = event_type(new.type)
    if new.mode is not None:
        kind.mode(new.mode)
    if max(len(new.actors), len(new.recipients), len(new.counts), len(new.speakers)) > _MOST:
        raise ConfigError(f"a claim has {_MOST} parties, figures or speakers at most")
    trigger = words_at(document, new.trigger, "the claim's words")
    parties = [_party(reading, Role.ACTOR, pin) for pin in new.actors]
    parties += [_party(reading, Role.RECIPIENT, pin) for pin in new.recipients]
    measures = [measure for measure, _ in new.counts]
    if len(set(measures)) < len(measures):
        raise ConfigError("a claim gives one figure a measure")
    return Addition(
        document=document.key,
        type=kind.id,
        mode=new.mode,
        trigger=trigger,
        evidence=sentence_at(document, trigger, reading.claims),
        parties=tuple(parties),
        speakers=tuple(_speaker(reading, pin, trigger) for pin in new.speakers),
        when=None if new.when is None else _time(reading, new.when),
        where=None if new.where is None else _place(reading, new.where, trigger),
        counts=tuple(_count(reading, measure, pin) for measure, pin in new.counts),
        modality=new.modality,
    )


def _party(reading: Reading, role: Role, pin: Pin) -> AddedParty:
    return party_of(reading, role, words_at(reading.document, pin, str(role)))


def _speaker(reading: Reading, pin: Pin, trigger: Words) -> AddedSpeaker:
    words = words_at(reading.document, pin, "speaker")
    if Span(words.start, words.end).touches(Span(trigger.start, trigger.end)):
        raise ConfigError(f"speaker: {words.text!r:.60} is of the words that tell of it", hint="select who says them")
    return speaker_of(reading, words)


def _time(reading: Reading, pin: Pin) -> AddedTime:
    words = words_at(reading.document, pin, "when") if pin.has_words else None
    if pin.value is None and words is not None:
        span = Span(words.start, words.end)
        told = [one for one in reading.times if one.span is not None and one.span.touches(span) and _is_dated(one)]
        if told:
            best = max(told, key=lambda one: _shared(one.span, span))
            return AddedTime(
                earliest=best.earliest, latest=best.latest, precision=best.precision, words=words, reason=best.reason
            )
    given = pin.value if pin.value is not None else words.text if words is not None else ""
    try:
        time = time_from(amendment_of("when", given))
    except (ConfigError, *_UNFIT) as error:
        said = words.text if words is not None and pin.value is None else pin.value
        raise ConfigError(
            f"when: no day can be read from {said!r:.60}", hint="give it: 2024-05-10, 2024-05 or 2024-05-10..2024-05-12"
        ) from error
    precision = TimePrecision.DAY if time.earliest == time.latest else time.precision
    return AddedTime(earliest=time.earliest, latest=time.latest, precision=precision, words=words)


def _is_dated(when: object) -> bool:
    return getattr(when, "earliest", None) is not None or getattr(when, "latest", None) is not None


def _shared(one: Span | None, other: Span) -> int:
    return 0 if one is None else min(one.end, other.end) - max(one.start, other.start)


def _place(reading: Reading, pin: Pin, trigger: Words) -> AddedPlace:
    words = words_at(reading.document, pin, "where") if pin.has_words else None
    if pin.value is None and words is not None:
        span = Span(words.start, words.end)
        told = [
            (shared, place)
            for place in reading.places
            if place.precision is not PlacePrecision.UNRESOLVED
            and (shared := max((_shared(one, span) for one in place.mentions), default=0)) > 0
        ]
        if told:
            best = max(told, key=lambda one: (one[0], one[1].id))[1]
            return AddedPlace(place=replace(best, mentions=(), candidates=()), words=words)
    given = pin.value if pin.value is not None else words.text if words is not None else ""
    digits = digest_of(reading.document.key, trigger.start, trigger.end)
    try:
        place: Place = place_from(amendment_of("where", given), f"p{digits}")
    except _UNFIT as error:
        raise ConfigError(f"where cannot be {given!r:.60}: {error}") from error
    return AddedPlace(place=replace(place, id=PlaceId(f"p{digits}")), words=words)


def _count(reading: Reading, measure: str, pin: Pin) -> AddedCount:
    if measure not in set(Measure):
        raise ConfigError(f"no measure {measure!r:.40}", hint="known: " + ", ".join(Measure))
    words = words_at(reading.document, pin, measure) if pin.has_words else None
    if pin.value is not None:
        field = f"counts.{measure}"
        try:
            toll = toll_from(Measure(measure), amendment_of(field, pin.value))
        except _UNFIT as error:
            raise ConfigError(f"{field} cannot be {pin.value!r:.60}: {error}") from error
        return AddedCount(measure=Measure(measure), low=toll.low, high=toll.high, words=words)
    said = "" if words is None else words.text
    numbers = [one for one in find_numbers(said) if one.kind is NumberKind.CARDINAL and not one.distributive]
    if len(numbers) != 1:
        told = f"{len(numbers)} numbers stand in" if numbers else "no number can be read from"
        raise ConfigError(
            f"{measure}: {told} {said!r:.60}", hint="give it: 12, 10..15, 10.. (at least), ..15 (at most)"
        )
    [number] = numbers
    return AddedCount(
        measure=Measure(measure), low=number.low, high=number.high, words=words, approximate=number.approximate,
        rule=number.rule,
    )  # fmt: skip


def pin_from(words: str | None, value: str | None = None) -> Pin:
    """A pin as people type it: words of the report, or where they stand (``120..128``), and a value."""
    first, dots, last = (words or "").partition("..")
    if dots and first.isdigit() and last.isdigit():
        return Pin(start=int(first), end=int(last), value=value)
    return Pin(text=words or None, value=value)
