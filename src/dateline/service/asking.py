"""Verbs that ask a ledger: its events, why one is as it is, what befell it, how much there is, whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from dateline.domain.event import Event
from dateline.domain.event_from_wire import event_from_row
from dateline.domain.explanation import Explanation
from dateline.domain.ids import EventId
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.telling import telling_from_plain
from dateline.errors import ConfigError, LedgerError
from dateline.merge import DEFAULT_POLICY, POLICIES, explained, ruled
from dateline.merge.anchors import value_of, words_of
from dateline.service.added import addition_of
from dateline.service.changes import Past, change_of
from dateline.service.judging import named
from dateline.service.merging import LedgerMerge, merging_around
from dateline.service.stored import StoredTellings
from dateline.store import AsOf, EventQuery, StoredEvent
from dateline.store import Ledger as Store

#: Asks for all events.
EVERYTHING = EventQuery()
#: Events that are reconciled anew at a time.
_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An explanation of an event, with the other events that it was compared with."""

    explanation: Explanation
    considered: Mapping[EventId, Event]


def events(
    store: Store,
    query: EventQuery = EVERYTHING,
    *,
    policy: str | None = None,
    as_of: AsOf = None,
    limit: int | None = None,
) -> Iterator[Event]:
    """The events that the query asks for, newest first; with ``limit``, so many at most.

    Under another policy than the one that the ledger is kept under, each toll is what that policy makes of the same figures:
    events are reconciled anew from their own accounts, so many at a time, as they are asked for. What the query asks of tolls
    is asked of that policy's, all else of the events as the ledger keeps them.

    Raises ConfigError for an unknown policy and LedgerError where the ledger refuses.
    """
    if policy is not None and policy not in POLICIES:
        raise ConfigError(f"no policy {policy!r}", hint="known: " + ", ".join(sorted(POLICIES)))
    query = replace(query, ids=tuple(named(store, name, "e") for name in query.ids))
    if policy is None or policy == DEFAULT_POLICY:
        found: Iterator[Event] = map(_event_of, store.all_events(query, as_of=as_of))
    else:
        found = _under(store, query, policy, as_of)
    return found if limit is None else islice(found, limit)


def event(store: Store, name: str, *, policy: str | None = None, as_of: AsOf = None) -> Event:
    """One event, by its id, an old id that was merged into it, or the beginning of either."""
    known = named(store, name, "e")
    led = store.resolve(known, as_of=as_of)
    if led is None:
        raise LedgerError(f"event {known} is no more", hint=f"`dateline history {known}` says what became of it")
    return next(events(store, EventQuery(ids=(led,)), policy=policy, as_of=as_of))


def explain(merge: LedgerMerge, name: str, *, policy: str | None = None, as_of: AsOf = None) -> Answer:
    """Why an event is as it is; ``name`` is its id, or an account's or claim's of it, or the beginning of one."""
    known = named(merge.store, name, "ekc")
    if as_of is None and merge.store.unmerged():
        # As the last merge had it: where reports are being told anew, some of them would not be comparable with the rest.
        as_of = merge.store.merged_through()
    merging = merging_around(merge.store, [known], policy=policy or DEFAULT_POLICY, as_of=as_of, beside=True)
    found = explained(merging, known)
    if found is None:
        raise LedgerError(f"{known} leads to no event", hint=f"`dateline history {known}` says what became of it")
    others = {one.event: other for one in found.considered if (other := merging.event(one.event)) is not None}
    return Answer(explanation=found, considered=others)


def history(store: Store, name: str | None = None, *, as_of: AsOf = None) -> tuple[Past, ...]:
    """What befell an event (an account, a claim, a judgement), in order; without a name, everything that people decided."""
    judgements = store.judgements(as_of=as_of)
    undone = store.undone(as_of=as_of)
    if name is None:
        return _judged(store, judgements, undone)
    known = named(store, name)
    about = {known}
    past: list[Past] = []
    if known.startswith("e"):
        versions = store.event_versions(known, as_of=as_of)
        past += [change_of(before, after) for before, after in zip((None, *versions), versions, strict=False)]
        about |= _of_event(store, versions)
    elif not known.startswith("j"):
        document = store.document_of(known, as_of=as_of)
        for version in store.reading_versions(document or "", as_of=as_of):
            said = f"read by Dateline {version.run.dateline}, configuration {version.run.config[:12]}"
            past.append(Past(seq=version.seq, at=version.at, what="read", lines=(f"{version.uri}: {said}",)))
        about |= {letter + known[1:] for letter in "ekc"}
    mine = [one for one in judgements if one.id == known or about & set(one.about)]
    ids = {one.id for one in mine}
    mine += [one for one in judgements if one.verdict is Verdict.UNDO and ids & set(one.about) and one not in mine]
    past += _judged(store, mine, undone)
    return tuple(sorted(past, key=lambda one: one.seq))


def short_ids(
    store: Store, names: Mapping[str, None] | list[str] | tuple[str, ...], *, digits: int = 6
) -> dict[str, str]:
    """For each id the shortest beginning of so many digits or more that no other id of its kind in the ledger shares."""
    return {name: _short(store, name, digits) for name in names}


def _short(store: Store, name: str, digits: int) -> str:
    for length in range(digits + 1, len(name)):
        if len(store.names_beginning(name[:length], most=2)) < 2:
            return name[:length]
    return name


def _event_of(stored: StoredEvent) -> Event:
    return event_from_row({"event": stored.body})


def _under(store: Store, query: EventQuery, policy: str, as_of: AsOf) -> Iterator[Event]:
    """The events as another policy sees them; a toll that is asked for is then that policy's."""
    judgements, source = store.judgements(as_of=as_of), StoredTellings(store, as_of)
    kept = map(_event_of, store.all_events(replace(query, tolls=()), as_of=as_of))
    while some := tuple(islice(kept, _AT_ONCE)):
        for found in ruled(source, some, judgements, policy=policy):
            best = {toll.measure: toll.best for toll in found.tolls}
            if all((figure := best.get(measure)) is not None and figure >= least for measure, least in query.tolls):
                yield found


def _of_event(store: Store, versions: tuple[StoredEvent, ...]) -> set[str]:
    """The ids of all accounts that an event has ever had, and of their claims."""
    bodies: list[dict[str, Any]] = [version.body for version in versions if version.body is not None]
    accounts = {str(one["account"]) for body in bodies for one in body["accounts"]}
    claims = {
        claim.id for stored in store.tellings(sorted(accounts)) for claim in telling_from_plain(stored.payload).claims
    }
    return accounts | claims


def _judged(
    store: Store, judgements: tuple[Judgement, ...] | list[Judgement], undone: frozenset[str]
) -> tuple[Past, ...]:
    entries = {
        entry.subject: entry for one in judgements for entry in store.log(subject=one.id) if entry.kind == "judgement"
    }
    return tuple(
        Past(
            seq=entries[one.id].seq,
            at=one.at,
            what=str(one.verdict),
            by=one.by,
            judgement=one.id,
            is_undone=one.id in undone,
            lines=tuple(_said(one)),
        )
        for one in judgements
    )


def _said(judgement: Judgement) -> Iterator[str]:
    yield ", ".join(judgement.about)
    addition = addition_of(judgement) if judgement.verdict is Verdict.CLAIM else None
    if addition is not None:
        what = addition.type if addition.mode is None else f"{addition.type}/{addition.mode}"
        yield f"{what}: “{addition.trigger.text}” in “{addition.evidence.text}”"
    if judgement.field is not None:
        amended = judgement.verdict is Verdict.AMEND
        yield f"{judgement.field} = {_shown(value_of(judgement))}" if amended else judgement.field
    words = words_of(judgement)
    if words is not None:
        yield f"as it reads: “{words.text}” in “{words.evidence}”"
    if judgement.note:
        yield f"“{judgement.note}”"


def _shown(value: Any) -> str:
    """A value that a person has set, in words: a place by its name, bounds by their ends."""
    if not isinstance(value, Mapping):
        return "none" if value is None else str(value)
    if "name" in value:
        return ", ".join(str(value[part]) for part in ("name", "country") if value.get(part))
    return ", ".join(f"{name} {one}" for name, one in value.items() if one is not None)
